#include "sim/trial.hpp"

#include "sim/error.hpp"
#include "sim/file_bytes.hpp"
#include "sim/packed.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr std::uint64_t end_of_records = ~std::uint64_t{0};
constexpr std::uint64_t a_refusal = end_of_records - 1; ///< one more record follows, and is the last

enum class Kind : std::uint64_t { input, storage, memory, fault };

/// A child that gets no answer from here any more.
void ignore_signals_of_the_terminal()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) { // it is this process that decides, and takes the child with it
        ::signal(number, SIG_IGN);
    }
    for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU, SIGPIPE}) {
        ::signal(number, SIG_DFL);
    }
}

void limit(int resource, std::uint64_t most)
{
    rlimit now{};
    ::getrlimit(static_cast<__rlimit_resource>(resource), &now);
    now.rlim_cur = std::min<rlim_t>(most, now.rlim_max);
    ::setrlimit(static_cast<__rlimit_resource>(resource), &now);
}

/// Bytes of address space that this process has.
std::uint64_t mapped_bytes()
{
    const std::string text = file_bytes("/proc/self/statm").value_or("0");
    return std::strtoull(text.c_str(), nullptr, 10) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// Nothing but reading one file: what a library says of its end, where it would write, and what else it would open.
void confine(const TrialLimits& limits, std::uint64_t mapped)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ignore_signals_of_the_terminal();
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.work.count()));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which map terabytes, and say what they find
    limit(RLIMIT_AS, mapped + limits.bytes);
    if (const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC); nowhere >= 0) {
        for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
            ::dup2(nowhere, standard);
        }
        if (nowhere > STDERR_FILENO) {
            ::close(nowhere);
        }
    }
    constexpr int first = STDERR_FILENO + 1;
    if (const int next = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, first); next >= 0) {
        ::close(next);
        limit(RLIMIT_NOFILE,
              static_cast<std::uint64_t>(next) + 1); // room for one: no other file can be opened beside it
    }
#else
    (void)mapped;
#endif
}

void put(int pipe, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(pipe, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) { // nobody listens any more
            ::_exit(EXIT_FAILURE);
        }
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

void put_number(int pipe, std::uint64_t number)
{
    put(pipe, {reinterpret_cast<const char*>(&number), sizeof number});
}

void put_record(int pipe, const std::string& record)
{
    put_number(pipe, record.size());
    put(pipe, record);
}

void put_refusal(int pipe, Kind kind, const std::vector<Problem>& problems, const char* words)
{
    Packer packer;
    packer.number(static_cast<std::uint64_t>(kind));
    packer.text(words);
    packer.number(problems.size());
    for (const Problem& problem : problems) {
        packer.text(problem.where);
        packer.text(problem.message.cause());
    }
    put_number(pipe, a_refusal);
    put_record(pipe, packer.take());
}

[[noreturn]] void be_the_child(int pipe, const TrialLimits& limits, std::uint64_t mapped,
                               const std::function<void(const Tell&)>& read)
{
    confine(limits, mapped);
    try {
        read([pipe](const std::string& record) { put_record(pipe, record); });
        put_number(pipe, end_of_records);
    } catch (const InputError& error) {
        put_refusal(pipe, Kind::input, error.problems(), "");
    } catch (const StorageError& error) {
        put_refusal(pipe, Kind::storage, error.problems(), "");
    } catch (const std::bad_alloc&) {
        put_refusal(pipe, Kind::memory, {}, "");
    } catch (const std::length_error&) { // asked for more than there are addresses
        put_refusal(pipe, Kind::memory, {}, "");
    } catch (const std::exception& error) {
        put_refusal(pipe, Kind::fault, {}, error.what());
    }
    ::_exit(EXIT_SUCCESS); // nothing of what this process still has to do at its end is the child's
}

/// The process at the other end.
class Child {
public:
    Child(std::string shown, const TrialLimits& limits, const std::function<void(const Tell&)>& read)
        : shown_(std::move(shown)), limits_(limits), room_(limits.bytes)
    {
        std::array<int, 2> ends{};
        const std::uint64_t mapped = mapped_bytes();
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::system_error(errno, std::generic_category(), "a pipe to read a file through");
        }
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends[0]);
            be_the_child(ends[1], limits, mapped, read);
        }
        const int error = errno;
        ::close(ends[1]);
        pipe_ = ends[0];
        if (process_ < 0) {
            ::close(pipe_);
            throw std::system_error(error, std::generic_category(), "a process to read a file in");
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        finish();
        ::close(pipe_);
    }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        fill(reinterpret_cast<char*>(&value), sizeof value);
        return value;
    }

    /// The next record. \param length  as the child says; no more room is made for it than bytes come
    std::string record(std::uint64_t length)
    {
        if (length > room_) {
            refuse(too_much());
        }
        room_ -= length;
        std::string bytes;
        while (bytes.size() < length) {
            const std::size_t before = bytes.size();
            bytes.resize(before + std::min<std::uint64_t>(length - before, mebibyte));
            fill(bytes.data() + before, bytes.size() - before);
        }
        return bytes;
    }

    /// Throws what the child has thrown.
    [[noreturn]] void rethrow(const std::string& record) const
    {
        Unpacker from(record);
        const auto kind = static_cast<Kind>(from.number());
        const std::string words = from.text();
        std::vector<Problem> problems;
        for (std::uint64_t n = from.number(); n > 0; --n) {
            std::string where = from.text();
            problems.push_back({std::move(where), as_told(from.text())});
        }
        switch (kind) {
        case Kind::input:
            throw InputError(problems);
        case Kind::storage:
            throw StorageError(problems);
        case Kind::memory:
            refuse(too_much());
        default:
            throw ContractError(words);
        }
    }

    /// What the child refused, in its own words: a message is made of what stands in this program, and a child gone wrong could name
    /// anything as that.
    static Message as_told(std::string words)
    {
        return refusal("file.refused", "{words}", "take it anew from whoever made it, or make it again",
                       {{"words", std::move(words)}});
    }

    [[noreturn]] void refuse(Message how) const
    {
        throw InputError(shown_, refusal("file.harmful", "cannot be read without harm: the process that tried it {how}",
                                         "a file that veghe wrote does no such thing: trust it no further, and take it "
                                         "anew from whoever made it",
                                         {{"how", std::move(how)}}));
    }

