#pragma once

#include "analysis/explain/words.hpp"
#include "sim/error.hpp"

#include <iosfwd>
#include <span>
#include <string>

namespace cli {

/// The language of a name, en or ro. \throws sim::InputError at `where`, saying what is allowed
analysis::Language language_of(const std::string& name, const std::string& where);

/// The language that is asked for, before anything else of the command line is read: that of --language, else of the
/// environment's VEGHE_LANGUAGE, else English; never that of the locale. \throws sim::InputError for any other
analysis::Language asked_language(std::span<const char* const> arguments);

/// What a parser of command lines could not take, in our words.
/// \param kind  of its error, such as "RequiredError"   \param text  what it says, in English
sim::Message usage_refusal(const std::string& kind, const std::string& text);
/// An empty value, which a script whose variable is unset would give.
sim::Message empty_value();

/// What a user may want to know of the system, though all is well: that it takes no locks.
void tell_notices(analysis::Language language, std::ostream& out);

/// Whether it is known that a command wrote nothing: what an input is refused for is found before.
enum class Written { nothing, perhaps };

/// How a refusal is told: `place: [id] cause; remedy`, one line each, then how many there are.
void tell(std::span<const sim::Problem> problems, analysis::Language language, Written written, std::ostream& out);

} // namespace cli
