#include "models/interventions/return_migrant_support.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

namespace return_migrant_support_test {
namespace {

constexpr const char* name = "return_migrant_support";

TEST(ReturnMigrantSupport, LeavesAllAsItWasAtCoverageZero)
{
    place_supports::coverage_zero_leaves_all(name);
}

TEST(ReturnMigrantSupport, IsGivenByItsRampAndTakenBackToTheBit)
{
    place_supports::given_and_taken_back(name, model::Support::returned);
}

TEST(ReturnMigrantSupport, CostsWhatItTakes)
{
    place_supports::cost_adds_up(name, model::Support::returned, "person_years", "return_migrant_support.person_cost");
}

TEST(ReturnMigrantSupport, DoesNothingWithoutStaff)
{
    place_supports::staff_limit(name);
}

TEST(ReturnMigrantSupport, HarmAloneDoesHarm)
{
    place_supports::harm_alone(name, model::Norm::stigma);
}

// Who came back and left school is back in it sooner where the date is moved: weeks out of school of those reached fall with
// coverage, and nobody who did not come back moves.
TEST(ReturnMigrantSupport, PupilsGoBackToSchoolSooner)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    scenario.pathways.clear();
    for (const auto& [parameter, value] : {std::pair{"workforce.limited", 0.0},
                                           {"life.second_chance", 1.5},
                                           {"life.emigration", 0.5},
                                           {"life.deficit_weeks", 104.0},
                                           {"life.dropout", 0.1}}) {
        scenario.parameters.set(parameter, value);
    }
    const auto weeks_out = [&](double coverage) {
        scenario.interventions = {toy::intervention(name, scenario, coverage)};
        std::pair<std::int64_t, std::int64_t> weeks{}; // of those who came back lately, and of the others
        toy::run(scenario, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
            const auto status = build.world.read(build.life.status);
            for (model::Row row = 0; row < toy::towns().people.size(); ++row) {
                const bool out = (status[row] & model::life::state::left_school) != 0;
                (build.life.returned(build.world, row, tick) ? weeks.first : weeks.second) += out ? 1 : 0;
            }
        });
        return weeks;
    };
    const auto none = weeks_out(0.0);
    const auto half = weeks_out(0.5);
    const auto all = weeks_out(1.0);
    EXPECT_GT(none.first, 100) << "too few to tell";
    EXPECT_LT(half.first, none.first);
    EXPECT_LT(all.first, half.first);
}

} // namespace
} // namespace return_migrant_support_test
