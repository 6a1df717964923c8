#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace analysis::calibration {

/// Counts with Poisson means of which only bounds are known.
struct BoundedCounts {
    std::vector<double> means;           ///< above 0
    std::vector<std::int64_t> low, high; ///< at least 0, in order

    std::size_t size() const { return means.size(); }
};

/// One exact draw from the law of each, given its bounds. Pure. \param u  one uniform in (0, 1) for each
std::vector<std::int64_t> draw_within(const BoundedCounts& cells, std::span<const double> u);

/// One exact draw from their joint law, given the bounds and that they add up to a total: sums of the last cells are
/// tabulated backwards, then one cell after the other is drawn. Pure. \param u  one uniform in (0, 1) for each
/// \return nothing when no counts within the bounds add up to the total
std::optional<std::vector<std::int64_t>> draw_with_total(const BoundedCounts& cells, std::int64_t total,
                                                         std::span<const double> u);

/// Which of several weighted possibilities a uniform picks; never one of weight 0.
/// \param weights  at least 0, their sum above 0  \param u  in (0, 1)
std::size_t pick(std::span<const double> weights, double u);

} // namespace analysis::calibration
