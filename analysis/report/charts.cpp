#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/spec.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

const Series* line_of(const Comparison& comparison, Ledger ledger, const std::string& scenario)
{
    const auto found = std::find_if(comparison.series.begin(), comparison.series.end(), [&](const Series& line) {
        return line.ledger == ledger && line.scenario == scenario;
    });
    return found == comparison.series.end() ? nullptr : &*found;
}

/// "month", "quarter", "half" or "year", read from a label such as "2024-Q1".
std::string period_of(const Series& line)
{
    const std::string label = line.months.empty() ? "" : line.months.front();
    if (label.find('Q') != std::string::npos) {
        return "quarter";
    }
    if (label.find('H') != std::string::npos) {
        return "half";
    }
    return label.size() == 4 ? "year" : "month";
}

std::string band(const Series& line)
{
    return spec::object(
        {{"m", spec::numbers(line.mean)}, {"l", spec::numbers(line.low)}, {"h", spec::numbers(line.high)}});
}

std::string labels(const Series& line)
{
    std::vector<std::string> texts;
    for (const std::string& month : line.months) {
        texts.push_back(json(month));
    }
    return spec::array(texts);
}

Table time_table(const Text& text, const Comparison& comparison, const std::string& title)
{
    Table table{title, {title}, {}};
    std::vector<const Series*> columns;
    for (const Series& line : comparison.series) {
        std::string name = text("time.baseline");
        for (const StrategyResult& strategy : comparison.strategies) {
            name = strategy.name == line.scenario ? strategy.title : name;
        }
        const bool truth = line.ledger == Ledger::true_cases;
        table.head.push_back(name + ": " + text(truth ? "key.true" : "key.registered"));
        columns.push_back(&line);
    }
    table.head.front() = text("page.period");
    const std::size_t periods = columns.empty() ? 0 : columns.front()->months.size();
    for (std::size_t t = 0; t < periods; ++t) {
        std::vector<TableCell> row{{columns.front()->months[t], "text"}};
        for (const Series* line : columns) {
            if (t >= line->mean.size()) {
                row.push_back({text("change.kept_back"), "num"});
                continue;
            }
            row.push_back({with_interval(text, rounded(value_of(*line, t))),
                           line->ledger == Ledger::true_cases ? "true" : "registered"});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

const CountyName* county_of(const Comparison& comparison, const std::string& code)
{
    const auto found = std::find_if(comparison.geography.begin(), comparison.geography.end(),
                                    [&](const CountyName& county) { return county.code == code; });
    return found == comparison.geography.end() ? nullptr : &*found;
}

/// Codes of the selection by name, letters with marks beside those without.
std::vector<std::string> by_name(const Comparison& comparison)
{
    std::vector<std::pair<std::string, std::string>> keyed;
    for (const std::string& code : comparison.counties) {
        const CountyName* county = county_of(comparison, code);
        keyed.emplace_back(sim::fold(county == nullptr ? code : county->name), code);
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::string> codes;
    for (const auto& entry : keyed) {
        codes.push_back(entry.second);
    }
    return codes;
}

std::string map_panel(const Text& text, const Comparison& comparison, std::size_t k)
{
    spec::Members values;
    for (const std::string& code : comparison.counties) {
        const Contrast* contrast = find(comparison.strategies[k].contrasts, Ledger::registered, {"county", code});
        if (contrast != nullptr && shown(contrast->difference_per_year)) {
            const Estimate& difference = contrast->difference_per_year;
            values.emplace_back(code,
                                spec::item(k, difference, firm(difference),
                                           change(text, difference) + " (" + change_range(text, difference) + ")"));
        }
    }
    return spec::object({{"title", json(comparison.strategies[k].title)}, {"values", spec::object(values)}});
}

Table county_table(const Text& text, const Comparison& comparison)
{
    Table table{text("map.figure"), {text("map.county"), text("map.level") + " \u2020"}, {}};
    for (const StrategyResult& strategy : comparison.strategies) {
        table.head.push_back(strategy.title + " \u2020");
    }
    for (const std::string& code : by_name(comparison)) {
        const CountyName* county = county_of(comparison, code);
        const Contrast* level = find(comparison.baseline, Ledger::registered, {"county", code});
        std::vector<TableCell> row{
            {county == nullptr ? code : county->name, "text"},
            {level == nullptr ? text("change.kept_back") : with_interval(text, level->baseline_per_year),
             "registered"}};
        for (const StrategyResult& strategy : comparison.strategies) {
            const Contrast* contrast = find(strategy.contrasts, Ledger::registered, {"county", code});
            const bool given = contrast != nullptr && shown(contrast->difference_per_year);
            row.push_back({given ? change(text, contrast->difference_per_year) + " (" +
                                       change_range(text, contrast->difference_per_year) + ")"
                                 : text("change.kept_back"),
                           "registered"});
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Figure time_figure(const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    if (comparison.series.empty()) {
        return {};
    }
    const std::string period = text("time." + period_of(comparison.series.front()));
    std::vector<std::string> panels;
    for (std::size_t k = 0; k < comparison.strategies.size(); ++k) {
        for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
            const Series* base = line_of(comparison, ledger, comparison.baseline_name);
            const Series* line = line_of(comparison, ledger, comparison.strategies[k].name);
            if (base == nullptr || line == nullptr) {
                continue;
            }
            panels.push_back(
                spec::object({{"title", json(comparison.strategies[k].title)},
                              {"subtitle", json(text(ledger == Ledger::true_cases ? "key.true" : "key.registered"))},
                              {"k", std::to_string(k)},
                              {"labels", labels(*base)},
                              {"base", band(*base)},
                              {"line", band(*line)}}));
        }
    }
    const std::string title = text("time.figure", {{"period", period}});
    return {"time", title, "",
            spec::object({{"kind", json("lines")},
                          {"baseline", json(text("time.baseline"))},
                          {"axis", json(text("time.axis", {{"period", period}}))},
                          {"panels", spec::array(panels)}}),
            time_table(text, comparison, title)};
}

Figure map_figure(const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    std::vector<std::string> panels;
    for (std::size_t k = 0; k < comparison.strategies.size(); ++k) {
        panels.push_back(map_panel(text, comparison, k));
    }
    return {"map", text("map.figure"), "",
            spec::object({{"kind", json("map")},
                          {"legend", json(text("map.legend"))},
                          {"grey", json(text("map.grey"))},
                          {"hollow", json(text("map.hollow"))},
                          {"panels", spec::array(panels)}}),
            county_table(text, comparison)};
}

Figure cost_figure(const Text& text, const Disclosed& disclosed)
{
    const auto& strategies = disclosed.comparison().strategies;
    double largest = 0.0;
    for (const StrategyResult& strategy : strategies) {
        largest = std::max(largest, std::abs(strategy.cost_ron_per_year.high));
    }
    constexpr double million = 1e6;
    constexpr double thousand = 1e3;
    const double unit = largest >= million ? million : largest >= thousand ? thousand : 1.0;
    const char* axis = unit == million ? "cost.axis" : unit == thousand ? "cost.axis_thousand" : "cost.axis_ron";
    Table table{text("cost.figure"), {text("cost.strategy"), text("cost.figure")}, {}};
    std::vector<std::string> rows;
    for (std::size_t k = 0; k < strategies.size(); ++k) {
        const Estimate& cost = strategies[k].cost_ron_per_year;
        const std::string words = with_interval(text, cost);
        const Estimate drawn{.mean = cost.mean / unit, .low = cost.low / unit, .high = cost.high / unit};
        rows.push_back(spec::object(
            {{"label", json(strategies[k].title)}, {"items", spec::array({spec::item(k, drawn, true, words)})}}));
        table.rows.push_back({{strategies[k].title, "text"}, {words, "num"}});
    }
    const std::string panel =
        spec::object({{"title", json("")}, {"axis", json(text(axis))}, {"rows", spec::array(rows)}});
    return {"cost", text("cost.figure"), "",
            spec::object({{"kind", json("intervals")}, {"legend", "false"}, {"panels", spec::array({panel})}}),
            std::move(table)};
}

} // namespace analysis
