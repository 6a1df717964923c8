#include "models/school_flows.hpp"

#include "models/population_assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

constexpr std::array<int, school_levels> level_first_age{6, 11, 15};
constexpr std::array<double, school_levels> enrolled_share{
    assume::enrolled_primary.value, assume::enrolled_gymnasium.value, assume::enrolled_upper.value};

/// Children of one single year in the country's counties, both sexes.
double single(const SourceTables& tables, std::size_t county, int age)
{
    const auto a = static_cast<std::size_t>(age);
    return tables.single_age[county][0][a] + tables.single_age[county][1][a];
}

/// Expected children of a level's ages in each locality: its five-year groups, cut as the county's are.
std::vector<double> children_of_level(const SourceTables& tables, std::size_t level)
{
    std::vector<double> children(tables.localities.size(), 0.0);
    for (std::size_t l = 0; l < children.size(); ++l) {
        const LocalityRow& row = tables.localities[l];
        for (int age = level_first_age[level]; age < level_first_age[level] + level_grades[level]; ++age) {
            const std::size_t g = group_of(age);
            const double group = tables.sex_age[row.county.value][0][g] + tables.sex_age[row.county.value][1][g];
            children[l] += row.ages[g] * single(tables, row.county.value, age) / group;
        }
    }
    return children;
}

struct Pair {
    std::uint16_t from{};
    std::uint16_t to{};
    double km{};
    double weight{};
};

void settle(LevelFlows& flows, std::vector<Pair>& pairs, const SourceTables& tables,
            const std::vector<double>& children)
{
    const std::size_t localities = children.size();
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return a.from != b.from ? a.from < b.from : a.km != b.km ? a.km < b.km : a.to < b.to;
    });
    flows.first.assign(localities + 1, 0);
    flows.enrolled.assign(localities, 0.0);
    flows.inflow.assign(localities, 0.0);
    flows.own_inflow.assign(localities, 0.0);
    std::size_t next = 0;
    for (std::size_t l = 0; l < localities; ++l) {
        double total = 0.0;
        const std::size_t begin = next;
        for (; next < pairs.size() && pairs[next].from == l; ++next) {
            total += pairs[next].weight;
        }
        double running = 0.0;
        for (std::size_t i = begin; i < next; ++i) {
            running += pairs[i].weight;
            flows.inflow[pairs[i].to] += pairs[i].weight;
            if (tables.localities[pairs[i].to].county == tables.localities[l].county) {
                flows.own_inflow[pairs[i].to] += pairs[i].weight;
            }
            flows.ways.push_back({pairs[i].to, i + 1 == next ? 1.0 : running / total});
        }
        flows.enrolled[l] = children[l] > 0.0 ? std::min(1.0, total / children[l]) : 0.0;
        flows.first[l + 1] = static_cast<std::uint32_t>(flows.ways.size());
    }
}

/// Own locality while places last, then the nearest with places; places left over go to the locality's own children
/// beyond the national share.
LevelFlows near_flows(const SourceTables& tables, std::size_t level, LevelFlows flows, const sim::Stop& stop)
{
    const std::vector<double> children = children_of_level(tables, level);
    const std::size_t localities = children.size();
    std::vector<double> lacking(localities);
    std::vector<double> left(localities);
    std::vector<Pair> pairs;
    for (std::size_t l = 0; l < localities; ++l) {
        const double wanted = enrolled_share[level] * children[l];
        const double own = std::min(wanted, flows.places[l]);
        lacking[l] = wanted - own;
        left[l] = flows.places[l] - own;
        pairs.push_back({static_cast<std::uint16_t>(l), static_cast<std::uint16_t>(l), 0.0, own});
    }
    std::vector<Pair> near;
    const double degrees = assume::near_school_km.value / (assume::road_factor.value * 111.0);
    for (std::size_t from = 0; from < localities; ++from) {
        stop.check();
        for (std::size_t to = 0; lacking[from] > 0.0 && to < localities; ++to) {
            const LocalityRow& a = tables.localities[from];
            const LocalityRow& b = tables.localities[to];
            if (left[to] > 0.0 && std::abs(a.latitude - b.latitude) <= degrees) {
                const double km = road_km(a, b);
                if (km <= assume::near_school_km.value) {
                    near.push_back({static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to), km, 0.0});
                }
            }
        }
    }
    std::stable_sort(near.begin(), near.end(), [](const Pair& a, const Pair& b) { return a.km < b.km; });
    for (Pair& pair : near) {
        pair.weight = std::min(lacking[pair.from], left[pair.to]);
        lacking[pair.from] -= pair.weight;
        left[pair.to] -= pair.weight;
        if (pair.weight > 0.0) {
            pairs.push_back(pair);
        }
    }
    for (std::size_t l = 0; l < localities; ++l) {
        const double not_enrolled = children[l] * (1.0 - enrolled_share[level]) + lacking[l];
        pairs[l].weight += std::min(left[l], not_enrolled); // the first pairs are each locality's own
    }
    std::erase_if(pairs, [](const Pair& pair) { return pair.weight <= 0.0; });
    settle(flows, pairs, tables, children);
    return flows;
}

