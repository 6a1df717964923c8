#pragma once

#include "analysis/comparison.hpp"
#include "analysis/report/page_data.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

/// A row for each assumption: name, sentence, value, unit, range held possible, grade, source; where the runs took different values, their
/// middle and the range of nine in ten; where the values come from, unless they are the declared ones, and which strategy has another.
PageData assumptions_data(const Text& text, const Comparison& comparison);

} // namespace analysis
