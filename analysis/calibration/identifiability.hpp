#pragma once

#include "analysis/calibration/points.hpp"

#include <algorithm>
#include <cstddef>

namespace analysis::calibration {

/// What a posterior says of two factors of which the figures mostly tell the product, in logs.
struct Product {
    double correlation{};  ///< of the two logs
    double first_spread{}; ///< standard deviation of the log
    double second_spread{};
    double product_spread{};

    /// RELIABILITY C8: a pair whose logs oppose each other, or of which the product is known much better than either factor, is reported
    /// as one product, with the words "not separately identified". The second asks what is meant; the first alone lets a pair pass
    /// that a little more doubt of the product leaves at -0.89.
    bool separately_identified() const
    {
        return correlation >= most_opposed && product_spread >= tightest * std::min(first_spread, second_spread);
    }

    static constexpr double most_opposed = -0.9;
    static constexpr double tightest = 0.5;
};

/// \param logs  draws of the posterior, equally weighted; two at least  \param first, second  coordinates of the factors' logs
Product product_of(const Points& logs, std::size_t first, std::size_t second);

} // namespace analysis::calibration
