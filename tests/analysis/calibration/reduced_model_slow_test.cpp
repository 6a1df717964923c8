#include "tests/analysis/calibration/reduced_model.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace {

namespace calibration = analysis::calibration;

// RELIABILITY C5 and C7 in one: 1,000 worlds with parameters from the prior, all fitted by one design of 80 simulations and its emulators.
// The rank of the truth among the draws is uniform (chi-square over eight bins of 125 expected), 90 % intervals cover 90 % (exact
// binomial: 86.7 to 93.1 %), and the truth is implausible in fewer than 5 of 100. Of the seven quantities the last is the log-likelihood of
// the world's own data, which a posterior of the right width in every parameter can still have wrong. Fourteen questions share a budget
// of 1 in 100. A likelihood that leaves out the year's own spread covers 60 % and is seen, and so is one that leaves out the split.
TEST(ReducedModelCalibration, RanksAreUniformAndIntervalsCover)
{
    const reduced::Fitted fitted(80, 1);
    reduced::Published data; // of the world that is looked at
    const std::vector<std::function<double(std::span<const double>)>> quantities{
        [](auto z) { return z[0]; },
        [](auto z) { return z[1]; },
        [](auto z) { return z[2]; },
        [](auto z) { return z[3]; },
        [](auto z) {
            const auto rates = reduced::expected(reduced::parameters(z));
            return rates[0] + rates[1] + rates[2];
        },
        [](auto z) {
            const auto rates = reduced::expected(reduced::parameters(z));
            return rates[2] / (rates[0] + rates[1] + rates[2]);
        },
        [&](auto z) { return fitted.log_likelihood(z, data); },
    };
    const double alpha = 0.01 / static_cast<double>(2 * quantities.size());
    constexpr std::size_t worlds = 1000;
    constexpr std::size_t particles = 400;
    constexpr std::size_t bins = 8;
    std::vector<std::array<std::int64_t, bins>> seen(quantities.size());
    std::vector<std::int64_t> covered(quantities.size(), 0);
    std::int64_t implausible = 0;
    for (std::uint32_t world = 0; world < worlds; ++world) {
        calibration::Randomness luck(99, world);
        std::array<double, reduced::dimension> truth{};
        for (double& z : truth) {
            z = luck.normal();
        }
        data = reduced::publish(reduced::parameters(truth), 4, luck);
        implausible += fitted.implausibility(truth, data) > 3.0 ? 1 : 0;
        const auto result = fitted.posterior(data, particles, world);
        for (std::size_t q = 0; q < quantities.size(); ++q) {
            std::size_t rank = 0;
            for (std::size_t i = 0; i < particles; ++i) {
                rank += quantities[q](result.points[i]) < quantities[q](truth) ? 1 : 0;
            }
            ++seen[q][std::min(rank * bins / particles, bins - 1)];
            covered[q] += rank >= particles / 20 && rank <= particles - particles / 20 ? 1 : 0;
        }
    }
    const std::vector<double> even(bins, 1.0 / bins);
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        SCOPED_TRACE(q);
        statistics::expect_shares(seen[q], even, alpha);
        statistics::expect_binomial(covered[q], worlds, {0.9, alpha});
        RecordProperty("covered_" + std::to_string(q), static_cast<int>(covered[q]));
    }
    EXPECT_LT(implausible, static_cast<std::int64_t>(worlds / 20));
}

} // namespace
