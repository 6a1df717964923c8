#pragma once

#include "analysis/selection.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/library.hpp"

#include <optional>

namespace analysis::web {

/// What a control is set to, as the page writes it.
Json json_of(const ControlValue& value);
/// How the page writes that a control has no value: null, or the control's own word for that, such as no budget.
Json nothing_of(std::string_view key);
/// Nothing for what no control can be set to.
std::optional<ControlValue> control_value(const Json& value);

/// A checked measure as the page keeps it: what it sets otherwise than the library's file, and nothing_of() what only the file says.
Json values_json(const LibraryMeasure& usual, const MeasureChoice& choice);

} // namespace analysis::web
