#include "analysis/calibration/likelihood.hpp"

#include "analysis/calibration/scores.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::calibration {
namespace {

/// log(a (a + 1) ... (a + n - 1)), n a whole number.
double log_rising(double a, double n)
{
    constexpr double large = 1e5; // above it the difference of two logs of gamma loses the digits that matter
    if (a < large) {
        return std::lgamma(a + n) - std::lgamma(a);
    }
    double log = n * std::log(a);
    for (double i = 1.0; i < n; i += 1.0) {
        log += std::log1p(i / a);
    }
    return log;
}

} // namespace

Expected sum_of(std::span<const LogMean> cells, double exposure)
{
    sim::expect(!cells.empty() && exposure > 0.0, "a sum has cells and an exposure");
    double mean = 0.0;
    double variance = 0.0;
    for (const LogMean& cell : cells) {
        const double own = std::exp(cell.mean + cell.variance / 2.0);
        mean += own;
        variance += own * own * std::expm1(cell.variance);
    }
    return {mean * exposure, variance / (mean * mean)};
}

double period_size(double year_size, double years)
{
    return year_size * std::max(1.0, years);
}

double log_count(std::int64_t low, std::int64_t high, const Expected& expected, double size)
{
    // Infinite for no spread at all: Poisson.
    const double both = 1.0 / (1.0 / size + expected.relative_variance);
    return NegativeBinomial{expected.mean, both}.log_probability(low, high);
}

double log_split(std::span<const std::int64_t> counts, std::span<const double> shares, double concentration)
{
    sim::expect(counts.size() == shares.size() && counts.size() > 1 && concentration > 0.0,
                "a split has two categories at least, and a share for each");
    const auto n = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    double log = std::lgamma(n + 1.0) - log_rising(concentration, n);
    for (std::size_t k = 0; k < counts.size(); ++k) {
        sim::expect(counts[k] >= 0 && shares[k] > 0.0, "counts are not negative, shares are positive");
        const auto x = static_cast<double>(counts[k]);
        log += log_rising(concentration * shares[k], x) - std::lgamma(x + 1.0);
    }
    return log;
}

double concentration_of(std::span<const double> shares, double spread)
{
    const double whole = std::accumulate(shares.begin(), shares.end(), 0.0);
    sim::expect(whole > 0.0 && spread > 0.0, "a split has a whole and strays");
    double within = 0.0; // sum of p (1 - p)
    double squares = 0.0;
    for (const double share : shares) {
        const double p = share / whole;
        within += p * (1.0 - p);
        squares += p * p;
    }
    constexpr double least = 0.1; // a share that is nearly everything does not stray as far
    return std::max(within / (spread * spread * squares) - 1.0, least);
}

double concentration_with_doubt(std::span<const Expected> expected, double concentration)
{
    const double whole = std::accumulate(expected.begin(), expected.end(), 0.0,
                                         [](double sum, const Expected& e) { return sum + e.mean; });
    // A share p = m / sum varies by its own count and by all others: p^2 ((1 - p)^2 v + sum over others of p_j^2 v_j).
    double of_emulator = 0.0;
    double unit = 0.0; // sum of p (1 - p)
    const double all = std::accumulate(expected.begin(), expected.end(), 0.0, [&](double sum, const Expected& e) {
        return sum + (e.mean / whole) * (e.mean / whole) * e.relative_variance;
    });
    for (const Expected& e : expected) {
        const double p = e.mean / whole;
        of_emulator += p * p * ((1.0 - 2.0 * p) * e.relative_variance + all);
        unit += p * (1.0 - p);
    }
    const double variance = unit / (concentration + 1.0) + of_emulator;
    return std::max(unit / variance - 1.0, 1e-6);
}

double implausibility(std::int64_t low, std::int64_t high, const Expected& expected, double size, double discrepancy)
{
    // sqrt(n + 3/8) varies by 1/4 for a Poisson count; what is relative adds mean / 4 of its square.
    constexpr double anscombe = 0.375;
    constexpr double quarter = 0.25;
    const double relative = 1.0 / size + expected.relative_variance + discrepancy * discrepancy;
    const double deviation = std::sqrt(quarter * (1.0 + expected.mean * relative));
    const double at = std::sqrt(expected.mean + anscombe);
    const double under = std::sqrt(static_cast<double>(low) + anscombe) - at;
    const double over = at - std::sqrt(static_cast<double>(high) + anscombe);
    return std::max({under, over, 0.0}) / deviation;
}

} // namespace analysis::calibration
