#pragma once

#include "analysis/calibration/points.hpp"

#include <cstdint>

namespace analysis::calibration {

/// Points `first` .. `first + count - 1` of the Sobol sequence, shifted by random digits, which keeps its evenness: any
/// 2^m points that begin at a multiple of 2^m have one in each of 2^m equal slices of every axis. A second wave goes on where the
/// first one ended.
/// \param dimension  at least 1  \return in (0, 1)
Points sobol_points(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed);

/// The same as standard normal coordinates: what a prior is stated in (prior.hpp).
Points normal_design(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed);

} // namespace analysis::calibration
