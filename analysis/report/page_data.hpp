#pragma once

#include "analysis/report/text.hpp"

#include <string>
#include <vector>

namespace kainjow::mustache {
template <class Text>
class basic_data;
}

namespace analysis {

/// What a page of mustache is filled with.
using PageData = kainjow::mustache::basic_data<std::string>;

/// The sentences of a language as nested objects, so that a page reads {{t.answer.title}}.
PageData text_data(const Text& text);
/// A list of texts.
PageData strings_data(const std::vector<std::string>& texts);

} // namespace analysis
