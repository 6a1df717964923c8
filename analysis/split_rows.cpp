#include "analysis/split_rows.hpp"

#include "analysis/disclosure.hpp"
#include "analysis/statistics.hpp"

#include <algorithm>

namespace analysis {
namespace {

/// Cases of the whole selection, one entry per replicate. How a variance is shared does not depend on the unit, and whole numbers that are
/// alike also are when one is taken from the other, which rates are not to the last bit.
template <Ledger ledger>
std::vector<double> cases_of(const EnsembleResult& scenario)
{
    std::vector<double> all;
    for (const RunResult& run : scenario.runs) {
        double cases = 0.0;
        for (const Cell<ledger>& cell : run.template cells<ledger>()) {
            cases += cell.count;
        }
        all.push_back(cases);
    }
    return all;
}

template <Ledger ledger>
void add(std::vector<SplitRow>& rows, const EnsembleResult& baseline, std::span<const EnsembleResult> strategies)
{
    const auto draws = draws_of(baseline);
    const auto before = cases_of<ledger>(baseline);
    rows.push_back({ledger, baseline.scenario, "", split_variance(before, draws)});
    std::vector<std::vector<double>> after;
    for (const EnsembleResult& strategy : strategies) {
        after.push_back(cases_of<ledger>(strategy));
        rows.push_back({ledger, strategy.scenario, baseline.scenario,
                        split_variance(paired_difference(before, after.back()), draws)});
    }
    if constexpr (ledger == Ledger::true_cases) { // strategies are put in order by it alone
        for (std::size_t a = 0; a < after.size(); ++a) {
            for (std::size_t b = a + 1; b < after.size(); ++b) {
                rows.push_back({ledger, strategies[a].scenario, strategies[b].scenario,
                                split_variance(paired_difference(after[b], after[a]), draws)});
            }
        }
    }
}

} // namespace

std::vector<SplitRow> split_rows(const EnsembleResult& baseline, std::span<const EnsembleResult> strategies)
{
    std::vector<SplitRow> rows;
    add<Ledger::true_cases>(rows, baseline, strategies);
    add<Ledger::registered>(rows, baseline, strategies);
    return rows;
}

void disclose(std::vector<SplitRow>& rows, const ShownSplits& shown)
{
    for (SplitRow& row : rows) {
        const bool level = row.against.empty();
        const bool may = row.ledger == Ledger::registered ? shown.registered
                         : level                          ? shown.true_level
                                                          : shown.true_differences;
        if (!may) {
            row.split = {.state = SplitState::kept_back};
        } else if (row.split.state == SplitState::told) {
            const Estimate value = rounded({.mean = row.split.share, .low = row.split.low, .high = row.split.high});
            row.split.share = value.mean;
            row.split.low = value.low;
            row.split.high = value.high;
        }
    }
}

const SplitRow* find_split(std::span<const SplitRow> rows, Ledger ledger, const std::string& scenario,
                           const std::string& against)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const SplitRow& row) {
        return row.ledger == ledger && row.scenario == scenario && row.against == against;
    });
    return found == rows.end() ? nullptr : &*found;
}

RunsDifferIn runs_differ_in(const EnsembleResult& baseline)
{
    const auto& runs = baseline.runs;
    std::vector<std::uint32_t> draws = draws_of(baseline);
    std::erase(draws, 0U);
    std::sort(draws.begin(), draws.end());
    return {.draws = static_cast<int>(std::unique(draws.begin(), draws.end()) - draws.begin()),
            .multiplier = std::any_of(
                runs.begin(), runs.end(),
                [&](const RunResult& run) { return run.hidden_multiplier != runs.front().hidden_multiplier; }),
            .effects = std::any_of(baseline.drawn.parameters.begin(), baseline.drawn.parameters.end(),
                                   [](const DrawnParameter& one) { return !one.fitted; })};
}

} // namespace analysis
