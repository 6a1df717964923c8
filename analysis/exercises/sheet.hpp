#pragma once

#include "analysis/exercises/exercise.hpp"
#include "analysis/explain/words.hpp"

#include <string>

namespace analysis::exercises {

/// An exercise as a sheet for who leads it, in the language of `words`, wrapped for a terminal: the question with its answers, what is
/// tried, the steps, where to look and what to talk about.
std::string sheet(const Exercise& exercise, const Words& words);

} // namespace analysis::exercises
