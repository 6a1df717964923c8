#include "models/interventions/allocation.hpp"
#include "models/interventions/curriculum.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/rural_campaign.hpp"
#include "models/interventions/school_counsellors.hpp"
#include "models/schools.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace {

using model::Delivery;
using model::InterventionSpec;
using sim::Tick;

TEST(SchoolCounsellors, ExtraPostsByHand)
{
    using model::school_counsellors::extra_posts;
    EXPECT_NEAR(extra_posts(900.0, 900.0, 500.0, 1.0), 0.8, 1e-12); // 1.8 less 1
    EXPECT_NEAR(extra_posts(900.0, 900.0, 500.0, 0.25), 0.2, 1e-12);
    EXPECT_NEAR(extra_posts(90.0, 900.0, 600.0, 1.0), 0.05, 1e-12);
    EXPECT_EQ(extra_posts(900.0, 900.0, 1200.0, 1.0), 0.0); // a worse ratio takes nobody's post away
    EXPECT_EQ(extra_posts(900.0, 900.0, 500.0, 0.0), 0.0);
    EXPECT_EQ(extra_posts(0.0, 900.0, 500.0, 1.0), 0.0);
}

TEST(Curriculum, DoseByHand)
{
    using model::curriculum::dose;
    const auto p = model::curriculum::resolved({}); // 24 full hours; untrained 0.4; without the social part over 1.9
    EXPECT_NEAR(dose(p, 12.0, 1.0, true), 0.5, 1e-12);
    EXPECT_NEAR(dose(p, 12.0, 0.5, true), 0.35, 1e-12);
    EXPECT_NEAR(dose(p, 12.0, 0.0, true), 0.2, 1e-12);
    EXPECT_NEAR(dose(p, 12.0, 1.0, false), 0.5 / 1.9, 1e-12);
    EXPECT_EQ(dose(p, 48.0, 1.0, true), 1.0); // no more than a full one
    EXPECT_EQ(dose(p, 0.0, 1.0, true), 0.0);
}

TEST(RuralCampaign, HoursAndExposureByHand)
{
    const auto p = model::rural_campaign::resolved({});
    EXPECT_NEAR(model::rural_campaign::visit_hours(p, 0.0), 5.0, 1e-12);
    EXPECT_NEAR(model::rural_campaign::visit_hours(p, 30.0), 6.5, 1e-12); // 60 km at 40 km/hour
    EXPECT_NEAR(model::rural_campaign::exposure(p, true, false), 0.15, 1e-12);
    EXPECT_NEAR(model::rural_campaign::exposure(p, true, true), 0.225, 1e-12);
    EXPECT_NEAR(model::rural_campaign::exposure(p, false, true), 0.15, 1e-12);
    auto far = p;
    far.visit_reach = 0.6;
    far.tailored_gain = 3.0;
    EXPECT_EQ(model::rural_campaign::exposure(far, true, true), 1.0);
}

TEST(RuralCampaign, ATurnComesOnceInEveryRound)
{
    constexpr double year = 365.25 / 7.0;
    constexpr std::int32_t weeks = 1000;
    for (const double visits_per_year : {0.2, 1.0, 2.0, 3.7, 12.0}) {
        const double round = year / visits_per_year;
        for (int i = 0; i < 200; ++i) {
            const double turn = i / 200.0;
            std::int64_t visits = 0;
            for (std::int32_t week = 0; week < weeks; ++week) {
                visits += model::rural_campaign::turn_comes(turn, round, week) ? 1 : 0;
            }
            // turns at (0, 1, 2, ...) rounds and `turn` of one, before week 1000
            EXPECT_EQ(visits, static_cast<std::int64_t>(std::ceil(weeks / round - turn)))
                << visits_per_year << " a year, turn " << turn;
        }
    }
}

