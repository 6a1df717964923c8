#include "analysis/report/check_went.hpp"

#include "analysis/calibration/fit_summary.hpp"
#include "analysis/numbers.hpp"

#include <string>

namespace analysis {

using calibration::FittedFigure;
using calibration::Spread;

Table went_table(const Text& text, const calibration::FitDiagnostics& fit)
{
    constexpr double percent = 100.0;
    const auto said = [&](double value, int decimals) { return number(value, decimals, text.numbers()); };
    const auto between = [&](const Spread& s, double scale, int decimals) {
        return said(scale * s.low, decimals) + " \u2013 " + said(scale * s.high, decimals);
    };
    const calibration::FitSummary summary = summary_of(fit);
    Table table{"", {text("went.what"), text("went.value")}, {}};
    const auto row = [&](const std::string& what, const std::string& value) {
        table.rows.push_back({{what, "text"}, {value, "num"}});
    };
    row(text("went.runs"), said(static_cast<double>(fit.runs), 0));
    row(text("went.failed"), said(static_cast<double>(fit.failed), 0));
    for (std::size_t wave = 0; wave < fit.plausible_share.size(); ++wave) {
        row(text("went.plausible", {{"wave", std::to_string(wave + 1)}}),
            said(percent * fit.plausible_share[wave], 0) + " %");
    }
    if (summary.residuals) {
        row(text("went.residuals", {{"n", std::to_string(fit.emulator_residuals.size())}}),
            said(summary.residuals->median, 2) + " (" + between(*summary.residuals, 1.0, 2) + ")");
    }
    if (summary.acceptance && summary.effective_size) {
        row(text("went.steps"), said(static_cast<double>(fit.steps.size()), 0));
        row(text("went.acceptance"), between(*summary.acceptance, percent, 0) + " %");
        row(text("went.effective"), between(*summary.effective_size, 1.0, 0));
    }
    for (const FittedFigure& figure : summary.farthest) {
        row(text("went.figure", {{"name", figure.name}}),
            said(figure.least, 1) + " (" + said(figure.implausibility, 1) + ")");
    }
    return table;
}

} // namespace analysis
