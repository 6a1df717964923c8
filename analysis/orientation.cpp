#include "analysis/compare.hpp"
#include "analysis/multiplier_thirds.hpp"
#include "analysis/statistics.hpp"
#include "models/county_names.hpp"
#include "models/tables.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace analysis {
namespace {

const std::set<std::string> child_bands{"0-9", "10-13", "14-17"};

template <Ledger ledger>
double total(const RunResult& run)
{
    double cases = 0.0;
    for (const auto& cell : run.template cells<ledger>()) {
        cases += cell.count;
    }
    return cases;
}

/// Registered children a year in each replicate. \param county  position on the axis; empty: all together
std::vector<double> registered_children(const EnsembleResult& result, std::optional<std::size_t> county)
{
    std::vector<double> per_year;
    for (const RunResult& run : result.runs) {
        double cases = 0.0;
        for (const RegisteredCell& cell : run.registered) {
            const bool child = child_bands.count(result.axes.age_bands[cell.age_band]) != 0;
            cases += child && (!county || *county == cell.county) ? cell.count : 0;
        }
        per_year.push_back(cases / result.years);
    }
    return per_year;
}

/// Lowest and highest number that the register allows for a county and year.
struct Count {
    std::int64_t low{}, high{};
};

std::map<std::string, std::vector<Count>> register_counts(const std::filesystem::path& data_folder)
{
    const model::Table table = model::Table::read(data_folder / "anitp_children_by_county_2018_2021.csv",
                                                  {"county_code", "year", "n_children", "lower_bound", "upper_bound"});
    const std::size_t code = table.column("county_code");
    const std::size_t children = table.column("n_children");
    std::map<std::string, std::vector<Count>> counts;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool given = !table.blank(row, children);
        const Count count{table.whole(row, given ? children : table.column("lower_bound")),
                          table.whole(row, given ? children : table.column("upper_bound"))};
        counts[std::string(table.text(row, code))].push_back(count);
    }
    return counts;
}

/// "35, 52, < 10, 41": one entry a year.
std::string years_text(const std::vector<Count>& years)
{
    std::string text;
    for (const Count& year : years) {
        text += (text.empty() ? "" : ", ") + (year.low == year.high ? std::to_string(year.low) : "< 10");
    }
    return text;
}

/// The same for the whole country.
std::string national_text(const std::filesystem::path& data_folder)
{
    const model::Table table =
        model::Table::read(data_folder / "anitp_national_by_year.csv", {"year", "measure", "value"});
    std::set<std::string, std::less<>> years; // as text: a year of the table may be a half
    for (int year = register_years[0]; year <= register_years[1]; ++year) {
        years.insert(std::to_string(year));
    }
    std::vector<Count> counts;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.text(row, table.column("measure")) == "victims_children" &&
            years.count(table.text(row, table.column("year"))) != 0) {
            const std::int64_t children = table.whole(row, table.column("value"));
            counts.push_back({children, children});
        }
    }
    return years_text(counts);
}

Orientation row_of(std::string_view county, const std::vector<double>& simulated, const EnsembleResult& baseline,
                   std::string counts)
{
    const Estimate value = estimate(simulated, draws_of(baseline));
    const double cases = std::accumulate(simulated.begin(), simulated.end(), 0.0) * baseline.years;
    return {std::string(county), value.mean,           value.low,    value.high, std::move(counts),
            std::llround(cases), value.standard_error, value.degrees};
}

/// \param inside  ascending by the baseline's multiplier
SensitivityRow sensitivity_row(const EnsembleResult& baseline, const EnsembleResult& strategy, const RunGroup& inside)
{
    SensitivityRow row{baseline.runs[inside.front()].hidden_multiplier,
                       baseline.runs[inside.back()].hidden_multiplier,
                       strategy.scenario,
                       {},
                       {},
                       {},
                       {0, 0},
                       0};
    std::vector<double> difference, true_cases, registered;
    for (const std::size_t r : inside) {
        const double before = total<Ledger::true_cases>(baseline.runs[r]);
        const double after = total<Ledger::true_cases>(strategy.runs[r]);
        const double found = total<Ledger::registered>(baseline.runs[r]);
        row.true_totals[0] += std::llround(before);
        row.true_totals[1] += std::llround(after);
        row.registered_total += std::llround(found);
        true_cases.push_back(before / baseline.years);
        registered.push_back(found / baseline.years);
        difference.push_back((after - before) / baseline.years);
    }
    const auto draws = chosen(draws_of(baseline), inside);
    row.runs = inside.size();
    row.independent = independent(inside.size(), draws);
    row.true_difference_per_year = estimate(difference, draws);
    row.baseline_true_per_year = estimate(true_cases, draws);
    row.baseline_registered_per_year = estimate(registered, draws);
    return row;
}

} // namespace

std::vector<Orientation> orientation(const EnsembleResult& baseline, const std::filesystem::path& data_folder)
{
    const auto counts = register_counts(data_folder);
    std::vector<Orientation> rows;
    for (std::size_t c = 0; c < baseline.axes.counties.size(); ++c) {
        const std::string& code = baseline.axes.counties[c];
        const auto found = counts.find(code);
        if (found != counts.end()) {
            rows.push_back(row_of(model::county_name(*model::find_county(code)), registered_children(baseline, c),
                                  baseline, years_text(found->second)));
        }
    }
    if (baseline.axes.counties.size() == model::county_count) {
        rows.insert(rows.begin(),
                    row_of("", registered_children(baseline, std::nullopt), baseline, national_text(data_folder)));
    }
    return rows;
}

std::vector<SensitivityRow> sensitivity(std::span<const EnsembleResult> results)
{
    std::vector<SensitivityRow> rows;
    for (const RunGroup& inside : multiplier_thirds(results[0])) {
        for (std::size_t s = 1; s < results.size(); ++s) {
            rows.push_back(sensitivity_row(results[0], results[s], inside));
        }
    }
    return rows;
}

} // namespace analysis
