#pragma once

#include "models/build.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace analysis::optimise {

/// Those whose true cases must not rise: everybody, by sex and age, by where they live, and minors by who looks after them.
inline constexpr std::array<std::string_view, 12> group_names{"all",        "girls",     "boys",   "women",
                                                              "men",        "urban",     "rural",  "two_parents",
                                                              "one_parent", "relatives", "foster", "residential"};
inline constexpr std::size_t all_of_them = 0;
inline constexpr std::size_t girls = 1;
inline constexpr std::size_t boys = 2;
/// Who is younger is a minor [years].
inline constexpr double of_age = 18.0;

/// True cases of each group [persons].
using GroupCounts = std::array<std::int64_t, group_names.size()>;

/// The groups that somebody belongs to, a bit for each. Pure. \param care  of a minor
std::uint32_t groups_of(bool female, bool minor, model::Settlement settlement, model::Care care);

/// Counts those who are recruited, in the weeks that a run counts, from a date on. Watches a run and changes nothing.
class GroupWatch {
public:
    /// \param from  weeks before it are not counted: a run that goes on from there has not seen them
    explicit GroupWatch(sim::Tick from) : from_(from) {}

    /// As model::Watch.
    void see(const model::Build& build, sim::Tick next);
    const GroupCounts& counts() const { return counts_; }

private:
    void count(const model::Build& build, const model::Case& one, sim::Tick when);

    sim::Tick from_;
    GroupCounts counts_{};
};

} // namespace analysis::optimise
