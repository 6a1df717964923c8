#include "analysis/calibration/design.hpp"
#include "analysis/sensitivity/information.hpp"
#include "analysis/sensitivity/smooth.hpp"
#include "sim/error.hpp"
#include "tests/analysis/sensitivity/known_functions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace {

namespace sensitivity = analysis::sensitivity;
using sensitivity::Outcomes;
using sensitivity::Points;

/// What a normal law of mean m and deviation s is worth, cut at 0, beyond its mean if that is positive: s (phi(t) - |t| Phi(-|t|)).
double normal_loss(double m, double s)
{
    const double t = std::abs(m) / s;
    const double density = std::exp(-0.5 * t * t) / std::sqrt(2.0 * std::numbers::pi);
    return s * (density - t * 0.5 * std::erfc(t / std::numbers::sqrt2));
}

/// Doing nothing, worth 0, against a programme worth 0.5 + x1 + 0.5 x2, x standard normal; x3 does nothing.
constexpr double programme_mean = 0.5;
double programme(std::span<const double> x)
{
    return programme_mean + x[0] + 0.5 * x[1];
}

Points both_options(const Points& parameters, double sd, std::uint64_t seed)
{
    const Outcomes worth = known::noisy(parameters, programme, 1, sd, seed);
    Points utility{2, {}};
    for (std::size_t i = 0; i < worth.size(); ++i) {
        utility.add(std::array{0.0, worth.values[i]});
    }
    return utility;
}

TEST(Information, TheClosedFormByHand)
{
    EXPECT_NEAR(normal_loss(0.5, 1.0), 0.3520653 - 0.5 * 0.3085375, 1e-6);
    EXPECT_NEAR(normal_loss(0.0, 2.0), 2.0 / std::sqrt(2.0 * std::numbers::pi), 1e-12);
}

// One draw, two replicates; doing nothing is worth 0, the other option 1 and -3. By the means nothing is best: no gain. By the one
// left out: the second chooses nothing (0), the first the programme (-3), -1.5 on average.
TEST(Information, PerfectInformationByHand)
{
    const std::array utility{Outcomes{2, {0.0, 0.0}}, Outcomes{2, {1.0, -3.0}}};
    const auto found = sensitivity::perfect_information(utility, {.draws = 5});
    EXPECT_DOUBLE_EQ(found.at_most.value, 0.0);
    EXPECT_DOUBLE_EQ(found.at_least.value, -1.5);
    // Draws 0 | 2, 0 | -1: best of each 2 and 0, so 1; the better on average has 0.5.
    const std::array exact{Outcomes{1, {0.0, 0.0}}, Outcomes{1, {2.0, -1.0}}};
    EXPECT_DOUBLE_EQ(sensitivity::perfect_information(exact, {.draws = 5}).at_most.value, 0.5);
    EXPECT_TRUE(std::isnan(sensitivity::perfect_information(exact, {.draws = 5}).at_least.value));
}

TEST(Information, PerfectInformationLiesBetweenItsBounds)
{
    const Points x = analysis::calibration::normal_design(3, 0, 2048, 4);
    const double truth = normal_loss(programme_mean, std::sqrt(1.25));
    const Outcomes nothing{1, std::vector<double>(x.size(), 0.0)};
    const std::array exact{nothing, known::exact(x, programme)};
    EXPECT_NEAR(sensitivity::perfect_information(exact, {.draws = 5}).at_most.value, truth, 0.004);
    const Outcomes nothing_thrice{3, std::vector<double>(3 * x.size(), 0.0)};
    const std::array lucky{nothing_thrice, known::noisy(x, programme, 3, 1.5, 8)};
    const auto found = sensitivity::perfect_information(lucky, {.draws = 100});
    // The means of three carry luck of variance 0.75: it passes for knowledge.
    EXPECT_NEAR(found.at_most.value, normal_loss(programme_mean, std::sqrt(2.0)), 0.06);
    EXPECT_LT(found.at_least.high, truth);
    EXPECT_GT(found.at_most.low, truth);
    EXPECT_GT(found.at_least.value, 0.5 * truth);
}

