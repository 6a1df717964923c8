#include "analysis/sensitivity/recognise.hpp"

#include <cmath>
#include <set>

namespace analysis::sensitivity {
namespace {

/// Whether `mixed` is `most` but for one axis, where it is `other`.
bool is_mixed(std::span<const double> mixed, std::span<const double> most, std::span<const double> other,
              std::size_t axis)
{
    for (std::size_t k = 0; k < mixed.size(); ++k) {
        if (mixed[k] != (k == axis ? other[k] : most[k])) {
            return false;
        }
    }
    return true;
}

bool is_saltelli(const Points& values, const SaltelliRows& at)
{
    if (values.size() % at.together() != 0 || values.size() < 2 * at.together()) {
        return false;
    }
    for (std::size_t base = 0; base < values.size() / at.together(); ++base) {
        const auto a = values[at.a(base)];
        const auto b = values[at.b(base)];
        for (std::size_t axis = 0; axis < at.dimension; ++axis) {
            if (!is_mixed(values[at.ab(base, axis)], a, b, axis) ||
                (at.second_order && !is_mixed(values[at.ba(base, axis)], b, a, axis))) {
                return false;
            }
        }
    }
    return true;
}

/// Each row of a trajectory moves one axis that the others leave alone, by half of its slices.
bool is_morris(const Points& values)
{
    constexpr double half = 0.5;
    const Points at = coordinates_of_slices(values);
    const std::size_t together = values.dimension + 1;
    if (values.size() % together != 0 || values.size() < 2 * together) {
        return false;
    }
    std::set<std::size_t> moved;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (row % together == 0) {
            moved.clear();
            continue;
        }
        std::size_t changes = 0;
        for (std::size_t axis = 0; axis < values.dimension; ++axis) {
            const double step = std::abs(at[row][axis] - at[row - 1][axis]);
            if (step == half) {
                ++changes;
                moved.insert(axis);
            } else if (step != 0.0) {
                return false;
            }
        }
        if (changes != 1 || moved.size() != row % together) {
            return false;
        }
    }
    return true;
}

} // namespace

Recognised recognise(const Points& values)
{
    Recognised found;
    if (values.dimension == 0) {
        return found;
    }
    found.morris = is_morris(values);
    for (const bool second : {true, false}) {
        const SaltelliRows layout{values.dimension, second};
        if (!found.morris && !found.saltelli && is_saltelli(values, layout)) {
            found.saltelli = layout;
        }
    }
    return found;
}

Points coordinates_of_slices(const Points& values)
{
    Points coordinates = values;
    for (std::size_t axis = 0; axis < values.dimension; ++axis) {
        std::set<double> levels;
        for (std::size_t row = 0; row < values.size(); ++row) {
            levels.insert(values[row][axis]);
        }
        for (std::size_t row = 0; row < values.size(); ++row) {
            const auto at = std::distance(levels.begin(), levels.find(values[row][axis]));
            coordinates[row][axis] = (static_cast<double>(at) + 0.5) / static_cast<double>(levels.size());
        }
    }
    return coordinates;
}

} // namespace analysis::sensitivity
