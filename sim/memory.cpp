#include "sim/memory.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace sim {
namespace {

/// From this size on a block is mapped; below, the heap serves better.
constexpr std::size_t mapped_from = std::size_t{1} << 20;

void* allocate(std::size_t bytes)
{
    if (bytes == 0) {
        return nullptr;
    }
    if (bytes < mapped_from) {
        void* const data = std::calloc(1, bytes);
        return data != nullptr ? data : throw std::bad_alloc();
    }
    void* const data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return data != MAP_FAILED ? data : throw std::bad_alloc();
}

void release(void* data, std::size_t bytes)
{
    if (bytes < mapped_from) {
        std::free(data);
    } else {
        munmap(data, bytes);
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
    constexpr std::size_t page = 4096;
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
