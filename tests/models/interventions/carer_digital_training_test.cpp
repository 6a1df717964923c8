#include "models/interventions/carer_digital_training.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace carer_digital_training_test {
namespace {

constexpr const char* name = "carer_digital_training";

// 30 households in two groups, 6 hours each in meetings of two: 12 hours, 6 roads of 20 km there and back at 40 km/hour.
TEST(CarerDigitalTraining, GroupsByHand)
{
    using namespace model::carer_digital_training;
    const Parameters p = resolved({});
    const Groups year = groups(p, 30.0, 6.0, 20.0);
    EXPECT_NEAR(year.hours, 12.0, 1e-12);
    EXPECT_NEAR(year.km, 6.0 * 40.0, 1e-12);
    EXPECT_NEAR(year.at_work, 12.0 + 6.0, 1e-12);
    EXPECT_NEAR(strength(p, 3.0), 0.5, 1e-12);
    EXPECT_EQ(strength(p, 40.0), 1.0);
}

TEST(CarerDigitalTraining, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(CarerDigitalTraining, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::carers);
}

// Of half the hours half of those reached are trained in full; the hours are half.
TEST(CarerDigitalTraining, HalfTheHoursHalfTheSupport)
{
    const auto seen = [](double hours) {
        model::Scenario scenario = toy::scenario(toy::hamlets());
        scenario.parameters.set("workforce.limited", 0.0);
        scenario.interventions = {toy::intervention(name, scenario, 0.8)};
        scenario.interventions.front().settings["hours_per_year"] = hours;
        double share = 0.0;
        const auto outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick) {
            for (std::uint32_t l = 0; l < build.ground.population.localities.siruta.size(); ++l) {
                share = std::max(share, build.supports.share(build.world, l, model::Support::carers));
            }
        });
        return std::pair{share, place_supports::used(outcome, "group_hours")};
    };
    const auto [full, full_hours] = seen(6.0);
    const auto [half, half_hours] = seen(3.0);
    EXPECT_NEAR(full, 0.8, 1e-6);
    EXPECT_NEAR(half, 0.4, 1e-6);
    EXPECT_NEAR(half_hours, full_hours / 2.0, 1e-9 * full_hours);
}

TEST(CarerDigitalTraining, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::carers, "household_years", "carer_digital_training.household");
}

TEST(CarerDigitalTraining, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(CarerDigitalTraining, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::loyalty);
}

} // namespace
} // namespace carer_digital_training_test
