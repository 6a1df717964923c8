#include "analysis/calibration/fit_summary.hpp"

#include <algorithm>
#include <iterator>

namespace analysis::calibration {
namespace {

template <class Items, class Value>
std::optional<Spread> spread_of(const Items& items, Value value)
{
    std::vector<double> values;
    std::transform(items.begin(), items.end(), std::back_inserter(values), value);
    std::sort(values.begin(), values.end());
    return values.empty() ? std::nullopt
                          : std::optional(Spread{values.front(), values[(values.size() - 1) / 2], values.back()});
}

} // namespace

FitSummary summary_of(const FitDiagnostics& fit, std::size_t figures)
{
    FitSummary summary;
    summary.residuals = spread_of(fit.emulator_residuals, [](const auto& one) { return one.second; });
    summary.acceptance = spread_of(fit.steps, [](const SmcStep& step) { return step.acceptance; });
    summary.effective_size = spread_of(fit.steps, [](const SmcStep& step) { return step.effective_size; });
    summary.farthest = fit.figures;
    std::stable_sort(summary.farthest.begin(), summary.farthest.end(),
                     [](const FittedFigure& a, const FittedFigure& b) { return a.least > b.least; });
    summary.farthest.resize(std::min(figures, summary.farthest.size()));
    return summary;
}

} // namespace analysis::calibration
