#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace {

/// Recruitments and registrations per thousand persons, each value a mean over `together` worlds.
struct PerHead {
    std::vector<double> recruited, registered;
};

PerHead per_head(std::uint32_t persons, std::uint32_t worlds, std::uint32_t together)
{
    constexpr std::array<std::uint8_t, 1> one{1};
    std::vector<std::array<double, 2>> all(worlds);
    sim::for_each_task(worlds, [&](std::size_t which) {
        const toy::World world = toy::twins(one, persons, static_cast<std::uint32_t>(which));
        model::Scenario scenario = toy::scenario(world);
        for (const char* const scatter :
             {"recording.year_sd", "recording.centre_year_sd", "recording.efficiency_spread"}) {
            scenario.parameters.set(scatter, 0.0); // of whole counties, however many persons they have
        }
        for (const char* const limit : {"services.limited", "centres.limited"}) {
            scenario.parameters.set(limit, 0.0); // posts and places are those of the table, not per head
        }
        scenario.parameters.set("recording.counts_online", 1.0);
        const auto outcome = toy::run(scenario, world, static_cast<std::uint32_t>(which));
        const double thousands = static_cast<double>(world.people.size()) / 1000.0;
        all[which] = {static_cast<double>(toy::total(outcome.true_cases)) / thousands,
                      static_cast<double>(toy::total(outcome.registered)) / thousands};
    });
    PerHead means{std::vector<double>(worlds / together), std::vector<double>(worlds / together)};
    for (std::size_t which = 0; which < worlds; ++which) {
        means.recruited[which / together] += all[which][0] / together;
        means.registered[which / together] += all[which][1] / together;
    }
    return means;
}

/// The differences of two lists, and the mean of the second.
std::pair<std::vector<double>, double> compared(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> differences;
    double mean = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        differences.push_back(a[i] - b[i]);
        mean += b[i] / static_cast<double>(b.size());
    }
    return {differences, mean};
}

// A15: ten times as many persons in the same places, with the same rates per head, have the same numbers per head. (A
// thousand persons in ten places have 2 % fewer: their villages have hardly a class. From 4,000 on that is gone.)
TEST(ModelLaws, A15_TenTimesAsManyPersonsHaveTheSameNumbersPerHead)
{
    constexpr std::uint32_t worlds = 40;
    const PerHead few = per_head(4'000, 10 * worlds, 10);
    const PerHead many = per_head(40'000, worlds, 1);
    const auto [recruited, mean_recruited] = compared(few.recruited, many.recruited);
    const auto [registered, mean_registered] = compared(few.registered, many.registered);
    EXPECT_GT(mean_recruited, 20.0) << "too few recruitments to tell";
    statistics::expect_mean(recruited, {.expected = 0.0, .alpha = 1e-5, .sees = 0.05 * mean_recruited});
    statistics::expect_mean(registered, {.expected = 0.0, .alpha = 1e-5, .sees = 0.06 * mean_registered});
}

} // namespace
