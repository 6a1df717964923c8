#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/merge.hpp"
#include "sim/hdf5.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/ensembles.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <sstream>

/// What a merged sweep tells, against what `veghe compare` tells of the same runs: nothing more, whatever its strategies do.
namespace analysis::sweep {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::Not;
using testing::StartsWith;

constexpr std::uint32_t replicates = 2;
using Row = std::vector<std::string>;

/// Whether a case of the baseline happens in a scenario: 0 the baseline; 1 ends the second pathway; 2 ends all cases of the last county,
/// whose level its difference to the baseline is.
bool happens(std::size_t scenario, const TrueCell& cell, std::size_t counties)
{
    return scenario == 0 || (scenario == 1 ? cell.pathway != 1 : cell.county + 1u != counties);
}

/// A baseline and two strategies in some counties, by a rule: few cases in the first county, many in the last.
std::vector<EnsembleResult> made(const std::vector<std::string>& counties)
{
    EnsembleResult frame = test::small_ensemble();
    frame.axes.counties = counties;
    frame.axes.regions.clear();
    for (const std::string& county : counties) {
        frame.axes.regions.emplace_back(county[0] == 'N' ? "North" : (county[0] == 'E' ? "East" : "West"));
    }
    frame.residents.clear();
    frame.runs.clear();
    std::vector<EnsembleResult> all;
    for (std::size_t s = 0; s < 3; ++s) {
        EnsembleResult scenario = frame;
        scenario.scenario = "scenario" + std::to_string(s);
        for (std::uint32_t r = 0; r < replicates; ++r) {
            RunResult run;
            run.replicate = r;
            run.resources = {1.0};
            run.events = {10};
            for (std::uint32_t k = 0; k < counties.size() * 4 * 2 * 2 * 2 * 3; ++k) {
                TrueCell cell{static_cast<std::uint8_t>(k / 96),
                              static_cast<std::uint16_t>(k / 24 % 4),
                              static_cast<std::uint8_t>(k / 12 % 2),
                              static_cast<std::uint8_t>(k / 6 % 2),
                              static_cast<std::uint8_t>(k / 3 % 2),
                              static_cast<std::uint8_t>(k % 3),
                              0,
                              0,
                              (k * k + 7 * r) % (2 + k / 96 * 3)};
                if (cell.count > 0 && happens(s, cell, counties.size())) {
                    run.true_cases.push_back(cell);
                    run.registered.push_back({cell.county, cell.month, cell.pathway, cell.form, cell.sex, cell.age_band,
                                              0, 0, (cell.count + 1) / 2});
                }
            }
            run.core_digest = core_digest(scenario.axes, run);
            scenario.runs.push_back(run);
        }
        all.push_back(std::move(scenario));
    }
    return all;
}

/// A sweep of one point, everything kept, in a folder of its own.
class Merged {
public:
    explicit Merged(const std::vector<EnsembleResult>& scenarios)
    {
        manifest_ = test::toy_manifest(1, replicates);
        manifest_.scenarios.clear();
        for (const EnsembleResult& scenario : scenarios) {
            manifest_.scenarios.push_back(scenario.scenario);
        }
        manifest_.identity.scenarios.assign(scenarios.size(), std::string(64, '1'));
        for (const Unit& unit : units_of(manifest_)) {
            std::vector<EnsembleResult> one = scenarios;
            for (EnsembleResult& scenario : one) {
                scenario.runs = {scenario.runs[unit.replicate]};
            }
            UnitResult kept =
                kept_of(one, test::geography(), {{stratum_names.begin(), stratum_names.end()}, true, true});
            kept.id = unit.id;
            UnitFolder(folder_.path()).keep(unit.id, text_of(kept));
        }
    }
    Results results() const { return {folder_.path(), manifest_}; }
    const test::Folder& folder() const { return folder_; }

private:
    test::Folder folder_;
    Manifest manifest_;
};

std::vector<Row> rows_of(const std::string& csv)
{
    std::vector<Row> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        rows.emplace_back(1);
        for (const char c : line) {
            if (c == ',') {
                rows.back().emplace_back();
            } else {
                rows.back().back().push_back(c);
            }
        }
    }
    return rows;
}

