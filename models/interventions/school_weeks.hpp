#pragma once

#include "sim/parameter.hpp"

#include <span>

namespace model::school_weeks {

// When in a school year what is done in classes has its place, each assumed once. Whole weeks; none is read from a scenario, since
// a visit's week is drawn from them and two strategies have to meet the same weeks.

inline constexpr sim::ParameterInfo programme_first{
    "school_weeks.programme_first",
    "week",
    6.0,
    0.0,
    20.0,
    'E',
    "assumed: classes are settled by mid-October",
    "Week of the school year in which programmes of class visits begin."};
inline constexpr sim::ParameterInfo programme_length{"school_weeks.programme_length",
                                                     "week",
                                                     24.0,
                                                     4.0,
                                                     34.0,
                                                     'E',
                                                     "assumed: until before the last month of the year",
                                                     "Weeks over which such a programme spreads its visits."};
inline constexpr sim::ParameterInfo first_lessons{
    "school_weeks.first_lessons",
    "week",
    6.0,
    0.0,
    16.0,
    'E',
    "assumed: as programmes of visits",
    "Week of the school year to which the curriculum's lessons of the first half are booked."};
inline constexpr sim::ParameterInfo second_lessons{
    "school_weeks.second_lessons",
    "week",
    26.0,
    17.0,
    36.0,
    'E',
    "assumed: the middle of the second half",
    "Week of the school year to which those of the second half are booked."};

constexpr int weeks(const sim::ParameterInfo& info)
{
    return static_cast<int>(info.value);
}

/// All of them.
std::span<const sim::ParameterInfo> declared();

} // namespace model::school_weeks
