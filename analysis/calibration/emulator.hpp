#pragma once

#include "analysis/calibration/points.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace analysis::calibration {

/// What simulations gave: counts of one cell (say, girls of 15 registered through a pathway) at each point of a design.
struct CellRuns {
    std::vector<std::int64_t> counts; ///< summed over the replicates of a point
    std::vector<double> exposure;     ///< replicates times years behind them; above 0
};

/// How large effects on a log count are thought to be before any run: standard deviations of the coefficients.
struct EffectSizes {
    double linear{};    ///< of one coordinate
    double quadratic{}; ///< of its square, and of a product of two
};

/// A log expected count and the variance of what is not known about it.
struct LogMean {
    double mean{};
    double variance{};
};

/// Terms of a quadratic in standard normal coordinates: 1, z, (z^2 - 1) / sqrt(2), products of two. They are orthonormal over the
/// prior, so that the intercept is the mean of a log count over it and effect sizes add in squares.
std::vector<double> features(std::span<const double> z);

/// The expected count of a cell as a log-linear function of the parameters:
///     count ~ quasi-Poisson(exposure x exp(features(z) b)),  b ~ normal(0, effect sizes), variance = dispersion x mean.
/// Registered cases are rare: few of the persons who could be recruited are, and few of those are found, so each expected count is
/// nearly a product of what lies on the way; the quadratic takes up what saturates.
class Emulator {
public:
    /// Posterior mode and curvature by Newton's method, the dispersion by Pearson's statistic.
    /// \throws sim::InputError when the cell counts nothing in all runs, or the iteration does not settle
    Emulator(const Points& design, const CellRuns& runs, const EffectSizes& sizes);

    /// Log of the expected count for an exposure of 1.
    LogMean operator()(std::span<const double> z) const;
    /// Variance over mean of the counts about the function, at least 1.
    double dispersion() const { return dispersion_; }
    const std::vector<double>& coefficients() const { return coefficients_; }

    /// Of the coefficients, row by row.
    const std::vector<double>& covariance() const { return covariance_; }

private:
    std::vector<double> coefficients_;
    std::vector<double> covariance_;
    double dispersion_{1.0};
};

/// Many emulators of one design asked about the same point: what they have in common is done once.
class EmulatorBank {
public:
    EmulatorBank();
    ~EmulatorBank();
    EmulatorBank(EmulatorBank&&) noexcept;
    EmulatorBank& operator=(EmulatorBank&&) noexcept;

    explicit EmulatorBank(std::span<const Emulator> emulators);

    /// Of each emulator what its call gives, the variance to six digits.
    std::vector<LogMean> operator()(std::span<const double> z) const;

private:
    struct Matrices;
    std::unique_ptr<const Matrices> matrices_;
};

/// What the rest of a design says about one of its points.
struct LeftOut {
    LogMean log_mean;           ///< for an exposure of 1, fitted without the point
    double standard_residual{}; ///< observed less expected, over the standard deviation of both luck and emulator
    double log_score{};         ///< minus log probability of the count, negative binomial; smaller is better
};

/// For each point, by one Newton step from the fit to all points, which would be exact if counts were normal.
std::vector<LeftOut> leave_one_out(const Points& design, const CellRuns& runs, const Emulator& emulator);

/// Of some candidates, the effect sizes with the least log score, left out one by one, over all cells.
EffectSizes choose_effect_sizes(const Points& design, std::span<const CellRuns> cells,
                                std::span<const EffectSizes> candidates);

} // namespace analysis::calibration
