#pragma once

#include "analysis/calibration/prior.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace analysis::sweep {

/// How the coordinate of an axis becomes a value of its parameter.
enum class Law : std::uint8_t {
    prior,  ///< what is believed of the parameter (calibration/prior.hpp)
    linear, ///< even between two bounds
    log,    ///< even between the logarithms of two bounds
    values  ///< one of a list, each as likely
};

/// A parameter that a sweep moves.
struct Axis {
    std::string name;
    std::string unit;
    Law law{};
    calibration::Prior prior{};
    double low{}, high{}; ///< of linear and log
    std::vector<double> values{};
    std::size_t levels{}; ///< of a grid; 0: as many as the design says
    std::string reason{}; ///< why the prior is not that of the declaration; empty when it is

    /// The value at a coordinate; rises with it, but where a list does not. \param u  in (0, 1)  \return in the unit of the parameter
    double value(double u) const;
    /// The value at a level of a grid: bounds are met, of a prior the middles of slices that are equally likely.
    /// \param level  below `levels`
    double at_level(std::size_t level, std::size_t of) const;
};

} // namespace analysis::sweep
