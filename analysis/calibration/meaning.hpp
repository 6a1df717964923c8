#pragma once

#include "analysis/calibration/register_counts.hpp"
#include "analysis/calibration/targets.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// What a line of the register says, question by question.
enum class Dimension : std::uint8_t { sex, age, form, relation, mode, place, education, family };
inline constexpr std::size_t dimensions = 8;
/// Answers that a question has: of sex male and female, of age the classes of `Profile`.
std::size_t categories(Dimension dimension);

/// Lines of the register: of every question the answers that are taken, one bit each. All, unless something is left out.
struct Selection {
    std::array<std::uint32_t, dimensions> taken{};

    Selection();
    std::uint32_t& operator[](Dimension d) { return taken[static_cast<std::size_t>(d)]; }
    std::uint32_t operator[](Dimension d) const { return taken[static_cast<std::size_t>(d)]; }
    bool holds(const Profile& profile) const;
    /// Whether no line can be taken: of some question no answer is.
    bool empty() const;
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// The lines that both take.
Selection both(const Selection& a, const Selection& b);
/// All children; all adults.
Selection minors();
Selection adults();

/// Lines of a run that a selection takes. [persons]
std::uint64_t count(const RegisterCounts& counts, const Selection& selection);

/// What a published figure counts in the model.
struct Meaning {
    Selection counted;              ///< lines of the register
    std::optional<Selection> whole; ///< of a share or a split: the lines that it is a share of
    std::string figure;             ///< a YearlyFigure that is counted instead of lines; empty: lines
    bool stock{};                   ///< the figure is a level, not a flow
    std::string
        workload; ///< of a stock that the source leaves open: the flow that the other reading adds (RELIABILITY C14)
    bool part{};  ///< the model has what is counted only together with other categories of its table

    friend bool operator==(const Meaning&, const Meaning&) = default;
};

/// Why a figure means nothing to the model.
enum class Unmeant : std::uint8_t {
    missing,       ///< nothing was published
    unknown,       ///< `word` names nothing that the model has
    ages,          ///< the model has adults as 18 to 24 and 25 and older: `word`
    county,        ///< by county the model has children and adults, and no more of them
    county_figure, ///< what institutions do is counted for the country
    contrary,      ///< nobody can be counted: `word`
    part,          ///< the model has `word` only together with what the table does not list
    unit,          ///< neither a count nor a share: `word`
};
inline constexpr std::array<std::string_view, 8> unmeant_names{"missing",       "unknown",  "ages", "county",
                                                               "county_figure", "contrary", "part", "unit"};

/// A figure and what it counts, or why it counts nothing.
struct Meant {
    Target target; ///< of categories that the model has as one, their sum
    std::optional<Meaning> meaning;
    Unmeant why{};    ///< where there is no meaning
    std::string word; ///< the word that is not understood
    std::int64_t
        unplaced{}; ///< of a split: persons of its published whole who have no category, in the table or in the model
};

/// The name of the file that a figure stands in.
std::string file_of(const Target& target);

/// What a figure is, in one line: "recruitment_mode all online 2018-2022", with its county where it has one.
std::string identity(const Target& target);

/// What a figure counts, by the words of its measure, group and category; splits count children unless a word, or the name of
/// their file, says otherwise.
Meant meant(const Target& target);
std::optional<Meaning> meaning_of(const Target& target);

/// The same of a whole table or of several, in their order, where neighbours are known: categories of a group that the model has as
/// one are added up (upper secondary schools); "other" is what the neighbours do not name; a whole is what its categories list
/// where they add up to it, or where the model has no further category for the rest.
std::vector<Meant> meant(std::span<const Target> targets);

} // namespace analysis::calibration
