#include "analysis/optimise/stages.hpp"

#include "analysis/calibration/design.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace analysis::optimise {
namespace {

/// Finalists differ by so much of some measure's range: nearer ones are one plan.
constexpr double another_plan = 1.0 / 8.0;
/// Portfolios and measures from which a search begins, the best first.
constexpr std::size_t most_starts = 3;

bool same_plan(const Portfolio& one, const Portfolio& other)
{
    return std::equal(one.begin(), one.end(), other.begin(),
                      [](double a, double b) { return std::abs(a - b) < another_plan; });
}

std::size_t taken(const Portfolio& portfolio)
{
    return static_cast<std::size_t>(
        std::count_if(portfolio.begin(), portfolio.end(), [](double share) { return share > 0.0; }));
}

/// What a portfolio is worth to the search: less, where a rise in a group that was told of others is foreseen, so that it turns away.
double worth(const Quadratic& averted, std::span<const Foreseen> foreseen, double scale, std::span<const double> shares)
{
    double value = averted(shares);
    for (const Foreseen& f : foreseen) {
        const double beyond = f.rise(shares) - f.luck;
        value -= beyond > 0.0 ? scale * (1.0 + beyond / std::max(f.luck, scale)) : 0.0;
    }
    return value;
}

/// The middle of the standard errors of a group's rise.
double usual_error(std::span<const Tried> tried, std::size_t group)
{
    std::vector<double> errors;
    for (const Tried& one : tried) {
        const double error = standard_error(one.effects.rises[group], one.effects.draws);
        errors.push_back(std::isnan(error) ? 0.0 : error);
    }
    return quantile(errors, 0.5);
}

} // namespace

std::optional<std::pair<Portfolio, double>> affordable(Portfolio portfolio, double budget, const Cost& cost)
{
    constexpr int tries = 40;
    constexpr double least_less = 0.98;
    portfolio = in_steps(portfolio);
    double ron = cost(portfolio);
    for (int i = 0; i < tries && ron > budget; ++i) {
        const double factor = std::min(least_less, budget / ron);
        for (double& share : portfolio) {
            share *= factor;
        }
        portfolio = in_steps(portfolio);
        ron = cost(portfolio);
    }
    const bool something = taken(portfolio) > 0;
    return something && ron <= budget ? std::optional(std::pair(std::move(portfolio), ron)) : std::nullopt;
}

std::vector<Rise> rises_of(const Effects& effects, std::size_t looked_at)
{
    std::vector<Rise> rises;
    for (const std::vector<double>& difference : effects.rises) {
        rises.push_back(rise_of(estimate(difference, effects.draws), looked_at * effects.rises.size()));
    }
    return rises;
}

Tried judged(Portfolio portfolio, double ron, Effects effects, std::size_t looked_at)
{
    const Estimate averted = estimate(effects.averted, effects.draws);
    const Rise rise = worst(rises_of(effects, looked_at));
    return {std::move(portfolio), ron, std::move(effects), averted, rise};
}

Search::Search(const Task& task, const Cost& cost, const Simulate& simulate, const Course& course)
    : task_(task), cost_(cost), simulate_(simulate), course_(course), alone_(task.measures.size()),
      harmful_(task.measures.size(), false)
{
}

const Tried* Search::find(const Portfolio& portfolio) const
{
    const auto at =
        std::find_if(tried_.begin(), tried_.end(), [&](const Tried& t) { return t.portfolio == portfolio; });
    return at == tried_.end() ? nullptr : &*at;
}

void Search::run(const std::string& stage, const std::vector<std::pair<Portfolio, double>>& wanted)
{
    std::vector<Portfolio> portfolios;
    std::vector<double> ron;
    for (const auto& [portfolio, budget] : wanted) {
        const auto paid = affordable(portfolio, budget, cost_);
        const auto same = [&](const Portfolio& other) { return near(paid->first, other); };
        const bool known = !paid || std::any_of(portfolios.begin(), portfolios.end(), same) ||
                           std::any_of(tried_.begin(), tried_.end(), [&](const Tried& t) { return same(t.portfolio); });
        if (!known) {
            portfolios.push_back(paid->first);
            ron.push_back(paid->second);
        }
    }
    if (portfolios.empty()) {
        return;
    }
    if (course_.stage) {
        course_.stage(stage, portfolios.size(), replicates());
    }
    std::vector<Effects> effects = simulate_(portfolios, replicates());
    const std::size_t looked_at = tried_.size() + portfolios.size();
    for (std::size_t i = 0; i < portfolios.size(); ++i) {
        tried_.push_back(judged(std::move(portfolios[i]), ron[i], std::move(effects[i]), looked_at));
    }
    runs_ += ron.size() * task_.effort.replicates;
}

