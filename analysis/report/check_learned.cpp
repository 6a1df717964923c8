#include "analysis/report/check_learned.hpp"

#include "analysis/learned.hpp"
#include "analysis/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

/// Quantile of the normal law that leaves 5 of 100 above it.
constexpr double z_of_90_between = 1.6448536269514722;

/// Two significant digits: no figure here is known better.
std::string two_digits_text(const Text& text, double value)
{
    constexpr int most_decimals = 9;
    if (value == 0.0) {
        return number(0.0, 0, text.numbers());
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const int decimals = std::min(most_decimals, std::max(0, 1 - magnitude));
    return number(value, decimals, text.numbers());
}

std::string with_bounds(const Text& text, double low, double median, double high)
{
    return two_digits_text(text, median) + " (" + two_digits_text(text, low) + " \u2013 " +
           two_digits_text(text, high) + ")";
}

struct Shown {
    double factor{};
    std::string unit;
};

/// Risks of a person in a year are of some in 100,000; per person they are all zeros.
Shown shown_as(const Text& text, const std::string& unit)
{
    constexpr double persons = 1e5;
    if (unit == "1/year") {
        return {persons, text("learned.per_100k_year")};
    }
    return {1.0, unit == "1/100,000" ? text("learned.per_100k") : unit == "1" ? "" : unit};
}

} // namespace

Table learned_table(const Text& text, const calibration::Posterior& posterior)
{
    Table table{"",
                {text("learned.parameter"), text("learned.unit"), text("learned.before"), text("learned.after"),
                 text("learned.left")},
                {}};
    constexpr double percent = 100.0;
    for (const Learned& one : learned(posterior)) {
        const Shown shown = shown_as(text, one.unit);
        const auto said = [&](double low, double median, double high) {
            return TableCell{with_bounds(text, shown.factor * low, shown.factor * median, shown.factor * high), "num"};
        };
        table.rows.push_back({{text.label("parameter", one.name) + " (" + one.name + ")", "text"},
                              {shown.unit, "text"},
                              said(one.prior_low, one.prior_median, one.prior_high),
                              said(one.low, one.median, one.high),
                              {number(percent * one.spread_left, 0, text.numbers()) + " %", "num"}});
    }
    return table;
}

std::vector<std::string> said_of_product(const Text& text, const calibration::Posterior& posterior)
{
    const auto product = incidence_and_detection(posterior);
    if (!product) {
        return {};
    }
    const auto factor = [&](double spread) { return number(std::exp(z_of_90_between * spread), 1, text.numbers()); };
    return {text(product->separately_identified() ? "learned.product_apart" : "learned.product_not",
                 {{"product", factor(product->product_spread)},
                  {"first", factor(product->first_spread)},
                  {"second", factor(product->second_spread)},
                  {"correlation", number(product->correlation, 2, text.numbers())}})};
}

} // namespace analysis
