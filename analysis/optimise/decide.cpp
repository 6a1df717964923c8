#include "analysis/optimise/stages.hpp"
#include "analysis/sensitivity/ranking.hpp"
#include "analysis/statistics.hpp"

#include <algorithm>
#include <map>

namespace analysis::optimise {
namespace {

using sensitivity::Outcomes;
using sensitivity::Points;

std::vector<Effects> run(const Task& task, const std::string& stage, std::span<const Portfolio> portfolios,
                         const Simulate& simulate, const Course& course, std::size_t& runs)
{
    if (course.stage) {
        course.stage(stage, portfolios.size(), that_confirm(task.effort));
    }
    runs += portfolios.size() * task.effort.confirm;
    return simulate(portfolios, that_confirm(task.effort));
}

/// Nothing, which costs and averts nothing.
Finalist nothing(const Task& task, std::span<const Finalist> others)
{
    Finalist none{
        .portfolio = Portfolio(task.measures.size(), 0.0), .origin = Origin::nothing, .effects = {}, .averted = {}};
    none.effects.averted.assign(task.effort.confirm, 0.0);
    none.effects.rises.assign(task.groups.size(), none.effects.averted);
    none.effects.ron = none.effects.averted;
    none.effects.draws = others.empty() ? std::vector<std::uint32_t>(task.effort.confirm, 0) : others[0].effects.draws;
    none.averted = estimate(none.effects.averted, none.effects.draws);
    none.rises.assign(task.groups.size(), Rise::none);
    return none;
}

/// How much more one averts than another, paired.
Estimate more(const Effects& one, const Effects& other)
{
    return estimate(paired_difference(other.averted, one.averted), one.draws);
}

/// The one to take: the search's first that is accepted, unless the fresh runs tell another apart from it; nothing, if it averts nothing.
void recommend(ForBudget& found)
{
    auto& all = found.finalists;
    const auto first = std::find_if(all.begin() + 1, all.end(), [](const Finalist& f) { return f.accepted(); });
    auto chosen = first;
    // Of many that are no better some look so: the chance of a false alarm is that of all of them together.
    const std::size_t others = std::max<std::size_t>(3, all.size()) - 2; // nothing and the first are none
    for (auto other = first; other != all.end(); ++other) {              // the first is not better than itself
        const bool better = told_above_nothing(more(other->effects, first->effects), others);
        if (other->accepted() && better && other->averted.mean > chosen->averted.mean) {
            chosen = other;
        }
    }
    if (chosen != all.end() && chosen->averted.mean > 0.0) {
        found.recommended = static_cast<std::size_t>(chosen - all.begin());
        found.overruled = chosen != first;
    }
    for (Finalist& finalist : all) {
        const Bounds bounds = bounds_of(more(finalist.effects, all[found.recommended].effects));
        finalist.apart = bounds.low > 0.0 || bounds.high < 0.0;
    }
}

/// By draw the replicates that took it, in order; without draws each replicate is one.
std::vector<std::vector<std::size_t>> by_draw(const std::vector<std::uint32_t>& draws)
{
    std::map<std::uint32_t, std::vector<std::size_t>> of;
    std::vector<std::vector<std::size_t>> all;
    for (std::size_t r = 0; r < draws.size(); ++r) {
        if (draws[r] == 0) {
            all.push_back({r});
        } else {
            of[draws[r]].push_back(r);
        }
    }
    for (auto& [draw, replicates] : of) {
        all.push_back(std::move(replicates));
    }
    return all;
}

/// Chances of averting most, and what more knowledge would be worth.
void weigh(ForBudget& found)
{
    const auto groups = by_draw(found.finalists[0].effects.draws);
    const std::size_t each = groups.empty() ? 0 : groups[0].size();
    const bool even = std::all_of(groups.begin(), groups.end(), [&](const auto& g) { return g.size() == each; });
    Points utility{found.finalists.size(), {}};
    std::vector<Outcomes> outcomes;
    for (const Finalist& finalist : found.finalists) {
        outcomes.push_back({even ? each : 1, {}});
        for (const auto& group : groups) {
            std::vector<double> values;
            for (const std::size_t r : group) {
                values.push_back(finalist.effects.averted[r]);
            }
            outcomes.back().add(even ? values : std::vector{mean(values)});
        }
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<double> row;
        for (const Outcomes& option : outcomes) {
            row.push_back(mean(option[g]));
        }
        utility.add(row);
    }
    const auto standings = sensitivity::standings(utility);
    for (std::size_t i = 0; i < found.finalists.size(); ++i) {
        found.finalists[i].best = standings[i].best;
    }
    found.undecided = sensitivity::perfect_information(outcomes);
}

/// What each measure of the recommended portfolio adds to it, by runs without it.
void add_marginals(ForBudget& found, const Task& task, const Cost& cost, const Simulate& simulate, const Course& course,
                   std::size_t& runs)
{
    const Finalist& chosen = found.finalists[found.recommended];
    std::vector<Portfolio> less;
    for (std::size_t k = 0; k < task.measures.size(); ++k) {
        if (chosen.portfolio[k] > 0.0) {
            Portfolio others = without(chosen.portfolio, k);
            const bool alone = others == Portfolio(others.size(), 0.0);
            found.marginal.push_back({k, chosen.ron - (alone ? 0.0 : cost(others)), {}});
            less.push_back(std::move(others));
        }
    }
    if (less.size() == 1) { // without it there is nothing
        found.marginal[0].averted = chosen.averted;
    } else if (!less.empty()) {
        const auto others = run(task, "without one", less, simulate, course, runs);
        for (std::size_t i = 0; i < less.size(); ++i) {
            found.marginal[i].averted = more(chosen.effects, others[i]);
        }
    }
}

} // namespace

ForBudget decide(const Task& task, double budget, std::vector<Finalist> finalists, const Cost& cost,
                 const Simulate& simulate, const Course& course, std::size_t& runs)
{
    ForBudget found{.budget = budget, .finalists = {}, .marginal = {}};
    std::vector<Portfolio> portfolios;
    for (const Finalist& finalist : finalists) {
        portfolios.push_back(finalist.portfolio);
    }
    std::vector<Effects> effects;
    if (!portfolios.empty()) {
        effects = run(task, "confirmed", portfolios, simulate, course, runs);
    }
    for (std::size_t i = 0; i < finalists.size(); ++i) {
        finalists[i].effects = std::move(effects[i]);
        finalists[i].averted = estimate(finalists[i].effects.averted, finalists[i].effects.draws);
        finalists[i].rises = rises_of(finalists[i].effects, finalists.size());
    }
    found.finalists = std::move(finalists);
    found.finalists.insert(found.finalists.begin(), nothing(task, found.finalists));
    recommend(found);
    weigh(found);
    add_marginals(found, task, cost, simulate, course, runs);
    return found;
}

} // namespace analysis::optimise
