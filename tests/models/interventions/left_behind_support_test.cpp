#include "models/interventions/left_behind_support.hpp"
#include "models/interventions/place_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace left_behind_support_test {
namespace {

constexpr const char* name = "left_behind_support";

TEST(LeftBehindSupport, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(LeftBehindSupport, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::left_behind);
}

TEST(LeftBehindSupport, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::left_behind, "child_years", "left_behind_support.child_cost");
}

TEST(LeftBehindSupport, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(LeftBehindSupport, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

TEST(PlaceSupport, ByHand)
{
    using namespace model::place_support;
    EXPECT_NEAR(workers(120.0, 40.0), 3.0, 1e-12);
    EXPECT_EQ(workers(0.0, 40.0), 0.0);
    EXPECT_NEAR(travel_km(52.17857142857143, 6.0, 10.0), 120.0, 1e-9); // 6 visits a week, 20 km each
    EXPECT_NEAR(dose(0.4, 0.5), 0.2 * 13.0 / 52.17857142857143, 1e-12);
    EXPECT_EQ(dose(0.4, 0.0), 0.0);
}

/// The first and the week after the last of those whose dose is given in each week, where there are any.
std::map<std::int32_t, std::pair<std::int32_t, std::int32_t>> doses(const std::vector<double>& reaches)
{
    std::map<std::int32_t, std::pair<std::int32_t, std::int32_t>> given;
    const sim::Tick first{100};
    std::vector<model::Reach> reached;
    for (const double share : reaches) {
        reached.push_back({.counties = {}, .national = share});
        const auto week = static_cast<std::int32_t>(reached.size()) - 1;
        const auto weeks = model::place_support::weeks_of_dose({first + week, first, reached, {}}, first);
        if (weeks.first < weeks.last) {
            given[week] = {weeks.first - first, weeks.last - first};
        }
    }
    return given;
}

// Twenty weeks have a dose for 13 and one for the seven that are left; where the reach ends between two doses, what there was
// has its own, and the weeks after it the next.
TEST(PlaceSupport, EveryWeekIsOfOneDose)
{
    std::vector<double> twenty(40, 0.0);
    std::fill(twenty.begin(), twenty.begin() + 20, 1.0);
    EXPECT_EQ(doses(twenty), (std::map<std::int32_t, std::pair<std::int32_t, std::int32_t>>{
                                 {12, {0, 13}}, {20, {13, 21}}, {25, {20, 26}}, {38, {26, 39}}}));
    std::vector<double> broken(26, 1.0);
    std::fill(broken.begin() + 5, broken.begin() + 9, 0.0);
    EXPECT_EQ(doses(broken), (std::map<std::int32_t, std::pair<std::int32_t, std::int32_t>>{
                                 {5, {0, 6}}, {12, {5, 13}}, {25, {13, 26}}}));
    const model::place_support::Weeks quarter{sim::Tick{0}, sim::Tick{13}};
    EXPECT_NEAR(model::place_support::mean_share(quarter, [](sim::Tick t) { return (t.value + 1) / 13.0; }), 7.0 / 13.0,
                1e-12);
}

// With a ramp of 13 weeks the first dose is that of 7/13, the mean of the quarter, at its end, but for a week of decay.
TEST(PlaceSupport, ADoseIsThatOfTheMeanReachOfItsWeeks)
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.parameters.set("left_behind_support.labelling", 0.4);
    for (const model::HarmInfo& harm : place_supports::kind_named(name).harms) {
        for (const auto& [parameter, value] : harm.alone) {
            scenario.parameters.set(std::string(parameter), value);
        }
    }
    using Levels = std::map<std::int32_t, std::vector<double>>; // by weeks done
    const auto run = [&] {
        Levels levels;
        toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
            const std::int32_t week = tick - build.ground.clock.first();
            for (std::uint32_t l = 0; week <= 13 && l < build.ground.population.localities.siruta.size(); ++l) {
                levels[week].push_back(build.norms.at(build.world, build.ground, l, model::Norm::stigma, tick));
            }
        });
        return levels;
    };
    const Levels without = run();
    scenario.interventions = {toy::intervention(name, scenario, 1.0)};
    scenario.interventions.front().ramp_weeks = 13.0;
    const Levels with = run();
    const double quarter = 13.0 / (sim::days_per_year / 7.0);
    int raised = 0;
    for (std::size_t l = 0; l < with.at(13).size(); ++l) {
        EXPECT_EQ(with.at(12)[l], without.at(12)[l]);
        if (with.at(13)[l] != without.at(13)[l]) {
            ++raised;
            EXPECT_NEAR(1.0 - with.at(13)[l], (1.0 - without.at(13)[l]) * (1.0 - 0.4 * 7.0 / 13.0 * quarter), 2e-4);
        }
    }
    EXPECT_GT(raised, 3);
}

} // namespace
} // namespace left_behind_support_test
