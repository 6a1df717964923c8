#include "sim/error.hpp"
#include "sim/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sim::phrase;
using sim::refusal;

sim::Message above(sim::Message expected)
{
    return refusal("test.above", "{key} = {value} is above {bound}", "{expected} is expected",
                   {{"key", "coverage"}, {"value", 2}, {"bound", "1"}, {"expected", std::move(expected)}});
}

/// Knows two ids.
sim::Wording upside_down(std::string_view id, const sim::Wording& english)
{
    return id == "test.above"  ? sim::Wording{"{bound} < {value}: {key}", "{expected}!"}
           : id == "say.share" ? sim::Wording{"o pondere", ""}
                               : english;
}

TEST(Message, FillsItsPlaces)
{
    const sim::Message message = above(phrase("say.share", "a share"));
    EXPECT_EQ(message.id(), "test.above");
    EXPECT_EQ(message.cause(), "coverage = 2 is above 1");
    EXPECT_EQ(message.remedy(), "a share is expected");
    EXPECT_EQ(message.text(), "coverage = 2 is above 1; a share is expected");
}

TEST(Message, IsSaidInTheLanguageOfAllItsParts)
{
    EXPECT_EQ(above(phrase("say.share", "a share")).text(upside_down), "1 < 2: coverage; o pondere!");
    EXPECT_EQ(above(phrase("say.day", "a day")).text(upside_down),
              "1 < 2: coverage; a day!"); // no words for it: English
}

TEST(Message, CarriesWhatElseIsWorthKnowing)
{
    const sim::Message noted = above(phrase("say.share", "a share")).with_note(phrase("say.by-set", "by --set"));
    EXPECT_EQ(noted.text(), "coverage = 2 is above 1; a share is expected (by --set)");
    EXPECT_EQ(above(phrase("say.share", "a share")).with_note({}).text(),
              "coverage = 2 is above 1; a share is expected");
}

TEST(Message, TakesWhatTheInputSaysAsItStands)
{
    const sim::Message message = phrase("say.key", "key {key}", {{"key", "{key} {other} }{"}});
    EXPECT_EQ(message.text(), "key {key} {other} }{");
}

TEST(Message, SaysNothingWhenEmpty)
{
    EXPECT_TRUE(sim::Message().empty());
    EXPECT_EQ(sim::Message().text(upside_down), "");
    EXPECT_EQ(phrase("say.hint", "it is so{hint}", {{"hint", sim::Message()}}).text(), "it is so");
}

#if VEGHE_CONTRACTS
TEST(Message, BreaksAPromiseWithAPlaceThatNothingFills)
{
    EXPECT_THROW(phrase("say.key", "key {key}", {{"kay", "x"}}).text(), sim::ContractError);
}
#endif

TEST(Message, IsWhatAnErrorSaysOfEachProblem)
{
    sim::Problems problems;
    problems.add("a.toml:3", above(phrase("say.share", "a share")));
    problems.add("", phrase("say.more", "and more"));
    try {
        problems.raise();
        ADD_FAILURE() << "nothing was thrown";
    } catch (const sim::InputError& error) {
        EXPECT_STREQ(error.what(), "a.toml:3: coverage = 2 is above 1; a share is expected\nand more");
        EXPECT_EQ(error.problems().front().where, "a.toml:3");
    }
}

// Two letters of six are wrong; a part between underscores, but for a letter; a part that two names have; a part of three letters.
TEST(Nearest, IsANameByItsLettersOrTheOnlyOneByItsPart)
{
    const std::vector<std::string> names{"green_garden", "blue_house", "old_house", "sea_view"};
    EXPECT_EQ(sim::nearest("gren_gardn", names), "green_garden");
    EXPECT_EQ(sim::nearest("garden", names), "green_garden");
    EXPECT_EQ(sim::nearest("Gardn", names), "green_garden");
    EXPECT_EQ(sim::nearest("house", names), "");
    EXPECT_EQ(sim::nearest("sea", names), "");
    EXPECT_EQ(sim::nearest("garden", std::vector<std::string>{}), "");
}

} // namespace
