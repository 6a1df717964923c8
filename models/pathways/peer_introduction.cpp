#include "models/pathways/peer_introduction.hpp"

#include "models/build.hpp"

#include <algorithm>
#include <cmath>

namespace model::peer_introduction {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";
constexpr const char* shape = "assumed: a shape by hand, the ages of gymnasium and the first years of high school";

constexpr std::array declared{
    D{&P::offender_share,
      {"peer_introduction.offender_share", "1", 0.15, 0.0, 4.0, 'E', magnitude,
       "Offenders of this pathway per offender of offenders.per_100k."}},
    D{&P::approach,
      {"peer_introduction.approach", "1/year", 52.0, 0.0, 400.0, 'E', magnitude,
       "Hazard of an offender at liberty with attention to spare asking a pupil for an introduction; one a week at "
       "most."}},
    D{&P::ceiling,
      {"peer_introduction.ceiling", "1", 8.0, 4.0, 100.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio; acceptance is the combined ratio over it."}},
    D{&P::boys,
      {"peer_introduction.boys", "1", 0.1, 0.0, 1.0, 'D', "assumed: as for lover_boy", "Hazard ratio, boys vs girls."}},
    D{&P::age_12,
      {"peer_introduction.age_12", "1", 0.3, 0.0, 1.5, 'E', shape, "Hazard ratio at 12 vs 15; 0 below 11."}},
    D{&P::age_13, {"peer_introduction.age_13", "1", 0.7, 0.0, 1.5, 'E', shape, "Hazard ratio at 13 vs 15."}},
    D{&P::age_15, {"peer_introduction.age_15", "1", 1.0, 0.0, 1.5, 'E', shape, "Hazard ratio at 15: the reference."}},
    D{&P::age_17, {"peer_introduction.age_17", "1", 0.8, 0.0, 1.5, 'E', shape, "Hazard ratio at 17 vs 15."}},
    D{&P::age_18,
      {"peer_introduction.age_18", "1", 0.5, 0.0, 1.5, 'E', shape, "Hazard ratio at 18 vs 15; 0 from 20 on."}},
    D{&P::deprivation_effect,
      {"peer_introduction.deprivation_effect", "1", 0.5, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio, most vs least deprived household."}},
    D{&P::away_effect,
      {"peer_introduction.away_effect", "1", 0.2, -0.3, 1.0, 'C', "Botezat & Pfeiffer 2020: direct risk centred near 1",
       "Log hazard ratio, in the care of others than parents."}},
    D{&P::residential_effect,
      {"peer_introduction.residential_effect", "1", 0.8, 0.0, 2.5, 'E', "assumed: a substantial share of victims (S16)",
       "Log hazard ratio, residential care vs family."}},
    D{&P::prior_abuse_effect,
      {"peer_introduction.prior_abuse_effect", "1", 1.0, 0.5, 1.51, 'C',
       "Laird 2020: OR 3.80 for exploitation as a whole; this part assumed smaller",
       "Log hazard ratio, sexually abused before."}},
    D{&P::internalised_effect,
      {"peer_introduction.internalised_effect", "1", -0.4, -1.5, 0.0, 'E',
       "assumed: lessons lower hazards by 0-10 %, wide (docs/evidence.md 1)",
       "Log hazard ratio of full internalisation on contact."}},
    D{&P::false_security,
      {"peer_introduction.false_security", "1", 0.03, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::introducer_girls,
      {"peer_introduction.introducer_girls", "1", 0.3, 0.0, 1.0, 'E', "assumed: often boys (S16), no share",
       "Ratio of willingness to introduce, girls vs boys."}},
    D{&P::money_effect,
      {"peer_introduction.money_effect", "1", 1.0, 0.0, 2.0, 'E',
       "assumed: introductions are paid for (S16), no figure",
       "Log ratio of willingness, most vs least deprived household of who introduces."}},
    D{&P::norm_effect,
      {"peer_introduction.norm_effect", "1", 0.7, 0.0, 2.0, 'E', no_source,
       "Log ratio of willingness, exploitation usual vs unthinkable."}},
    D{&P::legal_effect,
      {"peer_introduction.legal_effect", "1", -0.5, -2.0, 0.0, 'E',
       "assumed: legal education is recommended for it (S16), no effect known",
       "Log ratio of willingness of who has internalised lessons."}},
    D{&P::friend_relation,
      {"peer_introduction.friend_relation", "1", 0.9, 0.0, 1.0, 'E', no_source,
       "Share in which the recruiter counts as a friend or acquaintance, else as a stranger."}},
    D{&P::abroad,
      {"peer_introduction.abroad", "1", 0.1, 0.0, 1.0, 'E', no_source,
       "Share exploited abroad, in the reference year."}},
    D{&P::online_form,
      {"peer_introduction.online_form", "1", 0.15, 0.0, 1.0, 'E', no_source,
       "Share in which exploitation takes place online only."}},
    D{&P::criminal_form,
      {"peer_introduction.criminal_form", "1", 0.05, 0.0, 1.0, 'E', no_source, "Share of the rest forced into crime."}},
    D{&P::contact_advance,
      {"peer_introduction.contact_advance", "1/year", 8.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of contact becoming attachment."}},
    D{&P::contact_break,
      {"peer_introduction.contact_break", "1/year", 9.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of breaking off at contact, without protection."}},
    D{&P::attachment_advance,
      {"peer_introduction.attachment_advance", "1/year", 6.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of attachment becoming control."}},
    D{&P::attachment_break,
      {"peer_introduction.attachment_break", "1/year", 4.0, 0.2, 50.0, 'E', magnitude,
       "Hazard of breaking off at attachment, without protection."}},
    D{&P::notice,
      {"peer_introduction.notice", "1/year", 0.6, 0.0, 10.0, 'E', no_source,
       "Hazard of the relation being noticed and stopped by others, without trust and bystanders."}},
    D{&P::break_internalised,
      {"peer_introduction.break_internalised", "1", 0.7, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off, full internalisation."}},
    D{&P::break_trust,
      {"peer_introduction.break_trust", "1", 0.5, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off and of notice, full trust in an adult at school."}},
    D{&P::break_peers,
      {"peer_introduction.break_peers", "1", 0.5, 0.0, 1.0, 'D', "assumed: bystander effect 0-20 % (Coker 2017)",
       "Log hazard ratio of breaking off, all friends internalised."}},
    D{&P::notice_bystanders,
      {"peer_introduction.notice_bystanders", "1", 0.8, 0.0, 2.0, 'E',
       "assumed: bystanders intervene more (Kettrey 2019), no rate",
       "Log hazard ratio of notice, all friends know that one notifies and need not prove."}},
    D{&P::recognition,
      {"peer_introduction.recognition", "1", 0.5, 0.0, 1.0, 'E', "assumed: between affection feigned and none",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"peer_introduction.semi_consensual", "1", 0.1, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

/// A pupil of the place and, through this pupil, a classmate.
Met reach(const sim::World& world, const Build& build, const sim::Step& step, const Offender& offender,
          const Look& look)
{
    constexpr std::uint32_t pupils = 4; // asked for in turn: many of the young are out of school
    const Ground& ground = build.ground;
    for (std::uint32_t i = 0; i < pupils; ++i) {
        const std::uint32_t attempt = look.attempt * pupils + i;
        const Row through = build.life.somebody_young(world, step, ground, offender.id, "peer_introduction.pupil",
                                                      attempt, look.locality, look.locality + 1u);
        const std::uint32_t c = through == sim::no_row ? none : build.life.class_at(world, ground, through, step.tick);
        if (c != none) {
            if (!build.closures.meets(world, ground, step, c, offender.id, look.attempt)) {
                return {};
            }
            const auto& classes = ground.population.classes;
            const std::uint32_t begin = classes.member_first[c];
            const sim::Draw draw = step.luck(offender.id, "peer_introduction.classmate", step.tick, look.attempt);
            const Row met = classes.members[begin + draw.below(classes.member_first[c + 1] - begin)];
            return met == through ? Met{} : Met{met, through};
        }
    }
    return {};
}

double willingness_of(const Parameters& p, const sim::World& world, const Build& build, Row row, sim::Tick tick)
{
    constexpr double byte = 255.0;
    const Population& people = build.ground.population;
    const Beliefs& b = build.beliefs;
    const double guided = b.p.prospects_relief * b.programme_left(world, build.ground, row, tick, Programme::prospects);
    const double deprivation = people.households.deprivation[people.household[row]] / byte;
    return willingness(p, {people.sex[row] == Sex::female, supports::left(deprivation, guided),
                           b.normalisation(world, build.ground, row, tick),
                           b.internalised(world, build.ground, row, tick)});
}

} // namespace

double relative_hazard(const Parameters& p, const Vulnerability& who)
{
    constexpr std::array ages{11.0, 12.0, 13.0, 15.0, 17.0, 18.0, 20.0};
    const std::array values{0.0, p.age_12, p.age_13, p.age_15, p.age_17, p.age_18, 0.0};
    const double log_ratio = p.deprivation_effect * who.deprivation + p.away_effect * who.away_from_parents +
                             p.residential_effect * who.residential + p.prior_abuse_effect * who.prior_abuse;
    return std::min(by_age(ages, values, who.age) * (who.female ? 1.0 : p.boys) * std::exp(log_ratio), p.ceiling);
}

double willingness(const Parameters& p, const Introducer& who)
{
    return (who.female ? p.introducer_girls : 1.0) *
           std::exp(p.money_effect * (who.deprivation - 1.0) + p.norm_effect * (who.normalisation - 1.0) +
                    p.legal_effect * who.internalised);
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
        build, {.name = "peer_introduction",
                .p = {p.contact_advance, p.contact_break, p.attachment_advance, p.attachment_break, p.notice,
                      p.break_internalised, p.break_trust, p.break_peers, p.notice_bystanders},
                .offender_share = p.offender_share,
                .approach = p.approach,
                .approach_purpose = "peer_introduction.approach",
                .accept_purpose = "peer_introduction.accept",
                .target = [&build](const sim::World& w, const sim::Step& step, const Offender& offender,
                                   const Look& look) { return reach(w, build, step, offender, look); },
                .relative_hazard =
                    [p, &build](const sim::World& w, Row row, sim::Tick tick) {
                        return relative_hazard(p, vulnerability_of(w, build, row, tick));
                    },
                .ceiling = p.ceiling,
                .seen_as = {p.recognition, p.semi_consensual},
                .internalised_effect = p.internalised_effect,
                .false_security = p.false_security,
                .traits = {.purpose = "peer_introduction.case",
                           .form_purpose = "peer_introduction.form",
                           .first_share = p.friend_relation,
                           .first = Relation::friend_or_acquaintance,
                           .second = Relation::stranger,
                           .mode = Mode::in_person,
                           .abroad = p.abroad,
                           .online_form = p.online_form,
                           .criminal_form = p.criminal_form},
                .willingness = [p, &build](const sim::World& w, Row through,
                                           sim::Tick tick) { return willingness_of(p, w, build, through, tick); }});
}

} // namespace model::peer_introduction
