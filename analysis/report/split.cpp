#include "analysis/report/split.hpp"

#include "analysis/disclosure.hpp"
#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/split_rows.hpp"
#include "analysis/statistics.hpp"

#include <algorithm>

namespace analysis {
namespace {

/// "40 % (10 to 80 %)", from shares in [0, 1].
std::string percent_text(const Text& text, const Estimate& shares)
{
    const NumberText parts = number_text(scaled(shares, 100.0), text.numbers());
    return text("split.percent", {{"share", parts.mean},
                                  {"range", text("change.interval", {{"low", parts.low}, {"high", parts.high}})}});
}

Estimate shares_of(const VarianceSplit& split)
{
    return {.mean = split.share, .low = split.low, .high = split.high};
}

/// How much narrower the range would be, with its interval: the root keeps the order.
Estimate narrowed(const VarianceSplit& split)
{
    return rounded({.mean = narrowed_by(split.share), .low = narrowed_by(split.low), .high = narrowed_by(split.high)});
}

std::string figure_of(const Text& text, const Comparison& comparison, const SplitRow& row)
{
    if (row.against.empty()) {
        return text("split.level");
    }
    const std::string first = title_of(comparison, row.scenario);
    return row.against == comparison.baseline_name
               ? text("split.difference", {{"title", first}})
               : text("split.pair", {{"first", first}, {"second", title_of(comparison, row.against)}});
}

std::vector<TableCell> row_of(const Text& text, const Comparison& comparison, const SplitRow& row)
{
    const bool truth = row.ledger == Ledger::true_cases;
    std::vector<TableCell> cells{{figure_of(text, comparison, row), "text"},
                                 {text(truth ? "key.true" : "key.registered"), "text"}};
    if (row.split.state != SplitState::told) {
        const bool kept_back = row.split.state == SplitState::kept_back;
        cells.push_back({text(kept_back ? "change.kept_back" : "split.alike"), "num"});
        cells.push_back({"\u2013", "num"});
        return cells;
    }
    const char* const kind = truth ? "true" : "registered";
    cells.push_back({percent_text(text, shares_of(row.split)), kind});
    cells.push_back({percent_text(text, narrowed(row.split)), kind});
    return cells;
}

std::string paragraph(const char* kind, const std::string& sentence)
{
    return std::string("<p class=\"") + kind + "\">" + html(sentence) + "</p>";
}

/// Why nothing is told of any figure; the state that all of them share but for those kept back.
SplitState state_of(const std::vector<SplitRow>& rows)
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [](const SplitRow& row) { return row.split.state != SplitState::kept_back; });
    return found == rows.end() ? SplitState::kept_back : found->split.state;
}

std::string why_untold(const Text& text, const Comparison& comparison, SplitState state)
{
    const RunsDifferIn& runs = comparison.runs_differ_in;
    if (state == SplitState::no_pair) {
        const std::string draws = before_noun(text, std::to_string(runs.draws));
        return text("split.no_pair", {{"draws", draws}});
    }
    if (state == SplitState::one_draw) {
        return text("split.one_draw");
    }
    return text(runs.multiplier ? "split.luck_and_multiplier" : "split.luck_alone");
}

} // namespace

std::string split_sentence(const Text& text, const Comparison& comparison, const std::string& strategy, Ledger ledger)
{
    const SplitRow* const row = find_split(comparison.splits, ledger, strategy, comparison.baseline_name);
    if (row == nullptr || row->split.state != SplitState::told) {
        return {};
    }
    return text(row->split.share > 0.0 ? "split.sentence" : "split.sentence_none",
                {{"percent", percent_text(text, shares_of(row->split))}});
}

std::string split_html(const Text& text, const Comparison& comparison)
{
    const SplitState state = state_of(comparison.splits);
    if (comparison.splits.empty() || state == SplitState::kept_back) {
        return {};
    }
    const std::string heading = "<h3>" + html(text("split.title")) + "</h3>";
    if (state != SplitState::told && state != SplitState::alike) {
        return heading + paragraph("note", why_untold(text, comparison, state));
    }
    Table table{
        "", {text("split.figure"), text("split.ledger"), text("split.of_parameters"), text("split.narrower")}, {}};
    for (const SplitRow& row : comparison.splits) {
        if (row.ledger == Ledger::true_cases) {
            table.rows.push_back(row_of(text, comparison, row));
            const auto* const other = find_split(comparison.splits, Ledger::registered, row.scenario, row.against);
            if (other != nullptr) {
                table.rows.push_back(row_of(text, comparison, *other));
            }
        }
    }
    const std::string draws = before_noun(text, std::to_string(comparison.runs_differ_in.draws));
    return heading + paragraph("note", text("split.intro", {{"draws", draws}})) + table_html(table) +
           paragraph("note", text("split.note"));
}

const std::string& what_ranges_hold(const Text& text, const RunsDifferIn& runs)
{
    if (runs.draws > 1) {
        return text(runs.effects ? "ranges.effects" : "ranges.drawn");
    }
    return text(runs.multiplier ? "ranges.multiplier" : "ranges.declared");
}

} // namespace analysis
