#pragma once

#include "sim/parameter.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace analysis::calibration {

/// What is believed of a free parameter before any figure is seen, as a function of one standard normal coordinate z.
/// Log: a log-normal law; logit: a logistic-normal one, for probabilities; both cut to the range that is allowed.
struct Prior {
    enum class Scale : std::uint8_t { log, logit };

    Scale scale{};
    double median{}; ///< of the law before it is cut; above 0, of a logit below 1
    double spread{}; ///< standard deviation on the scale; above 0
    double low{}, high{};

    /// The parameter's value at a coordinate: rises with z, lies in [low, high].
    double value(double z) const;
    /// The coordinate of a value. \param value  in (low, high)
    double coordinate(double value) const;
};
inline constexpr std::array<std::string_view, 2> prior_scale_names{"log", "logit"}; ///< of files

/// The factor that holds 95 of 100 values of a log-normal prior on either side of its median, by the grade of the declaration:
/// how far the literature and experts can be trusted to be right about it.
/// \param grade  A .. E
double factor_of_grade(char grade);

/// The prior that a declaration stands for: its value as the median, its range as the bounds, the spread of its grade.
/// \param logit  for probabilities; otherwise log
/// \param factor  instead of that of the grade; above 1; 0: none
Prior prior_of(const sim::ParameterInfo& info, Prior::Scale scale, double factor = 0.0);

} // namespace analysis::calibration
