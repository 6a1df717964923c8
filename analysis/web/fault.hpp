#pragma once

#include "analysis/explain/words.hpp"

#include <exception>

namespace analysis::web {

/// Tells the terminal of a fault of the program: what who looks at the page is told of it is that there was one.
void tell_terminal(const std::exception& fault, Language language);

} // namespace analysis::web
