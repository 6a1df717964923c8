#pragma once

#include "analysis/explain/words.hpp"

#include <functional>

namespace cli {

/// Calls the command and turns what it throws into messages on standard error and an exit code. No stack is ever shown.
/// \param language  read when something is thrown, so that the command may set it
int guarded(const std::function<int()>& command, const analysis::Language& language);

} // namespace cli