// A, B and C fill the first week of every round of four. X, due with them and wanted last, begins in the second week; D has five
// hours of that and five of the next; E would take 100 and has 55 before it is due again, so that it does not set out; F comes in
// the third week.
TEST(RuralCampaign, TripsTakeWhatThoseBeforeThemLeaveByHand)
{
    using model::rural_campaign::Trip;
    const std::vector<Trip> trips{{0.01, 10.0}, {0.01, 10.0},  {0.02, 10.0}, {0.02, 25.0},
                                  {0.03, 10.0}, {0.04, 100.0}, {0.6, 25.0}};
    std::map<std::pair<std::uint32_t, std::int32_t>, double> hours; // of a trip in a week
    std::map<std::uint32_t, std::vector<std::int32_t>> arrivals;
    const auto go = [&](std::span<const Trip> some, double week_hours, std::int32_t weeks) {
        hours.clear();
        arrivals.clear();
        for (const auto& leg : model::rural_campaign::journeys(some, 4.0, week_hours, weeks)) {
            hours[{leg.trip, leg.week}] += leg.hours;
            if (leg.arrives) {
                arrivals[leg.trip].push_back(leg.week);
            }
        }
    };
    using Weeks = std::vector<std::int32_t>;
    go(trips, 30.0, 8);
    for (const std::uint32_t first : {0U, 1U, 2U}) {
        EXPECT_EQ(arrivals[first], (Weeks{0, 4}));
    }
    EXPECT_EQ(arrivals[3], (Weeks{1, 5}));
    EXPECT_EQ(arrivals[4], (Weeks{2, 6}));
    EXPECT_EQ((hours[{4, 1}]), 5.0);
    EXPECT_EQ((hours[{4, 2}]), 5.0);
    EXPECT_TRUE(arrivals[5].empty());
    EXPECT_EQ(arrivals[6], (Weeks{2, 6}));
    const auto all = hours;
    go(std::span(trips).first(4), 30.0, 8); // who is wanted first does the same without the rest
    for (const auto& [leg, spent] : hours) {
        EXPECT_EQ(all.at(leg), spent);
    }
    EXPECT_EQ(arrivals[3], (Weeks{1, 5}));
    go(std::span(trips).first(0), 30.0, 8);
    EXPECT_TRUE(hours.empty());
    const std::vector<Trip> far{{0.1, 5.0}, {0.2, 5.0}};
    go(far, 3.0,
       4); // a tenth of a team: the first trip takes two weeks, the second the rest of the second and two thirds more
    EXPECT_EQ(arrivals[0], (Weeks{1}));
    EXPECT_EQ(arrivals[1], (Weeks{3}));
    EXPECT_EQ((hours[{1, 1}]), 1.0);
}

// Where a county's teams cannot do all visits, more coverage takes none away, no week has more hours than the teams, and a
// longer run is not another in the weeks that both have.
TEST(RuralCampaign, MoreCoverageAddsVisitsAndTakesNoneAway)
{
    using Visit = std::pair<std::int32_t, std::uint32_t>; // week, locality
    const auto visits = [](double coverage, double years) {
        model::Scenario scenario = toy::scenario(toy::hamlets());
        scenario.end = scenario.start + std::chrono::days{static_cast<int>(years * 365.0)};
        InterventionSpec spec = toy::intervention("rural_campaign", scenario, coverage);
        spec.end = scenario.start + std::chrono::days{730};
        spec.settings["visits_per_year"] = 12.0;
        scenario.interventions = {spec};
        scenario.parameters.set("workforce.limited", 0.0);
        scenario.parameters.set("rural_campaign.team_week_hours", 10.0);
        std::set<Visit> seen;
        const auto outcome = toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, Tick tick) {
            const auto exposure = build.world.read(build.beliefs.campaigns);
            const std::int32_t week =
                tick - build.ground.clock.first(); // weeks done, as a level set in the last one says
            for (std::uint32_t l = 0; week > 0 && l < exposure.size(); ++l) {
                if (exposure[l].week == week) {
                    seen.emplace(week, l);
                }
            }
            const model::Planned& one = build.allocation->all().front();
            model::Needs needs(one.kind->resources.size());
            if (tick < build.ground.clock.last()) {
                one.intervention->need(build.allocation->week(one, tick), needs);
            }
            for (const model::CountyBlock& block : build.ground.population.counties) {
                EXPECT_LE(needs.of(block.county, model::Staff::facilitator), 1.0 + 1e-12);
            }
        });
        EXPECT_EQ(outcome.resources[0].amount, static_cast<double>(seen.size()));
        return seen;
    };
    const auto some = visits(0.4, 2.0);
    const auto more = visits(0.7, 2.0);
    const auto all = visits(1.0, 2.0);
    EXPECT_GT(some.size(), 10U);
    EXPECT_GT(more.size(), some.size());
    EXPECT_TRUE(std::includes(more.begin(), more.end(), some.begin(), some.end()));
    EXPECT_TRUE(std::includes(all.begin(), all.end(), more.begin(), more.end()));
    EXPECT_LT(static_cast<double>(all.size()), 0.95 * static_cast<double>(some.size()) / 0.4) << "the hours suffice";
    const auto shorter = visits(1.0, 1.0);
    EXPECT_GT(shorter.size(), 10U);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), shorter.begin(), shorter.end()));
    EXPECT_EQ(std::count_if(all.begin(), all.end(), [&](const Visit& v) { return v.first <= shorter.rbegin()->first; }),
              static_cast<std::ptrdiff_t>(shorter.size()));
}

