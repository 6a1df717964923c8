#include "models/school_classes.hpp"

#include "models/population_assumptions.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

constexpr std::array<double, school_levels> formed_for{assume::class_primary.value, assume::class_gymnasium.value,
                                                       assume::class_upper.value};

constexpr double kept_for_commuters = 1.5; ///< times those expected
constexpr double fewest_own = 8.0;         ///< places of a class for pupils of the school's own county, at least

/// One pupil's place at one level of one unit.
struct Place {
    std::uint32_t pupil{};
    std::int16_t entry_year{}; ///< of the level
    std::uint8_t level{};
    std::uint8_t county{};
    std::uint32_t order{}; ///< random, the same in every selection
    std::uint16_t section{};
};

struct FormedClass {
    std::uint8_t level{};
    std::int16_t entry_year{};
    std::vector<std::uint32_t> pupils; ///< ascending
};

struct UnitClasses {
    std::vector<FormedClass> classes;
    std::uint32_t moved{};
};

/// Units of the selected counties and those elsewhere that their pupils attend, with their main units; by line.
std::vector<std::uint32_t> choose_units(const Population& population, const PupilList& pupils,
                                        const SourceTables& tables)
{
    std::vector<std::uint8_t> wanted(tables.units.size(), 0);
    for (const CountyBlock& block : population.counties) {
        std::fill(wanted.begin() + tables.first_unit[block.county.value],
                  wanted.begin() + tables.first_unit[block.county.value + 1u], std::uint8_t{1});
    }
    for (const Career& career : pupils.career) {
        for (const std::uint32_t unit : career.unit) {
            if (unit != none) {
                wanted[unit] = 1;
            }
        }
    }
    for (std::size_t u = 0; u < wanted.size(); ++u) {
        if (wanted[u] != 0) {
            wanted[tables.units[u].parent] = 1;
        }
    }
    std::vector<std::uint32_t> lines;
    for (std::size_t u = 0; u < wanted.size(); ++u) {
        if (wanted[u] != 0) {
            lines.push_back(static_cast<std::uint32_t>(u));
        }
    }
    return lines;
}

void store_units(Population& population, const std::vector<std::uint32_t>& lines, const SourceTables& tables)
{
    std::vector<std::uint16_t> locality;
    std::vector<std::uint32_t> parent;
    std::vector<std::uint16_t> places;
    for (const std::uint32_t line : lines) {
        const UnitRow& unit = tables.units[line];
        locality.push_back(unit.locality);
        const auto at = std::lower_bound(lines.begin(), lines.end(), unit.parent);
        parent.push_back(static_cast<std::uint32_t>(at - lines.begin()));
        std::uint32_t pupils = 0;
        for (const std::uint32_t level : unit.pupils) {
            pupils += level;
        }
        places.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(pupils, 65535)));
    }
    population.units.stable_id = std::vector<std::uint32_t>(lines);
    population.units.locality = std::move(locality);
    population.units.parent = std::move(parent);
    population.units.places = std::move(places);
}

/// Places of all pupils, grouped by unit row; within a unit in order of pupils.
struct PlaceList {
    std::vector<std::uint64_t> first;
    std::vector<Place> places;
};

