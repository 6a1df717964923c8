#pragma once

#include "sim/message.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// What the value of a key may be.
enum class KeyType {
    flag,     ///< true or false
    whole,    ///< a whole number in [low, high]
    number,   ///< a number in [low, high]
    text,     ///< any text
    date,     ///< a date without quotes
    counties, ///< "all" or a list of codes and names
    centres,  ///< a list of names of regional centres
    choice,   ///< one of `choices`
    choices,  ///< a list of some of `choices`
    wholes,   ///< a list of whole numbers in [low, high]
    range,    ///< [lowest, highest], whole numbers in [low, high]
    pathways, ///< a list of pathways of the registry
    kinds,    ///< a list of kinds of intervention
    kind,     ///< one kind of intervention
    table,    ///< a table of its own
    tables,   ///< an array of tables
};

/// One key of a scenario file, declared once: the reader, the schema of editors and the messages go by it.
struct KeyInfo {
    std::string_view table; ///< "" for the top of the file, "run", "intervention", ...
    std::string_view key;
    KeyType type;
    std::string_view doc; ///< one sentence
    double low{};
    double high{};
    std::string_view unit{"1"};
    std::span<const std::string_view> choices{};
    bool required{};
};

/// The format of the files that this version reads.
inline constexpr std::int64_t scenario_format = 1;

/// All of them, in the order in which a file is best written.
std::span<const KeyInfo> scenario_keys();
/// The declaration. \pre  there is one
const KeyInfo& scenario_key(std::string_view table, std::string_view key);
/// The names of the keys of one table.
std::vector<std::string> keys_of(std::string_view table);
/// Where a key lives that stands in the wrong table: "[run] or [population]"; empty when nowhere.
sim::Message home_of(std::string_view key);
/// The keys of an intervention by which only some kinds can aim: those beside counties and centres.
std::span<const std::string_view> target_keys();
/// Whether the key is read as it stands, so that no variable can fill it in.
bool takes_no_variable(std::string_view table, std::string_view key);

/// TOML knows no larger whole number.
inline constexpr double largest_seed = 9223372036854775807.0;

} // namespace model
