#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace analysis::calibration {

/// Published counts of persons below this are known to readers as "fewer" only (RELIABILITY R2), and judged as such.
inline constexpr std::int64_t smallest_published = 10;

/// A count as it is shown: bounds, equal where the count itself is.
struct ShownCount {
    std::int64_t low{}, high{};

    bool known() const { return low == high; }
    friend bool operator==(const ShownCount&, const ShownCount&) = default;
};

/// A count below `smallest_published` by its bounds, any other by itself.
ShownCount shown_count(std::int64_t count);

/// What the bounds of the others leave to each of some counts that come to `sum` together. Shape: as `shown`.
std::vector<ShownCount> narrowed(std::span<const ShownCount> shown, std::int64_t sum);

/// The parts of a known sum as they are shown, so that no count below ten is known to within 3 persons either way from all the others
/// (RELIABILITY R3): the smallest part that is ten or more is shown by the bounds of its twenty, then the next, then all within wider
/// bounds. A function of the counts alone; where nothing is given away, nothing more is hidden.
/// \param counts  at least 0; the sum is theirs
std::vector<ShownCount> shown_parts(std::span<const std::int64_t> counts);

} // namespace analysis::calibration
