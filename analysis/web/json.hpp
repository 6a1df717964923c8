#pragma once

// For sources of this folder alone: no header that others include takes it.

#include <nlohmann/json.hpp>

namespace analysis::web {

/// JSON that keeps the order in which it was made.
using Json = nlohmann::ordered_json;

} // namespace analysis::web
