#pragma once

#include <span>
#include <string_view>

namespace model {

/// Something in the world that interventions can act on.
struct CauseInfo {
    std::string_view name; ///< "counsellor_posts"
    std::string_view doc;
};

/// All of them, in the order in which the matrix of interventions shows them. An intervention names what it acts on, and
/// a test looks whether it does, and whether it acts on nothing else.
std::span<const CauseInfo> causes();

} // namespace model
