#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/phrases.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

constexpr double percent = 100.0;

std::string note(const std::string& text)
{
    return "<p class=\"note\">" + html(text) + "</p>";
}

/// In words: how later money counts, and that cases do not.
std::string counted_text(const Text& text, const Costing& costing)
{
    const std::string year = std::to_string(costing.price_year);
    if (costing.discount_rate == 0.0) {
        return text("cost.not_discounted", {{"year", year}});
    }
    return text("cost.discounting", {{"year", year},
                                     {"percent", plain(text, costing.discount_rate * percent)},
                                     {"from", day(text, costing.discount_from)}}) +
           " " + text(costing.discount_effects ? "cost.effects_discounted" : "cost.effects_not_discounted");
}

/// A cost per case, which has no value where some of the runs avert nothing.
std::string per_case(const Text& text, const Estimate& value)
{
    const bool whole = shown(value) && std::isfinite(value.low) && std::isfinite(value.high);
    return whole ? with_interval(text, value) : text("change.kept_back");
}

} // namespace

std::string spending_html(const Text& text, const Comparison& comparison)
{
    Table table{text("cost.spending_title"),
                {text("cost.strategy"), text("cost.intervention"), text("cost.year"), text("cost.wanted"),
                 text("cost.spent"), text("cost.budget_share"), text("cost.staff_share")},
                {}};
    const Words words = words_of(text);
    const auto share = [&](double part) { return plain(text, std::round(part * percent)) + " %"; };
    for (const StrategyResult& strategy : comparison.strategies) {
        for (const YearSpending& s : strategy.spending) {
            table.rows.push_back({{strategy.title, "text"},
                                  {words.declared("kind." + s.intervention + ".name", s.intervention), "text"},
                                  {std::to_string(s.year), "num"},
                                  {plain(text, s.wanted_ron), "num"},
                                  {plain(text, s.spent_ron), "num"},
                                  {share(s.budget_share), "num"},
                                  {share(s.staff_share), "num"}});
        }
    }
    return table.rows.empty() ? "" : table_html(table) + note(text("cost.spending_note"));
}

std::string totals_html(const Text& text, const Comparison& comparison)
{
    const Costing& costing = comparison.costing;
    const bool discounts = costing.discount_rate > 0.0;
    Table table{text("cost.totals_title"), {text("cost.strategy"), text("cost.total")}, {}};
    if (discounts) {
        table.head.push_back(text("cost.discounted"));
    }
    if (discounts && costing.discount_effects) {
        table.head.push_back(text("cost.averted_discounted"));
        table.head.push_back(text("cost.per_case_discounted"));
    }
    for (const StrategyResult& strategy : comparison.strategies) {
        if (strategy.spending.empty()) {
            continue;
        }
        std::vector<TableCell> row{{strategy.title, "text"}, {plain(text, strategy.planned_ron), "num"}};
        if (discounts) {
            row.push_back({plain(text, strategy.discounted_ron), "num"});
        }
        if (discounts && costing.discount_effects) {
            row.push_back({with_interval(text, strategy.discounted_true_difference), "true"});
            row.push_back({per_case(text, strategy.discounted_cost_per_true_case), "num"});
        }
        table.rows.push_back(std::move(row));
    }
    return table.rows.empty() ? "" : table_html(table) + note(counted_text(text, costing));
}

} // namespace analysis
