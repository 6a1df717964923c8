#pragma once

#include "analysis/assumption.hpp"
#include "analysis/report/page_data.hpp"
#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace analysis {

/// A row for each assumption: name, sentence, value, unit, range held possible, grade, source; where the runs took different values, their
/// middle and the range of nine in ten; and where the values come from, unless they are the declared ones.
PageData assumptions_data(const Text& text, const std::vector<Assumption>& assumptions);

} // namespace analysis
