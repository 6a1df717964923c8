#include "models/interventions/norm_setters.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/county_levers.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace norm_setters_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "norm_setters";

TEST(NormSetters, HoursAndStrengthByHand)
{
    using namespace norm_setters;
    const Parameters p = resolved({}); // 6 hours of parishes, 12 of hotels, 4 a meeting
    const Setters setters{.church = 0.5, .code = 0.25, .volunteers = 20.0, .meetings = 3.0};
    EXPECT_NEAR(place_hours(p, setters, true), 3.0 + 3.0 + 12.0, 1e-12);
    EXPECT_NEAR(place_hours(p, setters, false), 3.0 + 12.0, 1e-12);
    EXPECT_NEAR(strength(20.0, 50.0), 0.4, 1e-12);
    EXPECT_EQ(strength(80.0, 50.0), 1.0);
    EXPECT_EQ(strength(0.0, 50.0), 0.0);
    EXPECT_NEAR(place_support::for_residents(20.0, 450'000.0), 90.0, 1e-12);
}

TEST(NormSetters, NoneChangesNothing)
{
    county_levers::expect_same_without_coverage(name);
}

// Outreach by volunteers follows the reach and goes back: 0.005 of capacity for each of 20 per 100,000 residents.
TEST(NormSetters, OutreachFollowsTheReachAndGoesBack)
{
    const RunOutcome outcome = county_levers::follow(name, {{Lever::ngo, 0.1}});
    // 90 volunteers for 9.3 weeks of full reach
    EXPECT_NEAR(outcome.resources[1].amount, 90.0 * 9.3 / (sim::days_per_year / 7.0), 1e-9);
    EXPECT_NEAR(county_levers::spent(outcome), outcome.resources[0].amount * 80.0 + outcome.resources[1].amount * 600.0,
                1e-6);
}

/// Norms of all places at the end of a year.
using Norms = std::array<std::vector<double>, norms_count>;
struct Seen {
    RunOutcome outcome{};
    Norms norms{};
};

Seen at(double coverage, county_levers::Values values, std::string_view harm = "", double all = 1.0,
        std::uint32_t replicate = 0)
{
    Scenario s = county_levers::scenario(name, coverage);
    county_levers::leave_alone(s, name, harm);
    for (const auto& [parameter, value] : values) {
        s.parameters.set(parameter, value);
    }
    county_levers::no_feedback(s);
    s.parameters.set("workforce.limited", 0.0);
    if (!s.interventions.empty()) {
        s.interventions.front().settings = {
            {"church", all}, {"tourism_code", all}, {"volunteers", 50.0 * all}, {"meetings_per_year", 6.0 * all}};
    }
    Seen seen;
    seen.outcome = toy::run(s, toy::towns(), replicate, [&](const Build& build, sim::Tick tick) {
        if (tick != build.ground.clock.first() + 13) { // after the first doses
            return;
        }
        for (std::size_t k = 0; k < norms_count; ++k) {
            for (std::uint32_t l = 0; l < build.ground.population.localities.siruta.size(); ++l) {
                seen.norms[k].push_back(build.norms.at(build.world, build.ground, l, static_cast<Norm>(k), tick));
            }
        }
    });
    return seen;
}

// A quarter of a year's doses, by hand: lowered norms keep 1 - dose, and of what raised ones lack 1 - dose is left missing.
TEST(NormSetters, MovesNormsOfPlacesByHand)
{
    const Seen before = at(no_intervention, {});
    const Seen after = at(1.0, {{"norm_setters.moralising", 0.0}});
    const double quarter = 13.0 / (sim::days_per_year / 7.0);
    int towns = 0;
    const auto of = [](const Seen& seen, Norm norm) { return seen.norms[static_cast<std::size_t>(norm)]; };
    const auto& settlement = toy::towns().people.localities.settlement;
    const auto& first_row = toy::towns().people.localities.first_row;
    for (std::uint32_t l = 0; l < settlement.size(); ++l) {
        if (first_row[l] == first_row[l + 1]) {
            continue;
        }
        const bool town = settlement[l] == Settlement::urban;
        towns += town ? 1 : 0;
        EXPECT_NEAR(of(after, Norm::stigma)[l], of(before, Norm::stigma)[l] * (1.0 - 0.05 * quarter), 6e-5);
        EXPECT_NEAR(of(after, Norm::normalisation)[l],
                    of(before, Norm::normalisation)[l] * (1.0 - (town ? 0.03 * quarter : 0.0)), 6e-5);
        EXPECT_NEAR(1.0 - of(after, Norm::duty)[l], (1.0 - of(before, Norm::duty)[l]) * (1.0 - 0.05 * quarter), 6e-5);
        EXPECT_NEAR(1.0 - of(after, Norm::cohesion)[l], (1.0 - of(before, Norm::cohesion)[l]) * (1.0 - 0.05 * quarter),
                    6e-5);
        EXPECT_EQ(of(after, Norm::loyalty)[l], of(before, Norm::loyalty)[l]);
    }
    EXPECT_GT(towns, 0);
}

// Hours of facilitators are never more than there are.
TEST(NormSetters, StaffIsNeverExceeded)
{
    const Scenario s = county_levers::scenario(
        name, 1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {"workforce.facilitators", 0.01}});
    const RunOutcome outcome = toy::run(s, toy::towns());
    const Ground ground = toy::ground(s, toy::towns());
    const double most = 2.0 * 0.01 * 4.5 * 30.0 * (ground.clock.last() - ground.clock.first());
    EXPECT_LE(outcome.resources.front().amount, most * (1.0 + 1e-12));
    EXPECT_GT(outcome.resources.front().amount, 0.5 * most); // places are reached whole
}

// With strong norms to move and nothing else, more becomes known the more places are reached; the truth stays.
TEST(NormSetters, MoreBecomesKnown)
{
    const county_levers::Values strong{{"norm_setters.church_lowers", 0.3},
                                       {"norm_setters.volunteers_raise", 0.3},
                                       {"norm_setters.moralising", 0.0},
                                       {"norm_setters.code_lowers", 0.0}};
    const auto presumed = [&](double all) {
        std::int64_t sum = 0;
        for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
            sum += toy::events(at(all, strong, "", 1.0, replicate).outcome, "recording.presumed");
        }
        return sum;
    };
    const auto none = presumed(no_intervention);
    const auto half = presumed(0.5);
    const auto all = presumed(1.0);
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
}

TEST(NormSetters, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, Norm::stigma);
}

} // namespace
} // namespace norm_setters_test
