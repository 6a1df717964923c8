#pragma once

#include "sim/random.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

/// The keys of one draw.
struct LuckKey {
    std::array<std::uint32_t, 2> run; ///< of seed and replicate
    std::uint32_t who;
    std::uint32_t other;
    std::int32_t tick;
    std::uint32_t purpose;

    friend auto operator<=>(const LuckKey&, const LuckKey&) = default;
};

/// Hears the keys of every draw on every thread while it lives, one audit at a time. Only in builds with contracts;
/// elsewhere it hears nothing, and `draws` stays 0.
///
/// A draw at a tick is a decision and belongs to one place in the code at one moment: read twice, it gives two
/// decisions the same luck. A draw without a tick (tick 0) is a trait, the same whenever it is asked for: it may be
/// read again on purpose, and is not counted as a repeat.
class LuckAudit {
public:
    LuckAudit();
    ~LuckAudit();
    LuckAudit(const LuckAudit&) = delete;
    LuckAudit& operator=(const LuckAudit&) = delete;

    std::size_t draws() const;
    /// Keys of every draw of one decision, ascending.
    std::vector<LuckKey> of(Purpose purpose) const;
    /// Keys of decisions read more than once, each as often as it was read again.
    std::vector<LuckKey> repeats() const;
};

} // namespace sim
