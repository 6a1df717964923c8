#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/phrases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace analysis {
namespace {

constexpr double percent = 100.0;

std::string note(const std::string& text)
{
    return "<p class=\"note\">" + html(text) + "</p>";
}

/// A share in percent; what is not nothing is not shown as 0.
std::string share_text(const Text& text, double part)
{
    const double rounded = std::round(part * percent);
    return part > 0.0 && rounded == 0.0 ? "< 1 %" : plain(text, rounded) + " %";
}

/// Money that comes of prices, to four digits: prices of grade D and E bear no more, budgets are seldom stated with more, and two
/// sums of the same money agree.
std::string money_text(const Text& text, double ron)
{
    constexpr double whole_below = 10000.0;
    constexpr double base = 10.0;
    double step = 1.0;
    while (std::abs(ron) / step >= whole_below) {
        step *= base;
    }
    return plain(text, std::round(std::round(ron / step) * step));
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

/// An intervention over all years of the run.
struct Bought {
    std::string intervention, audience;
    double years{};
    double wanted_ron{}, spent_ron{};
    double meant{}, reached{};           ///< of the audience, sums over the years
    double planned{}, paid_for{}, had{}; ///< coverage, sums over the years
};

std::vector<Bought> bought(const StrategyResult& strategy)
{
    std::vector<Bought> all;
    for (const YearSpending& s : strategy.spending) {
        auto found =
            std::find_if(all.begin(), all.end(), [&](const Bought& b) { return b.intervention == s.intervention; });
        if (found == all.end()) {
            found = all.insert(all.end(), {.intervention = s.intervention, .audience = s.audience});
        }
        found->years += 1.0;
        found->wanted_ron += s.wanted_ron;
        found->spent_ron += s.spent_ron;
        found->meant += s.meant;
        found->reached += s.meant * s.coverage_had;
        found->planned += s.coverage_wanted;
        found->paid_for += s.coverage_wanted * s.budget_share;
        found->had += s.coverage_had;
    }
    return all;
}

/// "8,660 post weeks, 12 posts": what it takes in a year, the same in every run. \param years  length of the run
std::string uses_of(const Text& text, const StrategyResult& strategy, const std::string& intervention, double years)
{
    const Words words = words_of(text);
    std::string all;
    for (const ResourceUse& use : strategy.resources) {
        const std::string mark = intervention + ": ";
        if (use.name.starts_with(mark)) {
            const double amount = use.per_year.mean;
            const std::string what = "uses." + use.name.substr(mark.size());
            all += (all.empty() ? "" : "; ") +
                   (bought_once(use) ? once_text(text, use, years) : words.counted(amount, what, plain(text, amount)));
        }
    }
    return all.empty() ? "\u2013" : all;
}

/// "3,200 of 12,000 pupils", in the mean of the years.
std::string comes_to(const Text& text, const Bought& one)
{
    if (one.audience.empty()) {
        return text("cost.comes_to_nobody");
    }
    const double meant = two_digits(one.meant / one.years);
    const std::string all = plain(text, meant);
    const std::string forms = text.label("unit", one.audience);
    const std::string noun = meant == 1.0 ? forms.substr(0, forms.find('|')) : forms.substr(forms.find('|') + 1);
    return text("cost.comes_to_of", {{"reached", plain(text, two_digits(one.reached / one.years))},
                                     {"meant", before_noun(text, all) + " " + noun}});
}

} // namespace

bool bought_once(const ResourceUse& use)
{
    constexpr std::array<std::string_view, 4> units{"agreement", "law", "set", "strategy"};
    return std::find(units.begin(), units.end(), use.unit) != units.end();
}

std::string once_text(const Text& text, const ResourceUse& use, double years)
{
    const std::string what = "uses." + use.name.substr(use.name.rfind(' ') + 1);
    return text("cost.once", {{"share", share_text(text, use.per_year.mean * years)},
                              {"what", words_of(text).counted(1.0, what, plain(text, 1.0))}});
}

std::string buys_html(const Text& text, const Comparison& comparison)
{
    Table table{text("cost.buys_title"),
                {text("cost.strategy"), text("cost.intervention"), text("cost.takes"), text("cost.comes_to"),
                 text("cost.planned"), text("cost.paid_for"), text("cost.had"), text("cost.spent_of")},
                {}};
    const Words words = words_of(text);
    for (const StrategyResult& strategy : comparison.strategies) {
        for (const Bought& one : bought(strategy)) {
            const auto share = [&](double sum) { return share_text(text, sum / one.years); };
            table.rows.push_back({{strategy.title, "text"},
                                  {intervention_name(text, words, one.intervention), "text"},
                                  {uses_of(text, strategy, one.intervention, comparison.years), "text"},
                                  {comes_to(text, one), "text"},
                                  {share(one.planned), "num"},
                                  {share(one.paid_for), "num"},
                                  {share(one.had), "num"},
                                  {text("cost.spent_of_value", {{"spent", money_text(text, one.spent_ron)},
                                                                {"wanted", money_text(text, one.wanted_ron)}}),
                                   "num"}});
        }
    }
    return table.rows.empty() ? "" : table_html(table) + note(text("cost.buys_note"));
}

std::string spending_html(const Text& text, const Comparison& comparison)
{
    Table table{text("cost.spending_title"),
                {text("cost.strategy"), text("cost.intervention"), text("cost.year"), text("cost.wanted"),
                 text("cost.spent"), text("cost.budget_share"), text("cost.staff_share")},
                {}};
    const Words words = words_of(text);
    for (const StrategyResult& strategy : comparison.strategies) {
        for (const YearSpending& s : strategy.spending) {
            table.rows.push_back({{strategy.title, "text"},
                                  {intervention_name(text, words, s.intervention), "text"},
                                  {std::to_string(s.year), "num"},
                                  {money_text(text, s.wanted_ron), "num"},
                                  {money_text(text, s.spent_ron), "num"},
                                  {share_text(text, s.budget_share), "num"},
                                  {share_text(text, s.staff_share), "num"}});
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
        std::vector<TableCell> row{{strategy.title, "text"}, {money_text(text, strategy.planned_ron), "num"}};
        if (discounts) {
            row.push_back({money_text(text, strategy.discounted_ron), "num"});
        }
        if (discounts && costing.discount_effects) {
            row.push_back({with_interval(text, strategy.discounted_true_difference), "true"});
            row.push_back(strategy.discounted_ron < 0.0
                              ? TableCell{text("cost.per_case_saves"), "text"}
                              : TableCell{per_case(text, strategy.discounted_cost_per_true_case), "num"});
        }
        table.rows.push_back(std::move(row));
    }
    return table.rows.empty() ? "" : table_html(table) + note(counted_text(text, costing));
}

} // namespace analysis
