#include "analysis/web/engine.hpp"
#include "analysis/web/json.hpp"

#include <algorithm>
#include <exception>
#include <poll.h>
#include <unistd.h>

// The thread that has the process: it hears it, tells it, begins it anew, and looks after the runs.

namespace analysis::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A run that was told to stop and has not is ended with its process.
constexpr milliseconds patience{700};
/// A run that nobody looks on at.
constexpr milliseconds unseen{500};
/// The same where a page was loaded since, which may be the one that looked on: a reload asks for the page before it is seen to have gone.
constexpr seconds unseen_while_loading{5};
constexpr milliseconds seen_late{500};
/// One that nobody has looked on at yet.
constexpr seconds unseen_at_first{15};
constexpr milliseconds between_looks{100};
/// A process that ends at once each time is not begun more often than this.
constexpr milliseconds between_births{1000};

std::string order(const char* what, const Asked& asked, const std::string& run, const Library& library)
{
    return Json{{"do", what}, {"run", run}, {"asked", Json::parse(to_json(asked, library))}}.dump();
}

} // namespace

void Engine::supervise()
{
    while (true) {
        look_after_child();
        std::array<pollfd, 2> both{pollfd{bell_, POLLIN, 0}, pollfd{child_ ? child_->output() : -1, POLLIN, 0}};
        ::poll(both.data(), both.size(), static_cast<int>(between_looks.count()));
        std::uint64_t rung = 0;
        const auto ignored = ::read(bell_, &rung, sizeof rung);
        (void)ignored;
        const std::lock_guard lock(mutex_);
        if (closed_) {
            child_.reset();
            return;
        }
        if (child_) {
            listen();
        }
        look_after_runs();
        if (child_) {
            speak();
        }
    }
}

void Engine::look_after_child()
{
    if (child_ || Clock::now() - born_ < between_births) {
        return;
    }
    born_ = Clock::now();
    try {
        child_.emplace(arguments_);
        if (may_build_unasked_) {
            child_->tell(R"({"do":"unasked"})");
        }
    } catch (const std::exception&) {
        child_.reset(); // tried again after a while
    }
}

void Engine::listen()
{
    const bool alive = child_->receive();
    while (const auto line = child_->line()) {
        if (auto news = read_news(*line)) {
            hear(*news);
        } else { // of a process that is not itself any more
            child_->kill();
        }
    }
    if (!alive) {
        lose_child();
    }
}

void Engine::hear(News& news)
{
    if (news.ready) {
        ready_ = std::move(*news.ready);
    } else if (news.ticket != 0) {
        const auto waiting = replies_.find(news.ticket);
        if (waiting != replies_.end()) {
            waiting->second = std::move(news.reply);
            changed_.notify_all();
        }
    } else if (news.event == "memory") {
        cause_.out_of_memory = true;
    } else if (!news.run.empty()) {
        hear_of_run(news);
    }
}

void Engine::hear_of_run(News& news)
{
    const bool ends = news.event == "done" || news.event == "failed" || news.event == "stopped";
    if (ends && busy_ == news.run) {
        busy_.clear();
    }
    Run* const run = find(news.run);
    if (run == nullptr || over(run->look.phase)) {
        return;
    }
    if (news.event == "state") {
        change(*run, news.preparing ? Phase::preparing : Phase::running);
    } else if (news.event == "answer" && !run->told_to_stop) {
        run->look.pairs = news.pairs;
        run->look.answer = std::move(news.texts);
        change(*run, Phase::running);
    } else if (news.event == "done") {
        finish(*run, Phase::done, std::move(news.texts));
    } else if (news.event == "failed") {
        finish(*run, Phase::failed, std::move(news.texts));
    } else if (news.event == "stopped") {
        finish(*run, Phase::cancelled);
    }
}

/// Whoever waits for it is told, and the next process begins anew.
void Engine::lose_child()
{
    cause_.how = child_->end();
    may_build_unasked_ = may_build_unasked_ && !may_be_too_much(cause_, !busy_.empty());
    child_.reset();
    ready_.clear();
    orders_.clear();
    for (auto& [ticket, reply] : replies_) {
        reply = no_reply;
    }
    if (Run* const run = find(busy_)) {
        wished_ = run->asked; // its persons went with the process, and the next question is likely about them
        if (!over(run->look.phase)) {
            run->told_to_stop ? finish(*run, Phase::cancelled) : finish(*run, Phase::failed, told_of(cause_));
        }
    }
    busy_.clear();
    cause_ = {};
    changed_.notify_all();
}

/// How long a run at which nobody looks on is waited with.
Engine::Clock::duration Engine::patience_with(const Run& run) const
{
    if (!run.was_seen) {
        return unseen_at_first;
    }
    return page_loaded_ > run.alone_since - seen_late ? Clock::duration(unseen_while_loading) : unseen;
}

void Engine::look_after_runs()
{
    const auto now = Clock::now();
    for (Run& run : runs_) {
        const bool has_process = run.id == busy_ && child_;
        if (has_process && run.told_to_stop) {
            if (now - *run.told_to_stop > patience) {
                child_->kill();
            }
        } else if (has_process && now - run.begun > longest_run_) {
            cause_.minutes = longest_run_.count();
            child_->kill();
        } else if (!over(run.look.phase) && run.onlookers == 0 && now - run.alone_since > patience_with(run)) {
            stop(run);
        }
    }
}

/// Tells the process what has been asked for, and gives it the next run.
void Engine::speak()
{
    bool heard = true;
    for (; heard && !orders_.empty(); orders_.pop_front()) {
        heard = child_->tell(orders_.front());
    }
    if (heard && busy_.empty()) {
        heard = begin_next();
    }
    if (!heard) {
        child_->kill();
    }
}

/// \return  false when the process does not take it
bool Engine::begin_next()
{
    const auto next =
        std::find_if(runs_.begin(), runs_.end(), [](const Run& run) { return run.look.phase == Phase::waiting; });
    if (next != runs_.end()) {
        busy_ = next->id;
        next->begun = Clock::now();
        return child_->tell(order("run", next->asked, next->id, library_));
    }
    if (wished_) {
        const std::string wish = order("prepare", *wished_, "", library_);
        wished_.reset();
        return child_->tell(wish);
    }
    return true;
}

} // namespace analysis::web
