#include "models/population_file.hpp"
#include "models/registry.hpp"
#include "sim/luck_audit.hpp"
#include "sim/stop.hpp"
#include "tests/support/files.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <ctime>
#include <filesystem>
#include <locale>
#include <set>

namespace {

model::Scenario everything(const toy::World& world)
{
    model::Scenario scenario = toy::scenario(world);
    scenario.parameters.set("observation.varies", 1.0);
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario, 0.7));
    }
    return scenario;
}

// D1 on the made-up world: 20 chunks of offenders; tests/laws/tiny_test.cpp has the others.
TEST(ModelLaws, D1_ThreadsChangeNoBit)
{
    model::Scenario scenario = everything(toy::towns());
    scenario.parameters.set("observation.varies", 0.0);
    std::string expected;
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        const auto outcome = toy::run(scenario, toy::towns());
        if (expected.empty()) {
            expected = toy::core_digest(outcome);
            EXPECT_GT(toy::total(outcome.true_cases), 100);
        }
        EXPECT_EQ(toy::core_digest(outcome), expected) << threads << " threads";
    }
}

#if VEGHE_CONTRACTS
// D11: two decisions that read the same luck would fall together for ever. A draw at a tick is read once, but for what
// is a person's alone when several offenders ask in one week: whether they accept, while attention is limited, and what
// their case is like, of which one opens.
TEST(ModelLaws, D11_NoDecisionIsReadTwice)
{
    std::set<std::uint32_t> of_person;
    for (const model::ModuleEntry& pathway : model::pathways()) {
        for (const char* const decision : {".accept", ".case", ".form"}) {
            of_person.insert(sim::Purpose(std::string_view(std::string(pathway.name) + decision)).value);
        }
    }
    of_person.insert({sim::Purpose("cases.place").value, sim::Purpose("cases.control").value});
    for (const double limited : {1.0, 0.0}) {
        SCOPED_TRACE(limited);
        model::Scenario scenario = everything(toy::towns());
        scenario.parameters.set("offenders.limited", limited);
        const sim::LuckAudit audit;
        const auto outcome = toy::run(scenario, toy::towns());
        EXPECT_GT(toy::total(outcome.true_cases), 100);
        EXPECT_GT(audit.draws(), 100'000u);
        const auto repeats = audit.repeats();
        EXPECT_LT(repeats.size(), audit.draws() / 500);
        for (const sim::LuckKey& key : repeats) {
            EXPECT_TRUE(of_person.contains(key.purpose))
                << "purpose " << key.purpose << ", tick " << key.tick << ", who " << key.who;
        }
    }
}
#endif

// D6: neither what is recorded nor who watches moves a bit.
TEST(ModelLaws, D6_OutputsAndWatchersChangeNoBit)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = everything(world);
    const std::string expected = toy::core_digest(toy::run(scenario, world));
    scenario.output = {false, false, false, false};
    EXPECT_EQ(toy::core_digest(toy::run(scenario, world)), expected);
    toy::Chronicle chronicle;
    std::int32_t weeks = 0;
    sim::Stop stop;
    const auto watched = model::simulate(scenario, toy::ground(scenario, world), *scenario.seed, 0,
                                         {.stop = &stop,
                                          .progress = [&](std::int32_t done, std::int32_t) { weeks = done; },
                                          .watch = chronicle.watch()});
    EXPECT_EQ(toy::core_digest(watched), expected);
    EXPECT_EQ(weeks, 104);
    EXPECT_GT(chronicle.changes().size(), 100u);
}

// D7: a population that was stored and read back gives the same run.
TEST(ModelLaws, D7_AStoredPopulationGivesTheSameRun)
{
    const toy::World& built = toy::hamlets();
    const test::Folder folder;
    model::write_population(folder / "toy.h5", built.people, built.ties, {}, {});
    model::StoredPopulation stored = model::read_population(folder / "toy.h5");
    const toy::World read{std::move(stored.population), std::move(stored.networks)};
    const model::Scenario scenario = everything(built);
    EXPECT_EQ(toy::core_digest(toy::run(scenario, read)), toy::core_digest(toy::run(scenario, built)));
}

/// Numbers with a comma for the point, as a Romanian locale writes them.
struct Comma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

