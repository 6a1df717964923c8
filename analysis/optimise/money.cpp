#include "analysis/optimise/money.hpp"

#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace analysis::optimise {
namespace {

/// Pieces of the curve of what a measure costs: between them it is taken as straight, and what a portfolio costs is planned again.
constexpr std::size_t pieces = 8;
/// Halvings to the largest size that a budget pays.
constexpr int halvings = 10;
constexpr double days_of_week = 7.0;
constexpr double days_of_year = 365.0;
/// A year of so many weeks, or more, is a whole one.
constexpr int weeks_of_year = 52;

} // namespace

std::map<int, double> by_year(std::span<const model::Spending> spending)
{
    std::map<int, double> sums;
    for (const model::Spending& one : spending) {
        sums[one.year] += one.spent_ron;
    }
    return sums;
}

std::map<int, double> parts_of_years(const sim::Clock& counted)
{
    std::map<int, int> weeks;
    for (sim::Tick tick = counted.first(); tick < counted.last(); tick = tick + 1) {
        ++weeks[counted.year(tick)];
    }
    std::map<int, double> parts;
    for (const auto& [year, n] : weeks) {
        parts[year] = n >= weeks_of_year ? 1.0 : n * days_of_week / days_of_year;
    }
    return parts;
}

double dearest_year(const std::map<int, double>& portfolio, const std::map<int, double>& baseline,
                    const std::map<int, double>& parts)
{
    double most = 0.0;
    for (const auto& [year, part] : parts) {
        const auto in = [&](const std::map<int, double>& sums) {
            const auto found = sums.find(year);
            return found == sums.end() ? 0.0 : found->second;
        };
        most = std::max(most, (in(portfolio)-in(baseline)) / part);
    }
    return most;
}

Money::Money(const model::Scenario& baseline, std::span<const Candidate> candidates, const model::Ground& ground,
             double largest, const sim::Stop& stop)
    : baseline_(baseline), candidates_(candidates.begin(), candidates.end()), ground_(ground),
      parts_(parts_of_years(ground.counted)), before_(by_year(model::outlook(baseline, ground).spending)),
      curves_(candidates.size())
{
    sim::for_each_task(candidates_.size(), [&](std::size_t k) {
        stop.check();
        curves_[k] = curve_of(k, largest);
    });
    sim::Problems problems;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
        most_ron_.push_back(curves_[k].ron.back());
        if (falls(k)) {
            problems.add(candidates_[k].specs[0].where,
                         sim::refusal("optimise.falling-cost", "{name} costs more at from = {from} than at to = {to}",
                                      "write the cheaper end as from: with the money a measure grows from there",
                                      {{"name", candidates_[k].name},
                                       {"from", model::number_text(candidates_[k].from)},
                                       {"to", model::number_text(candidates_[k].to)}}));
        }
        if (!(most_ron_.back() > 0.0)) {
            problems.add(candidates_[k].specs[0].where,
                         sim::refusal("optimise.free", "{name} costs nothing here, at any size that the budget pays",
                                      "take it out: no budget decides on it; or allow a larger budget, if less than "
                                      "one post or place is paid",
                                      {{"name", candidates_[k].name}}));
        }
    }
    problems.raise();
}

double Money::planned(const model::Scenario& scenario) const
{
    return dearest_year(by_year(model::outlook(scenario, ground_).spending), before_, parts_);
}

double Money::alone(std::size_t candidate, double size) const
{
    std::vector<double> sizes(candidates_.size(), 0.0);
    sizes[candidate] = size;
    return planned(portfolio_scenario(baseline_, candidates_, sizes));
}

bool Money::falls(std::size_t candidate) const
{
    return candidates_[candidate].by_setting() && alone(candidate, 1.0 / steps_of_size) > alone(candidate, 1.0);
}

Money::Curve Money::curve_of(std::size_t candidate, double largest) const
{
    double whole = 1.0;
    if (alone(candidate, whole) > largest) {
        double high = 1.0;
        whole = 0.0;
        for (int i = 0; i < halvings; ++i) {
            const double middle = 0.5 * (whole + high);
            (alone(candidate, middle) <= largest ? whole : high) = middle;
        }
    }
    Curve curve{{0.0}, {0.0}};
    for (std::size_t i = 1; i <= pieces; ++i) {
        curve.size.push_back(whole * static_cast<double>(i) / pieces);
        curve.ron.push_back(std::max(curve.ron.back(), alone(candidate, curve.size.back())));
    }
    return curve;
}

std::vector<double> Money::sizes(const Portfolio& portfolio) const
{
    std::vector<double> sizes;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
        const Curve& curve = curves_[k];
        const double wanted = std::clamp(portfolio[k], 0.0, 1.0) * most_ron_[k];
        const auto above = std::lower_bound(curve.ron.begin(), curve.ron.end(), wanted);
        const auto i = static_cast<std::size_t>(std::min(above, curve.ron.end() - 1) - curve.ron.begin());
        if (i == 0 || curve.ron[i] <= curve.ron[i - 1]) {
            sizes.push_back(i == 0 ? 0.0 : curve.size[i]);
            continue;
        }
        const double part = (wanted - curve.ron[i - 1]) / (curve.ron[i] - curve.ron[i - 1]);
        sizes.push_back(curve.size[i - 1] + part * (curve.size[i] - curve.size[i - 1]));
    }
    return sizes;
}

model::Scenario Money::scenario(const Portfolio& portfolio) const
{
    return portfolio_scenario(baseline_, candidates_, sizes(portfolio));
}

double Money::ron(const Portfolio& portfolio) const
{
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(portfolio); found != known_.end()) {
            return found->second;
        }
    }
    const double ron = planned(scenario(portfolio));
    const std::lock_guard lock(mutex_);
    known_.emplace(portfolio, ron);
    return ron;
}

} // namespace analysis::optimise
