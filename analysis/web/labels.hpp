#pragma once

#include "analysis/web/json.hpp"
#include "analysis/web/library.hpp"
#include "sim/error.hpp"

#include <span>
#include <string>
#include <string_view>

namespace analysis::web {

/// What a control of a measure is called on the page: "Weeks until it is in full swing". A key that is none is its own label.
std::string control_label(const model::InterventionKind& kind, std::string_view key, Language language);

/// What a scenario may set of any measure and the page has no control for: {key: {label, values: {value: words}}}.
Json beside_controls(Language language);

/// What is wrong with a question, each message with what it is `about` on the page, "Lessons in school", and without a key of the files.
/// \param question  as the page sent it; whatever it is
std::string refused_json(std::span<const sim::Problem> problems, const Json& question, const Library& library,
                         Language language);

} // namespace analysis::web
