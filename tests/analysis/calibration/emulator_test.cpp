#include "analysis/calibration/design.hpp"
#include "analysis/calibration/emulator.hpp"
#include "analysis/calibration/randomness.hpp"
#include "sim/error.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
using calibration::CellRuns;
using calibration::EffectSizes;
using calibration::Emulator;
using calibration::Points;

constexpr EffectSizes usual{1.0, 0.3};

/// Counts with given expected values, drawn or rounded.
CellRuns runs_of(const Points& design, double exposure, const std::function<double(std::span<const double>)>& log_mean,
                 const std::function<std::int64_t(double)>& count)
{
    CellRuns runs;
    for (std::size_t i = 0; i < design.size(); ++i) {
        runs.exposure.push_back(exposure);
        runs.counts.push_back(count(exposure * std::exp(log_mean(design[i]))));
    }
    return runs;
}

std::int64_t rounded(double mean)
{
    return std::llround(mean);
}

TEST(Emulator, TermsAreOrthonormal)
{
    const std::array z{2.0, -1.0};
    const auto terms = calibration::features(z);
    EXPECT_EQ(terms, (std::vector<double>{1.0, 2.0, -1.0, 3.0 / std::sqrt(2.0), -2.0, 0.0}));
    const Points design = calibration::normal_design(2, 0, 4096, 1);
    std::vector<double> products(36, 0.0);
    for (std::size_t i = 0; i < design.size(); ++i) {
        const auto t = calibration::features(design[i]);
        for (std::size_t k = 0; k < 36; ++k) {
            products[k] += t[k / 6] * t[k % 6] / 4096.0;
        }
    }
    for (std::size_t k = 0; k < 36; ++k) {
        EXPECT_NEAR(products[k], k / 6 == k % 6 ? 1.0 : 0.0, 0.03) << k / 6 << "," << k % 6;
    }
}

// One point thrice, effects that are all but forbidden: the rate is 24 cases in 6 years, the variance of its log 1/24 of a dispersion.
// Counts 6, 8, 10 about 8: Pearson 4/8 + 0 + 4/8 = 1, over 2 of freedom less than 1, so the luck of counts is Poisson's.
TEST(Emulator, ARateByHand)
{
    const Points design{1, {0.0, 0.0, 0.0}};
    const Emulator flat(design, {{6, 8, 10}, {2.0, 2.0, 2.0}}, {1e-6, 1e-6});
    EXPECT_EQ(flat.dispersion(), 1.0);
    EXPECT_NEAR(flat(design[0]).mean, std::log(4.0), 1e-5);
    EXPECT_NEAR(flat(design[0]).variance, 1.0 / 24.0, 1e-5);
    // Counts 2, 8, 14: Pearson 9 over 2 = 4.5 times as much luck.
    const Emulator wild(design, {{2, 8, 14}, {2.0, 2.0, 2.0}}, {1e-6, 1e-6});
    EXPECT_NEAR(wild.dispersion(), 4.5, 1e-3);
    EXPECT_NEAR(wild(design[0]).variance, 4.5 / 24.0, 1e-4);
}

TEST(Emulator, AQuadraticIsFoundAgain)
{
    const Points design = calibration::normal_design(3, 0, 64, 5);
    const auto truth = [](std::span<const double> z) {
        return 9.0 + 0.5 * z[0] - 0.3 * z[1] + 0.2 * (z[0] * z[0] - 1.0) / std::sqrt(2.0) + 0.1 * z[1] * z[2];
    };
    const Emulator emulator(design, runs_of(design, 1000.0, truth, rounded), usual);
    const std::array expected{9.0, 0.5, -0.3, 0.0, 0.2, 0.0, 0.0, 0.0, 0.1, 0.0};
    for (std::size_t k = 0; k < expected.size(); ++k) {
        EXPECT_NEAR(emulator.coefficients()[k], expected[k], 2e-5) << k;
    }
    const std::array z{0.7, -1.1, 0.4};
    EXPECT_NEAR(emulator(z).mean, truth(z), 1e-4);
}

