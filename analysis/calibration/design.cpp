#include "analysis/calibration/design.hpp"

#include "analysis/calibration/randomness.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>

namespace analysis::calibration {

Points sobol_points(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed)
{
    sim::expect(dimension > 0, "a design has an axis at least");
    constexpr std::uint32_t shift_stream = UINT32_MAX;
    Randomness luck(seed, shift_stream);
    std::vector<std::uint64_t> shift(dimension);
    for (std::uint64_t& digits : shift) {
        digits = luck();
    }
    // Boost leaves out the first point of the sequence, 0, without which no 2^m points are even: its point i is i + 1.
    boost::random::sobol sequence(dimension);
    sequence.seed(first == 0 ? 0 : first - 1);
    Points points{dimension, {}};
    points.values.reserve(dimension * count);
    for (std::uint64_t i = first; i < first + count; ++i) {
        for (std::size_t axis = 0; axis < dimension; ++axis) {
            const std::uint64_t digits = (i == 0 ? 0 : sequence()) ^ shift[axis];
            points.values.push_back((static_cast<double>(digits >> 12) + 0.5) * 0x1.0p-52);
        }
    }
    return points;
}

Points normal_design(std::size_t dimension, std::uint64_t first, std::size_t count, std::uint64_t seed)
{
    Points points = sobol_points(dimension, first, count, seed);
    for (double& value : points.values) {
        value = boost::math::quantile(boost::math::normal(), value);
    }
    return points;
}

} // namespace analysis::calibration
