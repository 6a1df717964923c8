#include "models/pathways/lover_boy.hpp"

#include "models/build.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::lover_boy {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* register_ages = "ANITP 2018-2022 (S16): victims by single year of age, shape only";
constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";

constexpr std::array declared{
    D{&P::offender_share,
      {"lover_boy.offender_share", "1", 0.42, 0.0, 4.0, 'D',
       "assumed: set so that friends and partners are about half of the registered, 664 of 1,310 (S16)",
       "Offenders of this pathway per offender of offenders.per_100k."}},
    D{&P::approach,
      {"lover_boy.approach", "1/year", 52.0, 0.0, 200.0, 'E', magnitude,
       "Hazard of an offender at liberty with attention to spare making an approach; one a week at most."}},
    D{&P::ceiling,
      {"lover_boy.ceiling", "1", 8.0, 4.0, 100.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio; acceptance is the combined ratio over it."}},
    D{&P::boys,
      {"lover_boy.boys", "1", 0.1, 0.0, 1.0, 'D', "assumed: gives about 86 % girls among registered children (S16)",
       "Hazard ratio, boys vs girls."}},
    D{&P::age_11,
      {"lover_boy.age_11", "1", 0.10, 0.0, 1.5, 'D', register_ages, "Hazard ratio at 11 vs 17; 0 below 10."}},
    D{&P::age_13, {"lover_boy.age_13", "1", 0.40, 0.0, 1.5, 'D', register_ages, "Hazard ratio at 13 vs 17."}},
    D{&P::age_14, {"lover_boy.age_14", "1", 0.60, 0.0, 1.5, 'D', register_ages, "Hazard ratio at 14 vs 17."}},
    D{&P::age_15, {"lover_boy.age_15", "1", 0.95, 0.0, 1.5, 'D', register_ages, "Hazard ratio at 15 vs 17."}},
    D{&P::age_18, {"lover_boy.age_18", "1", 0.80, 0.0, 1.5, 'E', no_source, "Hazard ratio at 18 vs 17."}},
    D{&P::age_21, {"lover_boy.age_21", "1", 0.40, 0.0, 1.5, 'E', no_source, "Hazard ratio at 21 vs 17."}},
    D{&P::age_25, {"lover_boy.age_25", "1", 0.15, 0.0, 1.5, 'E', no_source, "Hazard ratio at 25 vs 17."}},
    D{&P::age_30, {"lover_boy.age_30", "1", 0.02, 0.0, 1.5, 'E', no_source, "Hazard ratio from 30 on vs 17."}},
    D{&P::deprivation_effect,
      {"lover_boy.deprivation_effect", "1", 0.7, 0.0, 2.0, 'E',
       "assumed: strongest structural factor regionally (S16), no figure",
       "Log hazard ratio, most vs least deprived household."}},
    D{&P::away_effect,
      {"lover_boy.away_effect", "1", 0.2, -0.3, 1.0, 'C',
       "Botezat & Pfeiffer 2020, JFR 2025: direct risk centred near 1",
       "Log hazard ratio, in the care of others than parents."}},
    D{&P::residential_effect,
      {"lover_boy.residential_effect", "1", 1.2, 0.0, 2.5, 'E', "assumed: a substantial share of victims (S16)",
       "Log hazard ratio, residential care vs family."}},
    D{&P::boarding_effect,
      {"lover_boy.boarding_effect", "1", 0.4, 0.0, 1.5, 'E', "assumed: named by the field study (S16)",
       "Log hazard ratio, boarding pupils."}},
    D{&P::left_school_effect,
      {"lover_boy.left_school_effect", "1", 0.6, 0.0, 1.5, 'D',
       "assumed: most registered victims have at most gymnasium (S16)",
       "Log hazard ratio, 15 to 17 and not enrolled."}},
    D{&P::prior_abuse_effect,
      {"lover_boy.prior_abuse_effect", "1", 1.34, 1.16, 1.51, 'A', "Laird 2020: OR 3.80 (3.19-4.52), cross-sectional",
       "Log hazard ratio, sexually abused before."}},
    D{&P::internalised_effect,
      {"lover_boy.internalised_effect", "1", -0.4, -1.5, 0.0, 'E',
       "assumed: lessons lower hazards by 0-10 %, wide (docs/evidence.md 1)",
       "Log hazard ratio of full internalisation on contact."}},
    D{&P::false_security,
      {"lover_boy.false_security", "1", 0.03, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::class_step,
      {"lover_boy.class_step", "1", 0.4, 0.0, 1.0, 'E', no_source,
       "Share of approaches that reach a classmate of the person met first."}},
    D{&P::neighbourhood_step,
      {"lover_boy.neighbourhood_step", "1", 0.2, 0.0, 1.0, 'E', no_source,
       "Share of approaches that reach a neighbour of the person met first; the rest reach a friend's friend."}},
    D{&P::friend_relation,
      {"lover_boy.friend_relation", "1", 0.8, 0.0, 1.0, 'C', "ANITP 2018-2022 (S16): 532 friends, 132 partners",
       "Share in which the recruiter counts as a friend, else as a partner."}},
    D{&P::abroad,
      {"lover_boy.abroad", "1", 0.25, 0.0, 1.0, 'D', "ANITP 2017 (S50): the majority inside the country",
       "Share exploited abroad, in the reference year."}},
    D{&P::online_form,
      {"lover_boy.online_form", "1", 0.08, 0.0, 1.0, 'E', no_source,
       "Share in which exploitation takes place online only."}},
    D{&P::contact_advance,
      {"lover_boy.contact_advance", "1/year", 5.2, 0.5, 50.0, 'E', magnitude,
       "Hazard of contact becoming attachment."}},
    D{&P::contact_break,
      {"lover_boy.contact_break", "1/year", 4.2, 0.5, 50.0, 'E', magnitude,
       "Hazard of breaking off at contact, without protection."}},
    D{&P::attachment_advance,
      {"lover_boy.attachment_advance", "1/year", 4.2, 0.5, 50.0, 'E', magnitude,
       "Hazard of attachment becoming control."}},
    D{&P::attachment_break,
      {"lover_boy.attachment_break", "1/year", 2.4, 0.2, 50.0, 'E', magnitude,
       "Hazard of breaking off at attachment, without protection."}},
    D{&P::notice,
      {"lover_boy.notice", "1/year", 0.3, 0.0, 10.0, 'E', no_source,
       "Hazard of the relation being noticed and stopped by others, without trust."}},
    D{&P::break_internalised,
      {"lover_boy.break_internalised", "1", 0.7, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off, full internalisation."}},
    D{&P::break_trust,
      {"lover_boy.break_trust", "1", 0.6, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off and of notice, full trust in an adult at school."}},
    D{&P::break_peers,
      {"lover_boy.break_peers", "1", 0.3, 0.0, 1.0, 'D', "assumed: bystander effect 0-20 % (Coker 2017)",
       "Log hazard ratio of breaking off, all friends internalised."}},
    D{&P::recognition,
      {"lover_boy.recognition", "1", 0.4, 0.0, 1.0, 'E', "assumed: low for feigned relationships (S16), no figure",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"lover_boy.semi_consensual", "1", 0.0, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

/// Who is met: somebody young of the offender's place, then a step or two along the ties.
Row reach(const Parameters& p, const sim::World& world, const Build& build, const sim::Step& step,
          const Offender& offender, const Look& look)
{
    const Ground& ground = build.ground;
    const Row anchor = build.life.somebody_young(world, step, ground, offender.id, "lover_boy.anchor", look.attempt,
                                                 look.locality, look.locality + 1u);
    if (anchor == sim::no_row) {
        return anchor;
    }
    const sim::Draw first = step.luck(offender.id, "lover_boy.first_step", step.tick, look.attempt);
    const double kind = step.luck(offender.id, "lover_boy.step_kind", step.tick, look.attempt).uniform();
    const Networks& ties = ground.networks;
    if (kind < p.class_step) {
        const std::uint32_t c = build.life.class_at(world, ground, anchor, step.tick);
        if (c != none) {
            if (!build.closures.meets(world, ground, step, c, offender.id, look.attempt)) {
                return sim::no_row;
            }
            const auto& classes = ground.population.classes;
            const std::uint32_t begin = classes.member_first[c];
            return classes.members[begin + first.below(classes.member_first[c + 1] - begin)];
        }
    } else if (kind < p.class_step + p.neighbourhood_step) {
        return ties.neighbourhood.pick(anchor, first.uniform());
    }
    const Row met = ties.friendship.pick(anchor, first.uniform());
    return met == sim::no_row ? met : ties.friendship.pick(met, first.second());
}

} // namespace

double relative_hazard(const Parameters& p, const Vulnerability& who)
{
    constexpr std::array ages{10.0, 11.0, 13.0, 14.0, 15.0, 17.0, 18.0, 21.0, 25.0, 30.0};
    const std::array values{0.0, p.age_11, p.age_13, p.age_14, p.age_15, 1.0, p.age_18, p.age_21, p.age_25, p.age_30};
    const double log_ratio = p.deprivation_effect * who.deprivation + p.away_effect * who.away_from_parents +
                             p.residential_effect * who.residential + p.boarding_effect * who.boarding +
                             p.left_school_effect * who.left_school + p.prior_abuse_effect * who.prior_abuse;
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
    add_staged_pathway(
        build, {.name = "lover_boy",
                .p = {p.contact_advance, p.contact_break, p.attachment_advance, p.attachment_break, p.notice,
                      p.break_internalised, p.break_trust, p.break_peers},
                .offender_share = p.offender_share,
                .approach = p.approach,
                .approach_purpose = "lover_boy.approach",
                .accept_purpose = "lover_boy.accept",
                .target = [p, &build](const sim::World& w, const sim::Step& step, const Offender& offender,
                                      const Look& look) { return Met{reach(p, w, build, step, offender, look)}; },
                .relative_hazard =
                    [p, &build](const sim::World& w, Row row, sim::Tick tick) {
                        return relative_hazard(p, vulnerability_of(w, build, row, tick));
                    },
                .ceiling = p.ceiling,
                .seen_as = {p.recognition, p.semi_consensual},
                .internalised_effect = p.internalised_effect,
                .false_security = p.false_security,
                .traits = {.purpose = "lover_boy.case",
                           .form_purpose = "lover_boy.form",
                           .first_share = p.friend_relation,
                           .first = Relation::friend_or_acquaintance,
                           .second = Relation::partner,
                           .mode = Mode::in_person,
                           .abroad = p.abroad,
                           .online_form = p.online_form}});
}

} // namespace model::lover_boy