class DeliveryTest : public testing::Test {
protected:
    model::Scenario scenario_ = toy::scenario(toy::hamlets());
    model::Ground ground_ = toy::ground(scenario_, toy::hamlets());
    InterventionSpec spec_ = toy::intervention("curriculum", scenario_, 0.6);
    Tick first_ = ground_.clock.first() + 10;

    void SetUp() override
    {
        spec_.start = ground_.clock.date(first_);
        spec_.end = ground_.clock.date(first_ + 20);
    }
};

TEST_F(DeliveryTest, CoverageRampsUpAndEndsOnItsDates)
{
    spec_.ramp_weeks = 4.0;
    const Delivery delivery(spec_, ground_);
    EXPECT_EQ(delivery.coverage(first_ + -1), 0.0);
    EXPECT_NEAR(delivery.coverage(first_), 0.15, 1e-12);
    EXPECT_NEAR(delivery.coverage(first_ + 2), 0.45, 1e-12);
    EXPECT_NEAR(delivery.coverage(first_ + 3), 0.6, 1e-12);
    EXPECT_NEAR(delivery.coverage(first_ + 19), 0.6, 1e-12);
    EXPECT_EQ(delivery.coverage(first_ + 20), 0.0);
}

// A run that ends in the week of its start has that week; what is for the whole of it has it, too.
TEST_F(DeliveryTest, AllOfARunThatIsShorterIsAWeek)
{
    spec_.start = ground_.clock.date(first_) + std::chrono::days{2};
    spec_.end = spec_.start + std::chrono::days{1};
    const Delivery delivery(spec_, ground_);
    EXPECT_EQ(delivery.coverage(first_), 0.6);
    EXPECT_EQ(delivery.coverage(first_ + 1), 0.0);
}

TEST_F(DeliveryTest, CoverageIsThereAtOnceWithoutARamp)
{
    const Delivery delivery(spec_, ground_);
    EXPECT_EQ(delivery.coverage(first_ + -1), 0.0);
    EXPECT_EQ(delivery.coverage(first_), 0.6);
    EXPECT_EQ(delivery.first(), first_);
}

/// The same reach in every county.
model::Reach everywhere(double share)
{
    model::Reach reach;
    reach.counties.fill(share);
    return reach;
}

// Each county has its nearest whole number of places, and those of a smaller share are among those of a larger.
TEST_F(DeliveryTest, CoversTheShareOfEachCountyAndNestsIt)
{
    spec_.coverage = 1.0;
    const Delivery delivery(spec_, ground_);
    const auto& people = ground_.population;
    for (const double share : {0.0, 0.3, 0.5, 1.0}) {
        std::map<std::uint8_t, std::pair<int, int>> covered; // of each county: units, those covered
        for (std::uint32_t unit = 0; unit < people.units.locality.size(); ++unit) {
            auto& [n, k] = covered[people.localities.county[people.units.locality[unit]].value];
            n += 1;
            k += delivery.covers_unit(unit, everywhere(share)) ? 1 : 0;
            EXPECT_TRUE(delivery.covers_unit(unit, everywhere(share)) ||
                        !delivery.covers_unit(unit, everywhere(share / 2)));
        }
        for (const auto& [county, units] : covered) {
            EXPECT_NEAR(units.second, units.first * share, 0.5) << "county " << int{county} << " at " << share;
        }
    }
}

