#include "models/levers.hpp"
#include "models/registry.hpp"
#include "tests/support/conservation.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace model;
using Settings = std::initializer_list<std::pair<const char*, double>>;

void set_all(Scenario& s, Settings given)
{
    for (const auto& [name, value] : given) {
        s.parameters.set(name, value);
    }
}

/// Every kind of intervention, or that of a name alone, with some settings other than declared.
void add_interventions(Scenario& s, double coverage, Settings settings = {}, std::string_view only = "")
{
    for (const InterventionKind& kind : interventions()) {
        if (!only.empty() && kind.name != only) {
            continue;
        }
        InterventionSpec& spec = s.interventions.emplace_back(toy::intervention(kind.name, s, coverage));
        for (const auto& [name, value] : settings) {
            if (const auto found = spec.settings.find(name); found != spec.settings.end()) {
                found->second = value;
            }
        }
    }
}

/// Whatever acts on a county or a place.
void pull_in_places(const Build& build, bool even)
{
    sim::World& world = build.world;
    const auto services = world.proposals(build.services.change);
    const auto homes = world.proposals(build.homes.add);
    for (const CountyBlock& block : build.ground.population.counties) {
        for (std::size_t lever = 0; lever < levers; ++lever) {
            services(0, {to_lever(0.1), block.county.value, static_cast<Lever>(lever)});
        }
        homes(0, {to_lever(0.1), block.county, HomeLever::carers});
        homes(0, {to_lever(0.05), block.county, HomeLever::oversight});
    }
    const auto norm = world.proposals(build.norms.dose);
    const auto support = world.proposals(build.supports.change);
    for (std::uint32_t place = 0; place < build.ground.population.localities.siruta.size(); ++place) {
        for (std::size_t k = 0; k < norms_count; ++k) {
            norm(0, {place, to_fixed(0.2), static_cast<Norm>(k), even});
        }
        for (std::size_t k = 0; k < support_kinds; ++k) {
            support(0, {place, to_lever(0.1), static_cast<Support>(k)});
        }
    }
}

/// Whatever acts on the law, on the times, and on police, prosecution, courts and the register.
void pull_in_offices(const Build& build)
{
    sim::World& world = build.world;
    const auto law = world.proposals(build.law.change);
    law(0, {to_lever(0.05), LawLever::fee_penalties});
    law(0, {to_lever(0.05), LawLever::gap});
    law(0, {to_lever(0.05), LawLever::distinct_articles});
    world.proposals(build.era.demand_change)(0, {to_lever(-0.02)});
    const auto bench = world.proposals(build.justice.staff.lever);
    const auto staff = world.proposals(build.justice.staff.change);
    for (std::uint16_t place = 0; place < justice::places; ++place) {
        bench(0, {to_lever(0.1), place, BenchLever::forensics});
        bench(0, {to_lever(0.1), place, BenchLever::undiverted});
        staff(0, {place, 0, 0, 0, 0, to_fixed(0.5)});
    }
    const auto rule = world.proposals(build.justice.rule);
    const auto uniformity = world.proposals(build.recording.uniformity_change);
    const auto centres = world.proposals(build.centres.change);
    for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
        for (std::size_t k = 0; k < court_rules; ++k) {
            rule(0, {to_lever(0.05), centre, static_cast<CourtRule>(k)});
        }
        uniformity(0, {to_lever(0.05), centre});
        centres(0, {to_lever(0.5), centre});
    }
}

/// Every lever a little further each quarter, and classes and persons to whom something happens.
void pull_levers(const Build& build, sim::Tick tick)
{
    const auto weeks = static_cast<std::uint32_t>(tick - build.ground.clock.first());
    constexpr std::uint32_t quarter = 13;
    if (weeks % quarter != 0) {
        return;
    }
    pull_in_places(build, weeks % 2 == 0);
    pull_in_offices(build);
    const auto programme = build.world.proposals(build.beliefs.programme);
    for (const std::uint32_t attended : build.ground.school_year(tick).classes) {
        for (std::size_t k = 0; k < programme_names.size(); ++k) {
            programme(0, {attended, to_fixed(0.5), static_cast<Programme>(k)});
        }
    }
    const auto experience = build.world.proposals(build.beliefs.experience);
    for (Row row = 0; row < build.ground.population.size(); row += 7) {
        experience(0, beliefs::experienced(row, static_cast<Experience>(row % experiences_count)));
    }
}

/// A made-up world in which something that is declared comes into play.
struct Situation {
    const char* name;
    void (*change)(Scenario&, std::string_view module);
    Watch watch;
};

void as_it_is(Scenario& s, std::string_view)
{
    add_interventions(s, 0.7);
}

