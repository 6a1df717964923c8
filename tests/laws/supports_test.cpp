#include "tests/support/levers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace {

using levers::Given;
using levers::Ran;
using model::Programme;
using model::Support;

/// Effects of supports and programmes at the end of their range at which they do most, harm and schooling apart.
void raise(model::Scenario& scenario)
{
    for (const auto& [name, value] : {std::pair{"supports.boarding_relief", 0.6},
                                      {"supports.left_behind_relief", 0.6},
                                      {"supports.returned_relief", 0.6},
                                      {"supports.guidance_relief", 0.5},
                                      {"supports.income_relief", 0.4},
                                      {"supports.income_debts", 1.0},
                                      {"supports.hub_nights", 0.6},
                                      {"supports.hub_online", 0.5},
                                      {"supports.carers_balance", 0.6},
                                      {"family_complicity.marriage_incentive", -0.29},
                                      {"false_job_offer.rights_effect", -0.3},
                                      {"online_grooming.online_care_effect", -0.29},
                                      {"online_grooming.ceiling", 10.0}, // whoever stands above it is helped in vain
                                      {"lover_boy.ceiling", 20.0},
                                      {"lover_boy.boarding_effect", 1.5},
                                      {"lover_boy.away_effect", 1.0},
                                      {"beliefs.prospects_relief", 0.5},
                                      {"beliefs.recognition_gain", 0.5},
                                      {"supports.hub_internalises", 0.0},    // others read what friends apply
                                      {"beliefs.normalised_online", 0.0}}) { // others read a person's normalisation
        scenario.parameters.set(name, value);
    }
}

/// Who leaves school meets others: what keeps pupils there is looked at apart.
void keep_schooling(model::Scenario& scenario)
{
    for (const char* const name : {"life.dropout_support", "life.dropout_hub", "life.second_chance"}) {
        scenario.parameters.set(name, 0.0);
    }
    scenario.parameters.set("life.dropout_away", -0.1);
}

model::Scenario uncoupled()
{
    model::Scenario scenario = toy::uncoupled(toy::towns());
    raise(scenario);
    keep_schooling(scenario);
    scenario.parameters.set("life.deficit_weeks", 52.0);
    scenario.parameters.set("life.emigration", 0.5);
    return scenario;
}

std::vector<model::Row> without(const std::set<model::Row>& all, const std::set<model::Row>& some)
{
    std::vector<model::Row> rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
    return rest;
}

/// Ledgers and counts: everything but the state, which knows what was given.
void expect_same(const model::RunOutcome& a, const model::RunOutcome& b, const std::string& what)
{
    const auto cells = [](const std::vector<sim::Cell>& all) {
        std::vector<std::pair<std::uint64_t, std::int64_t>> out;
        for (const sim::Cell& cell : all) {
            out.emplace_back(cell.position, cell.count);
        }
        return out;
    };
    EXPECT_EQ(cells(a.true_cases), cells(b.true_cases)) << what;
    EXPECT_EQ(cells(a.registered), cells(b.registered)) << what;
    EXPECT_EQ(cells(a.relations), cells(b.relations)) << what;
    for (std::size_t i = 0; i < a.events.size(); ++i) {
        EXPECT_EQ(a.events[i].count, b.events[i].count) << what << ": " << a.events[i].name;
    }
}

Given every_lever(double share)
{
    Given all;
    for (std::size_t k = 0; k < model::support_kinds; ++k) {
        all.supports.emplace_back(static_cast<Support>(k), share);
    }
    for (std::size_t k = 0; k < model::programme_kinds; ++k) {
        all.programmes.emplace_back(static_cast<Programme>(k), share);
    }
    return all;
}

/// Every effect of a lever, none of anything else.
const std::vector<std::string>& effects()
{
    static const std::vector<std::string> names{"supports.boarding_relief",
                                                "supports.left_behind_relief",
                                                "supports.returned_relief",
                                                "supports.guidance_relief",
                                                "supports.income_relief",
                                                "supports.income_debts",
                                                "supports.hub_nights",
                                                "supports.hub_online",
                                                "supports.hub_internalises",
                                                "supports.carers_balance",
                                                "beliefs.contact_reports",
                                                "supports.guidance_trust",
                                                "supports.guidance_reports",
                                                "supports.migrants_reports",
                                                "family_complicity.marriage_incentive",
                                                "false_job_offer.rights_effect",
                                                "online_grooming.online_care_effect",
                                                "life.dropout_support",
                                                "life.dropout_hub",
                                                "life.second_chance",
                                                "beliefs.prospects_relief",
                                                "beliefs.recognition_gain",
                                                "beliefs.distress_loss",
                                                "beliefs.co_creation_gain",
                                                "beliefs.bystander_understands",
                                                "beliefs.bystander_loosens",
                                                "detection.confiding_effect",
                                                "detection.absence_effect"};
    return names;
}

