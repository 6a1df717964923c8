#include "analysis/report/figure.hpp"

#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/spec.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace analysis {

namespace {

constexpr std::array ledgers{Ledger::true_cases, Ledger::registered};

const char* ledger_kind(Ledger ledger)
{
    return ledger == Ledger::true_cases ? "true" : "registered";
}

const std::string& ledger_title(const Text& text, Ledger ledger)
{
    return text(ledger == Ledger::true_cases ? "key.true" : "key.registered");
}

/// What is drawn for a contrast: cases a year, or percent where cases are kept back.
struct Shown {
    Estimate value;
    bool percent{};
};

Shown shown_difference(const Contrast* contrast, bool percent)
{
    if (contrast == nullptr) {
        return {{.mean = std::nan("")}, percent};
    }
    return {percent ? contrast->difference_percent : contrast->difference_per_year, percent};
}

std::string difference_text(const Text& text, const Shown& difference)
{
    if (!shown(difference.value)) {
        return text("change.kept_back");
    }
    return difference.percent
               ? percent_change(text, difference.value) + " (" + percent_range(text, difference.value) + ")"
               : change(text, difference.value) + " (" + change_range(text, difference.value) + ")";
}

TableCell difference_cell(const Text& text, const Shown& difference, Ledger ledger)
{
    return {difference_text(text, difference), ledger_kind(ledger)};
}

bool in_percent(const Disclosed& disclosed, Ledger ledger)
{
    return ledger == Ledger::true_cases && !disclosed.true_levels();
}

/// Values of one kind of stratum, in the order of the contrasts.
std::vector<std::string> values_of(const Comparison& comparison, const std::string& kind)
{
    std::vector<std::string> values;
    for (const Contrast& contrast : comparison.baseline) {
        if (contrast.stratum.kind == kind &&
            std::find(values.begin(), values.end(), contrast.stratum.value) == values.end()) {
            values.push_back(contrast.stratum.value);
        }
    }
    return values;
}

std::string interval_panel(const Text& text, const std::string& title, bool percent,
                           const std::vector<std::string>& rows)
{
    return spec::object({{"title", json(title)},
                         {"axis", json(text(percent ? "difference.axis_percent" : "difference.axis"))},
                         {"left", json(text("difference.fewer_side"))},
                         {"right", json(text("difference.more_side"))},
                         {"rows", spec::array(rows)}});
}

std::string row_spec(const std::string& label, const std::vector<std::string>& items)
{
    return spec::object({{"label", json(label)}, {"items", spec::array(items)}});
}

/// Nothing where no interval is drawn: an empty frame would look like no change.
/// \param drawn  how many intervals the panels have
std::string intervals(const std::vector<std::string>& panels, bool legend, std::size_t drawn)
{
    if (drawn == 0) {
        return {};
    }
    return spec::object(
        {{"kind", json("intervals")}, {"legend", legend ? "true" : "false"}, {"panels", spec::array(panels)}});
}

Table difference_table(const Text& text, const Disclosed& disclosed)
{
    Table table{text("difference.figure"), {text("cost.strategy")}, {}};
    for (const Ledger ledger : ledgers) {
        table.head.push_back(ledger_title(text, ledger));
    }
    for (const StrategyResult& strategy : disclosed.comparison().strategies) {
        std::vector<TableCell> row{{strategy.title, "text"}};
        for (const Ledger ledger : ledgers) {
            const Contrast* contrast = find(strategy.contrasts, ledger, {"all", ""});
            row.push_back(difference_cell(text, shown_difference(contrast, in_percent(disclosed, ledger)), ledger));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

std::string table_html(const Table& table)
{
    constexpr std::size_t narrow = 3; // columns that a phone shows without scrolling
    std::string out =
        std::string("<div class=\"scroll\"><table") + (table.head.size() > narrow ? " class=\"wide\">" : ">");
    if (!table.caption.empty()) {
        out += "<caption>" + html(table.caption) + "</caption>";
    }
    out += "<thead><tr>";
    for (std::size_t k = 0; k < table.head.size(); ++k) {
        const bool left = table.rows.empty() || table.rows.front()[k].kind == "text";
        out += std::string("<th scope=\"col\"") + (left ? ">" : " class=\"num\">") + html(table.head[k]) + "</th>";
    }
    out += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
        out += "<tr>";
        for (std::size_t k = 0; k < row.size(); ++k) {
            const TableCell& cell = row[k];
            std::string attributes = cell.kind == "text" ? "" : " class=\"num\"";
            if (cell.kind == "true" || cell.kind == "registered") {
                attributes += " data-ledger=\"" + cell.kind + "\"";
            } else if (cell.kind == "register") {
                attributes += " data-register";
            }
            out += k == 0 ? "<th scope=\"row\">" + html(cell.text) + "</th>"
                          : "<td" + attributes + ">" + html(cell.text) + "</td>";
        }
        out += "</tr>";
    }
    return out + "</tbody></table></div>";
}

std::string figure_html(const Text& text, const Figure& figure)
{
    if (figure.table.rows.empty()) {
        return "";
    }
    std::string out =
        "<figure class=\"chart\" id=\"figure-" + html(figure.id) + "\"><figcaption><h3>" + html(figure.title) + "</h3>";
    if (!figure.note.empty()) {
        out += "<p class=\"note\">" + html(figure.note) + "</p>";
    }
    out += "</figcaption>";
    if (!figure.spec.empty()) {
        out += "<div class=\"canvas\" data-figure=\"" + html(figure.id) + "\"></div>";
    }
    return out + "<details class=\"figures\" open><summary>" + html(text("page.table")) + "</summary>" +
           table_html(figure.table) + "</details></figure>";
}

Figure difference_figure(const Text& text, const Disclosed& disclosed)
{
    const auto& strategies = disclosed.comparison().strategies;
    std::vector<std::string> panels;
    for (const Ledger ledger : ledgers) {
        std::vector<std::string> rows;
        for (std::size_t k = 0; k < strategies.size(); ++k) {
            const Shown difference =
                shown_difference(find(strategies[k].contrasts, ledger, {"all", ""}), in_percent(disclosed, ledger));
            rows.push_back(row_spec(strategies[k].title, {spec::item(k, difference.value, firm(difference.value),
                                                                     difference_text(text, difference))}));
        }
        panels.push_back(interval_panel(text, ledger_title(text, ledger), in_percent(disclosed, ledger), rows));
    }
    return {"difference", text(disclosed.true_levels() ? "difference.figure" : "difference.figure_percent"), "",
            intervals(panels, false, ledgers.size() * strategies.size()), difference_table(text, disclosed)};
}

Figure group_figure(const Text& text, const Disclosed& disclosed, const std::string& kind)
{
    const Comparison& comparison = disclosed.comparison();
    const auto values = values_of(comparison, kind);
    Table table{text("groups." + kind), {text("groups.count"), text("cost.strategy")}, {}};
    std::vector<std::string> panels;
    std::size_t drawn = 0;
    for (const Ledger ledger : ledgers) {
        const bool percent = in_percent(disclosed, ledger);
        table.head.push_back(ledger_title(text, ledger));
        std::vector<std::string> rows;
        for (const std::string& value : values) {
            std::vector<std::string> items;
            for (std::size_t k = 0; k < comparison.strategies.size(); ++k) {
                const Shown difference =
                    shown_difference(find(comparison.strategies[k].contrasts, ledger, {kind, value}), percent);
                if (shown(difference.value)) {
                    items.push_back(
                        spec::item(k, difference.value, firm(difference.value), difference_text(text, difference)));
                }
            }
            drawn += items.size();
            rows.push_back(row_spec(text.label(kind, value), items));
        }
        panels.push_back(interval_panel(text, ledger_title(text, ledger), percent, rows));
    }
    for (const std::string& value : values) {
        for (const StrategyResult& strategy : comparison.strategies) {
            std::vector<TableCell> row{{text.label(kind, value), "text"}, {strategy.title, "text"}};
            for (const Ledger ledger : ledgers) {
                row.push_back(difference_cell(
                    text,
                    shown_difference(find(strategy.contrasts, ledger, {kind, value}), in_percent(disclosed, ledger)),
                    ledger));
            }
            table.rows.push_back(std::move(row));
        }
    }
    return {kind, text("groups." + kind), kind == "pathway" ? text("groups.pathway_note") : "",
            intervals(panels, comparison.strategies.size() > 1, drawn), std::move(table)};
}

Figure sensitivity_figure(const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    Table table{text("sensitivity.figure"),
                {text("sensitivity.case"), text("sensitivity.strategy"), text("sensitivity.difference"),
                 text("sensitivity.true"), text("sensitivity.registered")},
                {}};
    const auto label_of = [&](const SensitivityRow& row) {
        return runs_of_multiplier(text, {row.low, row.high, row.runs, row.independent});
    };
    std::vector<std::string> labels;
    for (const SensitivityRow& row : comparison.sensitivity) {
        if (std::find(labels.begin(), labels.end(), label_of(row)) == labels.end()) {
            labels.push_back(label_of(row));
        }
    }
    std::vector<std::string> rows;
    std::size_t drawn = 0;
    for (const std::string& label : labels) {
        std::vector<std::string> items;
        for (std::size_t k = 0; k < comparison.strategies.size(); ++k) {
            const StrategyResult& strategy = comparison.strategies[k];
            for (const SensitivityRow& row : comparison.sensitivity) {
                if (label_of(row) != label || row.strategy != strategy.name) {
                    continue;
                }
                const Shown difference{row.true_difference_per_year, false};
                if (shown(difference.value)) {
                    items.push_back(
                        spec::item(k, difference.value, firm(difference.value), difference_text(text, difference)));
                }
                table.rows.push_back({{label, "text"},
                                      {strategy.title, "text"},
                                      difference_cell(text, difference, Ledger::true_cases),
                                      {of_runs_taken(text, row.baseline_true_per_year, row.runs), "true"},
                                      {of_runs_taken(text, row.baseline_registered_per_year, row.runs), "registered"}});
            }
        }
        drawn += items.size();
        rows.push_back(row_spec(label, items));
    }
    const std::string panel = interval_panel(text, text("key.true"), false, rows);
    return {"sensitivity", text("sensitivity.figure"), "", intervals({panel}, comparison.strategies.size() > 1, drawn),
            std::move(table)};
}

} // namespace analysis
