#include "tests/support/statistics.hpp"
#include "tests/support/survival.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using survival::Setting;

constexpr double alpha = 1e-5;

double risk(double hazard, double days)
{
    return -std::expm1(-hazard * days / sim::days_per_year);
}

std::int64_t ended(const survival::Ends& ends)
{
    return std::count_if(ends.step.begin(), ends.step.end(), [](std::int32_t step) { return step >= 0; });
}

// A3
TEST(Hazard, AConstantOneGivesTheBinomial)
{
    constexpr int replicates = 200;
    const Setting setting{.people = 2000, .hazards = {0.65}, .slack = 2.0};
    const double p = risk(0.65, survival::horizon_days); // 0.3118
    const double n = setting.people;
    const sim::Clock clock = survival::clock(7);
    std::vector<std::int64_t> counts;
    for (std::uint32_t r = 0; r < replicates; ++r) {
        counts.push_back(ended(survival::run(setting, clock, sim::Luck(3, r))));
    }
    const std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    EXPECT_GE(total, 115000) << "too few events to see an error of 2 %";
    statistics::expect_binomial(total, replicates * std::int64_t{setting.people},
                                {.expected = p, .alpha = alpha, .sees = 0.02});
    statistics::expect_dispersion(counts, {.mean = n * p, .variance = n * p * (1 - p), .alpha = alpha});
    // The counts themselves: thirds of the normal limit, cut at half a count so that no count lies on a border.
    const double sd = std::sqrt(n * p * (1 - p));
    const double cut = std::floor(0.4307272993 * sd) + 0.5;
    const double middle = 1.0 - statistics::normal_two_sided(cut / sd);
    std::array<std::int64_t, 3> thirds{};
    for (const std::int64_t count : counts) {
        const double from_mean = static_cast<double>(count) - n * p;
        ++thirds[from_mean < -cut ? 0 : from_mean < cut ? 1 : 2];
    }
    statistics::expect_shares(thirds, std::array{(1 - middle) / 2, middle, (1 - middle) / 2}, alpha);
}

// A3: what is rare scatters as a Poisson does, variance equal to the mean.
TEST(Hazard, ARareOneGivesThePoisson)
{
    const Setting setting{.people = 20000, .hazards = {0.005}, .slack = 3.0};
    const double mean = 20000 * risk(0.005, survival::horizon_days); // 57.4
    const sim::Clock clock = survival::clock(7);
    std::vector<std::int64_t> counts;
    for (std::uint32_t r = 0; r < 300; ++r) {
        counts.push_back(ended(survival::run(setting, clock, sim::Luck(4, r))));
    }
    statistics::expect_dispersion(counts, {.mean = mean, .variance = mean, .alpha = alpha});
}

// A4 and A6: the step's length changes neither how many nor when. With h dt for 1 - exp(-h dt) steps of 30 days would
// give 13 % too many in the first.
TEST(Hazard, StepLengthsAreEqualInLaw)
{
    const Setting setting{.people = 2000, .hazards = {3.0}, .slack = 1.5};
    constexpr int bin_days = 30;
    constexpr int bins = survival::horizon_days / bin_days;
    constexpr std::uint32_t replicates = 75;
    std::vector<double> expected;
    for (int bin = 0; bin < bins; ++bin) {
        expected.push_back(risk(3.0, (bin + 1) * bin_days) - risk(3.0, bin * bin_days));
    }
    expected.push_back(1 - risk(3.0, survival::horizon_days));
    for (const int step_days : {1, 7, 30}) {
        const sim::Clock clock = survival::clock(step_days);
        ASSERT_EQ(clock.steps() * step_days, survival::horizon_days);
        std::vector<std::int64_t> counts(bins + 1);
        for (std::uint32_t r = 0; r < replicates; ++r) {
            for (const std::int32_t step : survival::run(setting, clock, sim::Luck(6, r)).step) {
                // A step of 7 days that begins in one bin of 30 may end in the next; 7-day runs are judged in total.
                ++counts[step < 0 ? bins : step * step_days / bin_days];
            }
        }
        const std::int64_t total = std::accumulate(counts.begin(), counts.end() - 1, std::int64_t{0});
        statistics::expect_binomial(total, replicates * std::int64_t{setting.people},
                                    {.expected = risk(3.0, survival::horizon_days), .alpha = alpha, .sees = 0.02});
        if (bin_days % step_days == 0) {
            statistics::expect_shares(counts, expected, alpha);
        }
    }
}

