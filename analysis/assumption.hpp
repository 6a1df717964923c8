#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace analysis {

/// Where the values of the runs come from.
enum class Origin : std::uint8_t {
    declared,
    stated, ///< by the scenario
    fitted, ///< to registered figures, and drawn from the posterior
    drawn,  ///< from what is believed of it
    varied, ///< from run to run, and fixed by no figure
};

/// What the runs of a strategy take of a value that those of the baseline take otherwise.
struct OtherValue {
    std::string strategy;
    double value{};       ///< the median of its runs where they take different ones
    bool drawn{};         ///< whether they do
    double low{}, high{}; ///< 5 and 95 % quantiles of its runs then
};

/// One declared assumption that the result rests on.
struct Assumption {
    std::string name, unit, doc, source;
    double value{};       ///< the median of the runs where they take different ones
    double low{}, high{}; ///< held possible
    char grade{'E'};
    Origin origin{};
    double taken_low{}, taken_high{}; ///< 5 and 95 % quantiles of the runs, where they take different values
    std::vector<OtherValue> others{}; ///< strategies that have it otherwise
};

/// Whether the runs take different values of it.
inline bool was_drawn(const Assumption& assumption)
{
    return assumption.origin != Origin::declared && assumption.origin != Origin::stated;
}

} // namespace analysis
