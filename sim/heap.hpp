#pragma once

#include <cstddef>

namespace sim {

/// Blocks from this size on are worth huge pages: a few of them, and more than the caches hold.
inline constexpr std::size_t huge_pages_from = std::size_t{1} << 22;

/// Moves a block that is written and will be read for long onto huge pages (2 MiB), where the system has them: a random
/// look-up then costs about half. What lies at its ends stays on small pages; nothing changes in what is read.
void move_to_huge_pages(const void* block, std::size_t bytes);

/// Gives what was freed in small pieces back to the system, which the allocator would keep for later.
void give_back_freed();

} // namespace sim
