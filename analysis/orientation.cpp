#include "analysis/compare.hpp"
#include "analysis/statistics.hpp"
#include "models/county_names.hpp"
#include "models/tables.hpp"

#include <array>
#include <cmath>
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
    const std::set<std::string_view> years{"2018", "2019", "2020", "2021"};
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

SensitivityRow sensitivity_row(double from, double to, const EnsembleResult& baseline, const EnsembleResult& strategy,
                               const std::vector<std::size_t>& runs)
{
    std::vector<double> difference;
    std::vector<double> true_cases;
    std::vector<double> registered;
    std::vector<std::uint32_t> draws;
    std::int64_t base_total = 0;
    std::int64_t strategy_total = 0;
    std::int64_t registered_total = 0;
    for (const std::size_t r : runs) {
        base_total += std::llround(total<Ledger::true_cases>(baseline.runs[r]));
        strategy_total += std::llround(total<Ledger::true_cases>(strategy.runs[r]));
        registered_total += std::llround(total<Ledger::registered>(baseline.runs[r]));
        draws.push_back(baseline.runs[r].draw);
        const double base = total<Ledger::true_cases>(baseline.runs[r]) / baseline.years;
        true_cases.push_back(base);
        registered.push_back(total<Ledger::registered>(baseline.runs[r]) / baseline.years);
        difference.push_back(total<Ledger::true_cases>(strategy.runs[r]) / strategy.years - base);
    }
    return {from,
            to,
            strategy.scenario,
            estimate(difference, draws),
            estimate(true_cases, draws),
            estimate(registered, draws),
            {base_total, strategy_total},
            registered_total};
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
    constexpr std::size_t thirds = 3;
    constexpr std::size_t fewest_runs = 3;
    const auto& runs = results[0].runs;
    std::vector<double> multiplier;
    for (const RunResult& run : runs) {
        multiplier.push_back(run.hidden_multiplier);
    }
    const double low = quantile(multiplier, 0.0);
    const double high = quantile(multiplier, 1.0);
    std::vector<SensitivityRow> rows;
    if (low == high || runs.size() < thirds * fewest_runs) {
        return rows;
    }
    for (std::size_t third = 0; third < thirds; ++third) {
        const double from = low * std::pow(high / low, static_cast<double>(third) / thirds);
        const double to = low * std::pow(high / low, static_cast<double>(third + 1) / thirds);
        std::vector<std::size_t> inside;
        for (std::size_t r = 0; r < runs.size(); ++r) {
            if (multiplier[r] >= from && (multiplier[r] < to || third + 1 == thirds)) {
                inside.push_back(r);
            }
        }
        for (std::size_t s = 1; s < results.size(); ++s) {
            rows.push_back(sensitivity_row(from, to, results[0], results[s], inside));
        }
    }
    return rows;
}

} // namespace analysis
