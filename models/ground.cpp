#include "models/ground.hpp"

#include "models/ledgers.hpp"
#include "models/schools.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace model {
namespace {

/// With the warm-up, to the end of what is counted: a week at least, however near the run's end is to its start.
sim::Clock clock_of(const Scenario& scenario)
{
    const sim::Clock counted(scenario.start, scenario.end);
    return {scenario.start - std::chrono::weeks{scenario.warmup_weeks}, counted.date(counted.last())};
}

/// Distance on the sphere [km].
double great_circle_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
    constexpr double earth_radius_km = 6371.0;
    constexpr double radian = std::numbers::pi / 180.0;
    const double dlat = (latitude_b - latitude_a) * radian;
    const double dlon = (longitude_b - longitude_a) * radian;
    const double h = std::pow(std::sin(dlat / 2), 2) +
                     std::cos(latitude_a * radian) * std::cos(latitude_b * radian) * std::pow(std::sin(dlon / 2), 2);
    return 2.0 * earth_radius_km * std::asin(std::sqrt(h));
}

} // namespace

std::size_t SchoolYear::member(const Population& population, std::uint32_t unit, std::uint32_t place) const
{
    const auto begin = pupils_before.begin() + class_first[unit];
    const auto end = pupils_before.begin() + class_first[unit + 1];
    const auto after = std::upper_bound(begin, end, place);
    const auto k = static_cast<std::size_t>(after - pupils_before.begin()) - 1;
    return population.classes.member_first[classes[k]] + (place - pupils_before[k]);
}

Ground::Ground(const Scenario& scenario, Counties all_counties, Population people, Networks ties)
    : counties(std::move(all_counties)), population(std::move(people)), networks(std::move(ties)),
      clock(clock_of(scenario)), counted(scenario.start, scenario.end), plans(scenario.population_seed, 0)
{
    const auto& localities = population.localities;
    const auto size = static_cast<std::uint32_t>(localities.siruta.size());
    county_localities_.fill({size, 0});
    for (std::uint32_t l = 0; l < size; ++l) {
        auto& [first, last] = county_localities_[localities.county[l].value];
        first = std::min(first, l);
        last = l + 1;
    }
    for (std::size_t i = 0; i < population.counties.size(); ++i) {
        position_[population.counties[i].county.value] = i;
        selected_[population.counties[i].county.value] = population.counties[i].persons > 0;
    }
    persons_before_.assign(1, 0);
    for (const std::uint32_t persons : localities.persons) {
        persons_before_.push_back(persons_before_.back() + persons);
    }
    first_year_ = clock.year(clock.first());
    // To the tick after the last week: people are looked at once more when a run is over.
    for (int year = first_year_; year <= clock.year(clock.last()); ++year) {
        young_.push_back(list_young(year));
    }
    list_school_years();
    measure_distances();
}

YoungPeople Ground::list_young(int year) const
{
    const auto new_year = [&](int y) { return clock.tick_of(std::chrono::sys_days{std::chrono::year{y} / 1 / 1}); };
    const sim::Tick begin = new_year(year);
    const sim::Tick end = new_year(year + 1);
    const auto& first_row = population.localities.first_row;
    const auto size = population.localities.siruta.size();
    std::vector<std::vector<Row>> by_locality(size);
    constexpr std::size_t chunk_size = 16;
    sim::for_each_chunk(size, chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t l = chunk.begin; l < chunk.end; ++l) {
            for (Row row = first_row[l]; row < first_row[l + 1]; ++row) {
                const auto born = population.birth_week[row];
                if (age_at(born, end) >= youngest_courted && age_at(born, begin) < oldest_courted) {
                    by_locality[l].push_back(row);
                }
            }
        }
    });
    YoungPeople young;
    for (const std::vector<Row>& rows : by_locality) {
        young.first.push_back(static_cast<std::uint32_t>(young.rows.size()));
        young.rows.insert(young.rows.end(), rows.begin(), rows.end());
    }
    young.first.push_back(static_cast<std::uint32_t>(young.rows.size()));
    return young;
}

