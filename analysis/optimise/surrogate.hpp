#pragma once

#include "analysis/calibration/points.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace analysis::optimise {

using calibration::Points;

/// A value of a portfolio that is quadratic in its shares and 0 for nothing:
///     sum over measures of (rise x share + bend x share (1 - share)) + sum over pairs of (product x share x share).
/// A bend above 0 is a return that diminishes, a product below 0 two measures that hinder each other.
struct Quadratic {
    std::size_t measures{};
    std::vector<double> coefficients; ///< rises, bends, then products of (0,1), (0,2), .., (1,2), ..

    double operator()(std::span<const double> shares) const;
};

/// How many coefficients a quadratic of so many measures has. Pure.
std::size_t coefficients_of(std::size_t measures);

/// What runs of portfolios say of those not run: in place of a run, which takes seconds. Each replicate has a quadratic of its own, as
/// the replicates share their luck between portfolios: their mean is the estimate, and how they differ is how sure it is.
class Surrogate {
public:
    /// Ridge regression. Bends and products are held near 0 on the scale of what their measures do alone, so that a small programme
    /// is not smoothed away beside a large one.
    /// \param shares    a row a portfolio: nothing need not be among them
    /// \param outcomes  beside each row, a column a replicate: less that of the baseline, of the same luck
    Surrogate(const Points& shares, const Points& outcomes);

    /// \param weights  of the replicates, not negative, of a sum above 0: how often each was drawn again; empty: once
    Quadratic mean(std::span<const double> weights = {}) const;

    /// What portfolio `row` does: its own runs, drawn towards the quadratic as far as those are unsure and this has fitted.
    double estimate(std::size_t row) const { return estimates_.at(row); }

    /// Standard deviation of what no quadratic of this kind follows.
    double misfit() const { return misfit_; }

private:
    std::size_t measures_{};
    std::size_t replicates_{};
    std::vector<double> by_replicate_; ///< a row a coefficient, a column a replicate
    std::vector<double> estimates_;
    double misfit_{};
};

} // namespace analysis::optimise
