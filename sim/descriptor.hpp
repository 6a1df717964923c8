#pragma once

#include <filesystem>
#include <utility>

namespace sim {

/// An open file of the operating system, closed at the end.
class Descriptor {
public:
    /// \param flags  of open(2); the file stays with this process
    Descriptor(const std::filesystem::path& path, int flags);
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(value_, other.value_);
        return *this;
    }

    /// Negative when the file could not be opened; errno says why.
    int value() const { return value_; }
    /// Not 0 when the system says that something could not be written.
    int close();

private:
    int value_;
};

} // namespace sim
