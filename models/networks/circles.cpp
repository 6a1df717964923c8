#include "models/networks/assumptions.hpp"
#include "models/networks/county_view.hpp"

#include <algorithm>
#include <cmath>

namespace model::network {
namespace {

constexpr int luck_bits = 28;
constexpr int youngest_adult = 19;

std::uint64_t order_luck(const CountyView& county, Row row, sim::Purpose purpose)
{
    return county.draw(row, purpose).words[0] >> (32 - luck_bits);
}

std::uint16_t place_of(const CountyView& county, Row row, sim::Purpose purpose, double at_home)
{
    const sim::Draw luck = county.draw(row, purpose);
    const std::uint16_t home = county.people().locality[row];
    return luck.uniform() < at_home ? home : county.places().elsewhere(home, luck.second());
}

/// Mean number of persons of the county's private households.
struct Households {
    std::vector<sim::Keyed> list; ///< first member of each
    std::size_t persons{};
    double met_at_home{}; ///< other members of the household, summed over persons
};

Households private_households(const CountyView& county)
{
    const Population& people = county.people();
    Households result;
    const std::uint32_t from = people.household[county.begin()];
    const std::uint32_t to = people.household[county.end() - 1] + 1;
    for (std::uint32_t h = from; h < to; ++h) {
        county.check_stop();
        const Row first = people.households.first_member[h];
        const std::size_t size = people.households.first_member[h + 1] - first;
        if (people.households.institution[h] == 0 && size > 0) {
            const std::uint16_t place = place_of(county, first, "network.kin.place", kin_place.value);
            result.list.push_back({sim::Key()
                                       .then(place, locality_bits)
                                       .then(order_luck(county, first, "network.kin.order"), luck_bits)
                                       .value(),
                                   first});
            result.persons += size;
            result.met_at_home += static_cast<double>(size * (size - 1));
        }
    }
    return result;
}

} // namespace

sim::Groups join_kin(const CountyView& county)
{
    const Population& people = county.people();
    sim::Groups groups;
    if (county.begin() == county.end()) {
        return groups;
    }
    Households homes = private_households(county);
    sim::sort_by_key(homes.list);
    const double mean_size = static_cast<double>(homes.persons) / static_cast<double>(homes.list.size());
    const double wanted = kin_ties.value / mean_size; // share joined in twos + twice that in threes
    const double in_threes = std::clamp(wanted - (1.0 - kin_alone.value), 0.0, 1.0 - kin_alone.value);
    const double in_twos = 1.0 - kin_alone.value - in_threes;
    // chances per group, so that the shares of households come out
    const double all = kin_alone.value + in_twos / 2.0 + in_threes / 3.0;
    std::vector<Row> members;
    for (std::size_t at = 0; at < homes.list.size();) {
        county.check_stop();
        const double u = county.draw(homes.list[at].row, "network.kin.size").uniform() * all;
        const std::size_t size = u < kin_alone.value ? 1 : u < kin_alone.value + in_twos / 2.0 ? 2 : 3;
        const std::size_t end = std::min(homes.list.size(), at + size);
        members.clear();
        for (; at < end; ++at) {
            const std::uint32_t h = people.household[homes.list[at].row];
            for (Row row = people.households.first_member[h]; row < people.households.first_member[h + 1]; ++row) {
                members.push_back(row);
            }
        }
        if (size > 1) {
            groups.add(members);
        }
    }
    return groups;
}

sim::Groups meet_neighbours(const CountyView& county)
{
    const Population& people = county.people();
    constexpr int block_bits = 14;
    const std::size_t persons = county.end() - county.begin();
    std::vector<sim::Keyed> list;
    list.reserve(persons);
    for (Row row = county.begin(); row < county.end(); ++row) {
        county.check_stop();
        // Those who meet regardless of age are sorted as somebody else of their own street would be.
        const sim::Draw luck = county.draw(row, "network.neighbour.age");
        const std::uint32_t part = county.part_of_locality(row, neighbour_block.value);
        Row as = row;
        const bool child = county.age(row) < youngest_adult;
        if (luck.second() < (child ? neighbour_child_any_age : neighbour_any_age).value) {
            const Row first =
                people.localities.first_row[people.locality[row]] + part * static_cast<Row>(neighbour_block.value);
            const Row last = std::min(first + static_cast<Row>(neighbour_block.value),
                                      people.localities.first_row[people.locality[row] + 1u]);
            as = first + county.draw(row, "network.neighbour.as").below(last - first);
        }
        list.push_back(
            {sim::Key()
                 .then(people.locality[row], locality_bits)
                 .then(part, block_bits)
                 .then(county.shifted_age(as, luck.uniform(), (child ? neighbour_child_years : neighbour_years).value),
                       latent_bits)
                 .then(luck.words[3] >> 7, 25)
                 .value(),
             row});
    }
    sim::Groups groups;
    sim::cut_into_groups(list, static_cast<std::size_t>(neighbour_group.value), groups);
    return groups;
}

sim::Groups form_teams(const CountyView& county)
{
    const Population& people = county.people();
    constexpr int youngest_worker = 15;
    std::vector<Row> workers;
    for (Row row = county.begin(); row < county.end(); ++row) {
        if ((people.flags[row] & flag::employed) != 0 && county.age(row) >= youngest_worker) {
            workers.push_back(row);
        }
    }
    std::vector<sim::Keyed> list;
    list.reserve(workers.size());
    for (const Row row : workers) {
        county.check_stop();
        list.push_back(
            {sim::Key()
                 .then(place_of(county, row, "network.work.place", work_place.value), locality_bits)
                 .then(county.latent_age(row, "network.work.age", work_years.value, work_any_age.value, workers),
                       latent_bits)
                 .then(order_luck(county, row, "network.work.order"), luck_bits)
                 .value(),
             row});
    }
    sim::Groups groups;
    sim::cut_into_groups(
        list,
        [&](Row first) {
            const sim::Draw luck = county.draw(first, "network.team.size");
            const double size = sim::lognormal(luck.uniform(), luck.second(), team_mean.value, team_sigma.value);
            return static_cast<std::size_t>(std::clamp(std::round(size), 2.0, static_cast<double>(sim::largest_group)));
        },
        groups);
    return groups;
}

} // namespace model::network
