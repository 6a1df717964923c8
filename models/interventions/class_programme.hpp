#pragma once

#include "models/interventions/delivery.hpp"
#include "models/interventions/school_weeks.hpp"
#include "models/norms.hpp"
#include "sim/random.hpp"

#include <utility>
#include <vector>

namespace model {

enum class Programme : std::uint8_t;

/// What the hours of a class take.
struct ClassWork {
    double full_hours; ///< of a class, that make a full programme
    double day_hours;  ///< with classes, of a facilitator's day at a school
    double week_hours; ///< with classes or on the road, of a facilitator's week
    double speed_kmh;
};

/// A programme that visitors give to classes, each school in its weeks of the school year, and the norm that this may move:
/// the part that such measures have in common. What it costs is the measure's own business.
class ClassProgramme {
public:
    /// \param turn    luck by which a school has its week
    /// \param hours   of a class in each visit
    /// \param visits  to a school in a school year, evenly spread
    ClassProgramme(const Build& build, const Delivery& delivery, sim::Purpose turn, const ClassWork& work, double hours,
                   int visits = 1);

    /// Share of a full programme that a class has of a visit.
    double dose() const { return dose_; }
    /// Visits every school reached whose week it is, with the classes in it that are aimed at: county, unit, classes
    /// (rows); none without such classes.
    template <class Visit>
    void each_school(const Week& week, Visit&& visit) const
    {
        const Ground& ground = delivery_.ground();
        const Population& people = ground.population;
        const int since = weeks_since_first(week.tick);
        if (since < 0) {
            return;
        }
        std::vector<std::uint32_t> classes;
        for (std::uint32_t unit = 0; unit < people.units.locality.size(); ++unit) {
            if (is_week_of(unit, since) && delivery_.covers_unit(unit, week.now())) {
                aimed_at(unit, week.tick, classes);
                if (!classes.empty()) {
                    visit(people.localities.county[people.units.locality[unit]], unit, std::as_const(classes));
                }
            }
        }
    }

    /// The pupils of all classes that are aimed at.
    Audience audience(sim::Tick tick) const;
    /// Hours of classes, road and the time of facilitators in the week. \param hours, km  resources of the measure
    void need(const Week& week, Needs& needs, std::size_t hours, std::size_t km) const;
    /// Proposes the week's share of the programme to its classes.
    void teach(sim::World& world, const Week& week, Programme kind) const;
    /// Proposes what the visits of the week do to a norm: a school's part of the classes of its place.
    /// \param by  what a full programme in all classes of a place raises, in [0, 1]
    void raise(sim::World& world, const Week& week, Norm norm, double by) const;
    /// The first week of a school year in which a unit is visited, if it is reached.
    sim::Tick first_visit(std::uint32_t unit, int school_year) const;
    /// The classes of a unit that are aimed at in the school year of the tick.
    void aimed_at(std::uint32_t unit, sim::Tick tick, std::vector<std::uint32_t>& classes) const;

private:
    /// Weeks since the first of the school year's programme; -1 in all other weeks.
    int weeks_since_first(sim::Tick tick) const;
    bool is_week_of(std::uint32_t unit, int weeks_since_first) const;
    double luck_of(std::uint32_t unit) const;

    const Build& build_;
    const Delivery& delivery_;
    sim::Purpose turn_;
    ClassWork work_;
    double hours_;
    int visits_;
    double dose_;
};

namespace class_programme {

/// Schools have their visits in these weeks of the school year.
inline constexpr int first_week = school_weeks::weeks(school_weeks::programme_first);
inline constexpr int weeks_of_programme = school_weeks::weeks(school_weeks::programme_length);

/// Share of a full programme that so many hours are. Pure.
double dose(const ClassWork& work, double hours);
/// Days at a school that the hours of its classes take; whole days. Pure.
double days(const ClassWork& work, double classes, double hours);
/// A facilitator's hours for a school: with classes and on the road to it and back. Pure. \param km  one way
double work_hours(const ClassWork& work, double classes, double hours, double km);
/// Weeks after the first in which a school has the first of its visits. Pure. \param luck, visits  as below
int first_visit(double luck, int visits);
/// Whether a school is visited so many weeks after the first. Pure.
/// \param luck  of the school, in (0, 1)   \param visits  in the weeks of the programme, evenly spread
bool visited(int weeks_since_first, double luck, int visits);

} // namespace class_programme
} // namespace model
