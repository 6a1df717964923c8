#include "tests/analysis/calibration/reduced_model.hpp"

#include "analysis/calibration/design.hpp"
#include "analysis/calibration/likelihood.hpp"
#include "analysis/calibration/wave.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace reduced {

namespace calibration = analysis::calibration;
using calibration::Prior;

std::array<Prior, dimension> priors()
{
    return {Prior{Prior::Scale::log, 800.0, 0.5, 0.0, 1e6}, Prior{Prior::Scale::log, 200.0, 0.5, 0.0, 1e6},
            Prior{Prior::Scale::logit, 0.25, 0.6, 0.0, 1.0}, Prior{Prior::Scale::logit, 0.3, 0.6, 0.0, 1.0}};
}

Parameters parameters(std::span<const double> z)
{
    const auto prior = priors();
    return {prior[0].value(z[0]), prior[1].value(z[1]), prior[2].value(z[2]), prior[3].value(z[3])};
}

std::array<double, cells> expected(const Parameters& p)
{
    constexpr double most = 3000.0; // what the attention of offenders has room for
    const double recruited = most * -std::expm1(-p.offenders / most);
    return {recruited * (1.0 - p.online) * p.registered, recruited * p.online * p.registered, p.family * p.registered};
}

Published publish(const Parameters& truth, std::size_t years, calibration::Randomness& luck)
{
    const auto rates = expected(truth);
    Published data;
    for (std::size_t t = 0; t < years; ++t) {
        const double year = luck.gamma(year_size, year_size);
        data.totals.push_back(luck.poisson(year * std::accumulate(rates.begin(), rates.end(), 0.0)));
    }
    std::array<double, cells> shares{};
    std::transform(rates.begin(), rates.end(), shares.begin(), [&](double rate) {
        return luck.gamma(concentration * rate / std::accumulate(rates.begin(), rates.end(), 0.0), 1.0);
    });
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    const std::int64_t persons = std::accumulate(data.totals.begin(), data.totals.end(), std::int64_t{0});
    for (std::int64_t i = 0; i < persons; ++i) {
        const double u = luck.uniform() * sum;
        ++data.split[u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2];
    }
    return data;
}

Fitted::Fitted(std::size_t points, std::uint64_t seed) : design{dimension, {}}, runs(cells)
{
    calibration::Randomness luck(seed, 1);
    simulate(calibration::normal_design(dimension, 0, points, seed), luck);
}

Fitted Fitted::refocused(const Published& data, std::size_t points, std::uint64_t seed) const
{
    constexpr double cut = 3.0; // as calibrate() has it
    constexpr std::uint64_t most_tried = 65536;
    const calibration::Wave wave = calibration::plausible_points(
        dimension, design.size(), points, seed, [&](std::span<const double> z) { return implausibility(z, data); }, cut,
        most_tried);
    Fitted both = *this;
    both.plausible_share = wave.plausible_share();
    calibration::Randomness luck(seed, 2);
    both.simulate(wave.points, luck);
    return both;
}

void Fitted::simulate(const calibration::Points& points, calibration::Randomness& luck)
{
    constexpr double exposure = 10.0; // two replicates of five years
    for (std::size_t i = 0; i < points.size(); ++i) {
        design.add(points[i]);
        const auto rates = expected(parameters(points[i]));
        for (std::size_t k = 0; k < cells; ++k) {
            runs[k].counts.push_back(luck.poisson(exposure * rates[k]));
            runs[k].exposure.push_back(exposure);
        }
    }
    emulators.clear();
    for (const auto& cell : runs) {
        emulators.emplace_back(design, cell, calibration::EffectSizes{1.0, 0.3});
    }
}

double Fitted::doubt(std::span<const double> z) const
{
    std::array<calibration::LogMean, cells> logs;
    std::transform(emulators.begin(), emulators.end(), logs.begin(), [&](const auto& emulator) { return emulator(z); });
    return calibration::sum_of(logs, 1.0).relative_variance;
}

double Fitted::log_likelihood(std::span<const double> z, const Published& data) const
{
    std::array<calibration::LogMean, cells> logs;
    std::array<calibration::Expected, cells> own;
    for (std::size_t k = 0; k < cells; ++k) {
        logs[k] = emulators[k](z);
        own[k] = calibration::sum_of({&logs[k], 1}, 1.0);
    }
    const auto total = calibration::sum_of(logs, 1.0);
    double log = 0.0;
    for (const std::int64_t n : data.totals) {
        log += calibration::log_count(n, n, total, year_size);
    }
    std::array<double, cells> shares;
    const double sum = own[0].mean + own[1].mean + own[2].mean;
    std::transform(own.begin(), own.end(), shares.begin(), [&](const auto& e) { return e.mean / sum; });
    return log + calibration::log_split(data.split, shares, calibration::concentration_with_doubt(own, concentration));
}

double Fitted::implausibility(std::span<const double> z, const Published& data) const
{
    std::array<calibration::LogMean, cells> logs;
    std::transform(emulators.begin(), emulators.end(), logs.begin(), [&](const auto& emulator) { return emulator(z); });
    double most = 0.0;
    const auto total = calibration::sum_of(logs, 1.0);
    for (const std::int64_t n : data.totals) {
        most = std::max(most, calibration::implausibility(n, n, total, year_size, 0.0));
    }
    const auto persons = static_cast<double>(std::accumulate(data.split.begin(), data.split.end(), std::int64_t{0}));
    for (std::size_t k = 0; k < cells; ++k) {
        // Relative variance (1 - p) / (p (a + 1)) of a share is that of a size p (a + 1) / (1 - p).
        const calibration::Expected own = calibration::sum_of({&logs[k], 1}, 1.0);
        const double p = own.mean / total.mean;
        const double size = p * (concentration + 1.0) / (1.0 - p);
        most = std::max(most, calibration::implausibility(data.split[k], data.split[k],
                                                          {persons * p, own.relative_variance}, size, 0.0));
    }
    return most;
}

calibration::SmcResult Fitted::posterior(const Published& data, std::size_t particles, std::uint64_t seed) const
{
    calibration::SmcSettings settings;
    settings.particles = particles;
    settings.moves = 8;
    settings.seed = seed;
    return calibration::sample_posterior(
        dimension, [&](std::span<const double> z) { return log_likelihood(z, data); }, settings);
}

} // namespace reduced
