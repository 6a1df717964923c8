#pragma once

#include "analysis/calibration/meaning.hpp"
#include "analysis/calibration/vocabulary.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace analysis::calibration {

/// Reads the words of a measure, group or category from left to right, each time the longest phrase that is known. Answers to the same
/// question add up ("labour_incl_begging_theft"), ages and sexes narrow each other down ("girls_14_17").
class PhraseReader {
public:
    /// \param context  the question that is spoken of
    explicit PhraseReader(std::optional<Dimension> context = std::nullopt) : context_(context) {}

    void read(std::span<const std::string> words);
    void read(std::string_view name);

    /// The lines that were spoken of.
    Selection selection() const;
    /// The question named first.
    std::optional<Dimension> topic() const { return topic_; }
    /// Whether a word restricted the lines at all.
    bool restricts() const { return selection() != Selection(); }
    /// Whether words said which ages are meant, or that all are.
    bool ages_said() const { return ages_said_; }
    /// Whether what was said is only a part of what the model can count.
    bool part() const { return part_; }
    const std::optional<std::pair<Unmeant, std::string>>& failure() const { return failure_; }

private:
    std::size_t phrase_at(std::span<const std::string> words);
    std::size_t ages_at(std::span<const std::string> words);
    void take_ages(int first, int last, std::span<const std::string> words);

    Selection persons_;                               ///< sexes and ages
    std::array<std::uint32_t, dimensions> answers_{}; ///< of the other questions, those that were named
    std::optional<Dimension> context_;
    std::optional<Dimension> topic_;
    bool ages_said_{};
    bool part_{};
    std::optional<std::pair<Unmeant, std::string>> failure_;
};

} // namespace analysis::calibration
