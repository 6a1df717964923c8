#include "analysis/escape.hpp"
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
    Line& number(double value) { return raw(digits(value, nan, nan)); }
    Line& value(const Bounded& b)
    {
        return raw(digits(b.value, b.low, b.high)).raw(digits(b.low, b.low, b.high)).raw(digits(b.high, b.low, b.high));
    }

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

void append(std::string& out, const std::string& parameter, const Measurement& m, const std::vector<std::string>& names)
{
    const auto one = [&](std::string_view quantity, const Bounded& value, std::string_view option) {
        Line(out).text(parameter).text(quantity).value(value).text(option);
    };
    one("worth", m.worth, names.at(m.best));
    one("worth_as_fitted", alone(m.as_fitted), "");
    one("standard_error", alone(m.standard_error), "");
    one("changes_the_choice", m.changes, "");
    for (const Turn& turn : m.turns) {
        one("turns_at", alone(turn.value), names.at(turn.below) + " > " + names.at(turn.above));
    }
}

} // namespace

std::string digits(double value, double low, double high)
{
    constexpr double finest = 100.0;     // parts of an interval's width
    constexpr double significant = 1e-6; // of a value without an interval
    if (std::isnan(value)) {
        return "";
    }
    const double width = high - low;
    const double coarse = width > 0.0 ? width / finest : std::abs(value) * significant;
    if (!(coarse > 0.0) || std::isinf(coarse)) {
        return model::number_text(value);
    }
    // By a whole power of ten, so that the decimal is the nearest double to itself.
    const int power = static_cast<int>(std::floor(std::log10(coarse)));
    const double step = std::pow(10.0, std::abs(power));
    const double rounded = power < 0 ? std::round(value * step) / step : std::round(value / step) * step;
    return model::number_text(rounded == 0.0 ? 0.0 : rounded);
}

std::string sensitivity_csv(const DataSet& data, std::size_t strategy, const Sensitivity& found)
{
    std::string out = "strategy,parameter,other,index,value,low_5,high_95\n";
    for (const Finding& finding : found.findings) {
        Line(out)
            .text(data.strategies.at(strategy))
            .text(finding.parameter)
            .text(finding.other)
            .text(finding.index)
            .value(finding.value);
    }
    return out;
}

std::string information_csv(const DataSet& data, const Information& found)
{
    std::string out = "parameter,quantity,value,low_5,high_95,option\n";
    Line(out).text("").text("everything_at_least").value(found.all.at_least).text("");
    Line(out).text("").text("everything_at_most").value(found.all.at_most).text("");
    for (const auto* const all : {&found.parameters, &found.groups}) {
        for (const Worth& worth : *all) {
            append(out, worth.parameter, worth.measurement, data.strategies);
        }
    }
    return out;
}

std::string ranking_csv(const DataSet& data, const RankingFindings& found)
{
    std::string out = "strategy,quantity,multiplier_low,multiplier_high,value,low_5,high_95\n";
    const auto one = [&](std::size_t s, std::string_view quantity, const Bounded& value, double low = nan,
                         double high = nan) {
        Line(out).text(data.strategies[s]).text(quantity).number(low).number(high).value(value);
    };
    for (std::size_t s = 0; s < data.strategies.size(); ++s) {
        one(s, "probability_best", found.standings[s].best);
        one(s, "mean_rank", found.standings[s].rank);
        one(s, "mean_utility", found.standings[s].mean);
        if (!found.plane.empty()) {
            const PlaneShares& p = found.plane[s];
            one(s, "mean_cost", alone(p.mean_cost));
            one(s, "mean_averted", alone(p.mean_effect));
            one(s, "dearer_and_better", alone(p.dearer_better));
            one(s, "dearer_and_worse", alone(p.dearer_worse));
            one(s, "cheaper_and_better", alone(p.cheaper_better));
            one(s, "cheaper_and_worse", alone(p.cheaper_worse));
        }
    }
    for (std::size_t s = 0; found.regret && s < data.strategies.size(); ++s) {
        const Regret& regret = found.regret->options[s];
        const State& worst = found.regret->states[regret.greatest_at];
        one(s, "mean_regret", alone(regret.mean));
        one(s, "greatest_regret", alone(regret.greatest), worst.low, worst.high);
        for (const State& state : found.regret->states) {
            one(s, "utility_of_third", alone(state.mean_utility[s]), state.low, state.high);
        }
    }
    for (const Efficient& e : found.frontier) {
        one(e.option, "ron_per_further_case", alone(e.ratio));
    }
    return out;
}

std::string acceptability_csv(const DataSet& data, const RankingFindings& found)
{
    std::string out = "threshold_ron_per_case,strategy,probability_best,low_5,high_95,on_frontier,expected_loss_ron\n";
    for (const Acceptable& at : found.curve) {
        for (std::size_t s = 0; s < data.strategies.size(); ++s) {
            Line(out)
                .number(at.threshold)
                .text(data.strategies[s])
                .value(at.probability[s])
                .text(s == at.frontier ? "1" : "0")
                .number(s == at.frontier ? at.expected_loss : nan);
        }
    }
    return out;
}

} // namespace analysis::sensitivity
