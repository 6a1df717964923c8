#include "models/build.hpp"
#include "models/detection.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace {

using model::Channel;
using model::Circumstances;

/// An adult in a town without beliefs who recognises everything, exploited in person inside the country.
Circumstances adult()
{
    Circumstances who{};
    who.recognition = 1.0;
    return who;
}

double at(const Circumstances& who, Channel channel)
{
    static const auto p = model::detection::resolved({});
    return model::detection::hazards(p, who)[static_cast<std::size_t>(channel)];
}

TEST(Detection, ChannelsOfAnAdultInATownByHand)
{
    const auto p = model::detection::resolved({});
    const auto h = model::detection::hazards(p, adult());
    const std::array expected{0.125, 0.225, 0.0, 0.0, 0.24, 0.055, 0.030, 0.018, 0.0};
    for (std::size_t k = 0; k < model::channels; ++k) {
        EXPECT_NEAR(h[k], expected[k], 1e-15) << model::channel_names[k];
    }
}

// Full cohesion is nothing at the declared 0, a shield above it and silence below; it moves reports by those around alone.
TEST(Detection, CohesionTakesTheSignThatItIsGivenByHand)
{
    Circumstances who = adult();
    who.cohesion = 0.5;
    EXPECT_EQ(at(who, Channel::family_or_neighbour), 0.225);
    for (const double effect : {1.0, -1.0}) {
        sim::Values given;
        given.set("detection.cohesion_effect", effect);
        const auto p = model::detection::resolved(given);
        const auto with = model::detection::hazards(p, who);
        const auto without = model::detection::hazards(p, adult());
        for (std::size_t k = 0; k < model::channels; ++k) {
            const bool around = k == static_cast<std::size_t>(Channel::family_or_neighbour);
            EXPECT_NEAR(with[k], without[k] * (around ? std::exp(0.5 * effect) : 1.0), 1e-15)
                << model::channel_names[k];
        }
    }
}

TEST(Detection, EachCircumstanceMovesItsOwnChannelsByHand)
{
    Circumstances who = adult();
    who.recognition = 0.4;
    who.internalised = 0.5;
    who.knows = 1.0;
    who.trust_authority = 0.5;
    who.stigma = 0.5;
    who.loyalty = 0.25;
    EXPECT_NEAR(at(who, Channel::self_report), 0.125 * 0.4 * std::exp(0.3 + 0.4 + 0.3 - 0.6 - 0.1), 1e-15);
    EXPECT_NEAR(at(who, Channel::helpline), 0.030 * std::exp(0.3 + 0.2), 1e-15);
    who.oversight = 0.5;
    who.bystander = 0.5;
    EXPECT_NEAR(at(who, Channel::family_or_neighbour), 0.225 * std::exp(-0.6 + 0.25 + 0.3), 1e-15);
    EXPECT_EQ(at(who, Channel::police), 0.24);
    who.online = true;
    EXPECT_EQ(at(who, Channel::police), 0.12);
    who.minor = true;
    EXPECT_NEAR(at(who, Channel::helpline), (0.030 + 0.014) * std::exp(0.5), 1e-15); // with the lines for children
    who.missing = true;
    EXPECT_NEAR(at(who, Channel::helpline), (0.030 + 0.014 * std::exp(1.5)) * std::exp(0.5), 1e-15);
    EXPECT_EQ(at(who, Channel::child_protection), 0.12);
    who.in_care = true;
    EXPECT_NEAR(at(who, Channel::child_protection), 0.12 * std::exp(0.3), 1e-15);
    who.trust_school = 0.5;
    who.counselling = 0.6;
    EXPECT_EQ(at(who, Channel::school), 0.0); // not enrolled
    who.enrolled = true;
    EXPECT_NEAR(at(who, Channel::school), 0.125 * std::exp(0.4 - 0.1) * 1.3, 1e-15);
}

