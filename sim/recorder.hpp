#pragma once

#include "sim/measure.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sim {

namespace hdf5 {
class File;
}

/// One table as it stands in a file: full name ("/group/table"), labelled axes, slowest first, and one value per cell.
/// Tables of one file that name the same axis share its labels.
struct Table {
    std::string name;
    std::vector<Axis> axes; ///< at least one
    std::string unit;
    std::string ledger; ///< empty for what belongs to none
    std::string doc;
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>> values;

    friend bool operator==(const Table&, const Table&) = default;
};

/// What a file is: a reader refuses another format and a schema that is younger than itself.
struct Schema {
    std::string format; ///< e.g. "veghe result"
    std::int64_t version{1};
};

/// Says at the end of writing what a file is and that it is whole.
void mark_complete(hdf5::File& file, const Schema& schema);

/// \throws InputError for a file of another format or a younger schema, StorageError for one that was not finished
void require_schema(const hdf5::File& file, const Schema& schema);

/// What the file says it is ("veghe result"), whether or not it was finished; empty for one that is damaged or foreign.
std::string format_of(const std::filesystem::path& path);

/// A short fact about the whole file, kept as an attribute of its root.
struct Fact {
    std::string name;
    std::string text;

    friend bool operator==(const Fact&, const Fact&) = default;
};

struct TableFile {
    std::vector<Fact> facts;   ///< by name
    std::vector<Table> tables; ///< by name

    /// \throws StorageError when there is no such table
    const Table& table(std::string_view name) const;
    /// Empty when there is no such fact.
    std::string fact(std::string_view name) const;
};

/// Where the labels of the axes stand.
inline constexpr std::string_view axes_group = "/axes";

/// Writes tables and facts to a new file that takes its name when all of it has been read back equal.
/// \throws StorageError, InputError as hdf5::Writer; ContractError when a table's values do not fit its axes
void write_tables(const std::filesystem::path& target, const Schema& schema, std::span<const Fact> facts,
                  std::span<const Table> tables);

/// Reads what write_tables wrote, every checksum verified.
/// \throws InputError when the file is none, of another format or of a younger schema; StorageError when it is damaged
TableFile read_tables(const std::filesystem::path& path, const Schema& schema);

/// SHA-256 (hex) over name, type, shape and little-endian values of the tables, by name: free of the order in which they
/// are given, of attributes, paths and time. The labels count through the tables of `axes_group` where those are given.
std::string digest(std::span<const Table> tables);

/// The labels of all axes as tables of `axes_group`, by name.
/// \throws ContractError when two axes share a name but not their labels
std::vector<Table> axis_tables(std::span<const Table> tables);

} // namespace sim
