#include "models/care.hpp"

#include "models/numbers.hpp"
#include "models/population_assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

constexpr int adult_age = 18;
constexpr int residential_from = 7;       // younger children are placed with families by law
constexpr double most_residential = 0.25; // share of a locality's children of that age that a group may take

/// Whole numbers whose running sums follow those of `weights * rate`, started at a random fraction: each is within
/// one of its expectation, and so is every run of neighbours.
template <class Set>
void round_along(const std::vector<double>& weights, double target, double start, Set&& set)
{
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    double running = 0.0;
    double before = std::floor(start);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        running += weights[i];
        const double now = std::floor(start + (sum > 0.0 ? target * running / sum : 0.0));
        set(i, static_cast<std::uint32_t>(now - before));
        before = now;
    }
}

double residential_age_children(const AgeCounts& counts)
{
    double children = 0.0;
    for (std::size_t age = residential_from; age < adult_age; ++age) {
        children += counts[0][age] + counts[1][age];
    }
    return children;
}

/// Groups of nearly equal size, each in a locality drawn by its weighted children, which it must not exhaust.
void place_groups(std::vector<CareQuota>& quotas, double children, const std::vector<AgeCounts>& localities,
                  const SourceTables& tables, CountyId county, Stream stream)
{
    const auto total = static_cast<std::uint32_t>(std::llround(children));
    const auto groups = static_cast<std::uint32_t>(std::ceil(children / assume::residential_group.value));
    if (total == 0) {
        return;
    }
    std::vector<double> weight(localities.size());
    std::vector<double> room(localities.size());
    for (std::size_t l = 0; l < localities.size(); ++l) {
        const double here = residential_age_children(localities[l]);
        const LocalityRow& row = tables.localities[tables.first_locality[county.value] + l];
        room[l] = most_residential * here;
        weight[l] = here * (row.settlement == Settlement::urban ? assume::residential_urban.value : 1.0);
    }
    for (std::uint32_t g = 0; g < groups; ++g) {
        const auto size = static_cast<std::uint8_t>(total / groups + (g < total % groups ? 1 : 0));
        const auto fits = [&](std::size_t l) { return room[l] >= size ? weight[l] : 0.0; };
        double sum = 0.0;
        for (std::size_t l = 0; l < localities.size(); ++l) {
            sum += fits(l);
        }
        double point = stream.uniform() * sum;
        std::size_t chosen = 0;
        for (std::size_t l = 0; l < localities.size(); ++l) {
            if (fits(l) > 0.0) {
                chosen = l;
                point -= fits(l);
                if (point < 0.0) {
                    break;
                }
            }
        }
        quotas[chosen].groups.push_back(size);
        room[chosen] -= size;
    }
}

} // namespace

std::uint32_t children_of(const AgeCounts& counts)
{
    std::uint32_t children = 0;
    for (const auto& ages : counts) {
        children = std::accumulate(ages.begin(), ages.begin() + adult_age, children);
    }
    return children;
}

CareTargets care_targets(const County& county, double county_children, double all_children, double all_registered)
{
    CareTargets targets;
    targets.residential = std::round(county.children_residential);
    const double family = county.children_protection - county.children_residential;
    const double registered = county.children_parents_abroad;
    const double relative_rate = (registered / county_children) / (all_registered / all_children);
    const double abroad =
        county_children * std::min(assume::abroad_rate.value * relative_rate, assume::abroad_highest.value);
    const auto at = [&](Situation situation) -> double& {
        return targets.children[static_cast<std::size_t>(situation)];
    };
    at(Situation::foster) = family * assume::foster_share.value;
    at(Situation::relatives_protection) = family * (1.0 - assume::foster_share.value);
    at(Situation::relatives_other) = county_children * assume::other_relatives.value;
    at(Situation::both_abroad) = abroad * assume::abroad_both.value;
    at(Situation::one_abroad) = abroad * (1.0 - assume::abroad_both.value);
    at(Situation::lone_parent) = county_children * assume::lone_parent.value;
    targets.declared_both = std::min(registered * assume::register_both.value, at(Situation::both_abroad));
    targets.declared_one = std::min(registered * (1.0 - assume::register_both.value), at(Situation::one_abroad));
    return targets;
}

std::vector<CareQuota> care_quotas(const CareTargets& targets, const std::vector<AgeCounts>& localities,
                                   const SourceTables& tables, CountyId county, std::uint32_t first_id,
                                   const sim::Luck& luck)
{
    std::vector<CareQuota> quotas(localities.size());
    Stream stream(luck, first_id, "population.care");
    place_groups(quotas, targets.residential, localities, tables, county, Stream(luck, first_id, "population.groups"));
    std::vector<double> children(localities.size());
    for (std::size_t l = 0; l < localities.size(); ++l) {
        const std::uint32_t residential = std::accumulate(quotas[l].groups.begin(), quotas[l].groups.end(), 0u);
        children[l] = children_of(localities[l]) - residential;
    }
    for (std::size_t s = 0; s < counted_situations; ++s) {
        round_along(children, targets.children[s], stream.uniform(),
                    [&](std::size_t l, std::uint32_t count) { quotas[l].children[s] = count; });
    }
    round_along(children, targets.declared_both, stream.uniform(),
                [&](std::size_t l, std::uint32_t count) { quotas[l].declared_both = count; });
    round_along(children, targets.declared_one, stream.uniform(),
                [&](std::size_t l, std::uint32_t count) { quotas[l].declared_one = count; });
    return quotas;
}

} // namespace model
