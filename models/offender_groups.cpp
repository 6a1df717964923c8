#include "models/offender_groups.hpp"

#include "models/build.hpp"
#include "sim/error.hpp"
#include "sim/thin.hpp"

#include <cmath>
#include <numeric>
#include <string>

namespace model::offender_groups {
namespace {

/// Room in the space of offender ids for a county, and for a pathway within it. Ids stay below 2^26.
constexpr std::uint32_t ids_per_county = 1u << 20;
constexpr std::uint32_t ids_per_pathway = 1u << 16;

/// Offenders are as many as whole hundreds of residents ask for, so that one resident more changes none of them.
constexpr std::uint32_t residents_counted = 100;

/// The locality of a resident chosen by luck, so that places are taken in proportion to people.
std::uint32_t among_residents(const Ground& ground, const sim::Luck& luck, const CountyBlock& block,
                              std::uint32_t group)
{
    const Row row = block.first_row + sim::choose(luck, group, "offenders.place", sim::Tick{0}, 0, block.persons);
    return ground.population.locality[row];
}

/// Refuses more offenders than ids, in the replicate with the largest multiplier, whatever luck adds.
void refuse_too_many(const Build& build, const CountyBlock& block, const OffenderPathway& pathway, double per_scale)
{
    const double many = most(build.offenders.p, per_scale * (build.incidence_most *
                                                             build.scenario.county_factors.incidence_of(block.county)));
    if (many > ids_per_pathway) {
        throw sim::InputError(
            "offenders.per_100k",
            sim::refusal("offenders.ids",
                         "up to {offenders} offenders of {pathway} in {county}, of whom {most} at most are told apart",
                         "lower it, {pathway}.offender_share or observation.hidden_multiplier (multiplier_high where "
                         "it varies)",
                         {{"offenders", std::llround(many)},
                          {"pathway", build.scenario.pathways[pathway.position]},
                          {"county", build.ground.counties[block.county].name},
                          {"most", ids_per_pathway}}));
    }
}

void populate(Build& build, const CountyBlock& block, const OffenderPathway& pathway)
{
    const Offenders& o = build.offenders;
    const sim::Luck& luck = build.world.luck();
    const std::uint32_t base = block.county.value * ids_per_county + pathway.slot * ids_per_pathway;
    const double residents = block.persons / residents_counted * residents_counted;
    const double per_scale = o.p.per_100k * pathway.share * residents / 1e5;
    refuse_too_many(build, block, pathway, per_scale);
    const double expected = o.p.per_100k * pathway.share * build.incidence_in(block.county) * residents / 1e5;
    const sim::Draw some = luck(base, "offenders.groups");
    const sim::Draw more = luck(base, "offenders.more_groups");
    const auto groups = composition(o.p, expected, {some.uniform(), some.second(), more.uniform(), more.second()});
    const auto members = sizes(o.p);
    std::uint32_t id = base;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        for (std::uint32_t g = 0; g < groups[kind]; ++g) {
            const std::uint32_t group = id;
            const auto place = static_cast<std::uint16_t>(
                pathway.place ? pathway.place(luck, block, group) : among_residents(build.ground, luck, block, group));
            for (std::uint32_t m = 0; m < members[kind]; ++m, ++id) {
                build.world.append(o.all,
                                   Offender{id, group, place, pathway.position, 0, build.ground.clock.first().value - 1,
                                            static_cast<OffenderKind>(kind), OffenderStatus::at_liberty});
            }
        }
    }
    sim::ensure(id - base <= ids_per_pathway, "more offenders of a county and pathway than ids");
}

} // namespace

std::array<std::uint32_t, kinds> sizes(const OffenderParameters& p)
{
    return {1, static_cast<std::uint32_t>(p.family_size), static_cast<std::uint32_t>(p.group_size),
            static_cast<std::uint32_t>(p.organised_size)};
}

double most(const OffenderParameters& p, double expected)
{
    const auto members = sizes(p);
    return expected + std::accumulate(members.begin(), members.end(), 0.0);
}

std::array<std::uint32_t, kinds> composition(const OffenderParameters& p, double expected,
                                             const std::array<double, kinds>& u)
{
    const double grouped = p.family_share + p.group_share + p.organised_share;
    const double within = grouped > 1.0 ? 1.0 / grouped : 1.0; // shares beyond the whole are scaled down to it
    const std::array shares{1.0 - grouped * within, p.family_share * within, p.group_share * within,
                            p.organised_share * within};
    const auto members = sizes(p);
    std::array<std::uint32_t, kinds> groups{};
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        groups[kind] = static_cast<std::uint32_t>(shares[kind] * expected / members[kind] + u[kind]);
    }
    return groups;
}

void populate(Build& build)
{
    for (const CountyBlock& block : build.ground.population.counties) {
        for (const OffenderPathway& pathway : build.offenders.pathways) {
            if (block.persons > 0) {
                populate(build, block, pathway);
            }
        }
    }
}

} // namespace model::offender_groups
