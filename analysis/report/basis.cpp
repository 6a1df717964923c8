#include "analysis/report/basis.hpp"

#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/ranking_basis.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/phrases.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

std::string element(const char* tag, const std::string& sentence)
{
    return std::string("<") + tag + ">" + html(sentence) + "</" + tag + ">";
}

std::string note(const std::string& sentence)
{
    return "<p class=\"note\">" + html(sentence) + "</p>";
}

/// Percent in whole fives: a share of a variance is told no closer.
std::string fives(const Text& text, double share)
{
    constexpr double step = 5.0;
    return number(step * std::round(100.0 * share / step), 0, text.numbers());
}

std::string range_text(const Text& text, const MultiplierThird& third)
{
    return text("basis.range",
                {{"low", number(third.low, 1, text.numbers())}, {"high", number(third.high, 1, text.numbers())}});
}

std::string third_text(const Text& text, const MultiplierThird& third)
{
    return runs_of_multiplier(text, {third.low, third.high, third.runs, third.independent});
}

std::string place_text(const Text& text, const Place& place)
{
    const auto percent = [&](double share) { return number(100.0 * share, 0, text.numbers()); };
    return text("basis.place", {{"share", percent(place.first.value)},
                                {"low", percent(place.first.low)},
                                {"high", percent(place.first.high)},
                                {"place", number(place.place.value, 1, text.numbers())}});
}

