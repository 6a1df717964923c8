#pragma once

#include "models/interventions/delivery.hpp"
#include "models/norms.hpp"
#include "models/supports.hpp"

#include <array>
#include <vector>

namespace model {

/// A support that a strategy gives to a share of the eligible of every place it aims at, and the norm that this may raise
/// there: the part that such measures have in common. What it costs is the measure's own business.
class PlaceSupport {
public:
    /// \param raised   the norm raised where the support is given, while it is
    /// \param a_year   by how much in a year of a place all of whose eligible are reached, in [0, 1]
    /// \param strength  share of those reached who have the support in full, in [0, 1]: of a smaller dose the smaller
    PlaceSupport(const Build& build, const Delivery& delivery, Support kind, Norm raised, double a_year,
                 double strength = 1.0);

    /// Whether somebody who is meant is eligible in a county, or anywhere, as the population was built.
    bool means_somebody(CountyId county) const { return counties_[county.value]; }
    bool means_somebody() const { return !places_.empty(); }
    /// Visits the places aimed at that had somebody eligible who is meant when the population was built: county, locality
    /// (row), and how many are reached there in the week [persons].
    template <class Visit>
    void each_place(const Week& week, Visit&& visit) const
    {
        for (const Place& place : places_) {
            const CountyId county = delivery_.ground().population.localities.county[place.locality];
            if (const double share = week.now()(county); share > 0.0) {
                visit(county, place.locality, place.meant * share);
            }
        }
    }
    /// Those who are meant, of the eligible as built.
    Audience audience() const;
    /// Proposes what the week adds to the support or takes back of it, and the doses of the norm.
    void act(sim::World& world, const Week& week) const;

private:
    struct Place {
        std::uint32_t locality; ///< row
        double meant;           ///< of the eligible as built, those who are meant
        double part;            ///< of the eligible
    };

    const Build& build_;
    const Delivery& delivery_;
    Meant whom_;
    Support kind_;
    Norm raised_;
    double a_year_;
    double strength_;
    std::vector<Place> places_;
    std::array<bool, county_count> counties_{};
};

namespace place_support {

inline constexpr std::int32_t dose_weeks = 13; ///< from one dose of the norm to the next

/// Weeks from the first up to before the last.
struct Weeks {
    sim::Tick first, last;
};
/// Those whose dose is given in a week: in the last of 13 those of the 13, in the week in which the reach has ended those
/// since the dose before; none in all other weeks. Pure.
/// \param start  the first of the first 13
Weeks weeks_of_dose(const Week& week, sim::Tick start);
/// Of `dose_weeks` weeks the share in which a thing was reached, which is the sum of what `reached(tick)` says of some of
/// them. Pure.
template <class Reached>
double mean_share(const Weeks& weeks, Reached&& reached)
{
    double sum = 0.0;
    for (sim::Tick tick = weeks.first; tick < weeks.last; tick = tick + 1) {
        sum += reached(tick);
    }
    return sum / dose_weeks;
}

/// One dose of a norm raised by so much a year. Pure. \param share_reached  in the mean of its 13 weeks
double dose(double a_year, double share_reached);
/// Persons whom so many reached keep at work. Pure.
double workers(double reached, double caseload);
/// Road that visits take in a week [km]: each from the nearest town and back. Pure.
double travel_km(double reached, double visits_per_year, double km_to_town);
/// What there is of a thing so many of which go to 100,000 residents. Pure.
double for_residents(double per_100k, double residents);

} // namespace place_support
} // namespace model
