#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace analysis {

/// A parameter that the replicates of a scenario take from draws.
struct DrawnParameter {
    std::string name, unit;
    char grade{'E'};
    bool fitted{}; ///< to published figures; otherwise from the prior of what a measure brings

    friend bool operator==(const DrawnParameter&, const DrawnParameter&) = default;
};

/// The values that replicates took: one row for each draw that was taken, the same for all scenarios of a comparison.
struct DrawnValues {
    std::vector<DrawnParameter> parameters;
    std::vector<std::uint32_t> draws; ///< numbers in the posterior, from 1, ascending
    std::vector<double> values;       ///< by draw, then parameter

    double at(std::size_t draw, std::size_t parameter) const { return values[draw * parameters.size() + parameter]; }
    friend bool operator==(const DrawnValues&, const DrawnValues&) = default;
};

} // namespace analysis
