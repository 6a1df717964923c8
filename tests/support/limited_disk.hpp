#pragma once

#include <csignal>
#include <sys/resource.h>

namespace test {

/// For as long as it lives no file of this process can grow beyond `bytes`: writes fail as on a full disk, on any
/// machine and without rights. Only the soft limit moves.
class LimitedDisk {
public:
    explicit LimitedDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit now = before_;
        now.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~LimitedDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    LimitedDisk(const LimitedDisk&) = delete;
    LimitedDisk& operator=(const LimitedDisk&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

} // namespace test
