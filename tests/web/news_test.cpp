#include "analysis/web/news.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace {

using namespace analysis::web;
using testing::ElementsAre;

TEST(News, WhatIsReadyIsToldWholeEachTime)
{
    const auto some = read_news(R"({"ready":["DJ","B+IF"]})");
    ASSERT_TRUE(some && some->ready);
    EXPECT_THAT(*some->ready, ElementsAre("DJ", "B+IF"));
    const auto none = read_news(R"({"ready":[]})");
    ASSERT_TRUE(none && none->ready);
    EXPECT_TRUE(none->ready->empty());
    EXPECT_FALSE(read_news(R"({"run":"x","event":"stopped"})")->ready.has_value());
}

TEST(News, WhatIsNoLineOfAProcessIsNone)
{
    for (const char* line : {"", "x", "[]", "7", R"({"ready":"DJ"})", R"({"ticket":1})", R"({"event":"answer"})"}) {
        EXPECT_FALSE(read_news(line).has_value()) << line;
    }
}

// A process ends: by a signal while it has a run, which the run may have brought on; by the same while it has none; for want of memory
// with a run, beside which the county that nobody asked for takes a gigabyte.
TEST(News, AProcessThatEndedOfWhatNobodyAskedForIsNotFollowedByAnotherThatDoes)
{
    const Cause killed{{SIGKILL, 0}, false, {}};
    const Cause memory{{0, 1}, true, {}};
    EXPECT_FALSE(may_be_too_much(killed, true));
    EXPECT_TRUE(may_be_too_much(killed, false));
    EXPECT_TRUE(may_be_too_much(memory, true));
    EXPECT_TRUE(may_be_too_much(memory, false));
}

} // namespace
