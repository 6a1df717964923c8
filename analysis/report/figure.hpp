#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

struct TableCell {
    std::string text;
    std::string kind; ///< "text", "num", "true", "registered" (the ledger of an estimate) or "register" (real data)
};

struct Table {
    std::string caption;
    std::vector<std::string> head;
    std::vector<std::vector<TableCell>> rows;
};

/// A chart: what the page's script draws, and the table that says the same without it.
struct Figure {
    std::string id;
    std::string title;
    std::string note;
    std::string spec; ///< JSON for charts.js, safe inside a script element; empty for a table alone
    Table table;
};

/// HTML of a table, everything escaped.
std::string table_html(const Table& table);

/// HTML of a figure: title, an empty canvas for the script, and the table. Empty for a figure without rows.
std::string figure_html(const Text& text, const Figure& figure);

/// All strategies, both ledgers, whole selection.
Figure difference_figure(const Text& text, const Disclosed& disclosed);

/// All strategies by one kind of stratum, both ledgers.
Figure group_figure(const Text& text, const Disclosed& disclosed, const std::string& kind);

/// Both ledgers over time, one row of panels per strategy.
Figure time_figure(const Text& text, const Disclosed& disclosed);

/// Registered cases by county, one map per strategy, and the counties in alphabetical order.
Figure map_figure(const Text& text, const Disclosed& disclosed);

/// Cost per year of every strategy.
Figure cost_figure(const Text& text, const Disclosed& disclosed);

/// Change in true cases by assumed hidden multiplier. No rows when the comparison has none.
Figure sensitivity_figure(const Text& text, const Disclosed& disclosed);

} // namespace analysis
