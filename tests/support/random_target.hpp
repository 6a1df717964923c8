#pragma once

#include "models/vocabulary.hpp"
#include "tests/support/random_dice.hpp"

#include <map>
#include <string>
#include <vector>

namespace test {

/// Where and when a run is.
struct Frame {
    sim::Date start{};
    sim::Date end{};
    std::vector<model::CountyId> counties{};
};

/// Keys of an [[intervention]] with their values as TOML.
using Keys = std::map<std::string, std::string>;

/// Dates and targets of interventions of one kind that never mean the same persons at the same time, by what
/// docs/scenario-format.md says of overlaps: at most `parts`, fewer where the key that keeps them apart has no more to give.
std::vector<Keys> targets_apart(Dice& dice, const Frame& frame, const model::Vocabulary::Kind& kind, int parts);

} // namespace test
