#include "analysis/calibration/randomness.hpp"

#include "sim/error.hpp"

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

namespace analysis::calibration {
namespace {

/// Parts these numbers from those of runs with the same seed, whose fourth word is a purpose.
constexpr sim::Purpose sampler("calibration.sampler");

} // namespace

Randomness::Randomness(std::uint64_t seed, std::uint32_t stream, std::uint64_t position)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, stream_(stream),
      position_(position)
{
}

std::uint64_t Randomness::operator()()
{
    const std::uint64_t block = position_ / 2;
    const auto words = sim::philox(
        {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), stream_, sampler.value}, key_);
    const std::size_t half = position_++ % 2 * 2;
    return std::uint64_t{words[half]} << 32 | words[half + 1];
}

double Randomness::uniform()
{
    return (static_cast<double>((*this)() >> 12) + 0.5) * 0x1.0p-52;
}

// Boost's distributions, unlike those of the standard library, give the same numbers everywhere.
double Randomness::normal()
{
    return boost::random::normal_distribution<double>()(*this);
}

double Randomness::gamma(double shape, double rate)
{
    sim::expect(shape > 0.0 && rate > 0.0, "shape and rate of a gamma law are positive");
    return boost::random::gamma_distribution<double>(shape, 1.0 / rate)(*this);
}

double Randomness::beta(double a, double b)
{
    const double x = gamma(a, 1.0);
    const double y = gamma(b, 1.0);
    return x / (x + y);
}

std::int64_t Randomness::poisson(double mean)
{
    sim::expect(mean > 0.0, "the mean of a count is positive");
    return boost::random::poisson_distribution<std::int64_t, double>(mean)(*this);
}

} // namespace analysis::calibration
