#pragma once

#include "analysis/explain/words.hpp"
#include "analysis/report/text.hpp"

#include <array>
#include <string_view>

namespace analysis::web {

/// The languages that the page is shown in.
inline constexpr std::array languages{Language::english, Language::romanian};

/// "en", "ro"
std::string_view code_of(Language language);
/// The language of a code; English for any other.
Language language_of(std::string_view code);

/// The sentences of the report, those that the server says itself, and those of the page, in a language.
const Text& report_text(Language language);
const Text& server_text(Language language);
const Text& page_text(Language language);

} // namespace analysis::web
