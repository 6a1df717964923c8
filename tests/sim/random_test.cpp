#include "sim/random.hpp"

#include <gtest/gtest.h>

namespace {

using Block = std::array<std::uint32_t, 4>;

// The known-answer vectors published with Random123 (kat_vectors, philox4x32 10).
TEST(Philox, MeetsThePublishedVectors)
{
    EXPECT_EQ(sim::philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(sim::philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
              (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(sim::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Draw, IsNeverZeroAndNeverOne)
{
    constexpr std::uint32_t ones = 0xFFFFFFFFu;
    EXPECT_EQ((sim::Draw{{0, 0, 0, 0}}.uniform()), 0x1p-53);
    EXPECT_EQ((sim::Draw{{ones, ones, 0, 0}}.uniform()), 1.0 - 0x1p-53);
    EXPECT_EQ((sim::Draw{{0, 0, ones, ones}}.second()), 1.0 - 0x1p-53);
    EXPECT_EQ((sim::Draw{{0x80000000u, 0, 0, 0}}.uniform()), 0.5 + 0x1p-53);
}

TEST(Draw, CountsBelowAWholeNumber)
{
    constexpr std::uint32_t ones = 0xFFFFFFFFu;
    EXPECT_EQ((sim::Draw{{0, 0, 0, 0}}.below(6)), 0u);
    EXPECT_EQ((sim::Draw{{ones, 0, 0, 0}}.below(6)), 5u);
    EXPECT_EQ((sim::Draw{{0x80000000u, 0, 0x40000000u, 0}}.below(6)), 3u);
    EXPECT_EQ((sim::Draw{{0x80000000u, 0, 0x40000000u, 0}}.second_below(4)), 1u);
}

TEST(Luck, IsAFunctionOfItsKeysAlone)
{
    const sim::Luck luck(7, 3);
    const auto one = luck(sim::AgentId{5}, "a", sim::Tick{10}).words;
    EXPECT_EQ(one, luck(sim::AgentId{5}, "a", sim::Tick{10}).words);
    EXPECT_NE(one, luck(sim::AgentId{6}, "a", sim::Tick{10}).words);
    EXPECT_NE(one, luck(sim::AgentId{5}, "b", sim::Tick{10}).words);
    EXPECT_NE(one, luck(sim::AgentId{5}, "a", sim::Tick{11}).words);
    EXPECT_NE(one, luck(sim::AgentId{5}, "a", sim::Tick{10}, 1).words);
    EXPECT_NE(one, sim::Luck(7, 4)(sim::AgentId{5}, "a", sim::Tick{10}).words);
    EXPECT_NE(one, sim::Luck(8, 3)(sim::AgentId{5}, "a", sim::Tick{10}).words);
}

} // namespace
