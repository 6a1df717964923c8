#pragma once

#include "sim/graph/union.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace sim {

/// A graph as a whole, counted in full.
struct Structure {
    std::size_t components{};        ///< rows without ties are components of one
    std::size_t largest_component{}; ///< rows
    std::size_t largest_core{};      ///< largest k such that some rows all have k ties among each other
};

namespace detail {

/// Which rows hang together: every row points to an earlier one of its component, the first row to itself.
class Joined {
public:
    explicit Joined(std::size_t rows) : before_(rows) { std::iota(before_.begin(), before_.end(), Row{0}); }

    Row first_of(Row row)
    {
        while (before_[row] != row) {
            row = before_[row] = before_[before_[row]];
        }
        return row;
    }
    void join(Row a, Row b)
    {
        const Row first = first_of(a);
        const Row other = first_of(b);
        before_[std::max(first, other)] = std::min(first, other);
    }
    /// Sets the numbers of components and of the rows of the largest.
    void count(Structure& into);

private:
    std::vector<Row> before_;
};

void join_ties(const BlockLayer& layer, Joined& joined);
void join_ties(const CliqueLayer& layer, Joined& joined);
void join_ties(const CsrLayer& layer, Joined& joined);

template <class... Layers>
void join_ties(const LayerUnion<Layers...>& all, Joined& joined)
{
    for (std::uint32_t part = 0; part < LayerUnion<Layers...>::parts; ++part) {
        all.with_part(part, [&](const auto& layer) { join_ties(layer, joined); });
    }
}

/// A core that is there by construction: the members of the largest group all know each other.
std::size_t known_core(const BlockLayer& layer);
std::size_t known_core(const CliqueLayer& layer);
std::size_t known_core(const CsrLayer& layer); ///< 0: no groups

template <class... Layers>
std::size_t known_core(const LayerUnion<Layers...>& all)
{
    std::size_t largest = 0;
    for (std::uint32_t part = 0; part < LayerUnion<Layers...>::parts; ++part) {
        largest = std::max(largest, all.with_part(part, [](const auto& layer) { return known_core(layer); }));
    }
    return largest;
}

/// Ties of each of these rows among the rows for which `counts(row)` holds.
template <Layer L, class Counts>
std::vector<std::uint32_t> ties_among(const L& layer, std::span<const Row> rows, Counts&& counts)
{
    constexpr std::size_t rows_per_piece = 4096;
    std::vector<std::uint32_t> ties(rows.size(), 0);
    for_each_chunk(rows.size(), rows_per_piece, [&](Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            layer.for_each_neighbour(rows[i], [&](Row other) { ties[i] += counts(other) ? 1u : 0u; });
        }
    });
    return ties;
}

/// Takes away the rows of at most `core` ties to rows that remain, until every row that remains has more.
/// \param ties  of every row to rows that remain, 0 for those that do not; kept up to date
template <Layer L>
void peel(const L& layer, std::size_t core, std::vector<std::uint32_t>& ties, std::vector<Row>& remaining)
{
    std::vector<Row> leaving;
    for (const Row row : remaining) {
        if (ties[row] <= core) {
            leaving.push_back(row);
        }
    }
    while (!leaving.empty()) {
        const Row row = leaving.back();
        leaving.pop_back();
        ties[row] = 0;
        layer.for_each_neighbour(row, [&](Row other) {
            if (ties[other] > core && --ties[other] == core) {
                leaving.push_back(other);
            }
        });
    }
    std::erase_if(remaining, [&](Row row) { return ties[row] == 0; });
}

/// Largest core number, above a core that is known to be there: rows of too few ties for a larger one are left out at
/// once, the others are peeled.
/// \source V. Batagelj, M. Zaversnik, "An O(m) algorithm for cores decomposition of networks", arXiv cs/0310049
template <Layer L>
std::size_t largest_core(const L& layer)
{
    std::vector<Row> remaining(layer.rows());
    std::iota(remaining.begin(), remaining.end(), Row{0});
    std::vector<std::uint32_t> ties = ties_among(layer, remaining, [](Row) { return true; });
    const std::uint64_t ends = std::accumulate(ties.begin(), ties.end(), std::uint64_t{0});
    // Some rows have as many ties among each other as there are ties per row, or the graph would have fewer.
    const std::size_t mean = ties.empty() ? 0 : (ends / 2 + ties.size() - 1) / ties.size();
    std::size_t core = std::max(known_core(layer), mean);
    std::erase_if(remaining, [&](Row row) { return ties[row] <= core; });
    const std::vector<std::uint32_t> among = ties_among(layer, remaining, [&](Row row) { return ties[row] > core; });
    std::fill(ties.begin(), ties.end(), 0u);
    for (std::size_t i = 0; i < remaining.size(); ++i) {
        ties[remaining[i]] = among[i];
    }
    while (true) {
        peel(layer, core, ties, remaining);
        if (remaining.empty()) {
            return core;
        }
        core = ties[*std::min_element(remaining.begin(), remaining.end(),
                                      [&](Row a, Row b) { return ties[a] < ties[b]; })];
    }
}

} // namespace detail

/// Components and largest core of a layer or union, in time proportional to its ties.
template <Layer L>
Structure structure(const L& layer)
{
    Structure result;
    {
        detail::Joined joined(layer.rows());
        detail::join_ties(layer, joined);
        joined.count(result);
    }
    result.largest_core = detail::largest_core(layer);
    return result;
}

} // namespace sim
