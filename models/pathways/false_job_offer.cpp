#include "models/pathways/false_job_offer.hpp"

#include "models/build.hpp"
#include "models/pathways/stages.hpp"
#include "models/pathways/vulnerability.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace model::false_job_offer {
namespace {

constexpr double youngest = 12.0;
constexpr double adult_age = 18.0;

JobSeeker seeker(const Parameters& p, const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Ground& ground = build.ground;
    const Vulnerability who = vulnerability_of(world, build, row, tick);
    return {.age = who.age,
            .female = who.female,
            .no_job = !who.employed && build.life.class_at(world, ground, row, tick) == none,
            .in_debt = build.debts.of(world, ground, ground.population.household[row], tick),
            .returned = who.returned,
            .season = in_season(p, ground.clock.month_of_year(tick)),
            .intent = who.intent ? build.era.p.migration : 0.0,
            .deprivation = supports::left(supports::left(who.deprivation, who.income), who.prospects),
            .ties = ties_abroad(world, build, row, tick),
            .remoteness = remoteness(p, ground.km_to_town[build.life.locality(world, row)]),
            .knows_rights = who.knows_rights};
}

/// The rows of a county's offenders who make such offers: they stay at it, side by side.
struct Makers {
    std::uint32_t first, count;
};
std::vector<Makers> makers_by_county(const sim::World& world, const Build& build, std::size_t position)
{
    std::vector<Makers> makers(county_count, {0, 0});
    const auto all = world.read(build.offenders.all);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (all[i].pathway == position) {
            Makers& m = makers[build.ground.population.localities.county[all[i].locality].value];
            m.first = m.count == 0 ? i : m.first;
            ++m.count;
        }
    }
    return makers;
}

/// What tells the acceptance of the pathway: below 1 % the bound is too far from what people are.
struct Counts {
    sim::Measure<sim::NoLedger> candidates, accepted, prevented;
};

/// One week of offers.
struct Week {
    const sim::World& world;
    const sim::Step& step;
    const Build& build;
    const Parameters& p;
    double base, bound; ///< of the county at hand
    std::uint8_t position;
    std::vector<Makers> makers;

    /// The offender who makes the offer; `none` where a county has none to name, nothing when that one cannot make it.
    std::optional<std::uint32_t> maker(AgentId person, CountyId county) const;
    bool recruits(Row row, AgentId id) const;
    /// Whether control of agencies keeps the offer of such a case from being made.
    bool prevented(const Case& c, AgentId id) const;
    Case case_of(Row row, AgentId id, std::uint32_t offender) const;
};

std::optional<std::uint32_t> Week::maker(AgentId person, CountyId county) const
{
    const Makers& m = makers[county.value];
    if (m.count == 0) {
        return none;
    }
    constexpr double all = 65535.0;
    const Offenders& o = build.offenders;
    const std::uint32_t i =
        m.first + sim::choose(step.luck, person.value, "false_job_offer.offender", step.tick, 0, m.count);
    const double dared = 1.0 - world.read(o.restraint)[county.value] / all;
    const bool dares = step.luck(person, "false_job_offer.dares", step.tick).uniform() < dared;
    return dares && o.at_liberty(world.read(o.all)[i], step.tick) ? std::optional(i) : std::nullopt;
}

bool Week::recruits(Row row, AgentId id) const
{
    const double ratio = relative_hazard(p, seeker(p, world, build, row, step.tick));
    const double susceptible = stages::susceptibility(ratio, p.false_security, p.ceiling) * p.ceiling;
    const double resisted = stages::resistance(p.internalised_effect, p.false_security,
                                               build.beliefs.internalised(world, build.ground, row, step.tick),
                                               build.beliefs.informed(world, build.ground, row, step.tick));
    const double chance = step.probability(base * susceptible * resisted) / bound;
    sim::ensure(chance <= 1.0, "a hazard exceeds its bound");
    return step.luck(id, "false_job_offer.accept", step.tick).uniform() < chance;
}