TEST(Detection, TrainingPartnershipsAndOrganisationsByHand)
{
    Circumstances who = adult();
    who.minor = who.enrolled = true;
    who.teachers_trained = 0.5;
    who.police_trained = 1.0;
    who.social_workers_trained = 0.2;
    who.coordination = 0.5;
    who.ngo = 0.8;
    who.screening = 0.5;
    EXPECT_NEAR(at(who, Channel::school), 0.125 * std::exp(0.15 * 0.5 + 0.2 * 0.5), 1e-15);
    EXPECT_NEAR(at(who, Channel::police), 0.24 * std::exp(0.15) * 1.5, 1e-15);
    EXPECT_NEAR(at(who, Channel::child_protection), 0.12 * std::exp(0.15 * 0.2 + 0.2 * 0.5) * 1.5, 1e-15);
    EXPECT_NEAR(at(who, Channel::ngo), 0.055 * 0.8 * std::exp(0.1), 1e-15);
    EXPECT_EQ(at(who, Channel::health), 0.018);
}

TEST(Detection, OthersNoticeLessOfWhatIsHalfConsented)
{
    Circumstances who = adult();
    const double own = at(who, Channel::self_report);
    who.visibility = 0.7;
    EXPECT_NEAR(at(who, Channel::police), 0.7 * 0.24, 1e-15);
    EXPECT_NEAR(at(who, Channel::family_or_neighbour), 0.7 * 0.225, 1e-15);
    EXPECT_EQ(at(who, Channel::self_report), own);
    EXPECT_EQ(at(who, Channel::helpline), 0.030);
}

// Of a case abroad the institutions at home see little, the national lines are seldom reached, and the police there look.
TEST(Detection, AbroadIsOutOfSightAtHome)
{
    Circumstances who = adult();
    who.abroad = true;
    EXPECT_NEAR(at(who, Channel::self_report), 0.3 * 0.125, 1e-15);
    EXPECT_NEAR(at(who, Channel::police), 0.3 * 0.24, 1e-15);
    EXPECT_NEAR(at(who, Channel::health), 0.3 * 0.018, 1e-15);
    EXPECT_NEAR(at(who, Channel::helpline), 0.2 * 0.030, 1e-15);
    EXPECT_EQ(at(who, Channel::abroad), 0.63);
}

// Inspectors come to work sites and hand over to police what they find; more inspections find more of it and nothing else.
TEST(Detection, LabourInspectionsByHand)
{
    Circumstances who = adult();
    who.work_site = true;
    EXPECT_NEAR(at(who, Channel::police), 0.24 + 0.055, 1e-15);
    who.inspections = 1.5;
    EXPECT_NEAR(at(who, Channel::police), 0.24 + 0.055 * 2.5, 1e-15);
    EXPECT_EQ(at(who, Channel::ngo), 0.055);
    who.work_site = false;
    EXPECT_EQ(at(who, Channel::police), 0.24);
}

// One and a half times as many inspections as usual on top: 0.055 x 1.5 met, a fifth of them fined, whatever is handed over.
TEST(Detection, FinesByInspectionsByHand)
{
    auto p = model::detection::resolved({});
    Circumstances who = adult();
    who.inspections = 1.5;
    EXPECT_EQ(model::detection::fined_by_inspections(p, who), 0.0); // nobody comes there
    who.work_site = true;
    for (const double handed_over : {0.0, 0.055, 1.0}) {
        p.labour_inspection = handed_over;
        EXPECT_NEAR(model::detection::fined_by_inspections(p, who), 0.055 * 1.5 * 0.2, 1e-15);
    }
    who.visibility = 0.5;
    EXPECT_NEAR(model::detection::fined_by_inspections(p, who), 0.055 * 1.5 * 0.1, 1e-15);
    who.inspections = 0.0;
    EXPECT_EQ(model::detection::fined_by_inspections(p, who), 0.0);
}

// Twice as much again as police meet on their own, 0.15 of them badly, whatever screening finds; of inspectors' finds none.
TEST(Detection, BadInterviewsByHand)
{
    auto p = model::detection::resolved({});
    Circumstances who = adult();
    EXPECT_EQ(model::detection::bad_interviews(p, who), 0.0);
    who.screening = 2.0;
    for (const double yield : {0.0, 1.0, 2.0}) {
        p.screening_yield = yield;
        EXPECT_NEAR(model::detection::bad_interviews(p, who), 0.24 * 2.0 * 0.15, 1e-15);
    }
    who.work_site = true;
    who.inspections = 3.0;
    EXPECT_NEAR(model::detection::bad_interviews(p, who), 0.072, 1e-15);
    who.abroad = true;
    EXPECT_NEAR(model::detection::bad_interviews(p, who), 0.072 * 0.3, 1e-15);
}

