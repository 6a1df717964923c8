#include "models/interventions/whole_shares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {

std::array<double, county_count> whole_shares(double pieces, const std::array<double, county_count>& weight)
{
    const double all = std::accumulate(weight.begin(), weight.end(), 0.0);
    std::array<double, county_count> whole{};
    std::array<double, county_count> rest{};
    std::array<std::size_t, county_count> order{};
    for (std::size_t i = 0; i < county_count; ++i) {
        const double due = pieces * (weight[i] / all);
        whole[i] = std::floor(due);
        rest[i] = due - whole[i];
        order[i] = i;
    }
    const double left = std::round(pieces - std::accumulate(whole.begin(), whole.end(), 0.0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
    for (std::size_t k = 0; k < std::min(county_count, static_cast<std::size_t>(std::max(0.0, left))); ++k) {
        whole[order[k]] += 1.0;
    }
    return whole;
}

double whole_part(double pieces, double reach)
{
    return std::round(pieces * reach);
}

std::array<double, county_count> residents_by_county(const Counties& counties)
{
    std::array<double, county_count> residents{};
    for (std::size_t i = 0; i < county_count; ++i) {
        residents[i] = counties.all[i].persons;
    }
    return residents;
}

} // namespace model
