#pragma once

#include <cstdint>

namespace analysis {

/// The two ledgers never mix: a number from one does not convert to the other.
enum class Ledger : std::uint8_t { true_cases, registered };

} // namespace analysis