// Where the gradient vanishes the pull of the counts is that of the prior: sum of (y - mu) x / dispersion = b / size^2.
TEST(Emulator, TheModeBalancesCountsAndPrior)
{
    const Points design = calibration::normal_design(2, 0, 16, 5);
    calibration::Randomness luck(4);
    const CellRuns runs = runs_of(
        design, 10.0, [](auto z) { return 0.3 + 0.8 * z[0] - z[1]; }, [&](double mean) { return luck.poisson(mean); });
    const Emulator emulator(design, runs, usual);
    std::vector<double> pull(6, 0.0);
    for (std::size_t i = 0; i < design.size(); ++i) {
        const auto terms = calibration::features(design[i]);
        const double mu = runs.exposure[i] * std::exp(emulator(design[i]).mean);
        for (std::size_t k = 0; k < terms.size(); ++k) {
            pull[k] += (static_cast<double>(runs.counts[i]) - mu) * terms[k] / emulator.dispersion();
        }
    }
    for (std::size_t k = 1; k < pull.size(); ++k) {
        const double size = k <= 2 ? usual.linear : usual.quadratic;
        EXPECT_NEAR(pull[k], emulator.coefficients()[k] / (size * size), 1e-6) << k;
    }
}

// The shortcut against fits that really leave a point out: both answers, their variances and scores.
TEST(Emulator, LeavingOneOutAgreesWithFitsWithoutIt)
{
    const Points design = calibration::normal_design(2, 0, 40, 9);
    calibration::Randomness luck(12);
    const CellRuns runs = runs_of(
        design, 20.0, [](auto z) { return 1.0 + 0.6 * z[0] - 0.4 * z[1]; },
        [&](double mean) { return luck.poisson(mean); });
    const Emulator whole(design, runs, usual);
    const auto shortcut = calibration::leave_one_out(design, runs, whole);
    for (std::size_t i = 0; i < design.size(); ++i) {
        Points others{2, {}};
        CellRuns rest;
        for (std::size_t j = 0; j < design.size(); ++j) {
            if (j != i) {
                others.add(design[j]);
                rest.counts.push_back(runs.counts[j]);
                rest.exposure.push_back(runs.exposure[j]);
            }
        }
        const Emulator without(others, rest, usual);
        const auto really = without(design[i]);
        const double tolerance = 0.3 * std::sqrt(really.variance);
        EXPECT_NEAR(shortcut[i].log_mean.mean, really.mean, tolerance) << i;
        EXPECT_NEAR(shortcut[i].log_mean.variance / really.variance, 1.0, 0.35) << i;
    }
}

// Of 40 designs of 60 points, residuals of what was left out: mean 0, mean square 1 (dispersion is estimated, at least 1, so a little less).
TEST(Emulator, ItsDoubtIsRight)
{
    std::vector<double> residuals;
    std::vector<double> inside;
    const auto truth = [](std::span<const double> z) { return 1.5 + 0.7 * z[0] - 0.4 * z[1] + 0.2 * z[0] * z[1]; };
    for (std::uint32_t world = 0; world < 40; ++world) {
        const Points design = calibration::normal_design(2, 0, 60, world);
        calibration::Randomness luck(77, world);
        const CellRuns runs = runs_of(design, 5.0, truth, [&](double mean) { return luck.poisson(mean); });
        const Emulator emulator(design, runs, usual);
        for (const auto& out : calibration::leave_one_out(design, runs, emulator)) {
            residuals.push_back(out.standard_residual);
        }
        for (int i = 0; i < 25; ++i) {
            const std::array z{luck.normal(), luck.normal()};
            const auto told = emulator(z);
            inside.push_back(std::abs(told.mean - truth(z)) < 1.6448536 * std::sqrt(told.variance) ? 1.0 : 0.0);
        }
    }
    const double squares = std::inner_product(residuals.begin(), residuals.end(), residuals.begin(), 0.0);
    EXPECT_NEAR(squares / static_cast<double>(residuals.size()), 1.0, 0.1);
    statistics::expect_mean(residuals, {0.0});
    // 90 % intervals of the expected count: 25 points of a world share one fit, so 40 worlds count.
    const double covered = std::accumulate(inside.begin(), inside.end(), 0.0) / static_cast<double>(inside.size());
    EXPECT_GT(covered, 0.84);
    EXPECT_LT(covered, 0.97);
}

