#include "analysis/web/child.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

// NOLINTNEXTLINE(readability-redundant-declaration): POSIX has programs declare it themselves
extern char** environ;

namespace analysis::web {
namespace {

constexpr std::chrono::milliseconds longest_telling{2000};
constexpr std::size_t longest_line = 64U << 20U; ///< bytes; a report has one or two million

struct Pipe {
    Pipe()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::system_error(errno, std::generic_category(), "no pipe");
        }
    }
    std::array<int, 2> ends{};
};

void never_waits(int descriptor)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

} // namespace

Child::Child(const std::vector<std::string>& arguments)
{
    Pipe in;
    Pipe out;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none); // the server's threads have signals blocked
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    std::string program = "/proc/self/exe";
    std::vector<char*> argv{program.data()};
    std::vector<std::string> copy = arguments;
    for (std::string& argument : copy) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    const int error = ::posix_spawn(&pid_, "/proc/self/exe", &actions, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    ::close(in.ends[0]);
    ::close(out.ends[1]);
    to_ = in.ends[1];
    from_ = out.ends[0];
    if (error != 0) {
        ::close(to_);
        ::close(from_);
        throw std::system_error(error, std::generic_category(), "no process for the simulation");
    }
    never_waits(to_);
    never_waits(from_);
}

Child::~Child()
{
    kill();
    end();
    ::close(from_);
}

bool Child::tell(std::string_view line)
{
    std::string whole(line);
    whole += '\n';
    std::string_view left = whole;
    const auto until = std::chrono::steady_clock::now() + longest_telling;
    while (!left.empty()) {
        const ssize_t written = ::write(to_, left.data(), left.size());
        if (written > 0) {
            left.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EINTR) {
            continue;
        }
        pollfd room{to_, POLLOUT, 0};
        constexpr int look_ms = 100;
        if (errno != EAGAIN || std::chrono::steady_clock::now() > until || ::poll(&room, 1, look_ms) < 0) {
            return false;
        }
    }
    return true;
}

bool Child::receive()
{
    std::array<char, 65536> buffer;
    while (true) {
        const ssize_t count = ::read(from_, buffer.data(), buffer.size());
        if (count > 0) {
            come_.append(buffer.data(), static_cast<std::size_t>(count));
            if (come_.size() > longest_line) {
                return false;
            }
        } else if (count == 0) {
            return false;
        } else if (errno != EINTR) {
            return errno == EAGAIN;
        }
    }
}

std::optional<std::string> Child::line()
{
    const std::size_t end = come_.find('\n');
    if (end == std::string::npos) {
        return std::nullopt;
    }
    std::string line = come_.substr(0, end);
    come_.erase(0, end + 1);
    return line;
}

void Child::kill()
{
    if (to_ >= 0) {
        ::close(std::exchange(to_, -1));
    }
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
    }
}

Child::End Child::end()
{
    End how;
    if (pid_ > 0) {
        int status = 0;
        ::kill(pid_, SIGKILL); // it has said all that it will
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        how.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        how.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    }
    return how;
}

} // namespace analysis::web
