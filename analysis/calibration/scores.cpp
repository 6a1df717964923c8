#include "analysis/calibration/scores.hpp"

#include "sim/error.hpp"

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace analysis::calibration {
namespace {

/// Calls use with the distribution: Boost's negative binomial counts failures before `size` successes.
template <class Use>
auto distribution(const NegativeBinomial& count, Use&& use)
{
    sim::expect(count.mean > 0.0 && count.size > 0.0, "mean and size of a count are positive");
    return std::isinf(count.size)
               ? use(boost::math::poisson(count.mean))
               : use(boost::math::negative_binomial(count.size, count.size / (count.size + count.mean)));
}

} // namespace

double NegativeBinomial::log_probability(std::int64_t count) const
{
    sim::expect(mean > 0.0 && size > 0.0 && count >= 0, "a count is not negative, its mean and size are positive");
    const auto x = static_cast<double>(count);
    if (std::isinf(size)) {
        return x * std::log(mean) - mean - std::lgamma(x + 1.0);
    }
    return std::lgamma(x + size) - std::lgamma(size) - std::lgamma(x + 1.0) - size * std::log1p(mean / size) -
           x * std::log1p(size / mean);
}

double NegativeBinomial::cumulative(std::int64_t count) const
{
    return count < 0 ? 0.0 : distribution(*this, [&](const auto& d) { return cdf(d, static_cast<double>(count)); });
}

double NegativeBinomial::log_probability(std::int64_t low, std::int64_t high) const
{
    sim::expect(low >= 0 && high >= low, "a censored cell has bounds in order");
    // Summed from the logs: the difference of two cumulative probabilities loses all digits in the tails.
    std::vector<double> logs(static_cast<std::size_t>(high - low) + 1);
    for (std::int64_t x = low; x <= high; ++x) {
        logs[static_cast<std::size_t>(x - low)] = log_probability(x);
    }
    const double most = *std::max_element(logs.begin(), logs.end());
    return most + std::log(std::accumulate(logs.begin(), logs.end(), 0.0,
                                           [&](double sum, double l) { return sum + std::exp(l - most); }));
}

std::int64_t NegativeBinomial::quantile(double p) const
{
    sim::expect(p >= 0.0 && p < 1.0, "a probability lies in [0, 1)");
    auto guess = distribution(*this, [&](const auto& d) {
        using boost::math::quantile;
        return static_cast<std::int64_t>(quantile(d, p));
    });
    while (guess > 0 && cumulative(guess - 1) >= p) {
        --guess;
    }
    while (cumulative(guess) < p) {
        ++guess;
    }
    return guess;
}

double crps(const NegativeBinomial& forecast, std::int64_t observed)
{
    // Sum over counts of (F(x) - [observed <= x])^2, until nothing is left above and the observation lies below.
    constexpr double negligible = 1e-12;
    double score = 0.0;
    double below = 0.0;
    for (std::int64_t x = 0; x <= observed || below < 1.0 - negligible; ++x) {
        const double p = std::exp(forecast.log_probability(x));
        below = std::min(below + p, 1.0);
        const double miss = below - (x >= observed ? 1.0 : 0.0);
        score += miss * miss;
        if (x > observed && p<negligible * negligible&& static_cast<double>(x)> forecast.mean) {
            break; // what rounding left of the sum will never come
        }
    }
    return score;
}

double crps(std::span<const double> sample, double observed)
{
    sim::expect(sample.size() >= 2, "a forecast by a sample needs two draws");
    std::vector<double> sorted(sample.begin(), sample.end());
    std::sort(sorted.begin(), sorted.end());
    const auto n = static_cast<double>(sorted.size());
    double off = 0.0;
    double pairs = 0.0; // sum over pairs of their distance
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        off += std::abs(sorted[i] - observed);
        pairs += sorted[i] * (2.0 * static_cast<double>(i) + 1.0 - n);
    }
    return off / n - pairs / (n * (n - 1.0));
}

double log_score(const NegativeBinomial& forecast, std::int64_t observed)
{
    return -forecast.log_probability(observed);
}

double interval_score(double low, double high, double alpha, double observed)
{
    sim::expect(low <= high && alpha > 0.0 && alpha < 1.0, "an interval has bounds in order and a coverage below 1");
    return high - low + 2.0 / alpha * (std::max(low - observed, 0.0) + std::max(observed - high, 0.0));
}

NegativeBinomial running_mean(std::span<const std::int64_t> past)
{
    sim::expect(!past.empty(), "a naive forecast needs a year before it");
    const auto sum = std::accumulate(past.begin(), past.end(), std::int64_t{0});
    return {static_cast<double>(sum) / static_cast<double>(past.size()), naive_size};
}

NegativeBinomial last_value(std::span<const std::int64_t> past)
{
    sim::expect(!past.empty(), "a naive forecast needs a year before it");
    return {static_cast<double>(past.back()), naive_size};
}

} // namespace analysis::calibration
