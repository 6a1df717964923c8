#include "models/detection.hpp"
#include "models/pathways/false_job_offer.hpp"
#include "models/pathways/family_complicity.hpp"
#include "models/pathways/lover_boy.hpp"
#include "models/pathways/online_grooming.hpp"
#include "models/supports.hpp"
#include "tests/models/pathways/pathway_tests.hpp"
#include "tests/support/supported.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

// What supports and programmes do to who is reached. Whom they reach is in supports_test.cpp.

namespace supports_effects_test {
namespace {

using model::Institution;
using model::Programme;
using model::Reached;
using model::Row;
using model::Support;
using pathway_tests::girl;
using pathway_tests::tolerance;
using toy::Supported;

const model::SupportParameters p = model::supports::resolved({});

Reached only(Support kind)
{
    Reached by{};
    by[static_cast<std::size_t>(kind)] = true;
    return by;
}

/// Everything that hazards read, as numbers.
std::map<std::string, double> fields(const model::Vulnerability& who)
{
    return {{"age", who.age},
            {"female", who.female},
            {"deprivation", who.deprivation},
            {"away", who.away_from_parents},
            {"residential", who.residential},
            {"boarding", who.boarding},
            {"left_school", who.left_school},
            {"prior_abuse", who.prior_abuse},
            {"rural", who.rural},
            {"exposure", who.online_exposure},
            {"strictness", who.strictness},
            {"connected", who.connected},
            {"employed", who.employed},
            {"intent", who.intent},
            {"returned", who.returned},
            {"runaway", who.runaway},
            {"former_resident", who.former_resident},
            {"income", who.income},
            {"income_support", who.income_support},
            {"prospects", who.prospects},
            {"online_care", who.online_care},
            {"unsupervised", who.unsupervised},
            {"knows_rights", who.knows_rights},
            {"with_others", who.with_others},
            {"left_behind_support", who.left_behind_support},
            {"parents_relief", who.parents_relief}};
}

// Each support moves what it must and nothing else: reliefs of a tenth, of 0.15 for unsupervised time and supervision.
TEST(Supports, EachWeakensItsOwnByHand)
{
    auto who = girl(15.0);
    who.deprivation = 0.8;
    who.away_from_parents = who.boarding = who.prior_abuse = who.returned = 1.0;
    who.strictness = -0.6;
    who.with_others = true;
    const std::map<Support, std::map<std::string, double>> moved{
        {Support::boarding, {{"boarding", 0.9}}},
        {Support::left_behind, {{"away", 0.9}, {"left_behind_support", 1.0}, {"parents_relief", 0.1}}},
        {Support::returned, {{"returned", 0.9}}},
        {Support::hub, {{"exposure", 0.9}, {"unsupervised", 0.85}}},
        {Support::carers, {{"strictness", -0.51}}},
        {Support::guidance, {{"prior_abuse", 0.9}}},
        {Support::income, {{"income", 0.05}, {"income_support", 1.0}}},
        {Support::dropout, {}},
        {Support::migrants, {{"knows_rights", 1.0}}}};
    ASSERT_EQ(moved.size(), model::support_kinds);
    for (const auto& [kind, expected] : moved) {
        const auto after = fields(model::weakened(p, only(kind), who));
        for (const auto& [name, value] : fields(who)) {
            const auto found = expected.find(name);
            if (found == expected.end()) {
                EXPECT_EQ(after.at(name), value)
                    << model::support_names[static_cast<std::size_t>(kind)] << ", " << name;
            } else {
                EXPECT_NEAR(after.at(name), found->second, tolerance) << name;
            }
        }
    }
    EXPECT_EQ(fields(model::weakened(p, {}, who)), fields(who));
}

TEST(Supports, HazardsOfPathwaysByHand)
{
    auto who = girl(17.0);
    who.boarding = 0.5;
    const auto lover = model::lover_boy::resolved({});
    EXPECT_NEAR(model::lover_boy::relative_hazard(lover, who), std::exp(0.2), tolerance); // 0.4 of boarding
    who = girl(16.0);
    who.online_care = 0.5;
    const auto online = model::online_grooming::resolved({});
    EXPECT_NEAR(model::online_grooming::relative_hazard(online, who, 0.0), std::exp(-0.075), tolerance);

    namespace family = model::family_complicity;
    const auto f = family::resolved({});
    who = girl(14.0); // in a town: marriage at the reference
    who.deprivation = 0.5;
    who.income = 0.2;
    who.income_support = true;
    family::Home home{};
    home.parent_abroad = 0.5;
    const auto h = family::hazards(f, who, home);
    const double common = 0.5 * 0.8 + 0.1 * 0.5;
    EXPECT_NEAR(h[0] / f.base, std::exp(common), tolerance);
    EXPECT_NEAR(h[1] / f.begging_base, 0.35 * std::exp(common + 0.4), tolerance); // half way from 0.5 at 12 to 0.2
    EXPECT_NEAR(h[2] / f.marriage_base, std::exp(common - 0.15), tolerance);

    namespace offer = model::false_job_offer;
    auto o = offer::resolved({});
    EXPECT_EQ(o.rights_effect, 0.0); // centred at nothing
    offer::JobSeeker seeker{};
    seeker.age = 25.0;
    seeker.returned = 0.5;
    seeker.knows_rights = true;
    EXPECT_NEAR(offer::relative_hazard(o, seeker), std::exp(0.2), tolerance);
    o.rights_effect = -0.3;
    EXPECT_NEAR(offer::relative_hazard(o, seeker), std::exp(0.2 - 0.3), tolerance);
}

TEST(Supports, ChannelsByHand)
{
    const auto d = model::detection::resolved({});
    model::Circumstances who{};
    who.minor = who.enrolled = true;
    who.recognition = 0.4;
    const auto before = model::detection::hazards(d, who);
    who.recognises = 0.5;
    who.absence_known = true;
    const auto after = model::detection::hazards(d, who);
    for (std::size_t k = 0; k < model::channels; ++k) {
        const auto channel = static_cast<model::Channel>(k);
        const double ratio = channel == model::Channel::school             ? std::exp(0.075)
                             : channel == model::Channel::child_protection ? std::exp(0.15)
                                                                           : 1.0;
        EXPECT_NEAR(after[k], before[k] * ratio, 1e-15) << model::channel_names[k];
    }
}

// Campbell 2011: of 21.1 % who leave 13 % are left: hazards 0.1393 and 0.2370, their ratio 0.588.
TEST(Supports, StayingAtSchoolByHand)
{
    const auto life = model::life::resolved({});
    EXPECT_EQ(model::life::staying_ratio(life, {false, false, true, 0.0}), 1.0);
    EXPECT_NEAR(model::life::staying_ratio(life, {true, false, false, 0.0}), std::log(0.87) / std::log(0.789), 2e-3);
    EXPECT_NEAR(model::life::staying_ratio(life, {true, true, true, 0.5}), std::exp(-0.53 - 0.1 - 0.2 * 0.5),
                tolerance);
    EXPECT_EQ(model::life::staying_ratio(life, {false, false, false, 0.5}), 1.0); // not away: nothing to take
}

// All in debt: income support frees the deprived households whom it reaches with everybody in them, and whoever fell into
// debt since; not those whom it does not reach. Half of them where income_debts is a half.
TEST(Supports, IncomeRelievesDebtsOfTheHouseholdsReached)
{
    Supported s({{"debts.least_deprived", 1.0}, {"debts.most_deprived", 1.0}, {"supports.income_debts", 1.0}});
    Supported half({{"debts.least_deprived", 1.0}, {"debts.most_deprived", 1.0}, {"supports.income_debts", 0.5}});
    s.give(Support::income, 0.6);
    half.give(Support::income, 1.0);
    const auto& households = s.people().households;
    int freed = 0;
    int freed_by_half = 0;
    int deprived = 0;
    for (std::uint32_t h = 0; h < households.deprivation.size(); ++h) {
        const bool reached = s.build.supports.income_reaches(s.state, s.ground, h, s.tick);
        EXPECT_EQ(s.build.debts.of(s.state, s.ground, h, s.tick), !reached);
        EXPECT_TRUE(!reached || households.deprivation[h] >= 128);
        for (Row row = households.first_member[h]; row < households.first_member[h + 1]; ++row) {
            EXPECT_EQ(s.reached(row, Support::income), reached);
        }
        deprived += households.deprivation[h] >= 128 && households.institution[h] == 0 ? 1 : 0;
        freed += reached ? 1 : 0;
        freed_by_half += half.build.debts.of(half.state, half.ground, h, half.tick) ? 0 : 1;
    }
    ASSERT_GT(deprived, 500);
    EXPECT_NEAR(freed, 0.6 * deprived, 4.0 * std::sqrt(0.24 * deprived));
    EXPECT_NEAR(freed_by_half, 0.5 * deprived, 4.0 * std::sqrt(0.25 * deprived));
    std::uint32_t one = 0;
    while (!s.build.supports.income_reaches(s.state, s.ground, one, s.tick)) {
        ++one;
    }
    s.propose(s.build.debts.change, {{one, model::DebtNews::fallen}});
    s.commit();
    EXPECT_FALSE(s.build.debts.of(s.state, s.ground, one, s.tick));
}

// Guidance: 0.15 of trust in child protection alone, and 0.4 of what was not known of how to report. Migrants know whom
// to call, and trust nobody more.
TEST(Supports, GuidanceAndMigrantsByHand)
{
    Supported s;
    const Supported before;
    s.give(Support::guidance, 1.0);
    Supported m;
    m.give(Support::migrants, 1.0);
    const auto knows = [](const Supported& w, Row row) {
        return w.beliefs().knows_how_to_report(w.state, w.ground, row, w.tick);
    };
    int guided = 0;
    int told = 0;
    for (Row row = 0; row < s.people().size(); ++row) {
        const bool here = s.reached(row, Support::guidance);
        const double trust = before.trust(row, Institution::child_protection);
        EXPECT_NEAR(s.trust(row, Institution::child_protection), std::min(1.0, trust + (here ? 0.15 : 0.0)), tolerance);
        EXPECT_EQ(s.trust(row, Institution::school), before.trust(row, Institution::school));
        EXPECT_EQ(s.trust(row, Institution::police), before.trust(row, Institution::police));
        EXPECT_NEAR(knows(s, row), here ? 1.0 - (1.0 - knows(before, row)) * 0.6 : knows(before, row), tolerance);
        const bool migrant = m.reached(row, Support::migrants);
        EXPECT_NEAR(knows(m, row), migrant ? 1.0 - (1.0 - knows(before, row)) * 0.6 : knows(before, row), tolerance);
        EXPECT_EQ(m.trust(row, Institution::child_protection), trust);
        guided += here ? 1 : 0;
        told += migrant ? 1 : 0;
    }
    EXPECT_GT(guided, 100);
    EXPECT_GT(told, 100);
}

// Sessions at a hub: 0.03 of what was not applied, whether or not the child goes to school; nothing else is known by them.
TEST(Supports, SessionsAtAHubByHand)
{
    Supported s;
    const Supported before;
    s.give(Support::hub, 1.0);
    Row leaver = 0;
    while (!s.reached(leaver, Support::hub) || s.ground.class_at(leaver, s.tick) == model::none) {
        ++leaver;
    }
    s.propose(s.build.life.change, {{leaver, model::LifeKind::leave_school}});
    s.commit();
    const auto applied = [](const Supported& w, Row row) {
        return w.beliefs().internalised(w.state, w.ground, row, w.tick);
    };
    int reached = 0;
    int without_class = 0;
    for (Row row = 0; row < s.people().size(); ++row) {
        const bool here = s.reached(row, Support::hub);
        const double own = applied(before, row);
        EXPECT_NEAR(applied(s, row), here ? 1.0 - (1.0 - own) * 0.97 : own, here ? tolerance : 0.0);
        EXPECT_EQ(s.beliefs().informed(s.state, s.ground, row, s.tick),
                  before.beliefs().informed(before.state, before.ground, row, before.tick));
        reached += here ? 1 : 0;
        without_class += here && s.build.life.class_at(s.state, s.ground, row, s.tick) == model::none ? 1 : 0;
    }
    EXPECT_GT(reached, 100);
    EXPECT_GT(without_class, 0);
}

// Half a programme on care online is half its effect for the members of the class, a quarter after its half-life.
TEST(Supports, ProgrammesReachTheirClassAndFade)
{
    Supported s;
    Row pupil = 0;
    while (s.ground.class_at(pupil, s.tick) == model::none) {
        ++pupil;
    }
    const std::uint32_t c = s.ground.class_at(pupil, s.tick);
    s.propose(s.beliefs().programme,
              {{c, model::to_fixed(0.5), Programme::digital}, {c, model::to_fixed(0.8), Programme::prospects}});
    s.commit();
    const auto& classes = s.people().classes;
    const std::set<Row> members(classes.members.begin() + classes.member_first[c],
                                classes.members.begin() + classes.member_first[c + 1]);
    for (Row row = 0; row < s.people().size(); ++row) {
        EXPECT_NEAR(s.who(row).online_care, members.contains(row) ? 0.5 : 0.0, 1e-4);
        EXPECT_NEAR(s.who(row).prospects, members.contains(row) ? 0.1 * 0.8 : 0.0, 1e-4);
        EXPECT_EQ(s.beliefs().programme_left(s.state, s.ground, row, s.tick, Programme::bystander), 0.0);
    }
    s.tick = s.tick + 52;
    EXPECT_NEAR(s.who(pupil).online_care, 0.25, 1e-4);
    EXPECT_NEAR(s.who(pupil).prospects, 0.1 * 0.8 * std::exp2(-0.5), 1e-4);
}

// A full session: what was not known of how to report is exp(-0.3 x receptivity) of it for the pupil, less a year later.
TEST(Supports, AVisitorTellsWhomToCall)
{
    Supported s;
    const Supported before;
    levers::give(s.build, {{}, {{Programme::contact, 1.0}}});
    s.commit();
    int told = 0;
    for (Row row = 0; row < s.people().size(); ++row) {
        const double left = s.beliefs().programme_left(s.state, s.ground, row, s.tick, Programme::contact);
        const double known = before.beliefs().knows_how_to_report(before.state, before.ground, row, before.tick);
        const double now = s.beliefs().knows_how_to_report(s.state, s.ground, row, s.tick);
        if (left == 0.0) {
            EXPECT_EQ(now, known);
            continue;
        }
        ++told;
        const double receptivity = model::beliefs::receptivity_to_lessons(s.state.luck(), s.people().id_of(row));
        EXPECT_NEAR(now, 1.0 - (1.0 - known) * std::exp(-0.3 * receptivity), 1e-6);
        EXPECT_NEAR(s.beliefs().knows_how_to_report(s.state, s.ground, row, s.tick + 52),
                    1.0 - (1.0 - known) * std::exp(-0.15 * receptivity), 1e-6);
    }
    EXPECT_GT(told, 100);
}

// Who was abused before loses 0.1 of trust in school and child protection by full exercises; the others, and police, none.
TEST(Supports, DistressTakesTrustFromWhoWasAbused)
{
    Supported s;
    const Supported before;
    levers::give(s.build, {{}, {{Programme::distress, 1.0}, {Programme::recognition, 1.0}}});
    s.commit();
    int lost = 0;
    int not_yet = 0; // whom it will happen to later
    for (Row row = 0; row < s.people().size(); ++row) {
        const bool pupil = s.beliefs().programme_left(s.state, s.ground, row, s.tick, Programme::distress) > 0.0;
        const double age = model::age_at(s.people().birth_week[row], s.tick);
        const double loss = pupil && model::abused_by(s.state, s.people(), row, age) ? 0.1 : 0.0;
        for (const Institution with : {Institution::school, Institution::child_protection}) {
            EXPECT_NEAR(s.trust(row, with), std::max(0.0, before.trust(row, with) - loss), 1e-5);
        }
        EXPECT_EQ(s.trust(row, Institution::police), before.trust(row, Institution::police));
        lost += loss > 0.0 ? 1 : 0;
        not_yet += pupil && loss == 0.0 && (s.people().flags[row] & model::flag::prior_abuse) != 0 ? 1 : 0;
    }
    EXPECT_GT(lost, 50);
    EXPECT_GT(not_yet, 5);
}

// A place after school takes a tenth of unsupervised exposure online, for pathways and for what the screen makes usual.
TEST(Supports, HubsLeaveLessTimeOnline)
{
    Supported s({{"supports.hub_internalises", 0.0}}); // who applies more takes less for usual
    const Supported before({{"supports.hub_internalises", 0.0}});
    s.give(Support::hub, 0.5);
    const auto usual = [](const Supported& w, Row row) {
        return w.beliefs().normalisation(w.state, w.ground, row, w.tick);
    };
    for (Row row = 0; row < s.people().size(); ++row) {
        const double built = s.people().online_exposure[row] / 255.0;
        const double now = s.build.supports.online_exposure(s.state, s.ground, row, s.tick);
        EXPECT_DOUBLE_EQ(now, s.reached(row, Support::hub) ? 0.9 * built : built);
        EXPECT_EQ(s.who(row).online_exposure, now);
        const bool screen = s.who(row).connected && now < built;
        EXPECT_EQ(usual(s, row) < usual(before, row), screen) << row;
    }
}

} // namespace
} // namespace supports_effects_test
