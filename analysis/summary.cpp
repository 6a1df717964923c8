#include "analysis/summary.hpp"

#include "analysis/escape.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace analysis {

namespace {

constexpr std::string_view header = "scenario,ledger,stratum,value,measure,unit,mean,low_5,high_95,runs_below_zero,"
                                    "runs_above_zero,finding,variance_ratio\n";

std::string_view name(Ledger ledger)
{
    return ledger == Ledger::true_cases ? "true_simulated" : "registered_simulated";
}

/// A number without an interval of its own, as one that was planned.
Estimate exactly(double value)
{
    return {.mean = value, .low = value, .high = value};
}

struct Row {
    std::string_view scenario, ledger, stratum, value, measure, unit;
};

void append(std::string& out, const Row& row, const Estimate& value, std::string_view finding = "",
            std::string_view ratio = "")
{
    for (const std::string_view text : {row.scenario, row.ledger, row.stratum, row.value, row.measure, row.unit}) {
        out += csv(text) + ',';
    }
    // No mean without its interval: a cost per case averted has none where some runs avert nothing.
    const bool whole = std::isfinite(value.low) && std::isfinite(value.high);
    out += (whole ? csv(value.mean) + ',' + csv(value.low) + ',' + csv(value.high) : std::string(",,")) + ',';
    const bool difference = !finding.empty();
    out += (difference ? csv(value.probability_below_zero) : std::string()) + ',';
    out += (difference ? csv(value.probability_above_zero) : std::string()) + ',';
    out += csv(finding) + ',' + csv(ratio) + '\n';
}

void append(std::string& out, std::string_view scenario, const Contrast& contrast, bool baseline)
{
    Row row{scenario, name(contrast.ledger), contrast.stratum.kind, contrast.stratum.value, "level", "person/year"};
    append(out, row, baseline ? contrast.baseline_per_year : contrast.strategy_per_year);
    if (baseline) {
        return;
    }
    // The finding of a cell is that of its shown difference: cases, or percent where cases are kept back.
    const Verdict finding = verdict(published_difference(contrast));
    const std::string ratio = csv(contrast.variance_ratio);
    row.measure = "difference", row.unit = "person/year";
    append(out, row, contrast.difference_per_year, word_of(finding), ratio);
    row.measure = "difference_per_100k", row.unit = "person/100000/year";
    append(out, row, contrast.difference_per_100k, word_of(finding), ratio);
    row.measure = "difference_percent", row.unit = "percent of baseline";
    append(out, row, contrast.difference_percent, word_of(finding), ratio);
}

/// The share of the parameters in the spread of a level, of a difference to the baseline, or of one to another strategy.
void append(std::string& out, const SplitRow& row, const std::string& baseline)
{
    const bool pair = !row.against.empty() && row.against != baseline;
    const std::string_view measure =
        row.against.empty() ? "level_share_of_parameters" : "difference_share_of_parameters";
    append(out, {row.scenario, name(row.ledger), pair ? "pair" : "all", pair ? row.against : "", measure, "1"},
           {.mean = row.split.share, .low = row.split.low, .high = row.split.high});
}

void append(std::string& out, const MultiplierThird& third)
{
    const std::string range = csv(third.low) + " to " + csv(third.high);
    const auto bounds = [](const Bounds& b) { return Estimate{.mean = b.value, .low = b.low, .high = b.high}; };
    for (const Place& of : third.places) {
        const auto row = [&](std::string_view measure, std::string_view unit) {
            return Row{of.strategy, name(Ledger::true_cases), "hidden_multiplier", range, measure, unit};
        };
        append(out, row("fewest", "share of runs"), bounds(of.first));
        append(out, row("place", "1"), bounds(of.place));
        append(out, row("difference", "person/year"), of.true_difference_per_year,
               word_of(verdict(of.true_difference_per_year)));
    }
}

void append(std::string& out, const GradeShare& share, std::string_view baseline)
{
    if (!share.told) {
        return;
    }
    const bool pair = share.second != baseline;
    const auto one = [&](std::string_view measure, const Estimate& value) {
        append(out,
               {share.first, name(Ledger::true_cases), pair ? "pair" : "all", pair ? share.second : std::string_view{},
                measure, "share of variance"},
               value);
    };
    one("explained", exactly(share.all));
    one("explained_by_grades_d_e", {.mean = share.weak_alone, .low = share.weak_at_least, .high = share.weak_at_most});
    one("explained_by_others", {.mean = share.strong, .low = share.strong_at_least, .high = share.strong_at_most});
}

void append(std::string& out, const Basis& basis, std::string_view baseline)
{
    for (const MultiplierThird& third : basis.thirds) {
        append(out, third);
    }
    for (const GradeShare& share : basis.shares) {
        append(out, share, baseline);
    }
}

void append_spending(std::string& out, const StrategyResult& strategy)
{
    for (const YearSpending& s : strategy.spending) {
        const std::string which = s.intervention + ", " + std::to_string(s.year);
        const auto one = [&](std::string_view measure, std::string_view unit, double value) {
            append(out, {strategy.name, "", "spending", which, measure, unit}, exactly(value));
        };
        one("wanted", "RON", s.wanted_ron);
        one("spent", "RON", s.spent_ron);
        one("discounted", "RON", s.discounted_ron);
        one("budget_share", "1", s.budget_share);
        one("staff_share", "1", s.staff_share);
        one("coverage_wanted", "1", s.coverage_wanted);
        one("coverage_had", "1", s.coverage_had);
        if (!s.audience.empty()) {
            one("meant", s.audience, s.meant);
        }
    }
}

void append_costs(std::string& out, const StrategyResult& strategy, bool discount_effects)
{
    const auto one = [&](std::string_view ledger, std::string_view measure, std::string_view unit,
                         const Estimate& value) {
        append(out, {strategy.name, ledger, "all", "", measure, unit}, value);
    };
    const std::string_view truth = name(Ledger::true_cases);
    one("", "cost", "RON/year", strategy.cost_ron_per_year);
    one(truth, "cost_per_case_averted", "RON/person", strategy.cost_per_true_case_averted);
    one("", "cost_whole_run", "RON", exactly(strategy.planned_ron));
    one("", "cost_whole_run_discounted", "RON", exactly(strategy.discounted_ron));
    if (discount_effects) {
        one(truth, "difference_discounted", "person", strategy.discounted_true_difference);
        one(truth, "cost_per_case_averted_discounted", "RON/person", strategy.discounted_cost_per_true_case);
    }
}

void append(std::string& out, const StrategyResult& strategy, bool discount_effects)
{
    for (const Contrast& contrast : strategy.contrasts) {
        append(out, strategy.name, contrast, false);
    }
    for (const ResourceUse& use : strategy.resources) {
        append(out, {strategy.name, "", "resource", use.name, "use", use.unit + "/year"}, use.per_year);
    }
    append_spending(out, strategy);
    append_costs(out, strategy, discount_effects);
}

/// A value that runs took from draws, that the files of a posterior's scenario state, or that is not the same in all that is compared.
void append(std::string& out, const Assumption& assumption, const Comparison& comparison)
{
    const auto one = [&](const std::string& scenario, bool drawn, const Estimate& value, std::string_view otherwise) {
        append(out, {scenario, "", "parameter", assumption.name, drawn ? "taken" : otherwise, assumption.unit},
               drawn ? value : exactly(value.mean));
    };
    const bool stated = assumption.origin == Origin::stated;
    const bool beside_draws = stated && !comparison.drawn.parameters.empty();
    if (was_drawn(assumption) || beside_draws || !assumption.others.empty()) {
        one(comparison.baseline_name, was_drawn(assumption),
            {.mean = assumption.value, .low = assumption.taken_low, .high = assumption.taken_high},
            stated ? "stated" : "declared");
    }
    for (const OtherValue& other : assumption.others) {
        one(other.strategy, other.drawn, {.mean = other.value, .low = other.low, .high = other.high}, "stated");
    }
}

} // namespace

std::string summary_csv(const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    std::string out(header);
    for (const Contrast& contrast : comparison.baseline) {
        append(out, comparison.baseline_name, contrast, true);
    }
    for (const StrategyResult& strategy : comparison.strategies) {
        append(out, strategy, comparison.costing.discount_effects);
    }
    for (const SplitRow& row : comparison.splits) {
        append(out, row, comparison.baseline_name);
    }
    for (const Assumption& assumption : comparison.assumptions) {
        append(out, assumption, comparison);
    }
    append(out, comparison.basis, comparison.baseline_name);
    return out;
}

} // namespace analysis