bool Week::prevented(const Case& c, AgentId id) const
{
    const double control = build.services.share(world, build.life.county(world, c.person), Lever::agency_control);
    const double share = stopped(p, control, build.law.level(world, LawLever::fee_penalties));
    if (share <= 0.0 || c.relation != Relation::other) {
        return false;
    }
    const sim::Draw agency = step.luck(id, "false_job_offer.agency", step.tick);
    return agency.uniform() < p.agencies && agency.second() < share;
}

Case Week::case_of(Row row, AgentId id, std::uint32_t offender) const
{
    const bool female = build.ground.population.sex[row] == Sex::female;
    const sim::Draw what = step.luck(id, "false_job_offer.case", step.tick);
    const sim::Draw how = step.luck(id, "false_job_offer.form", step.tick);
    Case c{row,
           offender,
           step.tick.value,
           position,
           form(p, female, what.uniform()),
           relation(p, how.uniform()),
           mode(p, build.era.p.internet, how.second()),
           {}};
    c.sector = c.form == Form::labour ? sector(p, female, what.second()) : Sector::not_labour;
    const bool minor = age_at(build.ground.population.birth_week[row], step.tick) < adult_age;
    cases::complete(build, step, id, {minor ? p.minors_abroad : p.abroad, p.semi_consensual}, c);
    return c;
}

void advance(sim::World& world, const sim::Step& step, const Build& build, const Parameters& p, std::size_t position,
             const Counts& counts)
{
    const Population& people = build.ground.population;
    Week week{
        world, step, build, p, {}, {}, static_cast<std::uint8_t>(position), makers_by_county(world, build, position)};
    for (const CountyBlock& block : people.blocks()) {
        const double rate = p.base * build.incidence_in(block.county);
        week.base = rate * build.era.demand(world);
        week.bound = step.probability(rate * build.era.most_demand() * p.ceiling);
        const AgentId first{block.first_id};
        const std::size_t chunks = sim::thinning_chunks(first, block.persons);
        const auto propose = world.proposals(build.cases.change, chunks);
        std::vector<std::array<std::int64_t, 3>> tallies(chunks);
        sim::thin(step, "false_job_offer.candidate", first, block.persons, week.bound,
                  [&](std::size_t chunk, AgentId id) {
                      ++tallies[chunk][0];
                      const Row row = block.first_row + (id.value - block.first_id);
                      if (age_at(people.birth_week[row], step.tick) < youngest ||
                          !build.life.present(world, row, step.tick) || !build.cases.recruitable(world, row) ||
                          !week.recruits(row, id)) {
                          return;
                      }
                      ++tallies[chunk][1];
                      if (const auto offender = week.maker(id, block.county)) {
                          const Case c = week.case_of(row, id, *offender);
                          if (week.prevented(c, id)) {
                              ++tallies[chunk][2];
                          } else {
                              propose(chunk, {c, CaseChangeKind::open});
                          }
                      }
                  });
        for (const auto& [candidates, accepted, prevented] : tallies) {
            world.measures().count(counts.candidates, {}, candidates);
            world.measures().count(counts.accepted, {}, accepted);
            world.measures().count(counts.prevented, {}, prevented);
        }
    }
}

} // namespace

double ties_abroad(const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Networks& ties = build.ground.networks;
    const Life& life = build.life;
    int all = 0;
    int abroad = 0;
    const auto look = [&](Row other) {
        if (!life.lives(world, other, tick)) {
            return;
        }
        ++all;
        abroad += life.abroad(world, other) || life.returned(world, other, tick) ||
                  life.parent_abroad(world, other, tick) != ParentAbroad::none;
    };
    ties.kin.for_each_neighbour(row, look);
    ties.work.for_each_neighbour(row, look);
    return all > 0 ? static_cast<double>(abroad) / all : 0.0;
}

double remoteness(const Parameters& p, double km_to_town)
{
    return std::min(km_to_town / p.remote_km, 1.0);
}