// A lever that nobody is given, one taken back at once, and all of them without effect leave every ledger and count.
TEST(Supports, NothingMovesThatHasNoEffect)
{
    model::Scenario none = toy::scenario(toy::towns());
    for (const std::string& name : effects()) {
        none.parameters.set(name, 0.0);
    }
    const Ran baseline = levers::run(none, toy::towns(), {});
    ASSERT_GT(baseline.recruited.size(), 100u);
    expect_same(baseline.outcome, levers::run(none, toy::towns(), every_lever(0.0)).outcome, "nobody");
    Given taken = every_lever(0.7);
    taken.programmes.clear();
    for (std::size_t k = 0; k < model::support_kinds; ++k) {
        taken.supports.emplace_back(static_cast<Support>(k), -0.7);
    }
    const model::Scenario usual = toy::scenario(toy::towns());
    expect_same(levers::run(usual, toy::towns(), {}).outcome, levers::run(usual, toy::towns(), taken).outcome, "back");
    expect_same(baseline.outcome, levers::run(none, toy::towns(), every_lever(1.0)).outcome, "without effect");
}

/// What trained carers of strict households let happen, apart: a child who goes out more at night.
void keep_nights(model::Scenario& scenario)
{
    scenario.parameters.set("stranger_urban.nights_effect", 0.0);
}

// A13 for each support whose effects lower hazards: with it a subset is recruited, and who is missing was reached.
TEST(Supports, A13_EachRecruitsASubsetAndSparesThoseReachedAlone)
{
    model::Scenario usual = uncoupled();
    model::Scenario at_night_alike = usual;
    keep_nights(at_night_alike);
    std::map<Support, std::size_t> spared;
    for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
        const Ran without_any = levers::run(usual, toy::towns(), {}, replicate);
        const Ran alike = levers::run(at_night_alike, toy::towns(), {}, replicate);
        for (const Support kind : {Support::boarding, Support::left_behind, Support::returned, Support::hub,
                                   Support::carers, Support::guidance, Support::income, Support::migrants}) {
            const auto name = model::support_names[static_cast<std::size_t>(kind)];
            const bool carers = kind == Support::carers;
            const Ran& before = carers ? alike : without_any;
            const Ran after =
                levers::run(carers ? at_night_alike : usual, toy::towns(), {{{kind, 0.9}}, {}}, replicate, true);
            EXPECT_TRUE(without(after.recruited, before.recruited).empty()) << name;
            const auto missing = without(before.recruited, after.recruited);
            for (const model::Row row : missing) {
                EXPECT_TRUE(after.reached.contains(row)) << name << " spared somebody whom it never reached";
            }
            EXPECT_EQ(before.left_school, after.left_school) << name;
            spared[kind] += missing.size();
        }
    }
    for (const auto& [kind, persons] : spared) {
        EXPECT_GT(persons, 1u) << model::support_names[static_cast<std::size_t>(kind)];
    }
}

// More of a support reaches the same and others, and recruits a subset of what less of it does.
TEST(Supports, A13_MoreOfASupportRecruitsASubsetOfLess)
{
    model::Scenario scenario = uncoupled();
    keep_nights(scenario);
    Given less;
    Given more;
    for (const Support kind : {Support::boarding, Support::left_behind, Support::returned, Support::hub,
                               Support::carers, Support::guidance, Support::income, Support::migrants}) {
        less.supports.emplace_back(kind, 0.3);
        more.supports.emplace_back(kind, 0.8);
    }
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
        const Ran some = levers::run(scenario, toy::towns(), less, replicate);
        const Ran many = levers::run(scenario, toy::towns(), more, replicate);
        EXPECT_TRUE(without(many.recruited, some.recruited).empty());
        EXPECT_GT(without(some.recruited, many.recruited).size(), 3u);
    }
}

/// One effect of one lever, as strong as its range allows, and all others none.
struct Effect {
    const char* parameter;
    double value;
    Given given;
    bool of_recruitment; ///< else of what becomes known
};

