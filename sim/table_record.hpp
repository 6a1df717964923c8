#pragma once

#include "sim/recorder.hpp"

#include <string>

namespace sim {

/// A table as bytes, for the process that waits for it (sim/trial.hpp).
std::string record_of(const Table& table);

/// The table again. \throws MalformedRecord for bytes that are none
Table table_of(const std::string& record);

/// The same of facts.
std::string record_of(const std::vector<Fact>& facts);
std::vector<Fact> facts_of(const std::string& record);

} // namespace sim
