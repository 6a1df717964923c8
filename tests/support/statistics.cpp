#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace statistics {
namespace {

/// Fewer values than this have no standard error worth the name.
constexpr std::size_t least_sample = 30;

void fail(const char* file, int line, const std::string& what)
{
    ADD_FAILURE_AT(file, line) << what;
}

/// Judges a p-value of a test with this statistic.
void judge(double p, double alpha, const std::string& found, const char* file, int line)
{
    if (!(p >= alpha)) {
        fail(file, line, found + ": p = " + std::to_string(p) + " is below alpha = " + std::to_string(alpha));
    }
}

/// Upper incomplete gamma function over the whole, by its series (x < a + 1) or continued fraction.
double gamma_above(double a, double x)
{
    constexpr int most_terms = 100000;
    constexpr double precision = 1e-15;
    if (x <= 0.0) {
        return 1.0;
    }
    const double scale = std::exp(a * std::log(x) - x - std::lgamma(a));
    if (x < a + 1.0) {
        double term = 1.0 / a;
        double sum = term;
        for (int n = 1; n < most_terms && term > sum * precision; ++n) {
            term *= x / (a + n);
            sum += term;
        }
        return std::max(0.0, 1.0 - scale * sum);
    }
    double b = x + 1.0 - a;
    double c = 1.0 / std::numeric_limits<double>::min();
    double d = 1.0 / b;
    double fraction = d;
    for (int n = 1; n < most_terms; ++n) {
        const double an = -n * (n - a);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        fraction *= d * c;
        if (std::abs(d * c - 1.0) < precision) {
            break;
        }
    }
    return scale * fraction;
}

/// P(X = k) of a binomial.
double binomial_mass(std::int64_t k, std::int64_t n, double p)
{
    const auto x = static_cast<double>(k);
    const auto all = static_cast<double>(n);
    return std::exp(std::lgamma(all + 1) - std::lgamma(x + 1) - std::lgamma(all - x + 1) + x * std::log(p) +
                    (all - x) * std::log1p(-p));
}

std::string number(double x)
{
    return std::to_string(x);
}

} // namespace

double normal_two_sided(double z)
{
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double normal_quantile_two_sided(double alpha)
{
    double low = 0.0;
    double high = 40.0;
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (normal_two_sided(middle) > alpha ? low : high) = middle;
    }
    return low;
}

double chi_square_above(double x, double degrees)
{
    return gamma_above(degrees / 2, x / 2);
}

double binomial_at_most(std::int64_t k, std::int64_t n, double p)
{
    if (k >= n) {
        return 1.0;
    }
    // Summed away from k, where the terms are largest on the shorter side of the mean.
    double sum = 0.0;
    const bool below_mean = static_cast<double>(k) < static_cast<double>(n) * p;
    for (std::int64_t i = below_mean ? k : k + 1; i >= 0 && i <= n; i += below_mean ? -1 : 1) {
        const double mass = binomial_mass(i, n, p);
        sum += mass;
        if (mass < sum * 1e-17) {
            break;
        }
    }
    return below_mean ? sum : 1.0 - sum;
}

double kolmogorov_above(double d, double n)
{
    const double root = std::sqrt(n);
    const double x = (root + 0.12 + 0.11 / root) * d;
    double sum = 0.0;
    for (int k = 1; k <= 100; ++k) {
        sum += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * x * x);
    }
    return x < 0.2 ? 1.0 : std::clamp(sum, 0.0, 1.0);
}

void expect_mean(std::span<const double> sample, const Mean& mean, const char* file, int line)
{
    if (sample.size() < least_sample) {
        return fail(file, line, "too few values for a mean: " + std::to_string(sample.size()));
    }
    const auto n = static_cast<double>(sample.size());
    const double found = std::accumulate(sample.begin(), sample.end(), 0.0) / n;
    double squares = 0.0;
    for (const double x : sample) {
        squares += (x - found) * (x - found);
    }
    const double error = std::sqrt(squares / (n - 1) / n);
    const double z = normal_quantile_two_sided(mean.alpha);
    const double catches = (z + normal_quantile_two_sided(2 * (1 - power))) * error;
    if (mean.sees > 0.0 && catches > mean.sees) {
        fail(file, line, "the sample catches errors from " + number(catches) + ", not from " + number(mean.sees));
    }
    if (!(std::abs(found - mean.expected) <= z * error)) {
        fail(file, line,
             "the mean is " + number(found) + ", expected " + number(mean.expected) + " within " + number(z * error));
    }
}

