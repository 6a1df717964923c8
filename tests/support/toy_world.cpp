#include "tests/support/toy_world.hpp"

#include "models/county_names.hpp"
#include "models/registry.hpp"
#include "sim/sha256.hpp"
#include "tests/support/conservation.hpp"
#include "tests/support/synthetic_population.hpp"

#include <algorithm>
#include <cmath>

namespace toy {
namespace {

using model::Row;

constexpr std::uint64_t graph_seed = 5;
constexpr std::uint64_t run_seed = 2024;
/// Luck of attributes, keyed by the person's id, or by the place in the county, which twins share.
struct Attributes {
    sim::Luck luck{7, 0};
    bool twins{};

    double operator()(const model::Population& people, Row row, sim::Purpose purpose) const
    {
        const std::uint32_t who = twins ? row - people.block_of(row).first_row : people.id_of(row).value;
        return luck(who, purpose).uniform();
    }
};

std::uint8_t byte(double share)
{
    return static_cast<std::uint8_t>(share * 255.0);
}

template <class T, class Value>
std::vector<T> by_row(const model::Population& people, Value&& value)
{
    std::vector<T> column;
    for (Row row = 0; row < people.size(); ++row) {
        column.push_back(value(row));
    }
    return column;
}

/// Gives persons and households the variety that the model reads.
void vary(model::Population& people, const Attributes& u = {})
{
    using model::Care;
    using model::ParentAbroad;
    const auto child = [&](Row row) { return people.care[row] != Care::adult; };
    people.care = by_row<Care>(people, [&](Row row) {
        const double draw = u(people, row, "toy.care");
        return !child(row)   ? Care::adult
               : draw < 0.04 ? Care::residential
               : draw < 0.10 ? Care::relatives
               : draw < 0.12 ? Care::foster
               : draw < 0.30 ? Care::one_parent
                             : Care::two_parents;
    });
    people.parent_abroad = by_row<ParentAbroad>(people, [&](Row row) {
        const double draw = u(people, row, "toy.abroad");
        return !child(row) || draw > 0.15 ? ParentAbroad::none : draw < 0.05 ? ParentAbroad::both : ParentAbroad::one;
    });
    people.online_exposure =
        by_row<std::uint8_t>(people, [&](Row row) { return byte(u(people, row, "toy.exposure")); });
    people.supervision = by_row<std::uint8_t>(people, [&](Row row) { return byte(u(people, row, "toy.supervision")); });
    people.flags = by_row<std::uint8_t>(people, [&](Row row) {
        std::uint8_t flags = people.flags[row] & model::flag::employed;
        flags |= u(people, row, "toy.internet") < 0.9 ? model::flag::internet : std::uint8_t{0};
        flags |= u(people, row, "toy.abuse") < 0.15 ? model::flag::prior_abuse : std::uint8_t{0};
        flags |= u(people, row, "toy.disability") < 0.05 ? model::flag::disability : std::uint8_t{0};
        return flags;
    });
    std::vector<std::uint8_t> deprivation;
    std::vector<std::uint8_t> skill;
    std::vector<std::uint8_t> complicity;
    for (std::size_t h = 0; h + 1 < people.households.first_member.size(); ++h) {
        const Row first = people.households.first_member[h];
        deprivation.push_back(byte(u(people, first, "toy.deprivation")));
        skill.push_back(byte(u(people, first, "toy.skill")));
        complicity.push_back(byte(std::pow(u(people, first, "toy.complicity"), 4.0)));
    }
    people.households.deprivation = std::move(deprivation);
    people.households.digital_skill = std::move(skill);
    people.households.complicity = std::move(complicity);
    std::vector<std::uint8_t> boarding;
    for (const Row row : people.pupils.person) {
        boarding.push_back(u(people, row, "toy.boarding") < 0.1 ? 1 : 0);
    }
    people.pupils.boarding = std::move(boarding);
}

void set_all(sim::Values& values, std::initializer_list<std::pair<const char*, double>> given)
{
    for (const auto& [name, value] : given) {
        values.set(name, value);
    }
}

} // namespace

World build(std::span<const std::uint8_t> counties, std::uint32_t persons)
{
    World world{test_support::synthetic_population(counties, persons), {}};
    vary(world.people);
    world.ties = model::build_networks(world.people, test_support::synthetic_start, graph_seed);
    return world;
}

World twins(std::span<const std::uint8_t> counties, std::uint32_t persons, std::uint32_t which)
{
    World world{test_support::twin_population(counties, persons, which), {}};
    vary(world.people, {sim::Luck(8, which), true});
    world.ties = model::build_networks(world.people, test_support::synthetic_start, which);
    return world;
}

const World& hamlets()
{
    static constexpr std::array<std::uint8_t, 3> some{0, 2, 3};
    static const World world = build(some, 300);
    return world;
}

const World& towns()
{
    static constexpr std::array<std::uint8_t, 2> some{1, 3};
    static const World world = build(some, 4000);
    return world;
}

model::Counties counties()
{
    model::Counties all;
    all.regions.assign(model::region_count, "region");
    all.centres.assign(model::centre_count, "centre");
    for (std::uint8_t i = 0; i < model::county_count; ++i) {
        model::County& county = all.all[i];
        county.code = model::county_code({i});
        county.name = model::county_name({i});
        county.region_index = static_cast<std::uint8_t>(i % model::region_count);
        county.centre = static_cast<std::uint8_t>(i % model::centre_count);
        county.persons = 450'000;
        county.children = 90'000;
        county.net_wage_ron = 3'000.0 + 25.0 * i;
        county.children_protection = 1'100.0;
        county.school_units = 400.0;
    }
    return all;
}

model::Scenario scenario(const World& world)
{
    using std::chrono::January;
    using std::chrono::sys_days;
    using std::chrono::year;
    model::Scenario s;
    s.name = "toy";
    s.start = sys_days{year{2022} / January / 3};
    s.end = sys_days{year{2024} / January / 1};
    s.seed = run_seed;
    s.test_only = true;
    for (const model::CountyBlock& block : world.people.counties) {
        s.counties.push_back(block.county);
    }
    for (const model::ModuleEntry& pathway : model::pathways()) {
        s.pathways.emplace_back(pathway.name);
    }
    set_all(s.parameters, {{"observation.varies", 0.0},
                           {"observation.hidden_multiplier", 8.0},
                           {"offenders.per_100k", 2000.0},
                           {"cases.self_exit", 2.0},
                           {"detection.scale", 11.0},
                           {"workforce.limited", 0.0},
                           {"justice.capacity", 400.0}});
    scale_pathways(s.parameters, {{".approach", 4.0}, {"base", 100.0}, {"_advance", 2.0}});
    return s;
}

void scale_pathways(sim::Values& values, std::initializer_list<std::pair<std::string_view, double>> factors)
{
    for (const model::ModuleEntry& pathway : model::pathways()) {
        for (const sim::ParameterInfo& info : pathway.parameters) {
            for (const auto& [ending, factor] : factors) {
                if (info.unit == "1/year" && info.name.ends_with(ending)) {
                    values.set(std::string(info.name), std::min(info.value * factor, info.high));
                }
            }
        }
    }
}

model::Scenario uncoupled(const World& world)
{
    model::Scenario s = scenario(world);
    set_all(s.parameters, {{"offenders.limited", 0.0},
                           {"justice.feedback", 0.0},
                           {"services.limited", 0.0},
                           {"beliefs.experience_feedback", 0.0},
                           {"centres.limited", 0.0},
                           {"retrafficking.feedback", 0.0},
                           {"cases.re_recruitable", 0.0},
                           {"counselling.labelling", 0.0}});
    for (const sim::ParameterInfo& info : model::all_parameters()) {
        if (info.name.ends_with(".false_security")) {
            s.parameters.set(std::string(info.name), 0.0);
        }
    }
    return s;
}

model::InterventionSpec intervention(std::string_view kind, const model::Scenario& scenario, double coverage)
{
    const auto& kinds = model::interventions();
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.name == kind; });
    sim::expect(found != kinds.end(), "no such kind of intervention");
    model::InterventionSpec spec;
    spec.kind = kind;
    spec.name = kind;
    spec.start = scenario.start;
    spec.end = scenario.end;
    spec.coverage = coverage;
    for (const model::SettingInfo& setting : found->settings) {
        spec.settings.emplace(setting.name, setting.value);
    }
    return spec;
}