// What nobody looks away from, declines or has no time for is taken up whole; each reason takes its share of the rest.
TEST(Detection, WhatIsTakenUpByHand)
{
    const auto p = model::detection::resolved({});
    Circumstances who = adult();
    for (const double share : model::detection::taken_up(p, {}, who)) {
        EXPECT_EQ(share, 1.0);
    }
    const model::Response r{.looks_away_care = 0.1,
                            .looks_away_child_protection = 0.2,
                            .looks_away_police = 0.3,
                            .reluctance = 0.4,
                            .child_protection_time = 0.5,
                            .police_time = 0.6,
                            .answered = 0.7};
    const auto share = [&](Channel channel) {
        return model::detection::taken_up(p, r, who)[static_cast<std::size_t>(channel)];
    };
    EXPECT_NEAR(share(Channel::self_report), 0.7 * 0.6 * 0.6, 1e-15); // an adult turns to police
    EXPECT_NEAR(share(Channel::police), 0.7 * 0.6, 1e-15);
    EXPECT_NEAR(share(Channel::helpline), 0.7, 1e-15);
    EXPECT_EQ(share(Channel::ngo), 1.0);
    EXPECT_EQ(share(Channel::abroad), 1.0);
    who.minor = true;
    EXPECT_NEAR(share(Channel::school), 0.8 * 0.5 * 0.6, 1e-15); // of a child, child protection hears
    EXPECT_NEAR(share(Channel::child_protection), 0.8 * 0.5, 1e-15);
    who.residential = true;
    EXPECT_NEAR(share(Channel::child_protection), 0.8 * 0.5 * 0.9, 1e-15);
    EXPECT_NEAR(share(Channel::helpline), (0.030 * 0.7 + 0.014) / 0.044, 1e-15); // the children's lines always answer
}

// 30 posts of 28 hours for 1,100 children at 0.7 hours and 20 victims at 3: 840 of 830 hours; with 50 victims of 920.
TEST(Detection, TimeOfServicesByHand)
{
    const auto p = model::detection::resolved({});
    EXPECT_EQ(model::detection::child_protection_time(p, 30.0, 1100.0, 20.0), 1.0);
    EXPECT_NEAR(model::detection::child_protection_time(p, 30.0, 1100.0, 50.0), 840.0 / 920.0, 1e-15);
    EXPECT_EQ(model::detection::child_protection_time(p, 0.0, 0.0, 0.0), 1.0);
    // Police: 10 posts, 8 filled; other work takes 0.85 of ten posts.
    EXPECT_NEAR(model::detection::police_time(p, 10.0, 8.0, 4.0), 224.0 / (238.0 + 12.0), 1e-15);
    EXPECT_EQ(model::detection::police_time(p, 10.0, 10.0, 4.0), 1.0);
}

// The sum of the declared channels is what the declared base rates promise: of the cases in person of a minor, enrolled and
// half recognising, a third is registered, so that a quarter of all is (online, half consented, attempted: seen less).
TEST(Detection, DeclaredChannelsRegisterAboutAQuarter)
{
    Circumstances who = adult();
    who.recognition = 0.45;
    who.knows = who.trust_school = 0.3;
    who.trust_authority = who.stigma = 0.4;
    who.loyalty = 0.5;
    who.bystander = 0.28;
    who.minor = who.enrolled = true;
    who.teachers_trained = 0.1;
    who.police_trained = 0.2;
    who.social_workers_trained = 0.25;
    who.coordination = 0.33;
    const auto p = model::detection::resolved({});
    const auto h = model::detection::hazards(p, who);
    const auto taken = model::detection::taken_up(p, {0.06, 0.02, 0.04, 0.05, 0.93, 0.97, 0.55},
                                                  who); // services as they are declared, on the mean
    const double sum = std::inner_product(h.begin(), h.end(), taken.begin(), 0.0);
    EXPECT_NEAR(0.8 * 0.96 * sum / (sum + 0.87), 0.34, 0.02); // 4 % are misrouted
}

