#include "sim/snapshot.hpp"

#include "sim/error.hpp"
#include "sim/world.hpp"

#include <algorithm>

namespace sim {
namespace {

/// A stored state that is not of this run.
void require(bool fits, const std::string& name, Message sign)
{
    if (!fits) {
        throw InputError(name, refusal("state.other-run", "{sign}", "begin the run anew", {{"sign", std::move(sign)}}));
    }
}

} // namespace

Snapshot World::snapshot(Tick tick) const
{
    Snapshot copy{luck_.seed(), luck_.replicate(), tick, {}, measures_.counted()};
    for (const Store& store : stores_) {
        if (store.dated) {
            const DatedEvents& dated = *store.dated;
            copy.stores.push_back({store.info.name, StoreKind::calendar, store.value_size, dated.size(),
                                   Memory(dated.bytes()), dated.ticks()});
            dated.copy_to(copy.stores.back().values.as<std::byte>());
        } else {
            const std::size_t bytes = store.rows * store.value_size;
            copy.stores.push_back({store.info.name,
                                   store.grows ? StoreKind::records : StoreKind::column,
                                   store.value_size,
                                   store.rows,
                                   Memory(bytes),
                                   {}});
            copy.stores.back().values.copy_over_zeros(store.memory, bytes);
        }
    }
    std::sort(copy.stores.begin(), copy.stores.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return copy;
}

void World::restore(const Snapshot& from, Declared declared)
{
    expect(!begun_, "a world is restored before its first step");
    require(from.seed == luck_.seed() && from.replicate == luck_.replicate(), "luck",
            phrase("say.other-luck", "the stored state was reached with another seed or replicate"));
    require(declared == Declared::at_least_those || from.stores.size() == stores_.size(), "columns",
            phrase("say.other-columns", "this run has other columns than the stored state"));
    for (const Snapshot::Store& saved : from.stores) {
        const auto store =
            std::find_if(stores_.begin(), stores_.end(), [&](const Store& s) { return s.info.name == saved.name; });
        require(store != stores_.end(), saved.name,
                phrase("say.column-unknown", "is a column of the stored state that this run does not have"));
        const StoreKind kind = store->dated   ? StoreKind::calendar
                               : store->grows ? StoreKind::records
                                              : StoreKind::column;
        require(kind == saved.kind && store->value_size == saved.value_size &&
                    (kind != StoreKind::column || store->rows == saved.rows),
                saved.name, phrase("say.other-shape", "has another shape in the stored state than in this run"));
        if (kind == StoreKind::calendar) {
            store->dated->restore(saved.ticks, saved.values.as<std::byte>());
        } else {
            store->memory = Memory(saved.bytes());
            store->memory.copy_over_zeros(saved.values, saved.bytes());
            store->rows = saved.rows;
        }
    }
    measures_.restore(from.counts, declared);
}

} // namespace sim