// A5
TEST(Hazard, CompetingPathsTakeTheirShares)
{
    const std::array<std::array<double, 3>, 2> cases{{{0.2, 0.3, 0.5}, {0.05, 4.0, 1.0}}};
    for (const auto& hazards : cases) {
        for (const bool by_waiting_times : {false, true}) {
            const Setting setting{.people = 2000,
                                  .hazards = {hazards.begin(), hazards.end()},
                                  .slack = 1.2,
                                  .by_waiting_times = by_waiting_times};
            const double total = hazards[0] + hazards[1] + hazards[2];
            const sim::Clock clock = survival::clock(30);
            std::vector<std::int64_t> counts(3);
            for (std::uint32_t r = 0; r < 60; ++r) {
                const auto ends = survival::run(setting, clock, sim::Luck(8, r));
                for (std::size_t i = 0; i < ends.step.size(); ++i) {
                    counts[ends.path[i]] += ends.step[i] >= 0 ? 1 : 0;
                }
            }
            ASSERT_GT(counts[0] + counts[1] + counts[2], 50000);
            statistics::expect_shares(counts, std::array{hazards[0] / total, hazards[1] / total, hazards[2] / total},
                                      alpha);
        }
    }
}

// A6: a Weibull of shape 2, hazard 2 t / scale^2, rising through the run. A step's hazard is its mean over the step,
// (t1^2 - t0^2) / scale^2 / dt, so that the chance over any number of steps is exact.
TEST(Hazard, ARisingOneGivesTheWeibull)
{
    constexpr double scale_days = 150.0;
    constexpr int step_days = 7;
    constexpr int steps = survival::horizon_days / step_days;
    const double dt = step_days / sim::days_per_year;
    const auto cumulative = [&](int step) {
        const double t = step * step_days / scale_days;
        return t * t;
    };
    const double last = (cumulative(steps) - cumulative(steps - 1)) / dt;
    const Setting setting{.people = 2000, .hazards = {last}, .slack = 1.0};
    std::vector<std::int64_t> counts(steps + 1);
    for (std::uint32_t r = 0; r < 60; ++r) {
        const auto ends = survival::run(setting, survival::clock(step_days), sim::Luck(9, r), [&](std::int32_t step) {
            return (cumulative(step + 1) - cumulative(step)) / dt / last;
        });
        for (const std::int32_t step : ends.step) {
            ++counts[step < 0 ? steps : step];
        }
    }
    std::vector<double> expected;
    for (int step = 0; step < steps; ++step) {
        expected.push_back(std::exp(-cumulative(step)) - std::exp(-cumulative(step + 1)));
    }
    expected.push_back(std::exp(-cumulative(steps)));
    statistics::expect_shares(counts, expected, alpha);
}

// A6
TEST(Hazard, WaitingTimesAreExponential)
{
    const sim::Luck luck(10, 0);
    std::vector<double> waits;
    for (std::uint32_t i = 0; i < 100000; ++i) {
        waits.push_back(sim::waiting_time(luck(i, "hazard.wait").uniform(), 2.5));
    }
    statistics::expect_mean(waits, {.expected = 0.4, .alpha = alpha, .sees = 0.01});
    statistics::expect_law(
        waits, [](double t) { return -std::expm1(-2.5 * t); }, alpha);
}

} // namespace
