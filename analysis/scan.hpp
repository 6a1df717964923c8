#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace analysis {

/// What a reader sees of a page: tags, scripts, styles and quoted scenario texts gone, spaces single.
std::string visible_text(std::string_view page);

/// What a rendered report breaks of the rules of docs/responsible-use.md: a register cell under 10, a figure of a ledger
/// without its interval, a ledger named without "(simulated)", an order among strategies that the runs do not support,
/// rejected words, anything loaded from elsewhere. Empty for a report that may be published.
/// \param words  the language of the page
std::vector<std::string> scan_report(std::string_view page, const Disclosed& disclosed, const Text& words = english());

/// The same for summary.csv: a true cell by county, a value without its interval.
std::vector<std::string> scan_summary(std::string_view csv);

} // namespace analysis
