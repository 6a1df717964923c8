#pragma once

#include "analysis/selection.hpp"
#include "models/counties.hpp"
#include "sim/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace analysis::web {

// Refusals of what the page has no room for (caps of library.hpp), in the same words wherever somebody meets them.

sim::Message counties_expected();
/// Of a file that asks for more years, or for more pairs.
sim::Message too_many_years(int years, int most);
sim::Message too_many_pairs(int pairs);
/// Of a kind of measure: one control stands for it.
sim::Message chosen_twice();
sim::Message measures_expected();
/// \pre  codes that there are
std::optional<sim::Message> too_many_inhabitants(const std::vector<std::string>& codes,
                                                 const model::Counties& counties);

/// What of a selection the page has no room for; empty where it has.
/// \param counties  the table of counties; null: inhabitants are not counted
std::vector<sim::Message> above_caps(const Selection& selection, const model::Counties* counties);

} // namespace analysis::web
