#include "models/interventions/causes.hpp"
#include "models/registry.hpp"
#include "tests/models/interventions/observed_causes.hpp"
#include "tests/support/toy_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace {

using model::InterventionKind;

bool declared(std::string_view parameter)
{
    const auto all = model::all_parameters();
    return std::any_of(all.begin(), all.end(), [&](const sim::ParameterInfo& info) { return info.name == parameter; });
}

TEST(Library, EveryKindSaysWhatItActsOnWhatItCostsAndWhatItRestsOn)
{
    std::set<std::string_view> known;
    for (const model::CauseInfo& cause : model::causes()) {
        EXPECT_TRUE(known.insert(cause.name).second) << cause.name << " twice";
    }
    for (const InterventionKind& kind : model::interventions()) {
        SCOPED_TRACE(kind.name);
        EXPECT_FALSE(kind.causes.empty());
        EXPECT_FALSE(kind.harms.empty());
        EXPECT_FALSE(kind.evidence.empty());
        EXPECT_EQ(kind.covers.empty(), kind.shock()) << "a shock recommends nothing, a measure something";
        for (const std::string_view cause : kind.causes) {
            EXPECT_TRUE(known.contains(cause)) << cause;
        }
        for (const model::HarmInfo& harm : kind.harms) {
            EXPECT_TRUE(declared(harm.parameter)) << harm.parameter;
            for (const auto& [parameter, value] : harm.alone) {
                EXPECT_TRUE(declared(parameter)) << parameter;
            }
        }
        for (const model::ResourceInfo& resource : kind.resources) {
            EXPECT_TRUE(declared(resource.price.name)) << resource.price.name;
            EXPECT_TRUE(std::string_view(resource.price.unit).starts_with("RON/")) << resource.price.unit;
        }
    }
}

TEST(Library, ShocksCostNothingAndTakeNobodysTime)
{
    std::set<std::string_view> shocks;
    for (const InterventionKind& kind : model::interventions()) {
        if (kind.shock()) {
            shocks.insert(kind.name);
            EXPECT_TRUE(kind.resources.empty() && kind.staff.empty()) << kind.name;
        }
    }
    EXPECT_EQ(shocks, (std::set<std::string_view>{"school_closure", "staff_cut"}));
}

TEST(Library, NoTwoKindsActOnTheSame)
{
    std::map<std::set<std::string_view>, std::string_view> rows;
    for (const InterventionKind& kind : model::interventions()) {
        const auto [other, fresh] = rows.emplace(std::set(kind.causes.begin(), kind.causes.end()), kind.name);
        EXPECT_TRUE(fresh) << kind.name << " acts on the same as " << other->second;
    }
}

// A world in which nobody is recruited and nobody tells anybody anything, so that whatever differs from the run without the
// intervention is what the intervention itself moved.
model::Scenario quiet()
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.pathways.clear();
    scenario.parameters.set("beliefs.peer_probability", 0.0);
    scenario.parameters.set("beliefs.experience_feedback", 0.0);
    return scenario;
}

std::set<std::string> moved_by(const InterventionKind& kind)
{
    model::Scenario scenario = quiet();
    const auto states = [&] {
        std::vector<observed::State> all;
        toy::run(scenario, toy::hamlets(), 0,
                 [&](const model::Build& build, sim::Tick tick) { all.push_back(observed::state(build, tick)); });
        return all;
    };
    const auto without = states();
    scenario.interventions = {toy::intervention(kind.name, scenario, 1.0)};
    scenario.interventions.front().settings = observed::strong(kind);
    const auto with = states();
    std::set<std::string> moved;
    for (std::size_t week = 0; week < with.size(); ++week) {
        for (const auto& [cause, value] : with[week]) {
            if (value != without[week].at(cause)) {
                moved.insert(cause);
            }
        }
    }
    return moved;
}

// The recommendations of the sources, each row: none without a kind that stands for it, and no kind that names another.
TEST(Library, TogetherTheKindsCoverEveryRecommendation)
{
    const std::set<std::string_view> rows{
        "Meet legal counsellor minimum; 1:500; proper use of role; CJRAE support",
        "Curriculum: consent, boundaries, abuse recognition in health education",
        "Legal education in school; bar's \"lawyer in your school\"",
        "Digital and privacy education: pupils, parents, teachers, carers",
        "Non-disclosing questionnaire exercises",
        "Bystander workshops",
        "Career advice and job alternatives",
        "Extracurricular, after-school, food and tutoring-linked sessions",
        "Inclusive activities, role models",
        "Co-created campaigns with children",
        "Rural-specific, targeted campaigns; national and regional mass campaigns",
        "Named past campaigns (14 in S3), \"Be careful…\", \"Traffic does not forgive\", \"Work is a right\", "
        "demand-side Facebook campaign",
        "Community safeguarding teams and local staff; 1-to-1 guidance",
        "Local partnerships with continuity plan",
        "Community solidarity building",
        "Boarding-school induction and support",
        "Consistent handling of left-behind children; guardianship",
        "Return-migrant reintegration",
        "Dropout prevention tied to trafficking risk",
        "MNIR procedures per institution",
        "Proactive screening of vulnerable groups",
        "Uniform recording criteria",
        "More ANITP staff",
        "Training in victim-focused, trauma-informed work",
        "Faster trials, time limits, fewer testimonies, specialist judges",
        "DIICOT/DCCO staff; digital forensics",
        "Sanction complicity; independent monitoring of institutions",
        "NGO grants, flexible licensing, seized-asset fund",
        "Assistance for all victims; legal counsel; compensation paid",
        "Criminal penalties for recruitment fees; labour inspection; Spain MoU; migrant information in own language",
        "Demand reduction",
        "Helpline hours, international line, mobile app",
        "Refugee measures (Blue Dots, database screening)",
        "Church, tourism code of conduct, peer volunteers",
        "Finalise and fund strategy 2024–28; publish assistance and re-victimisation data"};
    ASSERT_EQ(rows.size(), 35u);
    std::set<std::string_view> covered;
    for (const InterventionKind& kind : model::interventions()) {
        covered.insert(kind.covers.begin(), kind.covers.end());
    }
    EXPECT_EQ(covered, rows);
    const auto& kinds = model::interventions();
    EXPECT_EQ(std::count_if(kinds.begin(), kinds.end(), [](const InterventionKind& k) { return !k.shock(); }), 35);
}

TEST(Library, EveryKindMovesTheCausesThatItNamesAndNoOthers)
{
    for (const InterventionKind& kind : model::interventions()) {
        const std::set<std::string> named(kind.causes.begin(), kind.causes.end());
        EXPECT_EQ(moved_by(kind), named) << kind.name;
    }
}

TEST(Library, EveryCauseIsObserved)
{
    const model::Scenario scenario = quiet();
    std::set<std::string> seen;
    toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, sim::Tick tick) {
        if (seen.empty()) {
            for (const auto& [cause, value] : observed::state(build, tick)) {
                seen.insert(cause);
            }
        }
    });
    std::set<std::string> known;
    for (const model::CauseInfo& cause : model::causes()) {
        known.emplace(cause.name);
    }
    EXPECT_EQ(seen, known);
}

} // namespace
