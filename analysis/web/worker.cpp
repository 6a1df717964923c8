#include "analysis/web/worker.hpp"

#include "analysis/compare.hpp"
#include "analysis/provenance.hpp"
#include "analysis/web/answer.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/clerk.hpp"
#include "analysis/web/fault.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/narrowing.hpp"
#include "analysis/web/places.hpp"
#include "analysis/web/words.hpp"
#include "sim/lack_of_memory.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <iostream>
#include <mutex>
#include <optional>
#include <span>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace analysis::web {
namespace {

using Clock = std::chrono::steady_clock;

/// Nothing more often than this is sent of one run: who watches cannot read faster.
constexpr std::chrono::milliseconds between_answers{250};
/// The most that states of all places take, of what the process may use: a county's have some ten megabytes each.
constexpr std::uint64_t most_room_for_states = 1024ULL << 20U;
constexpr std::uint64_t share_for_states = 4;
/// What the process may use before it builds a county that nobody has asked for: that takes a gigabyte.
constexpr std::uint64_t enough_for_the_unasked = 4ULL << 30U;
/// Replicates of its baseline: those with which the first answers are given.
constexpr std::size_t replicates_unasked = 4;

std::uint64_t room_for_states()
{
    return std::min(most_room_for_states, memory_limit() / share_for_states);
}

/// Something to be done, one after the other.
struct Job {
    std::string run; ///< empty: make a place ready
    Asked asked;
    bool unasked{}; ///< a place that nobody has asked for
    std::shared_ptr<sim::Stop> stop{std::make_shared<sim::Stop>()};
    /// Of the building of its place, which goes on for whoever wants the same one.
    std::shared_ptr<sim::Stop> building{std::make_shared<sim::Stop>()};
};

class Worker {
public:
    Worker(const std::filesystem::path& baseline, Language language)
        : library_(read_library(baseline)), begins_(first_measure()),
          places_(library_, begins_, {.states = room_for_states()}), language_(language),
          clerk_(
              library_, [this](const Json& reply) { say(reply); },
              [this](const std::exception& error) { end_after(error); })
    {
    }

    int serve()
    {
        std::jthread jobs([this](const std::stop_token& over) { do_jobs(over); });
        for (std::string line; std::getline(std::cin, line);) {
            take(Json::parse(line));
        }
        jobs.request_stop();
        stop_all();
        // What is not looking whether it should stop is not worth waiting for.
        std::_Exit(0);
    }

private:
    // ---- what comes in -------------------------------------------------------------------------------------------

    void take(const Json& order)
    {
        const auto what = order.at("do").get<std::string>();
        if (what == "run") {
            add({order.at("run").get<std::string>(), asked_from(order.at("asked").dump(), library_)});
        } else if (what == "prepare") {
            add({"", asked_from(order.at("asked").dump(), library_, true)});
        } else if (what == "stop") {
            stop_all();
        } else if (what == "unasked") {
            may_build_unasked_ = memory_limit() >= enough_for_the_unasked;
        } else {
            clerk_.take(order);
        }
    }

    void add(Job job)
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(jobs_, [](const Job& waiting) { return waiting.run.empty(); }); // the newest wish counts
        if (current_ && current_->run.empty()) {
            current_->stop->request();
            if (!same_place(current_->asked, job.asked)) {
                current_->building->request();
            } else if (building_) {
                state(job, "preparing", 0); // that is what it waits for
            }
        }
        jobs_.push_back(std::move(job));
        wake_.notify_one();
    }

    void stop_all()
    {
        const std::lock_guard lock(mutex_);
        for (const Job& job : jobs_) {
            say({{"run", job.run}, {"event", "stopped"}});
        }
        jobs_.clear();
        if (current_) {
            current_->stop->request();
            if (building_) { // goes on, since it is likely wanted next, but is the run's no more
                say({{"run", std::exchange(current_->run, {})}, {"event", "stopped"}});
            }
        }
    }

    // ---- what is done --------------------------------------------------------------------------------------------

