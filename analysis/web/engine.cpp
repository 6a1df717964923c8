#include "analysis/web/engine.hpp"

#include "analysis/web/json.hpp"
#include "analysis/web/request.hpp"
#include "analysis/web/words.hpp"

#include <algorithm>
#include <sys/eventfd.h>
#include <unistd.h>

namespace analysis::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds longest_reply{20};
constexpr std::ptrdiff_t runs_kept = 8;

} // namespace

std::string_view name_of(Phase phase)
{
    constexpr std::array<std::string_view, 6> names{"waiting", "preparing", "running", "done", "failed", "cancelled"};
    return names.at(static_cast<std::size_t>(phase));
}

bool over(Phase phase)
{
    return phase >= Phase::done;
}

Engine::Engine(const Library& library, std::vector<std::string> arguments, std::chrono::minutes longest_run)
    : library_(library), arguments_(std::move(arguments)), longest_run_(longest_run),
      bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this] { supervise(); })
{
}

Engine::~Engine()
{
    close();
    thread_.join();
    ::close(bell_);
}

// ---- what others ask ---------------------------------------------------------------------------------------------

std::optional<std::string> Engine::begin(const Asked& asked, const std::string& replaces)
{
    const std::lock_guard lock(mutex_);
    if (Run* const old = find(replaces)) {
        stop(*old);
    }
    // The one that the process has been given, and has said nothing of yet, waits no more.
    const auto waiting = std::count_if(runs_.begin(), runs_.end(), [&](const Run& run) {
        return run.look.phase == Phase::waiting && run.id != busy_;
    });
    if (waiting >= caps.queue + (busy_.empty() ? 1 : 0)) {
        return std::nullopt;
    }
    constexpr std::size_t id_bytes = 8;
    Run run;
    run.id = fresh_token(id_bytes);
    run.asked = asked;
    run.look.of = asked.pairs;
    run.alone_since = Clock::now();
    runs_.push_back(std::move(run));
    forget_old();
    wished_.reset(); // it will be ready with the run
    ring();
    return runs_.back().id;
}

void Engine::prepare(const Asked& asked)
{
    const std::lock_guard lock(mutex_);
    wished_ = asked;
    ring();
}

bool Engine::cancel(const std::string& id)
{
    const std::lock_guard lock(mutex_);
    Run* const run = find(id);
    if (run != nullptr) {
        stop(*run);
    }
    return run != nullptr;
}

std::optional<Asked> Engine::asked(const std::string& id) const
{
    const std::lock_guard lock(mutex_);
    const Run* const run = find(id);
    return run != nullptr ? std::optional(run->asked) : std::nullopt;
}

std::optional<Look> Engine::look(const std::string& id) const
{
    return wait(id, 0, milliseconds(0));
}

std::optional<Look> Engine::wait(const std::string& id, std::uint64_t version, milliseconds longest) const
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [&] {
        const Run* const run = find(id);
        return closed_ || run == nullptr || run->look.version > version;
    });
    const Run* const run = closed_ ? nullptr : find(id);
    return run != nullptr ? std::optional(run->look) : std::nullopt;
}

std::vector<std::string> Engine::ready() const
{
    const std::lock_guard lock(mutex_);
    return ready_;
}

Engine::Onlooker::Onlooker(Engine& engine, std::string run) : engine_(engine), run_(std::move(run))
{
    engine_.onlooker(run_, 1);
}

Engine::Onlooker::~Onlooker()
{
    engine_.onlooker(run_, -1);
}

void Engine::onlooker(const std::string& id, int change)
{
    const std::lock_guard lock(mutex_);
    if (Run* const run = find(id)) {
        run->onlookers += change;
        run->was_seen = true;
        run->alone_since = Clock::now();
    }
}

void Engine::expect_onlooker()
{
    const std::lock_guard lock(mutex_);
    page_loaded_ = Clock::now();
}

Reply Engine::report(const std::string& run, Language language)
{
    return ask({{"do", "report"}, {"run", run}, {"lang", std::string(code_of(language))}});
}

Reply Engine::open(const std::string& text, Language language)
{
    return ask({{"do", "open"}, {"text", text}, {"lang", std::string(code_of(language))}});
}

Reply Engine::ask(const std::map<std::string, std::string>& question)
{
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = ++tickets_;
    Json line(question);
    line["ticket"] = ticket;
    orders_.push_back(line.dump(-1, ' ', false, Json::error_handler_t::replace));
    replies_[ticket] = std::nullopt;
    ring();
    changed_.wait_for(lock, longest_reply, [&] { return closed_ || replies_[ticket]; });
    Reply reply = replies_[ticket].value_or(no_reply);
    replies_.erase(ticket);
    return reply;
}

void Engine::close()
{
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
    ring();
}

// ---- the runs ----------------------------------------------------------------------------------------------------

Engine::Run* Engine::find(const std::string& id)
{
    const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.id == id; });
    return found == runs_.end() ? nullptr : &*found;
}

const Engine::Run* Engine::find(const std::string& id) const
{
    return const_cast<Engine*>(this)->find(id);
}

void Engine::ring() const
{
    const std::uint64_t one = 1;
    const auto ignored = ::write(bell_, &one, sizeof one);
    (void)ignored;
}

void Engine::change(Run& run, Phase phase)
{
    run.look.phase = phase;
    ++run.look.version;
    changed_.notify_all();
}

void Engine::finish(Run& run, Phase phase, std::array<std::string, 2> end)
{
    run.look.end = std::move(end);
    change(run, phase);
}

/// Its process is told, and has a moment; what waits has not begun, and where persons are built, what goes on is not the run.
void Engine::stop(Run& run)
{
    if (over(run.look.phase) || run.told_to_stop) {
        return;
    }
    if (run.id == busy_) {
        orders_.emplace_back(R"({"do":"stop"})");
        run.told_to_stop = Clock::now();
    }
    if (run.id != busy_ || run.look.phase == Phase::preparing) {
        finish(run, Phase::cancelled);
    }
    ring();
}

/// Runs that are over, but for the last ones.
void Engine::forget_old()
{
    auto many = std::count_if(runs_.begin(), runs_.end(), [](const Run& run) { return over(run.look.phase); });
    for (auto run = runs_.begin(); run != runs_.end() && many > runs_kept;) {
        if (over(run->look.phase) && run->onlookers == 0 && run->id != busy_) {
            run = runs_.erase(run);
            --many;
        } else {
            ++run;
        }
    }
}

} // namespace analysis::web
