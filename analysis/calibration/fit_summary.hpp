#pragma once

#include "analysis/calibration/posterior.hpp"

#include <optional>
#include <vector>

namespace analysis::calibration {

/// The least, the middle and the largest of some numbers.
struct Spread {
    double low{}, median{}, high{};
};

/// What of the diagnostics of a fit would make somebody doubt it. What a file does not tell is empty.
struct FitSummary {
    std::optional<Spread> residuals;      ///< mean squares of left-out residuals, over the emulators; 1 is right
    std::optional<Spread> acceptance;     ///< share of moves taken, over the sampler's steps
    std::optional<Spread> effective_size; ///< of its weights, likewise
    std::vector<FittedFigure> farthest;   ///< off where they are met best, the worst first
};

/// Pure. \param figures  how many are named at most
FitSummary summary_of(const FitDiagnostics& fit, std::size_t figures = 3);

} // namespace analysis::calibration
