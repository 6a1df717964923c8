#pragma once

#include "models/people.hpp"

#include <array>
#include <span>
#include <vector>

namespace model {

class Ground;

/// The nearest other inhabited localities of each locality of the selection, within its county: at most six.
class Neighbours {
public:
    explicit Neighbours(const Ground& ground);

    /// Ascending by distance, then row.
    std::span<const std::uint16_t> of(std::uint32_t locality) const
    {
        return {nearest_.data() + first_[locality], first_[locality + 1] - first_[locality]};
    }
    /// One of them, each equally likely, from one uniform; the place itself when it has none.
    std::uint32_t pick(std::uint32_t locality, double u) const;

private:
    std::vector<std::uint32_t> first_; ///< one entry per locality and one more
    std::vector<std::uint16_t> nearest_;
};

} // namespace model
