#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis {

/// Independent runs of a third, draws where runs share them, under which it is not looked at.
inline constexpr std::size_t fewest_of_third = 3;

/// Positions of some runs, ascending by the value that parts them.
using RunGroup = std::vector<std::size_t>;

/// Runs in thirds of a value, ascending, of about the same number; runs of the same value stay together. Pure.
/// \param draws  which draw each run took, by number: runs that share one count as one; empty: none
/// \return       two groups where values tie; empty where all are alike or a group would have fewer than fewest_of_third
std::vector<RunGroup> thirds_of(std::span<const double> values, std::span<const std::uint32_t> draws = {});

/// The entries of those runs.
template <class T>
std::vector<T> chosen(const std::vector<T>& of_runs, std::span<const std::size_t> inside)
{
    std::vector<T> some;
    for (const std::size_t run : inside) {
        some.push_back(of_runs[run]);
    }
    return some;
}

} // namespace analysis
