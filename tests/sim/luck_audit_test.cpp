#include "sim/luck_audit.hpp"
#include "sim/parallel.hpp"
#include "sim/random.hpp"

#include <gtest/gtest.h>

namespace {

using sim::AgentId;
using sim::Tick;

#if VEGHE_CONTRACTS
TEST(LuckAudit, FindsADecisionReadTwiceAndLetsTraitsBeReadAgain)
{
    const sim::Luck luck(7, 3);
    const sim::LuckAudit audit;
    luck(AgentId{5}, "trait");
    luck(AgentId{5}, "trait");
    luck(AgentId{5}, "decision", Tick{10});
    luck(AgentId{6}, "decision", Tick{10});
    luck(AgentId{5}, "decision", Tick{11});
    luck(AgentId{5}, "decision", Tick{10}, 0);
    luck(AgentId{5}, "another", Tick{10});
    sim::Luck(7, 4)(AgentId{5}, "decision", Tick{10});
    EXPECT_EQ(audit.draws(), 8u);
    EXPECT_TRUE(audit.repeats().empty());
    luck(AgentId{5}, "decision", Tick{10});
    ASSERT_EQ(audit.repeats().size(), 1u);
    EXPECT_EQ(audit.repeats()[0].who, 5u);
    EXPECT_EQ(audit.repeats()[0].tick, 10);
    EXPECT_EQ(audit.repeats()[0].purpose, sim::Purpose("decision").value);
}

TEST(LuckAudit, ListsTheDrawsOfOneDecision)
{
    const sim::Luck luck(7, 3);
    const sim::LuckAudit audit;
    luck(AgentId{6}, "decision", Tick{10});
    luck(AgentId{5}, "another", Tick{10});
    luck(AgentId{5}, "decision", Tick{11}, 2);
    luck(AgentId{5}, "decision", Tick{11}, 1);
    const auto keys = audit.of("decision");
    ASSERT_EQ(keys.size(), 3u);
    EXPECT_EQ(keys[0].who, 5u);
    EXPECT_EQ(keys[0].other, 1u);
    EXPECT_EQ(keys[1].other, 2u);
    EXPECT_EQ(keys[2].who, 6u);
    EXPECT_TRUE(audit.of("never drawn").empty());
}

TEST(LuckAudit, HearsEveryThread)
{
    const sim::Luck luck(7, 3);
    const sim::LuckAudit audit;
    const sim::Threads threads(3);
    sim::for_each_task(1000, [&](std::size_t i) { luck(static_cast<std::uint32_t>(i % 500), "decision", Tick{1}); });
    EXPECT_EQ(audit.draws(), 1000u);
    EXPECT_EQ(audit.repeats().size(), 500u);
}
#endif

TEST(LuckAudit, ChangesNoDraw)
{
    const sim::Luck luck(7, 3);
    const auto before = luck(AgentId{5}, "decision", Tick{10}).words;
    const sim::LuckAudit audit;
    EXPECT_EQ(luck(AgentId{5}, "decision", Tick{10}).words, before);
}

} // namespace
