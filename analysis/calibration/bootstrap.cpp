#include "analysis/calibration/bootstrap.hpp"

#include "analysis/calibration/randomness.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <vector>

namespace analysis::calibration {

ClusteredMean clustered_mean(std::span<const double> values, std::span<const std::size_t> cluster, double level,
                             std::size_t draws, std::uint64_t seed)
{
    sim::expect(!values.empty() && values.size() == cluster.size() && level > 0.0 && level < 1.0 && draws > 0,
                "values have clusters, a level lies in (0, 1)");
    const std::size_t clusters = *std::max_element(cluster.begin(), cluster.end()) + 1;
    std::vector<double> sum(clusters, 0.0);
    std::vector<double> count(clusters, 0.0);
    double all = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum[cluster[i]] += values[i];
        count[cluster[i]] += 1.0;
        all += values[i];
    }
    Randomness luck(seed);
    std::vector<double> means;
    while (means.size() < draws) {
        double drawn = 0.0;
        double size = 0.0;
        for (std::size_t k = 0; k < clusters; ++k) {
            const auto one = static_cast<std::size_t>(luck.uniform() * static_cast<double>(clusters));
            drawn += sum[one];
            size += count[one];
        }
        if (size > 0.0) { // a cluster may be empty
            means.push_back(drawn / size);
        }
    }
    std::sort(means.begin(), means.end());
    const auto at = [&](double p) {
        return means[std::min(static_cast<std::size_t>(p * static_cast<double>(draws)), draws - 1)];
    };
    return {all / static_cast<double>(values.size()), at((1.0 - level) / 2.0), at((1.0 + level) / 2.0)};
}

} // namespace analysis::calibration
