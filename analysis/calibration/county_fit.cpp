#include "analysis/calibration/county_fit.hpp"

#include "analysis/calibration/meaning.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace analysis::calibration {
namespace {

/// Sizes between which the spread of counties is looked for, equally likely: a coefficient of variation of 1.4 to 0.5.
const std::vector<double> county_sizes{0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0};
/// Of a region about the country: a coefficient of variation of about a fifth.
constexpr double region_size = 25.0;

double size_of(double spread)
{
    return 1.0 / (spread * spread);
}

struct Chosen {
    std::vector<const Target*> cells;
    double cell_spread{};
    double year_spread{};
    std::map<int, std::int64_t> totals;
};

Chosen chosen_from(const Plan& plan)
{
    Chosen chosen;
    sim::Problems problems;
    for (const PlannedTarget& planned : plan.targets) {
        for (const Target& t : planned.figures) {
            if (!t.county) {
                continue;
            }
            const auto meaning = meaning_of(t);
            if (!meaning || !(meaning->counted == minors()) || !t.period || t.period->years() != 1.0) {
                problems.add(t.where, sim::refusal("calibrate.county-figure", "{measure} of a county cannot be fitted",
                                                   "children of whole years by county can; take the others out of the "
                                                   "plan",
                                                   {{"measure", t.measure}}));
                continue;
            }
            chosen.cells.push_back(&t);
            chosen.cell_spread = planned.spread;
        }
    }
    for (const PlannedTarget& planned : plan.targets) {
        for (const Target& t : planned.figures) {
            const auto meaning = meaning_of(t);
            if (!t.county && t.kind == TargetKind::count && meaning && meaning->counted == minors() &&
                meaning->figure.empty() && t.period && t.period->years() == 1.0) {
                chosen.totals[t.period->first_year] = t.low;
                chosen.year_spread = planned.spread;
            }
        }
    }
    problems.raise();
    return chosen;
}

} // namespace

std::optional<CountyTask> county_task(const Plan& plan, std::span<const std::string> counties,
                                      std::span<const std::uint32_t> regions, std::span<const double> expected)
{
    const Chosen chosen = chosen_from(plan);
    if (chosen.cells.empty()) {
        return std::nullopt;
    }
    std::set<int> years;
    for (const Target* const t : chosen.cells) {
        years.insert(t->period->first_year);
    }
    CountyTask task;
    CountyYears& table = task.table;
    table.counties = counties.size();
    table.years = years.size();
    table.low.assign(table.counties * table.years, -1);
    table.high = table.low;
    table.region.assign(regions.begin(), regions.end());
    for (const Target* const t : chosen.cells) {
        const auto at = std::find(counties.begin(), counties.end(), model::county_code(*t->county));
        if (at != counties.end()) {
            const auto year = static_cast<std::size_t>(std::distance(years.begin(), years.find(t->period->first_year)));
            const std::size_t cell = table.cell(static_cast<std::size_t>(at - counties.begin()), year);
            table.low[cell] = t->low;
            table.high[cell] = t->high;
        }
    }
    if (const auto none = std::find(table.low.begin(), table.low.end(), -1); none != table.low.end()) {
        const auto cell = static_cast<std::size_t>(none - table.low.begin());
        throw sim::InputError(
            chosen.cells.front()->where,
            sim::refusal("calibrate.county-missing", "county {county} has no figure of {year}",
                         "every county needs a count or bounds in every year",
                         {{"county", counties[cell / table.years]},
                          {"year", *std::next(years.begin(), static_cast<std::ptrdiff_t>(cell % table.years))}}));
    }
    for (const int year : years) {
        const auto total = chosen.totals.find(year);
        // Counties outside the run have their part of a total: then it says nothing.
        table.totals.push_back(counties.size() == model::county_count && total != chosen.totals.end() ? total->second
                                                                                                      : -1);
    }
    for (const double here : expected) {
        table.expected.insert(table.expected.end(), table.years, here);
    }
    task.spread = {county_sizes, region_size, size_of(chosen.year_spread), size_of(chosen.cell_spread)};
    return task;
}

std::vector<double> scaled_to_country(std::span<const double> rates, std::span<const double> expected)
{
    const double sum = std::inner_product(rates.begin(), rates.end(), expected.begin(), 0.0);
    const double whole = std::accumulate(expected.begin(), expected.end(), 0.0);
    std::vector<double> scaled(rates.begin(), rates.end());
    for (double& rate : scaled) {
        rate *= whole / sum;
    }
    return scaled;
}

Points county_products(const CountyTask& task, std::size_t draws, std::uint64_t seed)
{
    constexpr std::uint32_t warmup = 500;
    constexpr std::size_t apart = 10; // steps of the chain from one draw to the next
    const auto chain =
        draw_county_rates(task.table, task.spread, {warmup, static_cast<std::uint32_t>(draws * apart), seed});
    std::vector<double> expected;
    for (std::size_t c = 0; c < task.table.counties; ++c) {
        expected.push_back(task.table.expected[task.table.cell(c, 0)]);
    }
    Points products{task.table.counties, {}};
    for (std::size_t d = 0; d < draws; ++d) {
        products.add(scaled_to_country(chain[(d + 1) * apart - 1].county, expected));
    }
    return products;
}

} // namespace analysis::calibration