PlaceList places_by_unit(const Population& population, const PupilList& pupils, const std::vector<std::uint32_t>& lines,
                         std::size_t all_units, const sim::Luck& luck)
{
    std::vector<std::uint32_t> row_of_line(all_units, none);
    for (std::size_t row = 0; row < lines.size(); ++row) {
        row_of_line[lines[row]] = static_cast<std::uint32_t>(row);
    }
    PlaceList list;
    list.first.assign(lines.size() + 1, 0);
    for (const Career& career : pupils.career) {
        for (const std::uint32_t unit : career.unit) {
            if (unit != none) {
                ++list.first[row_of_line[unit] + 1];
            }
        }
    }
    for (std::size_t row = 0; row < lines.size(); ++row) {
        list.first[row + 1] += list.first[row];
    }
    list.places.resize(list.first.back());
    std::vector<std::uint64_t> next(list.first.begin(), list.first.end() - 1);
    for (const CountyBlock& block : population.counties) {
        const auto begin = std::lower_bound(pupils.person.begin(), pupils.person.end(), block.first_row);
        const auto end = std::lower_bound(begin, pupils.person.end(), block.first_row + block.persons);
        for (auto person = begin; person != end; ++person) {
            const auto p = static_cast<std::size_t>(person - pupils.person.begin());
            const AgentId id{block.first_id + (*person - block.first_row)};
            for (std::size_t level = 0; level < school_levels; ++level) {
                const std::uint32_t unit = pupils.career[p].unit[level];
                if (unit == none) {
                    continue;
                }
                const int year = level_entry_year(pupils.entry_year[p], static_cast<SchoolLevel>(level));
                list.places[next[row_of_line[unit]]++] = {static_cast<std::uint32_t>(p),
                                                          static_cast<std::int16_t>(year),
                                                          static_cast<std::uint8_t>(level),
                                                          block.county.value,
                                                          luck(id, "population.section").words[level],
                                                          0};
            }
        }
    }
    return list;
}

/// One cohort of one level of a unit.
struct Intake {
    std::uint32_t line;
    double expected;  ///< pupils from everywhere, by the tables
    double commuters; ///< of these, from other counties
    std::uint8_t county;
};

/// Deals the pupils of each county to the classes in random order, starting at a random one.
std::uint32_t deal(std::span<Place> cohort, const Intake& intake, const sim::Luck& luck,
                   std::vector<std::uint32_t>& size)
{
    const auto largest = static_cast<std::uint32_t>(assume::class_largest.value);
    const auto own = static_cast<double>(
        std::count_if(cohort.begin(), cohort.end(), [&](const Place& place) { return place.county == intake.county; }));
    const auto by_table =
        static_cast<std::uint32_t>(std::max(1.0, std::round(intake.expected / formed_for[cohort.front().level])));
    // Places kept for commuters, with room for chance, so that no class fills up and nobody depends on who else comes.
    const double kept = kept_for_commuters * intake.commuters / by_table;
    const double own_places = std::max(fewest_own, assume::class_own_county.value - kept);
    const auto for_own = std::max(by_table, static_cast<std::uint32_t>(std::ceil(own / own_places)));
    size.assign(for_own, 0);
    std::uint32_t moved = 0;
    // The school's own county first: its classes do not depend on who else comes.
    std::sort(cohort.begin(), cohort.end(), [&](const Place& a, const Place& b) {
        const bool a_own = a.county == intake.county;
        const bool b_own = b.county == intake.county;
        return a_own != b_own         ? a_own
               : a.county != b.county ? a.county < b.county
               : a.order != b.order   ? a.order < b.order
                                      : a.pupil < b.pupil;
    });
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        Place& place = cohort[i];
        const std::uint32_t sections = place.county == intake.county ? for_own : by_table;
        if (i == 0 || cohort[i - 1].county != place.county) {
            next =
                luck(intake.line, "population.sections", sim::Tick{place.entry_year}, place.level * 64u + place.county)
                    .below(sections);
        }
        std::uint32_t section = next++ % sections;
        while (size[section] >= largest) {
            if (++section == size.size()) {
                size.push_back(0);
            }
            ++moved;
        }
        place.section = static_cast<std::uint16_t>(section);
        ++size[section];
    }
    return moved;
}

