#pragma once

#include <cstddef>

namespace sim {

/// Zeroed bytes of one column. Large blocks are mapped, so that pages nobody writes cost nothing, and on huge pages where
/// the system grants them.
class Memory {
public:
    Memory() = default;
    explicit Memory(std::size_t bytes);
    ~Memory();
    Memory(Memory&& other) noexcept;
    Memory& operator=(Memory&& other) noexcept;
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    /// Grows to at least `bytes`, doubling; what is held is kept, the rest is zero.
    void reserve(std::size_t bytes);
    std::size_t bytes() const { return bytes_; }
    /// Copies the first `bytes` of another block over those of this one, which are zero. Zeros are not written, so
    /// pages that hold nothing cost nothing in the copy either.
    void copy_over_zeros(const Memory& from, std::size_t bytes);

    template <class T>
    T* as()
    {
        return static_cast<T*>(data_);
    }
    template <class T>
    const T* as() const
    {
        return static_cast<const T*>(data_);
    }

private:
    void* data_{};
    std::size_t bytes_{};
};

} // namespace sim
