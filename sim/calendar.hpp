#pragma once

#include "sim/clock.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <vector>

namespace sim {

/// The events of one calendar by tick, whatever their type.
class DatedEvents {
public:
    virtual ~DatedEvents() = default;
    /// Drops what is past.
    virtual void forget_before(Tick tick) = 0;
    /// Feeds tick, number and values of the events of every tick that has some, in order of time.
    virtual void digest(Sha256& hash) const = 0;
    virtual std::size_t size() const = 0;
    virtual std::size_t bytes() const = 0;
    /// The tick of each event, in the order of time and entry; `copy_to` gives the events in the same order.
    virtual std::vector<std::int32_t> ticks() const = 0;
    virtual void copy_to(std::byte* events) const = 0;
    /// Puts events back in place of all others.
    virtual void restore(std::span<const std::int32_t> ticks, const std::byte* events) = 0;
};

/// Events of one tick keep the order in which they were entered. An event after the run's end is kept like any other,
/// so that a longer run finds it.
template <class T>
class Dated : public DatedEvents {
public:
    void add(Tick tick, const T& event) { ticks_[tick].push_back(event); }
    std::span<const T> on(Tick tick) const
    {
        const auto found = ticks_.find(tick);
        return found == ticks_.end() ? std::span<const T>() : std::span<const T>(found->second);
    }
    void forget_before(Tick tick) override { ticks_.erase(ticks_.begin(), ticks_.lower_bound(tick)); }
    void digest(Sha256& hash) const override
    {
        hash.update(std::uint64_t{ticks_.size()});
        for (const auto& [tick, events] : ticks_) {
            hash.update(tick.value).update(std::uint64_t{events.size()});
            hash.update(std::as_bytes(std::span(events)));
        }
    }
    std::size_t size() const override
    {
        std::size_t events = 0;
        for (const auto& entry : ticks_) {
            events += entry.second.size();
        }
        return events;
    }
    std::size_t bytes() const override { return size() * sizeof(T); }
    std::vector<std::int32_t> ticks() const override
    {
        std::vector<std::int32_t> all;
        for (const auto& [tick, events] : ticks_) {
            all.insert(all.end(), events.size(), tick.value);
        }
        return all;
    }
    void copy_to(std::byte* events) const override
    {
        for (const auto& entry : ticks_) {
            const auto bytes = std::as_bytes(std::span(entry.second));
            events = std::copy(bytes.begin(), bytes.end(), events);
        }
    }
    void restore(std::span<const std::int32_t> ticks, const std::byte* events) override
    {
        ticks_.clear();
        for (const std::int32_t tick : ticks) {
            T event;
            std::memcpy(&event, events, sizeof(T));
            events += sizeof(T);
            add(Tick{tick}, event);
        }
    }

private:
    std::map<Tick, std::vector<T>> ticks_;
};

} // namespace sim
