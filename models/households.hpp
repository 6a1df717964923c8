#pragma once

#include "models/care.hpp"
#include "models/margins.hpp"
#include "models/numbers.hpp"
#include "sim/stop.hpp"

#include <array>
#include <span>
#include <vector>

namespace model {

/// A person before it has a row: what a household is composed of.
struct Member {
    std::uint8_t age{};
    Sex sex{};
    Care care{Care::adult};
    ParentAbroad abroad{ParentAbroad::none};
    bool undeclared{false};
};

inline constexpr std::size_t largest_household = 16;
using HouseholdShape = std::array<double, largest_household>;

/// Households of one locality in their final order; members of a household stand together, oldest first.
struct HouseholdList {
    std::vector<Member> members;
    std::vector<std::uint32_t> first; ///< one entry more than households
    std::vector<std::uint8_t> institution;

    std::size_t size() const { return institution.size(); }
};

/// Shares of the sizes 1 to 16 from those of 1 to 5 and "6 and more" (geometric beyond six).
HouseholdShape household_shape(const std::array<double, household_shapes>& table);

/// Everybody of a locality in households. Every child lives with an adult, except in the groups of residential care,
/// which hold children alone; sizes follow `shape` tilted to the locality's own mean; carers have plausible ages.
/// \param stream  luck of the locality
/// \throws sim::Stopped
HouseholdList make_households(const AgeCounts& counts, Settlement settlement, const CareQuota& quota,
                              const HouseholdShape& shape, Stream stream, const sim::Stop& stop = {});

} // namespace model
