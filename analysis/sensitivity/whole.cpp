#include "analysis/sensitivity/whole.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace analysis::sensitivity {
namespace {

bool has(const Runs& runs, std::size_t point, std::size_t replicate)
{
    return runs.there[point * runs.replicates + replicate] != 0;
}

/// Points that have all of these replicates, of blocks that are whole.
std::vector<std::size_t> points_with(const Runs& runs, const std::vector<std::size_t>& replicates)
{
    std::vector<std::size_t> points;
    std::map<std::size_t, std::size_t> in_block;
    for (std::size_t p = 0; p < runs.points; ++p) {
        if (std::all_of(replicates.begin(), replicates.end(), [&](std::size_t r) { return has(runs, p, r); })) {
            points.push_back(p);
            if (runs.block[p]) {
                ++in_block[*runs.block[p]];
            }
        }
    }
    std::erase_if(points, [&](std::size_t p) { return runs.block[p] && in_block.at(*runs.block[p]) < runs.together; });
    return points;
}

/// Replicates, the one that most points of whole blocks have first: one that has many points and no block whole is worth nothing.
std::vector<std::size_t> by_points(const Runs& runs)
{
    std::vector<std::size_t> had, order(runs.replicates);
    for (std::size_t r = 0; r < runs.replicates; ++r) {
        had.push_back(points_with(runs, {r}).size());
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return had[a] > had[b]; });
    return order;
}

} // namespace

Whole most_whole(const Runs& runs)
{
    const std::vector<std::size_t> order = by_points(runs);
    Whole most;
    std::vector<std::size_t> replicates;
    for (const std::size_t next : order) {
        replicates.push_back(next);
        std::vector<std::size_t> points = points_with(runs, replicates);
        if (points.size() * replicates.size() > most.points.size() * most.replicates.size()) {
            most = {std::move(points), replicates};
        }
    }
    std::sort(most.replicates.begin(), most.replicates.end());
    return most;
}

} // namespace analysis::sensitivity
