#include "models/interventions/place_support.hpp"
#include "models/scenario_keys.hpp"
#include "tests/models/interventions/place_supports.hpp"

#include <gtest/gtest.h>

// Persons whom interventions are for, in whole runs: what is planned, paid and done is the same.

namespace {

using model::Care;
using place_supports::kind_named;

/// Every kind that can aim by age, with the support that it gives.
std::vector<std::pair<std::string, model::Support>> personal()
{
    return {{"boarding_support", model::Support::boarding},       {"left_behind_support", model::Support::left_behind},
            {"return_migrant_support", model::Support::returned}, {"community_hub", model::Support::hub},
            {"carer_digital_training", model::Support::carers},   {"community_workers", model::Support::guidance},
            {"income_support", model::Support::income},           {"dropout_prevention", model::Support::dropout},
            {"migrant_information", model::Support::migrants}};
}

double spent(const model::RunOutcome& outcome)
{
    double sum = 0.0;
    for (const model::Spending& s : outcome.spending) {
        sum += s.spent_ron;
    }
    return sum;
}

model::Scenario with(const std::string& kind, const model::Target& target, double coverage = 1.0)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.interventions = {toy::intervention(kind, scenario, coverage)};
    scenario.interventions[0].target = target;
    return scenario;
}

TEST(Targets, AreAllOfTheKindsThatAimByAge)
{
    std::size_t kinds = 0;
    for (const model::InterventionKind& kind : model::interventions()) {
        kinds += model::may_say(kind, "ages") ? 1 : 0;
    }
    EXPECT_EQ(kinds, personal().size());
}

TEST(Targets, OneThatMeansNobodyCostsNothingAndChangesNoBit)
{
    model::Target nobody;
    nobody.youngest = 115;
    nobody.oldest = 120;
    for (const auto& [kind, support] : personal()) {
        model::Scenario scenario = with(kind, nobody);
        for (const model::SettingInfo& setting : kind_named(kind).settings) { // all that it can do beside
            scenario.interventions[0].settings.at(std::string(setting.name)) = setting.high;
        }
        const model::RunOutcome outcome = toy::run(scenario, toy::hamlets());
        EXPECT_EQ(spent(outcome), 0.0) << kind;
        for (const model::ResourceCount& used : outcome.resources) {
            EXPECT_EQ(used.amount, 0.0) << used.name;
        }
        model::Scenario without = scenario;
        without.interventions.clear();
        EXPECT_EQ(toy::core_digest(outcome), toy::core_digest(toy::run(without, toy::hamlets()))) << kind;
    }
}

TEST(Targets, CoverageZeroChangesNoBit)
{
    model::Target teens;
    teens.youngest = 13;
    teens.oldest = 17;
    for (const auto& [kind, support] : personal()) {
        model::Scenario scenario = with(kind, teens, 0.0);
        const std::string switched_off = toy::core_digest(toy::run(scenario, toy::hamlets()));
        scenario.interventions.clear();
        EXPECT_EQ(switched_off, toy::core_digest(toy::run(scenario, toy::hamlets()))) << kind;
    }
}

