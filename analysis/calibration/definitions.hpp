#pragma once

#include "analysis/calibration/targets.hpp"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// What a measure of the tables of targets counts, as far as its sources say.
struct Definition {
    std::string unit;
    std::string text;
    std::vector<std::string> sources; ///< ids in SOURCES.md
    std::string caveat;               ///< what is uncertain or in conflict about it; empty when nothing is
    std::string conflict; ///< numbers of its sources that cannot all hold, in a sentence; empty when none are known
    std::string conflict_ro;
};

/// By measure. Columns `conflict` and `conflict_ro` may be left out. \throws sim::InputError with file and line of everything that is wrong: a measure defined twice, a unit, a text
/// or a source that is missing
std::map<std::string, Definition> read_definitions(const std::filesystem::path& file);

/// What the sources of a measure are known to contradict each other in.
struct KnownConflict {
    std::string measure;
    std::string text;
    std::string text_ro;
};

/// Of the measures that some figures have, each once and in their order (RELIABILITY C1).
std::vector<KnownConflict> known_conflicts(const std::map<std::string, Definition>& definitions,
                                           std::span<const Target> figures);

} // namespace analysis::calibration
