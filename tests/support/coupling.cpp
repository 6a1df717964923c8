#include "tests/support/coupling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace coupling {
namespace {

struct Change {
    const char* name;
    model::Scenario scenario;
};

/// Rows, ascending: the same persons in every replicate.
std::vector<std::uint32_t> once_recruited(const model::Build& build)
{
    std::vector<std::uint32_t> rows;
    const auto times = build.world.read(build.cases.times);
    for (std::uint32_t row = 0; row < times.size(); ++row) {
        if (times[row] > 0) {
            rows.push_back(row);
        }
    }
    return rows;
}

/// Changes that only lower hazards: a long curriculum, many counsellors, and less of a vulnerability's effect.
std::vector<Change> lowering(const model::Scenario& baseline)
{
    model::Scenario taught = baseline;
    model::InterventionSpec lessons = toy::intervention("curriculum", baseline);
    lessons.settings["hours_per_year"] = 40.0;
    lessons.settings["opt_out"] = 0.1;
    model::InterventionSpec counsellors = toy::intervention("school_counsellors", baseline);
    counsellors.settings["pupils_per_counsellor"] = 100.0;
    counsellors.settings["protected_role"] = 1.0;
    model::Scenario less = baseline;
    less.parameters.set("lover_boy.deprivation_effect", 0.0);
    less.parameters.set("online_grooming.exposure_effect", 2.5); // relative to full exposure
    taught.interventions = {lessons};
    model::Scenario many = baseline;
    many.interventions = {counsellors};
    return {{"curriculum", taught}, {"counsellors", many}, {"lower acceptance", less}};
}

} // namespace

Pairs compare(const toy::World& world, const model::Scenario& baseline, const model::Scenario& strategy,
              std::uint32_t first, std::uint32_t replicates)
{
    std::vector<std::array<std::vector<std::uint32_t>, 2>> recruited(replicates);
    sim::for_each_task(replicates, [&](std::size_t r) {
        for (std::size_t s = 0; s < 2; ++s) {
            const model::Scenario& scenario = s == 0 ? baseline : strategy;
            std::ignore = toy::run(scenario, world, first + static_cast<std::uint32_t>(r),
                                   [&](const model::Build& build, sim::Tick tick) {
                                       if (tick == build.ground.clock.last()) {
                                           recruited[r][s] = once_recruited(build);
                                       }
                                   });
        }
    });
    Pairs pairs;
    for (const auto& [before, after] : recruited) {
        std::vector<std::uint32_t> only_after;
        std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(only_after));
        const auto removed = static_cast<std::int64_t>(before.size() + only_after.size() - after.size());
        pairs.removed += removed;
        pairs.recruited += static_cast<std::int64_t>(before.size());
        pairs.fewest_recruited = std::min(pairs.fewest_recruited, static_cast<std::int64_t>(before.size()));
        pairs.fewest_removed = std::min(pairs.fewest_removed, removed);
        pairs.violations += static_cast<std::int64_t>(only_after.size());
    }
    return pairs;
}

void expect_subsets(std::uint32_t first, std::uint32_t replicates)
{
    model::Scenario baseline = toy::uncoupled(toy::towns());
    // Effects as strong as their ranges allow, so that few replicates tell much.
    for (const auto& [name, value] : {std::pair{"beliefs.lesson_internalises", 1.5},
                                      {"lover_boy.internalised_effect", -1.5},
                                      {"online_grooming.internalised_effect", -1.5},
                                      {"lover_boy.break_internalised", 2.0},
                                      {"online_grooming.break_internalised", 2.0},
                                      {"lover_boy.break_trust", 2.0},
                                      {"online_grooming.break_trust", 2.0},
                                      {"counselling.internalised_dose", 0.3},
                                      {"counselling.trust_dose", 0.5}}) {
        baseline.parameters.set(name, value);
    }
    for (const Change& change : lowering(baseline)) {
        const Pairs pairs = compare(toy::towns(), baseline, change.scenario, first, replicates);
        EXPECT_EQ(pairs.violations, 0) << change.name << ": recruited only with the lower hazard";
        EXPECT_GE(pairs.fewest_recruited, 100) << change.name;
        EXPECT_GE(pairs.fewest_removed, 10) << change.name;
        testing::Test::RecordProperty("recruited", static_cast<int>(pairs.recruited));
    }
}

} // namespace coupling
