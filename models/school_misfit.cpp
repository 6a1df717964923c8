#include "models/population_assumptions.hpp"
#include "models/population_misfit.hpp"
#include "models/schools.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace model {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr std::array<const char*, school_levels> level_names{"primary", "gymnasium", "upper secondary"};
constexpr double placed_tolerance = 0.01;
constexpr double way_tolerance = 0.05;
constexpr double near_share = 0.1; ///< of pupils up to gymnasium go to school in another locality

/// Pupils of the school year of the reference, at one level.
struct Attendance {
    double children{}; ///< of the level's cohorts
    double expected{}; ///< enrolled, by the tables
    double placed{};
    double elsewhere{}; ///< in another locality
    double other_county{};
    double rural_in_town{};
    double boarding{};
    double expected_boarding{};
    std::vector<double> ways_km; ///< of those in another locality
};

/// Level a child of this entry year is of an age for in a school year; school_levels when for none.
std::size_t level_of(int entry_year, int year)
{
    for (std::size_t level = 0; level < school_levels; ++level) {
        const int since = year - level_entry_year(entry_year, static_cast<SchoolLevel>(level));
        if (since >= 0 && since < level_grades[level]) {
            return level;
        }
    }
    return school_levels;
}

PerLevel<Attendance> attendance(const Population& population, std::uint32_t begin, std::uint32_t end,
                                const SourceTables& tables, const SchoolFlows* flows, sim::Date reference)
{
    PerLevel<Attendance> counted{};
    const int year = school_year(reference);
    for (std::uint32_t pupil = begin; pupil < end; ++pupil) {
        const Row row = population.pupils.person[pupil];
        const std::size_t level = level_of(school_entry_year(population.birth_week[row]), year);
        if (level == school_levels) {
            continue;
        }
        Attendance& here = counted[level];
        const std::size_t home = population.locality[row];
        ++here.children;
        here.expected += flows == nullptr ? 0.0 : flows->levels[level].enrolled[home];
        const std::uint32_t school_class = population.pupils.school_class[level][pupil];
        if (school_class == none) {
            continue;
        }
        ++here.placed;
        const std::size_t there = population.units.locality[population.classes.unit[school_class]];
        if (there == home) {
            continue;
        }
        ++here.elsewhere;
        here.other_county += population.localities.county[there] != population.localities.county[home] ? 1.0 : 0.0;
        here.rural_in_town += population.localities.settlement[home] == Settlement::rural &&
                                      population.localities.settlement[there] == Settlement::urban
                                  ? 1.0
                                  : 0.0;
        const double km = road_km(tables.localities[home], tables.localities[there]);
        here.ways_km.push_back(km);
        if (static_cast<SchoolLevel>(level) == SchoolLevel::upper) {
            here.boarding += population.pupils.boarding[pupil];
            here.expected_boarding += boarding_probability(km);
        }
    }
    return counted;
}

