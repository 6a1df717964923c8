#include "analysis/calibration/predictive.hpp"
#include "analysis/calibration/scores.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/random/binomial_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis::calibration {
namespace {

constexpr double least_mean = 1e-12;

/// Probability of at most a count; the count is not negative.
double cumulative(const Outcome& o, std::int64_t count)
{
    constexpr std::int64_t few = 40; // terms are added up faster than the incomplete gamma function is found
    const auto x = static_cast<double>(count);
    if (o.trials < 0) {
        const double mean = std::max(o.mean, least_mean);
        if (count >= few) {
            return boost::math::cdf(boost::math::poisson(mean), x);
        }
        double term = std::exp(-mean);
        double sum = term;
        for (std::int64_t k = 1; k <= count; ++k) {
            term *= mean / static_cast<double>(k);
            sum += term;
        }
        return std::min(sum, 1.0);
    }
    return count >= o.trials ? 1.0 : boost::math::cdf(boost::math::binomial(static_cast<double>(o.trials), o.mean), x);
}

double log_probability(const Outcome& o, std::int64_t count)
{
    const auto x = static_cast<double>(count);
    if (o.trials < 0) {
        const double mean = std::max(o.mean, least_mean);
        return x * std::log(mean) - mean - std::lgamma(x + 1.0);
    }
    const auto n = static_cast<double>(o.trials);
    const double chance = std::clamp(o.mean, least_mean, 1.0 - least_mean);
    return count > o.trials ? -std::numeric_limits<double>::infinity()
                            : std::lgamma(n + 1.0) - std::lgamma(x + 1.0) - std::lgamma(n - x + 1.0) +
                                  x * std::log(chance) + (n - x) * std::log1p(-chance);
}

/// The number below which a part of a sorted sample lies.
double quantile(const std::vector<double>& sorted, double part)
{
    const auto at = static_cast<std::size_t>(std::ceil(part * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(at, 1, sorted.size()) - 1];
}

/// Fills in what a sample tells.
std::vector<double> sampled(const Predictive& predictive, Judged& c, Randomness& random)
{
    std::vector<double> sample;
    for (const Outcome& o : predictive) {
        sample.push_back(o.draw(random));
        c.expected += o.expected() / static_cast<double>(predictive.size());
    }
    std::sort(sample.begin(), sample.end());
    for (std::size_t k = 0; k < coverages.size(); ++k) {
        const double tail = (1.0 - coverages[k]) / 2.0;
        c.intervals[k] = {quantile(sample, tail), quantile(sample, 1.0 - tail)};
    }
    return sample;
}

/// The smallest probability that is told: less cannot be told from none with so many outcomes.
double told(double probability)
{
    constexpr double least = 1e-300;
    return std::max(probability, least);
}

} // namespace

double Outcome::expected() const
{
    const double count = trials < 0 ? mean : mean * static_cast<double>(trials);
    return whole > 0 ? count / static_cast<double>(whole) : count;
}

double Outcome::below(std::int64_t count) const
{
    return count <= 0 ? 0.0 : cumulative(*this, count - 1);
}

double Outcome::within(std::int64_t low, std::int64_t high) const
{
    if (high < low) {
        return 0.0;
    }
    if (low == high) {
        return std::exp(log_probability(*this, low));
    }
    return std::max(cumulative(*this, high) - below(low), 0.0);
}

double Outcome::draw(Randomness& random) const
{
    const auto count = static_cast<double>(trials < 0 ? random.poisson(std::max(mean, least_mean))
                                                      : boost::random::binomial_distribution<std::int64_t, double>(
                                                            trials, std::clamp(mean, 0.0, 1.0))(random));
    return whole > 0 ? count / static_cast<double>(whole) : count;
}

Judged judge(const Predictive& predictive, std::int64_t low, std::int64_t high, Randomness& random)
{
    sim::expect(!predictive.empty() && low >= 0 && low <= high, "a figure has bounds in order and was foretold");
    Judged c;
    const std::vector<double> sample = sampled(predictive, c, random);
    double below = 0.0;
    double at = 0.0;
    std::array<double, 3> both{};
    for (const Outcome& o : predictive) {
        below += o.below(low);
        at += o.within(low, high);
        for (std::size_t k = 0; low < high && k < coverages.size(); ++k) {
            both[k] += o.within(std::max(low, static_cast<std::int64_t>(c.intervals[k].low)),
                                std::min(high, static_cast<std::int64_t>(c.intervals[k].high)));
        }
    }
    const auto n = static_cast<double>(predictive.size());
    c.p = (below + at / 2.0) / n;
    c.log_score = -std::log(told(at / n));
    c.crps = low == high ? crps(sample, static_cast<double>(low)) : std::nan("");
    for (std::size_t k = 0; k < coverages.size(); ++k) {
        const Interval& i = c.intervals[k];
        const auto x = static_cast<double>(low);
        const auto y = static_cast<double>(high);
        const bool apart = y < i.low || x > i.high;
        c.inside[k] = apart ? 0.0 : low == high || at <= 0.0 ? 1.0 : std::min(both[k] / at, 1.0);
    }
    return c;
}

Judged judge_share(const Predictive& predictive, double share, double half_step, Randomness& random)
{
    sim::expect(!predictive.empty() && predictive.front().whole > 0, "a share is of a whole");
    Judged c;
    const std::vector<double> sample = sampled(predictive, c, random);
    double below = 0.0;
    double at = 0.0;
    for (const Outcome& o : predictive) {
        const auto n = static_cast<double>(o.whole);
        const auto first = static_cast<std::int64_t>(std::ceil(std::max(share - half_step, 0.0) * n));
        const auto last = static_cast<std::int64_t>(std::floor((share + half_step) * n));
        below += o.below(first);
        at += o.within(first, last);
    }
    const auto n = static_cast<double>(predictive.size());
    c.p = (below + at / 2.0) / n;
    c.log_score = -std::log(told(at / n));
    c.crps = crps(sample, share);
    for (std::size_t k = 0; k < coverages.size(); ++k) {
        c.inside[k] = share + half_step >= c.intervals[k].low && share - half_step <= c.intervals[k].high ? 1.0 : 0.0;
    }
    return c;
}

} // namespace analysis::calibration
