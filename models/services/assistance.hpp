#pragma once

#include "models/people.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;

/// Help for those who left exploitation. Nobody is helped yet.
struct Assistance {
    /// Whether somebody stands by the person in a trial: assisted, with legal aid.
    bool supported(const sim::World&, Row, sim::Tick) const { return false; }
};

} // namespace model
