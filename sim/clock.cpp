#include "sim/clock.hpp"

#include "sim/error.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace sim {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Monday, the first day of tick 0.
constexpr Date origin = sys_days{year{2000} / std::chrono::January / 3};

constexpr std::int32_t floor_div(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int32_t>(a >= 0 ? a / b : -((-a + b - 1) / b));
}

year_month_day civil(Date date)
{
    return year_month_day{date};
}

int month_number(Date date)
{
    const auto d = civil(date);
    return static_cast<int>(d.year()) * 12 + static_cast<int>(static_cast<unsigned>(d.month())) - 1;
}

} // namespace

Clock::Clock(Date start, Date end, int step_days) : step_days_(step_days)
{
    if (step_days < 1 || end <= start) {
        contract_failed("a clock needs a step of at least a day and an end after its start", __FILE__, __LINE__);
    }
    first_ = tick_of(start);
    last_ = tick_of(end);
    if (last_ <= first_) {
        last_ = first_ + 1;
    }
}

Date Clock::date(Tick tick) const
{
    return origin + days{std::int64_t{tick.value} * step_days_};
}

Tick Clock::tick_of(Date date) const
{
    return {floor_div((date - origin).count(), step_days_)};
}

int Clock::year(Tick tick) const
{
    return static_cast<int>(civil(date(tick)).year());
}

unsigned Clock::month_of_year(Tick tick) const
{
    return static_cast<unsigned>(civil(date(tick)).month());
}

int Clock::month(Tick tick) const
{
    return month_number(date(tick)) - month_number(date(first_));
}

int Clock::months() const
{
    return month(last_ + -1) + 1;
}

std::optional<Date> parse_date(std::string_view text)
{
    int y = 0;
    unsigned m = 0;
    unsigned d = 0;
    const auto number = [&](std::size_t from, std::size_t length, auto& value) {
        const char* const begin = text.data() + from;
        const auto [end, error] = std::from_chars(begin, begin + length, value);
        return error == std::errc{} && end == begin + length && *begin != '-';
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !number(0, 4, y) || !number(5, 2, m) ||
        !number(8, 2, d)) {
        return std::nullopt;
    }
    const year_month_day date{year{y}, month{m}, day{d}};
    return date.ok() ? std::optional<Date>{sys_days{date}} : std::nullopt;
}

std::string to_text(Date date)
{
    const auto d = civil(date);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(d.year()),
                  static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    return text.data();
}

std::string month_text(Date date)
{
    return to_text(date).substr(0, 7);
}

} // namespace sim
