#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace analysis::calibration {

/// What a measure of the tables of targets counts, as far as its sources say.
struct Definition {
    std::string unit;
    std::string text;
    std::vector<std::string> sources; ///< ids in SOURCES.md
    std::string caveat;               ///< what is uncertain or in conflict about it; empty when nothing is
};

/// By measure. \throws sim::InputError with file and line of everything that is wrong: a measure defined twice, a unit, a text
/// or a source that is missing
std::map<std::string, Definition> read_definitions(const std::filesystem::path& file);

} // namespace analysis::calibration
