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

std::string range_words(const Text& text, const Estimate& value, const std::string& lower, const std::string& higher,
                        const std::string& mixed)
{
    const Sizes size = sizes(text, value);
    if (value.low >= 0.0) {
        return text(higher, {{"low", size.low}, {"high", size.high}});
    }
    if (value.high <= 0.0) {
        return text(lower, {{"low", size.high}, {"high", size.low}});
    }
    return text(mixed, {{"low", size.low}, {"high", size.high}});
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
    return range_words(text, difference, "change.fewer_range", "change.more_range", "change.mixed_range");
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
    return range_words(text, percent, "change.lower_range", "change.higher_range", "change.mixed_percent_range");
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

const std::string& finding(const Text& text, Verdict verdict)
{
    switch (verdict) {
    case Verdict::kept_back:
        return text("finding.kept_back");
    case Verdict::unchanged:
        return text("finding.unchanged");
    case Verdict::too_few_runs:
        return text("finding.too_few_runs");
    case Verdict::not_distinguishable:
        return text("finding.not_distinguishable");
    case Verdict::fewer:
        return text("finding.fewer");
    case Verdict::more:
        break;
    }
    return text("finding.more");
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

std::string would_do(const Text& text, int runs)
{
    return runs > 0 ? text("runs.would_do", {{"runs", before_noun(text, number(runs, 0, text.numbers()))}}) : "";
}

bool firm(const Estimate& difference)
{
    const Verdict said = verdict(difference);
    return said == Verdict::fewer || said == Verdict::more;
}

} // namespace analysis
