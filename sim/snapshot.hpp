#pragma once

#include "sim/clock.hpp"
#include "sim/measure.hpp"
#include "sim/memory.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sim {

enum class StoreKind : std::uint8_t { column, records, calendar };

/// The state of a world at the beginning of a step, as bytes under the declared names: what a run goes on from, in
/// memory (strategies that branch from one past) or from a file (sim/checkpoint.hpp). Many runs may read one.
struct Snapshot {
    /// One column, table of records or calendar.
    struct Store {
        std::string name;
        StoreKind kind{};
        std::uint64_t value_size{}; ///< bytes of one value
        std::uint64_t rows{};
        Memory values;                   ///< rows * value_size bytes
        std::vector<std::int32_t> ticks; ///< of a calendar: when each of its events is due; else empty

        std::size_t bytes() const { return rows * value_size; }
    };

    std::uint64_t seed{};
    std::uint32_t replicate{};
    Tick tick{};                 ///< the step that comes next
    std::vector<Store> stores;   ///< by name
    std::vector<Counted> counts; ///< by name
};

} // namespace sim
