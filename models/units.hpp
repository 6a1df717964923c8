#pragma once

#include "sim/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// What a text such as "26 weeks" says where a number of some unit is expected: a value, or what is wrong with it.
struct Quantity {
    std::optional<double> value; ///< in the expected unit
    sim::Message problem;        ///< "has no unit", "is in another unit"; empty when there is a value
    std::string unit;            ///< as it was written; empty when there is none
};

/// Whether a unit says nothing: a pure number, which no text can stand for.
bool is_pure(std::string_view unit);

/// Reads "26 weeks", "90 RON", "2 million RON", "2 milioane de lei", "12 hours", "40 km", "3/year" or "3 per year" as a number of `unit`.
/// A month is a twelfth of a year of 365.25 days. The number has a point, no thousands are marked, and nothing depends
/// on the locale. An amount of money such as "300.000 lei" is refused, since it is 300 here and thousands to its writer. Units of one kind are converted; others, and texts without a unit, are a problem.
/// \param unit  as declared, e.g. "week", "RON/(post week)"; not pure
Quantity read_quantity(std::string_view text, std::string_view unit);

/// The units that may be written where `unit` is declared, it first: {"weeks", "days", "months", "years"}. A compound
/// unit is named alone.
std::vector<std::string> units_like(std::string_view unit);

/// Every spelling that a text may use for a simple unit: {"day", "days", "week", ...}; empty for a compound one.
std::vector<std::string> unit_spellings(std::string_view unit);

} // namespace model
