#include "analysis/branch.hpp"
#include "analysis/checkpoints.hpp"
#include "analysis/ensemble.hpp"
#include "models/registry.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

model::Scenario baseline()
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.end = scenario.start + std::chrono::weeks{60};
    scenario.data_folder = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";
    return scenario;
}

/// The baseline with a measure that begins after some weeks.
model::Scenario strategy(const std::string& kind, int weeks)
{
    model::Scenario scenario = baseline();
    scenario.name = kind;
    scenario.interventions.push_back(toy::intervention(kind, scenario, 0.9));
    scenario.interventions.back().start = scenario.start + std::chrono::weeks{weeks};
    scenario.interventions.back().where = "strategy.toml:3";
    return scenario;
}

const model::Ground& ground()
{
    static const model::Ground shared = toy::ground(baseline(), toy::hamlets());
    return shared;
}

std::vector<std::string> digests(const std::vector<analysis::EnsembleResult>& results)
{
    std::vector<std::string> all;
    for (const analysis::EnsembleResult& result : results) {
        all.push_back(analysis::core_digest(result));
    }
    return all;
}

std::vector<analysis::EnsembleResult> ensembles(const std::vector<model::Scenario>& scenarios, int replicates,
                                                analysis::Attendance attendance)
{
    return analysis::run_ensembles(scenarios, ground(), *scenarios[0].seed, replicates, attendance);
}

/// What each scenario gives by itself, from its first week on.
std::vector<std::string> alone(const std::vector<model::Scenario>& scenarios, int replicates)
{
    const sim::Stop stop;
    std::vector<std::string> all;
    for (const model::Scenario& scenario : scenarios) {
        all.push_back(digests(ensembles({scenario}, replicates, {.stop = stop})).front());
    }
    return all;
}

/// Runs until a number of weeks have been simulated, all replicates together, then asks to stop.
void run_until_stopped(const model::Scenario& scenario, const analysis::Checkpoints& states, int replicates, int weeks)
{
    const std::array kept{&states};
    sim::Stop stop;
    int left = weeks;
    EXPECT_THROW(analysis::run_ensembles({&scenario, 1}, ground(), *scenario.seed, replicates,
                                         {.stop = stop,
                                          .after_week =
                                              [&] {
                                                  if (--left == 0) {
                                                      stop.request();
                                                  }
                                              },
                                          .checkpoints = kept,
                                          .checkpoint_weeks = 13}),
                 sim::Stopped);
}

TEST(SharedPast, EndsWhereTheFirstDifferenceBegins)
{
    const model::Scenario base = baseline();
    const model::Scenario early = strategy("curriculum", 20);
    const model::Scenario late = strategy("rural_campaign", 40);
    EXPECT_EQ(analysis::shared_past(std::vector{base, late}), base.start + std::chrono::weeks{40});
    EXPECT_EQ(analysis::shared_past(std::vector{base, late, early}), base.start + std::chrono::weeks{20});
    EXPECT_EQ(analysis::shared_past(std::vector{early, early}), std::nullopt); // nothing to share a run for
    EXPECT_EQ(analysis::shared_past(std::vector{base}), std::nullopt);
    EXPECT_EQ(analysis::shared_past(std::vector{base, strategy("curriculum", 0)}), std::nullopt);
    model::Scenario other = late;
    other.parameters.set("lover_boy.approach", 3.0);
    EXPECT_EQ(analysis::shared_past(std::vector{base, other}), std::nullopt);
}

// A budget holds back from the first day on what both have, and an own budget makes two of one measure.
TEST(SharedPast, EndsWhereAnotherBudgetBegins)
{
    model::Scenario base = strategy("curriculum", 20);
    model::Scenario richer = base;
    richer.interventions.push_back(strategy("rural_campaign", 40).interventions[0]);
    EXPECT_EQ(analysis::shared_past(std::vector{base, richer}), base.start + std::chrono::weeks{40});
    richer.budget_per_year = 1e6;
    EXPECT_EQ(analysis::shared_past(std::vector{base, richer}), base.start + std::chrono::weeks{20});
    base.budget_per_year = 1e6;
    EXPECT_EQ(analysis::shared_past(std::vector{base, richer}), base.start + std::chrono::weeks{40});
    richer.interventions[0].budget_per_year = 1e4;
    EXPECT_EQ(analysis::shared_past(std::vector{base, richer}), base.start + std::chrono::weeks{20});
}

