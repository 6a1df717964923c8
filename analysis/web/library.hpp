#pragma once

#include "analysis/explain/words.hpp"
#include "analysis/selection.hpp"
#include "models/registry.hpp"
#include "models/scenario.hpp"
#include "models/vocabulary.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::web {

/// A measure as the library has it: the one [[intervention]] of a file of scenarios/strategies.
struct LibraryMeasure {
    const model::InterventionKind* kind;
    std::string title, title_ro, description, description_ro;
    model::InterventionSpec spec;
    MeasureChoice choice;   ///< every control of it that its file, or its kind, sets
    std::string_view group; ///< "school", "community", "institutions", "information", "shock"

    const std::string& titled(Language language) const;
    const std::string& described(Language language) const;
};

/// What a trainer can choose from: the baseline, and the measures laid over it.
struct Library {
    std::filesystem::path baseline_file;
    model::Scenario baseline;
    model::Vocabulary words;
    std::vector<LibraryMeasure> measures; ///< in the order of the registry
    std::filesystem::path scenarios;      ///< the folder that has those of strategies and exercises
    std::filesystem::path folder;         ///< beside the baseline's: what is saved is meant to lie in it

    /// null where there is none of that kind
    const LibraryMeasure* find(std::string_view kind) const;

    /// A message with files named from the folder of scenarios on: where they lie on this machine is no business of the page.
    std::string without_folders(std::string text) const;
};

/// The baseline that is used when none is named: scenarios/baselines/romania.toml, at or above the working folder or the program.
/// \throws sim::InputError when there is none
std::filesystem::path usual_baseline();

/// \throws sim::InputError when the baseline is no scenario; a strategy that does not go with it is left out
Library read_library(const std::filesystem::path& baseline);

/// Most of everything that somebody may ask for on the page.
struct Caps {
    int counties{3};
    std::int64_t inhabitants{2'600'000};
    int pairs{200};
    int years{5};
    int measures{6};
    int queue{4};
};
inline constexpr Caps caps{};
inline constexpr int usual_pairs = 40;
inline constexpr std::uint64_t usual_seed = 1;
/// Minutes that a run may take, unless `veghe serve` is told otherwise, and the most that it can be told. All caps at once take two cores
/// thirteen (docs/serve.md, "Limits").
inline constexpr int usual_longest_run = 15;
inline constexpr int most_longest_run = 24 * 60;

/// What the page's controls are made of, as JSON (docs/serve.md). Without "ready", which changes.
std::string model_json(const Library& library, Language language, const std::string& posterior_digest);

/// The guided exercises beside the baseline, and what is wrong with those of which the page cannot show all that their files say, as JSON:
/// {"exercises": [], "problems": [{id, where, text, try}]}.
std::string exercises_json(const Library& library, Language language);

/// The names of counties, in the order of their codes given. \pre  codes that there are
std::vector<std::string> county_names(const std::vector<std::string>& codes);

} // namespace analysis::web
