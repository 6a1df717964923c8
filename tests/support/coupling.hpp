#pragma once

#include "tests/support/toy_world.hpp"

#include <cstdint>

namespace coupling {

/// What happens to the same people with and without a change, replicate by replicate.
struct Pairs {
    std::int64_t recruited{}; ///< in the baseline
    std::int64_t removed{};   ///< of them, persons not recruited with the change
    std::int64_t fewest_recruited{1'000'000'000};
    std::int64_t fewest_removed{1'000'000'000};
    std::int64_t violations{}; ///< persons recruited only with the change
};
Pairs compare(const toy::World& world, const model::Scenario& baseline, const model::Scenario& strategy,
              std::uint32_t first, std::uint32_t replicates);

/// A13. Fails where a change that only lowers hazards does not recruit a subset of the baseline's persons; three changes,
/// each in `replicates` replicates from `first` on, with at least 100 recruits and 10 removed in every pair.
///
/// The law holds where nothing that is limited can be freed by a recruitment that does not happen:
/// - offenders.limited = 0: a relation that breaks off frees neither its offender nor its person;
/// - justice.feedback = 0: a case less is a lead less, and leaves an offender at liberty;
/// - cases.re_recruitable = 0: detection, which counsellors raise, frees persons from cases and they can be met again;
///   if nobody is recruited twice, when somebody leaves does not matter;
/// - no harm channel (false security, labelling), which raise hazards by design.
void expect_subsets(std::uint32_t first, std::uint32_t replicates);

} // namespace coupling
