#pragma once

#include "sim/outbox.hpp"
#include "sim/step.hpp"

#include <functional>
#include <span>
#include <string>
#include <utility>

namespace sim {

class World;

/// Settles one commit's proposals of one kind, in chunk order. The only place where the state is written.
template <class T>
using CommitRule = std::function<void(World&, const Step&, std::span<T>)>;

/// A kind of proposal, whatever its type.
struct EventBase {
    explicit EventBase(std::string given) : name(std::move(given)) {}
    virtual ~EventBase() = default;
    /// Hands what was proposed since the last commit to the rule.
    virtual void settle(World& world, const Step& step) = 0;
    std::string name;
};

template <class T>
struct TypedEvent : EventBase {
    TypedEvent(std::string given, CommitRule<T> settle_rule) : EventBase(std::move(given)), rule(std::move(settle_rule))
    {
    }
    void settle(World& world, const Step& step) override
    {
        const std::span<T> all = box.close();
        if (!all.empty()) {
            rule(world, step, all);
        }
    }
    CommitRule<T> rule;
    Outbox<T> box;
};

} // namespace sim
