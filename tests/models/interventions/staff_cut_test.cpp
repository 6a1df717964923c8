#include "models/interventions/staff_cut.hpp"
#include "models/services/posts.hpp"
#include "tests/models/interventions/county_levers.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace {

using namespace model;
using county_levers::no_intervention;

constexpr const char* name = "staff_cut";

TEST(StaffCut, PostsByHand)
{
    EXPECT_EQ(staff_cut::posts_cut(12.0, 0.2, 1.0), 2.0); // 2.4
    EXPECT_EQ(staff_cut::posts_cut(12.0, 0.2, 0.6), 1.0); // 1.44
    EXPECT_EQ(staff_cut::posts_cut(3.0, 1.0, 1.0), 3.0);
    EXPECT_EQ(staff_cut::posts_cut(0.0, 1.0, 1.0), 0.0);
}

// Of ten posts two are vacant. Three fewer: both of them, and one person goes. Three more: five are vacant.
TEST(StaffCut, VacantPostsGoFirstByHand)
{
    const auto after = [](std::uint32_t now) {
        const services::Posts posts = services::changed({10, 2}, now);
        return std::array{posts.all, posts.vacant};
    };
    EXPECT_EQ(after(9), (std::array{9u, 1u}));
    EXPECT_EQ(after(7), (std::array{7u, 0u}));
    EXPECT_EQ(after(0), (std::array{0u, 0u}));
    EXPECT_EQ(after(13), (std::array{13u, 5u}));
    EXPECT_EQ(after(10), (std::array{10u, 2u}));
    EXPECT_EQ(services::posts_with(10, -3.9), 7u); // whole posts
    EXPECT_EQ(services::posts_with(10, 3.9), 13u);
    EXPECT_EQ(services::posts_with(10, -20.0), 0u);
}

TEST(StaffCut, TheBenchNeverHasMoreThanItsPostsByHand)
{
    const auto after = [](std::uint32_t present, std::uint32_t posts, std::uint16_t leave, std::uint16_t come) {
        const justice::Bench bench =
            justice::settled(present, posts, {.place = 0, .leave = leave, .come = come, .training = 0});
        return std::array{bench.stay, bench.present};
    };
    EXPECT_EQ(after(5, 8, 1, 2), (std::array{4u, 6u}));
    EXPECT_EQ(after(5, 3, 1, 2), (std::array{3u, 3u}));
    EXPECT_EQ(after(2, 8, 4, 0), (std::array{0u, 0u})); // four were to leave, and two were cut before
    EXPECT_EQ(justice::posts_with(5, -7), 0);
    EXPECT_EQ(justice::posts_with(5, 2), 7);
}

/// What there is in county 1, or at its centre.
struct Staffing {
    std::uint32_t child_protection, police;
    std::array<std::int32_t, justice_stations> bench{};
    double centre{};
    double counsellors{}; ///< added, of all units of the county

    static Staffing of(const Build& build, std::uint8_t county, sim::Tick tick)
    {
        Staffing now{build.services.posts_of(build.world, {county}, Staffed::child_protection),
                     build.services.posts_of(build.world, {county}, Staffed::police)};
        for (std::size_t k = 0; k < justice_stations; ++k) {
            now.bench[k] =
                build.world.read(build.justice.staff.posts)[justice::place(static_cast<JusticeStage>(k), county)];
        }
        now.centre = build.centres.staff(build.world, county, tick);
        const Population& people = build.ground.population;
        for (std::uint32_t unit = 0; unit < people.units.locality.size(); ++unit) {
            const bool here = people.localities.county[people.units.locality[unit]].value == county;
            now.counsellors += here ? from_lever(build.world.read(build.counselling.extra_posts)[unit]) : 0.0;
        }
        return now;
    }

    /// Names of what differs.
    std::set<std::string> apart_from(const Staffing& other) const
    {
        std::set<std::string> names;
        const auto differ = [&](const char* what, auto a, auto b) {
            if (a != b) {
                names.insert(what);
            }
        };
        differ("child_protection", child_protection, other.child_protection);
        differ("police", police, other.police);
        differ("investigators", bench[0], other.bench[0]);
        differ("prosecutors", bench[1], other.bench[1]);
        differ("courts", bench[2], other.bench[2]);
        differ("regional_centres", centre, other.centre);
        differ("school_counsellors", counsellors, other.counsellors);
        return names;
    }
};

