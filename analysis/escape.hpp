#pragma once

#include <string>
#include <string_view>

namespace analysis {

/// Text for HTML, in content and in quoted attributes. Control characters other than newline and tab become spaces.
std::string html(std::string_view text);

/// A JSON string with its quotes, safe inside a script element: `<`, `>` and `&` are written as \u003c and so on.
std::string json(std::string_view text);

/// A JSON number, the shortest that reads back the same; null for NaN and infinity.
std::string json(double number);

/// A CSV field. Text that a spreadsheet would take for a formula (leading = + - @ tab or return, also after spaces) gets a
/// leading apostrophe; quotes, commas and line ends are quoted.
std::string csv(std::string_view text);

/// The shortest decimal that reads back the same; empty for NaN, "inf" for infinity.
std::string csv(double number);

} // namespace analysis