void Ground::list_school_years()
{
    const auto units = population.units.stable_id.size();
    const auto& classes = population.classes;
    std::vector<std::uint32_t> by_unit(classes.unit.size());
    for (std::uint32_t c = 0; c < by_unit.size(); ++c) {
        by_unit[c] = c;
    }
    std::stable_sort(by_unit.begin(), by_unit.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return classes.unit[a] < classes.unit[b]; });
    for (sim::Tick tick = clock.first(); tick <= clock.last(); tick = tick + 1) {
        const int year = model::school_year(clock.date(tick));
        in_session_.push_back(model::in_session(clock.date(tick)) ? 1 : 0);
        if (school_years_.empty() || school_years_.back().first_year != year) {
            SchoolYear taught{
                year, std::vector<std::uint32_t>(units + 1, 0), {}, {}, std::vector<std::uint32_t>(units, 0)};
            std::size_t next = 0;
            for (std::uint32_t unit = 0; unit < units; ++unit) {
                taught.class_first[unit] = static_cast<std::uint32_t>(taught.classes.size());
                for (; next < by_unit.size() && classes.unit[by_unit[next]] == unit; ++next) {
                    const std::uint32_t c = by_unit[next];
                    const int grade = year - classes.entry_year[c];
                    if (grade >= 0 && grade < level_grades[static_cast<std::size_t>(classes.level[c])]) {
                        taught.classes.push_back(c);
                        taught.pupils_before.push_back(taught.pupils[unit]);
                        taught.pupils[unit] += classes.member_first[c + 1] - classes.member_first[c];
                    }
                }
            }
            taught.class_first[units] = static_cast<std::uint32_t>(taught.classes.size());
            list_boarders(taught);
            school_years_.push_back(std::move(taught));
        }
        year_of_tick_.push_back(static_cast<std::uint8_t>(school_years_.size() - 1));
    }
}

void Ground::list_boarders(SchoolYear& taught) const
{
    const auto size = population.localities.siruta.size();
    const auto& pupils = population.pupils;
    const auto& classes = population.classes;
    const auto upper = static_cast<std::size_t>(SchoolLevel::upper);
    std::vector<std::pair<std::uint16_t, Row>> found;
    for (std::size_t pupil = 0; pupil < pupils.person.size(); ++pupil) {
        const std::uint32_t c = pupils.school_class[upper][pupil];
        if (pupils.boarding[pupil] == 0 || c == none) {
            continue;
        }
        const int grade = taught.first_year - classes.entry_year[c];
        if (grade >= 0 && grade < level_grades[upper]) {
            found.emplace_back(population.units.locality[classes.unit[c]], pupils.person[pupil]);
        }
    }
    std::sort(found.begin(), found.end());
    taught.boarder_first.assign(size + 1, 0);
    for (const auto& [locality, row] : found) {
        ++taught.boarder_first[locality + 1u];
        taught.boarders.push_back(row);
    }
    std::partial_sum(taught.boarder_first.begin(), taught.boarder_first.end(), taught.boarder_first.begin());
}

std::uint16_t Ground::locality_by_persons(std::pair<std::uint32_t, std::uint32_t> range, double u) const
{
    const auto before = persons_before_.begin();
    const std::uint64_t all = persons_before_[range.second] - persons_before_[range.first];
    const auto point = persons_before_[range.first] + static_cast<std::uint64_t>(u * static_cast<double>(all));
    const auto after = std::upper_bound(before + range.first, before + range.second, point);
    return static_cast<std::uint16_t>(after - before - 1);
}

double Ground::road_km(std::uint32_t a, std::uint32_t b) const
{
    constexpr double road_over_straight = 1.3; // data/README.md: km = 1.3 x straight line
    const auto& l = population.localities;
    return great_circle_km(l.latitude[a], l.longitude[a], l.latitude[b], l.longitude[b]) * road_over_straight;
}

void Ground::measure_distances()
{
    const auto& localities = population.localities;
    km_to_town.assign(localities.siruta.size(), 0.0F);
    for (std::uint32_t l = 0; l < km_to_town.size(); ++l) {
        if (localities.settlement[l] == Settlement::urban) {
            continue;
        }
        double nearest = std::numeric_limits<double>::infinity();
        const auto [first, last] = county_localities(l);
        for (std::uint32_t town = first; town < last; ++town) {
            if (localities.county[town] == localities.county[l] && localities.settlement[town] == Settlement::urban) {
                nearest = std::min(nearest, road_km(l, town));
            }
        }
        km_to_town[l] = std::isinf(nearest) ? 0.0F : static_cast<float>(nearest);
    }
}

std::uint32_t Ground::class_at(Row row, sim::Tick tick) const
{
    const std::uint32_t pupil = population.pupil[row];
    if (pupil == none) {
        return none;
    }
    const int year = school_year(tick).first_year;
    for (std::size_t level = 0; level < school_levels; ++level) {
        const std::uint32_t c = population.pupils.school_class[level][pupil];
        const int grade = c == none ? -1 : year - population.classes.entry_year[c];
        if (grade >= 0 && grade < level_grades[level]) {
            return c;
        }
    }
    return none;
}

} // namespace model
