#include "models/registry.hpp"
#include "tests/support/conservation.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace {

constexpr double alpha = 1e-5;

/// A ledger's cells summed by county of the selection.
std::vector<std::int64_t> by_county(const std::vector<sim::Cell>& cells, const model::LedgerAxes& axes)
{
    std::vector<std::int64_t> sums(axes.counties.size());
    for (const sim::Cell& cell : cells) {
        sums.at(cell.position / axes.within_county()) += cell.count;
    }
    return sums;
}

/// Recruitments and registrations of each county in one run.
struct Numbers {
    std::array<std::int64_t, 2> recruited{}, registered{};
};

Numbers numbers(const toy::World& world, const model::Scenario& scenario, std::uint32_t replicate)
{
    const auto axes = model::ledger_axes(scenario, toy::ground(scenario, world));
    const auto outcome = toy::run(scenario, world, replicate);
    const auto truth = by_county(outcome.true_cases, axes);
    const auto lines = by_county(outcome.registered, axes);
    return {{truth.front(), truth.back()}, {lines.front(), lines.back()}};
}

/// Runs of `count` sets of counties, as many side by side as there are processors.
std::vector<Numbers> of_twins(std::span<const std::uint8_t> counties, std::uint32_t persons, std::uint32_t count)
{
    std::vector<Numbers> all(count);
    sim::for_each_task(count, [&](std::size_t which) {
        const toy::World world = toy::twins(counties, persons, static_cast<std::uint32_t>(which));
        all[which] = numbers(world, toy::scenario(world), static_cast<std::uint32_t>(which));
    });
    return all;
}

// A15: counties of the same persons have the same numbers on average, whatever they are called. Their ties, offenders and
// luck are their own, so it is the means that are equal: within 4.4 standard errors of the paired difference.
TEST(ModelLaws, A15_TwinCountiesHaveTheSameNumbers)
{
    constexpr std::array<std::uint8_t, 2> names{1, 3};
    std::vector<double> recruited;
    std::vector<double> registered;
    double mean_recruited = 0.0;
    double mean_registered = 0.0;
    constexpr std::uint32_t sets = 300;
    for (const Numbers& n : of_twins(names, 1500, sets)) {
        recruited.push_back(static_cast<double>(n.recruited[0] - n.recruited[1]));
        registered.push_back(static_cast<double>(n.registered[0] - n.registered[1]));
        mean_recruited += static_cast<double>(n.recruited[0] + n.recruited[1]) / (2.0 * sets);
        mean_registered += static_cast<double>(n.registered[0] + n.registered[1]) / (2.0 * sets);
    }
    // The smallest difference that is seen: a tenth of a county's recruitments, a seventh of its registrations.
    statistics::expect_mean(recruited, {.expected = 0.0, .alpha = alpha, .sees = mean_recruited / 10.0});
    statistics::expect_mean(registered, {.expected = 0.0, .alpha = alpha, .sees = mean_registered / 7.0});
}

bool declared(std::string_view name)
{
    const auto all = model::all_parameters();
    return std::any_of(all.begin(), all.end(), [&](const sim::ParameterInfo& info) { return info.name == name; });
}

// A15: what regions and centres are called, and in which order they stand, moves neither ledger, where no luck of their own
// tells one centre from another.
TEST(ModelLaws, A15_LabelsOfRegionsAndCentresMoveNothing)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = toy::scenario(world);
    // What a centre has of its own, and what comes back from it: rules, luck of centres, staff and queues.
    for (const char* const own :
         {"recording.efficiency_spread", "recording.error_spread", "recording.centre_year_sd", "justice.feedback",
          "services.limited", "retrafficking.feedback", "beliefs.experience_feedback"}) {
        if (declared(own)) {
            scenario.parameters.set(own, 0.0);
        }
    }
    scenario.parameters.set("recording.counts_online", 1.0);
    const auto expected = toy::run(scenario, world);
    ASSERT_GT(toy::total(expected.registered), 100);
    model::Counties renamed = toy::counties();
    for (model::County& county : renamed.all) {
        county.region_index = static_cast<std::uint8_t>(model::region_count - 1 - county.region_index);
        county.centre = static_cast<std::uint8_t>((county.centre + 4) % model::centre_count);
    }
    std::reverse(renamed.regions.begin(), renamed.regions.end());
    toy::Conservation law;
    const auto found = model::simulate(scenario, {scenario, renamed, world.people, world.ties}, *scenario.seed, 0,
                                       {.watch = law.watch()});
    EXPECT_EQ(found.true_cases, expected.true_cases);
    EXPECT_EQ(found.registered, expected.registered);
    EXPECT_EQ(found.relations, expected.relations);
}

} // namespace
