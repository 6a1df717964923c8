#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// Statistical expectations with a stated false-alarm rate. Each fails the test it stands in when the numbers are not
/// as expected, and also when there are too few of them to tell: no data is a failure, not a pass.
/// Seeds in tests are fixed, so a red test is always a change; `alpha` says how rarely a change that means nothing
/// (other luck) turns it red.
namespace statistics {

/// Chance that a test that uses no more than a few of these goes red on other luck alone.
inline constexpr double default_alpha = 1e-6;

/// Fewest events expected in a cell for a chi-square to be trusted.
inline constexpr double least_expected = 5.0;

/// Chance with which the smallest error is caught, where a test names one (`sees`).
inline constexpr double power = 0.99;

// Tail probabilities -------------------------------------------------------------------------------------------------

/// P(|Z| > z) for a standard normal.
double normal_two_sided(double z);
/// z with P(|Z| > z) = alpha.
double normal_quantile_two_sided(double alpha);
/// P(X > x) for a chi-square of `degrees` degrees of freedom.
/// \source  Abramowitz, Stegun, 6.5.29 and 6.5.31 (series and continued fraction of the incomplete gamma function)
double chi_square_above(double x, double degrees);
/// P(X <= k) for a binomial; exact to rounding.
double binomial_at_most(std::int64_t k, std::int64_t n, double p);
/// Asymptotic P(sup |F_n - F| > d) of the Kolmogorov-Smirnov statistic, with Stephens' correction for n.
double kolmogorov_above(double d, double n);

// Expectations -------------------------------------------------------------------------------------------------------

struct Mean {
    double expected;
    double alpha = default_alpha;
    double sees = 0.0; ///< smallest error [unit of the mean] the sample must be able to catch; 0 = not said
};
/// The sample's mean is as expected: tolerance from its own standard error.
void expect_mean(std::span<const double> sample, const Mean& mean, const char* file = __builtin_FILE(),
                 int line = __builtin_LINE());

struct Rate {
    double expected; ///< probability of one trial, in (0, 1)
    double alpha = default_alpha;
    double sees = 0.0; ///< smallest relative error of the rate that must be caught; 0 = not said
};
/// `events` of `trials` independent trials: exact two-sided binomial test.
void expect_binomial(std::int64_t events, std::int64_t trials, const Rate& rate, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE());

/// Counts fall into cells with these probabilities (they sum to 1): chi-square.
void expect_shares(std::span<const std::int64_t> counts, std::span<const double> probabilities,
                   double alpha = default_alpha, const char* file = __builtin_FILE(), int line = __builtin_LINE());

/// Two tables of counts come from one law: chi-square of homogeneity. Cells empty in both are left out.
void expect_same_shares(std::span<const std::int64_t> a, std::span<const std::int64_t> b, double alpha = default_alpha,
                        const char* file = __builtin_FILE(), int line = __builtin_LINE());

struct Spread {
    double mean;
    double variance;
    double alpha = default_alpha;
};
/// Counts scatter about a known mean with a known variance, neither more nor less: chi-square, two-sided.
void expect_dispersion(std::span<const std::int64_t> counts, const Spread& spread, const char* file = __builtin_FILE(),
                       int line = __builtin_LINE());

/// The sample follows the continuous law with this distribution function: Kolmogorov-Smirnov.
void expect_law(std::vector<double> sample, const std::function<double(double)>& distribution,
                double alpha = default_alpha, const char* file = __builtin_FILE(), int line = __builtin_LINE());

} // namespace statistics
