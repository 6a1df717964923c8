#include "models/county_factors.hpp"
#include "models/detection.hpp"
#include "models/recording.hpp"
#include "models/registry.hpp"
#include "tests/support/statistics.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace county_factors_test {
namespace {

using namespace model;

constexpr CountySplitParameters by_hand{0.2, 0.8, 0.1, 0.1};

TEST(CountySplit, SharesADepartureOutByHand)
{
    EXPECT_DOUBLE_EQ(county_split::detection_share(by_hand, 0.25), 0.35);
    const auto more = county_split::split(by_hand, 4.0, 0.5, 0.0, 0.25);
    EXPECT_DOUBLE_EQ(more.detected, 2.0);
    EXPECT_DOUBLE_EQ(more.incidence, 2.0);
    const auto noise = county_split::split(by_hand, 1.0, 0.5, 1.0, 0.25);
    EXPECT_DOUBLE_EQ(noise.detected, std::exp(0.1));
    EXPECT_DOUBLE_EQ(noise.incidence, std::exp(-0.1));
}

// Where three quarters go undetected, a tenth of them always does: 92.5 % are found at most, 3.7 times as many.
TEST(CountySplit, NowhereIsEverybodyFound)
{
    const auto most = county_split::split(by_hand, 100.0, 1.0, 0.0, 0.25);
    EXPECT_DOUBLE_EQ(most.detected, 3.7);
    EXPECT_DOUBLE_EQ(most.incidence * most.detected, 100.0);
}

// Of D = 1 and e = 3 a quarter is found; twice as many are with D = 3: 3 / (3 + 3).
TEST(CountySplit, HazardThatChangesAShareByHand)
{
    EXPECT_DOUBLE_EQ(county_split::hazard_factor(2.0, 0.25), 3.0);
    EXPECT_DOUBLE_EQ(county_split::hazard_factor(1.0, 0.25), 1.0);
}

// A share that is b times as large is that of a multiplier b times smaller.
TEST(CountySplit, AgreesWithTheScaleOfTheMultiplier)
{
    constexpr double efficiency = 0.8;
    constexpr double multiplier = 6.0;
    constexpr double ratio = 1.5;
    const double factor = county_split::hazard_factor(ratio, detection::share(multiplier, efficiency));
    EXPECT_NEAR(detection::scale(multiplier, 4.0, efficiency) * factor,
                detection::scale(multiplier / ratio, 4.0, efficiency), 1e-12);
}

TEST(CountySplit, IsDrawnByDrawRegionAndCounty)
{
    const std::vector<double> product{4.0, 4.0, 4.0};
    const std::vector<std::uint8_t> region{0, 0, 1};
    constexpr CountySplitParameters no_noise{0.0, 1.0, 0.0, 0.1};
    const CountyFactors first = county_split::factors(no_noise, product, region, 0.2, 7);
    EXPECT_EQ(first, county_split::factors(no_noise, product, region, 0.2, 7));
    EXPECT_EQ(first.incidence[0], first.incidence[1]); // of one region
    EXPECT_NE(first.incidence[0], first.incidence[2]);
    EXPECT_NE(first.incidence[0], county_split::factors(no_noise, product, region, 0.2, 8).incidence[0]);
    const CountyFactors noisy = county_split::factors(by_hand, product, region, 0.2, 7);
    EXPECT_NE(noisy.incidence[0], noisy.incidence[1]);
    for (std::size_t c = 0; c < product.size(); ++c) { // f = b (1 - s) / (1 - b s): b = f / (1 - s + f s)
        const double detected = noisy.detection[c] / (0.8 + 0.2 * noisy.detection[c]);
        EXPECT_NEAR(noisy.incidence[c] * detected, 4.0, 1e-12);
    }
}

// Over many draws the share of a region is even in its range, so that neither part is known (C8).
TEST(CountySplit, PartsStayWideWhileTheProductIsTight)
{
    constexpr CountySplitParameters no_noise{0.0, 1.0, 0.0, 0.1};
    const std::vector<double> product{4.0};
    const std::vector<std::uint8_t> region{3};
    std::vector<double> share;
    for (std::uint32_t draw = 0; draw < 400; ++draw) {
        share.push_back(1.0 - std::log(county_split::factors(no_noise, product, region, 0.1, draw).incidence[0]) /
                                  std::log(4.0));
    }
    EXPECT_NEAR(std::accumulate(share.begin(), share.end(), 0.0) / 400.0, 0.5, 4.4 * std::sqrt(1.0 / 12.0 / 400.0));
    EXPECT_LT(*std::min_element(share.begin(), share.end()), 0.05);
    EXPECT_GT(*std::max_element(share.begin(), share.end()), 0.95);
}

Scenario with(Scenario scenario, double incidence, double detection, std::vector<std::uint8_t> where = {})
{
    const auto by_county = [&](double factor) {
        std::vector<double> all(county_count, where.empty() ? factor : 1.0);
        for (const std::uint8_t county : where) {
            all[county] = factor;
        }
        return all;
    };
    scenario.county_factors = {by_county(incidence), by_county(detection)};
    return scenario;
}

TEST(CountyFactors, OfOneChangeNoBit)
{
    const Scenario plain = toy::scenario(toy::hamlets());
    EXPECT_EQ(toy::core_digest(toy::run(with(plain, 1.0, 1.0), toy::hamlets())),
              toy::core_digest(toy::run(plain, toy::hamlets())));
}

// Twice the incidence everywhere, and detection that finds half the share, is a multiplier of 8 for one of 4, to the last bit: so
// no pathway and no channel is left out.
TEST(CountyFactors, EverywhereAreAnotherMultiplier)
{
    Scenario four = toy::scenario(toy::hamlets());
    four.parameters.set("observation.hidden_multiplier", 4.0);
    Scenario eight = four;
    eight.parameters.set("observation.hidden_multiplier", 8.0);
    const double found = detection::scale(8.0, 4.0, recording::mean_efficiency({}));
    const auto expected = toy::run(eight, toy::hamlets());
    EXPECT_GT(toy::total(expected.true_cases), 20);
    EXPECT_NE(toy::core_digest(toy::run(four, toy::hamlets())), toy::core_digest(expected));
    EXPECT_EQ(toy::core_digest(toy::run(with(four, 2.0, found), toy::hamlets())), toy::core_digest(expected));
}

/// Counts of a ledger by county, the first axis.
std::vector<std::vector<sim::Cell>> by_county(const std::vector<sim::Cell>& cells, const Scenario& scenario,
                                              const toy::World& world)
{
    const LedgerAxes axes = ledger_axes(scenario, toy::ground(scenario, world));
    std::vector<std::vector<sim::Cell>> parts(axes.counties.size());
    for (const sim::Cell& cell : cells) {
        parts[cell.position / axes.within_county()].push_back(cell);
    }
    return parts;
}

bool same(const std::vector<sim::Cell>& a, const std::vector<sim::Cell>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const sim::Cell& x, const sim::Cell& y) {
        return x.position == y.position && x.count == y.count;
    });
}

