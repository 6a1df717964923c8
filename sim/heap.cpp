#include "sim/heap.hpp"

#include <cstdint>
#include <malloc.h>
#include <sys/mman.h>

namespace sim {
namespace {

constexpr std::uintptr_t huge_page = std::uintptr_t{1} << 21;

#ifndef MADV_COLLAPSE
constexpr int MADV_COLLAPSE = 25; // Linux 6.1; older kernels refuse it, and move the pages by and by or not at all
#endif

} // namespace

void move_to_huge_pages(const void* block, std::size_t bytes)
{
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const std::uintptr_t begin = (address + huge_page - 1) / huge_page * huge_page;
    const std::uintptr_t end = (address + bytes) / huge_page * huge_page;
    if (begin < end) {
        void* const inside = reinterpret_cast<void*>(begin);
        ::madvise(inside, end - begin, MADV_HUGEPAGE);
        ::madvise(inside, end - begin, MADV_COLLAPSE);
    }
}

void give_back_freed()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace sim
