#pragma once

#include "models/margins.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace model {

/// Why a group of siblings is not simply with two parents.
enum class Situation : std::uint8_t {
    foster,
    relatives_protection, ///< with relatives, by decision of child protection
    relatives_other,      ///< with relatives, no parent abroad
    both_abroad,          ///< both parents, or the only one, abroad: with relatives
    one_abroad,           ///< with the parent who stays
    lone_parent,
    two_parents
};
inline constexpr std::size_t counted_situations = 6; ///< all but two_parents

/// Children (0-17) of one locality in each situation, whole numbers that add to the county's targets.
struct CareQuota {
    std::array<std::uint32_t, counted_situations> children{};
    std::uint32_t declared_both{};    ///< of `both_abroad`, in the register
    std::uint32_t declared_one{};     ///< of `one_abroad`, in the register
    std::vector<std::uint8_t> groups; ///< children of each residential group here
};

/// The county's expected children in each situation, before rounding.
struct CareTargets {
    double residential{};
    std::array<double, counted_situations> children{};
    double declared_both{};
    double declared_one{};
};

/// \param all_children     children 0-17 of the country, which turn the register's county values into shares
/// \param all_registered   children with parents abroad in the country's register
CareTargets care_targets(const County& county, double county_children, double all_children, double all_registered);

/// Quotas of every locality of a county, by cumulative rounding along the table.
std::vector<CareQuota> care_quotas(const CareTargets& targets, const std::vector<AgeCounts>& localities,
                                   const SourceTables& tables, CountyId county, std::uint32_t first_id,
                                   const sim::Luck& luck);

/// Children 0-17 of a locality.
std::uint32_t children_of(const AgeCounts& counts);

} // namespace model
