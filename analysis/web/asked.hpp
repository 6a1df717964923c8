#pragma once

#include "analysis/selection.hpp"
#include "analysis/web/library.hpp"
#include "sim/error.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::web {

/// What the page asks to be run.
struct Asked {
    Selection selection; ///< with every control spelt out
    int pairs{usual_pairs};
    std::uint64_t seed{usual_seed};
    int years{caps.years};

    friend bool operator==(const Asked&, const Asked&) = default;
};

/// Reads what the page sent. Problems stand where the page has them: "counties", "measures/0/values/coverage".
/// \param json  of POST /api/runs
/// \param place_only  of POST /api/prepare, which names no measure
/// \throws sim::InputError with everything that is wrong, and with what is above a cap
Asked asked_from(std::string_view json, const Library& library, bool place_only = false);

/// What the page begins with: Dolj, or the first county there is, with as many pairs as usual.
Asked first_choice(const Library& library);

/// The same as the page sends it, every control spelt out.
std::string to_json(const Asked& asked, const Library& library);

/// What is asked for, as two scenarios, the baseline first: what `veghe compare` makes of the two texts.
struct Pair {
    std::array<std::string, 2> texts;
    std::array<model::Scenario, 2> scenarios;
};
/// \throws sim::InputError, with places as asked_from()
Pair pair_of(const Asked& asked, const Library& library);
/// Only the baseline: what can be made ready before any measure is chosen.
model::Scenario baseline_of(const Asked& asked, const Library& library);

/// Two texts as they are saved: with a word on where to keep them.
std::string saved_text(const Pair& pair, std::size_t which, const Library& library);

/// The state of the page's controls that gives a scenario, as JSON: {"counties", "measures", "years", "seed", "pairs"}.
/// \param text  what somebody saved or wrote: a strategy or a scenario over the same baseline
/// \throws sim::InputError for what is no scenario, and for what the page has no control for
std::string state_json(const std::string& text, const Library& library);

/// A selection that has been checked, with whatever it leaves out as its kind has it: {"counties", "measures", "budget_per_year"}.
std::string selection_json(const model::Scenario& scenario, const Library& library);

/// What a kind is called: "School counsellors".
std::string kind_title(const std::string& kind, const Words& words);

/// Refusals as the page gets them: {"messages": [{id, where, text, try}]}.
/// \param library  whose folders are left out of them; null where they name no file
std::string messages_json(std::span<const sim::Problem> problems, Language language, const Library* library = nullptr);

} // namespace analysis::web
