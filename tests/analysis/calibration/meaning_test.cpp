#include "analysis/calibration/meaning.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;
using calibration::Dimension;
using calibration::Meant;
using calibration::Selection;
using calibration::Target;
using calibration::TargetKind;
using calibration::Unmeant;

const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";

std::uint32_t bits(auto... categories)
{
    return (... | (std::uint32_t{1} << static_cast<unsigned>(categories)));
}

Selection only(Dimension d, std::uint32_t taken, Selection s = {})
{
    s[d] &= taken;
    return s;
}

Target counted(const std::string& measure)
{
    Target t;
    t.measure = measure;
    t.kind = TargetKind::count;
    t.where = "some.csv:2";
    return t;
}

Target share(const std::string& measure)
{
    Target t = counted(measure);
    t.kind = TargetKind::share;
    return t;
}

Target split(const std::string& measure, const std::string& group, const std::string& category, std::int64_t n = 1,
             std::int64_t denominator = 10)
{
    Target t = counted(measure);
    t.kind = TargetKind::split;
    t.group = group;
    t.category = category;
    t.low = t.high = n;
    t.denominator = denominator;
    return t;
}

/// What is counted; nothing counted where the figure has no meaning.
Selection lines(const Target& t)
{
    const auto m = calibration::meaning_of(t);
    Selection none;
    none.taken = {};
    return m && m->figure.empty() ? m->counted : none;
}

const std::uint32_t girls_sex = bits(1);
const std::uint32_t of_minors = (1U << 18) - 1;
const std::uint32_t of_adults = bits(18, 19);
const std::uint32_t sexual = bits(model::Form::sexual, model::Form::online_sexual);

TEST(Meaning, OfCountsByTheWordsOfTheirMeasure)
{
    const Selection girls = only(Dimension::sex, girls_sex, only(Dimension::age, of_minors));
    EXPECT_EQ(lines(counted("victims_total")), Selection());
    EXPECT_EQ(lines(counted("all_victims")), Selection());
    EXPECT_EQ(lines(counted("victims_children")), calibration::minors());
    EXPECT_EQ(lines(counted("registered minors")), calibration::minors());
    EXPECT_EQ(lines(counted("victims_adults")), calibration::adults());
    EXPECT_EQ(lines(counted("victims_female")), only(Dimension::sex, girls_sex));
    EXPECT_EQ(lines(counted("victims_girls")), girls);
    EXPECT_EQ(lines(counted("victims_women")), only(Dimension::sex, girls_sex, only(Dimension::age, of_adults)));
    EXPECT_EQ(lines(counted("victims_men_and_boys")), only(Dimension::sex, bits(0)));
    EXPECT_EQ(lines(counted("exploitation_sexual")), only(Dimension::form, sexual));
    EXPECT_EQ(lines(counted("victims_children_sexual")), only(Dimension::form, sexual, calibration::minors()));
    EXPECT_EQ(lines(counted("exploitation_labour_incl_begging_theft")),
              only(Dimension::form, bits(model::Form::labour, model::Form::begging, model::Form::forced_criminality)));
    EXPECT_EQ(lines(counted("exploitation_other")),
              only(Dimension::form, bits(model::Form::forced_criminality, model::Form::attempted)));
    EXPECT_EQ(lines(counted("internal_trafficking")), only(Dimension::place, bits(model::Place::inside_romania)));
    EXPECT_EQ(lines(counted("external_trafficking")), only(Dimension::place, bits(model::Place::abroad)));
    EXPECT_EQ(lines(counted("victims_recruited_online")), only(Dimension::mode, bits(model::Mode::online)));
}

TEST(Meaning, OfAgesInManySpellings)
{
    const auto ages = [](const std::string& text) { return lines(split("age", "girls", text))[Dimension::age]; };
    EXPECT_EQ(ages("15"), bits(15));
    EXPECT_EQ(ages("10-13"), bits(10, 11, 12, 13));
    EXPECT_EQ(ages("10_to_13"), bits(10, 11, 12, 13));
    EXPECT_EQ(ages("age_1_9"), (1U << 10) - 2);
    EXPECT_EQ(ages("under_14"), (1U << 14) - 1);
    EXPECT_EQ(ages("<14"), (1U << 14) - 1);
    EXPECT_EQ(ages("up to 13"), (1U << 14) - 1);
    EXPECT_EQ(ages("14+"), of_minors - ((1U << 14) - 1)) << "of girls: up to 17";
    const auto adult = [](const std::string& text) { return lines(split("age", "all", text))[Dimension::age]; };
    EXPECT_EQ(adult("18-24"), bits(18));
    EXPECT_EQ(adult("18_25"), bits(18));
    EXPECT_EQ(adult("25+"), bits(19));
    EXPECT_EQ(adult("26 and older"), bits(19));
    EXPECT_EQ(adult("over 18"), of_adults);
    const Meant thirties = calibration::meant(split("age", "all", "30-39"));
    EXPECT_FALSE(thirties.meaning);
    EXPECT_EQ(thirties.why, Unmeant::ages);
}

