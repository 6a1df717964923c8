#pragma once

#include "models/vocabulary.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace test {

/// A scenario that nobody thought of: valid by what the format and the declarations say, and by nothing else.
struct RandomScenario {
    std::string text;                         ///< TOML; its tables are in the folder "data" beside it
    std::map<std::string, double> parameters; ///< as [parameters] states them
    std::size_t interventions{};              ///< as `measures` and [[intervention]] state them
};

/// A pure function of the seed and the words. Parameters and settings lie at the ends of their ranges, near them and
/// between, some, many or all at once; a kind of intervention is taken once or several times, apart by one of the keys by
/// which it can be aimed. \param words  with all kinds of the registry
RandomScenario random_scenario(std::uint64_t seed, const model::Vocabulary& words);

} // namespace test
