#pragma once

#include "sim/graph/walk.hpp"

#include <boost/iterator/iterator_facade.hpp>

#include <cstddef>
#include <type_traits>

namespace sim {

/// One tie as Boost's edge descriptor, seen from `from`. The two directions of a tie are equal.
struct Tie {
    Row from{no_row};
    Row to{no_row};

    friend bool operator==(const Tie& a, const Tie& b)
    {
        return (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from);
    }
};

/// Walks the neighbours of one row; gives a Row or a Tie.
template <Layer G, class Value>
class NeighbourIterator : public boost::iterator_facade<NeighbourIterator<G, Value>, Value,
                                                        boost::forward_traversal_tag, Value, std::ptrdiff_t> {
public:
    NeighbourIterator() = default;
    NeighbourIterator(const G& graph, Row row, Cursor at) : graph_(&graph), row_(row), at_(at)
    {
        settle(graph, row_, at_);
    }

private:
    friend class boost::iterator_core_access;

    Value dereference() const
    {
        const Row other = neighbour_at(*graph_, row_, at_);
        if constexpr (std::is_same_v<Value, Tie>) {
            return {row_, other};
        } else {
            return other;
        }
    }
    void increment()
    {
        ++at_.place;
        settle(*graph_, row_, at_);
    }
    bool equal(const NeighbourIterator& other) const { return row_ == other.row_ && at_ == other.at_; }

    const G* graph_{};
    Row row_{no_row};
    Cursor at_{};
};

/// Walks every tie once, from its lower row.
template <Layer G>
class TieIterator
    : public boost::iterator_facade<TieIterator<G>, Tie, boost::forward_traversal_tag, Tie, std::ptrdiff_t> {
public:
    TieIterator() = default;
    TieIterator(const G& graph, Row row) : graph_(&graph), row_(row) { advance(); }

private:
    friend class boost::iterator_core_access;

    Tie dereference() const { return {row_, neighbour_at(*graph_, row_, at_)}; }
    void increment()
    {
        ++at_.place;
        advance();
    }
    bool equal(const TieIterator& other) const { return row_ == other.row_ && at_ == other.at_; }
    void advance()
    {
        for (; row_ < graph_->rows(); ++row_, at_ = {}) {
            const Cursor end = walk_end(*graph_, row_);
            for (settle(*graph_, row_, at_); at_ != end; ++at_.place, settle(*graph_, row_, at_)) {
                if (neighbour_at(*graph_, row_, at_) > row_) {
                    return;
                }
            }
        }
    }

    const G* graph_{};
    Row row_{no_row};
    Cursor at_{};
};

} // namespace sim
