#include "analysis/web/assets.hpp"

#include <algorithm>
#include <array>

namespace analysis::web {

const Asset* asset(std::string_view name)
{
    const auto all = assets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Asset& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace analysis::web