/// Cuts county 1 in weeks 10 to 30.
Scenario dated(double whose, double cut, county_levers::Values values = {})
{
    Scenario s = county_levers::scenario(name, 1.0, values);
    const Ground ground = toy::ground(s, toy::towns());
    InterventionSpec& spec = s.interventions.front();
    spec.start = ground.clock.date(ground.clock.first() + 10);
    spec.end = ground.clock.date(ground.clock.first() + 30);
    spec.target.counties = {CountyId{1}};
    spec.settings["institutions"] = whose;
    spec.settings["cut"] = cut;
    return s;
}

// A fifth of every institution: 0.2 x posts to the nearest whole, 0.2 x a third of the centre's persons (the county is a third
// of it), 0.2 x pupils / 900 counsellors; and all of it back at the end.
TEST(StaffCut, EveryInstitutionByHand)
{
    const Scenario s = dated(0.0, 0.2, {{"centres.induction_loss", 0.0}});
    Staffing before{};
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first() - 10; // weeks done
        const Staffing now = Staffing::of(build, 1, tick);
        before = week <= 0 ? now : before;
        if (week < 1 || week > 20) {
            EXPECT_EQ(now.apart_from(before), (std::set<std::string>())) << "week " << week;
            EXPECT_EQ(Staffing::of(build, 3, tick).counsellors, 0.0);
            return;
        }
        EXPECT_EQ(now.child_protection, before.child_protection - std::lround(0.2 * before.child_protection));
        EXPECT_EQ(now.police, before.police - std::lround(0.2 * before.police));
        for (std::size_t k = 0; k < justice_stations; ++k) {
            EXPECT_EQ(now.bench[k], before.bench[k] - std::lround(0.2 * before.bench[k])) << k;
        }
        EXPECT_NEAR(now.centre, before.centre * (1.0 - 0.2 / 3.0), 1e-6);
        double pupils = 0.0;
        const Population& people = build.ground.population;
        for (std::uint32_t unit = 0; unit < people.units.locality.size(); ++unit) {
            const bool here = people.localities.county[people.units.locality[unit]].value == 1;
            pupils += here ? build.ground.school_year(tick + -1).pupils[unit] : 0;
        }
        EXPECT_NEAR(now.counsellors, -0.2 * pupils / 900.0, 1e-4);
    });
}

TEST(StaffCut, OneInstitutionAlone)
{
    const std::array<std::string, 7> whose{"school_counsellors", "child_protection", "police",          "investigators",
                                           "prosecutors",        "courts",           "regional_centres"};
    for (std::size_t k = 0; k < whose.size(); ++k) {
        Staffing before{};
        std::ignore =
            toy::run(dated(static_cast<double>(k + 1), 0.5), toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
                const std::int32_t week = tick - build.ground.clock.first() - 10;
                before = week == 0 ? Staffing::of(build, 1, tick) : before;
                if (week == 5) {
                    EXPECT_EQ(Staffing::of(build, 1, tick).apart_from(before), (std::set<std::string>{whose[k]}));
                }
            });
    }
}

// Everybody goes and nobody is below nothing; at the end the posts are there and vacant, and are filled one by one. A strategy
// that added posts meanwhile has them, however deep the cut.
TEST(StaffCut, ACutOfAllEndsCleanly)
{
    Scenario s = dated(0.0, 1.0, {{"services.filling", 3.0}, {"justice.vacancy", 0.3}});
    std::uint32_t before = 0;
    std::uint32_t filled_before = 0;
    std::uint32_t soon = 0;
    std::uint32_t late = 0;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first() - 10;
        const std::uint32_t posts = build.services.posts_of(build.world, {1}, Staffed::police);
        const std::uint32_t filled = build.services.staff(build.world, {1}, Staffed::police);
        const std::size_t court = justice::place(JusticeStage::court, 1);
        if (week == 0) {
            before = posts;
            filled_before = filled;
        } else if (week >= 1 && week <= 20) {
            EXPECT_EQ(posts, 0u);
            EXPECT_EQ(filled, 0u);
            EXPECT_EQ(build.world.read(build.justice.staff.present)[court], 0);
            EXPECT_EQ(build.justice.staff.slots(build.world, court), 0u);
        } else if (week > 20) {
            EXPECT_EQ(posts, before);
            soon = week == 22 ? filled : soon;
            late = week == 90 ? filled : late;
        }
    });
    EXPECT_GT(filled_before, 10u);
    EXPECT_LT(soon, filled_before / 2);
    EXPECT_GT(late, filled_before / 2);
}

