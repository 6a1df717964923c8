#include "models/networks/assumptions.hpp"
#include "models/networks/county_view.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace model::network {
namespace {

constexpr int luck_bits = 28;

/// The whole county as a place, after all localities.
constexpr std::uint64_t county_wide = (1u << locality_bits) - 1;

struct Centre {
    double persons{};
    double latitude{};
    double longitude{};
};

std::vector<Centre> county_centres(const Population& people)
{
    const auto& at = people.localities;
    std::vector<Centre> centres;
    for (std::size_t i = 0; i < at.county.size(); ++i) {
        const std::size_t county = at.county[i].value;
        centres.resize(std::max(centres.size(), county + 1));
        Centre& centre = centres[county];
        centre.persons += at.persons[i];
        centre.latitude += static_cast<double>(at.latitude[i]) * at.persons[i];
        centre.longitude += static_cast<double>(at.longitude[i]) * at.persons[i];
    }
    for (Centre& centre : centres) {
        centre.latitude /= std::max(1.0, centre.persons);
        centre.longitude /= std::max(1.0, centre.persons);
    }
    return centres;
}

double distance_km(const Centre& a, const Centre& b)
{
    constexpr double km_per_degree = 111.2;
    const double middle = (a.latitude + b.latitude) / 2.0 * std::numbers::pi / 180.0;
    return km_per_degree * std::hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * std::cos(middle));
}

} // namespace

std::vector<std::vector<double>> outward_chances(const Population& people)
{
    const std::vector<Centre> centres = county_centres(people);
    const std::size_t n = centres.size();
    std::vector<std::vector<double>> weight(n, std::vector<double>(n, 0.0));
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
            if (a != b) {
                weight[a][b] = centres[a].persons * centres[b].persons *
                               std::exp(-distance_km(centres[a], centres[b]) / online_km.value);
            }
        }
    }
    // Symmetric scaling until every county sends out in proportion to its persons: then a expects as many of b as b of a.
    constexpr int rounds = 200;
    std::vector<double> scale(n, 1.0);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t a = 0; a < n; ++a) {
            double sum = 0.0;
            for (std::size_t b = 0; b < n; ++b) {
                sum += weight[a][b] * scale[b];
            }
            scale[a] = sum > 0.0 ? std::sqrt(scale[a] * centres[a].persons / sum) : 0.0;
        }
    }
    for (std::size_t a = 0; a < n; ++a) {
        double sum = 0.0;
        for (std::size_t b = 0; b < n; ++b) {
            weight[a][b] *= scale[a] * scale[b];
            sum += weight[a][b];
        }
        for (std::size_t b = 0; b < n && sum > 0.0; ++b) {
            weight[a][b] /= sum;
        }
    }
    return weight;
}

namespace {

/// Those of an age for online ties, and those who will be within the horizon: their ties sleep until then.
std::vector<Row> online_members(const CountyView& county)
{
    constexpr int youngest = static_cast<int>(online_from_age.value - online_horizon.value);
    std::vector<Row> members;
    for (Row row = county.begin(); row < county.end(); ++row) {
        const int age = county.age(row);
        if (county.people().online_exposure[row] > 0 && age >= youngest &&
            age < static_cast<int>(online_to_age.value)) {
            members.push_back(row);
        }
    }
    return members;
}

/// How many ties a person wants, and what rounds them.
struct Wanted {
    double ties;
    sim::Draw rounding;
};

Wanted wanted(const CountyView& county, Row row)
{
    constexpr double mean_ties = online_ties.value / (1.0 - online_asleep.value); // so many that online_ties are awake
    const sim::Draw luck = county.draw(row, "network.online.ties");
    return {std::min(online_most.value, sim::lognormal(luck.uniform(), luck.second(), mean_ties, online_sigma.value)),
            county.draw(row, "network.online.rounding")};
}

/// The age at which somebody is sought, a sort key.
std::uint64_t sought_age(const CountyView& county, const std::vector<Row>& members, Row row, sim::Purpose purpose,
                         std::uint32_t slot)
{
    return county.latent_age(row, purpose, online_years.value, online_any_age.value, members, slot);
}

/// Ends of ties within the county: groups of like age, of one place or of the whole county.
void join_groups(const CountyView& county, const std::vector<Row>& members, Row row, const Wanted& wants,
                 std::vector<sim::Keyed>& memberships)
{
    const double per_group = online_group.value - 1.0;
    const double inner = wants.ties * (1.0 - online_outside_share.value) / per_group;
    const std::uint32_t groups = sim::round_by_luck(inner, wants.rounding.uniform());
    for (std::uint32_t slot = 0; slot < groups; ++slot) {
        const sim::Draw place = county.draw(row, "network.online.place", slot);
        memberships.push_back(
            {sim::Key()
                 .then(place.uniform() < online_place.value ? county.people().locality[row] : county_wide,
                       locality_bits)
                 .then(sought_age(county, members, row, "network.online.age", slot), latent_bits)
                 .then(place.words[2] >> (32 - luck_bits), luck_bits)
                 .value(),
             row});
    }
}

/// Ends of ties that leave the county. \param reach  chances of the other counties, summed up
void reach_out(const CountyView& county, const std::vector<Row>& members, Row row, const Wanted& wants,
               const std::vector<double>& reach, OnlineEnds& ends)
{
    const std::uint32_t out = sim::round_by_luck(wants.ties * online_outside_share.value, wants.rounding.second());
    for (std::uint32_t slot = 0; slot < out; ++slot) {
        const sim::Draw where = county.draw(row, "network.online.outward", slot);
        const auto found = std::lower_bound(reach.begin(), reach.end(), where.uniform() * reach.back());
        if (found != reach.end()) {
            ends.outward[static_cast<std::size_t>(found - reach.begin())].push_back(
                {sim::Key()
                     .then(sought_age(county, members, row, "network.online.outward.age", slot), latent_bits)
                     .then(where.words[2] >> (32 - luck_bits), luck_bits)
                     .value(),
                 row});
        }
    }
}

} // namespace

OnlineEnds meet_online(const CountyView& county, const std::vector<double>& outward)
{
    const std::vector<Row> members = online_members(county);
    std::vector<double> reach(outward.size());
    std::partial_sum(outward.begin(), outward.end(), reach.begin());
    OnlineEnds ends;
    ends.outward.resize(outward.size());
    std::vector<sim::Keyed> memberships;
    for (const Row row : members) {
        county.check_stop();
        const Wanted wants = wanted(county, row);
        join_groups(county, members, row, wants, memberships);
        reach_out(county, members, row, wants, reach, ends);
    }
    sim::Groups groups;
    sim::cut_into_groups(memberships, static_cast<std::size_t>(online_group.value), groups);
    sim::append_ties(groups, ends.inner);
    return ends;
}

} // namespace model::network

namespace model {

bool of_online_age(double age_years)
{
    return age_years >= network::online_from_age.value && age_years < network::online_to_age.value;
}

} // namespace model
