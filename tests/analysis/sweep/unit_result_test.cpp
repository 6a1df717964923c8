#include "analysis/sweep/unit_result.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/ensembles.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace analysis::sweep {
namespace {

Keep everything()
{
    return {{stratum_names.begin(), stratum_names.end()}, true, true};
}

/// One replicate of the small ensemble, and the same with three true cases fewer in county NA and a dearer hour.
std::vector<EnsembleResult> two_scenarios()
{
    EnsembleResult baseline = test::small_ensemble();
    baseline.runs.resize(1);
    baseline.runs[0].hidden_multiplier = 3.5;
    EnsembleResult strategy = baseline;
    strategy.scenario = "measure";
    strategy.runs[0].true_cases.erase(strategy.runs[0].true_cases.begin() + 1);
    strategy.runs[0].core_digest = core_digest(strategy.axes, strategy.runs[0]);
    return {baseline, strategy};
}

/// Cases of a line by year; empty when there is no such line.
std::vector<std::int64_t> cases(const ScenarioOutcome& scenario, Ledger ledger, const std::string& kind,
                                const std::string& value)
{
    for (const Line& line : scenario.lines) {
        if (line.ledger == ledger && line.stratum == Stratum{kind, value}) {
            return line.cases;
        }
    }
    return {};
}

using Years = std::vector<std::int64_t>;

TEST(SweepUnit, KeepsWhatCanBeCountedByHand)
{
    const auto runs = two_scenarios();
    const UnitResult kept = kept_of(runs, test::geography(), everything());
    EXPECT_EQ(kept.years, (std::vector<std::string>{"2024", "2025"}));
    EXPECT_EQ(kept.hidden_multiplier, 3.5);
    EXPECT_EQ(kept.disclosure, "shared");
    ASSERT_EQ(kept.scenarios.size(), 2u);
    const ScenarioOutcome &base = kept.scenarios[0], &measure = kept.scenarios[1];
    EXPECT_EQ(base.core_digest, runs[0].runs[0].core_digest);
    EXPECT_EQ(cases(base, Ledger::true_cases, "all", ""), (Years{9, 1}));
    EXPECT_EQ(cases(measure, Ledger::true_cases, "all", ""), (Years{6, 1}));
    EXPECT_EQ(cases(base, Ledger::true_cases, "sex", "female"), (Years{7, 0}));
    EXPECT_EQ(cases(base, Ledger::true_cases, "age_band", "18+"), (Years{0, 1}));
    EXPECT_EQ(cases(base, Ledger::true_cases, "region", "North"), (Years{5, 1}));
    EXPECT_EQ(cases(base, Ledger::registered, "county", "NA"), (Years{0, 2}));
    EXPECT_EQ(cases(base, Ledger::registered, "pathway", "lover_boy"), (Years{0, 2}));
    EXPECT_EQ(base.cost_ron, 12.5 * 90.0);
    EXPECT_EQ(base.events, (std::vector<EventLine>{{"recruited", 10}}));
}

TEST(SweepUnit, NothingTrueByCountyPathwayOrFormIsKept)
{
    const UnitResult kept = kept_of(two_scenarios(), test::geography(), everything());
    for (const ScenarioOutcome& scenario : kept.scenarios) {
        EXPECT_TRUE(cases(scenario, Ledger::true_cases, "county", "NA").empty());
        EXPECT_TRUE(cases(scenario, Ledger::true_cases, "pathway", "lover_boy").empty());
        EXPECT_TRUE(cases(scenario, Ledger::true_cases, "form", "sexual").empty());
        EXPECT_TRUE(cases(scenario, Ledger::true_cases, "region", "East").empty()); // not whole
    }
}

TEST(SweepUnit, WhatIsNotAskedForIsNotKept)
{
    const UnitResult kept = kept_of(two_scenarios(), test::geography(), {{"sex"}, false, false});
    EXPECT_EQ(kept.scenarios[0].lines.size(), 2u * (1 + 2)); // both ledgers: all, male and female
    EXPECT_EQ(kept.scenarios[0].cost_ron, 0.0);
    EXPECT_TRUE(kept.scenarios[0].events.empty());
}

TEST(SweepUnit, IsReadAsItWasWritten)
{
    UnitResult kept = kept_of(two_scenarios(), test::geography(), everything());
    kept.id = std::string(64, 'e');
    kept.scenarios[0].cost_ron = 0.1 + 0.2;
    const std::string text = text_of(kept);
    EXPECT_EQ(parse_unit(text, "x"), kept);
    EXPECT_EQ(text_of(parse_unit(text, "x")), text);
}

TEST(SweepUnit, P8_EveryFlippedBitAndEveryTruncationIsRefused)
{
    const Manifest m = test::toy_manifest(1, 1);
    const std::string text = text_of(test::toy_result(m, units_of(m)[0]));
    for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_THROW(parse_unit(text.substr(0, length), "x"), sim::StorageError) << length;
    }
    EXPECT_THROW(parse_unit(text + "\n", "x"), sim::StorageError);
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        std::string flipped = text;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_THROW(parse_unit(flipped, "x"), sim::StorageError) << bit;
    }
}

TEST(SweepUnit, AForeignOrYoungerFileIsRefusedThoughItsChecksumFits)
{
    const auto sealed = [](const std::string& body) { return body + "sha256\t" + sim::sha256(body) + "\n"; };
    EXPECT_THROW(parse_unit(sealed("something else\n"), "x"), sim::InputError);
    try {
        parse_unit(sealed("veghe sweep unit 2\nid\tx\n"), "x");
        FAIL() << "it was read";
    } catch (const sim::InputError& error) {
        EXPECT_EQ(error.problems()[0].message.id(), "sweep.unit-younger");
    }
    EXPECT_THROW(parse_unit(sealed("veghe sweep unit 1\nreplicate\tone\n"), "x"), sim::StorageError);
    EXPECT_THROW(parse_unit(sealed("veghe sweep unit 1\nyears\t2024\nscenario\ta\ncases\ttrue\tall\t\n"), "x"),
                 sim::StorageError);
}

} // namespace
} // namespace analysis::sweep