// What is paid first takes money of the year in which it begins from what stands behind it.
TEST(SharedPast, KeepsInThePlanWhatIsPaidFirst)
{
    model::Scenario base = strategy("rural_campaign", 40);
    base.interventions.push_back(strategy("curriculum", 20).interventions[0]);
    base.interventions.push_back(strategy("school_counsellors", 60).interventions[0]);
    const sim::Date date = base.start + std::chrono::weeks{30};
    ASSERT_EQ(analysis::before_branch(base, date).interventions.size(), 1U);
    EXPECT_EQ(analysis::before_branch(base, date).interventions[0].kind, "curriculum");
    base.budget_per_year = 1e6;
    const model::Scenario past = analysis::before_branch(base, date);
    ASSERT_EQ(past.interventions.size(), 2U);
    EXPECT_EQ(past.interventions[0].kind, "rural_campaign");
    EXPECT_EQ(past.interventions[1].kind, "curriculum");
}

TEST(SharedPast, RefusesABranchAfterTheFirstDifference)
{
    model::Scenario base = baseline();
    model::Scenario early = strategy("curriculum", 20);
    base.branch = early.branch = model::Branch{base.start + std::chrono::weeks{10}, {}};
    EXPECT_EQ(analysis::shared_past(std::vector{base, early}), base.branch->at);
    base.branch->at = base.start + std::chrono::weeks{30};
    try {
        analysis::shared_past(std::vector{base, early});
        FAIL() << "nothing was refused";
    } catch (const sim::InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("strategy.toml:3: \"curriculum\" begins on "));
    }
    early.interventions.clear();
    early.parameters.set("lover_boy.approach", 3.0);
    EXPECT_THROW(analysis::shared_past(std::vector{base, early}), sim::InputError);
}

// Forked strategies equal strategies run from the start, bit for bit, in memory and through a folder.
TEST(Branch, ChangesNoBitOfWhatIsCompared)
{
    const test::Folder folder;
    std::vector<model::Scenario> all{baseline(), strategy("school_counsellors", 25), strategy("curriculum", 30),
                                     strategy("rural_campaign", 35)};
    const auto expected = alone(all, 3);
    const sim::Stop stop;
    EXPECT_EQ(digests(ensembles(all, 3, {.stop = stop})), expected);
    for (model::Scenario& scenario : all) {
        scenario.branch = model::Branch{scenario.start + std::chrono::weeks{25}, folder / "past"};
    }
    EXPECT_EQ(digests(ensembles(all, 3, {.stop = stop})), expected) << "made";
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "past"), {}), 3);
    EXPECT_EQ(digests(ensembles(all, 3, {.stop = stop})), expected) << "found";
    EXPECT_EQ(digests(ensembles({all[2]}, 3, {.stop = stop})).front(), expected[2]) << "found by one of them";
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "past"), {}), 3);
}

