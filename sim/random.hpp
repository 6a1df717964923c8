#pragma once

#include "sim/clock.hpp"
#include "sim/ids.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace sim {

/// Philox4x32-10: ten rounds of a keyed bijection of 128-bit blocks.
/// \source Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53u} * counter[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57u} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

/// One decision's name. Two decisions never share a purpose. The hash (FNV-1a) of a literal is taken at compile time,
/// always: left to the optimiser, a long name made a draw three times as dear.
struct Purpose {
    std::uint32_t value{};

    constexpr Purpose() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the natural spelling of a purpose
    consteval Purpose(const char* name) : Purpose(std::string_view(name)) {}
    constexpr explicit Purpose(std::string_view name) : value(2166136261u)
    {
        for (const char c : name) {
            value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
        }
    }
};

/// The words behind one decision. `uniform` is in (0, 1), never 0 and never 1.
struct Draw {
    std::array<std::uint32_t, 4> words;

    /// Uniform in (0, 1): the midpoints of 2^52 equal pieces, exact in a double.
    double uniform() const { return to_unit(words[0], words[1]); }
    /// A second uniform of the same decision, independent of the first.
    double second() const { return to_unit(words[2], words[3]); }
    /// Whole number in [0, n); n > 0. Bias below n / 2^32.
    std::uint32_t below(std::uint32_t n) const { return scale(words[0], n); }
    std::uint32_t second_below(std::uint32_t n) const { return scale(words[2], n); }

private:
    static double to_unit(std::uint32_t high, std::uint32_t low)
    {
        const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
        return (static_cast<double>(bits) + 0.5) * 0x1.0p-52;
    }
    static std::uint32_t scale(std::uint32_t word, std::uint32_t n)
    {
        return static_cast<std::uint32_t>((std::uint64_t{word} * n) >> 32);
    }
};

inline constexpr std::uint32_t no_other = 0xFFFFFFFFu;

namespace detail {

/// For the audit of luck (sim/luck_audit.hpp) in builds with contracts.
inline std::atomic<bool> draws_are_heard{false};
void hear_draw(const std::array<std::uint32_t, 4>& counter, const std::array<std::uint32_t, 2>& key);

} // namespace detail

/// Luck is a function of (seed, replicate, who, other, tick, purpose): nothing is stored, nothing is counted, so one
/// more decision somewhere moves nobody else's. (seed, replicate) is the key, the rest is the counter: within a run
/// two different decisions never share a block. A draw at a tick is a decision and is read once; one without a tick is
/// a trait, the same for the whole run, and may be read again.
class Luck {
public:
    Luck() = default;
    Luck(std::uint64_t seed, std::uint32_t replicate);

    /// \param who    stable id of the one who decides or is decided upon (agent, offender, school, centre)
    /// \param other  second id, attempt or slot, where the decision has one
    Draw operator()(std::uint32_t who, Purpose purpose, Tick tick = Tick{0}, std::uint32_t other = no_other) const
    {
        const std::array<std::uint32_t, 4> counter{who, other, static_cast<std::uint32_t>(tick.value), purpose.value};
#if VEGHE_CONTRACTS
        if (detail::draws_are_heard.load(std::memory_order_relaxed)) {
            detail::hear_draw(counter, key_);
        }
#endif
        return {philox(counter, key_)};
    }
    Draw operator()(AgentId who, Purpose purpose, Tick tick = Tick{0}, std::uint32_t other = no_other) const
    {
        return (*this)(who.value, purpose, tick, other);
    }

    std::uint64_t seed() const
    {
        return seed_;
    }
    std::uint32_t replicate() const
    {
        return replicate_;
    }

private:
    std::array<std::uint32_t, 2> key_{};
    std::uint64_t seed_{};
    std::uint32_t replicate_{};
};

} // namespace sim
