#include "models/school_places.hpp"

#include "models/population_assumptions.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

constexpr double highest_deprivation = 255.0;

/// Time at which a child would leave school, were everybody to leave one after another; the deprived leave sooner.
double leaving_order(const Child& child, const sim::Luck& luck)
{
    const double rate = 1.0 + (assume::dropout_odds.value - 1.0) * child.deprivation / highest_deprivation;
    return -std::log(luck(child.id, "population.enrolment").uniform()) / rate;
}

/// One level of one cohort of one locality.
struct Cohort {
    std::size_t locality;
    std::size_t level;
    int entry_year;
    std::vector<std::uint32_t> members; ///< positions among the locality's children, ascending
};

void keep_enrolled(Cohort& cohort, std::span<const Child> children, double share, const sim::Luck& luck)
{
    const double start = luck(static_cast<std::uint32_t>(cohort.locality), "population.enrolled",
                              sim::Tick{cohort.entry_year}, static_cast<std::uint32_t>(cohort.level))
                             .uniform();
    const auto enrolled =
        std::min(cohort.members.size(),
                 static_cast<std::size_t>(std::floor(static_cast<double>(cohort.members.size()) * share + start)));
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const std::uint32_t i : cohort.members) {
        order.emplace_back(-leaving_order(children[i], luck), i);
    }
    std::sort(order.begin(), order.end());
    cohort.members.clear();
    for (std::size_t i = 0; i < enrolled; ++i) {
        cohort.members.push_back(order[i].second);
    }
    std::sort(cohort.members.begin(), cohort.members.end());
}

std::uint32_t unit_at(const std::vector<UnitShare>& units, double point)
{
    const auto found = std::upper_bound(units.begin(), units.end(), point,
                                        [](double p, const UnitShare& unit) { return p < unit.up_to; });
    return found == units.end() ? units.back().unit : found->unit;
}

/// Walks the enrolled along the running shares of the ways, and within a way along those of its units: neighbours go
/// to the same school, and every share is met to within one child.
void place(const Cohort& cohort, std::span<const Child> children, std::vector<Career>& careers,
           const SourceTables& tables, const SchoolFlows& flows, const sim::Luck& luck)
{
    const std::span<const Way> ways = flows.levels[cohort.level].from(cohort.locality);
    if (ways.empty() || cohort.members.empty()) {
        return;
    }
    const bool upper = static_cast<SchoolLevel>(cohort.level) == SchoolLevel::upper;
    const double start = luck(static_cast<std::uint32_t>(cohort.locality), "population.ways",
                              sim::Tick{cohort.entry_year}, static_cast<std::uint32_t>(cohort.level))
                             .uniform();
    const double count = static_cast<double>(cohort.members.size());
    std::size_t way = 0;
    for (std::size_t i = 0; i < cohort.members.size(); ++i) {
        const double point = (static_cast<double>(i) + start) / count;
        while (way + 1 < ways.size() && point >= ways[way].up_to) {
            ++way;
        }
        const double from = way == 0 ? 0.0 : ways[way - 1].up_to;
        const double within = std::clamp((point - from) / (ways[way].up_to - from), 0.0, 1.0);
        const std::uint32_t child = cohort.members[i];
        careers[child].unit[cohort.level] = unit_at(flows.units[cohort.level][ways[way].to], within);
        if (upper && ways[way].to != cohort.locality) {
            const double km = road_km(tables.localities[cohort.locality], tables.localities[ways[way].to]);
            careers[child].boarding =
                luck(children[child].id, "population.boarding").uniform() < boarding_probability(km) ? 1 : 0;
        }
    }
}

} // namespace

double boarding_probability(double km)
{
    const double from = assume::boarding_from_km.value;
    const double full = assume::boarding_full_km.value;
    return assume::boarding_highest.value * std::clamp((km - from) / (full - from), 0.0, 1.0);
}

std::vector<Career> school_careers(std::span<const Child> children, std::size_t locality, const SourceTables& tables,
                                   const SchoolFlows& flows, sim::Date reference, const sim::Luck& luck)
{
    std::vector<Career> careers(children.size());
    std::map<int, std::vector<std::uint32_t>> by_entry;
    for (std::size_t i = 0; i < children.size(); ++i) {
        by_entry[children[i].entry_year].push_back(static_cast<std::uint32_t>(i));
    }
    const int running = school_year(reference);
    for (const auto& [entry_year, members] : by_entry) {
        for (std::size_t level = 0; level < school_levels; ++level) {
            if (level_entry_year(entry_year, static_cast<SchoolLevel>(level)) + level_grades[level] <= running) {
                continue;
            }
            Cohort cohort{locality, level, entry_year, members};
            keep_enrolled(cohort, children, flows.levels[level].enrolled[locality], luck);
            if (static_cast<SchoolLevel>(level) == SchoolLevel::upper) {
                // Upper secondary schools draw from everywhere: neighbours part ways.
                std::sort(cohort.members.begin(), cohort.members.end(), [&](std::uint32_t a, std::uint32_t b) {
                    return luck(children[a].id, "population.upper_order").uniform() <
                           luck(children[b].id, "population.upper_order").uniform();
                });
            }
            place(cohort, children, careers, tables, flows, luck);
        }
    }
    return careers;
}

} // namespace model
