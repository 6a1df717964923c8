#include "models/pathways/online_grooming.hpp"

#include "models/build.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>

namespace model::online_grooming {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";

constexpr std::array declared{
    D{&P::offender_share,
      {"online_grooming.offender_share", "1", 0.22, 0.0, 4.0, 'D',
       "assumed: set by 224 of 927 registered children with a known mode recruited online (S16)",
       "Offenders of this pathway per offender of offenders.per_100k."}},
    D{&P::approach,
      {"online_grooming.approach", "1/year", 104.0, 0.0, 400.0, 'E', magnitude,
       "Hazard of an online offender at liberty with attention to spare making an approach; one a week at most."}},
    D{&P::ceiling,
      {"online_grooming.ceiling", "1", 4.0, 4.0, 100.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio; acceptance is the combined ratio over it."}},
    D{&P::boys,
      {"online_grooming.boys", "1", 0.18, 0.0, 1.0, 'D', "assumed: 86 % girls among registered children (S16)",
       "Hazard ratio, boys vs girls."}},
    D{&P::age_9,
      {"online_grooming.age_9", "1", 0.05, 0.0, 1.5, 'D', "assumed: regular internet use from 9 (EU Kids Online)",
       "Hazard ratio at 9 vs 14-17; 0 below 8."}},
    D{&P::age_12,
      {"online_grooming.age_12", "1", 0.45, 0.0, 1.5, 'D', "Madigan 2018: solicitation at 12-16.5",
       "Hazard ratio at 12 vs 14-17."}},
    D{&P::age_14,
      {"online_grooming.age_14", "1", 1.0, 0.0, 1.5, 'D', "Madigan 2018: solicitation at 12-16.5",
       "Hazard ratio at 14 to 17: the reference."}},
    D{&P::age_18, {"online_grooming.age_18", "1", 0.5, 0.0, 1.5, 'E', no_source, "Hazard ratio at 18 vs 14-17."}},
    D{&P::age_25, {"online_grooming.age_25", "1", 0.05, 0.0, 1.5, 'E', no_source, "Hazard ratio from 25 on vs 14-17."}},
    D{&P::exposure_effect,
      {"online_grooming.exposure_effect", "1", 1.5, 0.0, 3.0, 'D',
       "assumed: 50 % of children 12-17 contacted by strangers (survey 2025)",
       "Log hazard ratio, full vs no unsupervised online exposure."}},
    D{&P::lax_effect,
      {"online_grooming.lax_effect", "1", 0.5, 0.0, 1.5, 'E', "assumed: too permissive harms (S16)",
       "Log hazard ratio of the laxest supervision vs balanced."}},
    D{&P::strict_effect,
      {"online_grooming.strict_effect", "1", 0.3, 0.0, 1.5, 'E', "assumed: too strict harms (S16)",
       "Log hazard ratio of the strictest supervision vs balanced."}},
    D{&P::deprivation_effect,
      {"online_grooming.deprivation_effect", "1", 0.3, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio, most vs least deprived household."}},
    D{&P::away_effect,
      {"online_grooming.away_effect", "1", 0.2, -0.3, 1.0, 'C',
       "Botezat & Pfeiffer 2020: more depression, direct risk near 1",
       "Log hazard ratio, in the care of others than parents."}},
    D{&P::prior_abuse_effect,
      {"online_grooming.prior_abuse_effect", "1", 1.0, 0.5, 1.51, 'C',
       "Laird 2020: OR 3.80 for exploitation as a whole; online part assumed smaller",
       "Log hazard ratio, sexually abused before."}},
    D{&P::skill_effect,
      {"online_grooming.skill_effect", "1", -0.3, -1.0, 0.0, 'E', no_source,
       "Log hazard ratio, full digital skill of the carers."}},
    D{&P::online_care_effect,
      {"online_grooming.online_care_effect", "1", -0.15, -0.29, 0.0, 'B',
       "Calvete 2022: fewer sexualised contacts when solicited, to 6 months; hazard -5 to -25 % assumed",
       "Log hazard ratio, a full programme on care online."}},
    D{&P::internalised_effect,
      {"online_grooming.internalised_effect", "1", -0.5, -1.5, 0.0, 'D',
       "Calvete 2022: fewer sexualised contacts; hazard -5 to -25 % assumed",
       "Log hazard ratio of full internalisation on contact."}},
    D{&P::false_security,
      {"online_grooming.false_security", "1", 0.03, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::stranger_relation,
      {"online_grooming.stranger_relation", "1", 0.6, 0.0, 1.0, 'E', no_source,
       "Share in which the recruiter counts as a stranger, else as a friend."}},
    D{&P::abroad,
      {"online_grooming.abroad", "1", 0.05, 0.0, 1.0, 'E', no_source,
       "Share exploited abroad, in the reference year."}},
    D{&P::online_form,
      {"online_grooming.online_form", "1", 0.7, 0.0, 1.0, 'E', no_source, "Share in which exploitation stays online."}},
    D{&P::contact_advance,
      {"online_grooming.contact_advance", "1/year", 7.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of contact becoming attachment."}},
    D{&P::contact_break,
      {"online_grooming.contact_break", "1/year", 8.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of breaking off at contact, without protection."}},
    D{&P::attachment_advance,
      {"online_grooming.attachment_advance", "1/year", 5.0, 0.5, 50.0, 'E', magnitude,
       "Hazard of attachment becoming control."}},
    D{&P::attachment_break,
      {"online_grooming.attachment_break", "1/year", 4.0, 0.2, 50.0, 'E', magnitude,
       "Hazard of breaking off at attachment, without protection."}},
    D{&P::notice,
      {"online_grooming.notice", "1/year", 0.15, 0.0, 10.0, 'E', no_source,
       "Hazard of the relation being noticed and stopped by others, without trust."}},
    D{&P::break_internalised,
      {"online_grooming.break_internalised", "1", 0.8, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off, full internalisation."}},
    D{&P::break_trust,
      {"online_grooming.break_trust", "1", 0.5, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of breaking off and of notice, full trust in an adult at school."}},
    D{&P::break_peers,
      {"online_grooming.break_peers", "1", 0.2, 0.0, 1.0, 'D', "assumed: bystander effect 0-20 % (Coker 2017)",
       "Log hazard ratio of breaking off, all friends internalised."}},
    D{&P::recognition,
      {"online_grooming.recognition", "1", 0.7, 0.0, 1.0, 'E',
       "assumed: higher than for feigned relationships (S16), no figure", "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"online_grooming.semi_consensual", "1", 0.0, 0.0, 1.0, 'E', no_source,
       "Share of cases under semi-consensual control."}},
};

/// Whether online ties of a person are awake in the week, as far as the person's own age goes.
bool awake(const Ground& ground, Row row, sim::Tick tick)
{
    return of_online_age(age_at(ground.population.birth_week[row], tick));
}

/// One of the ties of somebody that are awake in the week, each equally likely: drawn from all of them, and again while the
/// one drawn sleeps.
Row contact_of(const Ground& ground, const sim::Step& step, const Offender& offender, const Look& look, Row anchor,
               double u)
{
    constexpr std::uint32_t draws = 8;
    for (std::uint32_t draw = 1; draw <= draws; ++draw) {
        const Row met = ground.networks.online.pick(anchor, u);
        if (met == sim::no_row || awake(ground, met, step.tick)) {
            return met;
        }
        u = step.luck(offender.id, "online_grooming.tie_again", step.tick, look.attempt * draws + draw).uniform();
    }
    return sim::no_row;
}

/// Share of a person's online ties that leave the selection, in [0, 1].
double outside_share(const Ground& ground, Row row)
{
    const double outside = ground.networks.online_outside[row];
    return outside > 0.0 ? outside / (outside + static_cast<double>(ground.networks.online.degree(row))) : 0.0;
}

/// Who is met: a contact of somebody's contact list; nobody where that is too young to have one. A tie that leaves the selection meets the mean field: as many
/// approaches come in along such ties as go out, so one is answered by a resident, found in proportion to the share
/// of the own ties that leave.
Row reach(const sim::World& world, const Build& build, const sim::Step& step, const Offender& offender,
          const Look& look)
{
    const Ground& ground = build.ground;
    constexpr std::uint32_t searches = 8;
    const auto [first, last] = ground.county_localities(look.locality);
    const Row anchor = build.life.somebody_young(world, step, ground, offender.id, "online_grooming.anchor",
                                                 look.attempt * (searches + 1), first, last);
    if (anchor == sim::no_row || !awake(ground, anchor, step.tick)) {
        return sim::no_row;
    }
    const sim::Draw draw = step.luck(offender.id, "online_grooming.tie", step.tick, look.attempt);
    if (draw.uniform() >= outside_share(ground, anchor)) {
        return contact_of(ground, step, offender, look, anchor, draw.second());
    }
    for (std::uint32_t search = 1; search <= searches; ++search) {
        const Row resident = build.life.somebody_young(world, step, ground, offender.id, "online_grooming.anchor",
                                                       look.attempt * (searches + 1) + search, first, last);
        const double u =
            step.luck(offender.id, "online_grooming.mean_field", step.tick, look.attempt * (searches + 1) + search)
                .uniform();
        if (resident != sim::no_row && awake(ground, resident, step.tick) && u < outside_share(ground, resident)) {
            return resident;
        }
    }
    return sim::no_row;
}

} // namespace

double relative_hazard(const Parameters& p, const Vulnerability& who, double carer_skill)
{
    constexpr std::array ages{8.0, 9.0, 12.0, 14.0, 17.0, 18.0, 25.0};
    const std::array values{0.0, p.age_9, p.age_12, p.age_14, p.age_14, p.age_18, p.age_25};
    if (!who.connected) {
        return 0.0;
    }
    const double supervision = who.strictness < 0.0 ? -p.lax_effect * who.strictness : p.strict_effect * who.strictness;
    const double log_ratio = p.exposure_effect * (who.online_exposure - 1.0) + supervision +
                             p.deprivation_effect * who.deprivation + p.away_effect * who.away_from_parents +
                             p.prior_abuse_effect * who.prior_abuse + p.skill_effect * carer_skill +
                             p.online_care_effect * who.online_care;
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
        build, {.name = "online_grooming",
                .p = {p.contact_advance, p.contact_break, p.attachment_advance, p.attachment_break, p.notice,
                      p.break_internalised, p.break_trust, p.break_peers},
                .offender_share = p.offender_share,
                .approach = p.approach,
                .approach_purpose = "online_grooming.approach",
                .accept_purpose = "online_grooming.accept",
                .target = [&build](const sim::World& w, const sim::Step& step, const Offender& offender,
                                   const Look& look) { return Met{reach(w, build, step, offender, look)}; },
                .relative_hazard =
                    [p, &build](const sim::World& w, Row row, sim::Tick tick) {
                        constexpr double byte = 255.0;
                        const auto& people = build.ground.population;
                        const double skill = people.households.digital_skill[people.household[row]] / byte;
                        return build.era.p.internet * relative_hazard(p, vulnerability_of(w, build, row, tick), skill);
                    },
                .ceiling = p.ceiling,
                .seen_as = {p.recognition, p.semi_consensual},
                .internalised_effect = p.internalised_effect,
                .false_security = p.false_security,
                .traits = {.purpose = "online_grooming.case",
                           .form_purpose = "online_grooming.form",
                           .first_share = p.stranger_relation,
                           .first = Relation::stranger,
                           .second = Relation::friend_or_acquaintance,
                           .mode = Mode::online,
                           .abroad = p.abroad,
                           .online_form = p.online_form},
                .reaches_county = true});
}

} // namespace model::online_grooming