/// Every count of a result file by year: "ledger stratum replicate year".
std::map<std::string, std::string> told(const EnsembleResult& scenario)
{
    std::map<std::string, std::string> all;
    for (const sim::Table& table : result_tables(scenario, test::geography(), {.monthly = false})) {
        if (table.ledger.empty()) {
            continue;
        }
        const auto& counts = std::get<std::vector<std::int64_t>>(table.values);
        const bool cut = table.axes.size() == 3;
        const auto& years = table.axes.back().labels;
        const std::vector<std::string> one{""};
        const auto& values = cut ? table.axes[1].labels : one;
        std::size_t k = 0;
        for (const std::string& replicate : table.axes[0].labels) {
            for (const std::string& value : values) {
                for (const std::string& year : years) {
                    const std::string stratum = cut ? table.axes[1].name + "=" + value : "all";
                    all[table.ledger + " " + stratum + " " + replicate + " " + year] = std::to_string(counts[k++]);
                }
            }
        }
    }
    return all;
}

const std::vector<std::vector<std::string>> selections{
    {"EA", "EB", "EC", "NA", "NB", "NC"}, // a whole region and three counties of another
    {"EA", "NA", "NB", "NC"},             // a whole region and one county, which the total less the region would be
    {"EA", "NA", "WA"},
    {"NA", "WA"},
    {"EA"}};

} // namespace

// Every count in values.csv stands in the result file of the same scenario, too: what that holds back, a sweep does.
TEST(SweepDisclosure, R7_ASweepTellsNoCountThatAResultHoldsBack)
{
    for (const auto& counties : selections) {
        const auto scenarios = made(counties);
        std::map<std::string, std::map<std::string, std::string>> results;
        for (const EnsembleResult& scenario : scenarios) {
            results[scenario.scenario] = told(scenario);
        }
        const auto rows = rows_of(values_csv(Merged(scenarios).results()));
        std::size_t counts = 0;
        for (const Row& row : rows) {
            if (row[3] == "cases") {
                const auto& of = results.at(row[2]);
                const auto found = of.find(row[4] + " " + row[5] + " " + row[1] + " " + row[6]);
                ASSERT_NE(found, of.end()) << counties.size() << " counties: " << testing::PrintToString(row);
                EXPECT_EQ(found->second, row[8]);
                ++counts;
            } else {
                EXPECT_THAT(row[3], AnyOf("measure", "cost", "events"));
            }
        }
        EXPECT_GT(counts, 100u);
    }
}

TEST(SweepDisclosure, R7_TheFileHoldsNoTrueTableByCountyPathwayOrForm)
{
    for (const auto& counties : selections) {
        const Merged merged(made(counties));
        const auto path = merged.folder() / "sweep.h5";
        sim::write_tables(path, sweep_schema, facts_of(merged.results()), tables_of(merged.results()));
        const auto file = sim::hdf5::File::open(path);
        std::vector<std::string> truth;
        for (const std::string& name : file.datasets()) {
            EXPECT_THAT(name, Not(StartsWith("/true_"))) << "a true quantity under another name";
            if (name.starts_with("/true/")) {
                truth.push_back(name);
            }
        }
        std::sort(truth.begin(), truth.end());
        if (counties.size() == 6) {
            EXPECT_THAT(truth, ElementsAre("/true/all", "/true/by_age_band", "/true/by_region", "/true/by_sex"));
        } else {
            EXPECT_THAT(truth, ElementsAre("/true/all", "/true/by_age_band", "/true/by_sex"));
        }
    }
}

