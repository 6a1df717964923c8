#include "models/beliefs.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = BeliefParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::internalised_mean,
                      {"beliefs.internalised_mean", "1", 0.10, 0.0, 0.5, 'E',
                       "assumed: children know but do not apply it",
                       "Mean over persons of the initial share of protective knowledge applied to oneself."}},
    sim::Parameter<P>{&P::informed_mean,
                      {"beliefs.informed_mean", "1", 0.30, 0.0, 0.5, 'E', "assumed: no survey of knowledge was found",
                       "Mean over persons of the initial knowledge of what trafficking is."}},
    sim::Parameter<P>{
        &P::trust_mean,
        {"beliefs.trust_mean", "1", 0.30, 0.0, 0.5, 'D',
         "assumed: 5 % of children ask an adult for help (survey 2025), 35-50 % of adults trust institutions",
         "Mean over persons of the initial trust in adults at school."}},
    sim::Parameter<P>{&P::internalised_half_life,
                      {"beliefs.internalised_half_life", "week", 104.0, 13.0, 520.0, 'E',
                       "assumed: lessons are kept at 6 months (Walsh 2015), nothing is known beyond",
                       "Half-life of what sessions internalised, and of lessons."}},
    sim::Parameter<P>{&P::informed_half_life,
                      {"beliefs.informed_half_life", "week", 78.0, 13.0, 520.0, 'E',
                       "assumed: lessons are kept at 6 months (Walsh 2015), nothing is known beyond",
                       "Half-life of exposure to campaigns."}},
    sim::Parameter<P>{&P::trust_half_life,
                      {"beliefs.trust_half_life", "week", 52.0, 8.0, 260.0, 'E', "assumed: no source yet",
                       "Half-life of a change of trust in adults at school."}},
    sim::Parameter<P>{&P::lesson_internalises,
                      {"beliefs.lesson_internalises", "1", 0.35, 0.0, 1.5, 'D',
                       "assumed: knowledge SMD 0.61 (Walsh 2015), behaviour unknown",
                       "Internalisation rate per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::lesson_informs,
                      {"beliefs.lesson_informs", "1", 1.2, 0.0, 4.0, 'A', "Walsh 2015 CD004380: knowledge SMD 0.61",
                       "Information rate per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_internalises,
                      {"beliefs.campaign_internalises", "1", 0.05, 0.0, 0.4, 'D',
                       "assumed: behaviour r 0.05 (Anker 2016), anti-trafficking media raise knowledge only",
                       "Internalisation rate per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_informs,
                      {"beliefs.campaign_informs", "1", 0.6, 0.0, 2.0, 'B',
                       "Nepal trials (160 communities): knowledge rises",
                       "Information rate per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::peer_probability,
                      {"beliefs.peer_probability", "1", 0.25, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Probability that somebody whose belief changed passes it on to one friend that week."}},
    sim::Parameter<P>{&P::peer_share,
                      {"beliefs.peer_share", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of a session's internalisation that passes on to a friend."}},
    sim::Parameter<P>{&P::report_mean,
                      {"beliefs.report_mean", "1", 0.20, 0.0, 0.5, 'E',
                       "assumed: not knowing how to report (S16), no figure",
                       "Mean over persons of the initial knowledge of how to report."}},
    sim::Parameter<P>{&P::lesson_reports,
                      {"beliefs.lesson_reports", "1", 0.8, 0.0, 4.0, 'D',
                       "assumed: less than knowledge (Walsh 2015), disclosure OR 1-3.5",
                       "Rate of learning how to report per full curriculum, for mean receptivity."}},
    sim::Parameter<P>{&P::campaign_reports,
                      {"beliefs.campaign_reports", "1", 0.4, 0.0, 2.0, 'D',
                       "assumed: less than knowledge (Nepal trials), campaigns name the line",
                       "Rate of learning how to report per full exposure to a campaign, for mean receptivity."}},
    sim::Parameter<P>{&P::normalised_at_home,
                      {"beliefs.normalised_at_home", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Normalisation that a household with full propensity of complicity hands on."}},
    sim::Parameter<P>{&P::loyalty_adult,
                      {"beliefs.loyalty_adult", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of the young's loyalty that is left from 18 on."}},
};

/// How often the same words meet somebody ready for them: mean 1 over persons, constant for a person.
double receptivity_to_lessons(const sim::World& world, AgentId id)
{
    return -std::log(world.luck()(id, "beliefs.lesson_receptivity").uniform());
}
double receptivity_to_campaigns(const sim::World& world, AgentId id)
{
    return -std::log(world.luck()(id, "beliefs.campaign_receptivity").uniform());
}

/// Settles doses. The only writer of stored beliefs and of the list of those who changed.
void settle(sim::World& world, const sim::Step& step, const Beliefs& b, std::span<BeliefDose> doses)
{
    const std::array<double, belief_kinds> half_life{b.p.trust_half_life, b.p.trust_half_life,
                                                     b.p.internalised_half_life};
    std::array<std::span<sim::Decaying>, belief_kinds> stored;
    for (std::size_t k = 0; k < belief_kinds; ++k) {
        stored[k] = world.write(b.stored[k]);
    }
    world.keep_if(b.changed, [&](const Changed& c) { return c.tick == step.tick.value; });
    std::vector<std::uint8_t> speaks(doses.size());
    sim::for_each_by_key(
        doses.size(), [&](std::size_t i) { return doses[i].row; },
        [&](std::size_t i) {
            const BeliefDose& dose = doses[i];
            const auto kind = static_cast<std::size_t>(dose.kind);
            auto& value = stored[kind][dose.row];
            const sim::Decaying before = value;
            value = sim::added(value, dose.amount / fixed_one, step.tick, b.origin, half_life[kind]);
            // Once a week: who was given a second dose has spoken of the first.
            speaks[i] = dose.kind == Belief::internalised && dose.from_peer == 0 && value.week != before.week;
        });
    for (std::size_t i = 0; i < doses.size(); ++i) {
        if (speaks[i] != 0) {
            world.append(b.changed, {doses[i].row, step.tick.value});
        }
    }
}

void settle_shared(sim::World& world, const sim::Step& step, sim::Column<sim::Decaying> column, double half_life,
                   sim::Tick origin, std::span<SharedDose> doses)
{
    const auto values = world.write(column);
    for (const SharedDose& dose : doses) {
        values[dose.row] = sim::added(values[dose.row], dose.amount / fixed_one, step.tick, origin, half_life);
    }
}

/// Those who changed this week speak to a friend: a few, never a sweep over the ties.
void pass_on(sim::World& world, const sim::Step& step, const Beliefs& b, const Ground& ground, std::uint16_t amount)
{
    const auto changed = world.read(b.changed);
    constexpr std::size_t chunk_size = 4096;
    const auto propose = world.proposals(b.dose, sim::chunk_count(changed.size(), chunk_size));
    sim::for_each_chunk(changed.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const auto [row, tick] = changed[i];
            const sim::Draw draw = step.luck(ground.population.id_of(row), "beliefs.peer", step.tick);
            if (tick == step.tick.value && draw.uniform() < b.p.peer_probability) {
                const Row friend_row = ground.networks.friendship.pick(row, draw.second());
                if (friend_row != sim::no_row) {
                    propose(chunk.index, {friend_row, amount, Belief::internalised, 1});
                }
            }
        }
    });
}

} // namespace

namespace beliefs {

double initial(double mean, double u)
{
    return 2.0 * mean * u;
}

double uptake(double k, double dose, double receptivity_of_person)
{
    return -std::expm1(-k * dose * receptivity_of_person);
}

double together(double a, double b)
{
    return 1.0 - (1.0 - a) * (1.0 - b);
}

BeliefParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    std::vector<sim::ParameterInfo> all = sim::declarations(declared);
    const auto of_trust = trust::parameters();
    all.insert(all.end(), of_trust.begin(), of_trust.end());
    return all;
}

void make(Build& build)
{
    auto& world = build.world;
    Beliefs& b = build.beliefs;
    const auto& people = build.ground.population;
    b.p = resolved(build.scenario.parameters);
    b.origin = build.ground.clock.first();
    b.norms = &build.norms;
    constexpr std::array names{"trust_gain", "trust_loss", "internalised"};
    for (std::size_t k = 0; k < belief_kinds; ++k) {
        b.stored[k] = world.add_column<sim::Decaying>(
            {std::string("beliefs.") + names[k], "1", "departure from the initial belief"}, people.size());
    }
    b.lessons = world.add_column<sim::Decaying>({"beliefs.lessons", "1", "share of a full curriculum, per class"},
                                                people.classes.unit.size());
    b.campaigns = world.add_column<sim::Decaying>({"beliefs.campaigns", "1", "exposure, per locality"},
                                                  people.localities.siruta.size());
    b.changed = world.add_records<Changed>({"beliefs.changed", "person", "whose belief changed in the week"});
    b.opt_out = world.add_column<std::uint16_t>({"beliefs.lesson_opt_out", "1", "share who stay away, per class"},
                                                people.classes.unit.size());
    b.lesson = world.add_event<SharedDose>(
        "beliefs.lesson", [&b = build.beliefs](sim::World& w, const sim::Step& step, std::span<SharedDose> all) {
            settle_shared(w, step, b.lessons, b.p.internalised_half_life, b.origin, all);
            const auto opt_out = w.write(b.opt_out);
            for (const SharedDose& dose : all) {
                opt_out[dose.row] = std::max(opt_out[dose.row], dose.opt_out);
            }
        });
    b.campaign = world.add_event<SharedDose>(
        "beliefs.campaign", [&b = build.beliefs](sim::World& w, const sim::Step& step, std::span<SharedDose> all) {
            settle_shared(w, step, b.campaigns, b.p.informed_half_life, b.origin, all);
        });
    const auto doses = world.measures().add<sim::NoLedger>({"beliefs.doses", "dose", "", {}, "personal belief doses"});
    b.dose = world.add_event<BeliefDose>(
        "beliefs.dose", [&b = build.beliefs, doses](sim::World& w, const sim::Step& step, std::span<BeliefDose> all) {
            settle(w, step, b, all);
            w.measures().count(doses, {}, static_cast<std::int64_t>(all.size()));
        });
    trust::make(build);
    const auto amount = to_fixed(b.p.peer_share * counselling::internalised_dose(build.scenario.parameters));
    build.plan.add({"peers", phase::beliefs,
                    [&b = build.beliefs, &ground = build.ground, amount](sim::World& w, const sim::Step& step) {
                        pass_on(w, step, b, ground, amount);
                    }});
}

} // namespace beliefs

double Beliefs::learnt(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, double lesson_rate,
                       double campaign_rate) const
{
    const AgentId id = ground.population.id_of(row);
    const double taught =
        beliefs::uptake(lesson_rate, lesson_dose(world, ground, row, tick), receptivity_to_lessons(world, id));
    const double heard =
        beliefs::uptake(campaign_rate, campaign_dose(world, ground, row, tick), receptivity_to_campaigns(world, id));
    return beliefs::together(taught, heard);
}

double Beliefs::internalised(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const AgentId id = ground.population.id_of(row);
    const auto k = static_cast<std::size_t>(Belief::internalised);
    const double own =
        beliefs::together(beliefs::initial(p.internalised_mean, world.luck()(id, "beliefs.internalised").uniform()),
                          sim::decayed(world.read(stored[k])[row], tick, origin, p.internalised_half_life));
    return beliefs::together(own, learnt(world, ground, row, tick, p.lesson_internalises, p.campaign_internalises));
}

double Beliefs::informed(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const AgentId id = ground.population.id_of(row);
    return beliefs::together(beliefs::initial(p.informed_mean, world.luck()(id, "beliefs.informed").uniform()),
                             learnt(world, ground, row, tick, p.lesson_informs, p.campaign_informs));
}

double Beliefs::knows_how_to_report(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const AgentId id = ground.population.id_of(row);
    return beliefs::together(beliefs::initial(p.report_mean, world.luck()(id, "beliefs.report").uniform()),
                             learnt(world, ground, row, tick, p.lesson_reports, p.campaign_reports));
}

double Beliefs::normalisation(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    constexpr double byte = 255.0;
    const Population& people = ground.population;
    const double at_home = people.households.complicity[people.household[row]] / byte;
    return beliefs::together(norms->at(world, ground, people.locality[row], Norm::normalisation, tick),
                             p.normalised_at_home * at_home);
}

double Beliefs::stigma(const sim::World& world, const Ground& ground, std::uint32_t locality, sim::Tick tick) const
{
    return norms->at(world, ground, locality, Norm::stigma, tick);
}

double Beliefs::loyalty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    constexpr double adult_age = 18.0;
    const Population& people = ground.population;
    const bool adult = age_at(people.birth_week[row], tick) >= adult_age;
    return norms->at(world, ground, people.locality[row], Norm::loyalty, tick) * (adult ? p.loyalty_adult : 1.0);
}

double Beliefs::duty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return norms->at(world, ground, ground.population.locality[row], Norm::duty, tick);
}

double Beliefs::bystander(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    double known = 0.0;
    int friends = 0;
    ground.networks.friendship.for_each_neighbour(row, [&](Row other) {
        known += duty(world, ground, other, tick);
        ++friends;
    });
    return friends > 0 ? known / friends : 0.0;
}

double Beliefs::counselled(const sim::World& world, Row row, sim::Tick tick) const
{
    const auto change = [&](Belief kind) {
        return sim::decayed(world.read(stored[static_cast<std::size_t>(kind)])[row], tick, origin, p.trust_half_life);
    };
    return change(Belief::trust_gain) - change(Belief::trust_loss);
}

double Beliefs::oversight(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return beliefs::uptake(p.campaign_informs, campaign_dose(world, ground, row, tick), 1.0);
}

double Beliefs::lesson_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const auto& people = ground.population;
    const std::uint32_t pupil = people.pupil[row];
    if (pupil == none) {
        return 0.0;
    }
    const auto doses = world.read(lessons);
    double total = 0.0;
    for (const auto& class_of : people.pupils.school_class) {
        const std::uint32_t school_class = class_of[pupil];
        if (school_class == none || doses[school_class].week == 0) {
            continue;
        }
        const double opted_out = world.read(opt_out)[school_class] / fixed_one;
        if (world.luck()(people.id_of(row), "beliefs.lesson_opt_out").uniform() >= opted_out) {
            total += sim::decayed(doses[school_class], tick, origin, p.internalised_half_life);
        }
    }
    return total;
}

double Beliefs::campaign_dose(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    return sim::decayed(world.read(campaigns)[ground.population.locality[row]], tick, origin, p.informed_half_life);
}

} // namespace model