std::vector<Effect> one_by_one()
{
    const auto support = [](Support kind) { return Given{{{kind, 1.0}}, {}}; };
    const auto programme = [](Programme kind) { return Given{{}, {{kind, 1.0}}}; };
    return {{"supports.boarding_relief", 0.6, support(Support::boarding), true},
            {"supports.left_behind_relief", 0.6, support(Support::left_behind), true},
            {"supports.returned_relief", 0.6, support(Support::returned), true},
            {"supports.guidance_relief", 0.5, support(Support::guidance), true},
            {"supports.income_relief", 0.4, support(Support::income), true},
            {"supports.income_debts", 1.0, support(Support::income), true},
            {"family_complicity.marriage_incentive", -0.29, support(Support::income), true},
            {"supports.hub_nights", 0.6, support(Support::hub), true},
            {"supports.hub_online", 0.5, support(Support::hub), true},
            {"supports.hub_internalises", 0.2, support(Support::hub), true},
            {"supports.carers_balance", 0.6, support(Support::carers), true},
            {"false_job_offer.rights_effect", -0.3, support(Support::migrants), true},
            {"online_grooming.online_care_effect", -0.29, programme(Programme::digital), true},
            {"beliefs.prospects_relief", 0.5, programme(Programme::prospects), true},
            {"supports.guidance_trust", 0.5, support(Support::guidance), false},
            {"supports.guidance_reports", 1.0, support(Support::guidance), false},
            {"supports.migrants_reports", 1.0, support(Support::migrants), false},
            {"detection.absence_effect", 1.0, support(Support::left_behind), false},
            {"beliefs.recognition_gain", 0.5, programme(Programme::recognition), false},
            {"beliefs.contact_reports", 4.0, programme(Programme::contact), false},
            {"detection.confiding_effect", 1.0, programme(Programme::recognition), false}};
}

// Each effect does something by itself: what lowers hazards spares some, and of what makes things known as many are recruited
// and others, or others sooner, are registered.
TEST(Supports, EachEffectActsAlone)
{
    model::Scenario none = uncoupled();
    for (const auto& [name, value] : {std::pair{"stranger_urban.nights_effect", 2.5}, // so that few replicates tell
                                      {"online_grooming.lax_effect", 1.5},
                                      {"detection.trust_effect", 2.0},
                                      {"detection.self_report", 2.0},
                                      {"detection.helpline_trust_effect", 2.0}}) {
        none.parameters.set(name, value);
    }
    for (const std::string& name : effects()) {
        none.parameters.set(name, 0.0);
    }
    constexpr std::uint32_t replicates = 4;
    std::vector<Ran> before;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        before.push_back(levers::run(none, toy::towns(), {}, r));
    }
    for (const Effect& effect : one_by_one()) {
        model::Scenario alone = none;
        alone.parameters.set(effect.parameter, effect.value);
        std::size_t changed = 0;
        for (std::uint32_t r = 0; r < replicates; ++r) {
            const Ran after = levers::run(alone, toy::towns(), effect.given, r);
            const auto cells = [](const Ran& ran) {
                std::map<std::uint64_t, std::int64_t> all;
                for (const sim::Cell& cell : ran.outcome.registered) {
                    all[cell.position] = cell.count;
                }
                return all;
            };
            if (effect.of_recruitment) {
                changed += without(before[r].recruited, after.recruited).size();
            } else {
                EXPECT_EQ(before[r].recruited, after.recruited) << effect.parameter;
                changed += cells(before[r]) != cells(after) ? 1 : 0;
            }
            EXPECT_EQ(before[r].left_school, after.left_school) << effect.parameter;
        }
        EXPECT_GT(changed, 0u) << effect.parameter;
    }
}

// Career guidance takes from the pull of offers, and from the willingness to introduce for money, each by itself.
TEST(Supports, ProspectsActOnOffersAndOnIntroductions)
{
    for (const char* const other : {"false_job_offer.deprivation_effect", "peer_introduction.money_effect"}) {
        model::Scenario scenario = uncoupled();
        scenario.parameters.set(other, 0.0);
        std::size_t spared = 0;
        for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
            const Ran before = levers::run(scenario, toy::towns(), {}, replicate);
            const Ran after = levers::run(scenario, toy::towns(), {{}, {{Programme::prospects, 1.0}}}, replicate);
            spared += without(before.recruited, after.recruited).size();
        }
        EXPECT_GT(spared, 0u) << other;
    }
}

// A13 for the programmes that lower hazards: care online spares pupils; prospects spares pupils and who would have been
// introduced by them. Exercises in recognition move nobody's recruitment, and let more be found.
TEST(Supports, A13_ProgrammesOfClasses)
{
    const model::Scenario scenario = uncoupled();
    std::array<std::size_t, model::programme_kinds> spared{};
    std::int64_t registered = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        const Ran before = levers::run(scenario, toy::towns(), {}, replicate);
        for (const Programme kind : {Programme::digital, Programme::prospects, Programme::recognition}) {
            const Ran after = levers::run(scenario, toy::towns(), {{}, {{kind, 1.0}}}, replicate);
            EXPECT_TRUE(without(after.recruited, before.recruited).empty());
            spared[static_cast<std::size_t>(kind)] += without(before.recruited, after.recruited).size();
            registered += kind == Programme::recognition
                              ? toy::total(after.outcome.registered) - toy::total(before.outcome.registered)
                              : 0;
        }
    }
    EXPECT_GT(spared[static_cast<std::size_t>(Programme::digital)], 3u);
    EXPECT_GT(spared[static_cast<std::size_t>(Programme::prospects)], 3u);
    EXPECT_EQ(spared[static_cast<std::size_t>(Programme::recognition)], 0u);
    EXPECT_GT(registered, 0);
}