namespace {

/// Rows in echelon form, into which further ones are reduced.
class Span {
public:
    /// \return  whether it was no combination of those before
    bool add(std::vector<double> row)
    {
        constexpr double nothing = 1e-9;
        for (const auto& [pivot, one] : rows_) {
            const double times = row[pivot] / one[pivot];
            for (std::size_t k = 0; k < row.size(); ++k) {
                row[k] -= times * one[k];
            }
        }
        const auto largest =
            std::max_element(row.begin(), row.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
        if (std::abs(*largest) < nothing) {
            return false;
        }
        rows_.emplace_back(static_cast<std::size_t>(largest - row.begin()), row);
        return true;
    }

private:
    std::vector<std::pair<std::size_t, std::vector<double>>> rows_;
};

/// Which of 2 x 2 x 2 x 3 kinds of case in each county a stratum counts: county, pathway, form, sex, age band.
std::vector<double> counted(const Stratum& stratum, const Axes& axes)
{
    std::vector<double> row;
    for (std::size_t k = 0; k < axes.counties.size() * 24; ++k) {
        const std::map<std::string, std::string> labels{
            {"all", ""},
            {"county", axes.counties[k / 24]},
            {"region", axes.regions[k / 24]},
            {"pathway", axes.pathways[k / 12 % 2]},
            {"form", axes.forms[k / 6 % 2]},
            {"sex", axes.sexes[k / 3 % 2]},
            {"age_band", axes.age_bands[k % 3]},
        };
        row.push_back(labels.at(stratum.kind) == stratum.value ? 1.0 : 0.0);
    }
    return row;
}

Stratum stratum_of(const std::string& text)
{
    const auto equals = text.find('=');
    return equals == std::string::npos ? Stratum{text, ""} : Stratum{text.substr(0, equals), text.substr(equals + 1)};
}

} // namespace

// R3, R7: no sum or difference of true figures that are told, in any scenario, is that of one county, two counties, a pathway or a form.
TEST(SweepDisclosure, R3_NoDifferenceOfWhatIsToldGivesAHiddenCountAway)
{
    for (const auto& counties : selections) {
        if (counties.size() < 3) {
            continue; // internal: its total is the level
        }
        const auto scenarios = made(counties);
        const Axes& axes = scenarios[0].axes;
        Span span;
        for (const Row& row : rows_of(values_csv(Merged(scenarios).results()))) {
            if (row[3] == "cases" && row[4] == "true") {
                span.add(counted(stratum_of(row[5]), axes));
            }
        }
        const auto hidden = [&](const std::vector<double>& row, const std::string& what) {
            Span with = span;
            EXPECT_TRUE(with.add(row)) << what << " of " << counties.size() << " counties";
        };
        for (std::size_t a = 0; a < counties.size(); ++a) {
            hidden(counted({"county", counties[a]}, axes), counties[a]);
            for (std::size_t b = a + 1; b < counties.size() && counties.size() > 3; ++b) {
                auto both = counted({"county", counties[a]}, axes);
                const auto other = counted({"county", counties[b]}, axes);
                std::transform(both.begin(), both.end(), other.begin(), both.begin(), std::plus<>());
                hidden(both, counties[a] + " and " + counties[b]);
            }
        }
        for (const std::string& pathway : axes.pathways) {
            hidden(counted({"pathway", pathway}, axes), pathway);
        }
        for (const std::string& form : axes.forms) {
            hidden(counted({"form", form}, axes), form);
        }
    }
}

// A result of fewer than three counties is its own true level: every file that holds one says that it is internal.
TEST(SweepDisclosure, AnInternalDataSetSaysSoInEveryRow)
{
    for (const auto& counties : selections) {
        const std::string expected = counties.size() < 3 ? "internal" : "shared";
        EXPECT_EQ(disclosure(made(counties)[0].axes), expected);
        const Merged merged(made(counties));
        const auto rows = rows_of(values_csv(merged.results()));
        EXPECT_EQ(rows.front().back(), "disclosure");
        for (std::size_t k = 1; k < rows.size(); ++k) {
            ASSERT_EQ(rows[k].size(), rows[0].size());
            ASSERT_EQ(rows[k].back(), expected);
        }
        const auto facts = facts_of(merged.results());
        EXPECT_TRUE(std::any_of(facts.begin(), facts.end(), [&](const sim::Fact& fact) {
            return fact.name == "disclosure" && fact.text == expected;
        }));
    }
}

} // namespace analysis::sweep
