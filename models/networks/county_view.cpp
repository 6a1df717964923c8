#include "models/networks/county_view.hpp"

#include "models/networks/assumptions.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace model::network {
namespace {

constexpr double km_per_degree = 111.2;
/// Added to latent ages so that a deviate below the age of 0 stays apart from one above.
constexpr int latent_shift_weeks = 520;

double distance_km(const Population& people, std::size_t a, std::size_t b)
{
    const auto& at = people.localities;
    const double north = static_cast<double>(at.latitude[a]) - static_cast<double>(at.latitude[b]);
    const double middle = (static_cast<double>(at.latitude[a]) + static_cast<double>(at.latitude[b])) / 2.0;
    const double east = (static_cast<double>(at.longitude[a]) - static_cast<double>(at.longitude[b])) *
                        std::cos(middle * std::numbers::pi / 180.0);
    return km_per_degree * std::hypot(north, east);
}

} // namespace

Places::Places(const Population& people, const CountyBlock& block)
{
    std::vector<std::uint16_t> mine;
    for (std::size_t i = 0; i < people.localities.county.size(); ++i) {
        if (people.localities.county[i] == block.county) {
            mine.push_back(static_cast<std::uint16_t>(i));
        }
    }
    if (mine.empty()) {
        return;
    }
    first_ = mine.front();
    begin_.assign(static_cast<std::size_t>(mine.back() - first_) + 2, 0);
    for (std::uint32_t local = 0; local + 1 < begin_.size(); ++local) {
        const std::size_t home = first_ + local;
        double total = 0.0;
        const std::size_t before = targets_.size();
        for (const std::uint16_t other : mine) {
            const double km = distance_km(people, home, other);
            if (other != home && km <= place_reach_km.value) {
                total += people.localities.persons[other] * std::exp(-km / place_km.value);
                targets_.push_back(other);
                cumulative_.push_back(total);
            }
        }
        for (std::size_t i = before; i < cumulative_.size(); ++i) {
            cumulative_[i] /= total;
        }
        begin_[local + 1] = static_cast<std::uint32_t>(targets_.size());
    }
}

std::uint16_t Places::elsewhere(std::uint16_t home, double u) const
{
    const auto from = cumulative_.begin() + begin_[home - first_];
    const auto to = cumulative_.begin() + begin_[home - first_ + 1u];
    const auto found = std::lower_bound(from, to, u);
    return found == to ? home : targets_[static_cast<std::size_t>(found - cumulative_.begin())];
}

std::uint64_t CountyView::shifted_age(Row row, double u, double years) const
{
    const double weeks = age_weeks(row) + sim::laplace(u, years * weeks_per_year) + latent_shift_weeks;
    return static_cast<std::uint64_t>(std::max(0.0, weeks));
}

std::uint64_t CountyView::latent_age(Row row, sim::Purpose purpose, double years, double any_age,
                                     const std::vector<Row>& members, std::uint32_t slot) const
{
    const sim::Draw luck = draw(row, purpose, slot);
    const double u = luck.second();
    Row as = row;
    if (u < any_age) {
        const double place = u / any_age * static_cast<double>(members.size());
        as = members[std::min(members.size() - 1, static_cast<std::size_t>(place))];
    }
    return shifted_age(as, luck.uniform(), years);
}

sim::Date date_of(sim::Tick tick)
{
    constexpr std::chrono::days week{7};
    return sim::Clock(sim::Date{}, sim::Date{} + week).date(tick);
}

} // namespace model::network
