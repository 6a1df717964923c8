#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace analysis {

/// Words that the Luxembourg Guidelines (2nd edition, 2025) reject, in English and Romanian, in any spelling of the
/// letters and across line ends: the trade's name beside a child's, in either order, and consent of a child. They speak of
/// children; words for what is done to adults are free.
/// \return one entry per hit, with some text around it
std::vector<std::string> rejected_words(std::string_view text);

} // namespace analysis
