#pragma once

#include "models/interventions/delivery.hpp"
#include "models/norms.hpp"
#include "models/supports.hpp"

#include <utility>
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

    /// Visits the places aimed at that had somebody eligible when the population was built: county, locality (row), and
    /// how many are reached there in the week [persons].
    template <class Visit>
    void each_place(const Week& week, Visit&& visit) const
    {
        for (const auto& [locality, persons] : places_) {
            const CountyId county = delivery_.ground().population.localities.county[locality];
            if (const double share = week.now()(county); share > 0.0) {
                visit(county, locality, persons * share);
            }
        }
    }
    /// Proposes what the week adds to the support or takes back of it, and the doses of the norm.
    void act(sim::World& world, const Week& week) const;

private:
    const Build& build_;
    const Delivery& delivery_;
    Support kind_;
    Norm raised_;
    double a_year_;
    double strength_;
    std::vector<std::pair<std::uint32_t, double>> places_; ///< locality (row), eligible as built
};

namespace place_support {

inline constexpr std::int32_t dose_weeks = 13; ///< between two doses of the norm

/// One dose of a norm raised by so much a year. Pure.
double dose(double a_year, double share_reached);
/// Persons whom so many reached keep at work. Pure.
double workers(double reached, double caseload);
/// Road that visits take in a week [km]: each from the nearest town and back. Pure.
double travel_km(double reached, double visits_per_year, double km_to_town);
/// What there is of a thing so many of which go to 100,000 residents. Pure.
double for_residents(double per_100k, double residents);

} // namespace place_support
} // namespace model
