#include "models/interventions/intervention.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <numeric>

namespace model {

bool Reach::nothing() const
{
    return national <= 0.0 && std::all_of(counties.begin(), counties.end(), [](double share) { return share <= 0.0; });
}

Reach farther(const Reach& one, const Reach& other)
{
    Reach both{.national = std::max(one.national, other.national)};
    std::transform(one.counties.begin(), one.counties.end(), other.counties.begin(), both.counties.begin(),
                   [](double a, double b) { return std::max(a, b); });
    return both;
}

const Reach& Week::of(std::span<const Reach> weeks, sim::Tick earlier) const
{
    static constexpr Reach none_yet{};
    sim::expect(earlier <= tick, "an intervention looks into the weeks to come");
    return earlier < first_ ? none_yet : weeks[static_cast<std::size_t>(earlier - first_)];
}

void Needs::clear()
{
    std::fill(once_.begin(), once_.end(), 0.0);
    std::fill(national_.begin(), national_.end(), 0.0);
    std::fill(used_.begin(), used_.end(), std::array<double, county_count>{});
    persons_ = {};
    of_centre_ = {};
    added_to_centre_ = {};
}

void Needs::staff(CountyId county, Staff kind, double persons)
{
    persons_[static_cast<std::size_t>(kind)][county.value] += persons;
}

double Needs::persons() const
{
    double sum = std::accumulate(of_centre_.begin(), of_centre_.end(), 0.0);
    for (const auto& kind : persons_) {
        sum = std::accumulate(kind.begin(), kind.end(), sum);
    }
    return sum;
}

bool Needs::takes_from(CountyId county) const
{
    const auto some = [&](const auto& by_county) { return by_county[county.value] > 0.0; };
    return std::any_of(used_.begin(), used_.end(), some) || std::any_of(persons_.begin(), persons_.end(), some) ||
           some(of_centre_);
}

double Needs::total(std::size_t resource, double part) const
{
    return std::accumulate(used_[resource].begin(), used_[resource].end(),
                           once_[resource] + national_[resource] * part);
}

} // namespace model
