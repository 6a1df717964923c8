#include "analysis/report/assumptions.hpp"

#include "analysis/numbers.hpp"
#include "analysis/report/page.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <charconv>

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

/// A value that the runs took, with as many decimals as its fellows.
std::string taken_number(const Text& text, const Assumption& assumption, double value)
{
    const int places = std::max(
        {decimals_of(assumption.value), decimals_of(assumption.taken_low), decimals_of(assumption.taken_high)});
    return number(value, places, text.numbers());
}

std::string taken_text(const Text& text, const Assumption& assumption)
{
    return text("change.interval", {{"low", taken_number(text, assumption, assumption.taken_low)},
                                    {"high", taken_number(text, assumption, assumption.taken_high)}});
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

} // namespace

PageData assumptions_data(const Text& text, const std::vector<Assumption>& assumptions)
{
    const auto stated = [&](const std::string& value) { return value.empty() ? text("assumptions.missing") : value; };
    const auto optional = [](data& row, const char* key, const std::string& value) {
        row.set(key, value.empty() ? data{data::type::bool_false} : data{value});
    };
    data list{data::type::list};
    for (const Assumption& assumption : assumptions) {
        data entry;
        entry.set("name", stated(assumption.name));
        entry.set("doc", stated(assumption.doc));
        entry.set("value", was_drawn(assumption) ? taken_number(text, assumption, assumption.value)
                                                 : plain(text, assumption.value));
        entry.set("unit", assumption.unit == "1" ? "" : stated(assumption.unit));
        optional(entry, "taken", was_drawn(assumption) ? taken_text(text, assumption) : "");
        optional(entry, "origin", origin_text(text, assumption.origin));
        entry.set("range", text("change.interval",
                                {{"low", plain(text, assumption.low)}, {"high", plain(text, assumption.high)}}));
        entry.set("grade", std::string(1, assumption.grade));
        entry.set("source", stated(assumption.source));
        list << entry;
    }
    return list;
}

} // namespace analysis
