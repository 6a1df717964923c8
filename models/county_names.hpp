#pragma once

#include "models/counties.hpp"
#include "sim/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace model {

/// Two-letter code, e.g. "DJ"; position 0 = AB ... 41 = VS, as in counties.csv.
std::string_view county_code(CountyId county);
/// Name for display, with its marks, e.g. "Iași".
std::string_view county_name(CountyId county);
/// The county that a code or name means, in any case and any spelling of the Romanian letters; empty when unknown.
std::optional<CountyId> find_county(std::string_view code_or_name);
/// "CJ (Cluj)" for the county nearest to an unknown code or name; empty when none is near.
std::string nearest_county(std::string_view code_or_name);

/// "county X is unknown", of a table that takes codes alone.
sim::Message unknown_code(std::string_view code);
/// ", nearest is CJ (Cluj)"; nothing where none is near.
sim::Message near_county(std::string county);

} // namespace model
