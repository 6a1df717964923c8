#include "analysis/result_file.hpp"
#include "analysis/sweep/unit_result.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <functional>

namespace analysis::sweep {
namespace {

/// A stratum's value and which cells belong to it.
struct Cut {
    Stratum stratum;
    std::function<bool(std::size_t county, std::size_t pathway, std::size_t form, std::size_t sex, std::size_t age)>
        has;
};

struct Years {
    std::vector<std::string> labels;
    std::vector<std::size_t> of_month;
};

Years years_of(const Axes& axes)
{
    Years years;
    for (const std::string& month : axes.months) {
        const std::string year = month.substr(0, month.find('-'));
        if (years.labels.empty() || years.labels.back() != year) {
            years.labels.push_back(year);
        }
        years.of_month.push_back(years.labels.size() - 1);
    }
    return years;
}

/// The strata of the axes that are asked for, everything together first.
class Cuts {
public:
    Cuts(const Axes& axes, const Keep& keep) : keep_(keep)
    {
        all_.push_back({{"all", ""}, [](auto, auto, auto, auto, auto) { return true; }});
        add("sex", axes.sexes, [](auto, auto, auto, auto sex, auto) { return sex; });
        add("age_band", axes.age_bands, [](auto, auto, auto, auto, auto age) { return age; });
    }
    template <class Position>
    void add(const std::string& kind, const std::vector<std::string>& labels, Position position)
    {
        for (std::size_t k = 0; k < labels.size() && asked(kind); ++k) {
            all_.push_back({{kind, labels[k]}, [k, position](auto county, auto pathway, auto form, auto sex, auto age) {
                                return position(county, pathway, form, sex, age) == k;
                            }});
        }
    }
    bool asked(const std::string& kind) const
    {
        return std::find(keep_.strata.begin(), keep_.strata.end(), kind) != keep_.strata.end();
    }
    const std::vector<Cut>& all() const { return all_; }

private:
    const Keep& keep_;
    std::vector<Cut> all_;
};

/// Strata that are told of in the register alone. Not even differences of true cases: of a strategy that ends them they are the level.
void add_register_strata(Cuts& cuts, const Axes& axes)
{
    cuts.add("pathway", axes.pathways, [](auto, auto pathway, auto, auto, auto) { return pathway; });
    cuts.add("form", axes.forms, [](auto, auto, auto form, auto, auto) { return form; });
    cuts.add("county", axes.counties, [](auto county, auto, auto, auto, auto) { return county; });
}

void add_regions(Cuts& cuts, const Axes& axes, const std::vector<std::string>& regions)
{
    std::vector<std::size_t> region_of;
    for (const std::string& region : axes.regions) {
        region_of.push_back(
            static_cast<std::size_t>(std::find(regions.begin(), regions.end(), region) - regions.begin()));
    }
    cuts.add("region", regions, [region_of](auto county, auto, auto, auto, auto) { return region_of[county]; });
}

template <Ledger ledger>
std::vector<std::int64_t> counts(const RunResult& run, const Cut& cut, const Years& years)
{
    std::vector<std::int64_t> cases(years.labels.size());
    for (const Cell<ledger>& cell : run.template cells<ledger>()) {
        if (cut.has(cell.county, cell.pathway, cell.form, cell.sex, cell.age_band)) {
            cases[years.of_month[cell.month]] += cell.count;
        }
    }
    return cases;
}

template <Ledger ledger>
void add_levels(ScenarioOutcome& outcome, const RunResult& run, const Cuts& cuts, const Years& years)
{
    for (const Cut& cut : cuts.all()) {
        outcome.lines.push_back({ledger, cut.stratum, counts<ledger>(run, cut, years)});
    }
}

double cost_of(const EnsembleResult& result)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < result.resources.size(); ++k) {
        sum += result.runs[0].resources[k] * result.resources[k].unit_cost_ron;
    }
    return sum;
}

} // namespace

UnitResult kept_of(std::span<const EnsembleResult> runs, std::span<const CountyName> geography, const Keep& keep)
{
    const Axes& axes = runs[0].axes;
    const Years years = years_of(axes);
    Cuts truth(axes, keep), registered(axes, keep);
    add_regions(truth, axes, shared_regions(axes, geography));
    add_register_strata(registered, axes);
    UnitResult result;
    result.replicate = runs[0].runs[0].replicate;
    result.hidden_multiplier = runs[0].runs[0].hidden_multiplier;
    result.years = years.labels;
    result.disclosure = disclosure(axes);
    for (std::size_t s = 0; s < runs.size(); ++s) {
        const RunResult& run = runs[s].runs[0];
        ScenarioOutcome outcome;
        outcome.core_digest = run.core_digest;
        outcome.cost_ron = keep.costs ? cost_of(runs[s]) : 0.0;
        add_levels<Ledger::true_cases>(outcome, run, truth, years);
        add_levels<Ledger::registered>(outcome, run, registered, years);
        for (std::size_t e = 0; e < runs[s].events.size() && keep.events; ++e) {
            outcome.events.push_back({runs[s].events[e].name, run.events[e]});
        }
        result.scenarios.push_back(std::move(outcome));
    }
    return result;
}

} // namespace analysis::sweep
