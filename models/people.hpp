#pragma once

#include "sim/array.hpp"
#include "sim/ids.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace model {

using sim::AgentId;
using sim::Array;
using sim::Row;

enum class Sex : std::uint8_t { male, female };
enum class Settlement : std::uint8_t { urban, rural };
/// Who looks after a child. `adult` from 18 on at the start of the run.
enum class Care : std::uint8_t { adult, two_parents, one_parent, relatives, foster, residential };
/// Whether the child is in the care of the state: with a foster family or in a residential institution.
constexpr bool in_state_care(Care care)
{
    return care == Care::foster || care == Care::residential;
}
enum class ParentAbroad : std::uint8_t { none, one, both };
enum class SchoolLevel : std::uint8_t { primary, gymnasium, upper };
inline constexpr std::size_t school_levels = 3;

inline constexpr std::uint32_t none = 0xFFFFFFFFu;

/// Two-letter code order of `counties.csv`: 0 = AB ... 41 = VS. The same in every selection.
using CountyId = sim::Id<struct CountyTag, std::uint8_t>;

/// One county of the selection: its persons are rows [first_row, first_row + persons), ids first_id onwards.
/// first_id is the census population of all counties before it, so ids are the same in every selection.
struct CountyBlock {
    CountyId county;
    std::uint32_t first_id;
    Row first_row;
    std::uint32_t persons;
};

/// Bits of Population::flags.
namespace flag {
inline constexpr std::uint8_t disability = 1u << 0;
inline constexpr std::uint8_t prior_abuse = 1u << 1;       ///< sexual abuse before 18, at an age that is read with it
inline constexpr std::uint8_t abroad_undeclared = 1u << 2; ///< the parent's absence is not in the register
inline constexpr std::uint8_t employed = 1u << 3;
inline constexpr std::uint8_t internet = 1u << 4; ///< the household is connected
} // namespace flag

/// The synthetic population of the counties selected: what does not change during a run. Rows are ordered by county,
/// locality and household, so that members of a household, and neighbours, stand side by side.
struct Population {
    std::vector<CountyBlock> counties; ///< ascending by county; the persons of the census
    std::vector<CountyBlock> births;   ///< beside them: who is to be born after the reference, in the order of mothers

    // persons: one entry per row
    Array<Sex> sex;
    Array<std::int16_t> birth_week; ///< ticks (weeks since 3 January 2000) of birth; negative before
    Array<std::uint16_t> locality;  ///< row of `localities`
    Array<std::uint32_t> household; ///< row of `households`
    Array<Care> care;
    Array<ParentAbroad> parent_abroad;
    Array<std::uint8_t> online_exposure; ///< 0 none .. 255 highest (unsupervised hours, public profile)
    Array<std::uint8_t> supervision;     ///< 0 lax .. 128 balanced .. 255 very strict
    Array<std::uint8_t> flags;
    Array<std::uint32_t> pupil; ///< row of `pupils` for everybody under 19 at the start, else `none`

    Array<Row> mother; ///< one entry for each of `births`'s rows, which stand behind all others

    // households: first_member has one entry more than there are households
    struct {
        Array<Row> first_member;
        Array<std::uint16_t> locality;
        Array<std::uint8_t> deprivation;   ///< 0 best .. 255 most deprived
        Array<std::uint8_t> digital_skill; ///< parents', 0 .. 255
        Array<std::uint8_t> complicity;    ///< propensity, 0 .. 255; a standing trait of the household, most are near 0
        Array<std::uint8_t> institution;   ///< 1 for a group of a residential care institution
    } households;

    // pupils: the school career of everybody who is or will be of school age. A class is one cohort's class of one
    // level at one unit; which of the three is the current one is a matter of the date (models/schools.hpp).
    struct {
        Array<Row> person;
        std::array<Array<std::uint32_t>, school_levels> school_class; ///< row of `classes`, `none` when not enrolled
        Array<std::uint8_t> boarding;                                 ///< 1 when boarding while in upper secondary
    } pupils;

    // classes: members are rows of persons, ascending
    struct {
        Array<std::uint32_t> unit; ///< row of `units`
        Array<SchoolLevel> level;
        Array<std::int16_t> entry_year;    ///< calendar year of the September in which the class began the level
        Array<std::uint32_t> member_first; ///< one entry more than classes
        Array<Row> members;
    } classes;

    // school units of the selected counties, and those elsewhere that their pupils attend
    struct {
        Array<std::uint32_t> stable_id; ///< line of the unit in schools_units_2024_25.csv, counted from 0
        Array<std::uint16_t> locality;  ///< row of `localities`; its residence is the unit's settlement
        Array<std::uint32_t> parent;    ///< row of the legal entity's main unit, itself when it is one
        Array<std::uint16_t> places;    ///< pupils of 2024-25 in the three levels
    } units;

    // all 3,181 localities of the country, in the order of localities.csv
    struct {
        Array<std::uint32_t> siruta;
        Array<CountyId> county;
        Array<Settlement> settlement;
        Array<std::uint32_t> persons; ///< census
        Array<float> latitude;        ///< degrees
        Array<float> longitude;
        Array<Row> first_row; ///< one entry more than localities; empty range where not selected
    } localities;

    std::size_t size() const { return sex.size(); }
    /// Persons of the census: all rows but the births.
    Row residents() const { return static_cast<Row>(size() - mother.size()); }
    /// The census persons of every county, then those to be born.
    std::vector<CountyBlock> blocks() const;
    /// Who is to be born into a household.
    std::pair<Row, Row> births_into(std::uint32_t household_row) const;
    const CountyBlock& block_of(Row row) const;
    CountyId county_of(Row row) const { return localities.county[locality[row]]; }
    Settlement settlement_of(Row row) const { return localities.settlement[locality[row]]; }
    AgentId id_of(Row row) const;
    /// no_row when the id's county is not selected.
    Row row_of(AgentId id) const;
};

} // namespace model