TEST(Detection, InspectorsComeToWorkSitesInTheCountry)
{
    model::Case c{};
    c.form = model::Form::labour;
    c.sector = model::Sector::agriculture;
    EXPECT_TRUE(model::detection::at_work_site(c));
    c.sector = model::Sector::domestic;
    EXPECT_FALSE(model::detection::at_work_site(c));
    c.sector = model::Sector::construction;
    c.place = model::Place::abroad;
    EXPECT_FALSE(model::detection::at_work_site(c));
    c.place = model::Case{}.place;
    c.form = model::Form::begging;
    EXPECT_FALSE(model::detection::at_work_site(c));
}

// At a mean of six weeks the median is 6 ln 2 = 4.16 weeks, and a quarter of them, ln(4 / 3) of the mean, at 1.73.
TEST(Detection, WeeksUntilKnownAtHomeByHand)
{
    const auto p = model::detection::resolved({});
    EXPECT_EQ(model::detection::weeks_until_known(p, 0.5), 4);
    EXPECT_EQ(model::detection::weeks_until_known(p, 0.75), 1);
    EXPECT_EQ(model::detection::weeks_until_known(p, 0.9), 0);
}

struct Found {
    std::array<std::int64_t, model::channels> presumed{}, turned_away{};
    std::int64_t by(Channel channel) const { return presumed[static_cast<std::size_t>(channel)]; }
    std::int64_t turned(Channel channel) const { return turned_away[static_cast<std::size_t>(channel)]; }
};

Found found(std::initializer_list<std::pair<const char*, double>> given)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    for (const auto& [name, value] : given) {
        scenario.parameters.set(name, value);
    }
    Found f;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        std::ignore = toy::run(scenario, toy::towns(), replicate, [&](const model::Build& build, sim::Tick tick) {
            if (tick != build.ground.clock.last()) {
                return;
            }
            for (const sim::Cell& cell : build.world.measures().cells(build.recording.presumed)) {
                f.presumed[cell.position] += cell.count;
            }
            for (const sim::Cell& cell : build.world.measures().cells(build.detection.turned_away)) {
                f.turned_away[cell.position] += cell.count;
            }
        });
    }
    return f;
}

// Where there is time for everything, and nobody looks away or is reluctant, nothing is turned away.
TEST(Detection, NothingIsTurnedAwayWhereNothingIsScarce)
{
    const Found all = found({{"services.limited", 0.0},
                             {"services.complicity_care", 0.0},
                             {"services.complicity_child_protection", 0.0},
                             {"services.complicity_police", 0.0},
                             {"services.reluctance", 0.0}});
    EXPECT_EQ(std::accumulate(all.turned_away.begin(), all.turned_away.end(), std::int64_t{0}), 0);
    EXPECT_GT(std::accumulate(all.presumed.begin(), all.presumed.end(), std::int64_t{0}), 500);
}

// Victims in the mechanism take hours that new reports then lack: with a heavy load most of what comes is turned away.
TEST(Detection, ServicesWithoutTimeTurnReportsAway)
{
    const Found light = found({{"detection.victim_hours", 0.0}});
    const Found heavy = found({{"detection.victim_hours", 40.0}, {"services.police_per_100k", 0.5}});
    EXPECT_LT(4 * light.turned(Channel::police), light.by(Channel::police));
    EXPECT_GT(2 * heavy.turned(Channel::police), heavy.by(Channel::police));
    EXPECT_LT(heavy.by(Channel::police), light.by(Channel::police));
    EXPECT_EQ(heavy.turned(Channel::ngo), 0);
}

/// Police find nothing but what labour inspectors hand over; the services of every county change in the first week as given.
std::int64_t found_by_inspectors(std::int32_t more)
{
    model::Scenario scenario = toy::scenario(toy::towns());
    for (const sim::ParameterInfo& parameter : model::detection::parameters()) {
        if (parameter.unit == "1/year") {
            scenario.parameters.set(std::string(parameter.name), 0.0);
        }
    }
    scenario.parameters.set("detection.labour_inspection", 0.1);
    scenario.parameters.set("justice.feedback", 0.0); // by which police find others
    const model::Ground ground = toy::ground(scenario, toy::towns());
    std::int64_t found = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        std::ignore =
            model::simulate(scenario, ground, 11, replicate, {.watch = [&](const model::Build& build, sim::Tick tick) {
                                if (tick == ground.clock.first() && more != 0) { // proposals wait for the first commit
                                    const auto propose = build.world.proposals(build.services.change);
                                    for (const model::CountyBlock& block : ground.population.counties) {
                                        propose(0, {more, block.county.value, model::Lever::labour_inspection});
                                    }
                                }
                                for (const model::Presumed& one : build.world.read(build.recording.presumed_lately)) {
                                    if (one.tick + 1 == tick.value) {
                                        EXPECT_EQ(one.channel, static_cast<std::uint32_t>(Channel::police));
                                        EXPECT_EQ(one.subject.form, model::Form::labour);
                                        EXPECT_NE(one.subject.sector, model::Sector::domestic);
                                        ++found;
                                    }
                                }
                            }});
    }
    return found;
}

