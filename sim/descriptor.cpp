#include "sim/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace sim {

Descriptor::Descriptor(const std::filesystem::path& path, int flags)
    : value_(::open(path.c_str(), flags | O_CLOEXEC, 0666))
{
}

int Descriptor::close()
{
    return value_ < 0 ? 0 : ::close(std::exchange(value_, -1));
}

} // namespace sim