double median(std::vector<double>& values)
{
    if (values.empty()) {
        return 0.0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::pair<std::uint32_t, std::uint32_t> pupils_of(const Population& population, const CountyBlock& block)
{
    const auto begin =
        std::lower_bound(population.pupils.person.begin(), population.pupils.person.end(), block.first_row);
    const auto end = std::lower_bound(begin, population.pupils.person.end(), block.first_row + block.persons);
    return {static_cast<std::uint32_t>(begin - population.pupils.person.begin()),
            static_cast<std::uint32_t>(end - population.pupils.person.begin())};
}

/// Pupils in classes of the localities [first, last), by level.
PerLevel<double> attended_in(const Population& population, std::uint32_t first, std::uint32_t last, sim::Date reference)
{
    PerLevel<double> attended{};
    for (std::size_t c = 0; c < population.classes.unit.size(); ++c) {
        const std::uint16_t locality = population.units.locality[population.classes.unit[c]];
        if (locality >= first && locality < last && grade(population, static_cast<std::uint32_t>(c), reference)) {
            attended[static_cast<std::size_t>(population.classes.level[c])] +=
                population.classes.member_first[c + 1] - population.classes.member_first[c];
        }
    }
    return attended;
}

/// One level of a county. \param places    of its schools   \param attended  by pupils of the selection
void report_level(MisfitReport& misfit, const County& county, std::size_t level, Attendance& here, double places,
                  double attended)
{
    const std::string name = std::string("schools, ") + level_names[level];
    const auto add = [&](const char* property, double target, double achieved, double tolerance, const char* source,
                         char grade_of_target) {
        misfit.add_relative({county.code, name, property, target, achieved, 0.0, tolerance, source, grade_of_target});
    };
    add("pupils placed", here.expected, here.placed, placed_tolerance, "places of 2024-25 by the ways to school", 'C');
    add("children not enrolled", here.children - here.expected, here.children - here.placed, unbounded,
        "national shares of enrolment and places in reach", 'C');
    const bool upper = static_cast<SchoolLevel>(level) == SchoolLevel::upper;
    add("pupils in another locality", upper ? 0.0 : near_share * here.placed, here.elsewhere, unbounded,
        upper ? "no source by county: reported" : "data/README.md: about one in ten, nationally", 'C');
    add("pupils in another county", 0.0, here.other_county, unbounded, "no source: reported", 'E');
    add("rural pupils in towns", 0.0, here.rural_in_town, unbounded, "no source by county: reported", 'E');
    add("places taken by the selection", places, attended, unbounded, "the rest is for pupils of counties not selected",
        'C');
    if (upper) {
        add("pupils boarding", here.expected_boarding, here.boarding,
            std::max(way_tolerance, 4.0 / std::sqrt(std::max(1.0, here.expected_boarding))), "assumed: by kilometres",
            'C');
        add("median way to another locality, km", 20.0, median(here.ways_km), unbounded, "data/README.md, national",
            'C');
    }
}

/// Mean and largest size of classes.
void report_classes(MisfitReport& misfit, const Population& population, std::uint32_t moved, sim::Date reference,
                    bool whole)
{
    // Means declared in social_network_parameters.csv; the many small village schools pull the built ones down.
    constexpr PerLevel<double> mean_declared{18.0, 19.0, 25.0};
    constexpr double mean_tolerance = 0.15;
    PerLevel<double> classes{};
    PerLevel<double> members{};
    double largest = 0.0;
    for (std::size_t c = 0; c < population.classes.unit.size(); ++c) {
        const double size = population.classes.member_first[c + 1] - population.classes.member_first[c];
        largest = std::max(largest, size);
        // Classes elsewhere hold only the few who commute from the selection.
        const CountyId county = population.localities.county[population.units.locality[population.classes.unit[c]]];
        const bool selected = std::any_of(population.counties.begin(), population.counties.end(),
                                          [&](const CountyBlock& block) { return block.county == county; });
        if (selected && grade(population, static_cast<std::uint32_t>(c), reference)) {
            ++classes[static_cast<std::size_t>(population.classes.level[c])];
            members[static_cast<std::size_t>(population.classes.level[c])] += size;
        }
    }
    for (std::size_t level = 0; level < school_levels; ++level) {
        misfit.add_relative({"all", std::string("classes, ") + level_names[level], "mean pupils", mean_declared[level],
                             members[level] / std::max(1.0, classes[level]), 0.0, whole ? mean_tolerance : unbounded,
                             "social_network_parameters.csv", 'C'});
    }
    misfit.add({"all", "classes", "pupils of the largest", assume::class_largest.value, largest,
                std::max(0.0, largest - assume::class_largest.value), 0.0, "assumed: a bound", 'D'});
    misfit.add_absolute({"all", "classes", "pupils moved from a full class", 0.0, static_cast<double>(moved), 0.0,
                         unbounded, "reported", 'E'});
}

/// What is known of the whole country.
void report_country(MisfitReport& misfit, const Population& population, const SourceTables& tables, sim::Date reference)
{
    const auto pupils = static_cast<std::uint32_t>(population.pupils.person.size());
    PerLevel<Attendance> counted = attendance(population, 0, pupils, tables, nullptr, reference);
    const auto upper = static_cast<std::size_t>(SchoolLevel::upper);
    const auto add = [&](const char* property, double target, double achieved, double tolerance) {
        misfit.add_relative(
            {"all", "schools, upper secondary", property, target, achieved, 0.0, tolerance, "data/README.md", 'C'});
    };
    constexpr double national_tolerance = 0.15;
    add("rural pupils in towns", 261'000.0, counted[upper].rural_in_town, national_tolerance);
    add("pupils in another county", 73'000.0, counted[upper].other_county, national_tolerance);
    add("pupils boarding", 53'000.0, counted[upper].boarding, 2.0 * national_tolerance);
    add("median way to another locality, km", 20.0, median(counted[upper].ways_km), 2.0 * national_tolerance);
    for (std::size_t level = 0; level < school_levels; ++level) {
        constexpr PerLevel<double> share{assume::enrolled_primary.value, assume::enrolled_gymnasium.value,
                                         assume::enrolled_upper.value};
        misfit.add_absolute({"all", std::string("schools, ") + level_names[level], "share of children enrolled",
                             share[level], counted[level].placed / counted[level].children, 0.0, 0.02, "data/README.md",
                             'C'});
    }
}

} // namespace

void report_schools(MisfitReport& misfit, const Population& population, const County& county, const CountyBlock& block,
                    const SourceTables& tables, const SchoolFlows& flows, sim::Date reference)
{
    const auto [begin, end] = pupils_of(population, block);
    PerLevel<Attendance> counted = attendance(population, begin, end, tables, &flows, reference);
    const std::uint32_t first = tables.first_locality[block.county.value];
    const std::uint32_t last = tables.first_locality[block.county.value + 1u];
    const PerLevel<double> attended = attended_in(population, first, last, reference);
    for (std::size_t level = 0; level < school_levels; ++level) {
        double places = 0.0;
        for (std::uint32_t l = first; l < last; ++l) {
            places += flows.levels[level].places[l];
        }
        report_level(misfit, county, level, counted[level], places, attended[level]);
    }
}

void report_selection(MisfitReport& misfit, const Population& population, const SourceTables& tables,
                      std::uint32_t moved, sim::Date reference)
{
    // Where not every county is selected, commuters from the others are missing in the classes.
    const bool whole = population.counties.size() == county_count;
    report_classes(misfit, population, moved, reference, whole);
    if (whole) {
        report_country(misfit, population, tables, reference);
    }
}

} // namespace model