TEST(Information, WorthOfEachParameterHasAClosedForm)
{
    const Points x = analysis::calibration::normal_design(3, 0, 1024, 4);
    const Points utility = both_options(x, 0.0, 1);
    const std::array spreads{1.0, 0.5};
    for (std::size_t i = 0; i < 2; ++i) {
        const auto found =
            sensitivity::worth_of_measuring(sensitivity::columns(x, std::array{i}), utility, {.draws = 100});
        const double truth = normal_loss(programme_mean, spreads[i]);
        EXPECT_NEAR(found.worth.value, truth, 0.02) << i;
        EXPECT_LT(found.worth.low, truth);
        EXPECT_GT(found.worth.high, truth);
        EXPECT_EQ(found.best, 1u);
    }
    const std::array both{std::size_t{0}, std::size_t{1}};
    EXPECT_NEAR(sensitivity::worth_of_measuring(sensitivity::columns(x, both), utility, {.draws = 50}).worth.value,
                normal_loss(programme_mean, std::sqrt(1.25)), 0.015);
    const auto none =
        sensitivity::worth_of_measuring(sensitivity::columns(x, std::array{std::size_t{2}}), utility, {.draws = 100});
    EXPECT_NEAR(none.worth.value, 0.0, 0.01);
    EXPECT_LE(none.worth.low, 0.0);
}

// Single runs whose luck is twice as wide as all that the parameters do: the regression takes it out.
TEST(Information, LuckIsNoInformation)
{
    const Points x = analysis::calibration::normal_design(3, 0, 4096, 4);
    const Points utility = both_options(x, 2.2, 9);
    const auto found =
        sensitivity::worth_of_measuring(sensitivity::columns(x, std::array{std::size_t{0}}), utility, {.draws = 100});
    const double truth = normal_loss(programme_mean, 1.0);
    EXPECT_NEAR(found.worth.value, truth, 4.4 * found.standard_error);
    EXPECT_LT(found.standard_error, 0.03);
    EXPECT_GT(found.worth.high, truth);
    EXPECT_LT(found.worth.low, truth);
}

// Worth 0.3 less than nothing where x is 0, more from x = 0.3 on: best on average, and measuring x changes that in 3 of 10 draws.
TEST(Information, WhereTheMeasurementChangesTheChoice)
{
    const Points x = sensitivity::Points{1, analysis::calibration::sobol_points(1, 0, 512, 3).values};
    Points utility{2, {}};
    for (std::size_t i = 0; i < x.size(); ++i) {
        utility.add(std::array{0.0, x.values[i] - 0.3});
    }
    const auto found = sensitivity::worth_of_measuring(x, utility, {.draws = 50});
    EXPECT_EQ(found.best, 1u);
    EXPECT_NEAR(found.changes.value, 0.3, 0.01);
    ASSERT_EQ(found.turns.size(), 1u);
    EXPECT_NEAR(found.turns[0].value, 0.3, 0.01);
    EXPECT_EQ(found.turns[0].below, 0u);
    EXPECT_EQ(found.turns[0].above, 1u);
    ASSERT_EQ(found.best_at.size(), 19u);
    EXPECT_EQ(found.best_at[4], 0u); // at 25 %
    EXPECT_EQ(found.best_at[6], 1u); // at 35 %
    // By hand: the mean of 0.3 - x where it is positive, 0.3^2 / 2.
    EXPECT_NEAR(found.worth.value, 0.045, 0.003);
}

TEST(Information, TooFewPointsAreRefused)
{
    const Points x{2, std::vector<double>(40, 0.5)};
    const Points utility{1, std::vector<double>(20, 1.0)};
    EXPECT_THROW(sensitivity::worth_of_measuring(x, utility), sim::InputError);
}

} // namespace
