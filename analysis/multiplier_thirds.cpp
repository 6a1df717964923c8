#include "analysis/multiplier_thirds.hpp"

namespace analysis {

std::vector<RunGroup> multiplier_thirds(const EnsembleResult& baseline)
{
    std::vector<double> multiplier;
    for (const RunResult& run : baseline.runs) {
        multiplier.push_back(run.hidden_multiplier);
    }
    return thirds_of(multiplier, draws_of(baseline));
}

} // namespace analysis
