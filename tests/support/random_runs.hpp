#pragma once

#include <cstdint>

namespace toy {

/// What a number of random runs came to, so that nobody takes idle ones for a test.
struct Happened {
    std::int64_t runs{};
    std::int64_t recruited{};
    std::int64_t registered{};
    std::int64_t short_of_money{}; ///< years of interventions for which the budget was too small
    std::int64_t short_of_staff{};
    double spent_ron{};
};

/// Writes random scenarios, reads and runs them, and expects what must hold of every one (B11). Stops after the first that
/// breaks something; what it prints names its seed and its text.
/// \param first  seed of the first; `step` leads from one to the next
Happened run_random_scenarios(std::uint64_t first, std::uint64_t step, std::uint64_t count);

/// A number from the environment, or another.
std::uint64_t from_environment(const char* name, std::uint64_t otherwise);

} // namespace toy
