#include "analysis/discounting.hpp"

#include "analysis/statistics.hpp"
#include "models/costs.hpp"

namespace analysis {

double counted_part(const Costing& costing, const std::string& month)
{
    constexpr const char* middle = "-15";
    const auto from = sim::parse_date(costing.discount_from);
    const auto day = sim::parse_date(month + middle);
    return from && day ? model::costs::counted_part(costing.discount_rate, *from, *day) : 1.0;
}

Estimate discounted_true_difference(const EnsembleResult& baseline, const EnsembleResult& strategy)
{
    std::vector<double> parts;
    for (const std::string& month : strategy.axes.months) {
        parts.push_back(counted_part(strategy.costing, month));
    }
    const auto cases = [&](const RunResult& run) {
        double sum = 0.0;
        for (const TrueCell& cell : run.true_cases) {
            sum += cell.count * parts.at(cell.month);
        }
        return sum;
    };
    std::vector<double> differences;
    for (std::size_t r = 0; r < strategy.runs.size(); ++r) {
        differences.push_back(cases(strategy.runs[r]) - cases(baseline.runs.at(r)));
    }
    return estimate(differences, draws_of(strategy));
}

} // namespace analysis
