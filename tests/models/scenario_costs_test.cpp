#include "tests/support/scenario_fixture.hpp"

#include <chrono>

// How a scenario states costs.

namespace {

using namespace test::scenario;

struct Costs : Files {};

TEST_F(Costs, SaidAndLeftOut)
{
    const model::CostRules usual = good().costs;
    EXPECT_EQ(usual, model::costs::usual(std::chrono::year{2022} / 1 / 3));
    EXPECT_EQ(good("[costs]\n").costs, usual);
    const model::Scenario said = good("[costs]\nprice_year = 2024\ndiscount_rate = 0.05\ndiscount_from = 2023-01-02\n"
                                      "discount_effects = true\n");
    EXPECT_EQ(said.costs.discount_rate, 0.05);
    EXPECT_EQ(said.costs.discount_from, sim::Date(std::chrono::year{2023} / 1 / 2));
    EXPECT_TRUE(said.costs.discount_effects);
    EXPECT_EQ(good("[costs]\ndiscount_rate = 0\n").costs.discount_rate, 0.0); // 0 is a rate
    const model::Scenario again = load(said.resolved);
    EXPECT_EQ(again.costs, said.costs);
    EXPECT_EQ(again.resolved, said.resolved);
}

TEST_F(Costs, PricesOfAnotherYearAreRefusedWithTheReason)
{
    EXPECT_EQ(
        findings_of("[costs]\nprice_year = 2020\n"),
        "s.toml:9: costs.price_year = 2020: prices are in RON of 2024, and there is no table of consumer prices by "
        "which they could be stated in those of another year; leave it out, or set the prices themselves in "
        "[parameters]");
    for (const char* const year : {"1", "-2024", "3000"}) { // no range of years is promised
        const std::string said = findings_of("[costs]\nprice_year = " + std::string(year) + "\n");
        EXPECT_NE(said.find(std::string("costs.price_year = ") + year + ": prices are in RON of 2024"),
                  std::string::npos)
            << said;
    }
    for (const char* const year : {"2024.5", "\"soon\"", "true"}) {
        const std::string said = findings_of("[costs]\nprice_year = " + std::string(year) + "\n");
        EXPECT_NE(said.find("2024"), std::string::npos) << said;
        EXPECT_EQ(said.find("1990"), std::string::npos) << said;
    }
}

TEST_F(Costs, WhatCannotBeMeantIsRefused)
{
    EXPECT_NE(findings_of("[costs]\ndiscount_rate = 0.2\n"), "");
    EXPECT_NE(findings_of("[costs]\ndiscount_rate = -0.01\n"), "");
    EXPECT_NE(findings_of("[costs]\ndiscount_rate = 3\n"), "") << "three percent is 0.03";
    EXPECT_EQ(findings_of("[costs]\ndiscount_from = 2021-06-01\n"),
              "s.toml:9: costs.discount_from = 2021-06-01 is outside the run, 2022-01-03 to 2026-12-28; write a day of "
              "the run, or leave it out for its start");
    EXPECT_NE(findings_of("[costs]\ndiscount_from = 2026-12-28\n"), "");
    EXPECT_NE(findings_of("[costs]\ndiscount = 0.03\n"), "");
    EXPECT_EQ(findings_of("[parameters]\n\"costs.discount_rate\" = 0.05\n"),
              "s.toml:9: parameters.costs.discount_rate says how money is counted, and is no parameter of the model; "
              "write it in [costs], as discount_rate");
}

} // namespace
