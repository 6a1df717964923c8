#include "analysis/calibration/randomness.hpp"
#include "sim/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

namespace {

using analysis::calibration::Randomness;

TEST(Randomness, IsPhiloxUnderTheSeed)
{
    Randomness luck(0x0000000500000007, 3);
    const auto words = sim::philox({0, 0, 3, sim::Purpose("calibration.sampler").value}, {7, 5});
    EXPECT_EQ(luck(), std::uint64_t{words[0]} << 32 | words[1]);
    EXPECT_EQ(luck(), std::uint64_t{words[2]} << 32 | words[3]);
}

TEST(Randomness, GoesOnFromItsPosition)
{
    Randomness whole(11, 2);
    for (int i = 0; i < 101; ++i) {
        whole.gamma(0.7, 2.0);
    }
    Randomness resumed(11, 2, whole.position());
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(whole.normal(), resumed.normal());
    }
}

TEST(Randomness, StreamsShareNothing)
{
    std::set<std::uint64_t> seen;
    for (std::uint32_t stream = 0; stream < 4; ++stream) {
        Randomness luck(1, stream);
        for (int i = 0; i < 1000; ++i) {
            seen.insert(luck());
        }
    }
    EXPECT_EQ(seen.size(), 4000u);
}

// Means and variances of 100,000 draws within 4.4 standard errors (alpha 1e-5 each); the standard error of a variance uses the
// fourth moment. An error of 2 % in any moment is seen.
TEST(Randomness, LawsHaveTheirMoments)
{
    struct Law {
        const char* name;
        std::function<double(Randomness&)> draw;
        double mean, variance, fourth; ///< fourth: central moment
    };
    const Law laws[]{
        {"uniform", [](Randomness& r) { return r.uniform(); }, 0.5, 1.0 / 12.0, 1.0 / 80.0},
        {"normal", [](Randomness& r) { return r.normal(); }, 0.0, 1.0, 3.0},
        {"gamma", [](Randomness& r) { return r.gamma(3.0, 2.0); }, 1.5, 0.75, 3.0 * 0.75 * 0.75 * (1.0 + 2.0 / 3.0)},
        {"small gamma", [](Randomness& r) { return r.gamma(0.5, 1.0); }, 0.5, 0.5, 0.75 * 5.0},
        {"beta", [](Randomness& r) { return r.beta(1.0, 1.0); }, 0.5, 1.0 / 12.0, 1.0 / 80.0},
        {"poisson", [](Randomness& r) { return static_cast<double>(r.poisson(4.0)); }, 4.0, 4.0, 4.0 * 13.0},
    };
    constexpr int n = 100000;
    constexpr double z = 4.4;
    for (const Law& law : laws) {
        Randomness luck(2026);
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < n; ++i) {
            const double x = law.draw(luck) - law.mean;
            sum += x;
            squares += x * x;
        }
        EXPECT_NEAR(sum / n, 0.0, z * std::sqrt(law.variance / n)) << law.name;
        EXPECT_NEAR(squares / n, law.variance, z * std::sqrt((law.fourth - law.variance * law.variance) / n))
            << law.name;
    }
}

} // namespace
