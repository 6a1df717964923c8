#include "analysis/report/phrases.hpp"

#include "analysis/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

/// The bounds as sizes, all with the same decimals.
struct Sizes {
    std::string mean, low, high;
};

Sizes sizes(const Text& text, const Estimate& value)
{
    const NumberText parts = number_text(
        {.mean = std::abs(value.mean), .low = std::abs(value.low), .high = std::abs(value.high)}, text.numbers());
    return {parts.mean, parts.low, parts.high};
}

/// The sentences of a range: on one side of no change, from it on, or across it.
struct RangeKeys {
    const char *lower, *higher, *lower_from_none, *higher_from_none, *mixed;
};
constexpr RangeKeys of_cases{"change.fewer_range", "change.more_range", "change.fewer_range_from_none",
                             "change.more_range_from_none", "change.mixed_range"};
constexpr RangeKeys of_percent{"change.lower_range", "change.higher_range", "change.lower_range_from_none",
                               "change.higher_range_from_none", "change.mixed_percent_range"};

std::string range_words(const Text& text, const Estimate& value, const RangeKeys& keys)
{
    const Sizes size = sizes(text, value);
    if (value.low == 0.0) {
        return text(keys.higher_from_none, {{"high", size.high}});
    }
    if (value.high == 0.0) {
        return text(keys.lower_from_none, {{"high", size.low}});
    }
    if (value.low > 0.0) {
        return text(keys.higher, {{"low", size.low}, {"high", size.high}});
    }
    if (value.high < 0.0) {
        return text(keys.lower, {{"low", size.high}, {"high", size.low}});
    }
    return text(keys.mixed, {{"low", size.low}, {"high", size.high}});
}

/// A mean that is rounded to nothing: exact only where no run differs.
const std::string& no_change(const Text& text, const Estimate& difference)
{
    return text(verdict(difference) == Verdict::unchanged ? "change.none" : "change.near_none");
}

} // namespace

std::string change(const Text& text, const Estimate& difference)
{
    if (!shown(difference)) {
        return text("change.kept_back");
    }
    if (difference.mean == 0.0) {
        return no_change(text, difference);
    }
    return text(difference.mean < 0.0 ? "change.fewer" : "change.more", {{"n", sizes(text, difference).mean}});
}

std::string change_range(const Text& text, const Estimate& difference)
{
    if (!shown(difference)) {
        return text("change.kept_back");
    }
    if (difference.low == 0.0 && difference.high == 0.0) {
        return text("change.none");
    }
    return range_words(text, difference, of_cases);
}

std::string percent_change(const Text& text, const Estimate& percent)
{
    if (!shown(percent)) {
        return text("change.kept_back");
    }
    if (percent.mean == 0.0) {
        return no_change(text, percent);
    }
    return text(percent.mean < 0.0 ? "change.lower" : "change.higher", {{"n", sizes(text, percent).mean}});
}

std::string percent_range(const Text& text, const Estimate& percent)
{
    if (!shown(percent)) {
        return text("change.kept_back");
    }
    if (percent.low == 0.0 && percent.high == 0.0) {
        return text("change.none");
    }
    return range_words(text, percent, of_percent);
}

const std::string& title_of(const Comparison& comparison, const std::string& name)
{
    const auto found = std::find_if(comparison.strategies.begin(), comparison.strategies.end(),
                                    [&](const StrategyResult& strategy) { return strategy.name == name; });
    return found == comparison.strategies.end() ? name : found->title;
}

std::string before_noun(const Text& text, const std::string& written)
{
    return text("language") == "ro" && takes_de(written) ? written + " de" : written;
}

std::string with_interval(const Text& text, const Estimate& value, const std::string& unit)
{
    if (!shown(value) || !std::isfinite(value.low) || !std::isfinite(value.high)) {
        return text("change.kept_back");
    }
    const NumberText parts = number_text(value, text.numbers());
    const std::string written = parts.mean + parts.scale;
    const std::string noun = written == "1" ? unit.substr(0, unit.find('|')) : unit.substr(unit.find('|') + 1);
    const std::string mean = noun.empty() ? written : before_noun(text, written) + " " + noun;
    if (value.low == value.high) {
        return text("change.constant", {{"n", mean}});
    }
    return mean + " (" + text("change.interval", {{"low", parts.low}, {"high", parts.high + parts.scale}}) + ")";
}

std::string runs_of_multiplier(const Text& text, const MultiplierRange& range)
{
    return text(range.independent < range.runs ? "basis.third_draws" : "basis.third",
                {{"low", number(range.low, 1, text.numbers())},
                 {"high", number(range.high, 1, text.numbers())},
                 {"runs", before_noun(text, std::to_string(range.runs))},
                 {"draws", before_noun(text, std::to_string(range.independent))}});
}

std::string of_runs_taken(const Text& text, const Estimate& value, std::size_t runs)
{
    if (!shown(value) || value.low != value.high) {
        return with_interval(text, value);
    }
    const NumberText parts = number_text(value, text.numbers());
    return text("change.constant_here", {{"n", parts.mean + parts.scale}, {"runs", std::to_string(runs)}});
}

const std::string& finding(const Text& text, Verdict verdict)
{
    return text("finding." + std::string(word_of(verdict)));
}

std::string of_runs(const Text& text, double chance, int runs)
{
    constexpr int in_percent_from = 100;
    if (chance >= 1.0 || chance <= 0.0) {
        return text(chance >= 1.0 ? "runs.every" : "runs.none");
    }
    if (runs >= in_percent_from) {
        return text("runs.percent", {{"percent", number(chance * 100.0, 0, text.numbers())}});
    }
    return text("runs.of",
                {{"n", std::to_string(std::lround(chance * runs))}, {"runs", before_noun(text, std::to_string(runs))}});
}

std::string runs_apart(const Text& text, const Estimate& difference, int runs)
{
    const double fewer = difference.probability_below_zero;
    const double more = difference.probability_above_zero;
    std::vector<std::pair<double, const char*>> parts{
        {1.0 - fewer - more, "key.in_runs_none"}, {fewer, "key.in_runs_fewer"}, {more, "key.in_runs_more"}};
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string said;
    for (const auto& [share, sentence] : parts) {
        if (std::lround(share * runs) > 0) {
            said += (said.empty() ? "" : "; ") + text(sentence, {{"chance", of_runs(text, share, runs)}});
        }
    }
    return said;
}

bool firm(const Estimate& difference)
{
    const Verdict said = verdict(difference);
    return said == Verdict::fewer || said == Verdict::more;
}

} // namespace analysis
