#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sim {

/// XXH64 of the bytes, seed 0: finds damage at the speed of memory (SHA-256 in plain C++ takes twenty times as long).
/// It guards columns of a large file against accidents, not against forgers; what is published carries SHA-256.
/// \source Y. Collet, "xxHash fast digest algorithm", XXH64, specification 0.1.1
std::uint64_t checksum(std::span<const std::byte> bytes);

} // namespace sim
