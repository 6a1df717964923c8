#include "sim/measure.hpp"

#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>

namespace sim {
namespace {

/// Position in the axes `to` of the cell that stands at `position` in the axes `from`; both name the same directions.
std::uint64_t carried(std::uint64_t position, const std::vector<Axis>& from, const std::vector<Axis>& to,
                      const std::string& measure)
{
    std::vector<std::size_t> at(from.size());
    for (std::size_t axis = from.size(); axis-- > 0;) {
        const auto& label = from[axis].labels[position % from[axis].labels.size()];
        const auto& wanted = to[axis].labels;
        const auto found = std::find(wanted.begin(), wanted.end(), label);
        if (found == wanted.end()) {
            throw InputError(measure, refusal("state.label", "counted in {axis} {label}, which this run does not have",
                                              "begin the run anew", {{"axis", from[axis].name}, {"label", label}}));
        }
        at[axis] = static_cast<std::size_t>(found - wanted.begin());
        position /= from[axis].labels.size();
    }
    std::uint64_t place = 0;
    for (std::size_t axis = 0; axis < to.size(); ++axis) {
        place = place * to[axis].labels.size() + at[axis];
    }
    return place;
}

} // namespace

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

std::vector<Counted> Measures::counted() const
{
    std::vector<Counted> all;
    for (std::size_t i = 0; i < declared_.size(); ++i) {
        all.push_back({declared_[i].declaration.name, declared_[i].declaration.axes, cells(i)});
    }
    std::sort(all.begin(), all.end(), [](const Counted& a, const Counted& b) { return a.name < b.name; });
    return all;
}

void Measures::restore(std::span<const Counted> counts, Declared declared)
{
    if (declared == Declared::exactly && counts.size() != declared_.size()) {
        throw InputError("measures",
                         refusal("state.measures", "{stored} were stored, this run has {here}", "begin the run anew",
                                 {{"stored", counts.size()}, {"here", declared_.size()}}));
    }
    for (const Counted& saved : counts) {
        const auto table = std::find_if(declared_.begin(), declared_.end(),
                                        [&](const Table& t) { return t.declaration.name == saved.name; });
        if (table == declared_.end() || table->declaration.axes.size() != saved.axes.size()) {
            throw InputError(saved.name,
                             refusal("state.axes", "was counted with other axes, or is not counted by this run",
                                     "begin the run anew"));
        }
        const auto& axes = table->declaration.axes;
        table->counts.clear();
        for (const auto& [position, count] : saved.cells) {
            table->counts[axes == saved.axes ? position : carried(position, saved.axes, axes, saved.name)] = count;
        }
    }
}

} // namespace sim
