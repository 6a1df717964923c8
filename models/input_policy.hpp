#pragma once

#include "sim/message.hpp"

#include <string_view>

namespace model {

/// What no input of any kind may hold: persons, communities, aims of offenders (docs/responsible-use.md).

/// True for thirteen digits that are a Romanian personal numeric code: a possible sex and century digit, month and
/// day, and the right check digit (weights 279146358279, modulo 11).
bool is_personal_code(std::string_view digits);

/// Whether a run of exactly thirteen digits in the text is a personal code.
bool holds_personal_code(std::string_view text);
/// What is said of the place that holds one, such as "the line". The code itself is repeated nowhere.
sim::Message personal_code_refused(sim::Message place);

/// Why something may not be read, by its name; empty when it may.
/// \param what      "column", "key"
/// \param expected  the reader asked for this name, so that `name` is the name of a place
sim::Message refused_name(std::string_view what, std::string_view name, bool expected);

} // namespace model
