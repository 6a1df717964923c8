#include "analysis/sensitivity/findings.hpp"

#include "analysis/sensitivity/indices.hpp"
#include "analysis/sensitivity/morris.hpp"
#include "analysis/sensitivity/recognise.hpp"
#include "analysis/sensitivity/smooth.hpp"
#include "analysis/small_cells.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace analysis::sensitivity {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t rows_again = 7;
constexpr const char* hidden_multiplier = "observation.hidden_multiplier";
constexpr double mostly = 0.9; ///< RELIABILITY R10: what agrees less often is no order
constexpr double surely =
    0.8; ///< below Wilson's 90 % interval of how often: eleven draws that all agree are enough, three are not

void require_parameters(const DataSet& data)
{
    if (data.parameters.empty()) {
        throw sim::InputError(data.source,
                              sim::refusal("dataset.no-parameters", "no parameter varies over the points",
                                           "take a table of points whose columns of parameters vary (--points), or a "
                                           "comparison of scenarios with a posterior"));
    }
}

std::vector<double> column(const Points& points, std::size_t which)
{
    return columns(points, std::array{which}).values;
}

Outcomes rows_of(const Outcomes& outcomes, const std::vector<std::size_t>& rows)
{
    Outcomes taken{outcomes.dimension, {}};
    for (const std::size_t row : rows) {
        taken.add(outcomes[row]);
    }
    return taken;
}

Finding bare(std::string parameter, std::string index, double value)
{
    return {std::move(parameter), "", std::move(index), {value, nan, nan}};
}

constexpr Bounded unknown{nan, nan, nan};

/// Parameters in falling order of one number each; those that are not known come last.
std::vector<std::size_t> falling(std::vector<double> weights)
{
    std::replace_if(
        weights.begin(), weights.end(), [](double w) { return std::isnan(w); },
        -std::numeric_limits<double>::infinity());
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    return order;
}

/// Whether every run averts the same.
bool same_everywhere(const Outcomes& averted)
{
    const auto& all = averted.values;
    return std::all_of(all.begin(), all.end(), [&](double value) { return value == all.front(); });
}

/// What can be told of shares, the largest of which is this one.
Judged judged_by(const Bounded& largest)
{
    constexpr double widest = 0.5;
    return largest.high - largest.low <= widest ? Judged::yes : Judged::luck_hides_it;
}

Sensitivity by_shares(const DataSet& data, const SaltelliRows& layout, const Outcomes& averted,
                      const Resampling& resampling)
{
    const VarianceShares shares = variance_shares(layout, averted, resampling);
    const auto told = [&](const Bounded& share) { return shares.judged ? share : unknown; };
    Sensitivity found{Method::shares, {{"", "", "luck", shares.luck}}, {}, {}};
    std::vector<double> weights;
    for (std::size_t i = 0; i < shares.axes.size(); ++i) {
        found.findings.push_back({data.parameters[i], "", "first", told(shares.axes[i].first)});
        found.findings.push_back({data.parameters[i], "", "total", told(shares.axes[i].total)});
        weights.push_back(told(shares.axes[i].total).value);
    }
    for (const PairShare& pair : shares.pairs) {
        found.findings.push_back({data.parameters[pair.one], data.parameters[pair.other], "second", told(pair.second)});
    }
    found.by_weight = falling(weights);
    found.judged = judged_by(told(shares.axes[found.by_weight.front()].total));
    return found;
}

Sensitivity by_screening(const DataSet& data, const Outcomes& averted, const Resampling& resampling)
{
    Sensitivity found{Method::screening, {}, {}, {}};
    std::vector<double> weights;
    const auto screened = screen(coordinates_of_slices(data.values), averted, resampling);
    for (std::size_t i = 0; i < screened.size(); ++i) {
        const std::string& name = data.parameters[i];
        found.findings.push_back({name, "", "mean_effect", screened[i].mean_effect});
        found.findings.push_back({name, "", "absolute_effect", screened[i].absolute_effect});
        found.findings.push_back({name, "", "spread", screened[i].spread});
        found.findings.push_back(bare(name, "effect_of_luck", screened[i].luck));
        weights.push_back(screened[i].absolute_effect.value);
    }
    found.by_weight = falling(weights);
    return found;
}

/// Variance over rows of the mean over luck: that of the means less luck's part in it.
double variance_of_conditional_mean(const Outcomes& outcomes)
{
    double luck = 0.0;
    for (std::size_t row = 0; row < outcomes.size(); ++row) {
        luck += variance(outcomes[row]) / static_cast<double>(outcomes.dimension * outcomes.size());
    }
    return variance(row_means(outcomes)) - luck;
}

/// A curve's share of the variance of the conditional mean. \param of_mean  that variance; without one there is no share
double curve_share_of(std::span<const double> parameter, const Outcomes& outcomes, double of_mean)
{
    const auto means = row_means(outcomes);
    const Smooth smooth({1, {parameter.begin(), parameter.end()}}, {1, means});
    return of_mean > 0.0 ? smooth.explained(0) * variance(means) / of_mean : nan;
}

