#pragma once

#include "analysis/web/asked.hpp"
#include "analysis/web/library.hpp"
#include "analysis/web/news.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace analysis::web {

/// Where a run stands.
enum class Phase : std::uint8_t { waiting, preparing, running, done, failed, cancelled };
std::string_view name_of(Phase phase);
bool over(Phase phase);

/// A run as those see it who look on. Texts by language, in the order of `languages`.
struct Look {
    Phase phase{};
    int pairs{}, of{};
    std::array<std::string, 2> answer{}; ///< JSON; empty before the first
    std::array<std::string, 2> end{};    ///< data of its last event, JSON; empty before that
    std::uint64_t version{};             ///< grows with every change
};

/// The runs, and the process that makes them: one at a time, four waiting. Simulates nothing itself. May be called from any thread.
class Engine {
public:
    /// \param arguments    with which this program becomes the process that simulates
    /// \param longest_run  a run that takes longer is ended with its process
    Engine(const Library& library, std::vector<std::string> arguments, std::chrono::minutes longest_run);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// \param replaces  a run that is cancelled first; may be none of ours
    /// \return  its name, or nothing when too many wait
    std::optional<std::string> begin(const Asked& asked, const std::string& replaces);
    /// Builds the persons of some counties while nobody waits for anything.
    void prepare(const Asked& asked);
    /// \return  false for a run that is not there
    bool cancel(const std::string& run);
    /// What was asked for; nothing for a run that is not there.
    std::optional<Asked> asked(const std::string& run) const;
    std::optional<Look> look(const std::string& run) const;
    /// The same after it has changed since `version`, or after the time.
    std::optional<Look> wait(const std::string& run, std::uint64_t version, std::chrono::milliseconds longest) const;
    /// Counties, codes joined by "+", that can be answered for at once.
    std::vector<std::string> ready() const;

    /// One who looks on at a run for as long as it lives: a run at which nobody looks on any more is cancelled.
    class Onlooker {
    public:
        Onlooker(Engine& engine, std::string run);
        ~Onlooker();
        Onlooker(const Onlooker&) = delete;
        Onlooker& operator=(const Onlooker&) = delete;

    private:
        Engine& engine_;
        std::string run_;
    };

    /// Somebody loads the page, perhaps anew: a run that nobody looks on at just then is waited with.
    void expect_onlooker();

    /// Asks the process that simulates for a page.   \return  503 when it does not answer
    Reply report(const std::string& run, Language language);
    Reply open(const std::string& text, Language language);

    /// Ends what is waited for in wait() and by tickets, and everything that runs.
    void close();

private:
    using Clock = std::chrono::steady_clock;
    struct Run {
        std::string id;
        Asked asked;
        Look look;
        int onlookers{};
        Clock::time_point alone_since{};
        bool was_seen{};
        std::optional<Clock::time_point> told_to_stop;
        Clock::time_point begun{};
    };

    // What others ask takes the mutex; the rest needs it held:
    void onlooker(const std::string& id, int change);
    Reply ask(const std::map<std::string, std::string>& question);
    Run* find(const std::string& id);
    const Run* find(const std::string& id) const;
    void ring() const;
    void change(Run& run, Phase phase);
    void stop(Run& run);
    void finish(Run& run, Phase phase, std::array<std::string, 2> end = {"{}", "{}"}); // data of an event without any
    void forget_old();
    // The thread that has the process; the mutex is held but while it waits:
    void supervise();
    void look_after_child();
    void listen();
    void hear(News& news);
    void hear_of_run(News& news);
    void lose_child();
    void look_after_runs();
    Clock::duration patience_with(const Run& run) const;
    void speak();
    bool begin_next();

    const Library& library_;
    std::vector<std::string> arguments_;
    std::chrono::minutes longest_run_;
    int bell_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::deque<Run> runs_;
    std::string busy_; ///< the run that the process has
    Clock::time_point page_loaded_{};
    std::optional<Asked> wished_;
    std::deque<std::string> orders_;
    std::map<std::uint64_t, std::optional<Reply>> replies_;
    std::uint64_t tickets_{};
    std::vector<std::string> ready_;
    Cause cause_{}; ///< what is known of why the process is going to end
    bool may_build_unasked_{true};
    bool closed_{};
    std::optional<Child> child_;
    Clock::time_point born_{};
    std::thread thread_;
};

} // namespace analysis::web
