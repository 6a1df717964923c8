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

Sizes sizes(const Estimate& value)
{
    const NumberText text =
        number_text({.mean = std::abs(value.mean), .low = std::abs(value.low), .high = std::abs(value.high)});
    return {text.mean, text.low, text.high};
}

std::string range_words(const Text& text, const Estimate& value, const std::string& lower, const std::string& higher,
                        const std::string& mixed)
{
    const Sizes size = sizes(value);
    if (value.low >= 0.0) {
        return text(higher, {{"low", size.low}, {"high", size.high}});
    }
    if (value.high <= 0.0) {
        return text(lower, {{"low", size.high}, {"high", size.low}});
    }
    return text(mixed, {{"low", size.low}, {"high", size.high}});
}

} // namespace

std::string change(const Text& text, const Estimate& difference)
{
    if (!shown(difference)) {
        return text("change.kept_back");
    }
    if (difference.mean == 0.0) {
        return text("change.none");
    }
    return text(difference.mean < 0.0 ? "change.fewer" : "change.more", {{"n", sizes(difference).mean}});
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
        return text("change.none");
    }
    return text(percent.mean < 0.0 ? "change.lower" : "change.higher", {{"n", sizes(percent).mean}});
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

std::string with_interval(const Text& text, const Estimate& value, const std::string& unit)
{
    if (!shown(value) || !std::isfinite(value.low) || !std::isfinite(value.high)) {
        return text("change.kept_back");
    }
    const NumberText parts = number_text(value);
    const std::string mean = parts.mean + parts.scale + (unit.empty() ? "" : " " + unit);
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

bool firm(const Estimate& difference)
{
    const Verdict said = verdict(difference);
    return said == Verdict::fewer || said == Verdict::more;
}

} // namespace analysis
