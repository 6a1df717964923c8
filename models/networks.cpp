#include "models/networks.hpp"

#include "models/networks/assumptions.hpp"
#include "models/networks/county_view.hpp"
#include "models/stoppable.hpp"
#include "sim/heap.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>

namespace model {
namespace {

using network::CountyView;
using network::OnlineEnds;

sim::BlockLayer household_layer(const Population& people)
{
    return {people.households.first_member, people.household};
}

struct OnlineTies {
    sim::CsrLayer layer;
    std::vector<std::uint16_t> outside;
};

void count_outside(std::vector<std::uint16_t>& outside, Row row)
{
    outside[row] = static_cast<std::uint16_t>(outside[row] + 1);
}

/// Joins the ends that two selected counties reach out to each other; all other ends stay outside.
OnlineTies join_online(const Population& people, std::vector<OnlineEnds>& ends)
{
    const auto& counties = people.counties;
    OnlineTies result{{}, std::vector<std::uint16_t>(people.size(), 0)};
    struct Pair {
        std::size_t a;
        std::size_t b;
        std::vector<std::uint64_t> ties;
        std::vector<Row> left_over;
    };
    std::vector<Pair> pairs;
    for (std::size_t a = 0; a < counties.size(); ++a) {
        for (std::size_t b = a + 1; b < counties.size(); ++b) {
            pairs.push_back({a, b, {}, {}});
        }
    }
    sim::for_each_task(pairs.size(), [&](std::size_t i) {
        Pair& pair = pairs[i];
        auto& from_a = ends[pair.a].outward[counties[pair.b].county.value];
        auto& from_b = ends[pair.b].outward[counties[pair.a].county.value];
        sim::match_ends(from_a, from_b, pair.ties, &pair.left_over);
        from_a.clear();
        from_b.clear();
    });
    std::vector<std::vector<std::uint64_t>> ties(counties.size());
    for (std::size_t c = 0; c < counties.size(); ++c) {
        ties[c] = std::move(ends[c].inner);
        for (const auto& list : ends[c].outward) {
            std::for_each(list.begin(), list.end(), [&](const auto& end) { count_outside(result.outside, end.row); });
        }
        ends[c] = {};
    }
    for (Pair& pair : pairs) {
        ties[pair.a].insert(ties[pair.a].end(), pair.ties.begin(), pair.ties.end());
        ties[pair.b].insert(ties[pair.b].end(), pair.ties.begin(), pair.ties.end());
        std::for_each(pair.left_over.begin(), pair.left_over.end(),
                      [&](Row row) { count_outside(result.outside, row); });
        pair = {};
    }
    std::vector<Row> range_first;
    for (const CountyBlock& block : counties) {
        range_first.push_back(block.first_row);
    }
    range_first.push_back(static_cast<Row>(people.size()));
    result.layer = sim::ties_to_layer(range_first, ties);
    return result;
}

OnlineTies online_ties_of(const Population& people, std::span<const CountyView> counties)
{
    const auto outward = network::outward_chances(people);
    std::vector<OnlineEnds> ends(counties.size());
    sim::for_each_task(counties.size(), [&](std::size_t c) {
        ends[c] = network::meet_online(counties[c], outward[counties[c].county().value]);
    });
    OnlineTies ties = join_online(people, ends);
    ends = {};
    sim::give_back_freed();
    return ties;
}

/// The layers made of groups, one after the other, since the lists they are made of are as large as they: while one is
/// put together on one thread, the groups of the next are found on the others. The longest work first.
void make_cliques(const Population& people, std::span<const CountyView> counties, sim::Tick start, Networks& networks)
{
    struct Kind {
        sim::Groups (*make)(const CountyView&);
        sim::CliqueLayer Networks::*layer;
    };
    constexpr std::array<Kind, 4> kinds{{{network::make_friends, &Networks::friendship},
                                         {network::meet_neighbours, &Networks::neighbourhood},
                                         {network::form_teams, &Networks::work},
                                         {network::join_kin, &Networks::kin}}};
    sim::CliqueLayer* layer = &networks.school_class;
    std::vector<sim::Groups> found{network::attend_classes(people, network::date_of(start))};
    for (std::size_t kind = 0; kind <= kinds.size(); ++kind) {
        const bool more = kind < kinds.size();
        std::vector<sim::Groups> next(more ? counties.size() : 0);
        sim::for_each_task(1 + next.size(), [&](std::size_t task) {
            if (task == 0) {
                *layer = sim::groups_to_layer(people.size(), found);
            } else {
                next[task - 1] = kinds[kind].make(counties[task - 1]);
            }
        });
        layer = more ? &(networks.*kinds[kind].layer) : nullptr;
        found = std::move(next);
        sim::give_back_freed();
    }
}

} // namespace

Networks build_networks(const Population& people, sim::Tick start, std::uint64_t seed)
{
    return build_networks(people, start, seed, {});
}

Networks build_networks(const Population& people, sim::Tick start, std::uint64_t seed, const sim::Stop& stop)
{
    const sim::Luck luck(seed, 0);
    std::vector<CountyView> counties;
    for (const CountyBlock& block : people.counties) {
        counties.emplace_back(people, block, start, luck, &stop);
    }
    Networks networks;
    networks.household = household_layer(people);
    OnlineTies ties = online_ties_of(people, counties); // first: nothing takes as much memory on the way
    networks.online = std::move(ties.layer);
    networks.online_outside = std::move(ties.outside);
    make_cliques(people, counties, start, networks);
    return networks;
}

std::vector<std::pair<std::string_view, std::size_t>> network_bytes(const Networks& networks)
{
    const auto bytes = [](const auto& array) { return array.size() * sizeof(array[0]); };
    const auto cliques = [&](const sim::CliqueLayer& layer) {
        return bytes(layer.group_first()) + bytes(layer.all_members()) + bytes(layer.groups_first()) +
               bytes(layer.all_groups());
    };
    const sim::CsrLayer& online = networks.online;
    return {{"household", 0}, // the population's own arrays, shared
            {"kin", cliques(networks.kin)},
            {"school_class", cliques(networks.school_class)},
            {"friendship", cliques(networks.friendship)},
            {"neighbourhood", cliques(networks.neighbourhood)},
            {"online", bytes(online.first()) + bytes(online.targets()) + bytes(networks.online_outside)},
            {"work", cliques(networks.work)}};
}

} // namespace model
