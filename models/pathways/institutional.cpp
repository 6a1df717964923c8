#include "models/pathways/institutional.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::institutional {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";
constexpr const char* shape = "assumed: a shape by hand, the ages in homes and after leaving them";

constexpr std::array declared{
    D{&P::offender_share,
      {"institutional.offender_share", "1", 0.05, 0.0, 4.0, 'E', magnitude,
       "Offenders of this pathway, former residents among them, per offender of offenders.per_100k."}},
    D{&P::approach,
      {"institutional.approach", "1/year", 26.0, 0.0, 400.0, 'E', magnitude,
       "Hazard of an offender at liberty with attention to spare making an approach; one a week at most."}},
    D{&P::ceiling,
      {"institutional.ceiling", "1", 10.0, 4.0, 100.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio; acceptance is the combined ratio over it."}},
    D{&P::boys,
      {"institutional.boys", "1", 0.35, 0.0, 1.0, 'E',
       "assumed: boys' exploitation rises, in care above all (S16), no ratio", "Hazard ratio, boys vs girls."}},
    D{&P::age_8, {"institutional.age_8", "1", 0.1, 0.0, 1.5, 'E', shape, "Hazard ratio at 8 vs 14-17; 0 below 6."}},
    D{&P::age_12, {"institutional.age_12", "1", 0.7, 0.0, 1.5, 'E', shape, "Hazard ratio at 12 vs 14-17."}},
    D{&P::age_14, {"institutional.age_14", "1", 1.0, 0.0, 1.5, 'E', shape, "Hazard ratio at 14: the reference."}},
    D{&P::age_17, {"institutional.age_17", "1", 1.0, 0.0, 1.5, 'E', shape, "Hazard ratio at 17: the reference."}},
    D{&P::age_21, {"institutional.age_21", "1", 0.5, 0.0, 1.5, 'E', shape, "Hazard ratio at 21 vs 14-17."}},
    D{&P::age_25, {"institutional.age_25", "1", 0.1, 0.0, 1.5, 'E', shape, "Hazard ratio from 25 on vs 14-17."}},
    D{&P::crowding_effect,
      {"institutional.crowding_effect", "1", 0.5, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio, twice the reference number of children per carer."}},
    D{&P::reference_children,
      {"institutional.reference_children", "child", 6.0, 2.0, 15.0, 'E',
       "assumed: the mean of homes.children_per_carer",
       "Children per carer at which crowding neither raises nor lowers."}},
    D{&P::oversight_effect,
      {"institutional.oversight_effect", "1", -0.8, -2.0, 0.0, 'E', no_source,
       "Log hazard ratio, full oversight vs none."}},
    D{&P::complicity_effect,
      {"institutional.complicity_effect", "1", 1.0, 0.0, 2.0, 'E', "assumed: staff who look away (TIP 2024), no figure",
       "Log hazard ratio, complicit staff vs none."}},
    D{&P::runaway_effect,
      {"institutional.runaway_effect", "1", 1.0, 0.0, 3.0, 'E',
       "assumed: runaways from care, named by the field study (S16)",
       "Log hazard ratio while away from the home without leave."}},
    D{&P::prior_abuse_effect,
      {"institutional.prior_abuse_effect", "1", 1.0, 0.5, 1.51, 'C',
       "Laird 2020: OR 3.80 for exploitation as a whole; this part assumed smaller",
       "Log hazard ratio, sexually abused before."}},
    D{&P::disability_effect,
      {"institutional.disability_effect", "1", 0.4, 0.0, 1.5, 'E', "assumed: named by TIP 2024",
       "Log hazard ratio, disability."}},
    D{&P::former_resident_effect,
      {"institutional.former_resident_effect", "1", -0.5, -2.0, 0.5, 'E', "assumed: contacts with the home fade",
       "Log hazard ratio of former residents, at a given age."}},
    D{&P::staff_base,
      {"institutional.staff_base", "1/year", 0.015, 0.0, 1.0, 'E', "assumed: 21 staff in one case (TIP 2024), no rate",
       "Hazard of exploitation by staff themselves, in a home with complicit staff and no oversight."}},
    D{&P::staff_sexual,
      {"institutional.staff_sexual", "1", 0.4, 0.0, 1.0, 'E', no_source, "Share of it that is sexual, else labour."}},
    D{&P::internalised_effect,
      {"institutional.internalised_effect", "1", -0.3, -1.5, 0.0, 'E',
       "assumed: lessons lower hazards by 0-10 %, wide (docs/evidence.md 1)",
       "Log hazard ratio of full internalisation on contact."}},
    D{&P::false_security,
      {"institutional.false_security", "1", 0.03, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::friend_relation,
      {"institutional.friend_relation", "1", 0.5, 0.0, 1.0, 'E',
       "assumed: former residents are acquaintances, others are not",
       "Share in which the recruiter counts as a friend or acquaintance, else as other."}},
    D{&P::abroad,
      {"institutional.abroad", "1", 0.2, 0.0, 1.0, 'E', no_source, "Share exploited abroad, in the reference year."}},
    D{&P::online_form,
      {"institutional.online_form", "1", 0.05, 0.0, 1.0, 'E', no_source,
       "Share in which exploitation takes place online only."}},
    D{&P::criminal_form,
      {"institutional.criminal_form", "1", 0.2, 0.0, 1.0, 'E', no_source, "Share of the rest forced into crime."}},
    D{&P::contact_advance,
      {"institutional.contact_advance", "1/year", 10.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of contact becoming attachment."}},
    D{&P::contact_break,
      {"institutional.contact_break", "1/year", 8.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of breaking off at contact, without protection."}},
    D{&P::attachment_advance,
      {"institutional.attachment_advance", "1/year", 8.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of attachment becoming control."}},
    D{&P::attachment_break,
      {"institutional.attachment_break", "1/year", 4.0, 0.2, 50.0, 'E', magnitude,
       "Hazard of breaking off at attachment, without protection."}},
    D{&P::notice,
      {"institutional.notice", "1/year", 0.4, 0.0, 10.0, 'E', no_source,
       "Hazard of the relation being noticed and stopped by others, without trust."}},
    D{&P::break_internalised,
      {"institutional.break_internalised", "1", 0.6, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off, full internalisation."}},
    D{&P::break_trust,
      {"institutional.break_trust", "1", 0.6, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off and of notice, full trust in an adult at school."}},
    D{&P::break_peers,
      {"institutional.break_peers", "1", 0.2, 0.0, 1.0, 'D', "assumed: bystander effect 0-20 % (Coker 2017)",
       "Log hazard ratio of breaking off, all friends internalised."}},
    D{&P::recognition,
      {"institutional.recognition", "1", 0.3, 0.0, 1.0, 'E',
       "assumed: abuse in homes is taken for usual (S16), no figure", "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"institutional.semi_consensual", "1", 0.1, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

Home home_of(const sim::World& world, const Build& build, Row row)
{
    const Population& people = build.ground.population;
    const Homes& homes = build.homes;
    const CountyId county = people.county_of(row);
    return {homes.children_per_carer(world, county), homes.oversight(world, county),
            homes.complicit(world, build, people.household[row])};
}

bool disabled(const Build& build, Row row)
{
    return (build.ground.population.flags[row] & flag::disability) != 0;
}

/// Rows of a county.
std::span<const Row> residents(const Build& build, const CountyBlock& block)
{
    return build.homes.residents_of(block.first_row, block.first_row + block.persons);
}

/// The place of a home, drawn in proportion to residents; that of a person where the county has no home.
std::uint32_t place_of(const Build& build, const sim::Luck& luck, const CountyBlock& block, std::uint32_t group)
{
    const auto among = residents(build, block);
    const auto n = among.empty() ? block.persons : static_cast<std::uint32_t>(among.size());
    const std::uint32_t k = sim::choose(luck, group, "institutional.place", sim::Tick{0}, 0, n);
    return build.ground.population.locality[among.empty() ? block.first_row + k : among[k]];
}

/// Who is met: somebody who lived in the homes of the place when the run began; nobody where there is no home.
Row reach(const Build& build, const sim::Step& step, const Offender& offender, const Look& look)
{
    const auto& first_row = build.ground.population.localities.first_row;
    const auto among = build.homes.residents_of(first_row[look.locality], first_row[look.locality + 1]);
    return among.empty() ? sim::no_row
                         : among[sim::choose(step.luck, offender.id, "institutional.resident", step.tick, look.attempt,
                                             static_cast<std::uint32_t>(among.size()))];
}

/// Children whom staff of their own home exploit.
void staff(sim::World& world, const sim::Step& step, const Build& build, const Parameters& p, std::uint8_t position)
{
    const Population& people = build.ground.population;
    for (const CountyBlock& block : people.counties) {
        const double incidence = build.incidence_in(block.county);
        const double scale = incidence * build.era.demand(world);
        const double bound = step.probability(staff_bound(p) * (incidence * build.era.most_demand()));
        const AgentId first{block.first_id};
        const std::size_t chunks = sim::thinning_chunks(first, block.persons);
        const auto propose = world.proposals(build.cases.change, chunks);
        sim::thin(step, "institutional.candidate", first, block.persons, bound, [&](std::size_t chunk, AgentId id) {
            const Row row = block.first_row + (id.value - block.first_id);
            if (people.care[row] != Care::residential || build.life.care(world, row, step.tick) != Care::residential ||
                !build.life.present(world, row, step.tick) || !build.cases.recruitable(world, row)) {
                return;
            }
            const double hazard = staff_hazard(p, home_of(world, build, row), disabled(build, row)) * scale;
            const double chance = step.probability(hazard) / bound;
            sim::ensure(chance <= 1.0, "a hazard exceeds its bound");
            if (step.luck(id, "institutional.staff", step.tick).uniform() < chance) {
                Case c{row, none, step.tick.value, position, {}, Relation::other, Mode::in_person, {}};
                const bool sexual = step.luck(id, "institutional.staff_form", step.tick).uniform() < p.staff_sexual;
                c.form = sexual ? Form::sexual : Form::labour;
                c.sector = sexual ? Sector::not_labour : Sector::other;
                cases::complete(build, step, id, {0.0, p.semi_consensual}, c);
                propose(chunk, {c, CaseChangeKind::open});
            }
        });
    }
}

} // namespace

double relative_hazard(const Parameters& p, const Vulnerability& who, const Home& home, bool disability)
{
    if (!who.residential && !who.former_resident) {
        return 0.0;
    }
    constexpr std::array ages{6.0, 8.0, 12.0, 14.0, 17.0, 21.0, 25.0};
    const std::array values{0.0, p.age_8, p.age_12, p.age_14, p.age_17, p.age_21, p.age_25};
    const double living = who.residential ? p.crowding_effect * (home.children_per_carer / p.reference_children - 1.0) +
                                                p.oversight_effect * home.oversight +
                                                p.complicity_effect * home.complicit + p.runaway_effect * who.runaway
                                          : p.former_resident_effect;
    const double log_ratio = living + p.prior_abuse_effect * who.prior_abuse + p.disability_effect * disability;
    return std::min(by_age(ages, values, who.age) * (who.female ? 1.0 : p.boys) * std::exp(log_ratio), p.ceiling);
}

double staff_hazard(const Parameters& p, const Home& home, bool disability)
{
    return home.complicit
               ? p.staff_base * std::exp(p.oversight_effect * home.oversight + p.disability_effect * disability)
               : 0.0;
}

double staff_bound(const Parameters& p)
{
    return p.staff_base * std::exp(p.disability_effect);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    const Parameters p = resolved(build.scenario.parameters);
    const auto position = static_cast<std::uint8_t>(build.pathway);
    build.plan.add({"institutional.staff", phase::recruitment,
                    [&build_of_run = build, p, position](sim::World& w, const sim::Step& step) {
                        staff(w, step, build_of_run, p, position);
                    }});
    add_staged_pathway(build, {.name = "institutional",
                               .p = {p.contact_advance, p.contact_break, p.attachment_advance, p.attachment_break,
                                     p.notice, p.break_internalised, p.break_trust, p.break_peers},
                               .offender_share = p.offender_share,
                               .approach = p.approach,
                               .approach_purpose = "institutional.approach",
                               .accept_purpose = "institutional.accept",
                               .target = [&build](const sim::World&, const sim::Step& step, const Offender& offender,
                                                  const Look& look) { return Met{reach(build, step, offender, look)}; },
                               .relative_hazard =
                                   [p, &build](const sim::World& w, Row row, sim::Tick tick) {
                                       return relative_hazard(p, vulnerability_of(w, build, row, tick),
                                                              home_of(w, build, row), disabled(build, row));
                                   },
                               .ceiling = p.ceiling,
                               .seen_as = {p.recognition, p.semi_consensual},
                               .internalised_effect = p.internalised_effect,
                               .false_security = p.false_security,
                               .traits = {.purpose = "institutional.case",
                                          .form_purpose = "institutional.form",
                                          .first_share = p.friend_relation,
                                          .first = Relation::friend_or_acquaintance,
                                          .second = Relation::other,
                                          .mode = Mode::in_person,
                                          .abroad = p.abroad,
                                          .online_form = p.online_form,
                                          .criminal_form = p.criminal_form},
                               .place = [&build](const sim::Luck& luck, const CountyBlock& block,
                                                 std::uint32_t group) { return place_of(build, luck, block, group); }});
}

} // namespace model::institutional