// D9
TEST(ModelLaws, D9_LocaleTimeZoneAndFolderChangeNoBit)
{
    const toy::World& world = toy::hamlets();
    const std::filesystem::path scenarios = std::filesystem::path(VEGHE_SOURCE_DIR) / "scenarios";
    const auto result = [&] {
        const model::Scenario loaded = model::load_scenario(scenarios / "tiny.toml");
        model::Scenario scenario = everything(world);
        for (const auto& [name, value] : loaded.parameters.all()) {
            scenario.parameters.set(name, value);
        }
        return loaded.resolved + toy::core_digest(toy::run(scenario, world)) + sim::to_text(loaded.start);
    };
    const std::string expected = result();
    const std::filesystem::path here = std::filesystem::current_path();
    const test::Folder elsewhere;
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Comma));
    for (const char* const name : {"ro_RO.UTF-8", "tr_TR.UTF-8", "C.UTF-8"}) {
        std::setlocale(LC_ALL, name); // where it is not installed, the comma above remains
        for (const char* const zone : {"Pacific/Kiritimati", "America/Los_Angeles"}) {
            setenv("TZ", zone, 1);
            tzset();
            std::filesystem::current_path(elsewhere.path());
            EXPECT_EQ(result(), expected) << name << ", " << zone;
            std::filesystem::current_path(here);
        }
    }
    unsetenv("TZ");
    tzset();
    std::setlocale(LC_ALL, "C");
    std::locale::global(before);
}

// A warm-up is lived and not counted: the same state as that of a run which began earlier, and its ledgers from the
// month of the start on.
TEST(ModelLaws, AWarmUpIsLivedAndNotCounted)
{
    const toy::World& world = toy::towns();
    const model::Scenario all = toy::scenario(world);
    model::Scenario later = all;
    later.start = std::chrono::sys_days{std::chrono::year{2022} / 8 / 1}; // a Monday, 30 weeks on
    later.warmup_weeks = 30;
    const auto counted = toy::run(all, world);
    const auto warmed = toy::run(later, world);
    EXPECT_EQ(warmed.state_digest, counted.state_digest);
    const model::LedgerAxes axes = model::ledger_axes(all, toy::ground(all, world));
    const std::uint64_t below_month = axes.pathways.size() * axes.within_pathway();
    const auto of_months = [&](const std::vector<sim::Cell>& cells, std::uint64_t months, std::uint64_t from) {
        std::int64_t sum = 0;
        for (const sim::Cell& cell : cells) {
            sum += cell.position / below_month % months >= from ? cell.count : 0;
        }
        return sum;
    };
    constexpr std::uint64_t months = 24; // January 2022 to December 2023
    constexpr std::uint64_t before = 7;
    EXPECT_GT(toy::total(warmed.true_cases), 100);
    EXPECT_LT(toy::total(warmed.true_cases), toy::total(counted.true_cases));
    EXPECT_EQ(toy::total(warmed.true_cases), of_months(counted.true_cases, months, before));
    EXPECT_EQ(toy::total(warmed.registered), of_months(counted.registered, months, before));
}

// A run that ends in the week of its start counts that week, after a warm-up, too.
TEST(ModelLaws, AWarmUpLeadsToAWeekAtLeast)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = toy::scenario(world);
    scenario.start = std::chrono::sys_days{std::chrono::year{2022} / 6 / 8}; // a Wednesday
    scenario.end = scenario.start + std::chrono::days{1};
    scenario.interventions = {toy::intervention("demand_reduction", scenario)};
    for (const int weeks : {0, 3}) {
        scenario.warmup_weeks = weeks;
        const model::Ground ground = toy::ground(scenario, world);
        EXPECT_EQ(ground.counted.steps(), 1);
        EXPECT_EQ(ground.clock.steps(), weeks + 1);
        EXPECT_EQ(ground.clock.last(), ground.counted.last());
        std::int32_t done = 0;
        std::ignore = model::simulate(scenario, ground, *scenario.seed, 0,
                                      {.progress = [&](std::int32_t passed, std::int32_t) { done = passed; }});
        EXPECT_EQ(done, weeks + 1);
    }
}

// D12: a scenario without a seed says so; whoever chose one finds the same run again with it.
TEST(ModelLaws, D12_TheSeedAndTheReplicateAreAllTheLuckThereIs)
{
    const toy::World& world = toy::hamlets();
    model::Scenario scenario = everything(world);
    scenario.seed.reset();
    const model::Ground ground = toy::ground(scenario, world);
    const auto digest = [&](std::uint64_t seed, std::uint32_t replicate) {
        return toy::core_digest(model::simulate(scenario, ground, seed, replicate));
    };
    const std::uint64_t chosen = 0x1234'5678'9abc'def0; // all 64 bits count
    const std::string expected = digest(chosen, 3);
    EXPECT_EQ(digest(chosen, 3), expected);
    EXPECT_NE(digest(chosen, 4), expected);
    EXPECT_NE(digest(chosen + 1, 3), expected);
    EXPECT_NE(digest(chosen ^ (std::uint64_t{1} << 63), 3), expected);
}

} // namespace
