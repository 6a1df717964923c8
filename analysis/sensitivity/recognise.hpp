#pragma once

#include "analysis/sensitivity/design.hpp"

#include <optional>

namespace analysis::sensitivity {

/// What a list of points is, by its rows: trajectories of Morris, base points of Saltelli, or anything else. Of a sweep that lost points,
/// read_dataset() leaves whole base points and trajectories.
struct Recognised {
    std::optional<SaltelliRows> saltelli;
    bool morris{};
};

/// \param values  of the parameters that vary, in the order of the design
Recognised recognise(const Points& values);

/// Coordinates of trajectories from the values of their parameters: the middles of as many slices as a parameter has values, in order.
Points coordinates_of_slices(const Points& values);

} // namespace analysis::sensitivity
