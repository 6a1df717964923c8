#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace analysis::sweep {

/// What the data set of a merged sweep says of the tables that were written beside it, and of what it lacks.
struct Merged {
    std::map<std::string, std::string> tables; ///< SHA-256 of each, by its name; none where an older program merged
    std::size_t results{};                     ///< pairs of point and replicate that the design asks for
    std::size_t missing{};                     ///< of them: not made, or put aside after they failed
};

/// Whether a folder holds what `veghe sweep merge` writes.
bool is_merged(const std::filesystem::path& folder);

/// \param folder  that `veghe sweep merge` wrote  \throws as sim::read_tables
Merged read_merged(const std::filesystem::path& folder);

/// Whether a table holds the bytes that were written under its name. \throws sim::InputError when it cannot be read
bool is_as_merged(const Merged& merged, const std::filesystem::path& table);

} // namespace analysis::sweep
