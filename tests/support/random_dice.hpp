#pragma once

#include "sim/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace test {

/// Luck that is read one draw after the other: the same seed, the same draws.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : luck_(seed, 0) {}

    double uniform() { return luck_(next_++, "test.dice").uniform(); } ///< in (0, 1)
    std::uint32_t below(std::size_t n) { return luck_(next_++, "test.dice").below(static_cast<std::uint32_t>(n)); }
    /// A whole number in [low, high].
    int whole(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1)); }
    bool chance(double probability) { return uniform() < probability; }
    template <class Items>
    auto pick(const Items& items)
    {
        return items[below(std::size(items))];
    }
    /// At least one of the items, any number of them, in their order.
    template <class Item>
    std::vector<Item> some(const std::vector<Item>& items)
    {
        std::vector<Item> chosen;
        const double share = uniform();
        std::copy_if(items.begin(), items.end(), std::back_inserter(chosen),
                     [&](const Item&) { return chance(share); });
        return chosen.empty() ? std::vector<Item>{pick(items)} : chosen;
    }
    /// Within [low, high]: either end, near the low one, or anywhere.
    double number(double low, double high)
    {
        const double kind = uniform();
        if (kind < 0.15) {
            return low;
        }
        if (kind < 0.3) {
            return high;
        }
        const double share = kind < 0.5 ? std::pow(uniform(), 4.0) : uniform();
        return std::clamp(low + share * (high - low), low, high);
    }

private:
    sim::Luck luck_;
    std::uint32_t next_{};
};

} // namespace test
