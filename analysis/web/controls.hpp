#pragma once

#include "analysis/explain/words.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/library.hpp"

namespace analysis::web {

/// The controls of a measure, each with its value in the library's file and, where there is one, today's: what is common to all measures
/// first, then what is its kind's own.
Json controls_json(const Library& library, const LibraryMeasure& measure, const Words& words);

} // namespace analysis::web