TEST(Detection, MoreInspectionsFindMoreAtWorkSites)
{
    const std::int64_t now = found_by_inspectors(0);
    EXPECT_GT(now, 20);
    EXPECT_GT(2 * found_by_inspectors(2'000'000), 3 * now);
}

// Without a delay whoever is found abroad, and not lost, is known at home at once.
TEST(Detection, ReturnsComeLaterOrNever)
{
    const auto events = [](double delay, double lost, const char* name) {
        model::Scenario scenario = toy::scenario(toy::towns());
        scenario.parameters.set("detection.abroad_delay", delay);
        scenario.parameters.set("detection.abroad_lost", lost);
        return toy::events(toy::run(scenario, toy::towns()), name);
    };
    EXPECT_EQ(events(0.0, 0.0, "detection.abroad_returned"), 0);
    EXPECT_EQ(events(0.0, 0.0, "detection.abroad_lost"), 0);
    EXPECT_GT(events(6.0, 0.0, "detection.abroad_returned"), 20);
    EXPECT_EQ(events(6.0, 1.0, "detection.abroad_returned"), 0);
    EXPECT_GT(events(6.0, 1.0, "detection.abroad_lost"), 20);
}

// An operator at all hours answers every call; without one only those called back and the lines for children are left.
TEST(Detection, OperatorHoursMoveTheHelplineAlone)
{
    const Found silent = found({{"services.operator_hours", 0.0}, {"services.callback", 0.0}});
    const Found always = found({{"services.operator_hours", 168.0}});
    EXPECT_EQ(always.turned(Channel::helpline), 0);
    EXPECT_GT(silent.turned(Channel::helpline), silent.by(Channel::helpline));
    EXPECT_GT(always.by(Channel::helpline), 2 * silent.by(Channel::helpline));
}

// Twice as much found on own initiative takes a twentieth of police's hours and of what children in care take; it never
// frees any.
TEST(Detection, ScreeningTakesTimeByHand)
{
    const auto p = model::detection::resolved({});
    const double children = 1100.0 * p.child_hours;
    EXPECT_NEAR(model::detection::child_protection_time(p, 20.0, 1100.0, 50.0, 1.0),
                20.0 * p.worker_hours / (children * 1.05 + 50.0 * p.victim_hours), 1e-15);
    EXPECT_NEAR(model::detection::police_time(p, 10.0, 8.0, 4.0, 1.0),
                8.0 * p.worker_hours / (10.0 * p.worker_hours * (p.police_background + 0.05) + 4.0 * p.victim_hours),
                1e-15);
}

// 0.02 a year screened, 15 % of them badly: 0.003 for twice as much found, seven times that for eight times as much. Drawn
// against four times that, and twice and four times as much where that is not enough.
TEST(Detection, BadScreeningByHand)
{
    const auto p = model::detection::resolved({});
    EXPECT_NEAR(model::detection::badly_screened(p, 1.0), 0.003, 1e-15);
    EXPECT_NEAR(model::detection::badly_screened(p, 7.0), 0.021, 1e-15);
    EXPECT_EQ(model::detection::badly_screened(p, 0.0), 0.0);
    EXPECT_EQ(model::detection::screening_bound(p, 0.5), 4.0);
    EXPECT_EQ(model::detection::screening_bound(p, 4.0), 4.0);
    EXPECT_EQ(model::detection::screening_bound(p, 4.1), 8.0);
    EXPECT_EQ(model::detection::screening_bound(p, 9.0), 16.0);
}

} // namespace
