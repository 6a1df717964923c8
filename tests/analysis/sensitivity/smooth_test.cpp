#include "analysis/calibration/design.hpp"
#include "analysis/sensitivity/smooth.hpp"
#include "analysis/statistics.hpp"
#include "tests/analysis/sensitivity/known_functions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::Outcomes;
using sensitivity::Points;
using sensitivity::Smooth;

// Three values: quantiles of 1/6, 5/6, 1/2. Two that are equal share the middle.
TEST(Smooth, NormalScoresByHand)
{
    const auto scores = sensitivity::normal_scores(std::array{10.0, 30.0, 20.0});
    EXPECT_NEAR(scores[0], -0.967422, 1e-6);
    EXPECT_NEAR(scores[1], 0.967422, 1e-6);
    EXPECT_NEAR(scores[2], 0.0, 1e-12);
    EXPECT_EQ(sensitivity::normal_scores(std::array{5.0, 5.0}), (std::vector<double>{0.0, 0.0}));
}

TEST(Smooth, ALineStaysALineAndACurveIsFollowed)
{
    const Points x = analysis::calibration::normal_design(1, 0, 256, 2);
    Points y{3, {}};
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double z = sensitivity::normal_scores(x.values)[i];
        y.add(std::array{5.0 - 2.0 * z, std::sin(2.0 * z), 4.0});
    }
    const Smooth smooth(x, y);
    const Points fitted = smooth.fitted();
    for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_NEAR(fitted[i][0], y[i][0], 1e-6);
        EXPECT_NEAR(fitted[i][1], y[i][1], 0.01);
        EXPECT_DOUBLE_EQ(fitted[i][2], 4.0);
    }
    EXPECT_NEAR(smooth.explained(0), 1.0, 1e-9);
    EXPECT_NEAR(smooth.explained(1), 1.0, 1e-4);
    EXPECT_EQ(smooth.explained(2), 0.0);
}

// x is known by its order alone: a law of any shape, and a constant that tells nothing, give the same curve.
TEST(Smooth, TheScaleOfAParameterIsOfNoAccount)
{
    const Points x = analysis::calibration::normal_design(1, 0, 128, 2);
    const Outcomes y = known::noisy(
        x, [](auto z) { return z[0] + z[0] * z[0]; }, 1, 0.5, 3);
    Points other{2, {}};
    for (const double value : x.values) {
        other.add(std::array{std::exp(3.0 * value), 8.0});
    }
    EXPECT_EQ(Smooth(x, y).fitted().values, Smooth(other, y).fitted().values);
}

// One parameter under two names tells what it tells once.
TEST(Smooth, TwoParametersMayBeOne)
{
    const Points x = analysis::calibration::normal_design(1, 0, 256, 2);
    const Outcomes y = known::exact(x, [](auto z) { return z[0] + 0.2 * z[0] * z[0]; });
    Points twice{2, {}};
    for (const double value : x.values) {
        twice.add(std::array{value, value});
    }
    const Points once_told = Smooth(x, y).fitted();
    const Points twice_told = Smooth(twice, y).fitted();
    for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_NEAR(twice_told.values[i], once_told.values[i], 0.02) << x.values[i];
    }
}

// A product of two is in no sum of curves of one.
TEST(Smooth, ProductsOfTwoAreTold)
{
    const Points x = analysis::calibration::normal_design(2, 0, 512, 2);
    const Outcomes y = known::exact(x, [](auto z) { return z[0] * z[1]; });
    EXPECT_GT(Smooth(x, y).explained(0), 0.97);
    EXPECT_LT(Smooth(sensitivity::Points{1, analysis::calibration::normal_design(1, 0, 512, 2).values}, y).explained(0),
              0.05);
}

// Noise of deviation 2 on a line, 400 points: its mean has a standard error of 0.1 in the middle, and more at the ends (a line: 0.1
// sqrt(1 + z^2)). Noise alone is explained by no curve.
TEST(Smooth, DoubtIsThatOfARegression)
{
    const Points x = analysis::calibration::normal_design(1, 0, 400, 2);
    const Outcomes y = known::noisy(
        x, [](auto z) { return z[0]; }, 1, 2.0, 3);
    const Smooth smooth(x, y);
    const Points fitted = smooth.fitted();
    std::vector<double> middle, end;
    std::size_t at_middle = 0;
    std::size_t at_end = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        at_middle = std::abs(x.values[i]) < std::abs(x.values[at_middle]) ? i : at_middle;
        at_end = std::abs(x.values[i] - 2.0) < std::abs(x.values[at_end] - 2.0) ? i : at_end;
    }
    for (std::uint32_t k = 0; k < 400; ++k) {
        const Points drawn = smooth.drawn(1, k);
        middle.push_back(drawn.values[at_middle] - fitted.values[at_middle]);
        end.push_back(drawn.values[at_end] - fitted.values[at_end]);
    }
    // A line's, or somewhat more where the data leave room for a curve; 4.4 standard errors of a deviation of 400 draws are 16 %.
    EXPECT_GT(std::sqrt(analysis::variance(middle)), 0.084);
    EXPECT_LT(std::sqrt(analysis::variance(middle)), 0.2);
    EXPECT_GT(std::sqrt(analysis::variance(end)), 0.188);
    EXPECT_LT(std::sqrt(analysis::variance(end)), 0.5);
    EXPECT_NEAR(analysis::mean(middle), 0.0, 0.045);
    EXPECT_NEAR(Smooth(x, known::noisy(
                              x, [](auto) { return 1.0; }, 1, 1.0, 4))
                    .explained(0),
                0.0, 0.05);
}

// Two options with the same luck: what is not known of one is not known of the other in the same direction.
TEST(Smooth, DoubtsOfOptionsAreCorrelatedAsTheirLuck)
{
    const Points x = analysis::calibration::normal_design(1, 0, 256, 2);
    const Outcomes one = known::noisy(
        x, [](auto z) { return z[0]; }, 1, 1.0, 3);
    Points y{2, {}};
    for (const double value : one.values) {
        y.add(std::array{value, 10.0 + value});
    }
    const Smooth smooth(x, y);
    for (std::uint32_t k = 0; k < 5; ++k) {
        const Points drawn = smooth.drawn(1, k);
        for (std::size_t i = 0; i < x.size(); ++i) {
            EXPECT_NEAR(drawn[i][1] - drawn[i][0], 10.0, 1e-6);
        }
    }
}

} // namespace
