#include "analysis/calibration/definitions.hpp"
#include "analysis/calibration/targets.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;

const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";

std::set<std::string> measures_of_the_tables()
{
    std::set<std::string> all;
    for (const auto& entry : fs::directory_iterator(data)) {
        if (entry.path().filename().string().starts_with("anitp_")) {
            for (const auto& t : calibration::read_targets(entry.path())) {
                all.insert(t.measure);
            }
        }
    }
    return all;
}

// RELIABILITY C1: source, date and definition of every figure. The date is the target's period, which its reader asks for.
TEST(Definitions, EveryTargetHasItsSourceAndDefinition)
{
    const auto definitions = calibration::read_definitions(data / "target_definitions.csv");
    std::ifstream file(data / "SOURCES.md");
    const std::string sources(std::istreambuf_iterator<char>(file), {});
    const auto measures = measures_of_the_tables();
    ASSERT_GT(measures.size(), 20u);
    for (const std::string& measure : measures) {
        ASSERT_TRUE(definitions.contains(measure)) << measure << " has no row in target_definitions.csv";
        for (const std::string& source : definitions.at(measure).sources) {
            EXPECT_THAT(sources, ::testing::HasSubstr("| " + source + " |")) << measure;
        }
    }
    for (const auto& [measure, definition] : definitions) {
        EXPECT_TRUE(measures.contains(measure)) << measure << " is defined and is in no table";
    }
}

TEST(Definitions, TheSourcesOfATableAreThoseOfItsDefinitions)
{
    const auto definitions = calibration::read_definitions(data / "target_definitions.csv");
    for (const char* const name : {"anitp_national_by_year.csv", "anitp_county_other.csv"}) {
        for (const auto& t : calibration::read_targets(data / name)) {
            EXPECT_THAT(definitions.at(t.measure).sources, ::testing::Contains(t.source)) << t.where;
        }
    }
}

// RELIABILITY C1: the six conflicts of docs/calibration.md, in both languages and with the same numbers.
TEST(Definitions, KnownConflictsAreThoseOfTheMeasuresThatFiguresHave)
{
    const auto definitions = calibration::read_definitions(data / "target_definitions.csv");
    std::vector<calibration::Target> all;
    for (const char* const name :
         {"anitp_national_by_year.csv", "anitp_child_profile_2018_2022.csv", "anitp_children_age_sex_2018_2022.csv"}) {
        const auto some = calibration::read_targets(data / name);
        all.insert(all.end(), some.begin(), some.end());
    }
    const auto known = calibration::known_conflicts(definitions, all);
    ASSERT_EQ(known.size(), 6u);
    EXPECT_EQ(known[0].measure, "victims_total");
    const auto numbers = [](const std::string& text) {
        std::multiset<std::string> found;
        std::string digits;
        for (const char c : text + " ") {
            if (c >= '0' && c <= '9') {
                digits += c;
            } else if (!digits.empty()) {
                found.insert(digits);
                digits.clear();
            }
        }
        return found;
    };
    for (const auto& c : known) {
        EXPECT_NE(c.text, c.text_ro);
        EXPECT_EQ(numbers(c.text), numbers(c.text_ro)) << c.measure;
    }
    EXPECT_TRUE(calibration::known_conflicts(definitions, {}).empty());
    EXPECT_TRUE(calibration::known_conflicts({}, all).empty());
}

TEST(Definitions, ARowWithoutSourceOrTwiceIsRefused)
{
    const fs::path file = fs::temp_directory_path() / "veghe_definitions_test.csv";
    std::ofstream(file)
        << "measure,unit,definition,source_id,caveat\na,persons,All,S1,\na,persons,All,S1 S2,\nb,persons,All,,\n";
    try {
        calibration::read_definitions(file);
        ADD_FAILURE() << "not refused";
    } catch (const sim::InputError& e) {
        ASSERT_EQ(e.problems().size(), 2u);
        EXPECT_THAT(e.problems()[0].where, ::testing::EndsWith("veghe_definitions_test.csv:3"));
        EXPECT_THAT(e.problems()[0].message.text(), ::testing::HasSubstr("a is defined a second time"));
        EXPECT_THAT(e.problems()[1].message.text(), ::testing::HasSubstr("source_id is empty"));
    }
    fs::remove(file);
}

} // namespace
