#pragma once

#include "analysis/comparison.hpp"
#include "analysis/rounding.hpp"
#include "analysis/small_cells.hpp"
#include "analysis/verdict.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace analysis {

/// Cells of the real register below this are shown as "< 10".
inline constexpr std::int64_t smallest_register_cell = 10;
/// True levels are shown for no fewer counties than this, unless they are a whole region.
inline constexpr std::size_t fewest_counties_of_true_level = 3;
/// A comparison that may be published: small and revealing cells are NaN or gone, every number has no more digits than
/// its interval supports. Tables, charts and pages take this type, and only `disclose` makes one.
class Disclosed {
public:
    const Comparison& comparison() const { return comparison_; }
    /// Whether true levels of the whole selection are shown; otherwise true figures are in percent of the baseline.
    bool true_levels() const { return true_levels_; }
    /// Whether the counties are a whole country, so that the page may speak of the country.
    bool whole_country() const { return comparison_.counties.size() == comparison_.geography.size(); }

private:
    friend Disclosed disclose(Comparison);
    friend Disclosed in_romanian(Disclosed);
    Disclosed(Comparison comparison, bool true_levels) : comparison_(std::move(comparison)), true_levels_(true_levels)
    {
    }

    Comparison comparison_;
    bool true_levels_;
};

/// Applies the rules of docs/responsible-use.md ("What leaves the program"):
/// - true cases by county are dropped altogether: beside registered ones they would show where detection is weakest;
/// - true levels are kept for the selection when it has three counties or more and for whole regions, the smallest of
///   which go when what they leave of the selection is one or two counties; else only percent of the baseline stays;
/// - true cases by settlement are dropped where rural or urban homes are of one or two counties of more (`is_of_few_counties`);
/// - true levels by pathway are kept back, their differences stay: a pathway's detection is not published either; a difference that
///   is the level to within a tenth goes too, and another pathway's, with which it would come back from the total;
/// - cells with one to four cases over all replicates are kept back, and as many more as it takes that nothing shown
///   gives them away (`kept_back_cells`);
/// - which share of a spread is of the parameters is kept back where the spread is;
/// - cells of the register below 10 become "< 10"; - every estimate is rounded as in `rounded`.
Disclosed disclose(Comparison raw);

/// The same with the Romanian words of its scenarios, where they have some.
Disclosed in_romanian(Disclosed disclosed);

/// Whether true levels of a selection are shown: of three counties and more, and of a whole region.
/// \param counties  codes
bool shows_true_levels(const std::vector<std::string>& counties, std::span<const CountyName> geography);

/// A register cell as it may be shown: "< 10" for 0 to 9, other text unchanged.
std::string register_cell(const std::string& value);

} // namespace analysis