void expect_binomial(std::int64_t events, std::int64_t trials, const Rate& rate, const char* file, int line)
{
    const double p = rate.expected;
    const auto n = static_cast<double>(trials);
    if (!(n * p >= least_expected && n * (1 - p) >= least_expected) || events == 0) {
        return fail(file, line,
                    "too few events: " + std::to_string(events) + " of " + std::to_string(trials) + ", expected " +
                        number(n * p));
    }
    const double catches = (normal_quantile_two_sided(rate.alpha) + normal_quantile_two_sided(2 * (1 - power))) *
                           std::sqrt((1 - p) / (n * p));
    if (rate.sees > 0.0 && catches > rate.sees) {
        fail(file, line, "the trials catch errors from " + number(catches) + ", not from " + number(rate.sees));
    }
    const double at_most = binomial_at_most(events, trials, p);
    const double at_least = 1.0 - at_most + binomial_mass(events, trials, p);
    judge(std::min(1.0, 2 * std::min(at_most, at_least)), rate.alpha,
          std::to_string(events) + " of " + std::to_string(trials) + " events, expected " + number(n * p), file, line);
}

void expect_shares(std::span<const std::int64_t> counts, std::span<const double> probabilities, double alpha,
                   const char* file, int line)
{
    if (counts.size() != probabilities.size() || counts.size() < 2) {
        return fail(file, line, "cells and probabilities do not match");
    }
    const auto all = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    double x = 0.0;
    std::string table;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double expected = all * probabilities[i];
        if (!(expected >= least_expected)) {
            return fail(file, line, "too few events in cell " + std::to_string(i) + ": expected " + number(expected));
        }
        const double difference = static_cast<double>(counts[i]) - expected;
        x += difference * difference / expected;
        if (i < 10) {
            table += " " + std::to_string(counts[i]) + "/" + number(expected);
        }
    }
    const auto degrees = static_cast<double>(counts.size() - 1);
    judge(chi_square_above(x, degrees), alpha, "shares (counted/expected)" + table + ", chi-square " + number(x), file,
          line);
}

void expect_same_shares(std::span<const std::int64_t> a, std::span<const std::int64_t> b, double alpha,
                        const char* file, int line)
{
    const auto total = [](std::span<const std::int64_t> counts) {
        return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    };
    const double all_a = total(a);
    const double all_b = total(b);
    if (a.size() != b.size() || !(all_a > 0.0) || !(all_b > 0.0)) {
        return fail(file, line, "the tables do not match, or one is empty");
    }
    double x = 0.0;
    double cells = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto both = static_cast<double>(a[i] + b[i]);
        if (both == 0.0) {
            continue;
        }
        const double expected_a = both * all_a / (all_a + all_b);
        const double expected_b = both - expected_a;
        if (!(std::min(expected_a, expected_b) >= least_expected)) {
            return fail(file, line, "too few events in cell " + std::to_string(i) + ": " + number(both) + " in both");
        }
        const double difference = static_cast<double>(a[i]) - expected_a;
        x += difference * difference * (1 / expected_a + 1 / expected_b);
        cells += 1.0;
    }
    if (cells < 2.0) {
        return fail(file, line, "all events lie in one cell");
    }
    judge(chi_square_above(x, cells - 1), alpha, "two tables of counts, chi-square " + number(x), file, line);
}

void expect_dispersion(std::span<const std::int64_t> counts, const Spread& spread, const char* file, int line)
{
    if (counts.size() < least_sample || !(spread.mean >= least_expected)) {
        return fail(file, line, "too few counts, or too few events in each, for a dispersion");
    }
    double x = 0.0;
    for (const std::int64_t count : counts) {
        const double difference = static_cast<double>(count) - spread.mean;
        x += difference * difference / spread.variance;
    }
    const auto degrees = static_cast<double>(counts.size());
    const double above = chi_square_above(x, degrees);
    judge(2 * std::min(above, 1 - above), spread.alpha, "variance over expected " + number(x / degrees), file, line);
}

void expect_law(std::vector<double> sample, const std::function<double(double)>& distribution, double alpha,
                const char* file, int line)
{
    if (sample.size() < least_sample) {
        return fail(file, line, "too few values for a law: " + std::to_string(sample.size()));
    }
    std::sort(sample.begin(), sample.end());
    const auto n = static_cast<double>(sample.size());
    double distance = 0.0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double f = distribution(sample[i]);
        const auto below = static_cast<double>(i);
        distance = std::max({distance, f - below / n, (below + 1) / n - f});
    }
    judge(kolmogorov_above(distance, n), alpha, "largest distance from the law " + number(distance), file, line);
}

} // namespace statistics
