#pragma once

#include "sim/hdf5.hpp"
#include "sim/trial.hpp"

#include <filesystem>
#include <functional>
#include <string>

/// Files that nobody vouches for: every one that a user names.
namespace sim::hdf5 {

/// Verifies the seal here, then opens and reads the file in a child (sim/trial.hpp), so that the library never sees it here.
/// \param read  called in the child with the open file
/// \param take  called here with each record that `read` tells
/// \throws InputError, StorageError as File::open and read_in_child
void read_apart(const std::filesystem::path& path, seal::Check check,
                const std::function<void(const File&, const Tell&)>& read,
                const std::function<void(const std::string&)>& take);

/// Opens a file here whose columns are to be mapped, after a child has done so and read all but the columns, as the
/// library will here. What a reader does then is the same a second time.
/// \throws InputError, StorageError as read_apart
File open_tried(const std::filesystem::path& path, seal::Check check);

} // namespace sim::hdf5
