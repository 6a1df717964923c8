#pragma once

#include "sim/random.hpp"

#include <array>
#include <cstdint>

namespace analysis::calibration {

/// A sequence of random numbers for a sampler, given by a seed and a stream: block i of Philox under that key. Two streams
/// of one seed never share a block, and the state is one position, so that a chain that was stopped goes on to the same
/// draws. The model's own luck is sim::Luck; this one never enters a run.
class Randomness {
public:
    using result_type = std::uint64_t;

    /// \param stream  chain, point or repetition  \param position  words already taken
    explicit Randomness(std::uint64_t seed, std::uint32_t stream = 0, std::uint64_t position = 0);

    std::uint64_t operator()();
    static constexpr std::uint64_t min() { return 0; }
    static constexpr std::uint64_t max() { return UINT64_MAX; }
    std::uint64_t position() const { return position_; }

    /// In (0, 1), never 0 and never 1.
    double uniform();
    /// Mean 0, variance 1.
    double normal();
    /// Mean shape / rate. \param shape, rate  above 0
    double gamma(double shape, double rate);
    /// In (0, 1), mean a / (a + b). \param a, b  above 0
    double beta(double a, double b);
    /// \param mean  above 0
    std::int64_t poisson(double mean);

private:
    std::array<std::uint32_t, 2> key_;
    std::uint32_t stream_;
    std::uint64_t position_;
};

} // namespace analysis::calibration
