#pragma once

#include "analysis/comparison.hpp"

#include <compare>
#include <cstdint>

namespace analysis {

/// A number of cases of one ledger [persons]. Adds and subtracts within its ledger and converts to nothing: a registered
/// count where a true one is meant does not compile.
template <Ledger ledger>
class Cases {
public:
    constexpr Cases() = default;
    constexpr explicit Cases(std::int64_t count) : count_(count) {}

    constexpr std::int64_t count() const { return count_; }

    constexpr Cases& operator+=(Cases other)
    {
        count_ += other.count_;
        return *this;
    }

    friend constexpr Cases operator+(Cases a, Cases b) { return Cases(a.count_ + b.count_); }
    friend constexpr Cases operator-(Cases a, Cases b) { return Cases(a.count_ - b.count_); }
    friend constexpr auto operator<=>(Cases, Cases) = default;

private:
    std::int64_t count_{};
};

using TrueCases = Cases<Ledger::true_cases>;
using RegisteredCases = Cases<Ledger::registered>;

} // namespace analysis