Sensitivity by_curves(const DataSet& data, const Outcomes& averted, const Resampling& resampling)
{
    Sensitivity found{Method::curves, {}, {}, {}};
    std::vector<double> weights;
    for (std::size_t i = 0; i < data.parameters.size(); ++i) {
        const Bounded share = curve_share(column(data.values, i), averted, resampling);
        found.findings.push_back({data.parameters[i], "", "first", share});
        weights.push_back(share.value);
    }
    found.by_weight = falling(weights);
    found.judged = judged_by(found.findings[found.by_weight.front()].value);
    return found;
}

/// Rows that are a sample of the prior.
std::vector<std::size_t> sample_of(const DataSet& data, const Recognised& design)
{
    std::vector<std::size_t> rows(data.points());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (design.saltelli) {
        std::erase_if(rows, [&](std::size_t row) {
            const std::size_t within = row % design.saltelli->together();
            return within != 0 && within + 1 != design.saltelli->together();
        });
    }
    return rows;
}

/// Parameters of one module, "beliefs.*", where there are two or more.
std::map<std::string, std::vector<std::size_t>> modules_of(const std::vector<std::string>& parameters)
{
    std::map<std::string, std::vector<std::size_t>> modules;
    for (std::size_t k = 0; k < parameters.size(); ++k) {
        modules[parameters[k].substr(0, parameters[k].find('.')) + ".*"].push_back(k);
    }
    std::erase_if(modules, [](const auto& module) { return module.second.size() < 2; });
    return modules;
}

void sort_by_worth(std::vector<Worth>& all)
{
    std::stable_sort(all.begin(), all.end(), [](const Worth& a, const Worth& b) {
        return a.measurement.worth.value > b.measurement.worth.value;
    });
}

/// The option that is better than each other in more than 9 of 10 draws, where there are enough of them.
std::optional<std::size_t> ahead_of_all(const Points& utility)
{
    const std::size_t best = best_on_average(utility);
    for (std::size_t s = 0; s < utility.dimension; ++s) {
        std::int64_t ahead = 0;
        for (std::size_t i = 0; i < utility.size(); ++i) {
            ahead += utility[i][best] > utility[i][s];
        }
        const auto draws = static_cast<std::int64_t>(utility.size());
        const bool often = static_cast<double>(ahead) > mostly * static_cast<double>(draws);
        if (s != best && !(often && wilson(ahead, draws).low > surely)) {
            return std::nullopt;
        }
    }
    return best;
}

/// Points by draw and strategy, from means over replicates or from runs.
Points by_draw(const std::vector<Outcomes>& of_strategies, bool draws_are_runs)
{
    Points draws{of_strategies.size(), {}};
    const Outcomes& first = of_strategies.front();
    for (std::size_t row = 0; row < first.size(); ++row) {
        for (std::size_t r = 0; r < (draws_are_runs ? first.dimension : 1); ++r) {
            for (const Outcomes& one : of_strategies) {
                draws.values.push_back(draws_are_runs ? one[row][r] : mean(one[row]));
            }
        }
    }
    return draws;
}

} // namespace

Bounded curve_share(std::span<const double> parameter, const Outcomes& outcomes, const Resampling& resampling)
{
    std::vector<double> draws, variances;
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        const auto times = drawn_again(outcomes.size(), resampling, k, rows_again);
        std::vector<double> values;
        Outcomes drawn{outcomes.dimension, {}};
        for (std::size_t row = 0; row < outcomes.size(); ++row) {
            for (double t = 0.0; t < times[row]; t += 1.0) {
                values.push_back(parameter[row]);
                drawn.add(outcomes[row]);
            }
        }
        variances.push_back(variance_of_conditional_mean(drawn));
        draws.push_back(curve_share_of(values, drawn, variances.back()));
    }
    const double of_mean = variance_of_conditional_mean(outcomes);
    if (!(percentile(of_mean, variances, resampling.level).low > 0.0)) {
        return unknown; // a share of what is not told apart from 0
    }
    return less_bias(curve_share_of(parameter, outcomes, of_mean), draws, resampling.level);
}

Sensitivity sensitivity_of(const DataSet& data, std::size_t strategy, const Resampling& resampling)
{
    require_parameters(data);
    const Outcomes looked_at = outcomes_of(data, strategy);
    const Recognised design = recognise(data.values);
    Sensitivity found = design.saltelli ? by_shares(data, *design.saltelli, looked_at, resampling)
                        : design.morris ? by_screening(data, looked_at, resampling)
                                        : by_curves(data, looked_at, resampling);
    if (same_everywhere(looked_at)) {
        found.judged = Judged::nothing_varies;
    }
    return found;
}

