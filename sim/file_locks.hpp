#pragma once

#include <filesystem>

namespace sim {

/// Whether the system of a file takes locks. Some of clusters refuse every one (ENOLCK, ENOSYS): what wants a lock there must do without.
/// \return  true also where another process holds one, and for a file that cannot be opened
bool takes_locks(const std::filesystem::path& file);

/// Whether takes_locks() has met a system that refuses them, in this process: somebody may want to be told.
bool locks_were_refused();

} // namespace sim