TEST_F(DeliveryTest, TwoInterventionsDoNotBeginAtTheSamePlaces)
{
    spec_.coverage = 1.0;
    InterventionSpec other = spec_;
    other.name = "another";
    const Delivery a(spec_, ground_);
    const Delivery b(other, ground_);
    int differ = 0;
    for (std::uint32_t l = 0; l < ground_.population.localities.siruta.size(); ++l) {
        differ += a.covers_locality(l, everywhere(0.5)) != b.covers_locality(l, everywhere(0.5)) ? 1 : 0;
    }
    EXPECT_GT(differ, 0);
}

TEST_F(DeliveryTest, AimsAtSettlementsAndCounties)
{
    spec_.target.settlement = model::Settlement::rural;
    spec_.target.counties = {model::CountyId{2}};
    const Delivery delivery(spec_, ground_);
    const auto& localities = ground_.population.localities;
    std::size_t aimed = 0;
    for (std::uint32_t l = 0; l < localities.siruta.size(); ++l) {
        const bool expected =
            localities.settlement[l] == model::Settlement::rural && localities.county[l] == model::CountyId{2};
        EXPECT_EQ(delivery.aims_at_locality(l), expected);
        aimed += expected ? 1 : 0;
    }
    EXPECT_EQ(aimed, 9u);
}

TEST_F(DeliveryTest, AimsAtTheGradeOfTheSchoolYear)
{
    spec_.target.levels = {model::SchoolLevel::gymnasium};
    spec_.target.grades = {6};
    const Delivery delivery(spec_, ground_);
    const auto& classes = ground_.population.classes;
    const Tick next_september = ground_.clock.tick_of(std::chrono::sys_days{std::chrono::year{2022} / 9 / 12});
    std::size_t now = 0;
    std::size_t next = 0;
    for (std::uint32_t c = 0; c < classes.unit.size(); ++c) {
        const bool gymnasium = classes.level[c] == model::SchoolLevel::gymnasium;
        // gymnasium begins with grade 5: of entry 2020, it is in grade 6 in 2021-22
        EXPECT_EQ(delivery.aims_at_class(c, first_), gymnasium && classes.entry_year[c] == 2020);
        EXPECT_EQ(delivery.aims_at_class(c, next_september), gymnasium && classes.entry_year[c] == 2021);
        now += delivery.aims_at_class(c, first_) ? 1 : 0;
        next += delivery.aims_at_class(c, next_september) ? 1 : 0;
    }
    EXPECT_GT(now, 0u);
    EXPECT_GT(next, 0u);
}

// What a strategy gives is what its coverage asks for, week by week, and is taken back at its end.
TEST_F(DeliveryTest, CounsellorsComeWithTheRampAndGoAtTheEnd)
{
    scenario_.end = ground_.clock.date(first_ + 30);
    spec_ = toy::intervention("school_counsellors", scenario_, 0.5);
    spec_.start = ground_.clock.date(first_);
    spec_.end = ground_.clock.date(first_ + 20);
    spec_.ramp_weeks = 10.0;
    spec_.settings["protected_role"] = 0.4;
    scenario_.interventions = {spec_};
    const model::Ground& ground = ground_;
    const auto posts_at = [&](const model::Build& build, Tick tick) {
        std::int64_t sum = 0;
        for (const std::int32_t posts : build.world.read(build.counselling.extra_posts)) {
            sum += posts;
        }
        const std::int32_t week = tick - first_; // weeks done since the start
        const double coverage = week < 1 || week > 20 ? 0.0 : 0.5 * std::min(1.0, week / 10.0);
        double expected = 0.0;
        for (const std::uint32_t pupils : ground.school_year(first_).pupils) {
            expected += model::school_counsellors::extra_posts(pupils, 900.0, 500.0, coverage) * 1e6;
        }
        EXPECT_NEAR(static_cast<double>(sum), expected, 50.0) << "week " << week; // a rounding for each of 50 units
        for (const std::int32_t protection : build.world.read(build.counselling.protection)) {
            EXPECT_EQ(protection, std::lround(0.4 * coverage * 1e6));
        }
    };
    const auto outcome = toy::run(scenario_, toy::hamlets(), 0, posts_at);
    ASSERT_EQ(outcome.resources.size(), 3u);
    EXPECT_EQ(outcome.resources[0].name, "school_counsellors: post_weeks");
    // weeks of ramp 0.5 (0.1 + ... + 1.0) and ten weeks at 0.5, times the posts at full coverage
    double full = 0.0;
    for (const std::uint32_t pupils : ground.school_year(first_).pupils) {
        full += model::school_counsellors::extra_posts(pupils, 900.0, 500.0, 1.0);
    }
    EXPECT_NEAR(outcome.resources[0].amount, full * 0.5 * (5.5 + 10.0), 0.02);
    EXPECT_NEAR(outcome.resources[2].amount, full * 0.5, 0.02) << "new posts";
}

