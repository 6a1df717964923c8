#include "analysis/escape.hpp"
#include "analysis/rounding.hpp"
#include "analysis/sensitivity/findings.hpp"
#include "models/scenario_text.hpp"

#include <cmath>
#include <limits>

namespace analysis::sensitivity {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A line of a table, field by field.
class Line {
public:
    explicit Line(std::string& out) : out_(out) {}
    ~Line() { out_ += '\n'; }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    Line& text(std::string_view field) { return raw(csv(field)); }
    Line& exact(double value) { return raw(digits(value, nan, nan)); }
    Line& about(double value) { return raw(rough(value)); }
    Line& value(const Bounded& b)
    {
        const bool alone = std::isnan(b.low) || std::isnan(b.high);
        return raw(alone ? rough(b.value) : digits(b.value, b.low, b.high))
            .raw(digits(b.low, b.low, b.high))
            .raw(digits(b.high, b.low, b.high));
    }
    /// A whole number: without an interval, and of unit 1.
    Line& count(std::size_t number) { return exact(static_cast<double>(number)).raw("").raw("").raw("1"); }

private:
    Line& raw(const std::string& field)
    {
        out_ += (first_ ? "" : ",") + field;
        first_ = false;
        return *this;
    }

    std::string& out_;
    bool first_{true};
};

Bounded alone(double value)
{
    return {value, nan, nan};
}

/// Rounded to a whole power of ten, so that the decimal is the nearest double to itself.
std::string to_power(double value, double logarithm)
{
    const int power = static_cast<int>(std::lround(logarithm));
    const double step = std::pow(10.0, std::abs(power));
    const double rounded = power < 0 ? std::round(value * step) / step : std::round(value / step) * step;
    return model::number_text(rounded == 0.0 ? 0.0 : rounded);
}

std::string significant(double value, int count)
{
    const double size = std::abs(value);
    return size > 0.0 && !std::isinf(size) ? to_power(value, std::floor(std::log10(size)) - count + 1)
                                           : model::number_text(value);
}

/// Of what options are worth: net benefit, or what is averted.
std::string unit_of_worth(const DataSet& data, double threshold)
{
    return threshold > 0.0 ? "RON" : data.unit;
}

/// Of a part of a design: how much of it is told of, and what is missing. Of all of it nothing.
std::vector<std::pair<std::string_view, std::size_t>> part_of(const DataSet& data)
{
    if (!is_part(data)) {
        return {};
    }
    return {{"points", data.points()},
            {"points_left_out", data.left_out},
            {"replicates_left_out", data.replicates_left_out},
            {"results_missing", data.results_missing}};
}

void append(std::string& out, const std::string& parameter, const Measurement& m, const std::vector<std::string>& names,
            const std::string& unit)
{
    const auto one = [&](std::string_view quantity, const Bounded& value, std::string_view option,
                         std::string_view of) {
        Line(out).text(parameter).text(quantity).value(value).text(option).text(of);
    };
    one("worth", m.worth, names.at(m.best), unit);
    one("worth_as_fitted", alone(m.as_fitted), "", unit);
    one("standard_error", alone(m.standard_error), "", unit);
    one("changes_the_choice", m.changes, "", "1");
    for (const Turn& turn : m.turns) {
        one("turns_at", alone(turn.value), names.at(turn.below) + " > " + names.at(turn.above), "");
    }
}

} // namespace

std::string digits(double value, double low, double high)
{
    if (std::isnan(value)) {
        return "";
    }
    // Bounds that differ by the rounding of sums alone are no interval.
    constexpr double of_rounding = 1e-12;
    const bool alike = high - low <= of_rounding * std::abs(value);
    const double step = alike ? 0.0 : rounding_step({.mean = value, .low = low, .high = high});
    return step > 0.0 ? to_power(value, std::log10(step)) : significant(value, 7);
}

std::string rough(double value)
{
    return std::isnan(value) ? "" : significant(value, 3);
}

