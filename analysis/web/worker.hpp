#pragma once

#include "analysis/explain/words.hpp"

#include <cstdint>
#include <filesystem>

namespace analysis::web {

/// The other half of `veghe serve`: the process that simulates. It reads lines of JSON from standard input and writes such to standard
/// output, and ends when its input does, so that it never outlives the page's server. docs/serve.md describes the lines.
/// \param language  of what a fault tells the terminal
/// \return  an exit code
/// \throws sim::InputError when the baseline is no scenario
int work(const std::filesystem::path& baseline, Language language);

/// Memory that the process that simulates may ask for [bytes]: three quarters of the machine's, six gigabytes at most.
std::uint64_t memory_limit();

} // namespace analysis::web
