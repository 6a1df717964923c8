#pragma once

#include "sim/calendar.hpp"
#include "sim/error.hpp"
#include "sim/event.hpp"
#include "sim/handles.hpp"
#include "sim/measure.hpp"
#include "sim/memory.hpp"
#include "sim/parallel.hpp"
#include "sim/snapshot.hpp"
#include "sim/step.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace sim {

/// The changing state of one run. Everything in it is declared, so that digest and checkpoint walk the declarations.
/// Loops read this state and propose; `commit` settles. A column has one writer: the one event whose rule writes it.
class World {
public:
    explicit World(Luck luck) : luck_(luck) {}

    const Luck& luck() const { return luck_; }

    /// \throws ContractError when the name is taken
    template <class T>
    Column<T> add_column(ColumnInfo info, std::size_t rows)
    {
        check_plain<T>();
        return {declare({std::move(info), Memory(rows * sizeof(T)), sizeof(T), rows, false})};
    }
    template <class T>
    Records<T> add_records(ColumnInfo info)
    {
        check_plain<T>();
        return {declare({std::move(info), Memory(), sizeof(T), 0, true})};
    }
    template <class T>
    Calendar<T> add_calendar(ColumnInfo info)
    {
        check_plain<T>();
        return {declare({std::move(info), Memory(), sizeof(T), 0, true, std::make_unique<Dated<T>>()})};
    }
    template <class T>
    Event<T> add_event(std::string name, CommitRule<T> rule)
    {
        return {declare(std::make_unique<TypedEvent<T>>(std::move(name), std::move(rule)))};
    }

    template <class T>
    std::span<const T> read(Column<T> column) const
    {
        return view<T>(column.index);
    }
    template <class T>
    std::span<const T> read(Records<T> records) const
    {
        return view<T>(records.index);
    }
    /// The events of this tick, in the order in which they were entered; the past is forgotten.
    template <class T>
    std::span<const T> due(Calendar<T> calendar, Tick tick) const
    {
        return static_cast<const Dated<T>&>(*stores_[calendar.index].dated).on(tick);
    }
    /// For commit rules, and for initial values before the first step.
    template <class T>
    std::span<T> write(Column<T> column)
    {
        return writable<T>(column.index);
    }
    template <class T>
    std::span<T> write(Records<T> records)
    {
        return writable<T>(records.index);
    }
    /// Spans of the records taken before are void after.
    template <class T>
    void append(Records<T> records, std::type_identity_t<T> value)
    {
        Store& store = written(records.index);
        store.memory.reserve((store.rows + 1) * sizeof(T));
        store.memory.template as<T>()[store.rows++] = value;
    }
    /// Enters an event; from a commit rule, one of a later step, since this step's have been read.
    template <class T>
    void schedule(Calendar<T> calendar, Tick tick, const std::type_identity_t<T>& event)
    {
        expect(settling_ < 0 || tick > now_, "an event is entered for a step that has begun");
        static_cast<Dated<T>&>(*written(calendar.index).dated).add(tick, event);
    }
    /// Keeps the records for which `keep` holds, in their order.
    template <class T, class Keep>
    void keep_if(Records<T> records, Keep&& keep)
    {
        Store& store = written(records.index);
        T* const all = store.memory.template as<T>();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < store.rows; ++i) {
            if (keep(std::as_const(all[i]))) {
                all[kept++] = all[i];
            }
        }
        store.rows = kept;
    }

    /// Room for the proposals of one parallel loop of `chunks` chunks, until the next commit. Taken before the loop, by a
    /// process: inside it two threads would take the same, and a commit rule's would wait for a later phase unseen.
    template <class T>
    Proposals<T> proposals(Event<T> event, std::size_t chunks = 1)
    {
        expect(settling_ < 0 && !inside_parallel_loop(), "room for proposals is taken inside a loop or a commit rule");
        return typed<T>(event).box.open(chunks);
    }
    /// Settles all proposals: events in the order of their names, within an event in chunk order.
    void commit(const Step& step);

    Measures& measures() { return measures_; }
    const Measures& measures() const { return measures_; }

    /// SHA-256 over every declared column, record and calendar, by name.
    std::string state_digest() const;
    /// Bytes held by each of them.
    std::vector<std::pair<std::string, std::size_t>> memory() const;

    /// Everything declared as it stands, measures included. \param tick  the step that comes next
    Snapshot snapshot(Tick tick) const;
    /// Puts a snapshot in place of the initial values, before the first step.
    /// \throws InputError when it does not fit what is declared
    void restore(const Snapshot& from, Declared declared = Declared::exactly);

private:
    struct Store {
        ColumnInfo info;
        Memory memory;
        std::size_t value_size{};
        std::size_t rows{};
        bool grows{};
        std::unique_ptr<DatedEvents> dated{}; ///< of a calendar, which has no memory of its own
        std::int64_t writer{-1};
    };
    /// Bytes are hashed and stored, so a value must be nothing but its bytes.
    template <class T>
    static constexpr void check_plain()
    {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(std::max_align_t));
        static_assert(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>,
                      "a declared value must have no padding");
    }
    std::uint32_t declare(Store store);
    std::uint32_t declare(std::unique_ptr<EventBase> event);
    bool may_write() const { return settling_ >= 0 ? !inside_parallel_loop() : !begun_; }
    /// Notes who writes; a second writer breaks the rule of one writer per column.
    Store& written(std::uint32_t index);
    template <class T>
    std::span<const T> view(std::uint32_t index) const
    {
        const Store& store = stores_[index];
        return {store.memory.template as<T>(), store.rows};
    }
    template <class T>
    std::span<T> writable(std::uint32_t index)
    {
        Store& store = written(index);
        return {store.memory.template as<T>(), store.rows};
    }
    template <class T>
    TypedEvent<T>& typed(Event<T> event)
    {
        return static_cast<TypedEvent<T>&>(*events_[event.index]);
    }

    Luck luck_;
    std::vector<Store> stores_;
    std::vector<std::unique_ptr<EventBase>> events_;
    std::vector<std::uint32_t> settle_order_;
    std::int64_t settling_{-1};
    bool begun_{};
    Tick now_{};
    Measures measures_;
};

} // namespace sim
