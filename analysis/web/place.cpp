#include "analysis/web/place.hpp"

#include "analysis/branch.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>

namespace analysis::web {
namespace {

constexpr std::size_t baselines_kept = 2;
/// From so many persons on a first answer gains enough by a second thread: of two cores Bucharest's a quarter, Dolj's, 0.6 million, a tenth.
constexpr std::size_t persons_for_threads = 500'000;

/// Whether a replicate takes the same draw of the same posterior: how many are taken in turn depends on how many replicates there are.
bool same_draw(const Draws* before, const Draws* now, std::uint32_t replicate)
{
    return before == nullptr || now == nullptr ? before == now
                                               : before->from.digest == now->from.digest &&
                                                     position_of(*before, replicate) == position_of(*now, replicate);
}

} // namespace

std::uint64_t bytes_of(const sim::Snapshot& state)
{
    std::uint64_t bytes = 0;
    for (const sim::Snapshot::Store& store : state.stores) {
        bytes += store.bytes() + store.ticks.size() * sizeof(std::int32_t);
    }
    return bytes;
}

Place::Place(const model::Scenario& baseline, sim::Date begins, const sim::Stop& stop)
    : prepared_(prepare(baseline, {}, stop)), axes_(axes_of(baseline, *prepared_.ground)), begins_(begins)
{
}

Baseline& Place::baseline(const model::Scenario& scenario)
{
    const std::uint64_t seed = scenario.seed.value_or(0);
    if (!baselines_.contains(seed) && baselines_.size() >= baselines_kept) {
        shrink_to(0);
        baselines_.clear();
    }
    Baseline& baseline = baselines_[seed];
    const std::shared_ptr<const Draws> known = baseline.draws;
    baseline.scenario = scenario;
    baseline.draws = read_draws(baseline.scenario);
    baseline.runs.resize(std::max(baseline.runs.size(), static_cast<std::size_t>(scenario.replicates)));
    baseline.pasts.resize(baseline.runs.size());
    for (std::size_t r = 0; r < baseline.runs.size(); ++r) {
        if (!same_draw(known.get(), baseline.draws.get(), static_cast<std::uint32_t>(r))) {
            forget(baseline.pasts[r]);
            baseline.runs[r].reset();
        }
    }
    return baseline;
}

bool Place::shares_past(const Baseline& baseline, const model::Scenario& strategy) const
{
    const std::array both{baseline.scenario, strategy};
    const auto parts = shared_past(both);
    return parts && ground().clock.tick_of(*parts) >= ground().clock.tick_of(begins_);
}

OneRun Place::run_one(const Course& course, const model::Scenario& scenario, std::size_t replicate,
                      bool from_past) const
{
    const auto& past = course.baseline.pasts[replicate];
    return run_once(scenario, ground(), axes_, scenario.seed.value_or(0), static_cast<std::uint32_t>(replicate),
                    course.baseline.draws.get(), from_past && past ? &*past : nullptr, course.stop);
}

/// The state of a replicate that has not been run, where there is room for one as large as the others.
void Place::keep_past(const Course& course, std::size_t replicate)
{
    Baseline& baseline = course.baseline;
    const sim::Tick until = ground().clock.tick_of(begins_);
    if (baseline.pasts[replicate] || baseline.runs[replicate] || until <= ground().clock.first() ||
        bytes_ + state_bytes_ > course.room) {
        return;
    }
    baseline.pasts[replicate] =
        past_of(before_branch(baseline.scenario, begins_), ground(), baseline.scenario.seed.value_or(0),
                static_cast<std::uint32_t>(replicate), until, baseline.draws.get(), course.stop);
    const std::uint64_t kept = bytes_of(*baseline.pasts[replicate]);
    state_bytes_ = kept;
    bytes_ += kept;
}

/// One replicate, and where there is a strategy its run. Begun outside a loop, what it has to do is done side by side.
OneRun Place::one(const Course& course, std::size_t replicate)
{
    course.stop.check();
    keep_past(course, replicate);
    auto& known = course.baseline.runs[replicate];
    OneRun run;
    const auto of_baseline = [&] { known = run_one(course, course.baseline.scenario, replicate, true); };
    const auto of_strategy = [&] { run = run_one(course, *course.strategy, replicate, course.shares_past); };
    if (course.strategy == nullptr) {
        known ? void() : of_baseline();
    } else if (known) {
        of_strategy();
    } else {
        sim::for_each_task(2, [&](std::size_t which) { which == 0 ? of_baseline() : of_strategy(); });
    }
    return run;
}

/// Each thread takes the next replicate when it has done with one, so that the first ones are there first.
void Place::in_turn(const Course& course, std::size_t first, std::size_t all, const Done& done)
{
    std::atomic<std::size_t> next{first};
    const auto threads = static_cast<std::size_t>(std::max(1, sim::Threads::count()));
    sim::for_each_task(std::min(threads, all - std::min(first, all)), [&](std::size_t) {
        try {
            for (std::size_t r = next++; r < all; r = next++) {
                done(r, one(course, r));
            }
        } catch (...) {
            next = all; // nobody goes on where one has failed
            throw;
        }
    });
}

void Place::run(Baseline& baseline, const model::Scenario& strategy, std::size_t all, std::uint64_t room,
                const sim::Stop& stop, const Done& done)
{
    const Course course{baseline, &strategy, shares_past(baseline, strategy), room, stop};
    std::size_t first = 0;
    // The first pair is waited for: it has all threads where they gain something, by a part of it for each, or by persons enough.
    if (!baseline.runs[0] || ground().population.size() >= persons_for_threads) {
        done(0, one(course, first++));
    }
    in_turn(course, first, all, done);
}

void Place::make_ready(Baseline& baseline, std::size_t all, std::uint64_t room, const sim::Stop& stop,
                       const std::function<void()>& first_done)
{
    in_turn({baseline, nullptr, false, room, stop}, 0, all, [&](std::size_t replicate, const OneRun&) {
        if (replicate == 0) {
            first_done();
        }
    });
}

void Place::forget(std::optional<sim::Snapshot>& past)
{
    bytes_ -= past ? bytes_of(*past) : 0;
    past.reset();
}

void Place::shrink_to(std::uint64_t bytes)
{
    for (auto& [key, baseline] : baselines_) {
        for (auto past = baseline.pasts.rbegin(); past != baseline.pasts.rend() && bytes_ > bytes; ++past) {
            forget(*past);
        }
    }
}

} // namespace analysis::web