std::optional<Information> information_of(const DataSet& data, double threshold, const Resampling& resampling)
{
    require_parameters(data);
    const Recognised design = recognise(data.values);
    if (design.morris) {
        return std::nullopt;
    }
    const auto rows = sample_of(data, design);
    if (rows.size() < least_points) {
        return std::nullopt;
    }
    std::vector<Outcomes> utilities;
    for (const Outcomes& one : utilities_of(data, threshold)) {
        utilities.push_back(rows_of(one, rows));
    }
    const Points utility = by_draw(utilities, false);
    const Points values = rows_of(data.values, rows);
    Information found{perfect_information(utilities, resampling), {}, {}};
    for (std::size_t i = 0; i < data.parameters.size(); ++i) {
        found.parameters.push_back(
            {data.parameters[i], worth_of_measuring(columns(values, std::array{i}), utility, resampling)});
    }
    for (const auto& [module, which] : modules_of(data.parameters)) {
        if (rows.size() >= least_points * which.size()) {
            found.groups.push_back({module, worth_of_measuring(columns(values, which), utility, resampling)});
        }
    }
    sort_by_worth(found.parameters);
    sort_by_worth(found.groups);
    return found;
}

namespace {

/// What regret over the hidden multiplier is told of. \param level  cases, a column a strategy; empty: not known
struct OverMultiplier {
    Rows rows;
    Points level;
};

/// All runs of a comparison; otherwise points, which have as many replicates each.
OverMultiplier over_multiplier(const DataSet& data, double threshold, const std::vector<std::size_t>& points,
                               const Points& utility)
{
    if (data.every_run) {
        const EveryRun& runs = *data.every_run;
        return {{runs.multiplier, by_draw(utilities_of(runs.averted, runs.cost, threshold), true), runs.draws},
                by_draw(runs.level, true)};
    }
    const auto at = std::find(data.parameters.begin(), data.parameters.end(), hidden_multiplier);
    const auto which = static_cast<std::size_t>(at - data.parameters.begin());
    OverMultiplier found{{column(rows_of(data.values, points), which), utility}, {data.level.size(), {}}};
    for (const std::size_t point : points) {
        for (const Outcomes& level : data.level) {
            const auto cases = level[point];
            found.level.values.push_back(std::accumulate(cases.begin(), cases.end(), 0.0));
        }
    }
    return found;
}

/// Whether a state has one to four cases in some strategy.
bool has_small_state(std::span<const RunGroup> states, const Points& level)
{
    return std::any_of(states.begin(), states.end(), [&](const RunGroup& state) {
        for (std::size_t s = 0; s < level.dimension; ++s) {
            double cases = 0.0;
            for (const std::size_t row : state) {
                cases += level[row][s];
            }
            if (is_small(std::llround(cases))) {
                return true;
            }
        }
        return false;
    });
}

/// Regret over thirds of the hidden multiplier, where they may be told of.
void add_regret(RankingFindings& found, const OverMultiplier& over, const Resampling& resampling)
{
    const auto states = thirds_of(over.rows.parameter, over.rows.draws);
    if (states.empty()) {
        found.regret_withheld = Withheld::few_draws;
    } else if (has_small_state(states, over.level)) {
        found.regret_withheld = Withheld::few_cases;
    } else {
        found.regret = regret_over(over.rows, states, resampling);
    }
}

/// Means over draws of each option, with their intervals.
std::vector<Bounded> means_of(const Points& options, const Resampling& resampling)
{
    std::vector<Bounded> means;
    for (const Standing& standing : standings(options, resampling)) {
        means.push_back(standing.mean);
    }
    return means;
}

} // namespace

RankingFindings ranking_of(const DataSet& data, double threshold, std::span<const double> thresholds,
                           const Resampling& resampling)
{
    const Recognised design = recognise(data.values);
    if (design.morris) {
        throw sim::InputError(data.source,
                              sim::refusal("dataset.screening",
                                           "trajectories are no sample of what is believed of the parameters",
                                           "rank a sweep of Sobol points, of a Latin hypercube or of posterior draws"));
    }
    const auto rows = sample_of(data, design);
    const auto sampled = [&](const std::vector<Outcomes>& all) {
        std::vector<Outcomes> taken;
        std::transform(all.begin(), all.end(), std::back_inserter(taken),
                       [&](const Outcomes& one) { return rows_of(one, rows); });
        return taken;
    };
    RankingFindings found;
    found.draws_are_runs = data.points() == 1;
    found.utility = by_draw(sampled(utilities_of(data, threshold)), found.draws_are_runs);
    found.standings = standings(found.utility, resampling);
    found.first = ahead_of_all(found.utility);
    if (std::count(data.parameters.begin(), data.parameters.end(), hidden_multiplier) > 0) {
        add_regret(found, over_multiplier(data, threshold, rows, found.utility), resampling);
    } else if (!found.draws_are_runs) {
        found.regret_withheld = Withheld::no_multiplier;
    }
    if (!data.cost.empty()) {
        const CostsAndEffects options{by_draw(sampled(data.cost), found.draws_are_runs),
                                      by_draw(sampled(data.averted), found.draws_are_runs)};
        found.plane = plane(options);
        found.mean_cost = means_of(options.cost, resampling);
        found.mean_averted = means_of(options.effect, resampling);
        found.curve = acceptability(options, thresholds, resampling.level);
        found.frontier = efficient(options);
    }
    return found;
}

} // namespace analysis::sensitivity
