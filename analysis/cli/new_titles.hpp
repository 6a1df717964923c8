#pragma once

#include "models/counties.hpp"
#include "models/registry.hpp"

#include <string>
#include <vector>

namespace cli {

/// A title in the languages of the reports.
struct Titles {
    std::string english, romanian;
};

/// What a new scenario is called: by its measures and where they are taken, or by its counties, "as they are".
/// \param counties  up to three are named, more are counted; empty where a strategy is taken wherever its baseline runs
Titles new_titles(const std::vector<const model::InterventionKind*>& measures,
                  const std::vector<model::CountyId>& counties);

} // namespace cli