TEST(Meaning, OfSharesHasAWhole)
{
    const auto children = calibration::meaning_of(share("share_children"));
    ASSERT_TRUE(children);
    EXPECT_EQ(children->counted, calibration::minors());
    EXPECT_EQ(*children->whole, Selection());
    const auto girls = calibration::meaning_of(share("share_female_of_children"));
    ASSERT_TRUE(girls);
    EXPECT_EQ(girls->counted, only(Dimension::sex, girls_sex, calibration::minors()));
    EXPECT_EQ(*girls->whole, calibration::minors());
    const auto assisted = calibration::meaning_of(share("share_victims_assisted"));
    ASSERT_TRUE(assisted);
    EXPECT_EQ(assisted->figure, "assistance.served");
    EXPECT_EQ(*assisted->whole, Selection());
}

TEST(Meaning, OfInstitutionsIsAFlowOrAStockOfTwoReadings)
{
    const std::map<std::string, std::string> named{{"new_investigations", "justice.opened"},
                                                   {"prosecuted_suspects", "justice.suspects_indicted"},
                                                   {"convictions", "justice.suspects_convicted"},
                                                   {"diicot_trafficking_cases_solved", "justice.solved"},
                                                   {"diicot_trafficking_cases_pending", "justice.pending"}};
    for (const auto& [measure, figure] : named) {
        const auto m = calibration::meaning_of(counted(measure));
        ASSERT_TRUE(m) << measure;
        EXPECT_EQ(m->figure, figure);
        EXPECT_EQ(m->stock, figure == "justice.pending");
        EXPECT_EQ(m->workload, m->stock ? "justice.solved" : "");
    }
}

TEST(Meaning, OfWhatTheModelHasNotIsAReason)
{
    const auto why = [](const Target& t) {
        const Meant m = calibration::meant(t);
        EXPECT_FALSE(m.meaning) << t.measure;
        return std::string(calibration::unmeant_names[static_cast<std::size_t>(m.why)]) + " " + m.word;
    };
    EXPECT_EQ(why(counted("hotline_calls_leading_to_investigation")), "unknown hotline");
    EXPECT_EQ(why(share("expert_max_share_of_cases_registered")), "unknown expert");
    EXPECT_EQ(why(counted("total")), "unknown total");
    EXPECT_EQ(why(counted("")), "unknown ");
    EXPECT_EQ(why(counted("victims_italy")), "part victims_italy");
    EXPECT_EQ(why(split("nationality", "all", "romanian")), "unknown nationality");
    EXPECT_EQ(why(split("recruitment_mode", "all", "agency")), "unknown agency");
    EXPECT_EQ(why(split("age", "girls", "18-24")), "contrary 18-24") << "no girl is of age";
    Target of_county = counted("victims_female");
    of_county.county = model::CountyId{0};
    EXPECT_EQ(why(of_county), "county victims_female");
    Target gone = counted("victims_total");
    gone.kind = TargetKind::missing;
    EXPECT_EQ(why(gone), "missing victims_total");
}

TEST(Meaning, OfASplitWithoutAnotherWordIsOfChildren)
{
    const auto all = calibration::meaning_of(split("exploitation", "all_ages", "sexual"));
    ASSERT_TRUE(all);
    EXPECT_EQ(*all->whole, calibration::minors());
    const auto men = calibration::meaning_of(split("exploitation", "men", "labour"));
    ASSERT_TRUE(men);
    EXPECT_EQ(*men->whole, only(Dimension::sex, bits(0), calibration::adults()));
    const auto everybody = calibration::meaning_of(split("exploitation", "all_victims", "labour"));
    ASSERT_TRUE(everybody);
    EXPECT_EQ(*everybody->whole, Selection());
    Target named = split("recruiter", "all", "stranger");
    named.where = "anitp_adult_profile_2018_2022.csv:3";
    EXPECT_EQ(*calibration::meaning_of(named)->whole, calibration::adults());
    const auto older = calibration::meaning_of(split("education_age_14_17", "14_17", "gymnasium"));
    ASSERT_TRUE(older);
    EXPECT_EQ((*older->whole)[Dimension::age], bits(14, 15, 16, 17));
    const auto relation = calibration::meaning_of(split("recruiter", "all", "other_or_relative_or_unspecified"));
    ASSERT_TRUE(relation);
    EXPECT_EQ(relation->counted[Dimension::relation], bits(model::Relation::relative, model::Relation::other));
}

