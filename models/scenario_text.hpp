#pragma once

#include "models/scenario_node.hpp"

#include <string>
#include <string_view>

namespace model {

/// Shortest decimal text that reads back as the same number; the same in every locale.
std::string number_text(double value);
/// As number_text, always with a point or an exponent, so that TOML reads it as a number and not as a whole number.
std::string toml_number(double value);
/// Text as a TOML string with quotes and escapes.
std::string toml_string(std::string_view text);
/// At most `most` bytes of the text, cut between letters, control characters shown as "?"; for messages.
std::string shortened(std::string_view text, std::size_t most = 60);
/// A value as somebody would write it in TOML, shortened; for messages.
std::string written(const Node& node);

} // namespace model
