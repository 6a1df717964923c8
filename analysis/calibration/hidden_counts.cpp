#include "analysis/calibration/hidden_counts.hpp"

#include <algorithm>
#include <numeric>

namespace analysis::calibration {
namespace {

/// A hidden count is given away when it is known to within this many persons on either side.
constexpr std::int64_t room = 3;

bool given_away(std::span<const std::int64_t> counts, std::span<const ShownCount> shown)
{
    const auto found = narrowed(shown, std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] < smallest_published && found[i].high - found[i].low <= 2 * room) {
            return true;
        }
    }
    return false;
}

/// The bounds of the step that a count lies in; that it is ten or more is not among them.
ShownCount within_step(std::int64_t count, std::int64_t step)
{
    const std::int64_t low = count / step * step;
    return {low, low + step - 1};
}

} // namespace

ShownCount shown_count(std::int64_t count)
{
    return count < smallest_published ? ShownCount{0, smallest_published - 1} : ShownCount{count, count};
}

std::vector<ShownCount> narrowed(std::span<const ShownCount> shown, std::int64_t sum)
{
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const ShownCount& one : shown) {
        low += one.low;
        high += one.high;
    }
    std::vector<ShownCount> found;
    for (const ShownCount& one : shown) {
        found.push_back({std::max(one.low, sum - (high - one.high)), std::min(one.high, sum - (low - one.low))});
    }
    return found;
}

std::vector<ShownCount> shown_parts(std::span<const std::int64_t> counts)
{
    constexpr std::int64_t first_step = 20;
    std::vector<ShownCount> shown;
    std::vector<std::size_t> larger; // what may be hidden as well, the smallest first
    for (std::size_t i = 0; i < counts.size(); ++i) {
        shown.push_back(shown_count(counts[i]));
        if (shown.back().known()) {
            larger.push_back(i);
        }
    }
    std::stable_sort(larger.begin(), larger.end(), [&](std::size_t a, std::size_t b) { return counts[a] < counts[b]; });
    const std::int64_t most = larger.empty() ? 0 : counts[larger.back()];
    for (std::int64_t step = first_step; step <= 4 * (most + first_step); step *= 2) {
        for (const std::size_t i : larger) {
            if (!given_away(counts, shown)) {
                return shown;
            }
            shown[i] = within_step(counts[i], step);
        }
    }
    return shown;
}

} // namespace analysis::calibration
