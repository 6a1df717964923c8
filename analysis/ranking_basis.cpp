#include "analysis/ranking_basis.hpp"

#include "analysis/branch.hpp"
#include "analysis/multiplier_thirds.hpp"
#include "analysis/regression.hpp"
#include "analysis/rounding.hpp"
#include "analysis/sensitivity/ranking.hpp"
#include "analysis/sensitivity/smooth.hpp"
#include "analysis/statistics.hpp"
#include "models/effects.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace analysis {
namespace {

std::vector<double> per_year(std::vector<double> cases, double years)
{
    for (double& one : cases) {
        one /= years;
    }
    return cases;
}

bool varies(const std::vector<double>& values)
{
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

Bounds share_over(std::span<const double> parts, std::span<const std::uint32_t> draws)
{
    const double share = mean(parts);
    const Interval bounds = wilson_of_share(share, static_cast<double>(independent(parts.size(), draws)));
    return {share, bounds.low, bounds.high};
}

Bounds place_over(std::span<const double> places, std::span<const std::uint32_t> draws, double last)
{
    const Estimate value = estimate(places, draws);
    const double off = error_of_mean(value);
    return {value.mean, std::max(1.0, value.mean - off), std::min(last, value.mean + off)};
}

/// Cases of each run.
std::vector<double> true_cases(const EnsembleResult& result)
{
    std::vector<double> all;
    for (const RunResult& run : result.runs) {
        double sum = 0.0;
        for (const TrueCell& cell : run.true_cases) {
            sum += cell.count;
        }
        all.push_back(sum);
    }
    return all;
}

/// What is uncertain of the measures that one scenario has and another lacks, or has otherwise.
std::set<std::string_view> effects_between(const model::Scenario& one, const model::Scenario& other)
{
    std::set<std::string_view> names;
    const auto add = [&](const model::Scenario& from, const model::Scenario& beside) {
        for (const model::InterventionSpec& spec : from.interventions) {
            const bool shared = std::any_of(beside.interventions.begin(), beside.interventions.end(),
                                            [&](const auto& s) { return same_measure(spec, s); });
            const auto of = model::effects_of(spec.kind, from.pathways);
            names.insert(shared ? of.end() : of.begin(), of.end());
        }
    };
    add(one, other);
    add(other, one);
    return names;
}

/// A scenario with its result.
struct Ran {
    const model::Scenario& scenario;
    const EnsembleResult& result;

    const DrawnParameter* drawn(std::string_view name) const
    {
        const auto& all = result.drawn.parameters;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const DrawnParameter& p) { return p.name == name; });
        return found == all.end() ? nullptr : &*found;
    }
    /// Whether an uncertain quantity of measures acts here: of a measure that there is, or on the little that there is without.
    bool acts(std::string_view name) const
    {
        const auto has = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
        const auto& kinds = model::effects();
        return std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return has(kind.shared); }) ||
               std::any_of(scenario.interventions.begin(), scenario.interventions.end(),
                           [&](const auto& spec) { return has(model::effects_of(spec.kind, scenario.pathways)); });
    }
    std::vector<double> values(std::string_view name) const
    {
        const DrawnValues& from = result.drawn;
        const auto column = static_cast<std::size_t>(drawn(name) - from.parameters.data());
        std::vector<double> all;
        for (const RunResult& run : result.runs) {
            const auto row = std::lower_bound(from.draws.begin(), from.draws.end(), run.draw);
            all.push_back(from.at(static_cast<std::size_t>(row - from.draws.begin()), column));
        }
        return all;
    }
};

/// What is drawn of that in which two scenarios differ: what was fitted and what is uncertain of their measures; and what one draws and the
/// other states, which moves the difference as it moves the one.
std::vector<RunValues> values_between(const Ran& one, const Ran& other)
{
    const auto effects = effects_between(one.scenario, other.scenario);
    std::vector<RunValues> all;
    const auto add = [&](const Ran& from, const Ran& beside) {
        for (const DrawnParameter& p : from.result.drawn.parameters) {
            const bool by_both = beside.drawn(p.name) != nullptr;
            const bool bears = p.fitted || (by_both ? effects.count(p.name) != 0 : from.acts(p.name));
            if (bears && (!by_both || &from == &one)) {
                all.push_back({p.name, !p.fitted && p.grade >= 'D', from.values(p.name)});
            }
        }
    };
    add(one, other);
    add(other, one);
    return all;
}

