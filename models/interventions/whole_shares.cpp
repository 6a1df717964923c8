#include "models/interventions/whole_shares.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace model {

std::array<double, county_count> whole_shares(double pieces, const std::array<double, county_count>& weight)
{
    const double all = std::accumulate(weight.begin(), weight.end(), 0.0);
    sim::expect(all > 0.0, "nothing says how pieces are shared out");
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

WholePieces::WholePieces(const std::array<double, county_count>& pieces, const sim::Luck& luck, sim::Purpose purpose)
{
    std::vector<std::pair<double, std::size_t>> drawn; // the counties that have any, in an order of luck
    for (std::size_t county = 0; county < county_count; ++county) {
        if (pieces[county] > 0.0) {
            drawn.emplace_back(luck(static_cast<std::uint32_t>(county), purpose).uniform(), county);
        }
    }
    std::sort(drawn.begin(), drawn.end());
    std::vector<std::pair<double, std::size_t>> order; // place among the pieces of the county in (0, 1), county
    for (std::size_t rank = 0; rank < drawn.size(); ++rank) {
        const double within = (static_cast<double>(rank) + 0.5) / static_cast<double>(drawn.size());
        const std::size_t county = drawn[rank].second;
        for (double piece = 0.0; piece < pieces[county]; piece += 1.0) {
            order.emplace_back((piece + within) / pieces[county], county);
        }
    }
    std::sort(order.begin(), order.end());
    for (std::size_t position = 0; position < order.size(); ++position) {
        turns_[order[position].second].push_back((static_cast<double>(position) + 0.5) /
                                                 static_cast<double>(order.size()));
    }
}

double WholePieces::there(CountyId county, double reach) const
{
    const auto& turns = turns_[county.value];
    return static_cast<double>(std::lower_bound(turns.begin(), turns.end(), reach) - turns.begin());
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
