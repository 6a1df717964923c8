#include "analysis/calibration/tempered_smc.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace {

namespace calibration = analysis::calibration;
using calibration::SmcResult;
using calibration::SmcSettings;

SmcSettings settings(std::uint64_t seed)
{
    SmcSettings s;
    s.particles = 8000;
    s.moves = 15;
    s.seed = seed;
    return s;
}

double below(double z)
{
    return boost::math::cdf(boost::math::normal(), z);
}

/// Values of a quantity over the draws, in order.
template <class Quantity>
std::vector<double> sorted(const SmcResult& result, Quantity&& quantity)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < result.points.size(); ++i) {
        values.push_back(quantity(result.points[i]));
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// Wasserstein distance to a law, in its standard deviations (RELIABILITY C6: below 0.05).
template <class Law>
double distance(const std::vector<double>& values, const Law& law)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += std::abs(values[i] - quantile(law, (static_cast<double>(i) + 0.5) / static_cast<double>(values.size())));
    }
    return sum / static_cast<double>(values.size()) / standard_deviation(law);
}

/// The mean is that of a law to within 3 Monte-Carlo standard errors (RELIABILITY C6): of as many draws as the last weights were worth, since
/// draws that came from one particle are not independent.
template <class Law>
void expect_mean(const SmcResult& result, const std::vector<double>& values, const Law& law)
{
    const double draws = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    EXPECT_NEAR(draws, mean(law), 3.0 * standard_deviation(law) / std::sqrt(result.steps.back().effective_size));
}

// Prior N(0, 1), figure 1.5 with standard deviation 0.5: N(1.2, 0.2); evidence N(1.5; 0, 1.25).
TEST(TemperedSmc, NormalMean)
{
    const auto result = calibration::sample_posterior(
        1, [](std::span<const double> z) { return -0.5 * (1.5 - z[0]) * (1.5 - z[0]) / 0.25; }, settings(1));
    const auto values = sorted(result, [](auto z) { return z[0]; });
    EXPECT_LT(distance(values, boost::math::normal(1.2, std::sqrt(0.2))), 0.05);
    expect_mean(result, values, boost::math::normal(1.2, std::sqrt(0.2)));
    EXPECT_NEAR(result.log_evidence, std::log(0.5) - 0.5 * std::log(1.25) - 0.5 * 2.25 / 1.25, 0.05);
    EXPECT_EQ(result.steps.back().temperature, 1.0);
}

// A sum of two coordinates is told to 0.1, nothing else: the sum has variance 2 x 0.01 / 2.01, the difference keeps 2.
TEST(TemperedSmc, ARidgeIsFollowed)
{
    const auto result = calibration::sample_posterior(
        2, [](std::span<const double> z) { return -0.5 * std::pow((1.0 - z[0] - z[1]) / 0.1, 2); }, settings(2));
    const auto sums = sorted(result, [](auto z) { return z[0] + z[1]; });
    const auto differences = sorted(result, [](auto z) { return z[0] - z[1]; });
    EXPECT_LT(distance(sums, boost::math::normal(2.0 / 2.01, std::sqrt(0.02 / 2.01))), 0.05);
    EXPECT_LT(distance(differences, boost::math::normal(0.0, std::sqrt(2.0))), 0.05);
}

// Rate Gamma(3, 2) through its distribution function, counts 4, 6, 2 and 5 of one year each: Gamma(20, 6).
TEST(TemperedSmc, GammaPoisson)
{
    const boost::math::gamma_distribution<double> prior(3.0, 0.5);
    const auto rate = [&](std::span<const double> z) {
        return quantile(prior, std::clamp(below(z[0]), 1e-15, 1.0 - 1e-15));
    };
    const auto result = calibration::sample_posterior(
        1, [&](std::span<const double> z) { return 17.0 * std::log(rate(z)) - 4.0 * rate(z); }, settings(3));
    const boost::math::gamma_distribution<double> posterior(20.0, 1.0 / 6.0);
    EXPECT_LT(distance(sorted(result, rate), posterior), 0.05);
    expect_mean(result, sorted(result, rate), posterior);
    // Evidence: 2^3 Gamma(20) / (Gamma(3) 6^20).
    EXPECT_NEAR(result.log_evidence, 3.0 * std::log(2.0) + std::lgamma(20.0) - std::lgamma(3.0) - 20.0 * std::log(6.0),
                0.05);
}

