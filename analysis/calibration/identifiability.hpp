#pragma once

#include "analysis/calibration/points.hpp"

#include <cstddef>

namespace analysis::calibration {

/// What a posterior says of two factors of which the figures mostly tell the product, in logs.
struct Product {
    double correlation{};  ///< of the two logs
    double first_spread{}; ///< standard deviation of the log
    double second_spread{};
    double product_spread{};

    /// RELIABILITY C8: such a pair is reported as one product, with the words "not separately identified".
    bool separately_identified() const { return correlation >= most_opposed; }

    static constexpr double most_opposed = -0.9;
};

/// \param logs  draws of the posterior, equally weighted; two at least  \param first, second  coordinates of the factors' logs
Product product_of(const Points& logs, std::size_t first, std::size_t second);

} // namespace analysis::calibration