// Counties 1 and 3, where nobody moves: four times the incidence in the first brings four times as many cases there, and what happens
// in the second is the same to the last case.
TEST(CountyFactors, OfIncidenceActWhereTheyAre)
{
    struct Rates {
        const char* pathway;
        double offenders; ///< ratio to those of the toy: few enough not to run out of people
        std::uint32_t replicates;
    };
    for (const auto& [pathway, offenders, replicates] :
         {Rates{"lover_boy", 0.1, 18}, Rates{"family_complicity", 1.0, 12}, Rates{"false_job_offer", 1.0, 6}}) {
        SCOPED_TRACE(pathway);
        Scenario plain = toy::uncoupled(toy::towns());
        plain.pathways = {pathway};
        plain.parameters.set("life.frozen", 1.0);
        toy::scale_pathways(plain.parameters, {{"base", 60.0}});
        plain.parameters.set("offenders.per_100k", offenders * plain.parameters.value_or("offenders.per_100k", 30.0));
        std::int64_t before = 0;
        std::int64_t after = 0;
        for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
            const auto whole = by_county(toy::run(plain, toy::towns(), replicate).true_cases, plain, toy::towns());
            const auto more = by_county(toy::run(with(plain, 4.0, 1.0, {1}), toy::towns(), replicate).true_cases, plain,
                                        toy::towns());
            EXPECT_TRUE(same(whole[1], more[1]));
            before += toy::total(whole[0]);
            after += toy::total(more[0]);
        }
        statistics::expect_binomial(after, after + before, {.expected = 4.0 / 5.0, .sees = 0.15});
    }
}

// Detection moves the register of its county and nobody's recruitment, where what is found feeds nothing back.
TEST(CountyFactors, OfDetectionActWhereTheyAre)
{
    Scenario plain = toy::uncoupled(toy::towns());
    plain.pathways = {"family_complicity"};
    plain.parameters.set("life.frozen", 1.0);
    const auto before = toy::run(plain, toy::towns());
    const auto after = toy::run(with(plain, 1.0, 0.1, {1}), toy::towns());
    EXPECT_TRUE(same(before.true_cases, after.true_cases));
    const auto registered = by_county(before.registered, plain, toy::towns());
    const auto fewer = by_county(after.registered, plain, toy::towns());
    EXPECT_TRUE(same(registered[1], fewer[1]));
    EXPECT_LT(toy::total(fewer[0]), toy::total(registered[0]) / 2);
    EXPECT_GT(toy::total(fewer[0]), 0);
}

} // namespace
} // namespace county_factors_test