void Search::alone()
{
    const double largest = task_.budgets.back();
    std::vector<std::pair<Portfolio, double>> wanted;
    for (std::size_t k = 0; k < measures(); ++k) {
        for (std::size_t level = 1; level <= task_.effort.levels; ++level) {
            Portfolio one(measures(), 0.0);
            one[k] = static_cast<double>(level) / static_cast<double>(task_.effort.levels);
            wanted.emplace_back(std::move(one), largest);
        }
    }
    run("alone", wanted);
    for (std::size_t i = 0; i < tried_.size(); ++i) {
        const auto& shares = tried_[i].portfolio;
        const auto measure = static_cast<std::size_t>(
            std::find_if(shares.begin(), shares.end(), [](double share) { return share > 0.0; }) - shares.begin());
        alone_[measure].push_back(i);
        harmful_[measure] = harmful_[measure] || tried_[i].rise == Rise::told;
    }
    for (std::size_t k = 0; k < measures(); ++k) {
        if (!harmful_[k] && !alone_[k].empty()) {
            candidates_.push_back(k);
        }
    }
}

Portfolio Search::whole(std::span<const double> candidates) const
{
    Portfolio all(measures(), 0.0);
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        all[candidates_[c]] = candidates[c];
    }
    return all;
}

Portfolio Search::part(std::span<const double> portfolio) const
{
    Portfolio some;
    for (const std::size_t k : candidates_) {
        some.push_back(portfolio[k]);
    }
    return some;
}

Portfolio Search::greedy_for(double budget) const
{
    std::vector<Response> responses;
    for (const std::size_t k : candidates_) {
        std::vector<std::pair<double, double>> seen;
        for (const std::size_t i : alone_[k]) {
            seen.emplace_back(tried_[i].portfolio[k], tried_[i].averted.mean);
        }
        std::sort(seen.begin(), seen.end());
        Response response;
        for (const auto& [share, averted] : seen) {
            response.shares.push_back(share);
            response.averted.push_back(averted);
        }
        responses.push_back(std::move(response));
    }
    return whole(greedy(responses, most_of_candidates(), budget));
}

void Search::explore()
{
    if (candidates_.empty()) {
        return;
    }
    std::vector<std::pair<Portfolio, double>> wanted;
    for (const double budget : task_.budgets) {
        wanted.emplace_back(greedy_for(budget), budget);
    }
    if (task_.effort.explore > 0) {
        const calibration::Points points =
            calibration::sobol_points(candidates_.size(), 0, task_.effort.explore, task_.effort.seed);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double budget = task_.budgets[task_.budgets.size() - 1 - i % task_.budgets.size()];
            wanted.emplace_back(whole(within_budget(points[i], most_of_candidates(), budget)), budget);
        }
    }
    run("spread", wanted);
}

Surrogate Search::fit() const
{
    Points shares{measures(), {}}, outcomes{task_.effort.replicates, {}};
    for (const Tried& one : tried_) {
        shares.add(one.portfolio);
        outcomes.add(one.effects.averted);
    }
    return {shares, outcomes};
}

Surrogate Search::fit_to_group(std::size_t group) const
{
    Points shares{measures(), {}}, outcomes{task_.effort.replicates, {}};
    for (const Tried& one : tried_) {
        shares.add(one.portfolio);
        outcomes.add(one.effects.rises[group]);
    }
    return {shares, outcomes};
}

std::vector<Portfolio> Search::starts(double budget, const Quadratic& value) const
{
    std::vector<std::pair<double, Portfolio>> single, several;
    for (const Tried& one : tried_) {
        if (part(one.portfolio) != Portfolio(candidates_.size(), 0.0)) {
            auto& into = taken(one.portfolio) == 1 ? single : several;
            into.emplace_back(-value(one.portfolio), part(within_budget(one.portfolio, task_.most_ron, budget)));
        }
    }
    std::vector<Portfolio> all{part(greedy_for(budget))};
    for (auto* const some : {&single, &several}) {
        std::sort(some->begin(), some->end());
        for (std::size_t i = 0; i < std::min(most_starts, some->size()); ++i) {
            all.push_back((*some)[i].second);
        }
    }
    return all;
}

