#include "analysis/effect_prior.hpp"

#include "sim/distributions.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace analysis {
namespace {

constexpr double z_of_95_percent = 1.959963984540054;

EffectPrior::Law law_of(const sim::ParameterInfo& info)
{
    using Law = EffectPrior::Law;
    const bool inside = info.value > info.low && info.value < info.high;
    if (inside && info.low >= 0.0) {
        return info.high <= 1.0 ? Law::logit : Law::log;
    }
    return inside && info.high <= 0.0 ? Law::mirrored : Law::sides;
}

/// How far 95 of 100 values stray to a side: the part of the way to its bound that a factor of the grade leaves, and no more than such a
/// factor would move the value itself.
double reach(const sim::ParameterInfo& info, double bound)
{
    const double factor = calibration::factor_of_grade(info.grade);
    const double to_bound = (1.0 - 1.0 / factor) * std::abs(bound - info.value);
    const bool has_size = info.value != 0.0 && info.value > info.low && info.value < info.high;
    return has_size ? std::min(to_bound, (factor - 1.0) * std::abs(info.value)) : to_bound;
}

/// Probability that a standard normal value lies within z of 0.
double within(double z)
{
    return std::erf(z / std::sqrt(2.0));
}

/// Quantile p of half a normal law about 0, of which `wide` holds 95 of 100, cut at `most`. \param p  in [0, 1)
double half_normal(double p, double wide, double most)
{
    const double sd = wide / z_of_95_percent;
    const double kept = p * within(most / sd);
    constexpr double largest = 1.0 - std::numeric_limits<double>::epsilon();
    return std::min(sd * sim::normal_quantile(std::min(0.5 * (1.0 + kept), largest)), most);
}

} // namespace

EffectPrior::EffectPrior(const sim::ParameterInfo& info)
    : law_(law_of(info)), value_(info.value), low_(info.low), high_(info.high)
{
    sim::expect(info.low < info.high && info.value >= info.low && info.value <= info.high,
                "who is drawn has a range and lies in it");
    if (law_ == Law::sides) {
        below_ = reach(info, info.low);
        above_ = reach(info, info.high);
        return;
    }
    sim::ParameterInfo size = info;
    if (law_ == Law::mirrored) {
        size.value = -info.value;
        size.low = -info.high;
        size.high = -info.low;
    }
    using Scale = calibration::Prior::Scale;
    prior_ = calibration::prior_of(size, law_ == Law::logit ? Scale::logit : Scale::log);
}

double EffectPrior::value(double u) const
{
    switch (law_) {
    case Law::sides:
        return on_sides(u);
    case Law::mirrored:
        return -prior_.value(-sim::normal_quantile(u));
    default:
        return prior_.value(sim::normal_quantile(u));
    }
}

double EffectPrior::on_sides(double u) const
{
    const double share_below = above_ == 0.0 ? 1.0 : (below_ == 0.0 ? 0.0 : 0.5);
    if (u < share_below) {
        return value_ - half_normal(1.0 - u / share_below, below_, value_ - low_);
    }
    return value_ + half_normal((u - share_below) / (1.0 - share_below), above_, high_ - value_);
}

double chance_of(std::string_view digest, std::uint32_t draw, std::string_view parameter)
{
    std::uint64_t seed = 0;
    constexpr std::size_t used = 16; // as many as the seed has room for
    for (const char c : digest.substr(0, used)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : c - 'a' + 10;
        sim::expect(digit >= 0 && digit < 16, "a digest is in hex");
        seed = seed * 16 + static_cast<std::uint64_t>(digit);
    }
    return sim::Luck(seed, draw)(0U, sim::Purpose(parameter)).uniform();
}

} // namespace analysis
