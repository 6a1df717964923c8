#include "analysis/tabulate.hpp"

#include "analysis/cases.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>

namespace analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Estimate unknown{nan, nan, nan, nan, nan, nan};
using Taken = std::vector<std::uint32_t>;
constexpr double per_100k = 100'000.0;

/// Where a cell of either ledger stands on the axes that strata are made of.
struct At {
    std::size_t county, month, pathway, sex, age_band, settlement, care;
};

/// One value of one stratum: which cells belong to it, who lives in it and how long it was observed.
struct Cut {
    Stratum stratum;
    std::function<bool(const At&)> has;
    double persons{};
    double years{};
};

double residents(const EnsembleResult& scenario, const std::function<bool(const Residents&)>& counts)
{
    double persons = 0.0;
    for (const Residents& group : scenario.residents) {
        persons += counts(group) ? static_cast<double>(group.persons) : 0.0;
    }
    return persons;
}

/// A stratum for each label of an axis.
/// \param of  the same property of residents; nullptr: it is none of theirs, and everybody counts
void cut_by(std::vector<Cut>& cuts, const EnsembleResult& s, const std::string& kind,
            const std::vector<std::string>& labels, std::size_t At::*at, std::uint8_t Residents::*of)
{
    for (std::size_t k = 0; k < labels.size(); ++k) {
        cuts.push_back({{kind, labels[k]},
                        [k, at](const At& cell) { return cell.*at == k; },
                        residents(s, [k, of](const Residents& g) { return of == nullptr || g.*of == k; }),
                        s.years});
    }
}

void cut_by_attribute(std::vector<Cut>& cuts, const EnsembleResult& s)
{
    cut_by(cuts, s, "pathway", s.axes.pathways, &At::pathway, nullptr);
    cut_by(cuts, s, "sex", s.axes.sexes, &At::sex, &Residents::sex);
    cut_by(cuts, s, "age_band", s.axes.age_bands, &At::age_band, &Residents::age_band);
    cut_by(cuts, s, "settlement", s.axes.settlements, &At::settlement, &Residents::settlement);
    cut_by(cuts, s, "care", s.axes.care, &At::care, &Residents::care);
}

void cut_by_place(std::vector<Cut>& cuts, const EnsembleResult& s, std::span<const CountyName> geography)
{
    cut_by(cuts, s, "county", s.axes.counties, &At::county, &Residents::county);
    std::map<std::string, std::set<std::string>> members;
    for (const CountyName& county : geography) {
        members[county.region].insert(county.code);
    }
    for (const auto& [region, codes] : members) {
        std::vector<bool> inside(s.axes.counties.size());
        for (std::size_t k = 0; k < inside.size(); ++k) {
            inside[k] = codes.contains(s.axes.counties[k]);
        }
        if (static_cast<std::size_t>(std::count(inside.begin(), inside.end(), true)) != codes.size()) {
            continue;
        }
        cuts.push_back({{"region", region},
                        [inside](const At& cell) { return inside[cell.county]; },
                        residents(s, [inside](const Residents& g) { return inside[g.county]; }),
                        s.years});
    }
}

void cut_by_year(std::vector<Cut>& cuts, const EnsembleResult& s)
{
    struct Covered {
        std::vector<bool> months;
        double years{};
    };
    std::map<std::string, Covered> years;
    for (std::size_t m = 0; m < s.axes.months.size(); ++m) {
        Covered& covered = years[s.axes.months[m].substr(0, 4)];
        covered.months.resize(s.axes.months.size());
        covered.months[m] = true;
        covered.years += s.cover.at(m).years;
    }
    const double everybody = residents(s, [](const Residents&) { return true; });
    for (const auto& [year, covered] : years) {
        cuts.push_back({{"year", year},
                        [inside = covered.months](const At& cell) { return inside[cell.month]; },
                        everybody,
                        covered.years});
    }
}

std::vector<Cut> cuts_of(const EnsembleResult& s, std::span<const CountyName> geography)
{
    std::vector<Cut> cuts;
    cuts.push_back(
        {{"all", ""}, [](const At&) { return true; }, residents(s, [](const Residents&) { return true; }), s.years});
    cut_by_attribute(cuts, s);
    cut_by_place(cuts, s, geography);
    cut_by_year(cuts, s);
    return cuts;
}

/// Counts of one ledger in one cut, one entry per replicate.
template <Ledger ledger>
std::vector<Cases<ledger>> counts(const EnsembleResult& scenario, const Cut& cut)
{
    std::vector<Cases<ledger>> result(scenario.runs.size());
    for (std::size_t r = 0; r < result.size(); ++r) {
        for (const Cell<ledger>& cell : scenario.runs[r].template cells<ledger>()) {
            if (cut.has({cell.county, cell.month, cell.pathway, cell.sex, cell.age_band, cell.settlement, cell.care})) {
                result[r] += Cases<ledger>(cell.count);
            }
        }
    }
    return result;
}

