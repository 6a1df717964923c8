#include "models/pathways/stranger_urban.hpp"

#include "models/build.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::stranger_urban {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";
constexpr const char* shape = "assumed: a shape by hand, who goes out without adults";

constexpr std::array declared{
    D{&P::offender_share,
      {"stranger_urban.offender_share", "1", 0.17, 0.0, 4.0, 'E', magnitude,
       "Offenders of this pathway per offender of offenders.per_100k."}},
    D{&P::approach,
      {"stranger_urban.approach", "1/year", 52.0, 0.0, 400.0, 'E', magnitude,
       "Hazard of an offender at liberty with attention to spare making an approach; one a week at most."}},
    D{&P::ceiling,
      {"stranger_urban.ceiling", "1", 10.0, 4.0, 100.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio; acceptance is the combined ratio over it."}},
    D{&P::boys,
      {"stranger_urban.boys", "1", 0.1, 0.0, 1.0, 'D', "assumed: as for lover_boy", "Hazard ratio, boys vs girls."}},
    D{&P::age_12, {"stranger_urban.age_12", "1", 0.15, 0.0, 1.5, 'E', shape, "Hazard ratio at 12 vs 16; 0 below 10."}},
    D{&P::age_14, {"stranger_urban.age_14", "1", 0.7, 0.0, 1.5, 'E', shape, "Hazard ratio at 14 vs 16."}},
    D{&P::age_16, {"stranger_urban.age_16", "1", 1.0, 0.0, 1.5, 'E', shape, "Hazard ratio at 16: the reference."}},
    D{&P::age_18, {"stranger_urban.age_18", "1", 0.9, 0.0, 1.5, 'E', shape, "Hazard ratio at 18 vs 16."}},
    D{&P::age_21, {"stranger_urban.age_21", "1", 0.6, 0.0, 1.5, 'E', shape, "Hazard ratio at 21 vs 16."}},
    D{&P::age_25, {"stranger_urban.age_25", "1", 0.35, 0.0, 1.5, 'E', shape, "Hazard ratio at 25 vs 16."}},
    D{&P::age_30, {"stranger_urban.age_30", "1", 0.1, 0.0, 1.5, 'E', shape, "Hazard ratio from 30 on vs 16."}},
    D{&P::nights_effect,
      {"stranger_urban.nights_effect", "1", 1.0, 0.0, 2.5, 'E', no_source,
       "Log hazard ratio, out at night always vs never."}},
    D{&P::deprivation_effect,
      {"stranger_urban.deprivation_effect", "1", 0.5, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio, most vs least deprived household."}},
    D{&P::boarding_effect,
      {"stranger_urban.boarding_effect", "1", 0.7, 0.0, 2.0, 'E',
       "assumed: rural pupils in city high schools, named by the field study (S16)",
       "Log hazard ratio, boarding pupils."}},
    D{&P::left_school_effect,
      {"stranger_urban.left_school_effect", "1", 0.6, 0.0, 1.5, 'D',
       "assumed: most registered victims have at most gymnasium (S16)",
       "Log hazard ratio, 15 to 17 and not enrolled."}},
    D{&P::residential_effect,
      {"stranger_urban.residential_effect", "1", 0.5, 0.0, 2.0, 'E',
       "assumed: see institutional for the homes themselves", "Log hazard ratio, residential care vs family."}},
    D{&P::runaway_effect,
      {"stranger_urban.runaway_effect", "1", 1.5, 0.0, 3.0, 'E',
       "assumed: runaways from care, named by the field study (S16)",
       "Log hazard ratio while away from residential care without leave."}},
    D{&P::prior_abuse_effect,
      {"stranger_urban.prior_abuse_effect", "1", 1.0, 0.5, 1.51, 'C',
       "Laird 2020: OR 3.80 for exploitation as a whole; this part assumed smaller",
       "Log hazard ratio, sexually abused before."}},
    D{&P::city_effect,
      {"stranger_urban.city_effect", "1", 0.7, 0.0, 2.0, 'E', "assumed: strangers more often in towns (S16), no figure",
       "Log hazard ratio, largest city vs smallest town."}},
    D{&P::rural_effect,
      {"stranger_urban.rural_effect", "1", -1.0, -3.0, 0.0, 'E',
       "assumed: strangers more often in towns (S16), no figure",
       "Log hazard ratio, living in a village vs in the smallest town."}},
    D{&P::smallest_town,
      {"stranger_urban.smallest_town", "person", 1e4, 1e3, 1e5, 'E',
       "assumed: localities.csv, order of the small towns", "Residents of a town that counts as the smallest."}},
    D{&P::largest_city,
      {"stranger_urban.largest_city", "person", 1e6, 2e5, 3e6, 'E', "assumed: localities.csv, order of the largest",
       "Residents of a city that counts as the largest."}},
    D{&P::visitors,
      {"stranger_urban.visitors", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Share of those met in a town who have come from elsewhere in the county."}},
    D{&P::internalised_effect,
      {"stranger_urban.internalised_effect", "1", -0.3, -1.5, 0.0, 'E',
       "assumed: lessons lower hazards by 0-10 %, wide (docs/evidence.md 1)",
       "Log hazard ratio of full internalisation on contact."}},
    D{&P::false_security,
      {"stranger_urban.false_security", "1", 0.03, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::stranger_relation,
      {"stranger_urban.stranger_relation", "1", 0.9, 0.0, 1.0, 'E', no_source,
       "Share in which the recruiter counts as a stranger, else as an acquaintance."}},
    D{&P::abroad,
      {"stranger_urban.abroad", "1", 0.25, 0.0, 1.0, 'D', "ANITP 2017 (S50): the majority inside the country",
       "Share exploited abroad, in the reference year."}},
    D{&P::criminal_form,
      {"stranger_urban.criminal_form", "1", 0.08, 0.0, 1.0, 'E', no_source, "Share forced into crime."}},
    D{&P::contact_advance,
      {"stranger_urban.contact_advance", "1/year", 12.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of contact becoming attachment."}},
    D{&P::contact_break,
      {"stranger_urban.contact_break", "1/year", 20.0, 0.5, 80.0, 'E', magnitude,
       "Hazard of breaking off at contact, without protection."}},
    D{&P::attachment_advance,
      {"stranger_urban.attachment_advance", "1/year", 10.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of attachment becoming control."}},
    D{&P::attachment_break,
      {"stranger_urban.attachment_break", "1/year", 8.0, 0.2, 50.0, 'E', magnitude,
       "Hazard of breaking off at attachment, without protection."}},
    D{&P::notice,
      {"stranger_urban.notice", "1/year", 0.8, 0.0, 10.0, 'E', no_source,
       "Hazard of the relation being noticed and stopped by others, without trust and bystanders."}},
    D{&P::break_internalised,
      {"stranger_urban.break_internalised", "1", 0.7, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off, full internalisation."}},
    D{&P::break_trust,
      {"stranger_urban.break_trust", "1", 0.4, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off and of notice, full trust in an adult at school."}},
    D{&P::break_peers,
      {"stranger_urban.break_peers", "1", 0.3, 0.0, 1.0, 'D', "assumed: bystander effect 0-20 % (Coker 2017)",
       "Log hazard ratio of breaking off, all friends internalised."}},
    D{&P::notice_bystanders,
      {"stranger_urban.notice_bystanders", "1", 0.8, 0.0, 2.0, 'E',
       "assumed: bystanders intervene more (Kettrey 2019), no rate",
       "Log hazard ratio of notice, all friends know that one notifies and need not prove."}},
    D{&P::recognition,
      {"stranger_urban.recognition", "1", 0.8, 0.0, 1.0, 'E', "assumed: highest where nobody feigned affection",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"stranger_urban.semi_consensual", "1", 0.05, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

/// A place where the young meet: the town of a resident drawn by luck; where eight draws find none, the last place.
std::uint32_t town(const Ground& ground, const sim::Luck& luck, const CountyBlock& block, std::uint32_t group)
{
    constexpr std::uint32_t tries = 8;
    std::uint32_t locality = none;
    for (std::uint32_t i = 0; i < tries; ++i) {
        const Row row =
            block.first_row + sim::choose(luck, group, "stranger_urban.place", sim::Tick{0}, i, block.persons);
        locality = ground.population.locality[row];
        if (ground.population.localities.settlement[locality] == Settlement::urban) {
            break;
        }
    }
    return locality;
}

/// Who is met: somebody young of the place, or of the county on a visit. No tie leads there.
Row reach(const Parameters& p, const sim::World& world, const Build& build, const sim::Step& step,
          const Offender& offender, const Look& look)
{
    const bool visits =
        step.luck(offender.id, "stranger_urban.visitor", step.tick, look.attempt).uniform() < p.visitors;
    const auto [first, last] =
        visits ? build.ground.county_localities(look.locality) : std::pair(look.locality, look.locality + 1u);
    return build.life.somebody_young(world, step, build.ground, offender.id, "stranger_urban.person", look.attempt,
                                     first, last);
}

double hazard_of(const Parameters& p, const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    const Vulnerability who = vulnerability_of(world, build, row, tick);
    const double u = world.luck()(build.ground.population.id_of(row), "stranger_urban.nights").uniform();
    const std::uint32_t home = build.life.locality(world, row);
    return relative_hazard(p, who,
                           {nights(who.strictness, u) * who.unsupervised,
                            who.rural ? 0.0 : city_size(p, build.ground.population.localities.persons[home])});
}

} // namespace

double city_size(const Parameters& p, double persons)
{
    const double smallest = std::log(p.smallest_town);
    const double place = (std::log(std::max(persons, 1.0)) - smallest) / (std::log(p.largest_city) - smallest);
    return std::clamp(place, 0.0, 1.0);
}

double nights(double strictness, double u)
{
    return u * (1.0 - std::max(strictness, 0.0));
}

double relative_hazard(const Parameters& p, const Vulnerability& who, const Outings& out)
{
    constexpr std::array ages{10.0, 12.0, 14.0, 16.0, 18.0, 21.0, 25.0, 30.0};
    const std::array values{0.0, p.age_12, p.age_14, p.age_16, p.age_18, p.age_21, p.age_25, p.age_30};
    const double log_ratio = p.nights_effect * out.nights + p.deprivation_effect * who.deprivation +
                             p.boarding_effect * who.boarding + p.left_school_effect * who.left_school +
                             p.residential_effect * who.residential + p.runaway_effect * who.runaway +
                             p.prior_abuse_effect * who.prior_abuse + p.city_effect * out.city +
                             p.rural_effect * who.rural;
    return std::min(by_age(ages, values, who.age) * (who.female ? 1.0 : p.boys) * std::exp(log_ratio), p.ceiling);
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
    const Ground& ground = build.ground;
    add_staged_pathway(
        build, {.name = "stranger_urban",
                .p = {p.contact_advance, p.contact_break, p.attachment_advance, p.attachment_break, p.notice,
                      p.break_internalised, p.break_trust, p.break_peers, p.notice_bystanders},
                .offender_share = p.offender_share,
                .approach = p.approach,
                .approach_purpose = "stranger_urban.approach",
                .accept_purpose = "stranger_urban.accept",
                .target = [p, &build](const sim::World& w, const sim::Step& step, const Offender& offender,
                                      const Look& look) { return Met{reach(p, w, build, step, offender, look)}; },
                .relative_hazard = [p, &build](const sim::World& w, Row row,
                                               sim::Tick tick) { return hazard_of(p, w, build, row, tick); },
                .ceiling = p.ceiling,
                .seen_as = {p.recognition, p.semi_consensual},
                .internalised_effect = p.internalised_effect,
                .false_security = p.false_security,
                .traits = {.purpose = "stranger_urban.case",
                           .form_purpose = "stranger_urban.form",
                           .first_share = p.stranger_relation,
                           .first = Relation::stranger,
                           .second = Relation::friend_or_acquaintance,
                           .mode = Mode::in_person,
                           .abroad = p.abroad,
                           .online_form = 0.0,
                           .criminal_form = p.criminal_form},
                .place = [&ground](const sim::Luck& luck, const CountyBlock& block,
                                   std::uint32_t group) { return town(ground, luck, block, group); }});
}

} // namespace model::stranger_urban
