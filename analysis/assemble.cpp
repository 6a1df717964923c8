#include "analysis/assemble.hpp"

#include "analysis/discounting.hpp"
#include "analysis/exclusions.hpp"
#include "analysis/split_rows.hpp"
#include "analysis/statistics.hpp"
#include "analysis/tabulate.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace analysis {

namespace {

constexpr double fewest_per_period = 10.0;
constexpr int months_per_year = 12;
constexpr std::array periods{1, 3, 6, months_per_year};

std::string period_label(const std::string& month, int period)
{
    const std::string year = month.substr(0, 4);
    const int index = (month[5] - '0') * 10 + (month[6] - '0') - 1;
    switch (period) {
    case 1:
        return month;
    case months_per_year:
        return year;
    default:
        return year + (period == 3 ? "-Q" : "-H") + std::to_string(index / period + 1);
    }
}

template <Ledger ledger>
double cases_per_month(const EnsembleResult& scenario)
{
    std::uint64_t cases = 0;
    for (const RunResult& run : scenario.runs) {
        for (const auto& cell : run.template cells<ledger>()) {
            cases += cell.count;
        }
    }
    const double months = static_cast<double>(scenario.runs.size()) * scenario.years * months_per_year;
    return months > 0.0 ? static_cast<double>(cases) / months : 0.0;
}

template <Ledger ledger>
Series series_of(const EnsembleResult& scenario, int period)
{
    std::map<std::string, int> covered;
    for (std::size_t month = 0; month < scenario.axes.months.size(); ++month) {
        covered[period_label(scenario.axes.months[month], period)] += scenario.cover.at(month).whole ? 1 : 0;
    }
    std::map<std::string, std::vector<double>> cases;
    for (const auto& [label, months] : covered) {
        if (months == period) {
            cases[label].resize(scenario.runs.size());
        }
    }
    for (std::size_t r = 0; r < scenario.runs.size(); ++r) {
        for (const auto& cell : scenario.runs[r].template cells<ledger>()) {
            const auto found = cases.find(period_label(scenario.axes.months[cell.month], period));
            if (found != cases.end()) {
                found->second[r] += cell.count;
            }
        }
    }
    const auto draws = draws_of(scenario);
    Series line;
    line.ledger = ledger;
    line.scenario = scenario.scenario;
    for (const auto& [label, sample] : cases) {
        const Estimate value = estimate(sample, draws);
        line.months.push_back(label);
        line.mean.push_back(value.mean);
        line.low.push_back(value.low);
        line.high.push_back(value.high);
        line.standard_error.push_back(value.standard_error);
        line.degrees = value.degrees;
        line.cases.push_back(std::llround(std::accumulate(sample.begin(), sample.end(), 0.0)));
    }
    return line;
}

/// Cost of each replicate at the scenario's own prices [RON/year].
std::vector<double> costs(const EnsembleResult& scenario)
{
    std::vector<double> cost;
    for (const RunResult& run : scenario.runs) {
        double sum = 0.0;
        for (std::size_t k = 0; k < scenario.resources.size(); ++k) {
            sum += run.resources[k] * scenario.resources[k].unit_cost_ron;
        }
        cost.push_back(sum / scenario.years);
    }
    return cost;
}

/// Use beyond the baseline in each replicate, per year. A quantity that the baseline lacks counts as 0 there.
std::vector<double> extra_use(const EnsembleResult& baseline, const EnsembleResult& strategy, std::size_t quantity)
{
    const auto& name = strategy.resources[quantity].name;
    const auto same = std::find_if(baseline.resources.begin(), baseline.resources.end(),
                                   [&](const Quantity& q) { return q.name == name; });
    const auto before = static_cast<std::size_t>(same - baseline.resources.begin());
    std::vector<double> use;
    for (std::size_t r = 0; r < strategy.runs.size(); ++r) {
        const double base = same == baseline.resources.end() ? 0.0 : baseline.runs[r].resources[before];
        use.push_back((strategy.runs[r].resources[quantity] - base) / strategy.years);
    }
    return use;
}

double sum_of(const std::vector<YearSpending>& spending, double YearSpending::*what)
{
    double sum = 0.0;
    for (const YearSpending& one : spending) {
        sum += one.*what;
    }
    return sum;
}

StrategyResult strategy_result(const EnsembleResult& baseline, const EnsembleResult& strategy,
                               std::span<const CountyName> geography)
{
    StrategyResult result;
    result.name = strategy.scenario;
    result.title = strategy.title;
    result.contrasts = contrasts(baseline, strategy, geography);
    result.resources = resource_use(baseline, strategy);
    result.spending = strategy.spending;
    result.cost_ron_per_year = cost_per_year(baseline, strategy);
    result.planned_ron =
        sum_of(strategy.spending, &YearSpending::spent_ron) - sum_of(baseline.spending, &YearSpending::spent_ron);
    result.discounted_ron = sum_of(strategy.spending, &YearSpending::discounted_ron) -
                            sum_of(baseline.spending, &YearSpending::discounted_ron);
    result.discounted_true_difference = discounted_true_difference(baseline, strategy);
    const Estimate cost{.mean = result.discounted_ron, .low = result.discounted_ron, .high = result.discounted_ron};
    result.discounted_cost_per_true_case = cost_per_case_averted(cost, result.discounted_true_difference);
    for (const Contrast& contrast : result.contrasts) {
        if (contrast.ledger == Ledger::true_cases && contrast.stratum.kind == "all") {
            result.cost_per_true_case_averted =
                cost_per_case_averted(result.cost_ron_per_year, contrast.difference_per_year);
        }
    }
    return result;
}

} // namespace

