#pragma once

#include "analysis/explain/words.hpp"
#include "sim/message.hpp"
#include "sim/stop.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace cli {

/// While it lives, SIGINT, SIGTERM, SIGUSR1 and SIGHUP ask the work to stop instead of ending the program, and SIGPIPE is ignored.
/// Work that has not stopped four seconds later (25 where it keeps its state), or at a signal more than a second after
/// the first, is ended, after the folders that were remembered have been removed.
/// Must be made before any other thread is, since threads inherit which signals they take.
class Interrupts {
public:
    /// \param language  of what is said to who waits
    explicit Interrupts(const sim::Language& language);
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    const sim::Stop& stop() const { return stop_; }
    /// The signal received; 0 when there was none.
    int signal() const { return signal_.load(); }

    /// From now on the work keeps its state when it is asked to stop: it is told so, and given longer.
    void keeps_state() { keeps_state_ = true; }

    /// The files that were asked for have their names: that what is said of them finds nobody to read it is no failure.
    void is_done() { done_ = true; }
    bool done() const { return done_; }

    /// Something to remove when the program is ended by force.
    void remember(const std::filesystem::path& temporary);
    void forget(const std::filesystem::path& temporary);

private:
    void wait();
    [[noreturn]] void end_by_force(int signal);

    sim::Language language_;
    sim::Stop stop_;
    std::atomic<int> signal_{0};
    std::atomic<bool> over_{false};
    std::atomic<bool> keeps_state_{false};
    bool done_{};
    std::mutex mutex_;
    std::set<std::filesystem::path> temporaries_;
    std::jthread thread_;
};

/// Opens what of standard input, output and error is closed, so that no file that is written gets its number, and with it what is said. What
/// goes there fails as before.
void hold_standard_numbers();

/// Does the work and returns its exit code, or 128 plus the signal that stopped it. Of work that is done in files
/// (Interrupts::is_done) a standard output that nobody reads is told on standard error, and no failure.
int interruptible(analysis::Language language, const std::function<int(Interrupts&)>& work);

} // namespace cli
