#include "models/build.hpp"
#include "models/homes.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace {

using model::Row;

/// A world with the homes and services of the hamlets and nothing else.
struct Made {
    explicit Made(model::Scenario given) : scenario(std::move(given)) { make(); }
    Made(double complicit, double oversight) : scenario(toy::scenario(toy::hamlets()))
    {
        scenario.parameters.set("services.complicity_care", complicit);
        scenario.parameters.set("homes.oversight", oversight);
        scenario.parameters.set("homes.oversight_spread", 0.1);
        make();
    }
    void make()
    {
        model::homes::make(build);
        model::services::make(build);
    }
    model::Scenario scenario;
    model::Ground ground = toy::ground(scenario, toy::hamlets());
    sim::World world{sim::Luck(1, 0)};
    sim::Plan plan{};
    model::Build build{scenario, ground, world, plan};
};

TEST(Homes, CountiesDifferWithinTheSpread)
{
    const Made made(0.05, 0.4);
    double least = 1.0;
    double most = 0.0;
    for (std::uint8_t county = 0; county < model::county_count; ++county) {
        const double seen = made.build.homes.oversight(made.world, {county});
        const double children = made.build.homes.children_per_carer(made.world, {county});
        EXPECT_TRUE(seen >= 0.3 - 1e-4 && seen <= 0.5 + 1e-4) << seen;
        EXPECT_TRUE(children >= 4.0 - 0.01 && children <= 8.0 + 0.01) << children;
        least = std::min(least, seen);
        most = std::max(most, seen);
    }
    EXPECT_GT(most - least, 0.1);
}

TEST(Homes, ResidentsAreThoseInCareByRow)
{
    const Made made(0.05, 0.4);
    const auto& people = made.ground.population;
    std::size_t counted = 0;
    for (const model::CountyBlock& block : people.counties) {
        const auto residents = made.build.homes.residents_of(block.first_row, block.first_row + block.persons);
        counted += residents.size();
        for (const model::Row row : residents) {
            EXPECT_EQ(people.care[row], model::Care::residential);
            EXPECT_EQ(people.county_of(row), block.county);
        }
    }
    EXPECT_GT(counted, 5u);
    EXPECT_EQ(counted, made.build.homes.residents.size());
}

// One complicity for everybody: that of services, with inspections, less what oversight sees. By hand: an oversight of
// 0.6 leaves 0.4 of it; two inspections a year at an effect of 0.5 leave exp(-1) of that.
TEST(Homes, ComplicityIsThatOfServicesLessOversight)
{
    Made made(0.5, 0.6);
    made.scenario.parameters.set("homes.oversight_spread", 0.0);
    Made even(made.scenario);
    const model::CountyId county = toy::hamlets().people.counties[0].county;
    const auto chance = [&] { return even.build.homes.complicity(even.world, even.build, county); };
    const double before = chance();
    EXPECT_NEAR(before, 0.4 * even.build.services.complicity(even.world, county, model::Body::care_institution), 1e-5);
    EXPECT_GT(before, 0.0);
    const auto inspection = static_cast<std::size_t>(model::Lever::inspection);
    even.world.write(even.build.services.given)[county.value * model::levers + inspection] = 2'000'000;
    EXPECT_NEAR(chance(), before * std::exp(-1.0), 1e-12);
}

// The homes of a county are complicit with its probability; full oversight or no complicity leaves none. Of who lives in a
// home the staff look away or do not; who came into care in the run meets the mean of the county.
TEST(Homes, AHomeIsComplicitOrNotForEverybody)
{
    const auto complicit = [](Made& made) {
        const auto households = static_cast<std::uint32_t>(made.ground.population.households.deprivation.size());
        double found = 0.0;
        double expected = 0.0;
        double variance = 0.0;
        for (std::uint32_t h = 0; h < households; ++h) {
            const Row first = made.ground.population.households.first_member[h];
            const model::CountyId county = made.ground.population.county_of(first);
            const double chance = made.build.homes.complicity(made.world, made.build, county);
            const bool here = made.build.homes.complicit(made.world, made.build, h);
            found += here;
            expected += chance;
            variance += chance * (1.0 - chance);
            for (Row row = first; row < made.ground.population.households.first_member[h + 1]; ++row) {
                const bool resident = made.ground.population.care[row] == model::Care::residential;
                EXPECT_EQ(made.build.homes.looks_away(made.world, made.build, row, county),
                          resident ? (here ? 1.0 : 0.0) : chance);
            }
        }
        EXPECT_NEAR(found, expected, 4.0 * std::sqrt(variance)); // some 300 homes
        return found;
    };
    Made half(0.5, 0.2);
    EXPECT_GT(complicit(half), 30.0);
    Made none(0.0, 0.2);
    EXPECT_EQ(complicit(none), 0.0);
    Made seen(0.5, 1.0);
    seen.scenario.parameters.set("homes.oversight_spread", 0.0);
    Made all(seen.scenario);
    EXPECT_EQ(complicit(all), 0.0);
}

