#include "models/schools.hpp"

#include "sim/error.hpp"

#include <cmath>

namespace model {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

constexpr sys_days week_zero{year{2000} / 1 / 3};
constexpr int week_days = 7;

sim::Date on(int y, unsigned m, unsigned d)
{
    return sys_days{year{y} / month{m} / std::chrono::day{d}};
}

std::chrono::year_month_day parts(sim::Date date)
{
    return std::chrono::year_month_day{date};
}

/// The week that begins at `monday` lies mostly within [from, to].
bool within(sim::Date monday, sim::Date from, sim::Date to)
{
    const sim::Date thursday = monday + days{3};
    return thursday >= from && thursday <= to;
}

} // namespace

sim::Date birth_date(std::int16_t birth_week)
{
    return week_zero + days{week_days * birth_week};
}

int age_years(std::int16_t birth_week, sim::Date date)
{
    return static_cast<int>(
        std::floor(static_cast<double>((date - birth_date(birth_week)).count()) / sim::days_per_year));
}

int age_years(std::int16_t birth_week, sim::Tick week)
{
    return age_years(birth_week, week_zero + days{week_days * week.value});
}

int school_year(sim::Date date)
{
    const auto ymd = parts(date);
    return static_cast<int>(ymd.year()) - (ymd.month() < std::chrono::September ? 1 : 0);
}

sim::Date orthodox_easter(int y)
{
    const int a = y % 4;
    const int b = y % 7;
    const int c = y % 19;
    const int d = (19 * c + 15) % 30;
    const int e = (2 * a + 4 * b - d + 34) % 7;
    const int f = d + e + 114;
    constexpr int julian_to_gregorian = 13; // days, from 1900 to 2099
    return on(y, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1)) + days{julian_to_gregorian};
}

bool in_session(sim::Date monday)
{
    const int y = static_cast<int>(parts(monday + days{3}).year());
    const sim::Date easter = orthodox_easter(y);
    return !(within(monday, on(y, 6, 21), on(y, 9, 9)) || within(monday, on(y, 10, 24), on(y, 10, 31)) ||
             within(monday, on(y, 12, 22), on(y, 12, 31)) || within(monday, on(y, 1, 1), on(y, 1, 7)) ||
             within(monday, on(y, 2, 12), on(y, 2, 18)) || within(monday, easter - days{3}, easter + days{7}));
}

int school_entry_year(std::int16_t birth_week)
{
    // At the first September after the sixth birthday; the birthday is within days of the same date six years on.
    int y = static_cast<int>(parts(birth_date(birth_week)).year()) + school_age;
    while (age_years(birth_week, on(y, 9, 1)) < school_age) {
        ++y;
    }
    return y;
}

std::uint32_t current_class(const Population& population, std::uint32_t pupil, sim::Date date)
{
    const int running = school_year(date);
    for (std::size_t level = 0; level < school_levels; ++level) {
        const std::uint32_t school_class = population.pupils.school_class[level][pupil];
        if (school_class == none) {
            continue;
        }
        const int since = running - population.classes.entry_year[school_class];
        if (since >= 0 && since < level_grades[level]) {
            return school_class;
        }
    }
    return none;
}

std::optional<int> grade(const Population& population, std::uint32_t school_class, sim::Date date)
{
    const auto level = static_cast<std::size_t>(population.classes.level[school_class]);
    const int since = school_year(date) - population.classes.entry_year[school_class];
    if (since < 0 || since >= level_grades[level]) {
        return std::nullopt;
    }
    return level_first_grade[level] + since;
}

} // namespace model
