#pragma once

#include "analysis/calibration/points.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace analysis::sensitivity {

using calibration::Points;

/// Where the model is asked. Rows are points, columns axes, coordinates lie in (0, 1); a sweep turns them into parameters (sweep/axis.hpp). A row is a
/// pure function of what describes the design and of the row's number, the same with every compiler and number of threads, so that a
/// design made larger keeps its rows, and a row may be made without those before it.
enum class Kind : std::uint8_t {
    grid,            ///< every combination of the middles of equal slices
    latin_hypercube, ///< blocks, each with one point in each slice of every axis
    sobol,           ///< a low-discrepancy sequence, scrambled
    saltelli,        ///< for variance-based indices: A, B and A with one column of B
    morris           ///< for screening: trajectories that move one axis after the other
};

/// A design in so many words. What a kind does not read is left as it is.
struct Design {
    Kind kind{Kind::sobol};
    std::size_t dimension{}; ///< axes; of a grid the number of `levels`
    std::size_t size{};      ///< points, of a Latin hypercube blocks, of Saltelli base points, of Morris trajectories
    std::vector<std::size_t> levels{}; ///< of a grid: slices of each axis
    std::size_t block{};               ///< of a Latin hypercube: points of a block
    bool second_order{};               ///< of Saltelli: also B with one column of A
    std::size_t slices{4};             ///< of Morris: slices of each axis; even
    std::uint64_t seed{};
    std::uint32_t scramble{}; ///< repetition of the design: an even design of its own, independent of the others

    friend bool operator==(const Design&, const Design&) = default;
};

/// Rows that belong together: a point, a block, a base point with its neighbours, a trajectory. Of a grid 1.
std::size_t rows_together(const Design& design);
/// Rows of the whole design. \throws sim::InputError when there are more than 2^32 of them
std::size_t rows(const Design& design);
/// Rows `first` .. `first + count - 1`. \param first  of a Latin hypercube, Saltelli and Morris at the start of rows that belong together
Points points(const Design& design, std::size_t first, std::size_t count);
/// All rows.
Points points(const Design& design);

/// Middles of slices of each axis; the last axis moves fastest.
Points grid(std::span<const std::size_t> levels);

/// Blocks `first` .. `first + count - 1`: within a block each of `block` equal slices of every axis holds one point, somewhere in it.
Points latin_hypercube(std::size_t dimension, std::size_t first, std::size_t count, std::size_t block,
                       std::uint64_t seed, std::uint32_t scramble = 0);

/// Points of the Sobol sequence under Owen's nested scrambling: 2^m points that begin at a multiple of 2^m stay as even as the sequence
/// is, each is uniform, and means over the `scramble`s of one seed are unbiased and independent.
/// \source Owen 1995, doi:10.1007/978-1-4612-2552-2_19
Points sobol(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed,
             std::uint32_t scramble = 0);

/// Where the rows of a base point stand in a design for variance-based indices: A, then A with column i of B for each i, then, of second
/// order, B with column i of A for each i, then B.
struct SaltelliRows {
    std::size_t dimension{};
    bool second_order{};

    std::size_t together() const { return dimension * (second_order ? 2 : 1) + 2; }
    std::size_t a(std::size_t base) const { return base * together(); }
    std::size_t ab(std::size_t base, std::size_t axis) const { return a(base) + 1 + axis; }
    std::size_t ba(std::size_t base, std::size_t axis) const { return a(base) + 1 + dimension + axis; }
    std::size_t b(std::size_t base) const { return a(base) + together() - 1; }
};

/// Rows of base points `first` .. `first + count - 1`; A and B are the halves of a scrambled Sobol point of twice as many axes.
/// \source Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018
Points saltelli(const SaltelliRows& layout, std::size_t first, std::size_t count, std::uint64_t seed,
                std::uint32_t scramble = 0);

/// Trajectories `first` .. `first + count - 1`, of dimension + 1 rows each: a random start among the middles of slices, then each axis
/// once, in random order, by half of the slices, in the one direction that stays inside. So every slice is equally likely before
/// and after a move, and every move has length 1/2.
/// \param slices  of each axis; even  \source Morris 1991, doi:10.1080/00401706.1991.10484804
Points morris(std::size_t dimension, std::size_t first, std::size_t count, std::size_t slices, std::uint64_t seed,
              std::uint32_t scramble = 0);

} // namespace analysis::sensitivity
