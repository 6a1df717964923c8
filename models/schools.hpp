#pragma once

#include "models/people.hpp"
#include "sim/clock.hpp"

#include <array>
#include <optional>

namespace model {

// The school year and who is in which class at a date. Nothing is moved during a run: a class has an entry year, and
// whether it is running is a matter of the date.

inline constexpr int school_age = 6; ///< on 1 September, for the preparatory grade (0)
inline constexpr std::array<int, school_levels> level_grades{5, 4, 4}; ///< grades 0-4, 5-8, 9-12
inline constexpr std::array<int, school_levels> level_first_grade{0, 5, 9};
inline constexpr int all_grades = 13;

/// Date of birth: the Monday of the birth week.
sim::Date birth_date(std::int16_t birth_week);
/// Completed years of life at a date (365.25 days each); negative before birth.
int age_years(std::int16_t birth_week, sim::Date date);
int age_years(std::int16_t birth_week, sim::Tick week);

/// Calendar year of the September in which the school year of a date began; it changes on 1 September.
int school_year(sim::Date date);
/// Whether pupils are at school in the week that begins at `monday`: from about 10 September to 20 June, without the
/// autumn, winter, February and Easter weeks (Orthodox Easter). The ministry moves the weeks a little every year.
bool in_session(sim::Date monday);
/// Orthodox Easter Sunday in the Gregorian calendar. \source Meeus, Astronomical Algorithms, 1991
sim::Date orthodox_easter(int year);

/// September in which a child enters, or entered, the preparatory grade: the first when it is six.
int school_entry_year(std::int16_t birth_week);
/// September in which a child of that entry year begins a level.
constexpr int level_entry_year(int entry_year, SchoolLevel level)
{
    return entry_year + level_first_grade[static_cast<std::size_t>(level)];
}

/// Class a pupil attends in the school year of the date, `none` when not enrolled, too young or done.
/// \param pupil  row of `pupils`
std::uint32_t current_class(const Population& population, std::uint32_t pupil, sim::Date date);
/// Grade of a class in the school year of the date, 0 (preparatory) to 12; empty when it is not running.
std::optional<int> grade(const Population& population, std::uint32_t school_class, sim::Date date);

} // namespace model