    void do_jobs(const std::stop_token& over)
    {
        const sim::Threads threads(0);
        while (!over.stop_requested()) {
            Job job;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return !jobs_.empty() || over.stop_requested(); });
                if (over.stop_requested()) {
                    return;
                }
                job = std::move(jobs_.front());
                jobs_.pop_front();
                current_ = job;
            }
            do_one(job);
            find_something_to_do(job);
        }
    }

    void do_one(const Job& job)
    {
        try {
            job.run.empty() ? make_ready(job) : simulate(job);
        } catch (const sim::Stopped&) {
            say({{"run", job.run}, {"event", "stopped"}});
        } catch (const sim::InputError& error) {
            fail(job, error.problems());
        } catch (const sim::StorageError& error) {
            fail(job, error.problems());
        } catch (const std::exception& error) {
            end_after(error);
        }
    }

    /// After a fault, or with what is left of the memory, nothing can be relied on: the server begins another process.
    [[noreturn]] void end_after(const std::exception& error) const
    {
        if (sim::is_lack_of_memory(error)) {
            constexpr std::string_view last = "{\"event\":\"memory\"}\n";
            const auto ignored = ::write(STDOUT_FILENO, last.data(), last.size());
            (void)ignored;
        } else {
            tell_terminal(error, language_);
        }
        std::_Exit(1);
    }

    void fail(const Job& job, std::span<const sim::Problem> problems)
    {
        Json failed{{"run", job.run}, {"event", "failed"}};
        for (const Language language : languages) {
            failed[std::string(code_of(language))] = Json::parse(messages_json(problems, language, &library_));
        }
        say(failed);
    }

    /// The earliest day on which a measure of the library begins: what comes before is the same with all of them.
    sim::Date first_measure() const
    {
        sim::Date first = library_.baseline.end;
        for (const LibraryMeasure& measure : library_.measures) {
            first = std::min(first, measure.spec.start);
        }
        return std::max(first, library_.baseline.start);
    }

    Place& place(const Job& job)
    {
        Place& here = places_.at(job.asked, job.run.empty() ? Places::Why::prepared : Places::Why::run, *job.building,
                                 [&](bool begins) { building(job, begins); });
        job.stop->check();
        return here;
    }

    /// Told when the building of a job's place begins and ends.
    void building(const Job& job, bool begins)
    {
        const std::lock_guard lock(mutex_);
        building_ = false;
        if (begins) {
            job.stop->check();
            building_ = true;
            state(job, "preparing", 0);
        }
    }

    void make_ready(const Job& job)
    {
        Place& here = place(job);
        const auto wanted = static_cast<std::size_t>(std::min(job.asked.pairs, usual_pairs));
        here.make_ready(here.baseline(baseline_of(job.asked, library_)), job.unasked ? replicates_unasked : wanted,
                        job.unasked ? places_.room_left() : places_.room_of_newest(), *job.stop,
                        [&] { say_ready(job.asked); });
        say({{"run", ""}, {"event", "stopped"}});
    }

    void say_ready(const Asked& asked)
    {
        places_.note_ready(asked);
        say({{"ready", places_.ready()}});
    }

    /// What a run broke off goes on while nobody asks for anything, and then what takes longest is built before somebody does.
    void find_something_to_do(const Job& done)
    {
        const std::lock_guard lock(mutex_);
        if (jobs_.empty() && !done.run.empty()) {
            jobs_.push_back({"", done.asked});
        } else if (const auto large = places_.unasked();
                   may_build_unasked_ && jobs_.empty() && large && !done.unasked) {
            jobs_.push_back({"", *large, true});
        }
        current_.reset();
    }

    void simulate(const Job& job)
    {
        const auto begin = Clock::now();
        const std::array<std::string, 2> command{"veghe", "serve"};
        const ProvenanceClock clock(command);
        Pair pair = pair_of(job.asked, library_);
        Place& here = place(job);
        Baseline& baseline = here.baseline(pair.scenarios[0]);
        pair.scenarios[0] = baseline.scenario;
        read_draws(pair.scenarios[1]); // notes what is read
        const Draws* const draws = baseline.draws.get();
        state(job, "running", 0);
        const auto all = static_cast<std::size_t>(job.asked.pairs);
        Narrowing narrowing({begin_ensemble(pair.scenarios[0], here.ground(), job.asked.pairs, draws),
                             begin_ensemble(pair.scenarios[1], here.ground(), job.asked.pairs, draws)},
                            baseline, all, between_answers,
                            [&](Narrowing::Results& results) { answer(job, pair, results, draws, here, clock); });
        here.run(baseline, pair.scenarios[1], all, places_.room_of_newest(), *job.stop,
                 [&](std::size_t replicate, OneRun run) { narrowing.take(replicate, std::move(run)); });
        const Narrowing::Results& results = narrowing.finish();
        const std::chrono::duration<double> took = Clock::now() - begin;
        say_ready(job.asked);
        say({{"run", job.run},
             {"event", "done"},
             {"digests", {{"baseline", core_digest(results[0])}, {"strategy", core_digest(results[1])}}},
             {"pairs", job.asked.pairs},
             {"seconds", std::round(took.count() * 10.0) / 10.0}});
    }

    /// The comparison of the pairs that are there, as `veghe compare` makes it.
    void answer(const Job& job, const Pair& pair, Narrowing::Results& results, const Draws* draws, const Place& here,
                const ProvenanceClock& clock)
    {
        const auto pairs = static_cast<int>(results[0].runs.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (draws != nullptr) { // of the replicates so far
                results[i].drawn = drawn_values(pair.scenarios[i], *draws, pairs);
            }
            results[i].provenance = clock.finish(std::to_string(job.asked.seed), pairs);
            note_posterior(results[i].provenance, results[i].drawn_from);
            results[i].provenance.scenarios = {{pair.scenarios[i].name, pair.scenarios[i].resolved}};
            results[i].provenance.core_digests = {{pair.scenarios[i].name, core_digest(results[i])}};
        }
        Comparison comparison = compare(pair.scenarios, results, here.ground());
        clerk_.keep(job.run, comparison);
        const Disclosed disclosed = disclose(std::move(comparison));
        const auto chosen = // the baseline's own come first, and nobody chose them
            std::span(pair.scenarios[1].interventions).subspan(pair.scenarios[0].interventions.size());
        std::string line = "{\"run\":\"" + job.run + "\",\"event\":\"answer\",\"pairs\":" + std::to_string(pairs);
        for (const Language language : languages) {
            line += ",\"" + std::string(code_of(language)) +
                    "\":" + answer_json(disclosed, language, job.asked.pairs, chosen);
        }
        say_line(line + "}");
    }

    // ---- what is said --------------------------------------------------------------------------------------------

    void state(const Job& job, const char* phase, int pairs)
    {
        say({{"run", job.run}, {"event", "state"}, {"phase", phase}, {"pairs", pairs}});
    }

    void say(const Json& line) { say_line(line.dump(-1, ' ', false, Json::error_handler_t::replace)); }

    void say_line(const std::string& line)
    {
        const std::lock_guard lock(speaking_);
        std::cout << line << '\n' << std::flush;
    }

    Library library_;
    sim::Date begins_;
    Places places_; ///< of the thread that does the jobs
    std::atomic<bool> may_build_unasked_{};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::optional<Job> current_;
    bool building_{}; ///< the current job's place
    std::mutex speaking_;
    Language language_;
    Clerk clerk_; ///< the last: its thread speaks
};

void limit_memory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which map terabytes that nobody uses
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) == 0) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, memory_limit());
        ::setrlimit(RLIMIT_AS, &limit);
    }
#endif
    rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none); // no file is left of a crash
}

} // namespace

std::uint64_t memory_limit()
{
    constexpr std::uint64_t most = 6ULL << 30U;
    const std::uint64_t machine =
        static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return std::min(most, machine / 4 * 3);
}

int work(const std::filesystem::path& baseline, Language language)
{
    std::signal(SIGINT, SIG_IGN); // a terminal's Ctrl-C is for the server, which closes our input
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    limit_memory();
    return Worker(baseline, language).serve();
}

} // namespace analysis::web
