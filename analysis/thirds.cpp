#include "analysis/thirds.hpp"

#include "analysis/statistics.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace analysis {
namespace {

constexpr std::size_t thirds = 3;

/// Of runs that share draws a group of a single draw is one, however many they are.
std::size_t independent_in(const RunGroup& group, std::span<const std::uint32_t> draws, bool shared)
{
    std::set<std::uint32_t> taken;
    for (const std::size_t run : group) {
        taken.insert(shared ? draws[run] : static_cast<std::uint32_t>(run));
    }
    return taken.size();
}

} // namespace

std::vector<RunGroup> thirds_of(std::span<const double> values, std::span<const std::uint32_t> draws)
{
    RunGroup rising(values.size());
    std::iota(rising.begin(), rising.end(), std::size_t{0});
    std::stable_sort(rising.begin(), rising.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<RunGroup> parts;
    std::size_t begin = 0;
    for (std::size_t k = 1; k <= thirds && begin < rising.size(); ++k) {
        std::size_t end = std::max(begin + 1, rising.size() * k / thirds);
        while (end < rising.size() && values[rising[end]] == values[rising[end - 1]]) {
            ++end;
        }
        parts.emplace_back(rising.begin() + static_cast<std::ptrdiff_t>(begin),
                           rising.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    const bool shared = independent(values.size(), draws) < values.size();
    const bool few = std::any_of(parts.begin(), parts.end(), [&](const RunGroup& part) {
        return independent_in(part, draws, shared) < fewest_of_third;
    });
    return few || parts.size() < 2 ? std::vector<RunGroup>{} : parts;
}

} // namespace analysis