/// The years from 2020 to 2027, when dates of the law fall into the run and residents of homes grow up; courts that are quick, services that are short
/// of time, care that is run away from, reports that depend on trust.
void eventful(Scenario& s, std::string_view)
{
    using std::chrono::January;
    using std::chrono::sys_days;
    using std::chrono::year;
    s.start = sys_days{year{2020} / January / 6};
    s.end = sys_days{year{2028} / January / 3};
    add_interventions(s, 0.7, {{"format", 1.0}, {"social_part", 0.0}});
    set_all(s, {{"observation.varies", 1.0},
                {"justice.residents", 10'000.0},
                {"justice.capacity", 3.0},
                {"justice.court_years", 0.2},
                {"justice.investigation_years", 0.2},
                {"justice.misrouted", 0.3},
                {"justice.seizure", 0.8},
                {"justice.compensation", 0.8},
                {"law.slip_dismissed", 0.3},
                {"centres.staff", 1.0},
                {"centres.victim_hours", 5.0},
                {"life.runaway", 5.0},
                {"life.care_entry", 0.05},
                {"life.dropout", 0.1},
                {"life.dropout_deprivation", 3.0},
                {"services.ngo_wealth", 4.0},
                {"services.ngo_largest", 1.05},
                {"compensation.recovered", 0.5},
                {"compensation.applies", 1.0},
                {"retrafficking.risk", 0.4},
                {"stranger_urban.smallest_town", 1000.0},
                {"family_complicity.base", 0.005},
                {"family_complicity.marriage_base", 0.01},
                {"institutional.staff_base", 0.5},
                {"institutional.former_resident_effect", 0.5},
                {"institutional.offender_share", 1.0},
                {"homes.complicit", 0.5},
                {"homes.oversight", 0.1},
                {"recording.counts_online", 0.0},
                {"beliefs.peer_probability", 1.0},
                {"beliefs.hearsay_probability", 1.0},
                {"beliefs.hearsay_share", 1.0},
                {"beliefs.legacy_loss", 0.8},
                {"detection.self_report", 1.0},
                {"detection.labour_inspection", 1.0},
                {"detection.trust_effect", 2.0},
                {"detection.knowledge_effect", 1.0},
                {"detection.bystander_effect", 2.0},
                {"detection.cohesion_effect", 1.0},
                {"detection.breach", 1.0},
                {"detection.fined", 1.0}});
}

/// Campaigns whose teams run out of hours, posts that just make a base or not, a long stock and limits that run out.
void pressed(Scenario& s, std::string_view)
{
    add_interventions(s, 1.0, {{"teams_per_county", 1.0}, {"visits_per_year", 12.0}, {"pupils_per_counsellor", 100.0}});
    set_all(s, {{"rural_campaign.team_week_hours", 10.0},
                {"rural_campaign.visit_hours", 8.0},
                {"counselling.pupils_per_post", 500.0},
                {"justice.residents", 10'000.0},
                {"workforce.limited", 1.0},
                {"law.rulings_until", 2018.5},
                {"law.limits_removed", 2051.0},
                {"law.limitation", 3.0}});
}

/// A measure for itself, with nobody to hire but a few, of those who train teachers too few for their days of training;
/// for counselling the one that just makes a village school a base; no measure for another module.
void alone(Scenario& s, std::string_view module)
{
    add_interventions(s, 1.0, {{"pupils_per_counsellor", 100.0}, {"screening", 1.0}},
                      module == "counselling" ? "school_counsellors" : module);
    set_all(s, {{"workforce.limited", 1.0},
                {"workforce.social_workers", 0.05},
                {"workforce.facilitators", module == "curriculum" ? 0.05 : 0.25},
                {"workforce.officers", 0.05},
                {"workforce.magistrates", 0.05}});
}

const std::vector<Situation>& situations()
{
    static const std::vector<Situation> all{{"as it is", as_it_is, {}},
                                            {"eventful", eventful, pull_levers},
                                            {"pressed", pressed, {}},
                                            {"alone", alone, {}}};
    return all;
}

/// Parameters that say what a case or a line of the register was, and that no count which leaves a run depends on.
const std::vector<std::pair<std::string_view, std::string_view>> descriptive{
    {"era.to_", "destination of a case, which nothing reads"},
    {"false_job_offer.agriculture", "branch of labour: only domestic service is read"},
    {"false_job_offer.construction", "branch of labour"},
    {"false_job_offer.hospitality", "branch of labour"},
    {"false_job_offer.other_sector", "branch of labour"},
    {"false_job_offer.women_construction", "branch of labour"},
    {"life.undeclared", "whether an absence is in the register of social services"},
    {"recording.education_error", "schooling in the register's lines"},
    {"recording.family_error", "family in the register's lines"},
    {"recording.relatives_unseen", "family in the register's lines"},
};

/// All that leaves a run; the state apart.
struct Given {
    std::string counts, state;
};

Given given(const RunOutcome& outcome)
{
    std::ostringstream out;
    for (const auto* const ledger : {&outcome.true_cases, &outcome.registered, &outcome.relations}) {
        for (const sim::Cell& cell : *ledger) {
            out << cell.position << ':' << cell.count << ' ';
        }
        out << '/';
    }
    for (const EventCount& event : outcome.events) {
        out << event.count << ' ';
    }
    for (const ResourceCount& resource : outcome.resources) {
        out << resource.amount << '*' << resource.price.value << ' ';
    }
    return {out.str(), outcome.state_digest};
}

/// Two counties; for counselling larger ones, so that village schools are somebody's base.
const toy::World& world(std::string_view module)
{
    static constexpr std::array<std::uint8_t, 2> counties{1, 3};
    static const std::array<toy::World, 2> sizes{toy::build(counties, 6000), toy::build(counties, 9000)};
    return sizes[module == "counselling" ? 1 : 0];
}

/// A situation and what one replicate of it gives as it is.
class Base {
public:
    Base(const Situation& situation, std::string_view module, std::uint32_t replicate)
        : situation_(&situation), replicate_(replicate), drawn_(module == "county_split"),
          scenario_(toy::scenario(world(module)))
    {
        situation.change(scenario_, module);
        Counties counties = toy::counties();
        for (std::uint8_t i = 0; i < centre_count; ++i) { // made-up centres sit in the first of their counties
            counties.all[i].seat = counties.centres[counties.all[i].centre];
        }
        ground_.emplace(scenario_, counties, world(module).people, world(module).ties);
        before_ = run(scenario_);
    }

    /// Whether another value changes what leaves a run, or else the state; no value where it is the same value.
    std::optional<std::pair<bool, bool>> moves(const sim::ParameterInfo& info, double value) const
    {
        if (scenario_.parameters.value_or(info.name, info.value) == value) {
            return std::nullopt;
        }
        Scenario changed = scenario_;
        changed.parameters.set(std::string(info.name), value);
        const Given after = run(changed);
        return std::pair(after.counts != before_.counts, after.state != before_.state);
    }

private:
    Given run(Scenario s) const
    {
        if (drawn_) { // as from a posterior that has the first county's cases tripled
            std::vector<double> product(county_count, 1.0);
            product[s.counties.front().value] = 3.0;
            const std::vector<std::uint8_t> regions(county_count, 0);
            s.county_factors =
                county_split::factors(county_split::resolved(s.parameters), product, regions, 0.8, replicate_);
        }
        return given(simulate(s, *ground_, *s.seed, replicate_, {.watch = situation_->watch}));
    }

    const Situation* situation_;
    std::uint32_t replicate_;
    bool drawn_;
    Scenario scenario_;
    std::optional<Ground> ground_;
    Given before_;
};

bool is_descriptive(std::string_view name)
{
    return std::any_of(descriptive.begin(), descriptive.end(),
                       [&](const auto& known) { return name.starts_with(known.first); });
}

/// The module that declares a parameter: what its name begins with.
std::string module_of(std::string_view name)
{
    return std::string(name.substr(0, name.find('.')));
}

std::vector<std::string> modules()
{
    std::vector<std::string> names;
    for (const sim::ParameterInfo& info : all_parameters()) {
        if (std::find(names.begin(), names.end(), module_of(info.name)) == names.end()) {
            names.push_back(module_of(info.name));
        }
    }
    return names;
}

class EachOf : public testing::TestWithParam<std::string> {};

// Each parameter, at either end of its range, moves a count that leaves one of twelve replicates of a situation; those that
// only describe move the state. What moves nothing is dead, or its situation is missing here.
TEST_P(EachOf, MovesWhatARunGives)
{
    constexpr std::size_t replicates = 12;
    std::deque<Base> bases; // made when one is needed: most parameters move something in the first
    for (const sim::ParameterInfo& info : all_parameters()) {
        if (module_of(info.name) != GetParam()) {
            continue;
        }
        bool counts = false;
        bool state = false;
        const std::size_t most = situations().size() * (is_descriptive(info.name) ? 1 : replicates);
        for (std::size_t i = 0; i < most && !counts; ++i) {
            if (i == bases.size()) {
                bases.emplace_back(situations()[i % situations().size()], GetParam(),
                                   static_cast<std::uint32_t>(i / situations().size()));
            }
            for (const double bound : {info.high, info.low}) {
                const auto moved = counts ? std::nullopt : bases[i].moves(info, bound);
                counts = counts || (moved && moved->first);
                state = state || (moved && moved->second);
            }
        }
        EXPECT_TRUE(counts || (state && is_descriptive(info.name)))
            << info.name << (state ? " moves the state alone" : " moves nothing");
    }
}

// No end of a range breaks a promise of the model, or a law of conservation, in half a year.
TEST_P(EachOf, RunsAtEitherEndOfItsRange)
{
    Scenario base = toy::scenario(toy::hamlets());
    base.end = base.start + std::chrono::weeks{26};
    add_interventions(base, 0.7);
    const Ground ground = toy::ground(base, toy::hamlets());
    for (const sim::ParameterInfo& info : all_parameters()) {
        if (module_of(info.name) != GetParam()) {
            continue;
        }
        for (const double bound : {info.low, info.high}) {
            SCOPED_TRACE(testing::Message() << info.name << " = " << bound);
            Scenario s = base;
            s.parameters.set(std::string(info.name), bound);
            toy::Conservation law;
            EXPECT_NO_THROW(std::ignore = simulate(s, ground, *s.seed, 2, {.watch = law.watch()}));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Parameters, EachOf, testing::ValuesIn(modules()), [](const auto& one) { return one.param; });

} // namespace
