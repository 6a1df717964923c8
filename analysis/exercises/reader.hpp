#pragma once

#include "analysis/exercises/exercise.hpp"
#include "models/scenario_check.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::exercises::reader {

/// What a list of texts must hold.
struct Count {
    std::size_t least{};
    std::size_t most{};
};

/// The text of a key and of its Romanian beside it, `key` and `key_ro`. A missing or empty one is a finding, and so is a word of either
/// that must not be said.
/// \param where  of what is missing
Said needed(const model::Section& section, const std::string& key, const std::string& where);

/// The text of a key that may be left out; empty where it is. What needed() refuses is refused.
std::string stated(const model::Section& section, const std::string& key);

/// The texts of a list and of the Romanian list beside it, which has as many or is left out.
std::vector<Said> texts(const model::Section& section, const std::string& key, Count count, const std::string& where);

/// A finding for every key that is not among `known`, with the nearest of them.
void refuse_unknown(const model::Section& section, std::span<const std::string> known);

/// What a table of counties and measures says to try.
/// \param usual  the counties of a table that names none; empty: they are needed
/// \return       nothing where the table is absent
std::optional<Selection> setup(const model::Section& section, const std::vector<std::string>& usual,
                               const std::string& where, const Context& context);

} // namespace analysis::exercises::reader
