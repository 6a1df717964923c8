#pragma once

#include "analysis/calibration/fit_check.hpp"
#include "analysis/report/text.hpp"

#include <string>

namespace analysis {

/// Charts as inline SVG, figure by figure: bars of what was foretold, and a dot or a bracket of what was published. Empty where there
/// is no such figure.

/// Yearly figures of the country, one panel a measure.
std::string year_charts(const Text& text, const calibration::FitCheck& check);
/// Splits by age, one panel a group.
std::string age_charts(const Text& text, const calibration::FitCheck& check);
/// Other splits, one block a group, in percent of the group.
std::string split_charts(const Text& text, const calibration::FitCheck& check);
/// Children by county and year, counties in the order of their names.
std::string county_chart(const Text& text, const calibration::FitCheck& check);

} // namespace analysis
