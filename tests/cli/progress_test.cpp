#include "analysis/cli/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

TEST(Progress, TimeLeftIsThatOfWhatIsOpenAtTheSpeedOfWhatWasMade)
{
    EXPECT_EQ(cli::seconds_left(60.0, 6, 9), 90.0); // 10 s each
    EXPECT_EQ(cli::seconds_left(60.0, 6, 0), 0.0);
    EXPECT_EQ(cli::seconds_left(0.1, 0, 9), std::nullopt);
}

/// What is written of two stages of 10 and 5, of which the first 8 were there already.
std::string written()
{
    testing::internal::CaptureStderr();
    cli::Progress progress(15, false);
    progress.begin("runs of wave 1", 10);
    for (int i = 0; i < 10; ++i) {
        progress.advance(i >= 8);
    }
    progress.begin("runs at draws", 5);
    for (int i = 0; i < 5; ++i) {
        progress.advance();
    }
    return testing::internal::GetCapturedStderr();
}

TEST(Progress, OfStagesSaysWhatIsLeftOfAll)
{
    const std::string text = written();
    EXPECT_THAT(text,
                ContainsRegex("8 of 10 runs of wave 1 after [^,]* s\n")); // nothing was made: nothing tells how long
    EXPECT_THAT(text, ContainsRegex("10 of 10 runs of wave 1 after [^,]* s, about [^,]* s left of all 15\n"));
    EXPECT_THAT(text, ContainsRegex("1 of 5 runs at draws after [^,]* s, about [^,]* s left of all 15\n"));
    EXPECT_THAT(text, ContainsRegex("5 of 5 runs at draws after [^,]* s\n$"));
}

TEST(Progress, OfOneStageSaysWhatIsLeftOfIt)
{
    testing::internal::CaptureStderr();
    cli::Progress progress("runs", 2, false);
    progress.advance();
    progress.advance();
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_THAT(text, ContainsRegex("1 of 2 runs after [^,]* s, about [^,]* s left\n"));
    EXPECT_THAT(text, ContainsRegex("2 of 2 runs after [^,]* s\n$"));
    EXPECT_THAT(text, Not(HasSubstr("of all")));
}

} // namespace