model::Ground ground(const model::Scenario& scenario, const World& world)
{
    return {scenario, counties(), world.people, world.ties};
}

model::RunOutcome run(const model::Scenario& scenario, const World& world, std::uint32_t replicate,
                      const model::Watch& watch)
{
    Conservation law;
    return model::simulate(scenario, ground(scenario, world), *scenario.seed, replicate, {.watch = law.before(watch)});
}

model::RunOutcome run(const model::Scenario& scenario, const World& world, std::uint32_t replicate, Conservation& law)
{
    return model::simulate(scenario, ground(scenario, world), *scenario.seed, replicate, {.watch = law.watch()});
}

std::string core_digest(const model::RunOutcome& outcome)
{
    sim::Sha256 hash;
    for (const auto* const ledger : {&outcome.true_cases, &outcome.registered, &outcome.relations}) {
        hash.update(std::uint64_t{ledger->size()});
        for (const sim::Cell& cell : *ledger) {
            hash.update(cell.position).update(cell.count);
        }
    }
    return hash.field(outcome.state_digest).hex();
}

std::int64_t events(const model::RunOutcome& outcome, std::string_view name)
{
    const auto found =
        std::find_if(outcome.events.begin(), outcome.events.end(), [&](const auto& e) { return e.name == name; });
    sim::expect(found != outcome.events.end(), "no such event");
    return found->count;
}

