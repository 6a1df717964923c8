#include "sim/world.hpp"

#include "sim/checksum.hpp"
#include "sim/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace sim {

std::uint32_t World::declare(Store store)
{
    const bool taken =
        std::any_of(stores_.begin(), stores_.end(), [&](const Store& s) { return s.info.name == store.info.name; });
    expect(!taken, "two columns share a name");
    stores_.push_back(std::move(store));
    return static_cast<std::uint32_t>(stores_.size() - 1);
}

std::uint32_t World::declare(std::unique_ptr<EventBase> event)
{
    const bool taken =
        std::any_of(events_.begin(), events_.end(), [&](const auto& e) { return e->name == event->name; });
    expect(!taken, "two events share a name");
    events_.push_back(std::move(event));
    return static_cast<std::uint32_t>(events_.size() - 1);
}

World::Store& World::written(std::uint32_t index)
{
    expect(may_write(), "a column is written outside a commit");
    Store& store = stores_[index];
    if (settling_ >= 0) {
        expect(store.writer < 0 || store.writer == settling_, "a column has two writers");
        store.writer = settling_;
    }
    return store;
}

void World::commit(const Step& step)
{
    if (settle_order_.size() != events_.size()) {
        settle_order_.resize(events_.size());
        std::iota(settle_order_.begin(), settle_order_.end(), 0u);
        std::sort(settle_order_.begin(), settle_order_.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return events_[a]->name < events_[b]->name; });
    }
    begun_ = true;
    now_ = step.tick;
    for (Store& store : stores_) {
        if (store.dated) {
            store.dated->forget_before(now_);
        }
    }
    for (const std::uint32_t index : settle_order_) {
        settling_ = index;
        events_[index]->settle(*this, step);
    }
    settling_ = -1;
}

std::string World::state_digest() const
{
    std::vector<const Store*> by_name;
    for (const Store& store : stores_) {
        by_name.push_back(&store);
    }
    std::sort(by_name.begin(), by_name.end(),
              [](const Store* a, const Store* b) { return a->info.name < b->info.name; });
    Sha256 hash;
    for (const Store* store : by_name) {
        hash.field(store->info.name);
        if (store->dated) {
            store->dated->digest(hash);
            continue;
        }
        hash.update(std::uint64_t{store->rows});
        hash.update(checksum(std::span(store->memory.as<std::byte>(), store->rows * store->value_size)));
    }
    return hash.hex();
}

std::vector<std::pair<std::string, std::size_t>> World::memory() const
{
    std::vector<std::pair<std::string, std::size_t>> sizes;
    for (const Store& store : stores_) {
        sizes.emplace_back(store.info.name, store.dated ? store.dated->bytes() : store.rows * store.value_size);
    }
    return sizes;
}

} // namespace sim
