#pragma once

#include "sim/hdf5.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the sources of sim/hdf5.hpp share, and nobody else includes.
namespace sim::hdf5 {

/// To be called before anything else of the library, on every thread. The library prints its errors unless told
/// otherwise; ours go into exceptions. Nothing is left to its clean-up at exit, which crashes after a full disk.
void start_library();

/// The innermost cause of the last failure, in one line without addresses and times.
std::string library_reason();

/// A name out of a file as it can be shown: bytes that are no UTF-8 text, and what moves a terminal's cursor, are "?".
std::string legible(std::string_view name);

/// That there is a file, that it is one of ours, and what `check` asks for: before the library sees a byte.
void require_sealed(const std::filesystem::path& path, seal::Check check);

/// Texts of this many bytes, UTF-8, filled with NUL.
Handle text_type(std::uint64_t bytes);
Handle type_of(const DatasetInfo& info);
/// No axis: a single value.
Handle space_of(const Shape& shape);
/// What an open data set or attribute holds; empty when it is nothing that this program writes.
std::optional<DatasetInfo> describe(const Handle& type, const Handle& space);

/// Bytes of the longest text, at least 1.
std::uint64_t longest(std::span<const std::string> texts);
/// Texts side by side, each filled with NUL to `bytes`; and back.
std::string padded(std::span<const std::string> texts, std::uint64_t bytes);
std::vector<std::string> unpadded(std::string_view all, std::uint64_t count, std::uint64_t bytes);

} // namespace sim::hdf5
