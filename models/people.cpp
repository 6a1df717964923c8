#include "models/people.hpp"

#include "sim/error.hpp"

#include <algorithm>

namespace model {

namespace {

/// The last block that begins at or before a place; nothing before the first.
template <class Place, class Begin>
const CountyBlock* last_from(const std::vector<CountyBlock>& blocks, Place place, Begin begin)
{
    const auto after = std::upper_bound(blocks.begin(), blocks.end(), place,
                                        [&](Place p, const CountyBlock& block) { return p < begin(block); });
    return after == blocks.begin() ? nullptr : &*std::prev(after);
}

Row first_row(const CountyBlock& block)
{
    return block.first_row;
}

std::uint32_t first_id(const CountyBlock& block)
{
    return block.first_id;
}

} // namespace

const CountyBlock& Population::block_of(Row row) const
{
    const CountyBlock* const block =
        last_from(births.empty() || row < births.front().first_row ? counties : births, row, first_row);
    sim::expect(block != nullptr, "the row lies in a county of the selection");
    return *block;
}

AgentId Population::id_of(Row row) const
{
    const CountyBlock& block = block_of(row);
    return AgentId{block.first_id + (row - block.first_row)};
}

Row Population::row_of(AgentId id) const
{
    const bool late = !births.empty() && id.value >= births.front().first_id;
    const CountyBlock* const block = last_from(late ? births : counties, id.value, first_id);
    const std::uint32_t index = block == nullptr ? 0 : id.value - block->first_id;
    return block != nullptr && index < block->persons ? block->first_row + index : sim::no_row;
}

std::vector<CountyBlock> Population::blocks() const
{
    std::vector<CountyBlock> all = counties;
    all.insert(all.end(), births.begin(), births.end());
    return all;
}

std::pair<Row, Row> Population::births_into(std::uint32_t household_row) const
{
    if (births.empty()) {
        return {0, 0};
    }
    const auto first = household.begin() + static_cast<std::ptrdiff_t>(residents());
    const auto [from, to] = std::equal_range(first, household.end(), household_row);
    return {static_cast<Row>(from - household.begin()), static_cast<Row>(to - household.begin())};
}

} // namespace model