private:
    Message too_much() const
    {
        return phrase("say.child-memory", "asked for more than the {mib} MiB that it may have",
                      {{"mib", limits_.bytes / mebibyte}});
    }
    Message too_long() const
    {
        return phrase("say.child-time", "took longer than the {seconds} s that it may",
                      {{"seconds", limits_.work.count()}});
    }

    void fill(char* into, std::size_t bytes)
    {
        while (bytes > 0) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limits_.wall - waited_).count();
            pollfd asked{pipe_, POLLIN, 0};
            const auto begin = Clock::now();
            const int ready =
                ::poll(&asked, 1, static_cast<int>(std::max<std::int64_t>(left, 0))); // what is there is taken
            waited_ += Clock::now() - begin;
            if (ready == 0) {
                refuse(too_long());
            }
            const ssize_t got = ready > 0 ? ::read(pipe_, into, bytes) : -1;
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                refuse(ended(finish()));
            }
            into += got;
            bytes -= static_cast<std::size_t>(got);
        }
    }

    /// What became of a child that has not told everything.
    Message ended(int status) const
    {
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
            return too_long();
        }
        return WIFSIGNALED(status)
                   ? phrase("say.child-signal", "was ended by signal {number}", {{"number", WTERMSIG(status)}})
                   : phrase("say.child-left", "ended before it was finished");
    }

    /// Ends it where it has not ended. \return  its status
    int finish()
    {
        int status = 0;
        if (process_ > 0) {
            pollfd asked{pipe_, 0, 0};
            const bool closed = ::poll(&asked, 1, 0) > 0 && (asked.revents & POLLHUP) != 0;
            if (!closed) { // one that has closed its end is on its way out, by what is to be told
                ::kill(process_, SIGKILL);
            }
            while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
            }
            process_ = -1;
        }
        return status;
    }

    std::string shown_;
    TrialLimits limits_;
    std::uint64_t room_;
    Clock::duration waited_{}; ///< for the child; not while this process takes what it told
    pid_t process_{-1};
    int pipe_{-1};
};

} // namespace

TrialLimits trial_limits(const std::filesystem::path& file)
{
    constexpr std::uint64_t least_bytes = 900 * mebibyte;
    constexpr std::uint64_t bytes_a_byte = 8;
    constexpr std::uint64_t bytes_a_second = 32 * mebibyte;
    constexpr std::chrono::seconds least_work{5};
    constexpr int wall_over_work = 12; // a machine that has other work as well
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(file, none);
    const std::uint64_t length = none ? 0 : size;
    const auto work = least_work + std::chrono::seconds(length / bytes_a_second);
    return {least_bytes + bytes_a_byte * length, work, wall_over_work * work};
}

void read_in_child(const std::string& shown, const TrialLimits& limits, const std::function<void(const Tell&)>& read,
                   const std::function<void(const std::string&)>& take)
{
    Child child(shown, limits, read);
    try {
        for (std::uint64_t length = child.number(); length != end_of_records; length = child.number()) {
            if (length == a_refusal) {
                child.rethrow(child.record(child.number()));
            }
            take(child.record(length));
        }
    } catch (const MalformedRecord&) {
        child.refuse(phrase("say.child-nonsense", "told what no reader tells"));
    }
}

} // namespace sim
