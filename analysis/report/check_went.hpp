#pragma once

#include "analysis/calibration/posterior.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/text.hpp"

namespace analysis {

/// How the fit went: runs, emulators, sampler, and the figures that no parameters meet well. One row for each that the posterior tells.
Table went_table(const Text& text, const calibration::FitDiagnostics& fit);

} // namespace analysis
