#include "tests/analysis/calibration/real_table.hpp"

#include "analysis/calibration/targets.hpp"
#include "models/tables.hpp"

#include <filesystem>

namespace real {

analysis::calibration::CountyYears children_by_county()
{
    namespace fs = std::filesystem;
    const fs::path data = fs::path(VEGHE_SOURCE_DIR) / "scenarios/data";
    const std::vector<std::int64_t> totals{212, 327, 255, 282};
    constexpr std::size_t counties = 42;
    constexpr std::size_t years = 4;
    constexpr int first_year = 2018;
    const auto children = model::Table::read(data / "population_children_0_17_2021.csv", {"children_0_17_approx"});
    const auto persons = [&](std::size_t c) { return children.number(c, children.column("children_0_17_approx")); };
    double country = 0.0;
    for (std::size_t c = 0; c < counties; ++c) {
        country += persons(c);
    }
    analysis::calibration::CountyYears table{
        counties, years, {}, {}, totals, {}, std::vector<std::uint32_t>(counties, 0)};
    table.low.resize(counties * years);
    table.high.resize(counties * years);
    table.expected.resize(counties * years);
    for (const auto& t : analysis::calibration::read_targets(data / "anitp_children_by_county_2018_2021.csv")) {
        const auto year = static_cast<std::size_t>(t.period->first_year - first_year);
        const std::size_t k = table.cell(t.county->value, year);
        table.low[k] = t.low;
        table.high[k] = t.high;
        table.expected[k] = persons(t.county->value) / country * static_cast<double>(totals[year]);
    }
    return table;
}

} // namespace real
