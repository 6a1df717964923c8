#include "models/interventions/mass_media_campaign.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <cmath>

namespace mass_media_campaign_test {
namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "mass_media_campaign";

TEST(MassMediaCampaign, ExposureByHand)
{
    const auto p = mass_media_campaign::resolved({});
    EXPECT_NEAR(mass_media_campaign::exposure(p, 0.5), 0.05, 1e-12);
    EXPECT_EQ(mass_media_campaign::exposure(p, 0.0), 0.0);
}

TEST(MassMediaCampaign, NoneChangesNothing)
{
    county_levers::expect_same_without_coverage(name);
}

/// Everybody's beliefs at the end, added up.
struct Beliefs {
    double informed{}, internalised{}, reports{};
};
struct Seen {
    RunOutcome outcome{};
    Beliefs beliefs{};
    double exposure{}; ///< of county 1, as it was set last
    int waves{};       ///< weeks in which it was set
};

Seen at(double coverage, double waves, county_levers::Values values = {}, std::vector<CountyId> counties = {})
{
    Scenario s = county_levers::scenario(name, coverage, values);
    if (!s.interventions.empty()) {
        s.interventions.front().settings["waves_per_year"] = waves;
        s.interventions.front().target.counties = std::move(counties);
    }
    Seen seen;
    std::int16_t last = 0;
    seen.outcome = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const sim::Decaying media = build.world.read(build.beliefs.media)[1];
        seen.waves += media.week != last ? 1 : 0;
        last = media.week;
        seen.exposure = media.value / sim::decaying_levels;
        if (tick == build.ground.clock.last()) {
            for (Row row = 0; row < toy::towns().people.size(); ++row) {
                seen.beliefs.informed += build.beliefs.informed(build.world, build.ground, row, tick);
                seen.beliefs.internalised += build.beliefs.internalised(build.world, build.ground, row, tick);
                seen.beliefs.reports += build.beliefs.knows_how_to_report(build.world, build.ground, row, tick);
            }
        }
    });
    return seen;
}

// Two waves a year in two years are four; each county pays its part of the residents of 42, and the design is paid once.
TEST(MassMediaCampaign, WavesAndCostByHand)
{
    const Scenario s = county_levers::scenario(name, 1.0);
    const Ground ground = toy::ground(s, toy::towns());
    const double years = (ground.clock.last() - ground.clock.first()) * 7.0 / sim::days_per_year;
    const Seen whole = at(1.0, 2.0);
    EXPECT_EQ(whole.waves, static_cast<int>(std::ceil(years * 2.0)));
    // The last of four waves, with what 26 weeks in a half-life of 78 left of those before: 0.1 (1 + x + x^2 + x^3)
    const double x = std::exp2(-26.0 / 78.0);
    EXPECT_NEAR(whole.exposure, 0.1 * (1.0 + x + x * x + x * x * x), 2e-3);
    const double waves = whole.outcome.resources[0].amount;
    const Ground counted = toy::ground(s, toy::towns());
    const double counted_waves =
        std::ceil((counted.counted.last() - counted.counted.first()) * 7.0 / sim::days_per_year * 2.0);
    EXPECT_NEAR(waves, 2.0 / 42.0 * counted_waves, 1e-9);
    EXPECT_NEAR(at(0.5, 2.0).outcome.resources[0].amount, 0.5 * waves, 1e-9);
    EXPECT_NEAR(county_levers::spent(whole.outcome), waves * 750'000.0 + whole.outcome.resources[1].amount * 150'000.0,
                1e-6);
}

// A region's campaign is heard and paid there.
TEST(MassMediaCampaign, ARegionHearsItsOwn)
{
    const Seen elsewhere = at(1.0, 2.0, {}, {CountyId{3}});
    const Seen both = at(1.0, 2.0);
    EXPECT_EQ(elsewhere.exposure, 0.0);
    EXPECT_GT(both.exposure, 0.0);
    EXPECT_NEAR(elsewhere.outcome.resources[0].amount, 0.5 * both.outcome.resources[0].amount, 1e-9);
}

// As declared, with a wave every month: knowledge rises by far more than what is applied, and of some hundreds of cases hardly
// one in a hundred differs.
TEST(MassMediaCampaign, InformsAndHardlyChangesWhatPeopleDo)
{
    const Seen none = at(no_intervention, 0.0);
    const Seen half = at(0.5, 12.0);
    const Seen all = at(1.0, 12.0);
    const auto persons = static_cast<double>(toy::towns().people.size());
    EXPECT_GT(half.beliefs.informed, none.beliefs.informed + 0.1 * persons);
    EXPECT_GT(all.beliefs.informed, half.beliefs.informed);
    EXPECT_GT(all.beliefs.reports, none.beliefs.reports);
    EXPECT_LT(all.beliefs.internalised - none.beliefs.internalised,
              0.1 * (all.beliefs.informed - none.beliefs.informed));
    const auto before = static_cast<double>(toy::total(none.outcome.true_cases));
    EXPECT_GT(before, 200.0);
    EXPECT_NEAR(static_cast<double>(toy::total(all.outcome.true_cases)), before, 0.03 * before);
}

// Where it teaches nothing to do, false security alone recruits more, the more waves there are.
TEST(MassMediaCampaign, AloneFalseSecurityRecruits)
{
    const auto recruited = [](double coverage, double waves) {
        std::int64_t sum = 0;
        for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
            Scenario s = county_levers::scenario(name, coverage);
            county_levers::leave_alone(s, name, "false_security");
            for (const char* const pathway : {"lover_boy", "online_grooming"}) {
                s.parameters.set(std::string(pathway) + ".false_security", 0.2);
            }
            if (!s.interventions.empty()) {
                s.interventions.front().settings["waves_per_year"] = waves;
            }
            sum += toy::total(toy::run(s, toy::towns(), replicate).true_cases);
        }
        return sum;
    };
    const auto none = recruited(no_intervention, 0.0);
    const auto all = recruited(1.0, 12.0);
    EXPECT_GT(all, none);
}

} // namespace
} // namespace mass_media_campaign_test