// A school trains its teachers once, whenever the ramp reaches it.
TEST(CurriculumCosts, EachSchoolIsTrainedOnce)
{
    model::Scenario scenario = toy::scenario(toy::hamlets());
    InterventionSpec spec = toy::intervention("curriculum", scenario, 1.0);
    spec.start = std::chrono::sys_days{std::chrono::year{2022} / 9 / 5};
    for (const double ramp_weeks : {0.0, 25.0}) { // by the second term of the first year all are reached
        spec.ramp_weeks = ramp_weeks;
        scenario.interventions = {spec};
        const auto outcome = toy::run(scenario, toy::hamlets());
        const model::Ground ground = toy::ground(scenario, toy::hamlets());
        std::int64_t schools = 0;
        std::int64_t class_terms = 0;
        for (const int year : {2022, 2023}) {
            const auto& taught =
                ground.school_year(ground.clock.tick_of(std::chrono::sys_days{std::chrono::year{year} / 11 / 7}));
            const int terms = year == 2022 ? 2 : 1;
            class_terms += terms * static_cast<std::int64_t>(taught.classes.size());
            if (year == 2022) {
                for (const std::uint32_t pupils : taught.pupils) {
                    schools += pupils > 0 ? 1 : 0;
                }
            }
        }
        ASSERT_EQ(outcome.resources[1].name, "curriculum: schools_trained");
        EXPECT_EQ(outcome.resources[1].amount, static_cast<double>(schools)) << "ramp of " << ramp_weeks << " weeks";
        if (ramp_weeks == 0.0) { // 8 hours a year, half of them a term
            EXPECT_NEAR(outcome.resources[0].amount, 4.0 * static_cast<double>(class_terms), 1e-9);
        }
    }
}

// Two of five days for each school, over the 20 weeks between two terms a fiftieth in each: all of them are at work until
// all is taught, and those who train are nobody else's facilitators meanwhile.
TEST(CurriculumCosts, TrainersAreAtWorkUntilAllTeachersAreTrained)
{
    const auto p = model::curriculum::resolved({});
    EXPECT_NEAR(model::curriculum::trainers(p, 20), 0.02, 1e-15);
    model::Scenario scenario = toy::scenario(toy::hamlets());
    scenario.parameters.set("workforce.limited", 0.0);
    scenario.interventions = {toy::intervention("curriculum", scenario, 1.0)};
    double schools = 0.0;
    double weeks = 0.0;
    int busy = 0;
    toy::run(scenario, toy::hamlets(), 0, [&](const model::Build& build, Tick tick) {
        const model::Planned& one = build.allocation->all().front();
        model::Needs needs(one.kind->resources.size());
        if (tick < build.ground.clock.last()) {
            one.intervention->need(build.allocation->week(one, tick), needs);
        }
        schools += needs.total(1, 1.0);
        weeks += needs.persons();
        busy += needs.persons() > 0.0 ? 1 : 0;
    });
    EXPECT_GT(schools, 5.0);
    EXPECT_NEAR(weeks, 0.4 * schools, 1e-9);
    EXPECT_EQ(busy, 32); // from the spring term of 2022 to the autumn's: all schools are reached at once
}

} // namespace
