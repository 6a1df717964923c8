#pragma once

#include "models/people.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace analysis::calibration {

/// The time that a published figure covers: whole calendar years, or one half of a year.
struct Period {
    enum class Part : std::uint8_t { whole, first_half, second_half };

    int first_year{};
    int last_year{};
    Part part{Part::whole}; ///< of the only year

    double years() const { return part == Part::whole ? last_year - first_year + 1.0 : 0.5; }
    friend auto operator<=>(const Period&, const Period&) = default;
};

/// "2019", "2018-2022", "2007-H1"; nothing for any other text.
std::optional<Period> parse_period(std::string_view text);
/// The same, for display and for keys.
std::string period_text(const Period& period);

enum class TargetKind : std::uint8_t {
    count,    ///< persons or events in the period
    interval, ///< a count of which only the bounds were published
    share,    ///< in [0, 1], of which no count was published
    split,    ///< a count among a published whole: one category of a group
    amount,   ///< any other number: days, money, a rate
    missing,  ///< the cell is empty: nothing was published
};

/// One published figure: what was counted, where, when, and where it stands.
struct Target {
    std::string measure;                   ///< as the table names it: "victims_children", "recruitment_mode", "age"
    std::string group;                     ///< of a split: "girls", "age_1_9", "all"; otherwise empty
    std::string category;                  ///< of a split: "online", "15"
    std::optional<model::CountyId> county; ///< none: the country
    std::optional<Period> period;          ///< none where neither the row nor the file's name tells it
    TargetKind kind{};
    double value{};             ///< persons, events, or a share; of an interval its middle
    std::int64_t low{}, high{}; ///< of a count: bounds within which it lies, equal where it is known
    std::int64_t denominator{}; ///< of a split: persons in the group
    std::string quality;        ///< A, B, C of the data pack; empty where the table has none
    std::string source;         ///< id in SOURCES.md; empty where the table has none
    std::string where;          ///< "file:line"
};

/// Reads a table of published figures. Its form is told by its header; further columns may follow in any order:
///   county_code, year, n_children, status          counts of children; `status` is reported, or censored_ltN for fewer than N
///   county_code, period, [measure], value or n_children      `period` may be named `year`
///   year, measure, value                           `year` may be a period; a measure with share in its name is one
///   dimension, group, category, n, denominator     splits; the period is that of a column `period` or `year`, else of the file's
///                                                  name, "..._2018_2022.csv"; a `county_code` is read where there is one
///   age, girls, boys                               splits of each sex by age in years; the period likewise
/// An empty value or `n` says that nothing was published.
/// \throws sim::InputError with file and line of everything that is wrong; what measures mean is not asked here
std::vector<Target> read_targets(const std::filesystem::path& file);

/// Two figures that cannot both hold: the same measure, place and time with different counts.
struct Conflict {
    Target first, second;
};

/// Whether two figures are of the same thing and cannot both hold.
bool contradict(const Target& a, const Target& b);
/// All pairs in conflict, in the order of the targets. Shown, never resolved in silence.
std::vector<Conflict> conflicts(const std::vector<Target>& targets);

} // namespace analysis::calibration