// Of 8 children on a list, 2 live with relatives: the care of these alone costs a quarter. By hand from the population: the
// place after school takes as many child years as children of 6 to 15 are meant.
TEST(Targets, CostThoseMeantAlone)
{
    std::vector<std::pair<const char*, model::Target>> targets{
        {"care", {}}, {"parents_abroad", {}}, {"ages", {}}, {"boarding", {}}};
    targets[0].second.care = {Care::relatives, Care::residential};
    targets[1].second.parents_abroad = true;
    targets[2].second.youngest = 13;
    targets[2].second.oldest = 14;
    targets[3].second.boarding = true;
    const double all = place_supports::used(toy::run(with("community_hub", {}), toy::hamlets()), "child_years");
    for (const auto& [name, target] : targets) {
        const model::Scenario scenario = with("community_hub", target);
        const model::Ground ground = toy::ground(scenario, toy::hamlets());
        const auto& people = ground.population;
        double eligible = 0.0;
        double meant = 0.0;
        for (model::Row row = 0; row < people.residents(); ++row) {
            const double age = model::age_at(people.birth_week[row], ground.clock.first());
            const std::uint32_t pupil = people.pupil[row];
            const bool boards = pupil != model::none && people.pupils.boarding[pupil] != 0 && age >= 15.0 &&
                                ground.class_at(row, ground.clock.first()) != model::none;
            const bool can = age >= 6.0 && age < 16.0;
            const bool is = name[0] == 'c'
                                ? people.care[row] == Care::relatives || people.care[row] == Care::residential
                            : name[0] == 'p' ? people.parent_abroad[row] != model::ParentAbroad::none
                            : name[0] == 'a' ? age >= 13.0 && age < 15.0
                                             : boards;
            eligible += can ? 1.0 : 0.0;
            meant += can && is ? 1.0 : 0.0;
        }
        const double used = place_supports::used(toy::run(scenario, toy::hamlets()), "child_years");
        EXPECT_GT(meant, 0.0) << name;
        EXPECT_NEAR(used, all * meant / eligible, 1e-9 * all) << name;
    }
}

// A support for a tenth of the eligible of a place raises its norm a tenth as much.
TEST(Targets, RaiseTheNormOfAPlaceInProportion)
{
    const auto raised = [](const model::Target& target) {
        const model::Scenario scenario = [&] {
            model::Scenario s = toy::uncoupled(toy::hamlets());
            s.parameters.set("workforce.limited", 0.0);
            s.parameters.set("community_hub.labelling", 0.4);
            s.interventions = {toy::intervention("community_hub", s, 1.0)};
            s.interventions[0].target = target;
            return s;
        }();
        std::vector<double> levels;
        toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
            if (tick - build.ground.clock.first() == 13) { // after the first dose
                for (std::uint32_t l = 0; l < build.ground.population.localities.siruta.size(); ++l) {
                    levels.push_back(build.norms.at(build.world, build.ground, l, model::Norm::stigma, tick));
                }
            }
        });
        return levels;
    };
    model::Target nobody;
    nobody.youngest = 115;
    nobody.oldest = 120;
    model::Target some;
    some.youngest = 6;
    some.oldest = 7;
    const auto none = raised(nobody);
    const auto part = raised(some);
    const auto whole = raised({});
    const model::Scenario scenario = toy::uncoupled(toy::hamlets());
    const model::Ground ground = toy::ground(scenario, toy::hamlets());
    const auto count = [&](const model::Meant& whom) {
        return model::supports::eligible_as_built(model::supports::resolved({}), model::life::resolved({}), ground,
                                                  model::Support::hub, whom);
    };
    const auto all = count({});
    const auto meant = count(model::persons_of(some));
    std::size_t seen = 0;
    for (std::size_t l = 0; l < none.size(); ++l) {
        if (all[l] > 0.0 && whole[l] > none[l]) {
            EXPECT_NEAR((part[l] - none[l]) / (whole[l] - none[l]), meant[l] / all[l], 0.02) << l;
            ++seen;
        }
    }
    EXPECT_GT(seen, 3U);
}

// Two halves of the children, by age, cost together what all do; to the person.
TEST(Targets, GroupsAddUp)
{
    model::Target young;
    young.youngest = 6;
    young.oldest = 10;
    model::Target old;
    old.youngest = 11;
    old.oldest = 15;
    model::Scenario scenario = with("community_hub", young, 0.5);
    scenario.interventions.push_back(scenario.interventions[0]);
    scenario.interventions[1].name = "old";
    scenario.interventions[1].target = old;
    const double both = place_supports::used(toy::run(scenario, toy::hamlets()), "child_years");
    const double all = place_supports::used(toy::run(with("community_hub", {}, 0.5), toy::hamlets()), "child_years");
    EXPECT_NEAR(both, all, 1e-9 * all);
}

} // namespace
