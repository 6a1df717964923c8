#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sim {

using Date = std::chrono::sys_days;

/// Number of a step since Monday 3 January 2000: the same for every run with the same step length, so runs that
/// begin at different dates meet the same luck in the same week.
struct Tick {
    std::int32_t value{};

    friend constexpr auto operator<=>(Tick, Tick) = default;
    friend constexpr std::int32_t operator-(Tick a, Tick b) { return a.value - b.value; }
    friend constexpr Tick operator+(Tick a, std::int32_t steps) { return {a.value + steps}; }
};

inline constexpr double days_per_year = 365.25;

/// The real calendar cut into steps of equal length. A run covers the ticks [first, last).
class Clock {
public:
    /// \param start, end   dates; the run begins with the step that holds `start` and ends before that of `end`
    /// \throws ContractError when the run has no step or the step no day
    Clock(Date start, Date end, int step_days = 7);

    Tick first() const { return first_; }
    Tick last() const { return last_; }
    std::int32_t steps() const { return last_ - first_; }
    int step_days() const { return step_days_; }
    double dt_years() const { return step_days_ / days_per_year; }

    /// First day of the step.
    Date date(Tick tick) const;
    /// The step that holds the date.
    Tick tick_of(Date date) const;
    int year(Tick tick) const;
    /// Months since the month in which the run's first step begins.
    int month(Tick tick) const;
    int months() const;
    /// 1 to 12.
    unsigned month_of_year(Tick tick) const;

private:
    int step_days_{7};
    Tick first_{};
    Tick last_{};
};

/// Date from "YYYY-MM-DD"; empty when the text is no date of the calendar.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date date);
std::string month_text(Date date); ///< "YYYY-MM"

} // namespace sim
