#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sim {

/// The bytes of a file. Read without a stream, which throws something of its own where a disk fails in the middle of a file, or where
/// a process ends whose file of /proc is being read.
/// \return  nothing where it cannot be opened or read to its end; errno says why
std::optional<std::string> file_bytes(const std::filesystem::path& path);

} // namespace sim