// The size of the main baseline: 13 parameters, 105 terms, 200 runs of about 60 cases; effects that saturate, as attention does, which no
// quadratic gives exactly. New points of the prior: the doubt is right, and the expected count is known to a tenth in the median.
TEST(Emulator, TwoHundredRunsCarryThirteenParameters)
{
    const auto truth = [](std::span<const double> z) {
        const double demand = 0.5 * z[0] + 0.3 * z[1] - 0.3 * z[2] + 0.2 * z[3];
        const double rest = 0.35 * z[4] + 0.25 * z[5] + 0.15 * z[6] - 0.1 * z[7];
        return std::log(150.0) + demand - std::log1p(0.5 * std::exp(demand)) + rest;
    };
    const Points design = calibration::normal_design(13, 0, 200, 3);
    calibration::Randomness luck(21);
    const CellRuns runs = runs_of(design, 1.0, truth, [&](double mean) { return luck.poisson(mean); });
    const Emulator emulator(design, runs, {0.3, 0.05});
    double squares = 0.0;
    for (const auto& out : calibration::leave_one_out(design, runs, emulator)) {
        squares += out.standard_residual * out.standard_residual / 200.0;
    }
    EXPECT_NEAR(squares, 1.0, 0.3);
    int covered = 0;
    std::vector<double> errors;
    constexpr int news = 400;
    for (int i = 0; i < news; ++i) {
        std::array<double, 13> z{};
        std::generate(z.begin(), z.end(), [&] { return luck.normal(); });
        const auto told = emulator(z);
        errors.push_back(std::abs(told.mean - truth(z)));
        covered += errors.back() < 1.6448536 * std::sqrt(told.variance) ? 1 : 0;
    }
    std::sort(errors.begin(), errors.end());
    EXPECT_LT(errors[news / 2], 0.1);
    EXPECT_GT(covered, 0.8 * news);
    RecordProperty("covered", covered);
    RecordProperty("median_error_per_mille", static_cast<int>(errors[news / 2] * 1000.0));
    RecordProperty("squares_per_mille", static_cast<int>(squares * 1000.0));
}

TEST(Emulator, EffectSizesAreChosenByWhatWasLeftOut)
{
    const Points design = calibration::normal_design(3, 0, 40, 2);
    calibration::Randomness luck(5);
    const std::vector<EffectSizes> candidates{{1.0, 0.01}, {1.0, 1.0}};
    const auto linear = [](std::span<const double> z) { return 1.0 + 0.5 * z[0]; };
    const auto curved = [](std::span<const double> z) {
        return 1.0 + 0.5 * z[0] + 0.6 * z[1] * z[2] - 0.5 * z[0] * z[0];
    };
    const std::vector<CellRuns> straight{
        runs_of(design, 10.0, linear, [&](double mean) { return luck.poisson(mean); })};
    const std::vector<CellRuns> bent{runs_of(design, 10.0, curved, [&](double mean) { return luck.poisson(mean); })};
    EXPECT_EQ(calibration::choose_effect_sizes(design, straight, candidates).quadratic, 0.01);
    EXPECT_EQ(calibration::choose_effect_sizes(design, bent, candidates).quadratic, 1.0);
}

TEST(Emulator, ACellWithoutACaseIsRefused)
{
    const Points design = calibration::normal_design(1, 0, 4, 2);
    EXPECT_THROW(Emulator(design, {{0, 0, 0, 0}, {1.0, 1.0, 1.0, 1.0}}, usual), sim::InputError);
}

// Asked together they say what each says alone.
TEST(Emulator, BankSaysWhatItsEmulatorsSay)
{
    const Points design = calibration::normal_design(3, 0, 40, 5);
    std::vector<Emulator> emulators;
    for (const double slope : {0.2, 0.8}) {
        CellRuns runs;
        for (std::size_t i = 0; i < design.size(); ++i) {
            runs.counts.push_back(
                std::lround(40.0 * std::exp(slope * design[i][0] - 0.3 * design[i][1] * design[i][2])));
            runs.exposure.push_back(5.0);
        }
        emulators.emplace_back(design, runs, EffectSizes{0.7, 0.1});
    }
    const calibration::EmulatorBank bank(emulators);
    for (const auto& z : {std::array{0.0, 0.0, 0.0}, std::array{1.5, -0.7, 0.2}, std::array{-2.0, 2.0, 2.5}}) {
        const auto together = bank(z);
        ASSERT_EQ(together.size(), 2U);
        for (std::size_t k = 0; k < 2; ++k) {
            const auto alone = emulators[k](z);
            EXPECT_NEAR(together[k].mean, alone.mean, 1e-12);
            EXPECT_NEAR(together[k].variance, alone.variance, 1e-4 * alone.variance);
        }
    }
}

} // namespace
