#pragma once

#include "models/counties.hpp"
#include "models/networks.hpp"
#include "models/people.hpp"
#include "models/scenario.hpp"
#include "sim/clock.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace model {

/// The pupils of every unit in one school year: which classes are taught, and how many pupils they have together.
struct SchoolYear {
    int first_year{};                           ///< the calendar year of its September
    std::vector<std::uint32_t> class_first;     ///< one entry more than units: where the unit's classes begin
    std::vector<std::uint32_t> classes;         ///< rows of Population::classes
    std::vector<std::uint32_t> pupils_before;   ///< beside each class: pupils of the unit in the classes before it
    std::vector<std::uint32_t> pupils;          ///< per unit
    std::vector<std::uint32_t> boarder_first{}; ///< one entry more than localities
    std::vector<Row> boarders{};                ///< who boards in upper secondary, by the school's locality

    /// Where among the members of all classes the pupil stands who has a place of the unit's list; place < pupils[unit].
    std::size_t member(const Population& population, std::uint32_t unit, std::uint32_t place) const;
    /// Who boards at schools in the localities [begin, end).
    std::span<const Row> boarders_of(std::uint32_t begin, std::uint32_t end) const
    {
        return {boarders.data() + boarder_first[begin], boarder_first[end] - boarder_first[begin]};
    }
};

/// Ages [years] between which somebody can be courted.
inline constexpr double youngest_courted = 8.0;
inline constexpr double oldest_courted = 30.0;

/// Those who can be courted in one calendar year, by locality.
struct YoungPeople {
    std::vector<Row> rows;            ///< between 8 and 30 years old at some time of the year, ascending
    std::vector<std::uint32_t> first; ///< one entry per locality and one more

    /// Those of the localities [begin, end).
    std::span<const Row> of(std::uint32_t begin, std::uint32_t end) const
    {
        return {rows.data() + first[begin], first[end] - first[begin]};
    }
};

/// What all runs of a scenario share and none changes: people, ties, tables, and lists derived from them.
class Ground {
public:
    Ground(const Scenario& scenario, Counties all_counties, Population people, Networks ties);

    Counties counties;
    Population population;
    Networks networks;
    sim::Clock clock;   ///< with the warm-up
    sim::Clock counted; ///< without it
    sim::Luck plans;    ///< of whom strategies reach first: of the population and of no replicate

    /// Road km between two localities, by rows.
    double road_km(std::uint32_t a, std::uint32_t b) const;
    std::vector<float> km_to_town; ///< per locality: road km to the nearest town of its county, 0 in a town

    /// The list is the calendar year's, not the run's: a longer run meets the same luck.
    const YoungPeople& young(sim::Tick tick) const
    {
        return young_[static_cast<std::size_t>(clock.year(tick) - first_year_)];
    }
    bool inhabited(std::uint32_t locality) const
    {
        return population.localities.first_row[locality] < population.localities.first_row[locality + 1];
    }
    /// Rows [first, last) of the localities of a locality's county.
    std::pair<std::uint32_t, std::uint32_t> county_localities(std::uint32_t locality) const
    {
        return county_localities(population.localities.county[locality]);
    }
    std::pair<std::uint32_t, std::uint32_t> county_localities(CountyId county) const
    {
        return county_localities_[county.value];
    }
    /// Whether the locality lies in a county of the selection that has people.
    bool selected(std::uint32_t locality) const { return selected_[population.localities.county[locality].value]; }
    /// A locality of [range.first, range.second) in proportion to its census persons. \param u  uniform in (0, 1)
    std::uint16_t locality_by_persons(std::pair<std::uint32_t, std::uint32_t> range, double u) const;
    /// Position of the row's county in the selection.
    std::size_t county_position(Row row) const { return county_position(population.county_of(row)); }
    std::size_t county_position(CountyId county) const { return position_[county.value]; }
    const SchoolYear& school_year(sim::Tick tick) const { return school_years_[year_of_tick_[week_of(tick)]]; }
    /// The class that the person attends in the school year of the tick; `none` for those not enrolled.
    std::uint32_t class_at(Row row, sim::Tick tick) const;
    /// Whether pupils are at school in the week.
    bool in_session(sim::Tick tick) const { return in_session_[week_of(tick)] != 0; }

private:
    std::size_t week_of(sim::Tick tick) const
    {
        sim::expect(tick >= clock.first() && tick <= clock.last(), "a week of the run, or the tick after its last");
        return static_cast<std::size_t>(tick - clock.first());
    }
    YoungPeople list_young(int year) const;
    void list_school_years();
    void list_boarders(SchoolYear& taught) const;
    void measure_distances();

    std::array<std::size_t, county_count> position_{};
    std::array<bool, county_count> selected_{};
    std::vector<std::uint64_t> persons_before_; ///< census persons of the localities before one; one entry more
    std::array<std::pair<std::uint32_t, std::uint32_t>, county_count> county_localities_{};
    int first_year_{};
    std::vector<YoungPeople> young_;         ///< one for each calendar year of the run
    std::vector<SchoolYear> school_years_;   ///< one for each school year of the run, ascending
    std::vector<std::uint8_t> year_of_tick_; ///< per step of the clock: row of school_years_
    std::vector<std::uint8_t> in_session_;   ///< per step of the clock
};

} // namespace model
