#include "sim/file_locks.hpp"

#include "sim/descriptor.hpp"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace sim {
namespace {

std::atomic<bool>& refused()
{
    static std::atomic<bool> met{false};
    return met;
}

} // namespace

bool takes_locks(const std::filesystem::path& file)
{
    const Descriptor open(file, O_RDONLY);
    if (open.value() < 0 || ::flock(open.value(), LOCK_SH | LOCK_NB) == 0) { // given back when it is closed
        return true;
    }
    const bool held = errno == EWOULDBLOCK || errno == EINTR;
    if (!held) {
        refused() = true;
    }
    return held;
}

bool locks_were_refused()
{
    return refused();
}

} // namespace sim
