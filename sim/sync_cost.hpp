#pragma once

#include <chrono>
#include <cstddef>

namespace sim {

/// What it costs to have data on the disk before going on: calls of fsync and fdatasync, and how long they took. Handed down to
/// whoever makes them; null where nobody asks.
struct SyncCost {
    std::size_t calls{};
    double seconds{};
};

/// Makes such a call. \return  what it returned, with errno as it left it
template <class Call>
int counted_sync(SyncCost* cost, Call call)
{
    const auto begin = std::chrono::steady_clock::now();
    const int result = call();
    if (cost != nullptr) {
        ++cost->calls;
        cost->seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    return result;
}

} // namespace sim
