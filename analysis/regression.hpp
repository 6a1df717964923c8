#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace analysis {

/// Share of the variance of y that a linear function of the columns has, less what as many random columns would take up:
/// 1 - (1 - R2) (n - 1) / (n - k - 1), k the rank of the columns. Below 0 where they say less than chance would. Pure.
/// \param columns  each of the size of y; none: 0
/// \return         0 where y does not vary; NaN where no degree of freedom is left
double adjusted_r2(std::span<const std::vector<double>> columns, std::span<const double> y);

} // namespace analysis