bool in_season(const Parameters& p, unsigned month)
{
    return month >= p.season_first && month <= p.season_last;
}

double relative_hazard(const Parameters& p, const JobSeeker& who)
{
    constexpr std::array ages{youngest, 14.0, 18.0, 25.0, 40.0, 60.0};
    const std::array values{0.0, p.age_14, p.age_18, p.age_25, p.age_40, p.age_60};
    const double log_ratio = p.no_job_effect * who.no_job + p.intent_effect * who.intent + p.debt_effect * who.in_debt +
                             p.deprivation_effect * who.deprivation + p.tie_effect * who.ties +
                             p.returned_effect * who.returned + p.remote_effect * who.remoteness +
                             p.season_effect * who.season + p.rights_effect * who.knows_rights;
    return std::min(by_age(ages, values, who.age) * (who.female ? p.women : 1.0) * std::exp(log_ratio), p.ceiling);
}

Form form(const Parameters& p, bool female, double u)
{
    const double sexual = female ? p.women_sexual : p.men_sexual;
    if (u < sexual) {
        return Form::sexual;
    }
    if (u < sexual + p.begging) {
        return Form::begging;
    }
    return u < sexual + p.begging + p.criminal ? Form::forced_criminality : Form::labour;
}

Sector sector(const Parameters& p, bool female, double u)
{
    const std::array weights{p.agriculture, p.construction * (female ? p.women_construction : 1.0), p.hospitality,
                             p.domestic * (female ? p.women_domestic : 1.0), p.other_sector};
    constexpr std::array sectors{Sector::agriculture, Sector::construction, Sector::hospitality, Sector::domestic,
                                 Sector::other};
    double left = 0.0;
    for (const double weight : weights) {
        left += u * weight;
    }
    for (std::size_t k = 0; k < weights.size(); ++k) {
        left -= weights[k];
        if (left < 0.0) {
            return sectors[k];
        }
    }
    return Sector::other;
}

Relation relation(const Parameters& p, double u)
{
    if (u < p.friend_relation) {
        return Relation::friend_or_acquaintance;
    }
    if (u < p.friend_relation + p.relative_relation) {
        return Relation::relative;
    }
    return u < p.friend_relation + p.relative_relation + p.stranger_relation ? Relation::stranger : Relation::other;
}

Mode mode(const Parameters& p, double internet, double u)
{
    if (u < p.press) {
        return Mode::press;
    }
    return u < p.press + p.online * internet ? Mode::online : Mode::in_person;
}

double stopped(const Parameters& p, double control, double penalties)
{
    const double made = std::exp(p.agency_control_effect * control + p.fee_penalty_effect * penalties);
    return (1.0 - p.agency_displaced) * (1.0 - made);
}

void make(Build& build)
{
    const Parameters p = resolved(build.scenario.parameters);
    const std::size_t position = build.pathway;
    build.pathway_traits[position] = {p.recognition, p.semi_consensual};
    build.offenders.pathways.push_back({.position = static_cast<std::uint8_t>(position),
                                        .slot = static_cast<std::uint8_t>(build.pathway_slot),
                                        .open = false,
                                        .share = p.offender_share,
                                        .place = {}});
    auto& measures = build.world.measures();
    const Counts counts{
        measures.add<sim::NoLedger>({"false_job_offer.candidates", "event", "", {}, "persons met by the thinning"}),
        measures.add<sim::NoLedger>(
            {"false_job_offer.accepted", "event", "", {}, "candidates below their hazard", true}),
        measures.add<sim::NoLedger>({"false_job_offer.prevented", "event", "", {}, "offers that control prevented"})};
    build.plan.add({"false_job_offer", phase::recruitment,
                    [&build_of_run = build, p, position, counts](sim::World& w, const sim::Step& step) {
                        advance(w, step, build_of_run, p, position, counts);
                    }});
}

} // namespace model::false_job_offer