template <Ledger ledger>
std::int64_t total(const std::vector<Cases<ledger>>& counts)
{
    Cases<ledger> sum;
    for (const Cases<ledger> one : counts) {
        sum += one;
    }
    return sum.count();
}

template <Ledger ledger>
std::vector<double> rates(const std::vector<Cases<ledger>>& counts, double years)
{
    std::vector<double> result;
    for (const Cases<ledger> one : counts) {
        result.push_back(static_cast<double>(one.count()) / years);
    }
    return result;
}

template <Ledger ledger>
Contrast level(const std::vector<Cases<ledger>>& cases, const Taken& draws, const Cut& cut)
{
    Contrast contrast;
    contrast.ledger = ledger;
    contrast.stratum = cut.stratum;
    contrast.level_shown = true;
    contrast.baseline_per_year = estimate(rates(cases, cut.years), draws);
    contrast.baseline_cases = total(cases);
    contrast.strategy_per_year = contrast.difference_per_year = unknown;
    contrast.difference_percent = contrast.difference_per_100k = unknown;
    contrast.variance_ratio = nan;
    return contrast;
}

/// Both samples are of one ledger by type: true cases cannot be subtracted from registered ones.
template <Ledger ledger>
Contrast paired(const EnsembleResult& baseline, const EnsembleResult& strategy, const Taken& draws, const Cut& cut)
{
    const auto baseline_cases = counts<ledger>(baseline, cut);
    Contrast contrast = level(baseline_cases, draws, cut);
    const auto before = rates(baseline_cases, cut.years);
    const auto cases = counts<ledger>(strategy, cut);
    const auto after = rates(cases, cut.years);
    contrast.strategy_cases = total(cases);
    contrast.strategy_per_year = estimate(after, draws);
    contrast.difference_per_year = estimate(paired_difference(before, after), draws);
    const double level_mean = contrast.baseline_per_year.mean;
    contrast.difference_percent = level_mean > 0.0 ? scaled(contrast.difference_per_year, 100.0 / level_mean) : unknown;
    contrast.difference_per_100k =
        cut.persons > 0.0 ? scaled(contrast.difference_per_year, per_100k / cut.persons) : unknown;
    contrast.variance_ratio = variance_ratio(before, after);
    return contrast;
}

void require_pair(const EnsembleResult& baseline, const EnsembleResult& strategy)
{
    const bool same_runs =
        std::equal(baseline.runs.begin(), baseline.runs.end(), strategy.runs.begin(), strategy.runs.end(),
                   [](const RunResult& a, const RunResult& b) { return a.replicate == b.replicate; });
    if (!(baseline.axes == strategy.axes) || baseline.years != strategy.years || !same_runs) {
        throw sim::InputError(strategy.scenario, sim::refusal("compare.no-pair", "cannot be paired with {baseline}",
                                                              "counties, dates and replicates of both must be the same",
                                                              {{"baseline", baseline.scenario}}));
    }
}

} // namespace

std::vector<Contrast> levels(const EnsembleResult& scenario, std::span<const CountyName> geography)
{
    std::vector<Contrast> result;
    const Taken draws = draws_of(scenario);
    for (const Cut& cut : cuts_of(scenario, geography)) {
        result.push_back(level(counts<Ledger::true_cases>(scenario, cut), draws, cut));
        result.push_back(level(counts<Ledger::registered>(scenario, cut), draws, cut));
    }
    return result;
}

std::vector<Contrast> contrasts(const EnsembleResult& baseline, const EnsembleResult& strategy,
                                std::span<const CountyName> geography)
{
    require_pair(baseline, strategy);
    std::vector<Contrast> result;
    const Taken draws = draws_of(baseline);
    for (const Cut& cut : cuts_of(baseline, geography)) {
        result.push_back(paired<Ledger::true_cases>(baseline, strategy, draws, cut));
        result.push_back(paired<Ledger::registered>(baseline, strategy, draws, cut));
    }
    return result;
}

Ranking ranking(const EnsembleResult& first, const EnsembleResult& second)
{
    require_pair(first, second);
    const Cut everything = cuts_of(first, {}).front();
    const auto one = rates(counts<Ledger::true_cases>(first, everything), first.years);
    const auto other = rates(counts<Ledger::true_cases>(second, everything), second.years);
    return {first.scenario, second.scenario, estimate(paired_difference(other, one), draws_of(first))};
}

} // namespace analysis
