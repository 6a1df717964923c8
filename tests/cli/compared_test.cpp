#include "analysis/cli/compared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

using analysis::sensitivity::NamedResult;

TEST(Compared, KindsAreReadFromTheText)
{
    EXPECT_EQ(cli::kinds_of("a = 1\n[[intervention]]\nkind = \"curriculum\"\nname = \"kind = "
                            "x\"\n[[intervention]]\nkind = \"law_change\"\n"),
              (std::vector<std::string>{"curriculum", "law_change"}));
    EXPECT_TRUE(cli::kinds_of("kind = \"\n").empty());
}

NamedResult result(const std::string& name, const std::string& kind)
{
    const std::string text =
        "[model]\npathways = [\"lover_boy\"]\n" + (kind.empty() ? "" : "[[intervention]]\nkind = \"" + kind + "\"\n");
    NamedResult made{name, {}};
    made.file.tables.push_back({"/posterior/origin",
                                {{"parameter", {"offenders.per_100k", "counselling.trust_dose"}}},
                                "1",
                                "",
                                "",
                                std::vector<std::string>{"fitted", "prior"}});
    made.file.tables.push_back(
        {"/provenance/scenarios", {{"scenario", {name}}}, "", "", "", std::vector<std::string>{text}});
    return made;
}

// What was fitted moves every difference; what counsellors bring moves that of counsellors; a kind that nobody knows brings nothing.
TEST(Compared, ADifferenceRestsOnWhatIsFittedAndOnItsOwnMeasures)
{
    const std::array results{result("base", ""), result("lessons", "curriculum"), result("talks", "school_counsellors"),
                             result("odd", "no_kind")};
    const auto names = cli::rests_on(results);
    ASSERT_EQ(names.size(), 4u);
    EXPECT_EQ(names[0], (std::set<std::string>{"offenders.per_100k"}));
    EXPECT_EQ(names[3], names[0]);
    EXPECT_EQ(names[1].count("beliefs.lesson_internalises"), 1u);
    EXPECT_EQ(names[1].count("counselling.trust_dose"), 0u);
    EXPECT_EQ(names[2].count("counselling.trust_dose"), 1u);
    EXPECT_EQ(names[2].count("offenders.per_100k"), 1u);
}

// What the baseline does already moves the difference of every strategy that is laid over it.
TEST(Compared, MeasuresOfTheBaselineCountForAll)
{
    const std::array results{result("base", "curriculum"), result("more", "")};
    EXPECT_EQ(cli::rests_on(results)[1].count("beliefs.lesson_internalises"), 1u);
}

} // namespace
