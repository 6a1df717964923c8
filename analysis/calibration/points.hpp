#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace analysis::calibration {

/// Points of one dimension, row by row.
struct Points {
    std::size_t dimension{};
    std::vector<double> values;

    std::size_t size() const { return dimension == 0 ? 0 : values.size() / dimension; }
    std::span<const double> operator[](std::size_t i) const { return {values.data() + i * dimension, dimension}; }
    std::span<double> operator[](std::size_t i) { return {values.data() + i * dimension, dimension}; }
    void add(std::span<const double> point) { values.insert(values.end(), point.begin(), point.end()); }
};

} // namespace analysis::calibration
