#include "models/ledgers.hpp"
#include "models/residents.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace {

using model::Care;
using model::LifeKind;
using model::Row;
using model::Settlement;

using Home = std::pair<std::string, std::string>; ///< settlement and care
using ByHome = std::map<Home, std::int64_t>;

/// Cases by the last two axes of a ledger.
ByHome by_home(const std::vector<sim::Cell>& cells, const model::LedgerAxes& axes)
{
    ByHome counts;
    for (const sim::Cell& cell : cells) {
        const std::size_t care = cell.position % axes.care.size();
        const std::size_t settlement = cell.position / axes.care.size() % axes.settlements.size();
        counts[{axes.settlements[settlement], axes.care[care]}] += cell.count;
    }
    return counts;
}

/// Six weeks in which nobody recruits or looks, lives stay as they are, and every centre writes down everybody.
model::Scenario quiet(const toy::World& world)
{
    model::Scenario s = toy::scenario(world);
    s.end = s.start + std::chrono::weeks{6};
    toy::scale_pathways(s.parameters, {{"base", 0.0}, {".approach", 0.0}});
    for (const auto& [name, value] : {std::pair{"offenders.per_100k", 1.0},
                                      {"detection.scale", 0.0},
                                      {"life.frozen", 1.0},
                                      {"recording.efficiency", 1.0},
                                      {"recording.efficiency_spread", 0.0},
                                      {"recording.year_sd", 0.0},
                                      {"recording.centre_year_sd", 0.0},
                                      {"recording.misrouted", 0.0}}) {
        s.parameters.set(name, value);
    }
    return s;
}

/// The first person of this age with such a home.
Row somebody(const model::Population& people, sim::Tick now, Settlement settlement, Care care)
{
    const auto [from, until] = care == Care::adult ? std::pair{20.0, 25.0} : std::pair{10.0, 16.0};
    for (Row row = 0; row < people.residents(); ++row) {
        const double age = model::age_at(people.birth_week[row], now);
        if (people.settlement_of(row) == settlement && people.care[row] == care && age >= from && age < until) {
            return row;
        }
    }
    ADD_FAILURE() << "nobody of that kind";
    return 0;
}

model::Case case_of(Row person, sim::Tick start)
{
    model::Case one{};
    one.person = person;
    one.offender = model::none;
    one.start = start.value;
    one.form = model::Form::labour;
    return one;
}

/// Five cases of the first week. Two weeks on the second child leaves a home, the third enters one and the fourth moves to a
/// village; two weeks later all five are identified.
class Five {
public:
    explicit Five(const model::Ground& ground) : now_(ground.clock.first())
    {
        const model::Population& people = ground.population;
        who_ = {somebody(people, now_, Settlement::rural, Care::foster),
                somebody(people, now_, Settlement::urban, Care::residential),
                somebody(people, now_, Settlement::rural, Care::two_parents),
                somebody(people, now_, Settlement::urban, Care::two_parents),
                somebody(people, now_, Settlement::urban, Care::adult)};
        village_ = static_cast<std::uint16_t>(people.locality[who_[3]] + 1); // behind each town stand its villages
        EXPECT_EQ(people.localities.settlement[village_], Settlement::rural);
    }

    void watch(const model::Build& build, sim::Tick tick) const
    {
        if (tick == now_) {
            const auto open = build.world.proposals(build.cases.change);
            for (const Row row : who_) {
                open(0, {case_of(row, tick), model::CaseChangeKind::open});
            }
        } else if (tick == now_ + 2) {
            const auto live = build.world.proposals(build.life.change);
            live(0, {who_[1], LifeKind::leave_care});
            live(0, {who_[2], LifeKind::enter_residential});
            live(0, {who_[3], LifeKind::move, village_});
        } else if (tick == now_ + 4) {
            const auto identify = build.world.proposals(build.recording.identified);
            for (const Row row : who_) {
                identify(0, {case_of(row, now_), static_cast<std::uint32_t>(model::Channel::ngo)});
            }
        }
    }

private:
    sim::Tick now_;
    std::array<Row, 5> who_{};
    std::uint16_t village_{};
};

// By hand. Recruited: a foster child and another child in villages; a child of a home, another child and an adult in towns.
// Registered four weeks on: the second child is with a parent, the third is in a home, the fourth lives in a village.
TEST(Ledgers, CountTheHomeAndTheCareOfTheWeekInWhichTheyCount)
{
    const toy::World& world = toy::towns();
    const model::Scenario scenario = quiet(world);
    const model::Ground ground = toy::ground(scenario, world);
    const Five five(ground);
    const model::RunOutcome outcome =
        model::simulate(scenario, ground, *scenario.seed, 0,
                        {.watch = [&](const model::Build& build, sim::Tick tick) { five.watch(build, tick); }});
    const model::LedgerAxes axes = model::ledger_axes(scenario, ground);
    EXPECT_EQ(by_home(outcome.true_cases, axes), (ByHome{{{"rural", "in_care"}, 1},
                                                         {{"rural", "not_in_care"}, 1},
                                                         {{"urban", "in_care"}, 1},
                                                         {{"urban", "not_in_care"}, 2}}));
    EXPECT_EQ(by_home(outcome.registered, axes),
              (ByHome{{{"rural", "in_care"}, 2}, {{"rural", "not_in_care"}, 1}, {{"urban", "not_in_care"}, 2}}));
}

// Who was in residential care and is of age now is not in care: of those of age, nobody is.
TEST(Ledgers, NobodyOfAgeIsInCare)
{
    using model::care_status;
    EXPECT_EQ(model::care_status_names[care_status(Care::foster)], "in_care");
    EXPECT_EQ(model::care_status_names[care_status(Care::residential)], "in_care");
    for (const Care care : {Care::adult, Care::two_parents, Care::one_parent, Care::relatives}) {
        EXPECT_EQ(model::care_status_names[care_status(care)], "not_in_care");
    }
}

// The groups of residents against everybody asked one by one.
TEST(Ledgers, ResidentsAreCountedOnTheSameAxes)
{
    const toy::World& world = toy::hamlets();
    const model::Scenario scenario = toy::scenario(world);
    const model::Ground ground = toy::ground(scenario, world);
    std::map<std::tuple<model::Sex, std::size_t, Settlement, bool>, std::uint32_t> expected;
    const model::Population& people = world.people;
    for (Row row = 0; row < people.residents(); ++row) {
        const double age = model::age_at(people.birth_week[row], ground.counted.first());
        if (age >= 0.0) {
            const bool in_care =
                age < 18.0 && (people.care[row] == Care::foster || people.care[row] == Care::residential);
            ++expected[{people.sex[row], model::age_band(age), people.settlement_of(row), in_care}];
        }
    }
    std::map<std::tuple<model::Sex, std::size_t, Settlement, bool>, std::uint32_t> found;
    std::uint32_t in_care = 0;
    for (const model::ResidentCount& group : model::residents(ground)) {
        found[{group.sex, group.age_band, group.settlement, group.care == 0}] += group.persons;
        in_care += group.care == 0 ? group.persons : 0;
    }
    EXPECT_EQ(found, expected);
    EXPECT_GT(in_care, 3u);
}

} // namespace
