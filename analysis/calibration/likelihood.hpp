#pragma once

#include "analysis/calibration/emulator.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace analysis::calibration {

/// An expected count and the square of its relative standard deviation: what the emulator does not know of it.
struct Expected {
    double mean{};
    double relative_variance{};
};

/// The sum of cells, each times an exposure. Their emulators err independently.
/// \param cells  log-normal: mean exp(mean + variance / 2), relative variance exp(variance) - 1
Expected sum_of(std::span<const LogMean> cells, double exposure);

/// Size of what moves all registrations of a period together: each year has an effect of its own, and a part of a year has that of its
/// year. \param year_size  of one year's  \param years  of the period, above 0
double period_size(double year_size, double years);

/// Log probability of a count or of bounds about it: negative binomial, where the year's or cell's own spread (1 / size) and the
/// emulator's doubt add up. Dispersion is here, outside the run, since runs know nothing of what moves all cases of a year together.
/// \param low, high  equal for a count that is known  \param size  of the spread; infinite for none
double log_count(std::int64_t low, std::int64_t high, const Expected& expected, double size);

/// Log probability of counts by category given their sum: Dirichlet-multinomial about the shares that the expected counts have.
/// \param concentration  of the Dirichlet law, alpha summed over categories; larger: closer to a multinomial
double log_split(std::span<const std::int64_t> counts, std::span<const double> shares, double concentration);

/// Concentration of a Dirichlet law whose shares stray by so much of their size, in the mean over categories: the one with
/// sum p (1 - p) / (a + 1) = spread^2 sum p^2. Two equal shares stray by `spread` of themselves. Pure.
/// \param shares  in any unit, their sum above 0  \param spread  above 0
double concentration_of(std::span<const double> shares, double spread);

/// Concentration that holds a split's own spread and the emulator's doubt: the one whose shares vary as much, in the sum over
/// categories, as those of both together.
double concentration_with_doubt(std::span<const Expected> expected, double concentration);

/// Distance of a figure from what is expected, in standard deviations of all that is in doubt (figure, luck of runs, emulator,
/// discrepancy), of the roots of counts, whose variance does not depend on their size. Of bounds, the distance to the nearer one.
/// \param discrepancy  relative standard deviation of the model about the world
/// \source Pukelsheim 1994 for the limit of 3; Anscombe 1948 for the roots
double implausibility(std::int64_t low, std::int64_t high, const Expected& expected, double size, double discrepancy);

} // namespace analysis::calibration
