#pragma once

#include "models/ground.hpp"

#include <cstdint>
#include <vector>

namespace model {

/// How many of the selection are alive when the counted part of the run begins [persons].
struct ResidentCount {
    std::size_t county{}; ///< position in the selection
    Sex sex{};
    std::size_t age_band{};
    Settlement settlement{};
    std::size_t care{}; ///< as care_status()
    std::uint32_t persons{};
};

/// Residents by county, sex, age band, settlement of the home and care, in this order; groups without anybody are left out.
std::vector<ResidentCount> residents(const Ground& ground);

} // namespace model
