#pragma once

#include <span>
#include <string>
#include <string_view>

namespace analysis::web {

/// A file of the page, built into the program.
struct Asset {
    std::string_view name;
    std::string_view text;
    std::string type; ///< of its content
};

/// All there are; nothing else is served. The table is written when the program is built (assets.cmake).
std::span<const Asset> assets();
/// null where there is none of that name
const Asset* asset(std::string_view name);

} // namespace analysis::web
