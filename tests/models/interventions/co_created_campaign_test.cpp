#include "models/interventions/co_created_campaign.hpp"
#include "models/pathways/vulnerability.hpp"
#include "tests/models/interventions/county_levers.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

#include <set>

namespace co_created_campaign_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "co_created_campaign";

TEST(CoCreatedCampaign, HoursDaysAndAudienceByHand)
{
    using namespace class_programme;
    using co_created_campaign::shown;
    const auto p = co_created_campaign::resolved({}); // 12 full hours, 5 a day, 40 km/hour, an audience of four
    EXPECT_NEAR(dose(p, 3.0), 0.25, 1e-12);
    EXPECT_EQ(dose(p, 24.0), 1.0);
    EXPECT_EQ(days(p, 2.0, 8.0), 4.0);                                   // 16 hours
    EXPECT_NEAR(work_hours(p, 2.0, 8.0, 10.0), 16.0 + 4.0 * 0.5, 1e-12); // half an hour of road a day
    EXPECT_NEAR(shown(p, 30.0, 2400.0), 0.05, 1e-12);
    EXPECT_EQ(shown(p, 30.0, 60.0), 1.0); // everybody has seen it
    EXPECT_EQ(shown(p, 30.0, 0.0), 0.0);
}

TEST(CoCreatedCampaign, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(CoCreatedCampaign, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

/// A school year of it, and what its classes and places were given.
struct Seen {
    RunOutcome outcome{};
    std::set<std::pair<std::uint32_t, int>> made; ///< class, week
    std::set<std::uint32_t> classes, distressed, places;
    double applied{}; ///< everybody's internalisation at the end
    double dose{};    ///< of the last class, as set
};

Seen school_year(Scenario scenario, const toy::World& world, double coverage)
{
    scenario.parameters.set("workforce.limited", 0.0);
    if (coverage >= 0.0) {
        InterventionSpec spec = toy::intervention(name, scenario, coverage);
        spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
        spec.end = std::chrono::sys_days{std::chrono::year{2023} / 8 / 28};
        scenario.interventions.push_back(spec);
    }
    Seen seen;
    seen.outcome = toy::run(scenario, world, 0, [&](const Build& build, sim::Tick tick) {
        const auto of = [&](Programme kind) {
            return build.world.read(build.beliefs.programmes[static_cast<std::size_t>(kind)]);
        };
        const auto made = of(Programme::co_creation);
        const auto distressed = of(Programme::distress);
        for (std::uint32_t c = 0; c < made.size(); ++c) {
            if (made[c].week != 0) {
                seen.classes.insert(c);
                seen.made.emplace(c, made[c].week);
                seen.dose = made[c].value / sim::decaying_levels;
            }
            if (distressed[c].week != 0) {
                seen.distressed.insert(c);
            }
        }
        const auto campaigns = build.world.read(build.beliefs.campaigns);
        for (std::uint32_t l = 0; l < campaigns.size(); ++l) {
            if (campaigns[l].week != 0) {
                seen.places.insert(l);
            }
        }
        if (tick == build.ground.clock.last()) {
            for (Row row = 0; row < world.people.size(); ++row) {
                seen.applied += build.beliefs.internalised(build.world, build.ground, row, tick);
            }
        }
    });
    return seen;
}

// Every class has its hours once in a school year, and pays them; its place sees what it made.
TEST(CoCreatedCampaign, AClassMakesOneASchoolYear)
{
    const Seen seen = school_year(toy::scenario(toy::hamlets()), toy::hamlets(), 1.0);
    const auto n = static_cast<double>(seen.classes.size());
    ASSERT_GT(n, 0.0);
    EXPECT_EQ(seen.made.size(), seen.classes.size());
    EXPECT_EQ(seen.distressed, seen.classes);
    EXPECT_NEAR(seen.dose, 8.0 / 12.0, 1e-4);
    EXPECT_FALSE(seen.places.empty());
    EXPECT_NEAR(place_supports::used(seen.outcome, "class_hours"), 8.0 * n, 1e-9);
    EXPECT_NEAR(place_supports::used(seen.outcome, "class_campaigns"), n, 1e-9);
    EXPECT_NEAR(county_levers::spent(seen.outcome),
                8.0 * n * 125.0 + n * 450.0 + place_supports::used(seen.outcome, "travel") * 1.5, 1e-6);
}

// With lessons to apply, those who made a campaign apply more of them; half of the schools, less.
TEST(CoCreatedCampaign, MoreIsAppliedOfTheSameLessons)
{
    Scenario scenario = toy::scenario(toy::towns());
    scenario.pathways.clear();
    scenario.interventions = {toy::intervention("curriculum", scenario, 1.0)};
    scenario.parameters.set("co_created_campaign.audience", 0.0);
    const double none = school_year(scenario, toy::towns(), no_intervention).applied;
    const double half = school_year(scenario, toy::towns(), 0.5).applied;
    const double all = school_year(scenario, toy::towns(), 1.0).applied;
    EXPECT_GT(half, none);
    EXPECT_GT(all, half);
    scenario.parameters.set("beliefs.co_creation_gain", 0.0);
    EXPECT_EQ(school_year(scenario, toy::towns(), 1.0).applied, none);
}

// Where making it teaches nothing and nobody sees it, it leaves those who were abused before alone: trust is lost, and of
// nobody else.
TEST(CoCreatedCampaign, HarmAloneCostsTrust)
{
    const auto trust = [](double coverage) {
        Scenario scenario = toy::scenario(toy::towns());
        scenario.pathways.clear();
        county_levers::leave_alone(scenario, name, "distress");
        scenario.parameters.set("co_created_campaign.distress", 1.0);
        scenario.parameters.set("beliefs.distress_loss", 0.5);
        scenario.parameters.set("workforce.limited", 0.0);
        if (coverage >= 0.0) {
            scenario.interventions = {toy::intervention(name, scenario, coverage)};
        }
        std::pair<double, double> sum{}; // of those abused before, and of the others
        toy::run(scenario, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick != build.ground.clock.last()) {
                return;
            }
            const Population& people = build.ground.population;
            for (Row row = 0; row < toy::towns().people.size(); ++row) {
                const double here =
                    build.beliefs.trust(build.world, build.ground, row, tick, Institution::child_protection);
                const bool abused = abused_by(build.world, people, row, age_at(people.birth_week[row], tick));
                (abused ? sum.first : sum.second) += here;
            }
        });
        return sum;
    };
    const auto none = trust(no_intervention);
    const auto half = trust(0.5);
    const auto all = trust(1.0);
    EXPECT_LT(half.first, none.first);
    EXPECT_LT(all.first, half.first);
    EXPECT_EQ(all.second, none.second);
}

} // namespace
} // namespace co_created_campaign_test
