#include "sim/graph/structure.hpp"

namespace sim::detail {

void Joined::count(Structure& into)
{
    std::vector<Row> rows(before_.size(), 0); // of each component, at its first row
    for (Row row = 0; row < before_.size(); ++row) {
        ++rows[first_of(row)];
    }
    into.components = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](Row n) { return n > 0; }));
    into.largest_component = rows.empty() ? 0 : *std::max_element(rows.begin(), rows.end());
}

void join_ties(const BlockLayer& layer, Joined& joined)
{
    for (std::uint32_t g = 0; g < layer.group_count(); ++g) {
        for (Row row = layer.group_begin(g) + 1; row < layer.group_end(g); ++row) {
            joined.join(layer.group_begin(g), row);
        }
    }
}

void join_ties(const CliqueLayer& layer, Joined& joined)
{
    for (std::uint32_t g = 0; g < layer.group_count(); ++g) {
        for (const Row row : layer.members(g)) {
            joined.join(layer.members(g).front(), row);
        }
    }
}

void join_ties(const CsrLayer& layer, Joined& joined)
{
    for (Row row = 0; row < layer.rows(); ++row) {
        for (const Row other : layer.neighbours(row)) {
            if (other > row) {
                joined.join(row, other);
            }
        }
    }
}

std::size_t known_core(const BlockLayer& layer)
{
    Row largest = 1;
    for (std::uint32_t g = 0; g < layer.group_count(); ++g) {
        largest = std::max(largest, layer.group_end(g) - layer.group_begin(g));
    }
    return largest - 1;
}

std::size_t known_core(const CliqueLayer& layer)
{
    std::size_t largest = 1;
    for (std::uint32_t g = 0; g < layer.group_count(); ++g) {
        largest = std::max(largest, layer.members(g).size());
    }
    return largest - 1;
}

std::size_t known_core(const CsrLayer&)
{
    return 0;
}

} // namespace sim::detail