std::vector<Pair> gravity_pairs(const SourceTables& tables, const LevelFlows& flows, const sim::Stop& stop)
{
    std::vector<std::uint16_t> offering;
    for (std::size_t to = 0; to < tables.localities.size(); ++to) {
        if (flows.places[to] > 0.0) {
            offering.push_back(static_cast<std::uint16_t>(to));
        }
    }
    const auto around_capital = [&](CountyId id) { return id == tables.bucharest || id == tables.ilfov; };
    std::vector<Pair> pairs;
    for (std::size_t from = 0; from < tables.localities.size(); ++from) {
        stop.check();
        const LocalityRow& a = tables.localities[from];
        for (const std::uint16_t to : offering) {
            const LocalityRow& b = tables.localities[to];
            const double km = road_km(a, b);
            if (km <= assume::gravity_reach_km.value) {
                const bool open = a.county == b.county || (around_capital(a.county) && around_capital(b.county));
                pairs.push_back(
                    {static_cast<std::uint16_t>(from), to, km,
                     std::exp(-km / assume::gravity_km.value) * (open ? 1.0 : assume::gravity_border.value)});
            }
        }
    }
    return pairs;
}

/// Scales the pull of every pair, grouped by origin, until origins are met exactly and destinations but for a small
/// share: the last places could only be filled from implausibly far away.
void balance(std::vector<Pair>& pairs, const std::vector<double>& origin, const std::vector<double>& places,
             const sim::Stop& stop)
{
    constexpr int most_rounds = 1000;
    const double all = std::accumulate(places.begin(), places.end(), 0.0);
    std::vector<double> scale = places; // of the destinations: pull grows with the places
    std::vector<double> arriving(places.size());
    for (int round = 0; round < most_rounds; ++round) {
        stop.check();
        std::fill(arriving.begin(), arriving.end(), 0.0);
        for (std::size_t begin = 0; begin < pairs.size();) {
            std::size_t end = begin;
            double pull = 0.0;
            for (; end < pairs.size() && pairs[end].from == pairs[begin].from; ++end) {
                pull += pairs[end].weight * scale[pairs[end].to];
            }
            const double sent = pull > 0.0 ? origin[pairs[begin].from] / pull : 0.0;
            for (; begin < end; ++begin) {
                arriving[pairs[begin].to] += sent * pairs[begin].weight * scale[pairs[begin].to];
            }
        }
        double wrong = 0.0;
        for (std::size_t to = 0; to < places.size(); ++to) {
            wrong += std::abs(arriving[to] - places[to]);
        }
        if (wrong < assume::gravity_misplaced.value * all || round + 1 == most_rounds) {
            break;
        }
        for (std::size_t to = 0; to < places.size(); ++to) {
            scale[to] *= arriving[to] > 0.0 ? places[to] / arriving[to] : 1.0;
        }
    }
    for (std::size_t begin = 0; begin < pairs.size();) {
        std::size_t end = begin;
        double pull = 0.0;
        for (; end < pairs.size() && pairs[end].from == pairs[begin].from; ++end) {
            pairs[end].weight *= scale[pairs[end].to];
            pull += pairs[end].weight;
        }
        for (; begin < end; ++begin) {
            pairs[begin].weight *= pull > 0.0 ? origin[pairs[begin].from] / pull : 0.0;
        }
    }
}

