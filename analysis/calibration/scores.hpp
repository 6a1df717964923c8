#pragma once

#include <cstdint>
#include <span>

namespace analysis::calibration {

/// A negative binomial count by mean and size: variance mean + mean^2 / size.
struct NegativeBinomial {
    double mean{}; ///< above 0
    double size{}; ///< above 0; infinite for a Poisson count

    double variance() const { return mean + mean * mean / size; }
    /// Log of the probability of a count. \param count  at least 0
    double log_probability(std::int64_t count) const;
    /// Probability of at most a count; 0 below 0.
    double cumulative(std::int64_t count) const;
    /// Log of the probability of [low, high]: a censored cell, of which only the bounds are known.
    /// \param low  at least 0   \param high  at least low
    double log_probability(std::int64_t low, std::int64_t high) const;
    /// The smallest count that is not exceeded with probability p. \param p  in [0, 1)
    std::int64_t quantile(double p) const;
};

/// Continuous ranked probability score of a count forecast, in counts; smaller is better.
/// \source Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007)
double crps(const NegativeBinomial& forecast, std::int64_t observed);

/// The same of a forecast that is a sample (of a posterior predictive distribution), without the bias of small
/// samples: E|X - y| - E|X - X'| / 2 over pairs of different draws.
/// \param sample  two values at least, in any order
double crps(std::span<const double> sample, double observed);

/// Minus the log of the probability that the forecast gave to what was observed; smaller is better.
double log_score(const NegativeBinomial& forecast, std::int64_t observed);

/// Interval score of a central interval of coverage 1 - alpha: its width, and 2 / alpha times how far the observation
/// lies outside. Smaller is better.
double interval_score(double low, double high, double alpha, double observed);

/// Size of the naive forecasts, fixed beforehand.
inline constexpr double naive_size = 40.0;

/// Naive forecast of a year's count: the mean of all years before it. \param past  one count at least
NegativeBinomial running_mean(std::span<const std::int64_t> past);
/// Naive forecast of a year's count: that of the year before. \param past  in order; one count at least
NegativeBinomial last_value(std::span<const std::int64_t> past);

} // namespace analysis::calibration
