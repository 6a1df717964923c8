#include "models/neighbours.hpp"

#include "models/ground.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace model {
namespace {

constexpr std::size_t most = 6;

/// Square of the distance on a map, good enough to tell which of a county's places are near [degrees of latitude squared].
double map_distance(const Population& people, std::uint32_t a, std::uint32_t b)
{
    const auto& l = people.localities;
    constexpr double radian = std::numbers::pi / 180.0;
    const double north = l.latitude[a] - l.latitude[b];
    const double east = (l.longitude[a] - l.longitude[b]) * std::cos(l.latitude[a] * radian);
    return north * north + east * east;
}

} // namespace

Neighbours::Neighbours(const Ground& ground)
{
    const auto& localities = ground.population.localities;
    const auto size = static_cast<std::uint32_t>(localities.siruta.size());
    std::vector<std::pair<double, std::uint16_t>> near;
    for (std::uint32_t l = 0; l < size; ++l) {
        first_.push_back(static_cast<std::uint32_t>(nearest_.size()));
        if (!ground.inhabited(l)) {
            continue;
        }
        near.clear();
        const auto [begin, end] = ground.county_localities(l);
        for (std::uint32_t other = begin; other < end; ++other) {
            if (other != l && localities.county[other] == localities.county[l] && ground.inhabited(other)) {
                near.emplace_back(map_distance(ground.population, l, other), static_cast<std::uint16_t>(other));
            }
        }
        const std::size_t kept = std::min(most, near.size());
        std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept), near.end());
        for (std::size_t i = 0; i < kept; ++i) {
            nearest_.push_back(near[i].second);
        }
    }
    first_.push_back(static_cast<std::uint32_t>(nearest_.size()));
}

std::uint32_t Neighbours::pick(std::uint32_t locality, double u) const
{
    const auto near = of(locality);
    return near.empty() ? locality : near[static_cast<std::size_t>(u * static_cast<double>(near.size()))];
}

} // namespace model