/// Runs of each draw, ascending.
std::vector<RunGroup> runs_of_draws(std::span<const std::uint32_t> draws)
{
    std::map<std::uint32_t, RunGroup> by_draw;
    for (std::size_t run = 0; run < draws.size(); ++run) {
        by_draw[draws[run]].push_back(run);
    }
    std::vector<RunGroup> groups;
    for (auto& [draw, runs] : by_draw) {
        groups.push_back(std::move(runs));
    }
    return groups;
}

/// Of runs that have one value it is the mean to the bit.
std::vector<double> means_over(std::span<const RunGroup> groups, const std::vector<double>& values)
{
    std::vector<double> means;
    for (const RunGroup& group : groups) {
        const auto inside = chosen(values, group);
        means.push_back(varies(inside) ? mean(inside) : inside.front());
    }
    return means;
}

using Scores = std::vector<std::vector<double>>; ///< by parameter, then draw

void tell(GradeShare& share, const Scores& strong, const Scores& weak, std::span<const double> means)
{
    const auto told = [&](const Scores& columns) { return std::clamp(adjusted_r2(columns, means), 0.0, 1.0); };
    Scores both = strong;
    both.insert(both.end(), weak.begin(), weak.end());
    share.all = told(both);
    share.strong = std::min(told(strong), share.all);
    share.weak_alone = std::min(told(weak), share.all);
    const double beside = share.all - share.strong;
    share.weak_at_least = std::min(beside, share.weak_alone);
    share.weak_at_most = std::max(beside, share.weak_alone);
    share.strong_at_least = share.all - share.weak_at_most;
    share.strong_at_most = share.all - share.weak_at_least;
}

/// Everything that is asked of the runs of a comparison.
struct Asked {
    std::span<const model::Scenario> scenarios;
    std::span<const EnsembleResult> results;
    ComparedCases cases;

    /// Of a position among the results: the baseline first.
    const std::vector<double>& cases_of(std::size_t scenario) const
    {
        return scenario == 0 ? cases.baseline : cases.of[scenario - 1];
    }
    GradeShare share(std::size_t first, std::size_t second) const
    {
        const auto values = values_between({scenarios[first], results[first]}, {scenarios[second], results[second]});
        GradeShare share = share_of_grades(values, paired_difference(cases_of(second), cases_of(first)), cases.draws);
        share.first = results[first].scenario;
        share.second = results[second].scenario;
        return share;
    }
    /// \param inside  ascending by the baseline's multiplier
    MultiplierThird third(const RunGroup& inside) const
    {
        MultiplierThird third;
        third.low = results[0].runs[inside.front()].hidden_multiplier;
        third.high = results[0].runs[inside.back()].hidden_multiplier;
        const auto draws = chosen(cases.draws, inside);
        third.runs = inside.size();
        third.independent = independent(inside.size(), draws);
        for (std::size_t s = 0; s < results.size(); ++s) {
            const auto some = chosen(cases_of(s), inside);
            third.true_totals.push_back(std::llround(std::accumulate(some.begin(), some.end(), 0.0)));
        }
        third.places = places_of(cases, inside);
        for (std::size_t a = 1; a < results.size(); ++a) {
            for (std::size_t b = a + 1; b < results.size(); ++b) {
                const auto difference = paired_difference(chosen(cases_of(b), inside), chosen(cases_of(a), inside));
                third.pairs.push_back(
                    {results[a].scenario, results[b].scenario, estimate(per_year(difference, cases.years), draws)});
            }
        }
        return third;
    }
};

Asked asked_of(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results)
{
    Asked asked{scenarios, results, {}};
    asked.cases.baseline = true_cases(results[0]);
    for (const EnsembleResult& result : results.subspan(1)) {
        asked.cases.strategies.push_back(result.scenario);
        asked.cases.of.push_back(true_cases(result));
    }
    asked.cases.draws = draws_of(results[0]);
    asked.cases.years = results[0].years;
    return asked;
}

} // namespace

