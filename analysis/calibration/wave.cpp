#include "analysis/calibration/wave.hpp"

#include "analysis/calibration/design.hpp"

#include <algorithm>

namespace analysis::calibration {

double Wave::plausible_share() const
{
    return tried == 0 ? 0.0 : static_cast<double>(points.size()) / static_cast<double>(tried);
}

Wave plausible_points(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed,
                      const std::function<double(std::span<const double>)>& implausibility, double cut,
                      std::uint64_t most_tried)
{
    constexpr std::uint64_t batch = 1024;
    Wave wave{{dimension, {}}, first, 0};
    while (wave.points.size() < count && wave.tried < most_tried) {
        const auto look = static_cast<std::size_t>(std::min(batch, most_tried - wave.tried));
        const Points candidates = normal_design(dimension, wave.next, look, seed);
        for (std::size_t i = 0; i < look && wave.points.size() < count; ++i) {
            if (implausibility(candidates[i]) <= cut) {
                wave.points.add(candidates[i]);
            }
            ++wave.next;
            ++wave.tried;
        }
    }
    return wave;
}

} // namespace analysis::calibration
