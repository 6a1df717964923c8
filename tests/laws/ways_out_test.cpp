#include "models/detection.hpp"
#include "models/recording.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace {

/// Three channels of one hazard and the end by itself are the only ways out of a case, for every case alike; who is found
/// is registered with the declared efficiency and without other luck. Rates in 1/year, at a multiplier of 4.
model::Scenario plain(double channel, double self_exit)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    auto& p = scenario.parameters;
    for (const sim::ParameterInfo& parameter : model::detection::parameters()) {
        if (parameter.unit == "1/year" || parameter.name.ends_with("_effect")) {
            p.set(std::string(parameter.name), 0.0);
        }
    }
    for (const char* const equal : {"detection.police", "detection.ngo", "detection.health"}) {
        p.set(equal, channel);
    }
    p.set("cases.self_exit", self_exit);
    p.set("observation.hidden_multiplier", 4.0); // where detection is not scaled
    for (const char* const whole : {"detection.scale", "detection.online_police", "detection.abroad_sight",
                                    "life.frozen", "cases.semi_consensual_visibility", "recording.counts_online"}) {
        p.set(whole, 1.0);
    }
    for (const char* const nothing :
         {"cases.attempted", "justice.feedback", "recording.efficiency_spread", "recording.year_sd",
          "recording.centre_year_sd", "recording.misrouted", "law.unrecorded", "services.complicity_police",
          "services.complicity_child_protection", "services.reluctance", "services.ngo_wealth", "services.limited"}) {
        p.set(nothing, 0.0);
    }
    return scenario;
}

// A5: three channels and the end by itself, all of one hazard, take a quarter of the exits each, whatever order they are
// looked at in.
TEST(ModelLaws, A5_WaysOutOfACaseTakeTheirShares)
{
    model::Scenario scenario = plain(1.0, 1.0);
    scenario.parameters.set("recording.efficiency", 1.0);
    std::array<std::int64_t, 4> exits{}; // police, organisations, health, by itself
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
        std::array<std::int64_t, model::channels> by_channel{};
        const auto outcome =
            toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
                if (tick == build.ground.clock.last()) {
                    for (const model::RegisteredVictim& line : build.world.read(build.recording.all)) {
                        ++by_channel[line.channel];
                    }
                }
            });
        const std::array found{by_channel[static_cast<std::size_t>(model::Channel::police)],
                               by_channel[static_cast<std::size_t>(model::Channel::ngo)],
                               by_channel[static_cast<std::size_t>(model::Channel::health)]};
        std::int64_t registered = 0;
        for (std::size_t k = 0; k < found.size(); ++k) {
            exits[k] += found[k];
            registered += found[k];
        }
        exits[3] += toy::events(outcome, "cases.closed") - registered;
    }
    const std::array quarters{0.25, 0.25, 0.25, 0.25};
    statistics::expect_shares(exits, quarters);
    EXPECT_GT(exits[3], 300) << "too few exits to see a share that is off by a fifth";
}

/// Cases that were opened, that have ended, and victims registered, over replicates of one multiplier.
struct Ledgers {
    std::int64_t opened, closed, registered;
};

Ledgers at_multiplier(double multiplier, double base, std::uint32_t replicates)
{
    // r D / (D + e) = 1/4 at efficiency r: e = D (4 r - 1). Days, not months, so that nobody is long out of reach.
    constexpr double channel = 10.0;
    model::Scenario scenario = plain(channel, 3.0 * channel * (4.0 * model::recording::mean_efficiency({}) - 1.0));
    scenario.pathways = {"family_complicity"};
    scenario.parameters.set("family_complicity.base", base);
    scenario.parameters.set("retrafficking.feedback", 0.0);
    scenario.parameters.set("observation.hidden_multiplier", multiplier);
    Ledgers sum{};
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        const auto outcome = toy::run(scenario, toy::towns(), replicate);
        sum.opened += toy::events(outcome, "cases.opened");
        sum.closed += toy::events(outcome, "cases.closed");
        sum.registered += toy::total(outcome.registered);
    }
    return sum;
}

// Of the cases that end, the share 1 / M is registered at a multiplier of M: shares that are off by a tenth are seen.
TEST(ModelLaws, TheMultiplierIsTrueOverRegistered)
{
    constexpr double often = 0.5; // 1/year, beyond the declared range
    for (const auto& [multiplier, replicates] : {std::pair(2.5, 12u), std::pair(4.0, 12u), std::pair(10.0, 12u)}) {
        const Ledgers found = at_multiplier(multiplier, often, replicates);
        statistics::expect_binomial(found.registered, found.closed, {.expected = 1.0 / multiplier, .sees = 0.1});
    }
}

// True cases are in proportion to the multiplier, so that the register keeps its size whatever is hidden.
TEST(ModelLaws, TheMultiplierScalesTheTruthAndLeavesTheRegister)
{
    constexpr double seldom = 0.05;
    const Ledgers few = at_multiplier(2.5, seldom, 12);
    const Ledgers many = at_multiplier(10.0, seldom, 12);
    statistics::expect_binomial(many.opened, many.opened + few.opened, {.expected = 10.0 / 12.5, .sees = 0.05});
    statistics::expect_binomial(many.registered, many.registered + few.registered, {.expected = 0.5, .sees = 0.2});
}

} // namespace
