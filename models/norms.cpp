#include "models/norms.hpp"

#include "models/build.hpp"

#include <algorithm>

namespace model {
namespace {

/// The declared numbers one by one; NormParameters has them by norm.
struct Declared {
    double stigma_urban, stigma_rural;
    double normalisation_urban, normalisation_rural;
    double loyalty_urban, loyalty_rural;
    double duty_urban, duty_rural;
    double cohesion_urban, cohesion_rural;
    double spread;
    double half_life;
};
using P = Declared;
using D = sim::Parameter<P>;

constexpr const char* no_figure = "assumed: named by the field study (S16), no figure";

constexpr std::array declared{
    D{&P::stigma_urban, {"norms.stigma_urban", "1", 0.30, 0.0, 1.0, 'E', no_figure, "Mean stigma of victims, towns."}},
    D{&P::stigma_rural,
      {"norms.stigma_rural", "1", 0.55, 0.0, 1.0, 'E', "assumed: stronger in villages (S16), no figure",
       "Mean stigma of victims, villages."}},
    D{&P::normalisation_urban,
      {"norms.normalisation_urban", "1", 0.40, 0.0, 1.0, 'E', "assumed: stronger in cities (S16), no figure",
       "Mean normalisation of exploitation, towns."}},
    D{&P::normalisation_rural,
      {"norms.normalisation_rural", "1", 0.25, 0.0, 1.0, 'E', no_figure,
       "Mean normalisation of exploitation, villages."}},
    D{&P::loyalty_urban,
      {"norms.loyalty_urban", "1", 0.50, 0.0, 1.0, 'E', no_figure,
       "Mean norm among the young that reporting is betrayal, towns."}},
    D{&P::loyalty_rural,
      {"norms.loyalty_rural", "1", 0.50, 0.0, 1.0, 'E', no_figure,
       "Mean norm among the young that reporting is betrayal, villages."}},
    D{&P::duty_urban,
      {"norms.duty_urban", "1", 0.30, 0.0, 0.5, 'E', no_figure,
       "Mean share who know that one must notify and need not prove, towns."}},
    D{&P::duty_rural,
      {"norms.duty_rural", "1", 0.25, 0.0, 0.5, 'E', no_figure,
       "Mean share who know that one must notify and need not prove, villages."}},
    D{&P::cohesion_urban,
      {"norms.cohesion_urban", "1", 0.35, 0.0, 1.0, 'E', "assumed: mixed evidence (S16)", "Mean cohesion, towns."}},
    D{&P::cohesion_rural,
      {"norms.cohesion_rural", "1", 0.60, 0.0, 1.0, 'E', "assumed: mixed evidence (S16)", "Mean cohesion, villages."}},
    D{&P::spread,
      {"norms.spread", "1", 0.15, 0.0, 0.5, 'E', "assumed: no survey by locality was found",
       "Half-width of the uniform law of places around the mean of their settlement."}},
    D{&P::half_life,
      {"norms.half_life", "week", 208.0, 26.0, 1040.0, 'E',
       "assumed: slower than a person's beliefs; nothing was found beyond four years (Abramsky 2014)",
       "Half-life of a departure of a norm."}},
};

constexpr double adult_age = 18.0;

/// Where a departure stands in the column.
std::size_t place_of(std::uint32_t locality, Norm norm, bool raised)
{
    return (std::size_t{locality} * norms_count + static_cast<std::size_t>(norm)) * 2 + (raised ? 1 : 0);
}

} // namespace

namespace norms {

double initial(double mean, double spread, double u)
{
    return std::clamp(mean + spread * (2.0 * u - 1.0), 0.0, 1.0);
}

double moved(double initial, double lowered, double raised)
{
    return 1.0 - (1.0 - initial * (1.0 - lowered)) * (1.0 - raised);
}

double normalisation(const BeliefParameters& p, double place, double home, double screen, double internalised)
{
    const double handed_on = beliefs::together(p.normalised_at_home * home, p.normalised_online * screen);
    return beliefs::together(place, handed_on) * (1.0 - p.denormalised * internalised);
}

NormParameters resolved(const sim::Values& values)
{
    const Declared d = sim::resolve(declared, values);
    return {{d.stigma_urban, d.normalisation_urban, d.loyalty_urban, d.duty_urban, d.cohesion_urban},
            {d.stigma_rural, d.normalisation_rural, d.loyalty_rural, d.duty_rural, d.cohesion_rural},
            d.spread,
            d.half_life};
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Norms& n = build.norms;
    n.p = resolved(build.scenario.parameters);
    n.origin = build.ground.clock.first();
    n.departures = build.world.add_column<sim::Decaying>(
        {"norms.departures", "1", "what lowered and raised each norm, per locality"},
        build.ground.population.localities.siruta.size() * norms_count * 2);
    n.dose = build.world.add_event<NormDose>(
        "norms.dose", [&n = build.norms](sim::World& w, const sim::Step& step, std::span<NormDose> all) {
            const auto values = w.write(n.departures);
            for (const NormDose& dose : all) {
                auto& value = values[place_of(dose.locality, dose.norm, dose.raises)];
                value = sim::added(value, dose.amount / fixed_one, step.tick, n.origin, n.p.half_life);
            }
        });
    n.inclusion = build.world.add_column<sim::Decaying>(
        {"norms.inclusion", "1", "share taken off what raised stigma, per locality"},
        build.ground.population.localities.siruta.size());
    n.inclusion_dose = build.world.add_event<InclusionDose>(
        "norms.inclusion", [&n = build.norms](sim::World& w, const sim::Step& step, std::span<InclusionDose> all) {
            const auto values = w.write(n.inclusion);
            for (const InclusionDose& dose : all) {
                auto& value = values[dose.locality];
                value = sim::added(value, dose.amount / fixed_one, step.tick, n.origin, n.p.half_life);
            }
        });
}

} // namespace norms

double Norms::at(const sim::World& world, const Ground& ground, std::uint32_t locality, Norm norm, sim::Tick tick) const
{
    const auto& places = ground.population.localities;
    const auto& means = places.settlement[locality] == Settlement::rural ? p.rural : p.urban;
    const auto k = static_cast<std::uint32_t>(norm);
    const double u = world.luck()(places.siruta[locality], "norms.initial", sim::Tick{0}, k).uniform();
    const auto values = world.read(departures);
    double raised = sim::decayed(values[place_of(locality, norm, true)], tick, origin, p.half_life);
    if (norm == Norm::stigma) {
        raised *= 1.0 - sim::decayed(world.read(inclusion)[locality], tick, origin, p.half_life);
    }
    return norms::moved(norms::initial(means[k], p.spread, u),
                        sim::decayed(values[place_of(locality, norm, false)], tick, origin, p.half_life), raised);
}

double Beliefs::normalisation(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    constexpr double byte = 255.0;
    const Population& people = ground.population;
    const double place = norms->at(world, ground, life->locality(world, row), Norm::normalisation, tick);
    const double home = people.households.complicity[people.household[row]] / byte;
    const bool connected = (people.flags[row] & flag::internet) != 0;
    const double screen = connected && age_at(people.birth_week[row], tick) < adult_age
                              ? supports->online_exposure(world, ground, row, tick)
                              : 0.0;
    return norms::normalisation(p, place, home, screen, internalised(world, ground, row, tick));
}

double Beliefs::stigma(const sim::World& world, const Ground& ground, std::uint32_t locality, sim::Tick tick) const
{
    return norms->at(world, ground, locality, Norm::stigma, tick);
}

double Beliefs::cohesion(const sim::World& world, const Ground& ground, std::uint32_t locality, sim::Tick tick) const
{
    return norms->at(world, ground, locality, Norm::cohesion, tick);
}

double Beliefs::loyalty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const bool adult = age_at(ground.population.birth_week[row], tick) >= adult_age;
    const double loosened = p.bystander_loosens * programme_left(world, ground, row, tick, Programme::bystander);
    return norms->at(world, ground, life->locality(world, row), Norm::loyalty, tick) * (adult ? p.loyalty_adult : 1.0) *
           (1.0 - loosened);
}

bool Beliefs::understands_duty(const sim::World& world, const Ground& ground, Row row, sim::Tick tick,
                               double place) const
{
    const AgentId id = ground.population.id_of(row);
    const double u = world.luck()(id, "beliefs.duty").uniform();
    const double had = u < place ? 0.0 : programme_dose(world, ground, row, tick, Programme::bystander);
    if (had == 0.0) {
        return u < place;
    }
    const double taught =
        beliefs::uptake(p.bystander_understands, had, beliefs::receptivity_to_lessons(world.luck(), id));
    return u < beliefs::together(place, taught);
}

double Beliefs::bystander(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double place = norms->at(world, ground, life->locality(world, row), Norm::duty, tick);
    int understand = 0;
    int friends = 0;
    ground.networks.friendship.for_each_neighbour(row, [&](Row other) {
        if (life->present(world, other, tick)) {
            understand += understands_duty(world, ground, other, tick, place) ? 1 : 0;
            ++friends;
        }
    });
    return friends > 0 ? static_cast<double>(understand) / friends : 0.0;
}

} // namespace model
