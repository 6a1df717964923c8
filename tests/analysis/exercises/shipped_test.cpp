#include "analysis/ensemble.hpp"
#include "analysis/exercises/exercise.hpp"
#include "analysis/provenance.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

namespace fs = std::filesystem;
using namespace analysis::exercises;
using analysis::Selection;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const fs::path scenarios = fs::path(VEGHE_SOURCE_DIR) / "scenarios";

/// The exercises of the repository, over the baseline that the page runs.
const Collection& shipped()
{
    static const Collection all = [] {
        const model::Scenario over = model::load_scenario(scenarios / "baselines/romania.toml");
        return load_exercises(scenarios / "exercises", context(scenarios / "strategies", &over));
    }();
    return all;
}

std::vector<Said> texts_of(const Exercise& e)
{
    std::vector<Said> all{e.title, e.about, e.question};
    for (const auto* const list : {&e.answers, &e.look_at, &e.discussion}) {
        all.insert(all.end(), list->begin(), list->end());
    }
    for (const Step& step : e.steps) {
        all.push_back(step.text);
    }
    return all;
}

std::vector<Selection> setups_of(const Exercise& e)
{
    std::vector<Selection> all{e.setup};
    for (const Step& step : e.steps) {
        if (step.setup) {
            all.push_back(*step.setup);
        }
    }
    return all;
}

TEST(ShippedExercises, AreRight)
{
    for (const sim::Problem& problem : shipped().problems) {
        ADD_FAILURE() << problem.where << ": " << problem.message.text();
    }
    EXPECT_GE(shipped().exercises.size(), 8u);
    std::set<std::string> kinds;
    for (const Exercise& e : shipped().exercises) {
        EXPECT_THAT(e.source, Not(IsEmpty())) << e.id;
        EXPECT_GE(e.steps.size(), 2u) << e.id;
        for (const Selection& setup : setups_of(e)) {
            EXPECT_LE(setup.counties.size(), 3u) << e.id; // what the page runs at once
            EXPECT_LE(setup.measures.size(), 6u) << e.id;
            for (const analysis::MeasureChoice& measure : setup.measures) {
                kinds.insert(measure.kind);
            }
        }
    }
    for (const char* const kind :
         {"uniform_recording", "mass_media_campaign", "school_counsellors", "digital_education", "boarding_support",
          "faster_trials"}) { // the dilemmas of the sources
        EXPECT_EQ(kinds.count(kind), 1u) << kind;
    }
}

TEST(ShippedExercises, SpeakBothLanguagesAndStateNoResult)
{
    for (const Exercise& e : shipped().exercises) {
        for (const Said& said : texts_of(e)) {
            EXPECT_THAT(said.romanian, Not(IsEmpty())) << e.id << ": " << said.plain;
            for (const std::string& text : {said.plain, said.romanian}) {
                for (const char* const cedilla : {"ş", "ţ", "Ş", "Ţ", "%"}) {
                    EXPECT_THAT(text, Not(HasSubstr(cedilla))) << e.id;
                }
                EXPECT_LE(text.size(), 450u) << e.id << ": " << text; // it is read from the back of a room
            }
        }
    }
}

// Tulcea with raised rates in the place of the counties, so that half a year of one replicate holds enough to act on.
TEST(ShippedExercises, EverySetupRunsAndChangesSomething)
{
    const test::Folder folder;
    const fs::path tiny = folder / "tiny.toml";
    test::write_bytes(tiny, analysis::scenario_text({}, {.title = "As it is",
                                                         .extends = (scenarios / "tiny.toml").generic_string(),
                                                         .end = sim::parse_date("2023-03-06")}));
    std::vector<model::Scenario> all{model::load_scenario(tiny)};
    for (const Exercise& e : shipped().exercises) {
        for (const Selection& setup : setups_of(e)) {
            const fs::path file = folder / (e.id + "_" + std::to_string(all.size()) + ".toml");
            test::write_bytes(file, scenario_text(setup, {.title = e.title.plain}));
            all.push_back(model::load_scenario(tiny, {&file, 1}));
            EXPECT_EQ(all.back().interventions.size(), setup.measures.size());
        }
    }
    const sim::Stop stop;
    const analysis::Prepared prepared = analysis::prepare(all[0], {}, stop);
    const auto results = analysis::run_ensembles(all, *prepared.ground, 1, 1, {.stop = stop});
    ASSERT_EQ(results.size(), all.size());
    const std::string baseline = analysis::core_digest(results[0]);
    for (std::size_t i = 1; i < results.size(); ++i) {
        EXPECT_NE(analysis::core_digest(results[i]), baseline) << all[i].name << " does nothing";
    }
}

} // namespace
