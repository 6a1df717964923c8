#pragma once

#include "models/levers.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

/// Runs of two counties (1 and 3, of 450,000 residents each) with one intervention that moves levers of services.
namespace county_levers {

using Values = std::initializer_list<std::pair<const char*, double>>;

inline constexpr double no_intervention = -1.0;

/// \param coverage  `no_intervention`: without it
inline model::Scenario scenario(std::string_view kind, double coverage, Values values = {})
{
    model::Scenario s = toy::scenario(toy::towns());
    for (const auto& [name, value] : values) {
        s.parameters.set(name, value);
    }
    if (coverage >= 0.0) {
        s.interventions = {toy::intervention(kind, s, coverage)};
    }
    return s;
}

/// Silences all that a kind does but a harm.
inline void leave_alone(model::Scenario& s, std::string_view kind, std::string_view harm)
{
    for (const model::InterventionKind& one : model::interventions()) {
        for (const model::HarmInfo& h : one.harms) {
            for (const auto& [name, value] : one.name == kind && h.name == harm ? h.alone : decltype(h.alone){}) {
                s.parameters.set(std::string(name), value);
            }
        }
    }
}

inline double added(const model::Build& build, std::uint8_t county, model::Lever lever)
{
    return model::given(build.world, build.services.given, county * model::levers + static_cast<std::size_t>(lever));
}

/// Aims at county 1 for 20 weeks from the tenth, to 0.6 over ten: 9.3 weeks of full reach; looks whether the levers follow and
/// go back, and county 3 stays as it is.
/// \param also  told the coverage in each week
inline model::RunOutcome follow(std::string_view kind, std::vector<std::pair<model::Lever, double>> amounts,
                                const std::function<void(const model::Build&, sim::Tick, double)>& also = {})
{
    model::Scenario s = scenario(kind, 0.6);
    const model::Ground ground = toy::ground(s, toy::towns());
    const sim::Tick first = ground.clock.first() + 10;
    model::InterventionSpec& spec = s.interventions.front();
    spec.start = ground.clock.date(first);
    spec.end = ground.clock.date(first + 20);
    spec.ramp_weeks = 10.0;
    spec.target.counties = {model::CountyId{1}};
    return toy::run(s, toy::towns(), 0, [&](const model::Build& build, sim::Tick tick) {
        const std::int32_t week = tick - first; // weeks done
        const double coverage = week < 1 || week > 20 ? 0.0 : 0.6 * std::min(1.0, week / 10.0);
        for (const auto& [lever, amount] : amounts) {
            EXPECT_NEAR(added(build, 1, lever), amount * coverage, 1e-6) << "week " << week;
            EXPECT_EQ(added(build, 3, lever), 0.0);
        }
        if (also) {
            also(build, tick, coverage);
        }
    });
}

/// Sum of everybody's trust in an institution.
inline double trust_in(const model::Build& build, model::Institution institution, sim::Tick tick)
{
    double sum = 0.0;
    for (model::Row row = 0; row < build.ground.population.birth_week.size(); ++row) {
        sum += build.beliefs.trust(build.world, build.ground, row, tick, institution);
    }
    return sum;
}

/// Steps in the referral mechanism up to now, of a kind.
inline std::int64_t steps(const model::Build& build, model::AssistanceStep kind)
{
    std::int64_t sum = 0;
    for (const sim::Cell& cell : build.world.measures().cells(build.assistance.steps)) {
        sum += cell.position == static_cast<std::size_t>(kind) ? cell.count : 0;
    }
    return sum;
}

inline double spent(const model::RunOutcome& outcome)
{
    double sum = 0.0;
    for (const model::Spending& year : outcome.spending) {
        sum += year.spent_ron;
    }
    return sum;
}

/// What the resources come to at their prices.
inline double priced(const model::RunOutcome& outcome)
{
    double sum = 0.0;
    for (const model::ResourceCount& used : outcome.resources) {
        sum += used.amount * used.price.value;
    }
    return sum;
}

/// Nothing of it comes back to recruitment.
inline void no_feedback(model::Scenario& s)
{
    for (const char* const off :
         {"justice.feedback", "cases.re_recruitable", "beliefs.experience_feedback", "retrafficking.feedback"}) {
        s.parameters.set(off, 0.0);
    }
}

inline void expect_same_without_coverage(std::string_view kind)
{
    EXPECT_EQ(toy::core_digest(toy::run(scenario(kind, 0.0), toy::towns())),
              toy::core_digest(toy::run(scenario(kind, no_intervention), toy::towns())));
}

/// With so few staff that they are the limit, all of their hours are used and not one more.
/// \param staff  parameter of persons per 100,000 residents   \param hours_each  of them in one of the first resource
/// \param few    persons that there are
inline void expect_no_more_than_staff(std::string_view kind, const char* staff, double hours_each = 1.0,
                                      double few = 0.01)
{
    const model::Scenario s =
        scenario(kind, 1.0, {{"workforce.limited", 1.0}, {"workforce.turnover", 0.0}, {staff, few}});
    const model::RunOutcome outcome = toy::run(s, toy::towns());
    const model::Ground ground = toy::ground(s, toy::towns());
    const double most = 2.0 * few * 4.5 * 30.0 * (ground.clock.last() - ground.clock.first()); // two counties, 30 hours
    EXPECT_LE(outcome.resources.front().amount * hours_each, most * (1.0 + 1e-12));
    EXPECT_GT(outcome.resources.front().amount * hours_each, 0.99 * most);
}

} // namespace county_levers
