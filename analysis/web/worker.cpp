#include "analysis/web/worker.hpp"

#include "analysis/compare.hpp"
#include "analysis/provenance.hpp"
#include "analysis/report/report.hpp"
#include "analysis/web/answer.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/narrowing.hpp"
#include "analysis/web/place.hpp"
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
#include <list>
#include <mutex>
#include <optional>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace analysis::web {
namespace {

using Clock = std::chrono::steady_clock;

/// Nothing more often than this is sent of one run: who watches cannot read faster.
constexpr std::chrono::milliseconds between_answers{250};
constexpr std::size_t places_kept = 3;
/// The most that states of all places take, of what the process may use: a county's have some ten megabytes each.
constexpr std::uint64_t most_room_for_states = 1024ULL << 20U;
constexpr std::uint64_t share_for_states = 4;
constexpr std::size_t results_kept = 8;

std::uint64_t room_for_states()
{
    return std::min(most_room_for_states, memory_limit() / share_for_states);
}

/// A run whose result can be asked for.
struct Kept {
    std::string run;
    Comparison comparison;
};

/// Something to be done, one after the other.
struct Job {
    std::string run; ///< empty: make a place ready
    Asked asked;
    std::shared_ptr<sim::Stop> stop{std::make_shared<sim::Stop>()};
};

class Worker {
public:
    explicit Worker(const std::filesystem::path& baseline) : library_(read_library(baseline)), begins_(first_measure())
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
        // What is in a loop over persons or households is not worth waiting for.
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
        } else {
            answer_ticket(order, what);
        }
    }

    void add(Job job)
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(jobs_, [](const Job& waiting) { return waiting.run.empty(); }); // the newest wish counts
        if (current_ && current_->run.empty()) {
            current_->stop->request();
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
        }
    }

    void answer_ticket(const Json& order, const std::string& what)
    {
        Json reply{{"ticket", order.at("ticket")}, {"status", 200}, {"type", "application/json"}};
        const Language language = language_of(order.at("lang").get<std::string>());
        try {
            if (what == "open") {
                reply["body"] =
                    Json{{"state", Json::parse(state_json(order.at("text").get<std::string>(), library_))}}.dump();
            } else {
                reply["type"] = "text/html; charset=utf-8";
                reply["body"] = report(order.at("run").get<std::string>(), language);
            }
        } catch (const sim::InputError& error) {
            constexpr int unprocessable = 422;
            reply["status"] = unprocessable;
            reply["body"] = messages_json(error.problems(), language);
        }
        say(reply);
    }

    std::string report(const std::string& run, Language language)
    {
        std::optional<Comparison> comparison;
        {
            const std::lock_guard lock(mutex_);
            for (const Kept& kept : kept_) {
                comparison = kept.run == run ? std::optional(kept.comparison) : comparison;
            }
        }
        if (!comparison) {
            throw sim::InputError(
                "", sim::refusal("serve.no-result", "the result of this run is no longer there", "run it again"));
        }
        comparison->provenance.data_digests = data_digests(library_.baseline.data_folder);
        return render_report(disclose(std::move(*comparison)), report_text(language));
    }

    // ---- what is done --------------------------------------------------------------------------------------------

    void do_jobs(const std::stop_token& over)
    {
        const sim::Threads threads(0);
        while (!over.stop_requested()) {
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return !jobs_.empty() || over.stop_requested(); });
                if (over.stop_requested()) {
                    return;
                }
                current_ = std::move(jobs_.front());
                jobs_.pop_front();
            }
            do_one(*current_);
            const std::lock_guard lock(mutex_);
            if (!current_->run.empty() &&
                jobs_.empty()) { // what a run broke off goes on while nobody asks for anything
                jobs_.push_back({"", current_->asked});
            }
            current_.reset();
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
            end_for_want_of_memory(error);
            throw;
        }
    }

    /// With what is left of the memory nothing can be relied on: the server begins another process.
    static void end_for_want_of_memory(const std::exception& error)
    {
        if (sim::is_lack_of_memory(error)) {
            constexpr std::string_view last = "{\"event\":\"memory\"}\n";
            const auto ignored = ::write(STDOUT_FILENO, last.data(), last.size());
            (void)ignored;
            std::_Exit(1);
        }
    }

    void fail(const Job& job, std::span<const sim::Problem> problems)
    {
        Json failed{{"run", job.run}, {"event", "failed"}};
        for (const Language language : languages) {
            failed[std::string(code_of(language))] = Json::parse(messages_json(problems, language));
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

    static std::string key_of(const Asked& asked)
    {
        std::string key;
        for (const std::string& code : asked.selection.counties) {
            key += (key.empty() ? "" : "+") + code;
        }
        return key + " " + std::to_string(asked.years);
    }

    Place& place(const Job& job)
    {
        const std::string key = key_of(job.asked);
        const auto found =
            std::find_if(places_.begin(), places_.end(), [&](const auto& known) { return known.first == key; });
        if (found != places_.end()) {
            places_.splice(places_.begin(), places_, found);
            return places_.front().second;
        }
        state(job, "preparing", 0);
        while (places_.size() >= places_kept) {
            places_.pop_back();
        }
        places_.emplace_front(std::piecewise_construct, std::forward_as_tuple(key),
                              std::forward_as_tuple(baseline_of(job.asked, library_), begins_, *job.stop));
        return places_.front().second;
    }

    /// Room for the states of the newest place [bytes], once the others have no more than half of all.
    std::uint64_t room_of_newest()
    {
        std::uint64_t left = room_for_states() / 2;
        for (auto known = std::next(places_.begin()); known != places_.end(); ++known) {
            known->second.shrink_to(left);
            left -= known->second.bytes();
        }
        return room_for_states() / 2 + left;
    }

    void make_ready(const Job& job)
    {
        Place& here = place(job);
        const auto first_ones = static_cast<std::size_t>(std::min(job.asked.pairs, usual_pairs));
        here.make_ready(here.baseline(baseline_of(job.asked, library_)), first_ones, room_of_newest(), *job.stop, [&] {
            const std::string key = key_of(job.asked);
            say({{"ready", key.substr(0, key.find(' '))}});
        });
        say({{"run", ""}, {"event", "stopped"}});
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
        here.run(baseline, pair.scenarios[1], all, room_of_newest(), *job.stop,
                 [&](std::size_t replicate, OneRun run) { narrowing.take(replicate, std::move(run)); });
        const Narrowing::Results& results = narrowing.finish();
        const std::chrono::duration<double> took = Clock::now() - begin;
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
        keep(job.run, comparison);
        const Disclosed disclosed = disclose(std::move(comparison));
        std::string line = "{\"run\":\"" + job.run + "\",\"event\":\"answer\",\"pairs\":" + std::to_string(pairs);
        for (const Language language : languages) {
            line += ",\"" + std::string(code_of(language)) + "\":" + answer_json(disclosed, language, job.asked.pairs);
        }
        say_line(line + "}");
    }

    void keep(const std::string& run, const Comparison& comparison)
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(kept_, [&](const Kept& kept) { return kept.run == run; });
        kept_.push_back({run, comparison});
        if (kept_.size() > results_kept) {
            kept_.pop_front();
        }
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
    std::list<std::pair<std::string, Place>> places_; ///< the newest first; of the thread that does the jobs
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::optional<Job> current_;
    std::deque<Kept> kept_;
    std::mutex speaking_;
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

int work(const std::filesystem::path& baseline)
{
    std::signal(SIGINT, SIG_IGN); // a terminal's Ctrl-C is for the server, which closes our input
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    limit_memory();
    return Worker(baseline).serve();
}

} // namespace analysis::web
