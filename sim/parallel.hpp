#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace sim {

/// A callable that is borrowed, not owned.
template <class>
class FunctionRef;

template <class R, class... A>
class FunctionRef<R(A...)> {
public:
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
    FunctionRef(F&& f) // NOLINT(google-explicit-constructor): as a reference binds
        : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))), call_([](void* object, A... a) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<A>(a)...);
          })
    {
    }
    R operator()(A... a) const { return call_(object_, std::forward<A>(a)...); }

private:
    void* object_;
    R (*call_)(void*, A...);
};

/// How many threads the loops below may use, for as long as this object lives. 0 = all the machine has.
class Threads {
public:
    explicit Threads(int count);
    ~Threads();
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

    static int count();

private:
    int previous_;
};

/// Calls body(task) for task in [0, tasks), in any order, on any thread. When bodies throw, one of the exceptions is
/// rethrown here, and some tasks may not have run. Inside another loop it runs in order on the calling thread.
void for_each_task(std::size_t tasks, FunctionRef<void(std::size_t)> body);

/// How many threads a loop begun here would use: one inside another loop.
int parallel_width();

/// Whether the caller is a task of a loop, on however many threads: there, nothing shared may be written.
bool inside_parallel_loop();

/// For as long as it lives, this task of a loop works on a world that no other task sees, as a replicate does: it may
/// write there. Loops within still run in order on the calling thread.
class OwnWorld {
public:
    OwnWorld();
    ~OwnWorld();
    OwnWorld(const OwnWorld&) = delete;
    OwnWorld& operator=(const OwnWorld&) = delete;

private:
    bool outer_;
};

/// A fixed piece of a loop: its number and the items [begin, end). Cut by size, never by the number of threads.
struct Chunk {
    std::size_t index;
    std::size_t begin;
    std::size_t end;
};

inline std::size_t chunk_count(std::size_t items, std::size_t chunk_size)
{
    return (items + chunk_size - 1) / chunk_size;
}

template <class Body>
void for_each_chunk(std::size_t items, std::size_t chunk_size, Body&& body)
{
    for_each_task(chunk_count(items, chunk_size), [&](std::size_t i) {
        body(Chunk{i, i * chunk_size, std::min(items, (i + 1) * chunk_size)});
    });
}

/// Calls body(i) for i in [0, items), the items of one key in their order and on one thread, others side by side. For
/// commit rules that write a column: keys are rows, and a thread's rows lie in blocks of their own. Costs one look at
/// every key for each thread.
/// \param key  of an item, a whole number
template <class Key, class Body>
void for_each_by_key(std::size_t items, Key&& key, Body&& body)
{
    constexpr std::size_t worth_it = 4096;
    constexpr unsigned block_bits = 10; // keys of one block stay together: no cache line of the column has two writers
    constexpr std::size_t batch = 512;
    // A power of two and no branch, since looking costs little beside writing then.
    const auto parts = items < worth_it ? std::size_t{1} : std::bit_floor(static_cast<std::size_t>(parallel_width()));
    for_each_task(parts, [&](std::size_t part) {
        std::array<std::size_t, batch> mine;
        for (std::size_t begin = 0; begin < items; begin += batch) {
            std::size_t count = 0;
            for (std::size_t i = begin; i < std::min(items, begin + batch); ++i) {
                mine[count] = i;
                count += ((key(i) >> block_bits) & (parts - 1)) == part ? 1 : 0;
            }
            for (std::size_t k = 0; k < count; ++k) {
                body(mine[k]);
            }
        }
    });
}

/// Sum of value(i) over [0, items): the same bits for any number of threads, since the chunks and the order in which
/// their sums are added are fixed.
template <class Value>
double sum(std::size_t items, Value&& value, std::size_t chunk_size = 8192)
{
    std::vector<double> parts(chunk_count(items, chunk_size), 0.0);
    for_each_chunk(items, chunk_size, [&](Chunk chunk) {
        double part = 0.0;
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            part += value(i);
        }
        parts[chunk.index] = part;
    });
    double total = 0.0;
    for (const double part : parts) {
        total += part;
    }
    return total;
}

} // namespace sim