/// Cases of staff alone, found by child protection alone, in a country where nobody enters or leaves care.
std::pair<std::int64_t, std::int64_t> found_in_homes(double offenders, double staff, double complicity)
{
    model::Scenario s = toy::scenario(toy::towns());
    s.pathways = {"institutional"};
    for (const char* const channel : {"self_report", "family_or_neighbour", "school", "police", "ngo", "helpline",
                                      "child_line", "health", "abroad", "labour_inspection"}) {
        s.parameters.set(std::string("detection.") + channel, 0.0);
    }
    for (const auto& [name, value] : {std::pair{"life.frozen", 1.0},
                                      {"retrafficking.feedback", 0.0},
                                      {"justice.feedback", 0.0},
                                      {"offenders.per_100k", offenders},
                                      {"homes.oversight", 0.0},
                                      {"homes.oversight_spread", 0.0},
                                      {"services.complicity_care", complicity},
                                      {"institutional.abroad", 0.0},
                                      {"institutional.staff_base", staff}}) {
        s.parameters.set(name, value);
    }
    std::pair<std::int64_t, std::int64_t> total{};
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        const auto outcome = toy::run(s, toy::towns(), replicate);
        total.first += toy::total(outcome.true_cases);
        total.second += toy::total(outcome.registered);
    }
    return total;
}

// The staff who exploit are those who look away: child protection finds none of their victims, where it finds a good part
// of the others. Were both drawn apart, half of the staff's victims would be found like the others.
TEST(Homes, TheStaffWhoExploitAreThoseWhoLookAway)
{
    const auto [by_staff, by_staff_registered] = found_in_homes(0.0, 0.5, 0.5);
    EXPECT_GT(by_staff, 100);
    EXPECT_EQ(by_staff_registered, 0);
    const auto [at_the_door, registered] = found_in_homes(2000.0, 0.0, 0.0);
    EXPECT_GT(at_the_door, 40);
    EXPECT_GT(8 * registered, at_the_door);
}

// Six children for a carer: half as many carers again make it four; without carers it is not without end.
TEST(Homes, MoreCarersByHand)
{
    EXPECT_NEAR(model::homes::children_per_carer(6.0, 0.5), 4.0, 1e-15);
    EXPECT_EQ(model::homes::children_per_carer(6.0, 0.0), 6.0);
    EXPECT_NEAR(model::homes::children_per_carer(6.0, -1.0), 30.0, 1e-12);
    Made made(0.05, 0.4);
    const double seen = made.build.homes.oversight(made.world, {0});
    const double children = made.build.homes.children_per_carer(made.world, {0});
    made.world.proposals(made.build.homes.add)(0, {200'000, model::CountyId{0}, model::HomeLever::oversight});
    made.world.proposals(made.build.homes.add)(0, {1'000'000, model::CountyId{0}, model::HomeLever::carers});
    const double other = made.build.homes.oversight(made.world, {1});
    made.world.commit({made.ground.clock.first(), made.ground.clock.dt_years(), made.world.luck()});
    EXPECT_NEAR(made.build.homes.oversight(made.world, {0}), seen + 0.2, 1e-12);
    EXPECT_NEAR(made.build.homes.children_per_carer(made.world, {0}), children / 2.0, 1e-12);
    EXPECT_EQ(made.build.homes.oversight(made.world, {1}), other);
}

} // namespace