std::vector<Foreseen> Search::foresee() const
{
    std::vector<Foreseen> foreseen;
    for (std::size_t g = 0; g < task_.groups.size(); ++g) {
        const bool told = std::any_of(tried_.begin(), tried_.end(), [&](const Tried& one) {
            return one.rise == Rise::told && rises_of(one.effects, tried_.size())[g] == Rise::told;
        });
        if (told) {
            foreseen.push_back({fit_to_group(g).mean(), 2.0 * usual_error(tried_, g)});
        }
    }
    return foreseen;
}

void Search::propose(std::size_t round)
{
    if (candidates_.empty()) {
        return;
    }
    const Surrogate surrogate = fit();
    const std::vector<Foreseen> foreseen = foresee();
    double scale = 0.0;
    for (const Tried& one : tried_) {
        scale = std::max(scale, std::abs(one.averted.mean));
    }
    std::vector<std::pair<Portfolio, double>> wanted;
    for (std::size_t b = 0; b < task_.budgets.size(); ++b) {
        for (std::size_t p = 0; p < task_.effort.proposals; ++p) {
            const auto draw = static_cast<std::uint32_t>(round * task_.effort.proposals + p);
            const std::vector<double> again =
                p == 0 ? std::vector<double>{}
                       : sensitivity::drawn_again(task_.effort.replicates, {.seed = task_.effort.seed}, draw,
                                                  static_cast<std::uint32_t>(b));
            const Quadratic averted = surrogate.mean(again);
            const auto value = [&](std::span<const double> shares) {
                return worth(averted, foreseen, scale, whole(shares));
            };
            const std::vector<double> most = most_of_candidates();
            const Market market{most, task_.budgets[b]};
            wanted.emplace_back(whole(best_within(value, starts(market.budget, averted), market)), market.budget);
        }
    }
    run("proposed", wanted);
}

std::vector<std::size_t> Search::ranked(double budget, const Surrogate& surrogate,
                                        const std::function<bool(const Tried&)>& second) const
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < tried_.size(); ++i) {
        if (tried_[i].ron <= budget && tried_[i].rise != Rise::told) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return surrogate.estimate(a) > surrogate.estimate(b); });
    const auto place = std::find_if(order.begin(), order.end(), [&](std::size_t i) { return second(tried_[i]); });
    if (place != order.end() && place != order.begin()) {
        std::rotate(order.begin() + 1, place, place + 1);
    }
    return order;
}

std::vector<Finalist> Search::finalists(double budget) const
{
    std::vector<Finalist> all;
    if (candidates_.empty()) {
        return all;
    }
    const Surrogate surrogate = fit();
    const auto greedy = affordable(greedy_for(budget), budget, cost_);
    const auto is_greedy = [&](const Tried& one) { return greedy && near(one.portfolio, greedy->first); };
    for (const std::size_t i : ranked(budget, surrogate, is_greedy)) {
        const Tried& one = tried_[i];
        const bool another = std::none_of(all.begin(), all.end(),
                                          [&](const Finalist& f) { return same_plan(f.portfolio, one.portfolio); });
        if (!another || all.size() >= task_.effort.finalists) {
            continue;
        }
        all.push_back({.portfolio = one.portfolio,
                       .ron = one.ron,
                       .origin = is_greedy(one)              ? Origin::greedy
                                 : taken(one.portfolio) == 1 ? Origin::single
                                                             : Origin::search,
                       .expected = surrogate.estimate(i),
                       .effects = {},
                       .averted = {}});
    }
    return all;
}

Found Search::found() &&
{
    Found found;
    for (const auto& places : alone_) {
        found.alone.emplace_back();
        for (const std::size_t i : places) {
            found.alone.back().push_back(tried_[i]);
        }
        std::sort(found.alone.back().begin(), found.alone.back().end(),
                  [](const Tried& a, const Tried& b) { return a.ron < b.ron; });
    }
    found.harmful = harmful_;
    found.runs = runs_;
    found.tried = std::move(tried_);
    return found;
}

} // namespace analysis::optimise
