#pragma once

#include "sim/graph/union.hpp"
#include "sim/parallel.hpp"

#include <concepts>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// Rows [begin, end).
struct RowRange {
    Row begin{};
    Row end{};

    std::size_t size() const { return end - begin; }
};

/// A share or ratio with the error that comes from looking at a sample; 0 where everything was looked at.
struct Estimate {
    double value{};
    double standard_error{};
    std::size_t sample{};
};

/// Who is tied to whom, by a class of each row (an age band): tie ends counted from both sides, so it is symmetric
/// over all rows.
struct Mixing {
    std::size_t classes{};
    std::vector<std::uint64_t> ends; ///< classes x classes, row = class of the one who has the tie
    std::vector<std::uint64_t> rows; ///< rows of each class

    /// Ties per row of the class, to any class.
    double mean_degree(std::size_t a) const;
    /// ends / all ends; all zero when there is none.
    std::vector<double> shares() const;
};

/// Half the sum of absolute differences of two distributions on the same cells, in [0, 1].
double total_variation(std::span<const double> a, std::span<const double> b);

namespace detail {

inline constexpr std::size_t rows_per_chunk = 4096;

/// Open and closed pairs of neighbours of each row of a sample.
struct Pairs {
    std::uint64_t closed{};
    std::uint64_t all{};
};
/// Ratio of sums and its error (linearised; finite-population correction).
Estimate ratio(std::span<const Pairs> sample, std::size_t population);
/// `wanted` rows spread over the range in strata of equal length, one from each, its place fixed by a hash of the
/// stratum: the same for every run and unrelated to the period of any list.
std::vector<Row> spread(RowRange rows, std::size_t wanted);

} // namespace detail

/// Tie ends at the rows of the range for which `include(row)` holds, and how many rows those are.
template <Layer L, std::predicate<Row> Include>
detail::Pairs tie_ends(const L& layer, RowRange rows, Include&& include)
{
    std::vector<detail::Pairs> parts(chunk_count(rows.size(), detail::rows_per_chunk));
    for_each_chunk(rows.size(), detail::rows_per_chunk, [&](Chunk chunk) {
        detail::Pairs& part = parts[chunk.index];
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const auto row = static_cast<Row>(rows.begin + i);
            if (include(row)) {
                ++part.all;
                layer.for_each_neighbour(row, [&](Row) { ++part.closed; });
            }
        }
    });
    detail::Pairs total;
    for (const detail::Pairs& part : parts) {
        total.closed += part.closed;
        total.all += part.all;
    }
    return total;
}

/// Ties per row over the rows for which `include(row)` holds; 0 where there is none.
template <Layer L, std::predicate<Row> Include>
double mean_degree(const L& layer, RowRange rows, Include&& include)
{
    const detail::Pairs ends = tie_ends(layer, rows, include);
    return ends.all == 0 ? 0.0 : static_cast<double>(ends.closed) / static_cast<double>(ends.all);
}

template <Layer L>
double mean_degree(const L& layer, RowRange rows)
{
    return mean_degree(layer, rows, [](Row) { return true; });
}

/// Share of pairs of neighbours that are neighbours themselves (global transitivity), over the pairs met at the rows
/// for which `include(row)` holds. Exact up to `at_most` rows; beyond, from a fixed sample of that many.
template <Layer L, std::predicate<Row> Include>
Estimate transitivity(const L& layer, RowRange rows, Include&& include, std::size_t at_most = 20'000)
{
    const std::vector<Row> sample = detail::spread(rows, at_most);
    std::vector<detail::Pairs> pairs(sample.size());
    constexpr std::size_t rows_per_task = 256;
    for_each_chunk(sample.size(), rows_per_task, [&](Chunk chunk) {
        std::vector<Row> others;
        for (std::size_t s = chunk.begin; s < chunk.end; ++s) {
            others.clear();
            if (include(sample[s])) {
                layer.for_each_neighbour(sample[s], [&](Row other) { others.push_back(other); });
            }
            for (std::size_t i = 0; i < others.size(); ++i) {
                for (std::size_t j = i + 1; j < others.size(); ++j) {
                    pairs[s].closed += adjacent(layer, others[i], others[j]) ? 1u : 0u;
                }
            }
            pairs[s].all = others.empty() ? 0 : others.size() * (others.size() - 1) / 2;
        }
    });
    return detail::ratio(pairs, rows.size());
}

template <Layer L>
Estimate transitivity(const L& layer, RowRange rows, std::size_t at_most = 20'000)
{
    return transitivity(
        layer, rows, [](Row) { return true; }, at_most);
}

/// Counts tie ends by the classes of their two rows. A row of class `classes` or above takes no part, nor its ties.
/// \param class_of  class_of(row) of any row of the layer: a neighbour may lie outside the range
template <Layer L, std::regular_invocable<Row> ClassOf>
Mixing mixing(const L& layer, RowRange rows, ClassOf&& class_of, std::size_t classes)
{
    std::vector<Mixing> parts(chunk_count(rows.size(), detail::rows_per_chunk));
    for_each_chunk(rows.size(), detail::rows_per_chunk, [&](Chunk chunk) {
        Mixing& part = parts[chunk.index];
        part = {classes, std::vector<std::uint64_t>(classes * classes), std::vector<std::uint64_t>(classes)};
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const auto row = static_cast<Row>(rows.begin + i);
            const std::size_t mine = class_of(row);
            if (mine < classes) {
                ++part.rows[mine];
                layer.for_each_neighbour(row, [&](Row other) {
                    if (const std::size_t theirs = class_of(other); theirs < classes) {
                        ++part.ends[mine * classes + theirs];
                    }
                });
            }
        }
    });
    Mixing total{classes, std::vector<std::uint64_t>(classes * classes), std::vector<std::uint64_t>(classes)};
    for (const Mixing& part : parts) {
        for (std::size_t i = 0; i < part.ends.size(); ++i) {
            total.ends[i] += part.ends[i];
        }
        for (std::size_t i = 0; i < part.rows.size(); ++i) {
            total.rows[i] += part.rows[i];
        }
    }
    return total;
}

} // namespace sim
