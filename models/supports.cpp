#include "models/supports.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"
#include "models/pathways/vulnerability.hpp"

#include <algorithm>

namespace model {
namespace {

using P = SupportParameters;
using D = sim::Parameter<P>;

constexpr const char* no_study = "assumed: no study with this outcome (docs/evidence.md 1); small, wide";
constexpr const char* reach = "assumed: whom such a support is meant for (S16)";

constexpr std::array declared{
    D{&P::deprived_from,
      {"supports.deprived_from", "1", 0.5, 0.0, 1.0, 'D',
       "assumed: population.deprivation_cut, from which a household is at risk of poverty or exclusion",
       "Deprivation from which a household is eligible as deprived."}},
    D{&P::hub_from, {"supports.hub_from", "year", 6.0, 3.0, 10.0, 'D', reach, "Age from which a hub takes children."}},
    D{&P::hub_until,
      {"supports.hub_until", "year", 16.0, 11.0, 18.0, 'D', reach, "Age from which a hub takes them no more."}},
    D{&P::guidance_from,
      {"supports.guidance_from", "year", 10.0, 6.0, 14.0, 'D', reach, "Age from which somebody can be guided."}},
    D{&P::guidance_until,
      {"supports.guidance_until", "year", 25.0, 18.0, 30.0, 'D', reach, "Age from which somebody is guided no more."}},
    D{&P::dropout_from,
      {"supports.dropout_from", "year", 10.0, 6.0, 14.0, 'D', reach,
       "Age from which a pupil at risk is helped to stay at school."}},
    D{&P::boarding_relief,
      {"supports.boarding_relief", "1", 0.1, 0.0, 0.6, 'E', no_study,
       "Share of the effect of boarding taken from a boarder who is looked after."}},
    D{&P::left_behind_relief,
      {"supports.left_behind_relief", "1", 0.1, 0.0, 0.6, 'E', no_study,
       "Share of the effect of being away from parents taken from a child who is looked after."}},
    D{&P::returned_relief,
      {"supports.returned_relief", "1", 0.1, 0.0, 0.6, 'E', no_study,
       "Share of the effect of having come back from abroad taken from who is helped to settle."}},
    D{&P::guidance_relief,
      {"supports.guidance_relief", "1", 0.1, 0.0, 0.5, 'E', no_study,
       "Share of the effect of prior abuse taken from who is guided."}},
    D{&P::income_relief,
      {"supports.income_relief", "1", 0.05, 0.0, 0.4, 'E',
       "assumed: cash near zero but for early marriage (Liberia; docs/evidence.md 1)",
       "Share of the effect of deprivation on what a household does to its children, and on false offers, taken."}},
    D{&P::hub_nights,
      {"supports.hub_nights", "1", 0.15, 0.0, 0.6, 'E', no_study,
       "Share of unsupervised time in town taken from a child with a place after school."}},
    D{&P::hub_online,
      {"supports.hub_online", "1", 0.1, 0.0, 0.5, 'E', no_study,
       "Share of unsupervised exposure online taken from a child with a place after school."}},
    D{&P::hub_internalises,
      {"supports.hub_internalises", "1", 0.03, 0.0, 0.2, 'E',
       "assumed: no study; sessions linked to meals and tutoring reach who lessons miss (S16), less than a curriculum",
       "Share of what a child with a place after school did not apply to itself that sessions there let it apply."}},
    D{&P::carers_balance,
      {"supports.carers_balance", "1", 0.15, 0.0, 0.6, 'E', no_study,
       "Share of the way to balanced supervision that trained carers go."}},
    D{&P::guidance_trust,
      {"supports.guidance_trust", "1", 0.15, 0.0, 0.5, 'E', no_study,
       "Trust in child protection gained by who is guided."}},
    D{&P::guidance_reports,
      {"supports.guidance_reports", "1", 0.4, 0.0, 1.0, 'E', no_study,
       "Share of what was not known of how to report that guidance teaches."}},
    D{&P::migrants_reports,
      {"supports.migrants_reports", "1", 0.4, 0.0, 1.0, 'D', "Work in Freedom: knowledge rose; no figure of this kind",
       "Share of what was not known of whom to call that migrants are told."}},
    D{&P::income_debts,
      {"supports.income_debts", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source read",
       "Share of indebted households that income support frees of what presses."}},
};

constexpr std::array<sim::Purpose, support_kinds> purposes{
    "support.boarding", "support.left_behind", "support.returned", "support.hub",     "support.carers",
    "support.guidance", "support.income",      "support.dropout",  "support.migrants"};

constexpr double byte = 255.0;
constexpr double adult_age = 18.0;

/// Where those of whom a kind's lane is stand in the column.
std::size_t meant_at(Support kind, std::size_t lane)
{
    return static_cast<std::size_t>(kind) * supports::lanes + lane;
}

Eligibility eligibility_of(const sim::World& world, const Ground& ground, const Life& life, Row row, sim::Tick tick)
{
    const Population& people = ground.population;
    const std::uint32_t household = people.household[row];
    const double age = age_at(people.birth_week[row], tick);
    const Care care = life.care(world, row, tick);
    const bool abroad = life.parent_abroad(world, row, tick) != ParentAbroad::none;
    return {.age = age,
            .deprivation = people.households.deprivation[household] / byte,
            .institution = people.households.institution[household] != 0,
            .boarding = life.boarding(world, ground, row, tick),
            .parents_away = care == Care::relatives || abroad,
            .returned = life.returned(world, row, tick),
            .intends = life.intent(world, ground, row, tick),
            .prior_abuse = abused_by(world, people, row, age),
            .care = care,
            .parent_abroad = abroad};
}

} // namespace

std::size_t Supports::row_of(std::size_t lane, std::uint32_t locality, Support kind) const
{
    const std::size_t localities = people->localities.siruta.size();
    return (lane * localities + locality) * support_kinds + static_cast<std::size_t>(kind);
}

std::int32_t Supports::given_in(const sim::World& world, std::size_t lane, std::uint32_t locality, Support kind) const
{
    return world.read(given)[row_of(lane, locality, kind)];
}

std::optional<std::size_t> Supports::lane_of(const sim::World& world, Support kind, const Meant& whom) const
{
    const auto lanes = world.read(meant).subspan(meant_at(kind, 0), supports::lanes);
    const auto found = std::find(lanes.begin(), lanes.end(), whom); // the first is everybody's, as are those not in use
    return found == lanes.end() ? std::nullopt
                                : std::optional<std::size_t>(static_cast<std::size_t>(found - lanes.begin()));
}

double Supports::share(const sim::World& world, std::uint32_t locality, Support kind) const
{
    return share(world, locality, kind, Meant{});
}

double Supports::share(const sim::World& world, std::uint32_t locality, Support kind, const Meant& whom) const
{
    if (!in_use(world, kind)) {
        return 0.0;
    }
    const auto lane = lane_of(world, kind, whom);
    return lane ? std::clamp(from_lever(given_in(world, *lane, locality, kind)), 0.0, 1.0) : 0.0;
}

template <class IsMeant>
bool Supports::chosen(const sim::World& world, Row who, std::uint32_t locality, Support kind, IsMeant&& is_meant) const
{
    std::int64_t all = given_in(world, 0, locality, kind);
    const auto lanes = world.read(meant).subspan(meant_at(kind, 0), supports::lanes);
    for (std::size_t lane = 1; lane < supports::lanes && !lanes[lane].everybody(); ++lane) {
        const std::int32_t some = given_in(world, lane, locality, kind);
        all += some > 0 && is_meant(lanes[lane]) ? some : 0;
    }
    constexpr std::int64_t whole = 1'000'000;
    const double reached = from_lever(static_cast<std::int32_t>(std::min(all, whole)));
    return reached > 0.0 &&
           world.luck()(people->id_of(who), purposes[static_cast<std::size_t>(kind)]).uniform() < reached;
}

bool Supports::household_meant(const sim::World& world, const Ground& ground, std::uint32_t household, Row also,
                               sim::Tick tick, Support kind, const Meant& whom) const
{
    const auto meant_here = [&](Row row) {
        if (!life->present(world, row, tick)) {
            return false;
        }
        const Eligibility who = eligibility_of(world, ground, *life, row, tick);
        return supports::eligible(p, kind, who) && means(whom, supports::asked(who));
    };
    const auto& first = people->households.first_member;
    for (Row row = first[household]; row < first[household + 1]; ++row) {
        if (meant_here(row)) {
            return true;
        }
    }
    return also != sim::no_row && meant_here(also);
}

bool Supports::household_chosen(const sim::World& world, const Ground& ground, std::uint32_t household, Row also,
                                sim::Tick tick, Support kind) const
{
    const Row first = people->households.first_member[household];
    return chosen(world, first, life->locality(world, first), kind,
                  [&](const Meant& whom) { return household_meant(world, ground, household, also, tick, kind, whom); });
}

bool Supports::reaches(const sim::World& world, const Ground& ground, Row row, sim::Tick tick, Support kind) const
{
    if (!in_use(world, kind)) {
        return false;
    }
    if (kind == Support::income) {
        return income_reaches(world, ground, people->household[row], tick);
    }
    if (kind == Support::carers) {
        return household_chosen(world, ground, people->household[row], row, tick, kind) &&
               supports::eligible(p, kind, eligibility_of(world, ground, *life, row, tick));
    }
    std::uint32_t place = life->locality(world, row);
    if (kind == Support::boarding) {
        const std::uint32_t school_class = life->class_at(world, ground, row, tick);
        place = school_class == none ? place : people->units.locality[people->classes.unit[school_class]];
    }
    const auto is_meant = [&](const Meant& whom) {
        return means(whom, supports::asked(eligibility_of(world, ground, *life, row, tick)));
    };
    return chosen(world, row, place, kind, is_meant) &&
           supports::eligible(p, kind, eligibility_of(world, ground, *life, row, tick));
}

bool Supports::income_reaches(const sim::World& world, const Ground& ground, std::uint32_t household,
                              sim::Tick tick) const
{
    const auto& households = people->households;
    return in_use(world, Support::income) &&
           household_chosen(world, ground, household, sim::no_row, tick, Support::income) &&
           supports::eligible(p, Support::income,
                              {.age = 0.0,
                               .deprivation = households.deprivation[household] / byte,
                               .institution = households.institution[household] != 0});
}

Reached Supports::reached(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    Reached by{};
    for (std::size_t k = 0; k < support_kinds; ++k) {
        by[k] = reaches(world, ground, row, tick, static_cast<Support>(k));
    }
    return by;
}

double Supports::online_exposure(const sim::World& world, const Ground& ground, Row row, sim::Tick tick) const
{
    const double built = ground.population.online_exposure[row] / byte;
    return in_use(world) && reaches(world, ground, row, tick, Support::hub) ? supports::left(built, p.hub_online)
                                                                            : built;
}

void Supports::take(sim::World& world, std::span<const SupportChange> changes) const
{
    const auto amounts = world.write(given);
    const auto whose = world.write(meant);
    auto& kinds = world.write(begun)[0];
    for (const SupportChange& one : changes) {
        const auto lane = lane_of(world, one.kind, one.meant);
        std::size_t at = lane.value_or(1);
        while (!lane && at < supports::lanes && !whose[meant_at(one.kind, at)].everybody()) {
            ++at;
        }
        sim::ensure(at < supports::lanes, "a support is given to more groups of persons than are kept apart");
        whose[meant_at(one.kind, at)] = one.meant;
        amounts[row_of(at, one.locality, one.kind)] += one.amount;
        kinds = static_cast<std::uint16_t>(kinds | 1u << static_cast<unsigned>(one.kind));
    }
    for (const SupportChange& one : changes) {
        const std::size_t lane = lane_of(world, one.kind, one.meant).value_or(0);
        sim::ensure(amounts[row_of(lane, one.locality, one.kind)] >= 0,
                    "more of a support is taken from a place than was given");
    }
}

namespace supports {

bool eligible(const SupportParameters& p, Support kind, const Eligibility& who)
{
    const bool minor = who.age < adult_age;
    const bool deprived = !who.institution && who.deprivation >= p.deprived_from;
    switch (kind) {
    case Support::boarding:
        return who.boarding;
    case Support::left_behind:
        return minor && who.parents_away;
    case Support::returned:
        return who.returned;
    case Support::hub:
        return who.age >= p.hub_from && who.age < p.hub_until;
    case Support::carers:
        return minor;
    case Support::guidance:
        return who.age >= p.guidance_from && who.age < p.guidance_until && (deprived || who.prior_abuse);
    case Support::income:
        return deprived;
    case Support::dropout:
        return who.age >= p.dropout_from && minor && (deprived || who.parents_away || who.returned);
    case Support::migrants:
        return who.intends || who.returned;
    }
    return false;
}

SupportParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Supports& s = build.supports;
    auto& world = build.world;
    s.people = &build.ground.population;
    s.life = &build.life;
    s.p = resolved(build.scenario.parameters);
    s.given = world.add_column<std::int32_t>(
        {"supports.given", "1e-6", "of the eligible who are meant, per lane, locality and kind"},
        lanes * build.ground.population.localities.siruta.size() * support_kinds);
    s.meant =
        world.add_column<Meant>({"supports.meant", "1", "whose lane it is, per kind and lane"}, support_kinds * lanes);
    s.begun = world.add_column<std::uint16_t>({"supports.begun", "bits", "kinds of support that were ever given"}, 1);
    s.change = world.add_event<SupportChange>(
        "supports.change", [&s](sim::World& w, const sim::Step&, std::span<SupportChange> all) { s.take(w, all); });
}

} // namespace supports
} // namespace model