OrderOver order_over(std::span<const Verdict> verdicts)
{
    const auto fewer = std::count(verdicts.begin(), verdicts.end(), Verdict::fewer);
    const auto more = std::count(verdicts.begin(), verdicts.end(), Verdict::more);
    if (fewer > 0 && more > 0) {
        return OrderOver::turns;
    }
    const auto told = static_cast<std::size_t>(fewer + more);
    return told == 0 ? OrderOver::nowhere : told == verdicts.size() ? OrderOver::everywhere : OrderOver::somewhere;
}

std::vector<Place> places_of(const ComparedCases& cases, std::span<const std::size_t> inside)
{
    const std::size_t strategies = cases.strategies.size();
    const auto draws = chosen(cases.draws, inside);
    std::vector<std::vector<double>> first(strategies), place(strategies);
    for (const std::size_t run : inside) {
        std::vector<double> utility;
        for (const std::vector<double>& of : cases.of) {
            utility.push_back(-of[run]);
        }
        const double best = *std::max_element(utility.begin(), utility.end());
        const auto tied = static_cast<double>(std::count(utility.begin(), utility.end(), best));
        const auto ranks = sensitivity::ranks(utility);
        for (std::size_t s = 0; s < strategies; ++s) {
            first[s].push_back(utility[s] == best ? 1.0 / tied : 0.0);
            place[s].push_back(ranks[s]);
        }
    }
    std::vector<Place> places;
    for (std::size_t s = 0; s < strategies; ++s) {
        const auto difference = paired_difference(chosen(cases.baseline, inside), chosen(cases.of[s], inside));
        places.push_back({cases.strategies[s], share_over(first[s], draws),
                          place_over(place[s], draws, static_cast<double>(strategies)),
                          estimate(per_year(difference, cases.years), draws)});
    }
    return places;
}

std::size_t draws_for(std::size_t parameters)
{
    const auto k = static_cast<double>(parameters);
    std::size_t draws = parameters + 2;
    const auto variance = [&](double n) { return 2.0 * k / ((n - k - 1.0) * (n + 1.0)); };
    while (variance(static_cast<double>(draws)) > share_by_chance * share_by_chance) {
        ++draws;
    }
    return draws;
}

GradeShare share_of_grades(std::span<const RunValues> parameters, const std::vector<double>& difference,
                           std::span<const std::uint32_t> draws)
{
    const auto runs = runs_of_draws(draws);
    const std::vector<double> means = means_over(runs, difference);
    std::vector<std::vector<double>> strong, weak;
    for (const RunValues& one : parameters) {
        if (const auto values = means_over(runs, one.values); varies(values)) {
            (one.weak ? weak : strong).push_back(sensitivity::normal_scores(values));
        }
    }
    GradeShare share;
    share.draws = runs.size();
    share.weak = weak.size();
    share.parameters = strong.size() + weak.size();
    share.draws_needed = draws_for(share.parameters);
    share.alike = share.draws > 1 && !varies(means);
    share.told = !share.alike && share.parameters > 0 && share.draws >= share.draws_needed;
    if (share.told) {
        tell(share, strong, weak, means);
    }
    return share;
}

Basis ranking_basis(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results)
{
    sim::expect(scenarios.size() == results.size(), "a result for each scenario");
    Basis basis;
    const auto draws = [](const EnsembleResult& result) { return !result.drawn.parameters.empty(); };
    if (std::none_of(results.begin(), results.end(), draws) || results.size() < 2) {
        return basis;
    }
    const Asked asked = asked_of(scenarios, results);
    for (const RunGroup& inside : results.size() > 2 ? multiplier_thirds(results[0]) : std::vector<RunGroup>{}) {
        basis.thirds.push_back(asked.third(inside));
    }
    for (const EnsembleResult& result : results.subspan(basis.thirds.empty() ? results.size() : 1)) {
        const bool same =
            std::equal(result.runs.begin(), result.runs.end(), results[0].runs.begin(), results[0].runs.end(),
                       [](const auto& a, const auto& b) { return a.hidden_multiplier == b.hidden_multiplier; });
        if (!same) {
            basis.other_multiplier.push_back(result.scenario);
        }
    }
    for (std::size_t s = 1; s < results.size(); ++s) {
        basis.shares.push_back(asked.share(s, 0));
    }
    for (std::size_t a = 1; a < results.size(); ++a) {
        for (std::size_t b = a + 1; b < results.size(); ++b) {
            basis.shares.push_back(asked.share(a, b));
        }
    }
    return basis;
}

} // namespace analysis
