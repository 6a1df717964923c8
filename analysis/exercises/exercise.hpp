#pragma once

#include "analysis/exercises/library.hpp"
#include "analysis/explain/words.hpp"
#include "analysis/selection.hpp"
#include "models/scenario.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace analysis::exercises {

/// The format of the files that this version reads.
inline constexpr std::int64_t exercise_format = 1;

/// A text in the file's own language and in Romanian.
struct Said {
    std::string plain;    ///< never empty
    std::string romanian; ///< empty where nobody has written it

    const std::string& in(Language language) const
    {
        return language == Language::romanian && !romanian.empty() ? romanian : plain;
    }

    friend bool operator==(const Said&, const Said&) = default;
};

/// One thing to do. It may ask for something else to be tried and held beside the first.
struct Step {
    Said text;
    std::optional<Selection> setup{}; ///< nothing: what was tried before it stays
};

/// A guided exercise for a class: it is asked before it is shown. No expected outcome stands in it, since a model's answer is not a fact.
struct Exercise {
    std::string id;   ///< the file's name without its ends: letters a-z, digits, '-' and '_'
    std::string file; ///< its whole name, without the folder
    Said title;
    Said about;                ///< what it is about, for who leads it
    Said question;             ///< to the class
    std::vector<Said> answers; ///< to vote for before anything is shown; two to six
    Selection setup;           ///< what is tried first: counties, and at least one measure, every control spelt out
    std::vector<Step> steps;
    std::vector<Said> look_at;    ///< on the page, once it is shown
    std::vector<Said> discussion; ///< at least one
    std::string source;           ///< what it goes back to; may be empty
    int minutes{};
};

/// What is tried, in order: first, and at each step that asks for something else.
std::vector<const Selection*> setups(const Exercise& exercise);

/// What an exercise is read with.
struct Context {
    std::vector<LibraryMeasure> library;
    model::Vocabulary words;
    model::Scenario within; ///< its counties and dates bind
};

/// \param library  folder of the measures: scenarios/strategies
/// \param over     the baseline that exercises are laid over. Null: any county, any date that can be run
Context context(const std::filesystem::path& library, const model::Scenario* over = nullptr);

/// One exercise, checked.
/// \throws sim::InputError with everything that is wrong, each with "file:line": keys, texts, answers, measures and their controls, and
///         words that the Luxembourg Guidelines reject
Exercise load_exercise(const std::filesystem::path& file, const Context& context);

/// Whether a file is an exercise and no scenario: whether it has a key that only an exercise has. False for a file that cannot be read.
bool is_exercise(const std::filesystem::path& file);

/// The exercises of a folder, by the names of their files, and what is wrong with the rest, at "file:line" without the folder: one that is
/// wrong takes no other with it.
struct Collection {
    std::vector<Exercise> exercises;
    std::vector<sim::Problem> problems;
};

/// \param folder  every file in it that ends in ".exercise.toml" is read; one that is not there holds none
Collection load_exercises(const std::filesystem::path& folder, const Context& context);

/// The nearest folder scenarios/NAME above a file or a folder, itself included; empty where there is none.
/// \param name  "exercises", "strategies"
std::filesystem::path scenarios_folder(const std::filesystem::path& from, const std::string& name);

/// The measures that an exercise may name: the nearest scenarios/strategies above it or the working folder.
/// \throws sim::InputError when there is none
std::filesystem::path library_of(const std::filesystem::path& exercise);

} // namespace analysis::exercises
