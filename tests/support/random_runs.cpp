#include "tests/support/random_runs.hpp"

#include "models/births.hpp"
#include "models/scenario_variables.hpp"
#include "models/vocabulary.hpp"
#include "sim/parallel.hpp"
#include "tests/support/conservation.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/scenario_files.hpp"
#include "tests/support/sound_outcome.hpp"
#include "tests/support/synthetic_population.hpp"
#include "tests/support/toy_world.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <tuple>

namespace toy {
namespace {

/// Made-up counties with those to be born in them.
World with_births(const std::vector<std::uint8_t>& counties, std::uint32_t persons)
{
    constexpr std::uint64_t graph_seed = 5;
    World world = build(counties, persons);
    model::append_births(world.people, toy::counties(), test_support::synthetic_start, sim::Luck(31, 0));
    world.ties = model::build_networks(world.people, test_support::synthetic_start, graph_seed);
    return world;
}

/// The world of a selection of counties, built once: two larger counties, some hundred persons in each of any others.
const World& world_of(const model::Scenario& scenario)
{
    static std::map<std::vector<std::uint8_t>, World> worlds;
    std::vector<std::uint8_t> counties;
    for (const model::CountyId county : scenario.counties) {
        counties.push_back(county.value);
    }
    const auto found = worlds.find(counties);
    const std::uint32_t persons = counties.size() == 2 ? 1500 : 300;
    return found != worlds.end() ? found->second
                                 : worlds.emplace(counties, with_births(counties, persons)).first->second;
}

/// All that an intervention's table says.
auto said(const model::InterventionSpec& s)
{
    return std::tie(s.kind, s.name, s.target, s.start, s.end, s.ramp_weeks, s.coverage, s.budget_per_year, s.settings);
}

/// Not by what the program says of them, which may leave out the same of both.
void expect_same(const model::Scenario& a, const model::Scenario& b)
{
    const auto said_of_runs = [](const model::Scenario& s) {
        return std::tie(s.title, s.description, s.question, s.calibrated, s.test_only, s.start, s.end, s.seed,
                        s.replicates, s.warmup_weeks, s.counties, s.population_seed, s.pathways, s.parameters.all(),
                        s.budget_per_year, s.costs, s.branch, s.output.monthly, s.output.strata, s.output.resources,
                        s.output.events);
    };
    EXPECT_TRUE(said_of_runs(a) == said_of_runs(b)) << "read back as another scenario";
    ASSERT_EQ(a.interventions.size(), b.interventions.size());
    for (std::size_t i = 0; i < a.interventions.size(); ++i) {
        EXPECT_TRUE(said(a.interventions[i]) == said(b.interventions[i])) << a.interventions[i].name << " is another";
    }
}

/// A scenario that was read, and where it was.
class Case {
public:
    Case(const test::Folder& folder, const test::RandomScenario& given, const model::Vocabulary& words)
        : folder_(folder), words_(words), file_(test::write_text(folder, "random.toml", given.text)),
          scenario_(model::load_scenario(file_, {}, words)),
          replicate_(static_cast<std::uint32_t>(scenario_.replicates) - 1),
          ground_(ground(scenario_, world_of(scenario_)))
    {
        for (const auto& [name, value] : given.parameters) {
            const auto info = std::find_if(words.parameters.begin(), words.parameters.end(),
                                           [&, &n = name](const auto& one) { return one.name == n; });
            EXPECT_EQ(scenario_.parameters.value_or(name, info->value), value)
                << name << " is not what the file states";
        }
        EXPECT_TRUE(given.interventions == 0 || scenario_.interventions.size() == given.interventions);
    }

