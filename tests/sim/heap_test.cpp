#include "sim/array.hpp"
#include "sim/heap.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <vector>

namespace {

TEST(Heap, HugePagesHoldWhatTheSmallOnesHeld)
{
    constexpr std::size_t values = (std::size_t{3} << 20) + 7; // 12 MiB and a little: no whole number of huge pages
    std::vector<std::uint32_t> block(values);
    std::iota(block.begin(), block.end(), 5u);
    const std::vector<std::uint32_t> before = block;
    sim::move_to_huge_pages(block.data() + 1, (values - 2) * sizeof(std::uint32_t));
    EXPECT_EQ(block, before);
    sim::move_to_huge_pages(block.data(), 100); // within a page: nothing to do
    sim::move_to_huge_pages(nullptr, 0);
    sim::give_back_freed();
    EXPECT_EQ(block, before);
}

} // namespace
