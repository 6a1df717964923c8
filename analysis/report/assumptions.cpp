#include "analysis/report/assumptions.hpp"

#include "analysis/explain/words.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/phrases.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace analysis {
namespace {

using kainjow::mustache::data;

/// How many decimals a value was written with.
int decimals_of(double value)
{
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    const auto point = std::find(buffer.data(), end, '.');
    return point == end ? 0 : static_cast<int>(end - point - 1);
}

/// Whether a parameter is a date in years, as 2018.56 is one in July 2018.
bool is_calendar(const Assumption& assumption)
{
    constexpr double first_year = 1900.0; // no span of years begins there
    return (assumption.unit == "year" || assumption.unit == "calendar year") && assumption.low >= first_year;
}

/// "2022", "July 2018".
std::string calendar_text(const Text& text, double years)
{
    constexpr double months = 12.0;
    const double year = std::floor(years);
    const std::string written = std::to_string(static_cast<int>(year));
    if (years == year) {
        return written;
    }
    const int month = 1 + static_cast<int>(std::floor((years - year) * months));
    return words_of(text)("month.m" + std::to_string(month)) + " " + written;
}

/// A value or a bound of a parameter for people.
std::string value_text(const Text& text, const Assumption& assumption, double value)
{
    return is_calendar(assumption) ? calendar_text(text, value) : plain(text, value);
}

/// Values that runs took, with as many decimals each as that which has most.
struct Taken {
    double value{}, low{}, high{};

    std::string number_of(const Text& text, double one) const
    {
        return number(one, std::max({decimals_of(value), decimals_of(low), decimals_of(high)}), text.numbers());
    }
    std::string middle(const Text& text) const { return number_of(text, value); }
    std::string range(const Text& text) const
    {
        return text("change.interval", {{"low", number_of(text, low)}, {"high", number_of(text, high)}});
    }
};

Taken taken_of(const Assumption& assumption)
{
    return {assumption.value, assumption.taken_low, assumption.taken_high};
}

std::string origin_text(const Text& text, Origin origin)
{
    switch (origin) {
    case Origin::declared:
        break;
    case Origin::stated:
        return text("assumptions.stated");
    case Origin::fitted:
        return text("assumptions.fitted");
    case Origin::drawn:
        return text("assumptions.drawn");
    case Origin::varied:
        return text("assumptions.varied");
    }
    return {};
}

/// Where the value comes from, and what strategies have in its place.
std::string origin_and_others(const Text& text, const Comparison& comparison, const Assumption& assumption)
{
    std::string said = origin_text(text, assumption.origin);
    for (const OtherValue& other : assumption.others) {
        const Taken taken{other.value, other.low, other.high};
        const std::string value =
            other.drawn ? text("assumptions.other_drawn", {{"value", taken.middle(text)}, {"range", taken.range(text)}})
                        : value_text(text, assumption, other.value);
        said += (said.empty() ? "" : "; ") +
                text("assumptions.other", {{"title", title_of(comparison, other.strategy)}, {"value", value}});
    }
    return said;
}

} // namespace

PageData assumptions_data(const Text& text, const Comparison& comparison)
{
    const auto stated = [&](const std::string& value) { return value.empty() ? text("assumptions.missing") : value; };
    const auto optional = [](data& row, const char* key, const std::string& value) {
        row.set(key, value.empty() ? data{data::type::bool_false} : data{value});
    };
    data list{data::type::list};
    for (const Assumption& assumption : comparison.assumptions) {
        data entry;
        entry.set("name", stated(assumption.name));
        entry.set("doc", stated(assumption.doc));
        entry.set("value", was_drawn(assumption) ? taken_of(assumption).middle(text)
                                                 : value_text(text, assumption, assumption.value));
        entry.set("unit", assumption.unit == "1" || is_calendar(assumption) ? "" : stated(assumption.unit));
        optional(entry, "taken", was_drawn(assumption) ? taken_of(assumption).range(text) : "");
        optional(entry, "origin", origin_and_others(text, comparison, assumption));
        entry.set("range", text("change.interval", {{"low", value_text(text, assumption, assumption.low)},
                                                    {"high", value_text(text, assumption, assumption.high)}}));
        entry.set("grade", std::string(1, assumption.grade));
        entry.set("source", stated(assumption.source));
        list << entry;
    }
    return list;
}

} // namespace analysis
