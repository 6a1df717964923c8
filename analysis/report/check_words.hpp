#pragma once

#include "analysis/calibration/fit_check.hpp"
#include "analysis/explain/words.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

/// The sentences of the page that holds figures against a posterior.
const Text& check_text(Language language);

/// "Registered children 2019", "Way of recruitment: online (all) 2018–2022", with the county where there is one.
std::string figure_name(const Text& text, const calibration::CheckedFigure& figure);
/// A category's name: "high school + vocational school".
std::string category_name(const Text& text, const std::string& category);
/// What was published, in the words of a reader: small counts of persons are "< 10".
std::string published(const Text& text, const calibration::CheckedFigure& figure);
/// A number in the figure's own unit: shares in percent.
std::string in_unit(const Text& text, const calibration::CheckedFigure& figure, double value);
/// Why a figure has no forecast.
std::string reason(const Text& text, const calibration::CheckedFigure& figure);

/// What the check comes to, sentence by sentence.
std::vector<std::string> verdict_of(const Text& text, const calibration::FitCheck& check);

} // namespace analysis
