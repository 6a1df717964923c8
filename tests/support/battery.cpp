#include "tests/support/battery.hpp"

#include "sim/parallel.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace battery {
namespace {

constexpr std::uint32_t agents = 1000;
constexpr std::array<sim::Purpose, 8> purposes{"battery.a", "battery.b", "battery.c", "battery.d",
                                               "battery.e", "battery.f", "battery.g", "battery.h"};
constexpr std::size_t blocks_per_chunk = 1 << 16;

/// Keys of the i-th draw.
struct Keys {
    std::uint32_t who;
    std::size_t purpose;
    std::int32_t tick;
    std::uint32_t replicate;
};

Keys keys_of(std::uint64_t i)
{
    return {static_cast<std::uint32_t>(i % agents), static_cast<std::size_t>(i / agents % purposes.size()),
            static_cast<std::int32_t>(i / agents / purposes.size()), 0};
}

Keys neighbour(Keys keys, Axis axis)
{
    switch (axis) {
    case Axis::who:
        ++keys.who;
        break;
    case Axis::tick:
        ++keys.tick;
        break;
    case Axis::purpose:
        keys.purpose = (keys.purpose + 1) % purposes.size();
        break;
    case Axis::replicate:
        ++keys.replicate;
        break;
    }
    return keys;
}

void expect_even(const std::array<std::int64_t, 256>& counts, double alpha, const std::string& what)
{
    std::int64_t all = 0;
    for (const std::int64_t n : counts) {
        all += n;
    }
    ASSERT_GE(all, 256 * 100) << what << ": too few draws";
    const double expected = static_cast<double>(all) / 256;
    double x = 0.0;
    for (const std::int64_t n : counts) {
        const double difference = static_cast<double>(n) - expected;
        x += difference * difference / expected;
    }
    const double p = statistics::chi_square_above(x, 255);
    EXPECT_GE(p, alpha) << what << " are uneven";
    EXPECT_LE(p, 1 - alpha) << what << " are too even";
}

} // namespace

void Tally::add(const Tally& other)
{
    const auto join = [](auto& mine, const auto& theirs) {
        for (std::size_t i = 0; i < mine.size(); ++i) {
            for (std::size_t k = 0; k < mine[i].size(); ++k) {
                mine[i][k] += theirs[i][k];
            }
        }
    };
    words += other.words;
    join(bytes, other.bytes);
    join(pairs, other.pairs);
    for (std::size_t i = 0; i < axes; ++i) {
        product[i] += other.product[i];
        neighbours[i] += other.neighbours[i];
    }
}

Tally draw(std::int64_t blocks, std::uint64_t seed)
{
    const std::array<sim::Luck, 2> luck{sim::Luck(seed, 0), sim::Luck(seed, 1)};
    const auto at = [&](const Keys& k) { return luck[k.replicate](k.who, purposes[k.purpose], sim::Tick{k.tick}); };
    const auto all = static_cast<std::size_t>(blocks);
    std::vector<Tally> parts(sim::chunk_count(all, blocks_per_chunk));
    sim::for_each_chunk(all, blocks_per_chunk, [&](sim::Chunk chunk) {
        Tally& part = parts[chunk.index];
        for (std::uint64_t i = chunk.begin; i < chunk.end; ++i) {
            const Keys keys = keys_of(i);
            const sim::Draw draw = at(keys);
            for (std::size_t byte = 0; byte < 16; ++byte) {
                ++part.bytes[byte][draw.words[byte / 4] >> (8 * (byte % 4)) & 0xFF];
            }
            const std::size_t axis = i % axes;
            const sim::Draw next = at(neighbour(keys, static_cast<Axis>(axis)));
            ++part.pairs[axis][(draw.words[0] >> 28) * 16 + (next.words[0] >> 28)];
            part.product[axis] += (draw.uniform() - 0.5) * (next.uniform() - 0.5);
            ++part.neighbours[axis];
        }
        part.words = 4 * static_cast<std::int64_t>(chunk.end - chunk.begin);
    });
    Tally total;
    for (const Tally& part : parts) {
        total.add(part);
    }
    return total;
}

void judge(const Tally& tally, double alpha)
{
    for (std::size_t byte = 0; byte < tally.bytes.size(); ++byte) {
        expect_even(tally.bytes[byte], alpha, "values of byte " + std::to_string(byte));
    }
    for (std::size_t axis = 0; axis < axes; ++axis) {
        expect_even(tally.pairs[axis], alpha, "pairs along axis " + std::to_string(axis));
        // (u - 1/2)(v - 1/2) has mean 0 and variance 1 / 144 when u and v are free of each other.
        const double z = 12 * tally.product[axis] / std::sqrt(static_cast<double>(tally.neighbours[axis]));
        EXPECT_LE(std::abs(z), statistics::normal_quantile_two_sided(alpha)) << "serial correlation along " << axis;
    }
}

std::vector<float> stream(const sim::Luck& luck, std::uint32_t who, std::size_t draws)
{
    std::vector<float> values(draws);
    for (std::size_t t = 0; t < draws; ++t) {
        const auto tick = sim::Tick{static_cast<std::int32_t>(t)};
        values[t] = static_cast<float>(luck(who, "battery.stream", tick).uniform() - 0.5);
    }
    return values;
}

double correlation_z(const std::vector<float>& a, const std::vector<float>& b)
{
    // Four sums side by side, so that the additions need not wait for each other.
    std::array<float, 4> sums{};
    std::size_t t = 0;
    for (; t + 4 <= a.size(); t += 4) {
        for (std::size_t lane = 0; lane < 4; ++lane) {
            sums[lane] += a[t + lane] * b[t + lane];
        }
    }
    double product = 0.0;
    for (const float sum : sums) {
        product += static_cast<double>(sum);
    }
    for (; t < a.size(); ++t) {
        product += static_cast<double>(a[t] * b[t]);
    }
    return 12 * product / std::sqrt(static_cast<double>(a.size()));
}

} // namespace battery