int period_months(const EnsembleResult& scenario)
{
    const double fewest =
        std::min(cases_per_month<Ledger::true_cases>(scenario), cases_per_month<Ledger::registered>(scenario));
    for (const int period : periods) {
        if (fewest * period >= fewest_per_period) {
            return period;
        }
    }
    return months_per_year;
}

std::vector<Series> series(const EnsembleResult& scenario, int period)
{
    return {series_of<Ledger::true_cases>(scenario, period), series_of<Ledger::registered>(scenario, period)};
}

std::vector<ResourceUse> resource_use(const EnsembleResult& baseline, const EnsembleResult& strategy)
{
    std::vector<ResourceUse> uses;
    for (std::size_t k = 0; k < strategy.resources.size(); ++k) {
        const Quantity& quantity = strategy.resources[k];
        const Estimate per_year = estimate(extra_use(baseline, strategy, k), draws_of(strategy));
        if (per_year.mean != 0.0 || per_year.low != per_year.high) {
            uses.push_back({.name = quantity.name,
                            .unit = quantity.unit,
                            .per_year = per_year,
                            .unit_cost_ron = quantity.unit_cost_ron,
                            .cost_source = quantity.cost_source,
                            .cost_grade = quantity.cost_grade});
        }
    }
    return uses;
}

Estimate cost_per_year(const EnsembleResult& baseline, const EnsembleResult& strategy)
{
    return estimate(paired_difference(costs(baseline), costs(strategy)), draws_of(strategy));
}

namespace {

/// Adds the scenarios and digests that a strategy knows of and the comparison does not yet.
void merge(Provenance& into, const Provenance& from)
{
    for (const auto& scenario : from.scenarios) {
        if (std::find(into.scenarios.begin(), into.scenarios.end(), scenario) == into.scenarios.end()) {
            into.scenarios.push_back(scenario);
        }
    }
    into.core_digests.insert(from.core_digests.begin(), from.core_digests.end());
}

} // namespace

Comparison assemble(const EnsembleResult& baseline, std::span<const EnsembleResult> strategies,
                    std::vector<CountyName> geography)
{
    Comparison comparison;
    comparison.baseline_name = baseline.scenario;
    comparison.baseline_title = baseline.title;
    comparison.counties = baseline.axes.counties;
    for (const Residents& group : baseline.residents) {
        comparison.persons += group.persons;
    }
    comparison.years = baseline.years;
    comparison.costing = baseline.costing;
    comparison.replicates = static_cast<int>(baseline.runs.size());
    comparison.baseline = levels(baseline, geography);
    comparison.exclusions = exclusions(baseline);
    comparison.provenance = baseline.provenance;
    comparison.drawn = baseline.drawn;
    int period = period_months(baseline);
    for (const EnsembleResult& strategy : strategies) {
        period = std::max(period, period_months(strategy));
    }
    comparison.series = series(baseline, period);
    for (const EnsembleResult& strategy : strategies) {
        comparison.strategies.push_back(strategy_result(baseline, strategy, geography));
        merge(comparison.provenance, strategy.provenance);
        for (Series& line : series(strategy, period)) {
            comparison.series.push_back(std::move(line));
        }
    }
    for (std::size_t a = 0; a < strategies.size(); ++a) {
        for (std::size_t b = a + 1; b < strategies.size(); ++b) {
            comparison.rankings.push_back(ranking(strategies[a], strategies[b]));
        }
    }
    comparison.runs_differ_in = runs_differ_in(baseline);
    comparison.splits = split_rows(baseline, strategies);
    comparison.geography = std::move(geography);
    return comparison;
}

} // namespace analysis
