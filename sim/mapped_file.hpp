#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace sim {

/// A whole file as memory that can only be read. A page comes from the disk when it is first touched, and all processes
/// that map the file share it. Where the system can, it uses huge pages.
///
/// Whoever replaces the file by a rename disturbs nobody: the old one lives on until it is let go. Whoever cuts it short
/// in place ends every process that touches the missing part (SIGBUS); `veghe` never does.
class MappedFile {
public:
    /// \param descriptor  of an open file, which may be closed afterwards
    /// \return            nothing where the system cannot map the file, or it is empty
    static std::shared_ptr<const MappedFile> map(int descriptor);

    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return bytes_; }

private:
    explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}

    std::span<const std::byte> bytes_;
};

} // namespace sim
