#include "analysis/calibration/weights.hpp"
#include "sim/error.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace {

namespace calibration = analysis::calibration;
constexpr double nothing = -std::numeric_limits<double>::infinity();

// RELIABILITY C6: weights of three particles by hand. Likelihoods 1, 2, 5 (times e^-1000, where exp alone gives 0): 1/8, 2/8, 5/8;
// effective size 8^2 / (1 + 4 + 25) = 64/30.
TEST(Weights, ThreeParticlesByHand)
{
    const std::array logs{-1000.0, -1000.0 + std::log(2.0), -1000.0 + std::log(5.0)};
    const auto w = calibration::normalised(logs);
    EXPECT_NEAR(w[0], 0.125, 1e-12);
    EXPECT_NEAR(w[1], 0.25, 1e-12);
    EXPECT_NEAR(w[2], 0.625, 1e-12);
    EXPECT_NEAR(calibration::effective_size(w), 64.0 / 30.0, 1e-12);
    EXPECT_NEAR(calibration::log_sum(logs), -1000.0 + std::log(8.0), 1e-12);
}

TEST(Weights, TheImpossibleWeighsNothing)
{
    const auto w = calibration::normalised(std::array{nothing, 3.0});
    EXPECT_EQ(w[0], 0.0);
    EXPECT_EQ(w[1], 1.0);
    EXPECT_THROW(calibration::normalised(std::array{nothing, nothing}), sim::InputError);
    EXPECT_EQ(calibration::log_sum({}), nothing);
}

// Of 1/8, 2/8, 5/8 four are taken: at (k + u) / 4. u = 0.4: 0.1, 0.35, 0.6, 0.85 fall to 1, 2, 3, 3. u = 0.6: 0.15 is past the first.
TEST(Weights, SystematicResamplingByHand)
{
    const std::array w{0.125, 0.25, 0.625};
    EXPECT_EQ(calibration::resampled(w, 4, 0.4), (std::vector<std::size_t>{1, 1, 2}));
    EXPECT_EQ(calibration::resampled(w, 4, 0.6), (std::vector<std::size_t>{0, 1, 3}));
    EXPECT_EQ(calibration::resampled(w, 8, 0.5), (std::vector<std::size_t>{1, 2, 5}));
    // Rounding may leave the sum short of 1: what is missing goes to the last that weighs anything.
    EXPECT_EQ(calibration::resampled(std::array{0.5, 0.4999, 0.0}, 2, 0.99999), (std::vector<std::size_t>{1, 1, 0}));
}

} // namespace
