#include "models/meant.hpp"
#include "models/registry.hpp"
#include "models/scenario_keys.hpp"
#include "tests/support/scenario_fixture.hpp"

// Whom an intervention is for, as a scenario says it.

namespace {

using model::Care;
using model::CountyId;
using namespace test::scenario;

/// The run's counties are DJ, BC and IS.
struct Targets : Files {
    model::Target target(const std::string& text) { return good(intervention(text)).interventions.at(0).target; }
    std::vector<CountyId> counties(const std::string& text) { return target(text).counties; }
};

/// What a refusal names after `before`, as far as the first of some words; empty where it does not.
std::string told(const std::string& said, std::string_view before, std::initializer_list<std::string_view> after)
{
    const std::size_t found = said.find(before);
    const std::size_t from = found == std::string::npos ? said.size() : found + before.size();
    std::size_t end = said.size();
    for (const std::string_view word : after) {
        end = std::min(end, said.find(word, from));
    }
    return said.substr(from, end - from);
}

constexpr CountyId bacau{4}, dolj{17}, iasi{25};

TEST_F(Targets, CentresAreTheirCountiesOfTheRun)
{
    EXPECT_EQ(counties("centres = [\"Craiova\"]"), std::vector{dolj}); // GJ, MH and OT are not in the run
    EXPECT_EQ(counties("centres = [\"Iași\", \"BACAU\"]"), (std::vector{bacau, iasi}));
    EXPECT_EQ(counties("centres = [\"iasi\"]"), counties("counties = [\"IS\"]"));
}

TEST_F(Targets, CentresThatMeanNothingAreRefused)
{
    EXPECT_EQ(findings_of(intervention("centres = [\"Craiva\"]")),
              "s.toml:10: intervention.centres: \"Craiva\" is no regional centre; the name of its seat is expected; "
              "nearest is Craiova");
    EXPECT_EQ(findings_of(intervention("centres = [\"Cluj-Napoca\"]")),
              "s.toml:10: intervention.centres names Cluj-Napoca, none of whose counties (BN, CJ, MM, SJ) is in "
              "run.counties; leave it out, or add one of them to run.counties");
    EXPECT_EQ(findings_of(intervention("centres = [\"Iași\", \"Iasi\"]")),
              "s.toml:10: intervention.centres names a centre twice; name it once");
    EXPECT_EQ(findings_of(intervention("centres = [\"Iași\"]\ncounties = [\"IS\"]")),
              "s.toml:10: intervention.centres and intervention.counties both say where; name the counties alone, or "
              "the centres whose counties are meant");
    EXPECT_NE(findings_of(intervention("centres = []")), "");
    EXPECT_NE(findings_of(intervention("centres = \"Iași\"")), "");
    EXPECT_NE(findings_of(intervention("centres = [3]")), "");
}

TEST_F(Targets, PersonsAreReadAsTheyAreWritten)
{
    const model::Target all =
        target("care = [\"residential\", \"relatives\"]\nboarding = false\nparents_abroad = true");
    EXPECT_EQ(all.care, (std::vector{Care::relatives, Care::residential}));
    EXPECT_EQ(all.boarding, false);
    EXPECT_EQ(all.parents_abroad, true);
    const model::Target nothing = target("");
    EXPECT_TRUE(nothing.care.empty() && !nothing.boarding && !nothing.parents_abroad);
    EXPECT_EQ(findings_of(intervention("care = [\"orphanage\"]")),
              "s.toml:10: intervention.care = \"orphanage\" is unknown; one of two_parents, one_parent, relatives, "
              "foster, residential is expected");
    EXPECT_NE(findings_of(intervention("care = []")), "");
    EXPECT_NE(findings_of(intervention("care = \"foster\"")), "");
    EXPECT_NE(findings_of(intervention("boarding = 1")), "");
    EXPECT_NE(findings_of(intervention("parents_abroad = \"yes\"")), "");
}

// A number in quotes is told how to be written; followed to the end, what is told is taken.
TEST_F(Targets, WhatIsSuggestedForANumberOfAListIsTaken)
{
    const std::string of_grades = "s.toml:10: intervention.grades = \"5\" is text; a whole number from 0 to 12 is "
                                  "expected: write 5 in its place";
    EXPECT_EQ(findings_of(intervention("grades = [\"5\"]")), of_grades);
    struct Case {
        std::string text;
        std::string_view followed;
    };
    for (const auto& [text, followed] : {Case{"grades = [\"5\"]", "grades = [5]"},
                                         {"grades = [7, \"5\", \"6\"]", "grades = [7, 5, 6]"},
                                         {"ages = [\"10\", \"17\"]", "ages = [10, 17]"},
                                         {"ages = [\"10,0 years\", 17]", "ages = [\"10.0 years\", 17]"},
                                         {"ages = [\"2,5 years\", 17]", ""},
                                         {"grades = [\"13\"]", ""},
                                         {"grades = [\"5 %\"]", ""}}) {
        std::string now = text;
        int left = 5; // more refusals than any of these has numbers
        for (std::string said = findings_of(intervention(now)); !said.empty(); said = findings_of(intervention(now))) {
            ASSERT_GT(left--, 0) << text << " | " << said;
            const std::string wrong = told(said, " = ", {" is ", " has "});
            const std::string instead = told(said, ": write ", {" in its place"});
            if (instead.empty()) {
                now.clear();
                break;
            }
            now.replace(now.find(wrong), wrong.size(), instead);
        }
        EXPECT_EQ(now, followed) << text;
    }
}

// What is resolved means the same when it is read again, centres as their counties.
TEST_F(Targets, ResolvedTextsMeanTheSame)
{
    const model::Scenario first = good(intervention("centres = [\"Iași\"]\nages = [13, 17]\ncare = [\"foster\"]\n"
                                                    "boarding = true\nparents_abroad = false"));
    const model::Scenario again = load(first.resolved);
    EXPECT_EQ(again.interventions.at(0).target, first.interventions.at(0).target);
    EXPECT_EQ(again.resolved, first.resolved);
}

// No two mean the same persons at the same time; those of one household differ in age and care, so that these keep
// nothing apart where whole households are reached.
TEST_F(Targets, OverlapsKnowThePersons)
{
    struct Pair {
        const char* first;
        const char* second;
        bool overlap;
    };
    for (const Pair& pair : {Pair{"care = [\"foster\"]", "care = [\"residential\"]", false},
                             {"care = [\"foster\", \"relatives\"]", "care = [\"relatives\"]", true},
                             {"care = [\"foster\"]", "", true},
                             {"boarding = true", "boarding = false", false},
                             {"boarding = true", "", true},
                             {"parents_abroad = true", "parents_abroad = false", false},
                             {"parents_abroad = true", "ages = [3, 5]", true},
                             {"centres = [\"Iași\"]", "counties = [\"DJ\"]", false},
                             {"centres = [\"Iași\"]", "counties = [\"IS\"]", true}}) {
        const std::string both = intervention("name = \"a\"\n" + std::string(pair.first)) +
                                 intervention("name = \"b\"\n" + std::string(pair.second));
        EXPECT_EQ(!findings_of(both).empty(), pair.overlap) << pair.first << " | " << pair.second;
        model::Vocabulary words = test::words();
        words.kinds[0].households = true;
        const auto file = test::write_text(folder, "h.toml", std::string(head) + run_table + population_table + both);
        const bool places_apart = std::string(pair.first).find("centres") == 0 && !pair.overlap;
        if (places_apart) {
            EXPECT_NO_THROW(model::load_scenario(file, {}, words));
        } else {
            EXPECT_THROW(model::load_scenario(file, {}, words), sim::InputError) << pair.first << " | " << pair.second;
        }
    }
}

TEST_F(Targets, AtMostFourGroupsOfPersonsOfAKind)
{
    std::string text;
    for (int group = 0; group < 4; ++group) {
        const std::string age = std::to_string(10 + group);
        text += intervention("name = \"" + age + "\"\nages = [" + age + ", " + age + "]");
    }
    text += intervention("name = \"again\"\nages = [13, 13]\ncounties = [\"DJ\"]\nstart = 2026-01-05");
    EXPECT_NE(findings_of(text), ""); // overlaps with the fourth
    text = text.substr(0, text.rfind("[[intervention]]"));
    EXPECT_EQ(findings_of(text), "");
    EXPECT_EQ(findings_of(text + intervention("name = \"fifth\"\nages = [14, 14]")),
              "s.toml:24: \"fifth\" is for group 5 of persons (by ages, care, boarding and parents_abroad) that "
              "school_counsellors means; at most 4 are kept apart; aim some of them at the same persons");
}

/// The keys that a refusal says a kind can aim at; an empty one, for none, where it says to leave the key out.
std::vector<std::string> suggested(const std::string& said)
{
    constexpr std::string_view before = "it can aim at: ";
    std::vector<std::string> keys;
    if (said.ends_with("; leave it out")) {
        keys.emplace_back();
    } else if (const std::size_t at = said.find(before); at != std::string::npos) {
        for (std::size_t from = at + before.size(); from < said.size();) {
            const std::size_t end = std::min(said.find(", ", from), said.size());
            keys.push_back(said.substr(from, end - from));
            from = end + 2;
        }
    }
    EXPECT_FALSE(keys.empty()) << said;
    return keys;
}

/// A kind aims by a key, or the scenario is told what it reaches and by what it can aim; what it is told to write is taken.
TEST_F(Targets, EachKindHonoursWhatItDeclaresAndRefusesTheRest)
{
    const std::map<std::string_view, std::string> examples{
        {"settlement", "\"rural\""}, {"levels", "[\"upper\"]"}, {"grades", "[9]"},
        {"ages", "[13, 17]"},        {"care", "[\"foster\"]"},  {"boarding", "true"},
        {"parents_abroad", "true"},  {"counties", "[\"DJ\"]"},  {"centres", "[\"Iași\"]"}};
    std::size_t honoured = 0;
    const model::Vocabulary words = model::registry_vocabulary();
    const auto written = [&](const model::InterventionKind& kind, std::string_view key) {
        const std::string line = key.empty() ? "" : std::string(key) + " = " + examples.at(key) + "\n";
        return test::write_text(folder, "k.toml",
                                std::string(head) + run_table + population_table + "[[intervention]]\nkind = \"" +
                                    std::string(kind.name) + "\"\n" + line);
    };
    for (const model::InterventionKind& kind : model::interventions()) {
        for (const std::string_view key : model::target_keys()) {
            const auto file = written(kind, key);
            if (model::may_say(kind, key)) {
                ++honoured;
                EXPECT_NO_THROW(model::load_scenario(file, {}, words)) << kind.name << " " << key;
                continue;
            }
            try {
                model::load_scenario(file, {}, words);
                ADD_FAILURE() << kind.name << " takes " << key;
            } catch (const sim::InputError& error) {
                const std::string said = error.what();
                const std::string nothing = "says nothing to a " + std::string(kind.name) + ", which ";
                EXPECT_NE(said.find(nothing + (kind.national ? "holds for the whole country" : "reaches ")),
                          std::string::npos)
                    << said;
                for (const std::string& other : suggested(said)) {
                    EXPECT_NO_THROW(model::load_scenario(written(kind, other), {}, words)) << said << " | " << other;
                }
            }
        }
    }
    EXPECT_GE(honoured, 60U);
}

TEST_F(Targets, ALessonReachesWholeClasses)
{
    const auto file = test::write_text(folder, "k.toml",
                                       std::string(head) + run_table + population_table +
                                           "[[intervention]]\nkind = \"curriculum\"\nparents_abroad = true\n");
    try {
        model::load_scenario(file);
        FAIL();
    } catch (const sim::InputError& error) {
        EXPECT_NE(
            std::string(error.what())
                .find("intervention.parents_abroad says nothing to a curriculum, which reaches whole classes; it can "
                      "aim at: counties, centres, grades, levels, settlement"),
            std::string::npos)
            << error.what();
    }
}

} // namespace
