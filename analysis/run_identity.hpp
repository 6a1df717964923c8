#pragma once

#include "models/scenario.hpp"

#include <cstdint>
#include <string>

namespace analysis {

/// What a stored state is a state of. Two runs of one identity have the same states, week by week.
struct RunIdentity {
    std::string scenario;   ///< SHA-256 of everything in it that moves a bit
    std::string population; ///< SHA-256 of what the population is built from
    std::string program;    ///< version, commit and a checksum of the executable
    std::uint64_t seed{};
};

/// Of a whole run: what it is called, how often it is repeated and what is recorded do not count.
RunIdentity identity_of(const model::Scenario& scenario);
/// Of what comes before a date: neither what begins at the date or later nor the run's end counts (but where a measure
/// that has begun lasts until then).
RunIdentity identity_until(const model::Scenario& scenario, sim::Date date);

} // namespace analysis
