#include "analysis/cli/interrupts.hpp"

#include "analysis/cli/commands.hpp"
#include "analysis/messages/messages.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <string>
#include <unistd.h>

namespace cli {
namespace {

constexpr std::chrono::seconds patience{4};
constexpr std::chrono::seconds patience_with_state{25}; // the country's is some hundred megabytes
constexpr std::chrono::seconds same_request{1};         // timeout signals its child and then the group
constexpr int signal_base = 128;                        // of the exit code
constexpr long between_looks_ns = 100'000'000;

/// What asks for the end: Ctrl-C, a shutdown, the warning of a batch system that time is short (`--signal=USR1@60` of Slurm, `-notify` of
/// Grid Engine), of which a program that did not know it would die at once, and a terminal that closes, unless nohup said to outlive it.
sigset_t endings()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGUSR1);
    struct sigaction hangup {};
    sigaction(SIGHUP, nullptr, &hangup);
    if (hangup.sa_handler != SIG_IGN) {
        sigaddset(&set, SIGHUP);
    }
    return set;
}

/// What end_without_file() says, worded before: where it is called nothing can be.
struct LastWords {
    std::array<char, 512> text{};
    std::size_t size{};
};
constinit LastWords without_file;

/// A mapped file that was cut short, or whose disk failed, is met where it is touched: nothing can be unwound there.
extern "C" void end_without_file(int)
{
    const auto ignored = ::write(STDERR_FILENO, without_file.text.data(), without_file.size);
    (void)ignored;
    ::_exit(exit_code::storage);
}

/// A line of the program's own.
std::string line(const sim::Message& words, const sim::Language& language)
{
    return "veghe: " + words.text(language) + "\n";
}

void word_loss_of_file(const sim::Language& language)
{
    const std::string text = "\n" + line(sim::phrase("say.file-lost", "the population file was cut short or became "
                                                                      "unreadable while it was used; states kept "
                                                                      "before are whole"),
                                         language);
    without_file.size = std::min(text.size(), without_file.text.size());
    std::copy_n(text.begin(), without_file.size, without_file.text.begin());
}

} // namespace

Interrupts::Interrupts(const sim::Language& language) : language_(language)
{
    word_loss_of_file(language);
    std::signal(SIGBUS, end_without_file);
    std::signal(SIGPIPE, SIG_IGN); // a reader that left ends no work
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is a full disk
    const sigset_t set = endings();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    thread_ = std::jthread([this] { wait(); });
}

Interrupts::~Interrupts()
{
    over_ = true;
    thread_.join();
    const sigset_t set = endings();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_DFL);
}

void Interrupts::remember(const std::filesystem::path& temporary)
{
    const std::lock_guard lock(mutex_);
    temporaries_.insert(temporary);
}

void Interrupts::forget(const std::filesystem::path& temporary)
{
    const std::lock_guard lock(mutex_);
    temporaries_.erase(temporary);
}

void Interrupts::wait()
{
    const sigset_t set = endings();
    const timespec look{0, between_looks_ns};
    std::optional<std::chrono::steady_clock::time_point> last_moment;
    std::chrono::steady_clock::time_point asked;
    while (!over_) {
        const int received = sigtimedwait(&set, nullptr, &look);
        const auto now = std::chrono::steady_clock::now();
        if (received > 0 && last_moment && now - asked > same_request) {
            end_by_force(received);
        }
        if (received > 0 && !last_moment) {
            asked = now;
            signal_ = received;
            stop_.request();
            const bool keeps = keeps_state_;
            last_moment = now + (keeps ? patience_with_state : patience);
            std::cerr << '\n'
                      << line(keeps ? sim::phrase("say.stopping-kept", "stopping; what has been simulated is kept")
                                    : sim::phrase("say.stopping", "stopping; nothing new is kept"),
                              language_);
        }
        if (last_moment && now > *last_moment) {
            end_by_force(signal_);
        }
    }
}

void hold_standard_numbers()
{
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(number, F_GETFD) < 0) {
            // The lowest number that is free, and for the other direction, so that its use fails.
            const int opened = ::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
            (void)opened;
        }
    }
}

int interruptible(analysis::Language language, const std::function<int(Interrupts&)>& work)
{
    const sim::Language words = analysis::message_language(language);
    Interrupts interrupts(words);
    try {
        const int code = work(interrupts);
        std::cout.flush();
        if (!std::cout && interrupts.done() && std::freopen("/dev/null", "w", stdout) != nullptr) {
            std::cout.clear();
            std::cerr << line(sim::phrase("say.output-lost",
                                          "standard output could not be written; the files are whole and in place"),
                              words);
        }
        return code;
    } catch (const sim::Stopped&) {
        return signal_base + interrupts.signal();
    }
}

void Interrupts::end_by_force(int signal)
{
    std::cerr << line(keeps_state_ ? sim::phrase("say.forced-kept", "ended by force; the states kept before are whole")
                                   : sim::phrase("say.forced", "ended by force"),
                      language_);
    const std::lock_guard lock(mutex_);
    for (const auto& temporary : temporaries_) {
        std::error_code ignored;
        std::filesystem::remove_all(temporary, ignored);
    }
    std::_Exit(signal_base + signal);
}

} // namespace cli