UnitClasses classes_of_unit(std::span<Place> places, std::uint32_t line, const SourceTables& tables,
                            const SchoolFlows& flows, const sim::Luck& luck)
{
    UnitClasses formed;
    std::vector<std::uint32_t> size;
    std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.level != b.level ? a.level < b.level : a.entry_year < b.entry_year;
    });
    const UnitRow& unit = tables.units[line];
    for (std::size_t begin = 0; begin < places.size();) {
        const Place key = places[begin];
        std::size_t end = begin;
        while (end < places.size() && places[end].level == key.level && places[end].entry_year == key.entry_year) {
            ++end;
        }
        const auto& shares = flows.units[key.level][unit.locality];
        const auto share =
            std::find_if(shares.begin(), shares.end(), [&](const UnitShare& s) { return s.unit == line; });
        const LevelFlows& level = flows.levels[key.level];
        const double expected = flows.expected(static_cast<SchoolLevel>(key.level), unit.locality, share->share,
                                               key.entry_year - level_first_grade[key.level]);
        const double foreign = 1.0 - level.own_inflow[unit.locality] / level.inflow[unit.locality];
        const Intake intake{line, expected, expected * foreign, tables.localities[unit.locality].county.value};
        formed.moved += deal(places.subspan(begin, end - begin), intake, luck, size);
        std::vector<FormedClass> sections(size.size());
        for (std::size_t i = begin; i < end; ++i) {
            sections[places[i].section].pupils.push_back(places[i].pupil);
        }
        for (FormedClass& section : sections) {
            if (!section.pupils.empty()) {
                section.level = key.level;
                section.entry_year = key.entry_year;
                std::sort(section.pupils.begin(), section.pupils.end());
                formed.classes.push_back(std::move(section));
            }
        }
        begin = end;
    }
    return formed;
}

void store_classes(Population& population, const PupilList& pupils, const std::vector<UnitClasses>& formed)
{
    std::vector<std::uint32_t> unit;
    std::vector<SchoolLevel> level;
    std::vector<std::int16_t> entry_year;
    std::vector<std::uint32_t> member_first{0};
    std::vector<Row> members;
    PerLevel<std::vector<std::uint32_t>> class_of;
    class_of.fill(std::vector<std::uint32_t>(pupils.person.size(), none));
    for (std::size_t u = 0; u < formed.size(); ++u) {
        for (const FormedClass& one : formed[u].classes) {
            const auto row = static_cast<std::uint32_t>(unit.size());
            unit.push_back(static_cast<std::uint32_t>(u));
            level.push_back(static_cast<SchoolLevel>(one.level));
            entry_year.push_back(one.entry_year);
            for (const std::uint32_t pupil : one.pupils) {
                class_of[one.level][pupil] = row;
                members.push_back(pupils.person[pupil]);
            }
            member_first.push_back(static_cast<std::uint32_t>(members.size()));
        }
    }
    std::vector<std::uint8_t> boarding(pupils.person.size());
    std::transform(pupils.career.begin(), pupils.career.end(), boarding.begin(),
                   [](const Career& career) { return career.boarding; });
    population.classes.unit = std::move(unit);
    population.classes.level = std::move(level);
    population.classes.entry_year = std::move(entry_year);
    population.classes.member_first = std::move(member_first);
    population.classes.members = std::move(members);
    population.pupils.person = std::vector<Row>(pupils.person);
    for (std::size_t l = 0; l < school_levels; ++l) {
        population.pupils.school_class[l] = std::move(class_of[l]);
    }
    population.pupils.boarding = std::move(boarding);
}

} // namespace

std::uint32_t form_classes(Population& population, const PupilList& pupils, const SourceTables& tables,
                           const SchoolFlows& flows, const sim::Luck& luck, const sim::Stop& stop)
{
    const std::vector<std::uint32_t> lines = choose_units(population, pupils, tables);
    store_units(population, lines, tables);
    stop.check();
    PlaceList list = places_by_unit(population, pupils, lines, tables.units.size(), luck);
    std::vector<UnitClasses> formed(lines.size());
    sim::for_each_task(lines.size(), [&](std::size_t u) {
        stop.check();
        const std::span<Place> places(list.places.data() + list.first[u], list.first[u + 1] - list.first[u]);
        formed[u] = classes_of_unit(places, lines[u], tables, flows, luck);
    });
    store_classes(population, pupils, formed);
    std::uint32_t moved = 0;
    for (const UnitClasses& unit : formed) {
        moved += unit.moved;
    }
    return moved;
}

} // namespace model
