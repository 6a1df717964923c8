#pragma once

#include "models/offenders.hpp"

namespace model::offender_groups {

inline constexpr std::size_t kinds = offender_kind_names.size();

/// Members of a group of each kind.
std::array<std::uint32_t, kinds> sizes(const OffenderParameters& p);
/// How many groups of each kind make up an expected number of offenders: shares are of offenders, and what is no whole
/// group is decided by luck, so that the mean is the expected number. Pure.
/// \param u  one uniform for each kind
std::array<std::uint32_t, kinds> composition(const OffenderParameters& p, double expected,
                                             const std::array<double, kinds>& u);
/// No composition of an expected number of offenders has more than this: each kind may have one group more by luck. Pure.
double most(const OffenderParameters& p, double expected);
/// Puts the offenders of every pathway that declared some into the counties, by luck. An InputError where any replicate
/// could have more of them in a county than there are ids.
void populate(Build& build);

} // namespace model::offender_groups
