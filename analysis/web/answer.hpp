#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/explain/words.hpp"
#include "models/scenario.hpp"

#include <span>
#include <string>

namespace analysis::web {

/// What the page shows of a comparison of one strategy with its baseline, as JSON (docs/serve.md): the figures, findings and words of
/// the report, in one language. Takes only what disclosure let through.
/// \param of        pairs that there are going to be; comparison().replicates of them are there
/// \param measures  that were chosen, without the baseline's; the page calls them by their kinds
std::string answer_json(const Disclosed& disclosed, Language language, int of,
                        std::span<const model::InterventionSpec> measures);

} // namespace analysis::web