TEST(Meaning, OfATableAddsUpWhatTheModelHasAsOne)
{
    const std::vector<Target> table{split("education_age_14_17", "14_17", "gymnasium", 561, 970),
                                    split("education_age_14_17", "14_17", "high_school", 226, 970),
                                    split("education_age_14_17", "14_17", "primary", 128, 970),
                                    split("education_age_14_17", "14_17", "none", 35, 970),
                                    split("education_age_14_17", "14_17", "vocational", 20, 970)};
    const auto all = calibration::meant(table);
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[1].target.category, "high_school + vocational");
    EXPECT_EQ(all[1].target.low, 246);
    ASSERT_TRUE(all[1].meaning);
    EXPECT_FALSE(all[1].meaning->part);
    // 561 + 226 + 128 + 35 + 20 = 970: all that the whole holds, so nobody whose school was not recorded is in it.
    EXPECT_EQ((*all[0].meaning->whole)[Dimension::education],
              bits(model::Education::no_schooling, model::Education::primary, model::Education::gymnasium,
                   model::Education::upper_secondary));
    const auto alone = calibration::meant(std::vector<Target>{table[0], table[1]});
    EXPECT_TRUE(alone[0].meaning);
    EXPECT_FALSE(alone[1].meaning) << "who goes to a vocational school may be in the rest";
    EXPECT_EQ(alone[1].why, Unmeant::part);
}

TEST(Meaning, OfATableLeavesOutWhomTheModelCannotPlace)
{
    const auto all = calibration::meant(std::vector<Target>{
        split("recruitment_mode", "all", "in_person", 700, 1310), split("recruitment_mode", "all", "online", 224, 1310),
        split("recruitment_mode", "all", "printed_press", 3, 1310)});
    // The model knows no fourth mode: 383 of 1310 are left out, 700 + 224 + 3 = 927 compared.
    for (const Meant& m : all) {
        EXPECT_EQ(m.target.denominator, 927);
        EXPECT_EQ(m.unplaced, 383);
    }
    const auto few = calibration::meant(std::vector<Target>{split("exploitation", "girls", "sexual", 942, 1126)});
    EXPECT_EQ(few[0].target.denominator, 1126) << "the rest may be in other forms";
    EXPECT_EQ(few[0].unplaced, 0);
}

TEST(Meaning, OfOtherIsWhatItsNeighboursDoNotName)
{
    const auto all =
        calibration::meant(std::vector<Target>{counted("exploitation_sexual"), counted("exploitation_attempted"),
                                               counted("exploitation_other"), counted("victims_total")});
    EXPECT_EQ(all[2].meaning->counted[Dimension::form], bits(model::Form::forced_criminality));
    EXPECT_EQ(all[0].meaning->counted[Dimension::form], sexual);
    const auto online = calibration::meant(std::vector<Target>{split("exploitation", "all", "sexual"),
                                                               split("exploitation", "all", "online_sexual"),
                                                               split("exploitation", "all", "labour")});
    EXPECT_EQ(online[0].meaning->counted[Dimension::form], bits(model::Form::sexual));
    EXPECT_EQ(online[2].meaning->counted[Dimension::form], bits(model::Form::labour));
}

TEST(Meaning, OfATableWhoseAgesReachAdultsIsOfEverybody)
{
    const auto all = calibration::meant(std::vector<Target>{
        split("age", "all", "0-13", 2, 20), split("age", "all", "14-17", 5, 20), split("age", "all", "18+", 13, 20)});
    for (const Meant& m : all) {
        ASSERT_TRUE(m.meaning);
        EXPECT_EQ(*m.meaning->whole, Selection());
    }
}

TEST(Meaning, OfLinesCountsThem)
{
    calibration::RegisterCounts run;
    run.profiles = {{.profile = {.female = true, .age = 15, .form = model::Form::sexual}, .pathway = 0, .count = 3},
                    {.profile = {.female = false, .age = 15, .form = model::Form::labour}, .pathway = 1, .count = 4},
                    {.profile = {.female = true, .age = calibration::from_25_on, .form = model::Form::sexual},
                     .pathway = 0,
                     .count = 7}};
    EXPECT_EQ(calibration::count(run, lines(counted("victims_total"))), 14U);
    EXPECT_EQ(calibration::count(run, lines(counted("victims_children"))), 7U);
    EXPECT_EQ(calibration::count(run, lines(counted("exploitation_sexual"))), 10U);
    EXPECT_EQ(calibration::count(run, lines(counted("victims_women"))), 7U);
}

/// Every figure that ships, with the one that has no meaning named.
TEST(Meaning, OfEveryFigureThatShips)
{
    std::vector<std::string> without;
    for (const char* const name :
         {"anitp_child_profile_2018_2022.csv", "anitp_children_age_sex_2018_2022.csv",
          "anitp_children_by_county_2018_2021.csv", "anitp_county_other.csv", "anitp_national_by_year.csv"}) {
        for (const Meant& m : calibration::meant(calibration::read_targets(data / name))) {
            if (!m.meaning) {
                without.push_back(m.target.measure);
            }
        }
    }
    EXPECT_EQ(without, (std::vector<std::string>{"hotline_calls_leading_to_investigation",
                                                 "expert_max_share_of_cases_registered"}));
}

} // namespace
