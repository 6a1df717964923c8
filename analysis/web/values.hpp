#pragma once

#include "analysis/selection.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/library.hpp"

#include <optional>

namespace analysis::web {

/// What a control is set to, as the page writes it.
Json json_of(const ControlValue& value);
/// Nothing for what no control can be set to.
std::optional<ControlValue> control_value(const Json& value);

/// A checked measure as the page keeps it: every control, and null for what the library's file says and this one does not.
Json values_json(const LibraryMeasure& usual, MeasureChoice choice);

} // namespace analysis::web
