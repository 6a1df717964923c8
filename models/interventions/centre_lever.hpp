#pragma once

#include "models/build.hpp"
#include "models/interventions/intervention.hpp"
#include "models/levers.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace model {

/// How far an intervention reaches in a regional centre: the mean over its counties. Pure.
/// \param share  of the centre, by county
inline double centre_reach(const Reach& reach, std::span<const CountyId> counties,
                           const std::array<double, county_count>& share)
{
    double sum = 0.0;
    for (const CountyId county : counties) {
        sum += share[county.value] * reach(county);
    }
    return sum;
}

/// Share of its centre's residents who live in each county.
inline std::array<double, county_count> shares_of_centres(const Build& build)
{
    std::array<double, centre_count> all{};
    for (const County& county : build.ground.counties.all) {
        all[county.centre] += county.persons;
    }
    std::array<double, county_count> share{};
    for (std::size_t i = 0; i < county_count; ++i) {
        const County& county = build.ground.counties.all[i];
        sim::expect(all[county.centre] > 0.0, "a regional centre has residents");
        share[i] = county.persons / all[county.centre];
    }
    return share;
}

/// Of what a full reach adds in a county, the part that is still new: whoever has been added once is not new again where the
/// reach falls and comes back. Pure. \param half_life  [week]
inline double still_new(const Week& week, CountyId county, double half_life)
{
    double reached = std::max(week.now()(county), week.farthest_before()(county));
    double sum = 0.0;
    for (sim::Tick then = week.tick; reached > 0.0; then = then + -1) {
        const double before = week.farthest(then + -1)(county);
        sum += (reached - before) * std::exp2(-(week.tick - then) / half_life);
        reached = before;
    }
    return sum;
}

/// Calls `propose(centre, change)` where a lever of the centres differs from the week before, in millionths: where the
/// reach ends, all is taken back. \param amount  of the lever where the intervention reaches fully
template <class Propose>
void change_centres(const Build& build, const std::array<double, county_count>& share, const Week& week, double amount,
                    Propose&& propose)
{
    for (std::uint8_t centre = 0; centre < centre_count; ++centre) {
        const auto& counties = build.centres.all[centre].counties;
        const auto given = [&](const Reach& reach) { return to_lever(amount * centre_reach(reach, counties, share)); };
        const std::int32_t change = given(week.now()) - given(week.before());
        if (change != 0) {
            propose(centre, change);
        }
    }
}

} // namespace model