TEST(Branch, MakesADamagedPastAgain)
{
    const test::Folder folder;
    std::vector<model::Scenario> all{baseline(), strategy("curriculum", 30)};
    const auto expected = alone(all, 1);
    for (model::Scenario& scenario : all) {
        scenario.branch = model::Branch{scenario.start + std::chrono::weeks{25}, folder / "past"};
    }
    const sim::Stop stop;
    ensembles(all, 1, {.stop = stop});
    const fs::path file = fs::directory_iterator(folder / "past")->path();
    std::string bytes = test::read_bytes(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    test::write_bytes(file, bytes);
    std::string said;
    EXPECT_EQ(digests(ensembles(all, 1, {.stop = stop, .say = [&](const std::string& what) { said = what; }})),
              expected);
    EXPECT_THAT(said, HasSubstr("it is made again"));
    EXPECT_NE(test::read_bytes(file), bytes);
}

TEST(Checkpoints, AStoppedEnsembleGoesOnToTheSameResult)
{
    const test::Folder folder;
    const model::Scenario scenario = strategy("curriculum", 10);
    const auto expected = alone({scenario}, 3);
    const sim::Threads one(1);
    const sim::Stop stop;
    for (const int weeks : {1, 30, 61, 100, 170}) {
        const analysis::Checkpoints states(folder / "states", analysis::identity_of(scenario));
        run_until_stopped(scenario, states, 3, weeks);
        const bool begun = weeks > 1; // asked to stop before its first week, a run has nothing to keep
        EXPECT_EQ(analysis::Checkpoints::any(folder / "states"), begun);
        EXPECT_EQ(analysis::Checkpoints::seed_in(folder / "states"), begun ? scenario.seed : std::nullopt);
        EXPECT_EQ(states.progress(3).finished, weeks / 61); // asked in its last week, a run is finished nevertheless
        EXPECT_EQ(digests(ensembles({scenario}, 3, {.stop = stop, .checkpoints = std::array{&states}})), expected)
            << weeks;
        EXPECT_EQ(states.progress(3).finished, 3);
        EXPECT_EQ(states.progress(1).finished, 1);
        EXPECT_EQ(digests(ensembles({scenario}, 3, {.stop = stop, .checkpoints = std::array{&states}})), expected)
            << "all found";
        states.remove(2);
        EXPECT_EQ(states.progress(3).finished, 1); // what somebody else may go on from stays
        states.remove();
        EXPECT_FALSE(analysis::Checkpoints::any(folder / "states"));
    }
    EXPECT_FALSE(fs::exists(folder / "states"));
}

// Some of the scenarios of a replicate may have a state and others none; what all share before they part is then run again.
TEST(Checkpoints, AStoppedComparisonGoesOnToTheSameResult)
{
    const std::vector<model::Scenario> scenarios{baseline(), strategy("curriculum", 20),
                                                 strategy("rural_campaign", 40)};
    const auto expected = alone(scenarios, 2);
    const sim::Threads one(1);
    for (const int weeks : {1, 30, 42, 70, 120, 200}) {
        const test::Folder folder;
        std::vector<std::unique_ptr<analysis::Checkpoints>> kept;
        std::vector<const analysis::Checkpoints*> each;
        for (const model::Scenario& scenario : scenarios) {
            kept.push_back(
                std::make_unique<analysis::Checkpoints>(folder / scenario.name, analysis::identity_of(scenario)));
            each.push_back(kept.back().get());
        }
        const auto finished = [&] {
            return std::accumulate(each.begin(), each.end(), 0,
                                   [](int sum, const auto* states) { return sum + states->progress(2).finished; });
        };
        sim::Stop stop;
        int left = weeks;
        EXPECT_THROW(ensembles(scenarios, 2,
                               {.stop = stop,
                                .after_week =
                                    [&] {
                                        if (--left == 0) {
                                            stop.request();
                                        }
                                    },
                                .checkpoints = each}),
                     sim::Stopped);
        EXPECT_EQ(finished(), weeks / 41); // of each 40 weeks after their common past, and the end
        const sim::Stop nobody;
        int simulated = 0;
        EXPECT_EQ(
            digests(ensembles(scenarios, 2, {.stop = nobody, .after_week = [&] { ++simulated; }, .checkpoints = each})),
            expected)
            << weeks;
        EXPECT_LE(simulated, 6 * 41 - weeks + 6) << weeks; // what was finished is looked at, not run
        EXPECT_EQ(finished(), 6);
    }
}

/// The states in a folder, oldest first.
std::vector<fs::path> files_in(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".h5") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

// P3: two states of a run are kept, each refreshed; a damaged newest one gives way to the one before, and it is said.
TEST(Checkpoints, P3_ADamagedNewestStateFallsBack)
{
    const test::Folder folder;
    const model::Scenario scenario = strategy("curriculum", 10);
    const auto expected = alone({scenario}, 1);
    std::vector<std::string> said;
    const analysis::Checkpoints states(folder / "states", analysis::identity_of(scenario),
                                       [&](const std::string& what) { said.push_back(what); });
    run_until_stopped(scenario, states, 1, 45);
    const auto files = files_in(folder / "states");
    ASSERT_EQ(files.size(), 2u);
    const sim::Tick newest = states.newest(0)->state.tick;
    EXPECT_EQ(newest - ground().clock.first(), 44); // the week in which the stop was wished
    fs::resize_file(files[1], fs::file_size(files[1]) - 1);
    EXPECT_EQ(states.newest(0)->state.tick - ground().clock.first(), 39); // three times thirteen
    ASSERT_EQ(said.size(), 1u);
    EXPECT_THAT(said[0], HasSubstr("going on from the one before"));
    const sim::Stop stop;
    EXPECT_EQ(digests(ensembles({scenario}, 1, {.stop = stop, .checkpoints = std::array{&states}})), expected);
    states.remove();
    run_until_stopped(scenario, states, 1, 45);
    const std::string whole = test::read_bytes(files[0]);
    test::write_bytes(files[1], std::string(4096, '\0') + test::read_bytes(files[1]).substr(4096)); // no seal at all
    EXPECT_EQ(states.newest(0)->state.tick - ground().clock.first(), 39);
    EXPECT_EQ(states.newest(0)->state.tick - ground().clock.first(), 39); // it was put aside, and is not met again
    EXPECT_EQ(said.size(), 2u);
    test::write_bytes(files[0], "");
    EXPECT_FALSE(states.newest(0).has_value());
    EXPECT_THAT(said.back(), HasSubstr("the run begins anew"));
    test::write_bytes(folder / "states/r00001-01187.h5", whole); // replicate 0 under the name of another
    EXPECT_FALSE(states.newest(1).has_value());
    EXPECT_THAT(said.back(), HasSubstr("is of replicate 0 and has another's name"));
    EXPECT_EQ(digests(ensembles({scenario}, 1, {.stop = stop, .checkpoints = std::array{&states}})), expected);
}

TEST(Checkpoints, AreTiedToTheProgramThatWroteThem)
{
    const std::string program = analysis::identity_of(baseline()).program;
    EXPECT_THAT(program, testing::MatchesRegex(".* \\(executable [0-9a-f]+\\)"));
    EXPECT_EQ(analysis::identity_until(baseline(), baseline().end).program, program);
}

TEST(Checkpoints, SweepWhatKilledProcessesLeft)
{
    const test::Folder folder;
    fs::create_directory(folder / "states");
    test::write_bytes(folder / "states/.r00001-01472.h5.ab-12-cd.tmp", "half a state");
    test::write_bytes(folder / "states/notes.txt", "mine");
    {
        const analysis::Checkpoints states(folder / "states", analysis::identity_of(baseline()));
        EXPECT_FALSE(fs::exists(folder / "states/.r00001-01472.h5.ab-12-cd.tmp"));
    }
    EXPECT_TRUE(fs::exists(folder / "states/notes.txt"));
}

TEST(Checkpoints, AreOneRunsAtATime)
{
    const test::Folder folder;
    const analysis::RunIdentity identity = analysis::identity_of(baseline());
    std::optional<analysis::Checkpoints> first(std::in_place, folder / "states", identity);
    EXPECT_THROW(analysis::Checkpoints(folder / "states", identity), sim::InputError);
    first.reset();
    EXPECT_FALSE(fs::exists(folder / "states"));
    EXPECT_NO_THROW(analysis::Checkpoints(folder / "states", identity));
}

// P4: states of another scenario, seed, population or program are refused, each with its reason.
TEST(Checkpoints, P4_StatesOfAnotherRunAreRefused)
{
    const test::Folder folder;
    const model::Scenario scenario = strategy("curriculum", 10);
    const analysis::RunIdentity own = analysis::identity_of(scenario);
    run_until_stopped(scenario, analysis::Checkpoints(folder / "states", own), 1, 20);
    const auto reason = [&](const analysis::RunIdentity& wanted) -> std::string {
        try {
            analysis::Checkpoints(folder / "states", wanted).newest(0);
            return "";
        } catch (const sim::InputError& error) {
            return error.what();
        }
    };
    EXPECT_EQ(reason(own), "");
    model::Scenario other = scenario;
    other.title = "another title";
    other.replicates = 7;
    other.output.strata = false;
    EXPECT_EQ(reason(analysis::identity_of(other)), "");
    other.interventions[0].coverage = 0.5;
    EXPECT_THAT(reason(analysis::identity_of(other)), HasSubstr("is of another scenario"));
    other = scenario;
    other.population_seed += 1;
    EXPECT_THAT(reason(analysis::identity_of(other)), HasSubstr("is of another population"));
    analysis::RunIdentity changed = own;
    changed.seed += 1;
    EXPECT_THAT(reason(changed), HasSubstr("was run with --seed"));
    changed = own;
    changed.program = "0.0.1 abc";
    EXPECT_THAT(reason(changed), HasSubstr("this is 0.0.1 abc"));
}

} // namespace