Table places_table(const Text& text, const Comparison& comparison)
{
    Table table{"", {text("cost.strategy")}, {}};
    for (const MultiplierThird& third : comparison.basis.thirds) {
        table.head.push_back(third_text(text, third));
    }
    for (std::size_t s = 0; s < comparison.basis.thirds.front().places.size(); ++s) {
        const std::string& name = comparison.basis.thirds.front().places[s].strategy;
        std::vector<TableCell> row{{title_of(comparison, name), "text"}};
        for (const MultiplierThird& third : comparison.basis.thirds) {
            row.push_back({place_text(text, third.places[s]), "num"});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// What the runs support of a pair over the thirds; empty where they never tell it apart.
std::string pair_text(const Text& text, const Comparison& comparison, std::size_t pair)
{
    std::vector<Verdict> said;
    std::string where;
    for (const MultiplierThird& third : comparison.basis.thirds) {
        said.push_back(verdict(third.pairs[pair].true_difference_per_year));
        if (said.back() == Verdict::fewer || said.back() == Verdict::more) {
            where += (where.empty() ? "" : ", ") + range_text(text, third);
        }
    }
    const PairOver& of = comparison.basis.thirds.front().pairs[pair];
    const bool ahead = std::find(said.begin(), said.end(), Verdict::fewer) != said.end();
    const std::string &first = title_of(comparison, of.first), &second = title_of(comparison, of.second);
    switch (order_over(said)) {
    case OrderOver::turns:
        return text("basis.turns", {{"first", first}, {"second", second}});
    case OrderOver::everywhere:
        return text("basis.everywhere", {{"first", ahead ? first : second}, {"second", ahead ? second : first}});
    case OrderOver::somewhere:
        return text("basis.somewhere",
                    {{"first", ahead ? first : second}, {"second", ahead ? second : first}, {"list", where}});
    case OrderOver::nowhere:
        break;
    }
    return {};
}

/// Whether any part has too few runs to judge a pair, so that nothing found of it is not a finding.
bool too_few(const Comparison& comparison, std::size_t pair)
{
    const auto& thirds = comparison.basis.thirds;
    return std::any_of(thirds.begin(), thirds.end(), [&](const MultiplierThird& third) {
        return verdict(third.pairs[pair].true_difference_per_year) == Verdict::too_few_runs;
    });
}

std::string other_multiplier_html(const Text& text, const Comparison& comparison)
{
    std::vector<std::string> titles;
    for (const std::string& name : comparison.basis.other_multiplier) {
        titles.push_back(text("answer.title", {{"title", title_of(comparison, name)}}));
    }
    return titles.empty() ? std::string{} : note(text("basis.other_multiplier", {{"list", text.join(titles)}}));
}

std::string multiplier_html(const Text& text, const Comparison& comparison)
{
    if (comparison.basis.thirds.empty()) {
        return {};
    }
    std::string told;
    std::size_t untold = 0;
    bool open = false; // whether it is runs that an untold pair lacks
    const std::size_t pairs = comparison.basis.thirds.front().pairs.size();
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        const std::string said = pair_text(text, comparison, pair);
        untold += said.empty() ? 1 : 0;
        open = open || (said.empty() && too_few(comparison, pair));
        told += said.empty() ? "" : element("li", said);
    }
    if (untold == pairs) {
        told = element("li", text(open ? "basis.too_few" : "basis.nowhere"));
    } else if (untold > 0) {
        told += element("li", text(open ? "basis.rest_few" : "basis.rest"));
    }
    return element("h3", text("basis.multiplier")) + note(text("basis.multiplier_intro")) +
           table_html(places_table(text, comparison)) + other_multiplier_html(text, comparison) +
           "<ul class=\"limits\">" + told + "</ul>";
}

std::string why_untold(const Text& text, const GradeShare& share)
{
    const std::string draws = before_noun(text, std::to_string(share.draws));
    if (share.alike) {
        return text("basis.alike", {{"draws", draws}});
    }
    if (share.parameters == 0) {
        return text("basis.nothing_varies");
    }
    return text("basis.untold",
                {{"parameters", before_noun(text, std::to_string(share.parameters))}, {"draws", draws}});
}

std::vector<TableCell> share_row(const Text& text, const Comparison& comparison, const GradeShare& share)
{
    const bool pair = share.second != comparison.baseline_name;
    const std::string& first = title_of(comparison, share.first);
    std::vector<TableCell> row{
        {pair ? text("split.pair", {{"first", first}, {"second", title_of(comparison, share.second)}}) : first,
         "text"}};
    if (!share.told) {
        row.push_back({why_untold(text, share), "num"});
        row.push_back({"\u2013", "num"});
        return row;
    }
    row.push_back({text("basis.about", {{"share", fives(text, share.all)}}), "num"});
    row.push_back({share.weak == 0 ? text("basis.no_weak")
                                   : text("basis.between", {{"low", fives(text, share.weak_at_least)},
                                                            {"high", fives(text, share.weak_at_most)}}),
                   "num"});
    return row;
}

/// How many runs tell all shares, where any is not told for want of draws: twice as many as draws, which is what a scenario takes by
/// itself (model::usual_draws). One number, since one command is all that one can follow.
std::string enough_html(const Text& text, const Comparison& comparison)
{
    std::size_t draws = 0;
    for (const GradeShare& share : comparison.basis.shares) {
        draws = std::max(draws, share.told || share.alike || share.parameters == 0 ? 0 : share.draws_needed);
    }
    if (draws == 0) {
        return {};
    }
    const std::size_t runs = std::max<std::size_t>(2 * draws, static_cast<std::size_t>(few_runs(comparison).would_do));
    return note(
        text("basis.enough", {{"draws", before_noun(text, std::to_string(draws))}, {"runs", std::to_string(runs)}}));
}

std::string grades_html(const Text& text, const Comparison& comparison)
{
    Table alone{"", {text("basis.change"), text("basis.all"), text("basis.weak")}, {}};
    Table pairs = alone;
    for (const GradeShare& share : comparison.basis.shares) {
        Table& table = share.second == comparison.baseline_name ? alone : pairs;
        table.rows.push_back(share_row(text, comparison, share));
    }
    std::string out = element("h3", text("basis.grades")) + note(text("basis.grades_intro")) + table_html(alone) +
                      note(text("basis.grades_note")) + enough_html(text, comparison);
    if (!pairs.rows.empty()) {
        out += "<details><summary>" + html(text("basis.pairs")) + "</summary>" + table_html(pairs) + "</details>";
    }
    return out;
}

} // namespace

std::string basis_html(const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    return comparison.basis.shares.empty() ? std::string{}
                                           : multiplier_html(text, comparison) + grades_html(text, comparison);
}

} // namespace analysis
