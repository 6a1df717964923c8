#include "tests/analysis/sweep/toy_sweep.hpp"

#include "analysis/sweep/folder.hpp"

namespace test {

using analysis::Ledger;
using analysis::sweep::Manifest;
using analysis::sweep::Unit;
using analysis::sweep::UnitResult;

Manifest toy_manifest(std::uint32_t points, std::uint32_t replicates)
{
    Manifest m;
    m.title = "A toy";
    m.kind = "csv";
    m.scenarios = {"base", "measure"};
    m.parameters = {{"a.a", "1/year"}, {"b.b", "1"}};
    for (std::uint32_t p = 0; p < points; ++p) {
        m.points.push_back({{static_cast<double>(p), 0.5}, 0});
    }
    m.replicates = replicates;
    m.keep = {{"sex"}, true, false};
    m.identity = {{std::string(64, '1'), std::string(64, '2')}, std::string(64, '3'), "toy 1", 7};
    return m;
}

UnitResult toy_result(const Manifest& manifest, const Unit& unit)
{
    UnitResult result;
    result.id = unit.id;
    result.replicate = unit.replicate;
    result.hidden_multiplier = 4.0;
    result.years = {"2024", "2025"};
    result.disclosure = "shared";
    for (std::size_t s = 0; s < manifest.scenarios.size(); ++s) {
        const auto cases = static_cast<std::int64_t>(100 * unit.point + 10 * unit.replicate + s);
        result.scenarios.push_back({.core_digest = std::string(64, static_cast<char>('a' + s)),
                                    .cost_ron = 0.5 * static_cast<double>(cases),
                                    .lines = {{Ledger::true_cases, {"all", ""}, {cases, cases + 1}},
                                              {Ledger::registered, {"all", ""}, {cases / 10, 0}}}});
    }
    return result;
}

std::string all_units(const std::filesystem::path& sweep)
{
    const analysis::sweep::UnitFolder folder(sweep);
    std::string all;
    for (const std::string& id : folder.finished()) {
        all += id + "\n" + analysis::sweep::bytes_of(folder.file(id));
    }
    return all;
}

} // namespace test
