#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace sim {

/// Asks for the memory at an address, so that it is near when it is read a little later. Never reads, never faults.
inline void fetch(const void* address)
{
    __builtin_prefetch(address);
}

/// Works on items in batches: what an item reads from scattered memory is fetched while the others are worked on. Calls
/// each of the stages for all items of a batch, then the body, in the order in which the items came: what comes out is
/// what a plain loop over the body gives.
template <class Item, class Body, class... Stages>
class Ahead {
public:
    explicit Ahead(Body body, Stages... stages) : body_(std::move(body)), stages_(std::move(stages)...) {}

    void operator()(Item item)
    {
        items_[size_] = std::move(item);
        if (++size_ == items_.size()) {
            finish();
        }
    }
    /// Works on what is left; to be called after the last item.
    void finish()
    {
        std::apply([&](auto&... stage) { (run(stage), ...); }, stages_);
        run(body_);
        size_ = 0;
    }

private:
    template <class Call>
    void run(Call& call)
    {
        for (std::size_t i = 0; i < size_; ++i) {
            call(items_[i]);
        }
    }

    static constexpr std::size_t batch = 32; // more than the misses that a core has under way, few enough for its cache
    std::array<Item, batch> items_{};
    std::size_t size_{};
    Body body_;
    std::tuple<Stages...> stages_;
};

/// Stages may write to the items; the last of the calls is the body.
template <class Item, class Body, class... Stages>
Ahead<Item, Body, Stages...> ahead(Body body, Stages... stages)
{
    return Ahead<Item, Body, Stages...>(std::move(body), std::move(stages)...);
}

} // namespace sim
