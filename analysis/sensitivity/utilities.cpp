#include "analysis/sensitivity/dataset.hpp"
#include "sim/error.hpp"

namespace analysis::sensitivity {

std::vector<Outcomes> utilities_of(const std::vector<Outcomes>& averted, const std::vector<Outcomes>& cost,
                                   double threshold)
{
    std::vector<Outcomes> all = averted;
    if (threshold > 0.0) {
        sim::expect(!cost.empty(), "a net benefit has costs");
        for (std::size_t s = 0; s < all.size(); ++s) {
            for (std::size_t k = 0; k < all[s].values.size(); ++k) {
                all[s].values[k] = threshold * all[s].values[k] - cost[s].values[k];
            }
        }
    }
    return all;
}

std::vector<Outcomes> utilities_of(const DataSet& data, double threshold)
{
    return utilities_of(data.averted, data.cost, threshold);
}

Points utility_of(const DataSet& data, double threshold)
{
    return columns_of_means(utilities_of(data, threshold));
}

} // namespace analysis::sensitivity