std::int64_t total(std::span<const sim::Cell> cells)
{
    std::int64_t sum = 0;
    for (const sim::Cell& cell : cells) {
        sum += cell.count;
    }
    return sum;
}

namespace {

std::uint32_t packed(sim::Decaying level)
{
    return static_cast<std::uint32_t>(level.value) << 16 | static_cast<std::uint16_t>(level.week);
}

} // namespace

template <class Values, class Id>
void Chronicle::compare(std::vector<std::uint32_t>& last, std::size_t size, const Values& value, const Id& id,
                        Change change)
{
    last.resize(size, 0);
    for (std::uint32_t i = 0; i < size; ++i) {
        change.value = value(i);
        if (change.value != last[i]) {
            last[i] = change.value;
            change.who = id(i);
            changes_.push_back(change);
        }
    }
}

void Chronicle::note(const model::Build& build, sim::Tick tick)
{
    const sim::World& w = build.world;
    const model::Population& people = build.ground.population;
    constexpr std::size_t columns = 3 + model::belief_kinds + 5;
    last_.resize(columns);
    const auto person = [&](Row row) { return people.id_of(row).value; };
    const auto column = [&](sim::Column<std::uint8_t> of, Trait trait) {
        const auto values = w.read(of);
        compare(last_[static_cast<std::size_t>(trait)], people.size(), [&](Row row) { return values[row]; }, person,
                {0, tick.value, trait, 0, 0});
    };
    column(build.cases.status, Trait::status);
    column(build.cases.times, Trait::times);
    column(build.offenders.courted, Trait::courted);
    for (std::uint8_t k = 0; k < model::belief_kinds; ++k) {
        const auto beliefs = w.read(build.beliefs.stored[k]);
        compare(last_[3u + k], people.size(), [&](Row row) { return packed(beliefs[row]); }, person,
                {0, tick.value, Trait::belief, k, 0});
    }
    const auto offenders = w.read(build.offenders.all);
    const auto offender = [&](std::uint32_t i) { return offenders[i].id; };
    compare(last_[columns - 5], offenders.size(), [&](std::uint32_t i) { return offenders[i].courting; }, offender,
            {0, tick.value, Trait::courting, 0, 0});
    compare(last_[columns - 4], offenders.size(),
            [&](std::uint32_t i) { return static_cast<std::uint32_t>(offenders[i].held_until); }, offender,
            {0, tick.value, Trait::held, 0, 0});
    const auto row = [](std::uint32_t i) { return i; };
    const auto lessons = w.read(build.beliefs.lessons);
    compare(last_[columns - 3], lessons.size(), [&](std::uint32_t i) { return packed(lessons[i]); }, row,
            {0, tick.value, Trait::lessons, 0, 0});
    const auto campaigns = w.read(build.beliefs.campaigns);
    compare(last_[columns - 2], campaigns.size(), [&](std::uint32_t i) { return packed(campaigns[i]); }, row,
            {0, tick.value, Trait::campaigns, 0, 0});
    const auto posts = w.read(build.counselling.extra_posts);
    compare(last_[columns - 1], posts.size(), [&](std::uint32_t i) { return static_cast<std::uint32_t>(posts[i]); },
            row, {0, tick.value, Trait::posts, 0, 0});
}

std::vector<Change> Chronicle::until(sim::Tick tick) const
{
    std::vector<Change> some;
    std::copy_if(changes_.begin(), changes_.end(), std::back_inserter(some),
                 [&](const Change& c) { return c.tick <= tick.value; });
    return some;
}

std::vector<Change> Chronicle::without(std::uint32_t id) const
{
    std::vector<Change> some;
    std::copy_if(changes_.begin(), changes_.end(), std::back_inserter(some),
                 [&](const Change& c) { return c.who != id || !of_person(c.trait); });
    return some;
}

std::vector<std::uint32_t> Chronicle::recruited() const
{
    std::vector<std::uint32_t> ids;
    for (const Change& c : changes_) {
        if (c.trait == Trait::times && c.value == 1) {
            ids.push_back(c.who);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace toy
