#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace analysis::calibration {

/// A mean with an interval that knows which values belong together.
struct ClusteredMean {
    double mean{};
    double low{}, high{}; ///< central interval of the level asked for
};

/// Bootstrap of whole clusters: years of one county share what is odd about it, so counties are drawn, not cells. With differences
/// of scores it is the test of Diebold and Mariano for panels: a skill is claimed when the interval lies above 0.
/// \param cluster  of each value, 0 .. n - 1  \param level  in (0, 1)
/// \source Diebold and Mariano 1995; Cameron, Gelbach, Miller 2008 for resampling clusters
ClusteredMean clustered_mean(std::span<const double> values, std::span<const std::size_t> cluster, double level,
                             std::size_t draws, std::uint64_t seed);

} // namespace analysis::calibration