    /// Runs it, with everything looked at.
    void run(Happened& sum)
    {
        Conservation law;
        outcome_ = simulate(scenario_, ground_, *scenario_.seed, replicate_,
                            {.watch = law.before([&](const model::Build& build, sim::Tick tick) {
                                if (tick == ground_.clock.last()) {
                                    expect_sound_plan(build);
                                }
                            })});
        EXPECT_EQ(law.weeks(), ground_.clock.steps() + 1) << "a run that did not finish";
        expect_sound(outcome_, scenario_, ground_);
        sum.recruited += total(outcome_.true_cases);
        sum.registered += total(outcome_.registered);
        for (const model::Spending& s : outcome_.spending) {
            sum.short_of_money += s.budget_share < 1.0 ? 1 : 0;
            sum.short_of_staff += s.staff_share < 1.0 ? 1 : 0;
            sum.spent_ron += s.spent_ron;
        }
        ++sum.runs;
    }

    /// What the program says the scenario is, read again, is the scenario.
    model::Scenario read_back() const
    {
        const auto file = test::write_text(folder_, "again.toml", scenario_.resolved);
        model::Scenario again = model::load_scenario(file, {}, words_);
        EXPECT_TRUE(again.resolved == scenario_.resolved) << "read back: " << again.resolved;
        expect_same(again, scenario_);
        return again;
    }

    /// The same to the bit when it is read from what the program says it is, runs on two threads and goes on from its branch.
    void run_again() const
    {
        model::Overrides none;
        const std::string merged = model::merged_text(file_, {}, none);
        const auto file = test::write_text(folder_, "random.toml", merged); // its name is the title of some
        EXPECT_TRUE(model::load_scenario(file, {}, words_).resolved == scenario_.resolved) << "merged: " << merged;
        const sim::Threads two(2);
        const model::Scenario again = read_back();
        const model::Ground same = ground(again, world_of(again));
        EXPECT_EQ(core_digest(simulate(again, same, *again.seed, replicate_)), core_digest(outcome_)) << "two threads";
        if (again.branch) {
            const sim::Tick at = same.clock.tick_of(again.branch->at);
            const sim::Snapshot past = burn_in(again, same, *again.seed, replicate_, at);
            const auto branched = simulate(again, same, *again.seed, replicate_, {.from = &past});
            EXPECT_EQ(core_digest(branched), core_digest(outcome_)) << "from the branch";
        }
    }

private:
    const test::Folder& folder_;
    const model::Vocabulary& words_;
    std::filesystem::path file_;
    model::Scenario scenario_;
    std::uint32_t replicate_;
    model::Ground ground_;
    model::RunOutcome outcome_{};
};

void run_one(const test::Folder& folder, const test::RandomScenario& given, const model::Vocabulary& words, bool again,
             Happened& sum)
{
    const sim::Threads alone(1);
    try {
        Case one(folder, given, words);
        one.run(sum);
        std::ignore = one.read_back();
        if (again) {
            one.run_again();
        }
    } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
    }
}

} // namespace

Happened run_random_scenarios(std::uint64_t first, std::uint64_t step, std::uint64_t count)
{
    constexpr std::uint64_t every = 5;
    const test::Folder folder;
    std::ignore = test::write_text(folder, "data/counties.csv", "county_code\n");
    const model::Vocabulary words = model::registry_vocabulary();
    Happened sum;
    const char* const file = std::getenv("VEGHE_RANDOM_FILE");
    std::cout << "seeds" << std::flush; // which tell where a run stood that did not come back
    for (std::uint64_t i = 0; i < (file != nullptr ? 1 : count) && !testing::Test::HasFailure(); ++i) {
        const std::uint64_t seed = first + i * step;
        test::RandomScenario given = test::random_scenario(seed, words);
        if (file != nullptr) {
            given = {test::read_bytes(file), {}, {}};
        }
        SCOPED_TRACE("VEGHE_RANDOM_COUNT=1 VEGHE_RANDOM_SEED=" + std::to_string(seed) + " runs this again:\n" +
                     given.text);
        std::cout << ' ' << seed << std::flush;
        run_one(folder, given, words, seed % every == 0 || count == 1, sum);
    }
    std::cout << '\n';
    return sum;
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise)
{
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace toy
