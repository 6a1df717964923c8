#include "models/simulate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

TEST(HiddenMultiplier, IsSpreadEvenlyOnTheLogScale)
{
    const sim::Values declared;                                     // from 2.5 to 10
    EXPECT_NEAR(model::hidden_multiplier(declared, 0), 5.0, 1e-12); // 2.5 x 4^(1/2)
    EXPECT_NEAR(model::hidden_multiplier(declared, 1), 2.5 * std::pow(4.0, 0.25), 1e-12);
    EXPECT_NEAR(model::hidden_multiplier(declared, 2), 2.5 * std::pow(4.0, 0.75), 1e-12);
    std::vector<double> share;
    constexpr std::uint32_t replicates = 31;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        share.push_back(std::log(model::hidden_multiplier(declared, r) / 2.5) / std::log(4.0));
    }
    std::sort(share.begin(), share.end());
    for (std::uint32_t r = 0; r < replicates; ++r) { // 31 terms are the 32nds
        EXPECT_NEAR(share[r], (r + 1) / 32.0, 1e-12);
    }
}

TEST(HiddenMultiplier, IsTheGivenOneWhereItDoesNotVary)
{
    sim::Values values;
    values.set("observation.varies", 0.0);
    EXPECT_EQ(model::hidden_multiplier(values, 7), 4.0);
    values.set("observation.hidden_multiplier", 3.0);
    EXPECT_EQ(model::hidden_multiplier(values, 0), 3.0);
}

} // namespace
