#pragma once

#include "sim/plan.hpp"

namespace model::phase {

/// The order of a week. Within a phase every process reads the same state, so their order cannot matter.
inline const sim::Phase calendar{10, "calendar"};
inline const sim::Phase departures{12, "departures"};
inline const sim::Phase prevention{20, "prevention"};
inline const sim::Phase beliefs{30, "beliefs"};
inline const sim::Phase recruitment{40, "recruitment"};
inline const sim::Phase exploitation{50, "exploitation"};
inline const sim::Phase detection{60, "detection"};
inline const sim::Phase assistance{70, "assistance"};
inline const sim::Phase justice{80, "justice"};

} // namespace model::phase