TEST(StaffCut, PostsThatAStrategyAddsAreKeptThroughACut)
{
    Scenario s = dated(4.0, 1.0); // all investigators
    s.interventions.push_back(toy::intervention("investigation_capacity", s));
    s.interventions.back().settings["investigators"] = 210.0; // five a county
    std::int32_t usual = 0;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::size_t place = justice::place(JusticeStage::investigation, 1);
        const std::int32_t posts = build.world.read(build.justice.staff.posts)[place];
        const std::int32_t week = tick - build.ground.clock.first() - 10;
        usual = tick == build.ground.clock.first() ? posts : usual;
        EXPECT_EQ(posts, tick == build.ground.clock.first() ? usual : week < 1 || week > 20 ? usual + 5 : 5) << week;
    });
}

// New posts are vacant at first and filled at the rate declared: after a year 1 - e^-0.9 = 0.59 of them, less those who left.
TEST(StaffCut, PostsThatAStrategyAddsAreFilledSlowly)
{
    Scenario s =
        county_levers::scenario("community_workers", 1.0, {{"services.leaving", 0.0}, {"services.filling", 0.9}});
    s.interventions.front().settings["safeguarding_posts"] = 20.0; // 90 posts in each county of 450,000
    double first = 0.0;
    double year = 0.0;
    std::uint32_t posts = 0;
    std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
        const std::int32_t week = tick - build.ground.clock.first();
        const double filled = build.services.staff(build.world, {1}, Staffed::child_protection) +
                              build.services.staff(build.world, {3}, Staffed::child_protection);
        first = week == 1 ? filled : first;
        year = week == 53 ? filled : year;
        posts = build.services.posts_of(build.world, {1}, Staffed::child_protection);
    });
    EXPECT_GT(posts, 90u);
    EXPECT_NEAR((year - first) / 180.0, 0.593, 5.0 * std::sqrt(0.593 * 0.407 / 180.0));
}

TEST(StaffCut, NoneChangesNothing)
{
    county_levers::expect_same_without_coverage(name);
}

// Fewer of child protection: more of what is reported is turned away.
TEST(StaffCut, WhatNobodyHasTimeForIsTurnedAway)
{
    const auto turned_away = [](double coverage) {
        Scenario s = county_levers::scenario(name, coverage, {{"services.children_per_worker", 200.0}});
        county_levers::no_feedback(s);
        if (!s.interventions.empty()) {
            s.interventions.front().settings["cut"] = 0.8;
        }
        return toy::events(toy::run(s, toy::towns()), "detection.turned_away");
    };
    const auto none = turned_away(no_intervention);
    const auto half = turned_away(0.5);
    EXPECT_GT(half, none);
    EXPECT_GT(turned_away(1.0), half);
}

// The harm after the end: where posts are filled more slowly, fewer are there a year later; without a cut they would be.
TEST(StaffCut, AloneSlowHiringOutlastsTheCut)
{
    const auto a_year_later = [](double coverage, double filling) {
        Scenario s = dated(0.0, 1.0, {{"services.filling", filling}, {"services.leaving", 0.0}});
        s.interventions.front().coverage = coverage;
        std::uint32_t filled = 0;
        std::ignore = toy::run(s, toy::towns(), 0, [&](const Build& build, sim::Tick tick) {
            if (tick == build.ground.clock.first() + 10 + 20 + 52) {
                filled = build.services.staff(build.world, {1}, Staffed::police);
            }
        });
        return filled;
    };
    const auto slow = a_year_later(1.0, 0.2);
    EXPECT_LT(slow, a_year_later(1.0, 3.0));
    EXPECT_LT(slow, a_year_later(0.0, 0.2));
}

} // namespace
