#include "sim/measure.hpp"

#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>

namespace sim {

std::uint32_t Measures::declare(MeasureDeclaration declaration)
{
    const bool taken = std::any_of(declared_.begin(), declared_.end(),
                                   [&](const Table& t) { return t.declaration.name == declaration.name; });
    expect(!taken, "two measures share a name");
    declared_.push_back({std::move(declaration), {}});
    return static_cast<std::uint32_t>(declared_.size() - 1);
}

void Measures::add_to(std::uint32_t index, std::span<const std::size_t> at, std::int64_t n)
{
    expect(!inside_parallel_loop(), "a measure is counted inside a parallel loop");
    Table& table = declared_[index];
    const auto& axes = table.declaration.axes;
    expect(at.size() == axes.size(), "a count needs one position for each axis of its measure");
    std::uint64_t position = 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        expect(at[i] < axes[i].labels.size(), "a count lies outside its measure's axis");
        position = position * axes[i].labels.size() + at[i];
    }
    table.counts[position] += n;
}

std::vector<Cell> Measures::cells(std::size_t index) const
{
    std::vector<Cell> cells;
    for (const auto& [position, count] : declared_[index].counts) {
        if (count != 0) {
            cells.push_back({position, count});
        }
    }
    return cells;
}

std::int64_t Measures::total(std::size_t index) const
{
    std::int64_t total = 0;
    for (const auto& [position, count] : declared_[index].counts) {
        total += count;
    }
    return total;
}

} // namespace sim
