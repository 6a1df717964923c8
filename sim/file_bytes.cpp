#include "sim/file_bytes.hpp"

#include "sim/descriptor.hpp"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <unistd.h>

namespace sim {

std::optional<std::string> file_bytes(const std::filesystem::path& path)
{
    constexpr std::size_t piece = std::size_t{1} << 16;
    const Descriptor file(path, O_RDONLY);
    if (file.value() < 0) {
        return std::nullopt;
    }
    std::string bytes;
    for (std::size_t length = 0;;) {
        bytes.resize(length + piece);
        const auto got = ::read(file.value(), bytes.data() + length, piece);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return std::nullopt;
        }
        length += static_cast<std::size_t>(got);
        if (got == 0) {
            bytes.resize(length);
            return bytes;
        }
    }
}

} // namespace sim