// Share Beta(2, 1), whose quantiles are roots, 7 of 10: Beta(9, 4); evidence of one order of them: B(9, 4) / B(2, 1).
TEST(TemperedSmc, BetaBinomial)
{
    const auto share = [](std::span<const double> z) { return std::sqrt(below(z[0])); };
    const auto result = calibration::sample_posterior(
        1, [&](std::span<const double> z) { return 7.0 * std::log(share(z)) + 3.0 * std::log1p(-share(z)); },
        settings(11));
    const boost::math::beta_distribution<double> posterior(9.0, 4.0);
    EXPECT_LT(distance(sorted(result, share), posterior), 0.05);
    expect_mean(result, sorted(result, share), posterior);
    const auto log_beta = [](double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
    EXPECT_NEAR(result.log_evidence, log_beta(9.0, 4.0) - log_beta(2.0, 1.0), 0.05);
}

// Shares Dirichlet(1, 1, 4) as a stick that is broken: Beta(1, 5), then Beta(1, 4) of the rest, whose quantiles are powers. Counts
// 10, 5, 1: Dirichlet(11, 6, 5); evidence of one order of them: Gamma(6) Gamma(11) Gamma(6) Gamma(5) / (Gamma(4) Gamma(22)).
TEST(TemperedSmc, DirichletMultinomial)
{
    const auto shares = [](std::span<const double> z) {
        const double a = 1.0 - std::pow(below(-z[0]), 1.0 / 5.0);
        const double b = (1.0 - a) * (1.0 - std::pow(below(-z[1]), 1.0 / 4.0));
        return std::array{a, b, 1.0 - a - b};
    };
    const auto result = calibration::sample_posterior(
        2,
        [&](std::span<const double> z) {
            const auto p = shares(z);
            return 10.0 * std::log(p[0]) + 5.0 * std::log(p[1]) + std::log(p[2]);
        },
        settings(4));
    const std::array alpha{11.0, 6.0, 5.0};
    for (std::size_t k = 0; k < 3; ++k) {
        const boost::math::beta_distribution<double> law(alpha[k], 22.0 - alpha[k]);
        const auto values = sorted(result, [&](auto z) { return shares(z)[k]; });
        EXPECT_LT(distance(values, law), 0.05) << k;
        expect_mean(result, values, law);
    }
    EXPECT_NEAR(result.log_evidence,
                2.0 * std::lgamma(6.0) + std::lgamma(11.0) + std::lgamma(5.0) - std::lgamma(4.0) - std::lgamma(22.0),
                0.1);
}

// Two figures that agree with z = -2 or 2 alike: each mode keeps half of the particles. One chain would stay where it began.
TEST(TemperedSmc, BothModesAreFound)
{
    const auto mode = [](double z, double at) { return std::exp(-0.5 * (z - at) * (z - at) / 0.01); };
    const auto result = calibration::sample_posterior(
        1, [&](std::span<const double> z) { return std::log(mode(z[0], -2.0) + mode(z[0], 2.0) + 1e-300); },
        settings(5));
    const auto values = sorted(result, [](auto z) { return z[0]; });
    const auto left = std::lower_bound(values.begin(), values.end(), 0.0) - values.begin();
    EXPECT_NEAR(static_cast<double>(left) / static_cast<double>(values.size()), 0.5, 0.1);
    EXPECT_LT(values.front(), -1.5);
    EXPECT_GT(values.back(), 1.5);
}

TEST(TemperedSmc, WhereNothingIsKnownThePriorStays)
{
    const auto result = calibration::sample_posterior(
        2, [](std::span<const double>) { return -3.0; }, settings(6));
    EXPECT_EQ(result.steps.size(), 1u);
    EXPECT_NEAR(result.log_evidence, -3.0, 1e-9);
    EXPECT_LT(distance(sorted(result, [](auto z) { return z[1]; }), boost::math::normal()), 0.05);
}

TEST(TemperedSmc, WhatIsImpossibleIsNeverDrawn)
{
    constexpr double never = -std::numeric_limits<double>::infinity();
    const auto result = calibration::sample_posterior(
        1, [&](std::span<const double> z) { return z[0] > 1.0 ? 0.0 : never; }, settings(7));
    EXPECT_GT(sorted(result, [](auto z) { return z[0]; }).front(), 1.0);
    EXPECT_NEAR(result.log_evidence, std::log(1.0 - below(1.0)), 0.1);
    EXPECT_THROW(calibration::sample_posterior(
                     1, [&](std::span<const double>) { return never; }, settings(8)),
                 sim::InputError);
}

TEST(TemperedSmc, TheSeedDecidesAndNothingElse)
{
    auto few = settings(9);
    few.particles = 50;
    const auto log_likelihood = [](std::span<const double> z) { return -z[0] * z[0]; };
    const auto once = calibration::sample_posterior(2, log_likelihood, few);
    EXPECT_EQ(once.points.values, calibration::sample_posterior(2, log_likelihood, few).points.values);
    few.seed = 10;
    EXPECT_NE(once.points.values, calibration::sample_posterior(2, log_likelihood, few).points.values);
}

} // namespace
