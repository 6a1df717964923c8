#pragma once

#include "sim/hdf5.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace test {

/// What a file of results breaks of the rules of what is published: a data set without known axes or with other values than
/// their labels ask for, a name that speaks of persons, places, coordinates or scores, a county that is none of the selection,
/// true cases by county, pathway or form, anything but the two ledgers and residents by county. Empty for a file that may go
/// out.
std::vector<std::string> broken_schema(const sim::hdf5::File& file, const std::vector<std::string>& counties);

/// Names of all members of the objects that a report's page draws, once each.
std::vector<std::string> json_members(std::string_view page);

} // namespace test
