#include "models/people.hpp"

#include "sim/error.hpp"

#include <algorithm>

namespace model {

const CountyBlock& Population::block_of(Row row) const
{
    const auto after = std::upper_bound(counties.begin(), counties.end(), row,
                                        [](Row r, const CountyBlock& block) { return r < block.first_row; });
    sim::expect(after != counties.begin(), "the row lies in a county of the selection");
    return *std::prev(after);
}

AgentId Population::id_of(Row row) const
{
    const CountyBlock& block = block_of(row);
    return AgentId{block.first_id + (row - block.first_row)};
}

Row Population::row_of(AgentId id) const
{
    const auto after = std::upper_bound(counties.begin(), counties.end(), id.value,
                                        [](std::uint32_t i, const CountyBlock& block) { return i < block.first_id; });
    if (after == counties.begin()) {
        return sim::no_row;
    }
    const CountyBlock& block = *std::prev(after);
    const std::uint32_t index = id.value - block.first_id;
    return index < block.persons ? block.first_row + index : sim::no_row;
}

} // namespace model
