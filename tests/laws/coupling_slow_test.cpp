#include "tests/support/coupling.hpp"

#include <gtest/gtest.h>

namespace {

TEST(ModelLaws, A13_LowerHazardsRecruitASubsetInAThousandPairs)
{
    constexpr std::uint32_t fresh = 1000;
    coupling::expect_subsets(fresh, 334); // three changes each
}

} // namespace