// The harm of exercises alone: with the same luck more are recruited, all of them abused before, and nobody less.
TEST(Supports, A13_DistressOnlyAddsRecruits)
{
    model::Scenario scenario = uncoupled();
    scenario.parameters.set("beliefs.distress_loss", 0.5);
    scenario.parameters.set("lover_boy.break_trust", 2.0);
    scenario.parameters.set("online_grooming.break_trust", 2.0);
    std::size_t added = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        const Ran before = levers::run(scenario, toy::towns(), {}, replicate);
        const Ran after = levers::run(scenario, toy::towns(), {{}, {{Programme::distress, 1.0}}}, replicate);
        EXPECT_TRUE(without(before.recruited, after.recruited).empty());
        for (const model::Row row : without(after.recruited, before.recruited)) {
            EXPECT_NE(toy::towns().people.flags[row] & model::flag::prior_abuse, 0);
            ++added;
        }
    }
    EXPECT_GT(added, 0u);
}

/// Lives in which pupils leave school often and come back, and nothing else happens.
model::Scenario schooling()
{
    model::Scenario scenario = toy::scenario(toy::towns());
    for (const char* const name : {"accident", "women_40", "men_40", "infant_death", "emigration", "leave_home",
                                   "move_household", "care_entry", "care_exit", "runaway", "parent_return"}) {
        scenario.parameters.set(std::string("life.") + name, 0.0);
    }
    scenario.parameters.set("life.women_40", 1e-9);
    scenario.parameters.set("life.men_40", 1e-9);
    scenario.parameters.set("life.dropout", 0.1);
    scenario.parameters.set("life.dropout_deprivation", 0.5);
    scenario.parameters.set("offenders.per_100k", 1.0);
    scenario.parameters.set("family_complicity.base", 0.0);
    return scenario;
}

// Who leaves school although helped leaves without help, too; of those helped about exp(-0.53) = 59 % do.
TEST(Supports, HelpKeepsPupilsAtSchool)
{
    model::Scenario scenario = schooling();
    scenario.parameters.set("life.second_chance", 0.0);
    scenario.parameters.set("life.school_return", 0.0);
    std::size_t before_helped = 0;
    std::size_t after_helped = 0;
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        const Ran before = levers::run(scenario, toy::towns(), {}, replicate);
        const Ran after = levers::run(scenario, toy::towns(), {{{Support::dropout, 1.0}}, {}}, replicate, true);
        EXPECT_TRUE(without(after.left_school, before.left_school).empty());
        for (const model::Row row : before.left_school) {
            const bool helped = after.reached.contains(row);
            before_helped += helped ? 1 : 0;
            after_helped += helped && after.left_school.contains(row) ? 1 : 0;
            EXPECT_TRUE(helped || after.left_school.contains(row)) << "kept at school without help";
        }
    }
    ASSERT_GT(before_helped, 300u);
    const double share = static_cast<double>(after_helped) / static_cast<double>(before_helped);
    EXPECT_NEAR(share, 0.59, 0.1); // three standard errors of 300; a little above, since a second time comes
}

// Help to go back: the same leave school, and those reached are out of it for fewer weeks.
TEST(Supports, HelpBringsBackSooner)
{
    model::Scenario scenario = schooling();
    scenario.parameters.set("life.dropout_support", 0.0);
    scenario.parameters.set("life.dropout_away", 0.0);
    scenario.parameters.set("life.second_chance", 1.5);
    const Ran before = levers::run(scenario, toy::towns(), {});
    const Ran after = levers::run(scenario, toy::towns(), {{{Support::dropout, 1.0}}, {}});
    EXPECT_GT(before.left_school.size(), 80u);
    EXPECT_TRUE(std::includes(after.left_school.begin(), after.left_school.end(), before.left_school.begin(),
                              before.left_school.end()));
    EXPECT_LT(after.weeks_out, before.weeks_out * 8 / 10);
    const Ran others = levers::run(scenario, toy::towns(), {{{Support::boarding, 1.0}, {Support::guidance, 1.0}}, {}});
    EXPECT_EQ(others.weeks_out, before.weeks_out); // it is not what these do
}

} // namespace
