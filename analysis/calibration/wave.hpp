#pragma once

#include "analysis/calibration/points.hpp"

#include <cstdint>
#include <functional>

namespace analysis::calibration {

/// Where the next simulations go.
struct Wave {
    Points points;                  ///< standard normal coordinates, all plausible
    std::uint64_t next{};           ///< the point of the sequence at which a later wave goes on
    std::uint64_t tried{};          ///< points looked at
    double plausible_share() const; ///< of the prior: how far the figures have cut it; 0 where nothing was tried
};

/// History matching: the points of the design's sequence from `first` on at which the figures are not implausible under the emulators
/// of the waves before. Even where they are kept, they spend no run where the answer is known to be wrong.
/// \param implausibility  largest over the targets at a point (likelihood.hpp)
/// \param cut  3: by Pukelsheim's rule 95 of 100 of any single-peaked law lie within
/// \param most_tried  after which fewer points than asked for come back; the caller says what that means
/// \source Craig, Goldstein, Seheult, Smith 1997; Vernon, Goldstein, Bower 2010
Wave plausible_points(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed,
                      const std::function<double(std::span<const double>)>& implausibility, double cut,
                      std::uint64_t most_tried);

} // namespace analysis::calibration
