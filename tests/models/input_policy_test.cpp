#include "models/input_policy.hpp"
#include "models/scenario.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* least = "format = 1\n[run]\nstart = 2022-01-03\nend = 2026-12-28\ncounties = [\"DJ\"]\n"
                              "[population]\ndata = \"data\"\n";

/// A personal code that belongs to nobody: twelve digits and the check digit that fits; built here so that none is written
/// down.
std::string personal_code()
{
    std::string digits = "501010112345";
    const std::string weights = "279146358279";
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        sum += (digits[i] - '0') * (weights[i] - '0');
    }
    return digits + static_cast<char>('0' + (sum % 11 == 10 ? 1 : sum % 11));
}

/// What is said of a scenario with these lines; empty when it is taken.
std::string refusal(const std::string& before, const std::string& after = {})
{
    const test::Folder folder;
    test::write_text(folder, "data/counties.csv", "county_code\n");
    try {
        model::load_scenario(test::write_text(folder, "s.toml", before + least + after), {}, test::words());
    } catch (const sim::InputError& error) {
        return error.what();
    }
    return {};
}

TEST(InputPolicy, R5_AScenarioHoldsNoPersonalCodeAnywhereAndRepeatsNone)
{
    const std::string code = personal_code();
    ASSERT_TRUE(model::is_personal_code(code));
    ASSERT_EQ(refusal("title = \"A\"\n"), "");
    for (const std::string& line :
         {"title = \"victim " + code + "\"\n", "# " + code + "\n", code + " = 1\n", "title = " + code + "\n",
          "title = \"unfinished " + code + "\n", "a." + code + ".b = \"x\"\n", "x = [1, " + code + "]\n"}) {
        EXPECT_THAT(refusal(line),
                    AllOf(HasSubstr("s.toml:1"), HasSubstr("personal numeric code"), Not(HasSubstr(code))))
            << line.find(code);
    }
    EXPECT_THAT(refusal("", "seed = " + code + "\n"), Not(HasSubstr(code)));
}

TEST(InputPolicy, R5_ALongerOrOtherNumberIsNoPersonalCode)
{
    const std::string code = personal_code();
    EXPECT_FALSE(model::holds_personal_code(code + "1"));
    EXPECT_FALSE(model::holds_personal_code("1" + code));
    EXPECT_TRUE(model::holds_personal_code("x" + code + ";"));
    std::string wrong = code;
    wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
    EXPECT_EQ(refusal("title = \"" + wrong + "\"\n"), "");
}

// Numbers that a program writes have thirteen digits after the point now and then.
TEST(InputPolicy, R5_TheFractionOfANumberIsNoPersonalCode)
{
    const std::string code = personal_code();
    EXPECT_EQ(refusal("", "[parameters]\n\"recording.efficiency\" = 0." + code + "\n"), "");
    EXPECT_FALSE(model::holds_personal_code("x = 161." + code));
    EXPECT_TRUE(model::holds_personal_code("no." + code)) << "a full stop is no decimal point";
    EXPECT_TRUE(model::holds_personal_code("." + code));
    EXPECT_TRUE(model::holds_personal_code(code + ".5"));
    EXPECT_TRUE(model::holds_personal_code("0.5 " + code));
}

// The folder of a sweep holds dozens of SHA-256, of which one in thousands of sweeps has such digits between two letters.
TEST(InputPolicy, R5_DigitsWithinASha256AreNoPersonalCode)
{
    const std::string digest = std::string(25, 'a') + personal_code() + std::string(26, 'f');
    ASSERT_EQ(digest.size(), 64u);
    EXPECT_FALSE(model::holds_personal_code(digest));
    EXPECT_FALSE(model::holds_personal_code("sha256 = \"" + digest + "\""));
    EXPECT_FALSE(model::holds_personal_code(personal_code() + std::string(51, 'a')));
    EXPECT_TRUE(model::holds_personal_code("a" + digest)) << "no word of 64 is no digest";
    EXPECT_TRUE(model::holds_personal_code(digest.substr(1)));
    EXPECT_TRUE(model::holds_personal_code(digest + " " + personal_code()));
    EXPECT_TRUE(model::holds_personal_code(std::string(25, 'g') + personal_code() + std::string(26, 'g')));
}

TEST(InputPolicy, R5_KeysAboutPersonsAreRefusedWithoutTheirValues)
{
    for (const char* const key : {"email", "phone_no", "adresa", "cnp", "child_name", "date_of_birth"}) {
        EXPECT_THAT(refusal(std::string(key) + " = \"secret\"\n"),
                    AllOf(HasSubstr("about persons"), Not(HasSubstr("secret"))))
            << key;
    }
}

TEST(InputPolicy, R6_CommunitiesAreNoKeyTargetParameterOrStratum)
{
    const char* const policy = "bias belongs to institutions and never to a community";
    EXPECT_THAT(refusal("religion = \"x\"\n"), HasSubstr(policy));
    EXPECT_THAT(refusal("", "[[intervention]]\nkind = \"rural_campaign\"\nethnicity = \"x\"\n"), HasSubstr(policy));
    EXPECT_THAT(refusal("", "[[intervention]]\nkind = \"rural_campaign\"\nshare_roma = 0.5\n"), HasSubstr(policy));
    EXPECT_THAT(refusal("", "[parameters]\n\"lover_boy.ethnicity_effect\" = 0.5\n"), HasSubstr(policy));
    EXPECT_THAT(refusal("", "[output]\nmother_tongue = true\n"), HasSubstr(policy));
    EXPECT_THAT(refusal("", "[run.nationality]\nx = 1\n"), Not(testing::IsEmpty()));
}

TEST(InputPolicy, R7_NoObjectiveIsTaken)
{
    for (const std::string& text : {std::string("objective = \"recruitment\"\n"), std::string("maximise = \"x\"\n")}) {
        EXPECT_THAT(refusal(text), HasSubstr("nothing is optimised here")) << text;
    }
    EXPECT_THAT(refusal("", "[model]\npathways = []\nminimize_detection = true\n"),
                HasSubstr("nothing is optimised here"));
    EXPECT_THAT(refusal("", "[parameters]\n\"offenders.payoff\" = 1.0\n"), Not(testing::IsEmpty()));
}

} // namespace