std::string sensitivity_csv(const DataSet& data, std::size_t strategy, const Sensitivity& found)
{
    std::string out = "strategy,quantity,measure,ledger,stratum,parameter,other,index,value,low_5,high_95,unit\n";
    const bool shares = found.method != Method::screening;
    const std::string about = csv(data.strategies.at(strategy)) + "," +
                              (data.quantity == Quantity::level ? "level" : "difference") + "," + csv(data.measure) +
                              "," + (data.measure == "cost" ? "" : csv(data.ledger)) + "," + csv(data.stratum) + ",";
    for (const Finding& finding : found.findings) {
        out += about;
        Line(out)
            .text(finding.parameter)
            .text(finding.other)
            .text(finding.index)
            .value(finding.value)
            .text(shares ? "1" : data.unit);
    }
    for (const auto& [what, count] : part_of(data)) {
        out += about;
        Line(out).text("").text("").text(what).count(count);
    }
    return out;
}

std::string information_csv(const DataSet& data, const Information& found, double threshold)
{
    const std::string unit = unit_of_worth(data, threshold);
    std::string out = "parameter,quantity,value,low_5,high_95,option,unit\n";
    Line(out).text("").text("everything_at_least").value(found.all.at_least).text("").text(unit);
    Line(out).text("").text("everything_at_most").value(found.all.at_most).text("").text(unit);
    for (const auto* const all : {&found.parameters, &found.groups}) {
        for (const Worth& worth : *all) {
            append(out, worth.parameter, worth.measurement, data.strategies, unit);
        }
    }
    for (const auto& [what, count] : part_of(data)) {
        Line(out).text("").text(what).exact(static_cast<double>(count)).text("").text("").text("").text("1");
    }
    return out;
}

std::string ranking_csv(const DataSet& data, const RankingFindings& found, double threshold)
{
    const std::string unit = unit_of_worth(data, threshold);
    std::string out = "strategy,quantity,multiplier_low,multiplier_high,value,low_5,high_95,stratum,unit\n";
    const auto one = [&](std::size_t s, std::string_view quantity, const Bounded& value, std::string_view of,
                         double low = nan, double high = nan) {
        const bool of_everybody = quantity == "mean_cost"; // costs know no stratum
        Line(out)
            .text(data.strategies[s])
            .text(quantity)
            .about(low)
            .about(high)
            .value(value)
            .text(of_everybody ? std::string_view("all") : std::string_view(data.stratum))
            .text(of);
    };
    for (std::size_t s = 0; s < data.strategies.size(); ++s) {
        one(s, "probability_best", found.standings[s].best, "1");
        one(s, "mean_rank", found.standings[s].rank, "1");
        one(s, "mean_utility", found.standings[s].mean, unit);
        if (!found.plane.empty()) {
            one(s, "mean_cost", found.mean_cost[s], "RON");
            one(s, "mean_averted", found.mean_averted[s], data.unit);
        }
        if (!found.plane.empty() && s > 0) { // the baseline, against itself, lies in no quarter
            const PlaneShares& p = found.plane[s];
            one(s, "dearer_and_better", alone(p.dearer_better), "1");
            one(s, "dearer_and_worse", alone(p.dearer_worse), "1");
            one(s, "cheaper_and_better", alone(p.cheaper_better), "1");
            one(s, "cheaper_and_worse", alone(p.cheaper_worse), "1");
        }
    }
    for (std::size_t s = 0; found.regret && s < data.strategies.size(); ++s) {
        const Regret& regret = found.regret->options[s];
        const State& worst = found.regret->states[regret.greatest_at];
        one(s, "mean_regret", regret.mean, unit);
        one(s, "greatest_regret", regret.greatest, unit, worst.low, worst.high);
        for (const State& state : found.regret->states) {
            one(s, "utility_of_third", state.mean_utility[s], unit, state.low, state.high);
        }
    }
    for (const Efficient& e : found.frontier) {
        one(e.option, "ron_per_further_case", alone(e.ratio), "RON/person");
    }
    for (const auto& [what, count] : part_of(data)) {
        const auto number = static_cast<double>(count);
        Line(out).text("").text(what).text("").text("").exact(number).text("").text("").text(data.stratum).text("1");
    }
    return out;
}

std::string acceptability_csv(const DataSet& data, const RankingFindings& found)
{
    std::string out = "threshold_ron_per_case,strategy,probability_best,low_5,high_95,on_frontier,expected_loss_ron\n";
    for (const Acceptable& at : found.curve) {
        for (std::size_t s = 0; s < data.strategies.size(); ++s) {
            Line(out)
                .exact(at.threshold)
                .text(data.strategies[s])
                .value(at.probability[s])
                .text(s == at.frontier ? "1" : "0")
                .about(s == at.frontier ? at.expected_loss : nan);
        }
    }
    return out;
}

} // namespace analysis::sensitivity
