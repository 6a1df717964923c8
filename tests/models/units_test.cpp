#include "models/units.hpp"
#include "tests/support/scenario_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <cmath>

namespace {

using model::read_quantity;
using namespace test::scenario;
using testing::ElementsAre;
using testing::HasSubstr;

struct Row {
    const char* text;
    const char* unit;
    double value;
};

TEST(Units, AreConvertedByHand)
{
    const std::vector<Row> rows{
        {"26 weeks", "weeks", 26.0},
        {"1 week", "weeks", 1.0},
        {"0.1 weeks", "weeks", 0.1}, // not a bit is lost where nothing is converted
        {"14 days", "weeks", 2.0},
        {"6 months", "weeks", 6.0 * 365.25 / 12.0 / 7.0}, // 26.09
        {"2 years", "week", 2.0 * 365.25 / 7.0},
        {"24 months", "years", 2.0},
        {"90 RON", "RON", 90.0},
        {"90 lei", "RON", 90.0},
        {"2 million RON", "RON", 2e6},
        {"1.5 thousand RON", "RON", 1500.0},
        {"2.5 milioane RON", "RON", 2.5e6},
        {"2 milioane de lei", "RON", 2e6},
        {"1 milion lei", "RON", 1e6},
        {"5 mii de lei", "RON", 5000.0},
        {"20 de lei", "RON", 20.0},
        {"12 hours", "hour", 12.0},
        {"90 minutes", "hour", 1.5},
        {"40 km", "km", 40.0},
        {"500 m", "km", 0.5},
        {"40km", "km", 40.0},
        {"  40   km ", "km", 40.0},
        {"1e3 m", "km", 1.0},
        {"-3 km", "km", -3.0},
        {"500 pupils", "pupil", 500.0},
        {"500 pupil", "pupils", 500.0},
        {"3 people", "persons", 3.0},
        {"2 children", "child", 2.0},
        {"4 classes", "class", 4.0},
        {"2 teams", "team", 2.0},
        {"3/year", "1/year", 3.0},
        {"3 1/year", "1/year", 3.0},
        {"3 per year", "1/year", 3.0},
        {"1 per week", "1/year", 365.25 / 7.0},
        {"5 hours/week", "hour/week", 5.0},
        {"5 hours per week", "hour/week", 5.0},
        {"300 minutes per week", "hour/week", 5.0},
        {"1.5 RON/km", "RON/km", 1.5},
        {"0.0015 RON per m", "RON/km", 1.5},
        {"100 RON/(post day)", "RON/(post week)", 700.0},
        {"700 RON per post week", "RON/(post week)", 700.0},
        {"60 RON/visits", "RON/visit", 60.0},
    };
    for (const Row& row : rows) {
        const model::Quantity q = read_quantity(row.text, row.unit);
        ASSERT_TRUE(q.value.has_value()) << row.text << " in " << row.unit << " " << q.problem.text();
        EXPECT_NEAR(*q.value, row.value, std::abs(row.value) * 1e-15) << row.text << " in " << row.unit;
    }
}

TEST(Units, WhatIsNoneIsSaid)
{
    struct Bad {
        const char* text;
        const char* unit;
        const char* problem;
    };
    const std::vector<Bad> rows{
        {"26", "weeks", "has no unit"},
        {"2 million", "RON", "has no unit"},
        {"26 pupils", "weeks", "is in another unit"},
        {"26 weekss", "weeks", "is in another unit"},
        {"8 hours", "weeks", "is in another unit"}, // hours of work are no part of a calendar week
        {"90 EUR", "RON", "is in another unit"},
        {"90 de weeks", "weeks", "is in another unit"},
        {"2 milioane", "RON", "has no unit"},
        {"2 milioane de", "RON", "is in another unit"},
        {"90 RON/year", "RON", "is in another unit"},
        {"3 year", "1/year", "is in another unit"},
        {"3 visits/year", "1/year", "is in another unit"},
        {"60 %", "weeks", "is in another unit"},
        {"0,6 km", "km", "has a comma"},
        {"2,000,000 RON", "RON", "has a comma"},
        {"2 000 000 RON", "RON", "holds two numbers"},
        {"2.000.000 RON", "RON", "has two points"},
        {"300.000 lei", "RON", "has three digits after a point, which may be a mark of thousands"},
        {"nan weeks", "weeks", "begins with no number"},
        {"inf weeks", "weeks", "begins with no number"},
        {"-inf weeks", "weeks", "begins with no number"},
        {"weeks", "weeks", "begins with no number"},
        {"", "weeks", "begins with no number"},
        {"-", "weeks", "begins with no number"},
        {"+5 weeks", "weeks", "begins with no number"},
        {"1e999 weeks", "weeks", "begins with no number"},
        {"1e308 million RON", "RON", "is not finite"},
    };
    for (const Bad& row : rows) {
        const model::Quantity q = read_quantity(row.text, row.unit);
        EXPECT_FALSE(q.value.has_value()) << row.text;
        EXPECT_THAT(q.problem.text(), HasSubstr(row.problem)) << row.text << " in " << row.unit;
    }
}

TEST(Units, AreNamedOnce)
{
    EXPECT_THAT(model::units_like("week"), ElementsAre("weeks", "days", "months", "years"));
    EXPECT_THAT(model::units_like("RON"), ElementsAre("RON"));
    EXPECT_THAT(model::units_like("RON/(post week)"), ElementsAre("RON/(post week)"));
    for (const char* const unit : {"week", "hour", "km", "RON", "pupil", "child"}) {
        for (const std::string& spelling : model::unit_spellings(unit)) {
            EXPECT_TRUE(read_quantity("3 " + spelling, unit).value.has_value()) << spelling << " for " << unit;
        }
        EXPECT_FALSE(model::unit_spellings(unit).empty()) << unit;
    }
}

TEST(Units, DoNotHearTheLocale)
{
    const char* const before = std::setlocale(LC_ALL, nullptr);
    const std::string kept = before;
    for (const char* const locale : {"ro_RO.UTF-8", "de_DE.UTF-8", "C.UTF-8"}) {
        std::setlocale(LC_ALL, locale); // where it is installed
        EXPECT_EQ(read_quantity("0.5 km", "km").value, 0.5) << locale;
        EXPECT_FALSE(read_quantity("0,5 km", "km").value.has_value()) << locale;
    }
    std::setlocale(LC_ALL, kept.c_str());
}

// Every unit that a declaration names can be written behind a number where it is not pure.
TEST(Units, EveryDeclaredUnitIsReadAsItself)
{
    const model::Vocabulary words = model::registry_vocabulary();
    std::size_t seen = 0;
    const auto check = [&](std::string_view unit, std::string_view name) {
        if (!model::is_pure(unit)) {
            ++seen;
            EXPECT_EQ(read_quantity("3 " + std::string(unit), unit).value, 3.0) << name << " " << unit;
        }
    };
    for (const sim::ParameterInfo& info : words.parameters) {
        check(info.unit, info.name);
    }
    for (const auto& kind : words.kinds) {
        for (const model::SettingInfo& setting : kind.settings) {
            check(setting.unit, setting.name);
        }
    }
    EXPECT_GT(seen, 100u);
}

TEST_F(Files, UnitsInValues)
{
    const auto ramp = [&](const std::string& value) {
        return good(intervention("ramp_weeks = " + value)).interventions.at(0).ramp_weeks;
    };
    EXPECT_EQ(ramp("26"), 26.0);
    EXPECT_EQ(ramp("\"26 weeks\""), 26.0);
    EXPECT_EQ(ramp("\"182 days\""), 26.0);
    EXPECT_NEAR(ramp("\"6 months\""), 26.0893, 1e-4); // 6 / 12 * 365.25 / 7
    EXPECT_EQ(good(intervention("ages = [\"10 years\", 17]")).interventions.at(0).target.youngest, 10);
    EXPECT_EQ(good(intervention("pupils_per_counsellor = \"500 pupils\""))
                  .interventions.at(0)
                  .settings.at("pupils_per_counsellor"),
              500.0);
    EXPECT_EQ(good("[parameters]\nlover_boy.base = \"0.002 per year\"\n").parameters.value_or("lover_boy.base", 0),
              0.002);
    const std::string open = "format = 1\n" + std::string(population_table) + run_table;
    EXPECT_EQ(load(open + "warmup_weeks = \"14 days\"\n").warmup_weeks, 2);
    EXPECT_THAT(good(intervention("ramp_weeks = \"182 days\"")).resolved, HasSubstr("ramp_weeks = 26.0\n"));
}

TEST_F(Files, UnitsThatAreWrong)
{
    const std::string weeks =
        "a number from 0 to 520 weeks is expected, bare or as a text in weeks, days, months or years";
    EXPECT_EQ(findings_of(intervention("ramp_weeks = \"26 pupils\"")),
              "s.toml:10: intervention.ramp_weeks = \"26 pupils\" is in another unit; " + weeks);
    EXPECT_EQ(findings_of(intervention("ramp_weeks = \"26\"")),
              "s.toml:10: intervention.ramp_weeks = \"26\" has no unit; " + weeks + ": write ramp_weeks = 26");
    EXPECT_EQ(findings_of(intervention("ramp_weeks = \"11 years\"")),
              "s.toml:10: intervention.ramp_weeks = \"11 years\" (573.964286 weeks) is above 520; a number from 0 to "
              "520 weeks is expected");
    EXPECT_EQ(
        findings_of(intervention("coverage = \"60 %\"")),
        "s.toml:10: intervention.coverage = \"60 %\" is text; a share in [0, 1] is expected: write coverage = 0.6");
    EXPECT_THAT(findings_of(intervention("coverage = \"0.6 pupils\"")), HasSubstr("write coverage = 0.6"));
    const std::string open = "format = 1\n" + std::string(population_table) + run_table;
    EXPECT_EQ(findings(open + "warmup_weeks = \"1 year\"\n"),
              "s.toml:8: run.warmup_weeks = \"1 year\" (52.178571 weeks) is not whole; a whole number from 0 to 520 "
              "weeks is expected");
    EXPECT_EQ(findings(open + "warmup_weeks = \"20 years\"\n"),
              "s.toml:8: run.warmup_weeks = \"20 years\" (1043.571429 weeks) is out of range; a whole number from 0 to "
              "520 weeks is expected");
    EXPECT_EQ(findings(open + "seed = \"3 weeks\"\n"),
              "s.toml:8: run.seed = \"3 weeks\" is text; a whole number from 0 to 9223372036854775807 is expected: "
              "write seed = 3");
}

} // namespace
