#include "sim/memory.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace sim {
namespace {

/// Of the memory manager.
constexpr std::size_t page = 4096;
/// Size and alignment of a huge page: from it on a block is mapped; below, the heap serves better. Random reads over
/// pages of 4 KiB spend half their time looking the pages up.
constexpr std::size_t huge_page = std::size_t{1} << 21;

std::size_t rounded_up(std::size_t bytes, std::size_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

/// Maps zeroed pages, beginning where a huge page may begin.
void* map_aligned(std::size_t bytes)
{
    const std::size_t room = bytes + huge_page;
    void* const mapped = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) {
        throw std::bad_alloc();
    }
    auto* const begin = static_cast<std::byte*>(mapped);
    const std::size_t lead =
        rounded_up(reinterpret_cast<std::uintptr_t>(begin), huge_page) - reinterpret_cast<std::uintptr_t>(begin);
    if (lead > 0) {
        munmap(begin, lead);
    }
    munmap(begin + lead + bytes, huge_page - lead);
    return begin + lead;
}

void* allocate(std::size_t bytes)
{
    if (bytes == 0) {
        return nullptr;
    }
    if (bytes < huge_page) {
        void* const data = std::calloc(1, bytes);
        return data != nullptr ? data : throw std::bad_alloc();
    }
    const std::size_t pages = rounded_up(bytes, page);
    void* const data = map_aligned(pages);
    madvise(data, pages, MADV_HUGEPAGE); // a wish: without huge pages it is slower, not wrong
    return data;
}

void release(void* data, std::size_t bytes)
{
    if (bytes < huge_page) {
        std::free(data);
    } else {
        munmap(data, rounded_up(bytes, page));
    }
}

} // namespace

Memory::Memory(std::size_t bytes) : data_(allocate(bytes)), bytes_(bytes) {}

Memory::~Memory()
{
    release(data_, bytes_);
}

Memory::Memory(Memory&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), bytes_(std::exchange(other.bytes_, 0))
{
}

Memory& Memory::operator=(Memory&& other) noexcept
{
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

void Memory::reserve(std::size_t bytes)
{
    constexpr std::size_t smallest = 256;
    if (bytes > bytes_) {
        Memory larger(std::max({bytes, 2 * bytes_, smallest}));
        if (bytes_ > 0) {
            std::memcpy(larger.data_, data_, bytes_);
        }
        *this = std::move(larger);
    }
}

void Memory::copy_over_zeros(const Memory& from, std::size_t bytes)
{
    expect(bytes <= bytes_ && bytes <= from.bytes_, "a block is copied beyond its end");
    static constexpr std::array<std::byte, page> zeros{};
    for (std::size_t at = 0; at < bytes; at += page) {
        const std::size_t size = std::min(page, bytes - at);
        const std::byte* const source = from.as<std::byte>() + at;
        if (std::memcmp(source, zeros.data(), size) != 0) {
            std::memcpy(as<std::byte>() + at, source, size);
        }
    }
}

} // namespace sim
