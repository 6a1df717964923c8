#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/report/text.hpp"

#include <string>

namespace analysis {

/// What the order of the strategies rests on: how they stand over the hidden multiplier, which pairs are told apart where, and how much
/// of their changes goes with values of grade D and E. Empty where nothing was drawn or nothing may be said.
std::string basis_html(const Text& text, const Disclosed& disclosed);

} // namespace analysis
