#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace analysis::sensitivity {

/// Which runs of a data set are there, and which of its points belong together.
struct Runs {
    std::size_t points{}, replicates{};
    std::vector<std::uint8_t> there; ///< by point and replicate: 1 where every strategy has all that is looked at
    std::vector<std::optional<std::size_t>> block; ///< of each point: which rows of the design it belongs to
    std::size_t together{1};                       ///< rows of such a block
};

/// Points and replicates by their numbers, ascending.
struct Whole {
    std::vector<std::size_t> points, replicates;
};

/// The most runs of which every point has every replicate, and every block all of its points, where replicates are taken up in the order
/// of how many points have them (not every choice of replicates is tried, which would double with each): a replicate that few points have
/// goes rather than the many points without it. A base point of Saltelli and a trajectory of Morris go as a whole: what is left of one is
/// no sample of anything, and would take the others for any points. Pure.
Whole most_whole(const Runs& runs);

} // namespace analysis::sensitivity
