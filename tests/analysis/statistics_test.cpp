#include "analysis/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace analysis {

TEST(statistics, quantiles_of_type_7_by_hand)
{
    const std::vector<double> sample{4, 1, 3, 2}; // sorted 1 2 3 4; h = 3 p
    EXPECT_DOUBLE_EQ(quantile(sample, 0.0), 1.0);
    EXPECT_DOUBLE_EQ(quantile(sample, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(quantile(sample, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(quantile(sample, 0.95), 3.85);
    EXPECT_DOUBLE_EQ(quantile(sample, 1.0), 4.0);
    EXPECT_DOUBLE_EQ(quantile(std::vector<double>{7.0}, 0.3), 7.0);
    EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(statistics, mean_and_variance_by_hand)
{
    const std::vector<double> sample{1, 2, 3, 6};
    EXPECT_DOUBLE_EQ(mean(sample), 3.0);
    EXPECT_DOUBLE_EQ(variance(sample), (4.0 + 1.0 + 0.0 + 9.0) / 3.0);
    EXPECT_TRUE(std::isnan(mean({})));
    EXPECT_DOUBLE_EQ(variance(std::vector<double>{5.0}), 0.0);
}

TEST(statistics, standard_error_of_few_runs_is_sd_over_root_n)
{
    const std::vector<double> sample{1, 2, 3, 6};
    EXPECT_DOUBLE_EQ(standard_error(sample), std::sqrt(14.0 / 3.0 / 4.0));
    EXPECT_TRUE(std::isnan(standard_error(std::vector<double>{1.0})));
}

TEST(statistics, standard_error_of_many_runs_is_that_of_batch_means)
{
    // 32 values in 16 batches of 2: pairs (0, 2) have mean 1 and (2, 4) mean 3, eight of each.
    std::vector<double> sample;
    for (int batch = 0; batch < 16; ++batch) {
        const double base = batch % 2 == 0 ? 0.0 : 2.0;
        sample.push_back(base);
        sample.push_back(base + 2.0);
    }
    EXPECT_DOUBLE_EQ(standard_error(sample), std::sqrt(16.0 / 15.0 / 16.0));
}

TEST(statistics, estimate_counts_runs_on_either_side_of_zero)
{
    const Estimate value = estimate(std::vector<double>{-2, -1, 0, 0, 3});
    EXPECT_DOUBLE_EQ(value.mean, 0.0);
    EXPECT_DOUBLE_EQ(value.low, -1.8);
    EXPECT_NEAR(value.high, 2.4, 1e-12);
    EXPECT_DOUBLE_EQ(value.probability_below_zero, 0.4);
    EXPECT_DOUBLE_EQ(value.probability_above_zero, 0.2);
}

TEST(statistics, pairing_removes_shared_luck)
{
    const std::vector<double> baseline{10, 20, 30};
    const std::vector<double> strategy{9, 19, 27}; // differences -1 -1 -3: variance 4/3; 100 and 81.333... apart
    EXPECT_EQ(paired_difference(baseline, strategy), (std::vector<double>{-1, -1, -3}));
    const double apart = variance(baseline) + variance(strategy);
    EXPECT_DOUBLE_EQ(variance_ratio(baseline, strategy), apart / (4.0 / 3.0));
    EXPECT_DOUBLE_EQ(variance_ratio(std::vector<double>{1, 1}, std::vector<double>{2, 2}), 1.0);
    EXPECT_EQ(variance_ratio(std::vector<double>{1, 2}, std::vector<double>{2, 3}),
              std::numeric_limits<double>::infinity());
}

TEST(statistics, wilson_interval_by_hand)
{
    // 9 of 10 at z = 1.96: centre (0.9 + 0.19208) / 1.38416, half 1.96 / 1.38416 sqrt(0.009 + 0.0096040)
    const Interval interval = wilson(9, 10, 1.96);
    EXPECT_NEAR(interval.low, 0.59585, 1e-5);
    EXPECT_NEAR(interval.high, 0.98212, 1e-5);
    EXPECT_EQ(wilson(0, 0).high, 1.0);
    EXPECT_EQ(wilson_of_share(0.9, 10.0, 1.96).low, interval.low);
    EXPECT_EQ(wilson_of_share(0.0, 0.0).high, 1.0);
}

// 1,000 RON saved and 10 to 2 cases averted: 100 to 500 RON saved for each, -500 the lower bound.
TEST(statistics, bounds_of_a_cost_below_zero_are_in_order)
{
    const Estimate cost{.mean = -1000.0, .low = -1000.0, .high = -1000.0};
    const Estimate saved = cost_per_case_averted(cost, {.mean = -5.0, .low = -10.0, .high = -2.0});
    EXPECT_DOUBLE_EQ(saved.low, -500.0);
    EXPECT_DOUBLE_EQ(saved.mean, -200.0);
    EXPECT_DOUBLE_EQ(saved.high, -100.0);
}

TEST(statistics, cost_per_case_has_bounds_only_where_every_run_of_the_interval_averts)
{
    const Estimate cost{.mean = 1000.0, .low = 1000.0, .high = 1000.0};
    const Estimate averted = cost_per_case_averted(cost, {.mean = -5.0, .low = -10.0, .high = -2.0});
    EXPECT_DOUBLE_EQ(averted.mean, 200.0);
    EXPECT_DOUBLE_EQ(averted.low, 100.0);
    EXPECT_DOUBLE_EQ(averted.high, 500.0);
    const Estimate open = cost_per_case_averted(cost, {.mean = -5.0, .low = -10.0, .high = 1.0});
    EXPECT_DOUBLE_EQ(open.mean, 200.0);
    EXPECT_TRUE(std::isnan(open.low) && std::isnan(open.high));
    EXPECT_TRUE(std::isnan(cost_per_case_averted(cost, {.mean = 5.0, .low = 1.0, .high = 6.0}).mean));
}

// Draws' means 2, 6, 10: their standard deviation 4 over the root of 3. Of a draw with one run and one with three, 8 and 1, 2, 3 about 3.5:
// departures of 4.5 and -4.5, 2 x 2 x 4.5^2 = 81, whose root over four runs is 2.25.
TEST(statistics, standard_error_counts_draws_and_not_runs)
{
    const std::vector<double> pairs{1.0, 5.0, 9.0, 3.0, 7.0, 11.0};
    const std::vector<std::uint32_t> of_pairs{4, 8, 6, 4, 8, 6};
    EXPECT_NEAR(standard_error(pairs, of_pairs), 4.0 / std::sqrt(3.0), 1e-12);
    EXPECT_EQ(estimate(pairs, of_pairs).standard_error, standard_error(pairs, of_pairs));
    EXPECT_EQ(estimate(pairs, of_pairs).degrees, 2);
    const std::vector<std::uint32_t> unequal{1, 2, 2, 2};
    EXPECT_NEAR(standard_error(std::vector{8.0, 1.0, 2.0, 3.0}, unequal), 2.25, 1e-12);
    const std::vector<std::uint32_t> each{1, 2, 3, 4, 5, 6}; // none shares one: as without draws
    EXPECT_NEAR(standard_error(pairs, each), standard_error(pairs), 1e-12);
    const std::vector<std::uint32_t> one{3, 3, 3, 3, 3, 3};
    EXPECT_EQ(standard_error(pairs, one), standard_error(pairs));
}

// 40 runs in batches of three are 13 batches.
TEST(statistics, degrees_are_of_batches)
{
    EXPECT_EQ(estimate(std::vector<double>(6, 1.0)).degrees, 5);
    EXPECT_EQ(estimate(std::vector<double>(40, 1.0)).degrees, 12);
    EXPECT_EQ(scaled(estimate(std::vector{1.0, 2.0}), -3.0).degrees, 1);
}

} // namespace analysis
