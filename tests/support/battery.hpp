#pragma once

#include "sim/random.hpp"

#include <array>
#include <cstdint>
#include <vector>

/// Draws as a run makes them, judged: are their bytes even, and are neighbours free of each other?
namespace battery {

/// Which key is moved by one to reach a draw's neighbour.
enum class Axis { who, tick, purpose, replicate };
inline constexpr std::size_t axes = 4;

/// What was counted over many draws.
struct Tally {
    std::int64_t words{};
    std::array<std::array<std::int64_t, 256>, 16> bytes{};   ///< by position in the block and value
    std::array<std::array<std::int64_t, 256>, axes> pairs{}; ///< top four bits of a draw and of its neighbour
    std::array<double, axes> product{};                      ///< sum of (u - 1/2)(v - 1/2) over neighbours u, v
    std::array<std::int64_t, axes> neighbours{};

    void add(const Tally& other);
};

/// Draws of agents, steps and purposes interleaved as in a run: 1,000 agents, then the next purpose (of 8), then the
/// next step. Runs on all threads; the same for any number.
Tally draw(std::int64_t blocks, std::uint64_t seed);

/// Fails the test it stands in when any p lies outside [alpha, 1 - alpha].
void judge(const Tally& tally, double alpha);

/// The first draws of one stream: uniforms less one half, over ticks.
std::vector<float> stream(const sim::Luck& luck, std::uint32_t who, std::size_t draws);
/// Correlation of two streams in standard errors.
double correlation_z(const std::vector<float>& a, const std::vector<float>& b);

} // namespace battery