/// Doubly constrained gravity: every origin sends its pupils, every school has its places filled.
LevelFlows gravity_flows(const SourceTables& tables, std::size_t level, LevelFlows flows, const sim::Stop& stop)
{
    const std::vector<double> children = children_of_level(tables, level);
    const std::size_t localities = children.size();
    std::vector<double> origin(localities);
    for (std::size_t l = 0; l < localities; ++l) {
        const bool rural = tables.localities[l].settlement == Settlement::rural;
        origin[l] = children[l] * (rural ? assume::upper_rural.value : assume::upper_urban.value);
    }
    const double all = std::accumulate(origin.begin(), origin.end(), 0.0);
    for (double& pupils : origin) {
        pupils *= enrolled_share[level] * flows.children / all;
    }
    std::vector<Pair> pairs = gravity_pairs(tables, flows, stop);
    balance(pairs, origin, flows.places, stop);
    constexpr double smallest = 1e-3; // pupils; below it a way is not worth its memory
    std::erase_if(pairs, [](const Pair& pair) { return pair.weight < smallest; });
    settle(flows, pairs, tables, children);
    return flows;
}

void share_units(SchoolFlows& flows, const SourceTables& tables, std::size_t level)
{
    auto& units = flows.units[level];
    units.resize(tables.localities.size());
    for (std::size_t u = 0; u < tables.units.size(); ++u) {
        if (tables.units[u].pupils[level] > 0) {
            units[tables.units[u].locality].push_back(
                {static_cast<std::uint32_t>(u), 0.0, static_cast<double>(tables.units[u].pupils[level])});
        }
    }
    for (auto& here : units) {
        double total = 0.0;
        for (const UnitShare& unit : here) {
            total += unit.share;
        }
        double running = 0.0;
        for (UnitShare& unit : here) {
            running += unit.share;
            unit.share /= total;
            unit.up_to = running / total;
        }
    }
}

/// Single years cut into months tell how many children share a school entry year.
std::map<int, double> cohorts(const SourceTables& tables, sim::Date reference)
{
    constexpr int parts = 12;
    constexpr int youngest_not_pupil = 19;
    const auto week_of_reference = static_cast<int>((reference - birth_date(0)).count() / 7);
    std::map<int, double> cohort;
    for (int age = 0; age < youngest_not_pupil; ++age) {
        double children = 0.0;
        for (std::size_t county = 0; county < county_count; ++county) {
            children += single(tables, county, age);
        }
        for (int part = 0; part < parts; ++part) {
            const double years = age + (part + 0.5) / parts;
            const int week = week_of_reference - static_cast<int>(years * sim::days_per_year / 7.0);
            cohort[school_entry_year(static_cast<std::int16_t>(week))] += children / parts;
        }
    }
    return cohort;
}

} // namespace

double road_km(const LocalityRow& a, const LocalityRow& b)
{
    constexpr double earth_km = 6371.0;
    constexpr double radians = 3.14159265358979323846 / 180.0;
    const double north = (b.latitude - a.latitude) * radians;
    const double east = (b.longitude - a.longitude) * radians * std::cos(0.5 * (a.latitude + b.latitude) * radians);
    return assume::road_factor.value * earth_km * std::sqrt(north * north + east * east);
}

double SchoolFlows::expected(SchoolLevel level, std::size_t locality, double unit_share, int entry_year) const
{
    const LevelFlows& flows = levels[static_cast<std::size_t>(level)];
    const auto found = cohort.find(entry_year);
    const double children = found == cohort.end() ? 0.0 : found->second;
    return flows.children > 0.0 ? flows.inflow[locality] * unit_share * children / flows.children : 0.0;
}

SchoolFlows school_flows(const SourceTables& tables, sim::Date reference, const sim::Stop& stop)
{
    SchoolFlows flows;
    for (std::size_t level = 0; level < school_levels; ++level) {
        LevelFlows& here = flows.levels[level];
        here.places.assign(tables.localities.size(), 0.0);
        double pupils = 0.0;
        for (const UnitRow& unit : tables.units) {
            here.places[unit.locality] += unit.pupils[level];
            pupils += unit.pupils[level];
        }
        for (const double children : children_of_level(tables, level)) {
            here.children += children;
        }
        for (double& places : here.places) {
            places *= enrolled_share[level] * here.children / pupils;
        }
        const bool upper = static_cast<SchoolLevel>(level) == SchoolLevel::upper;
        here = upper ? gravity_flows(tables, level, std::move(here), stop)
                     : near_flows(tables, level, std::move(here), stop);
        share_units(flows, tables, level);
    }
    flows.cohort = cohorts(tables, reference);
    return flows;
}

} // namespace model
