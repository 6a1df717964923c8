#include "analysis/web/place.hpp"

#include "analysis/branch.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>

namespace analysis::web {
namespace {

/// Room for states of one place [bytes]. A county's state is some ten megabytes, so that it holds those of the first pairs, which
/// are waited for; the others are run from the beginning.
constexpr std::uint64_t room = 512ULL << 20U;
constexpr std::size_t baselines_kept = 2;

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
    const std::string key = std::to_string(scenario.seed.value_or(0)) + " " +
                            std::to_string(scenario.posterior ? model::usual_draws(scenario.replicates) : 0);
    const auto found = baselines_.find(key);
    if (found != baselines_.end()) {
        found->second.scenario = scenario; // of another number of replicates, perhaps
        found->second.draws = read_draws(found->second.scenario);
        const auto replicates = static_cast<std::size_t>(scenario.replicates);
        found->second.runs.resize(std::max(found->second.runs.size(), replicates));
        found->second.pasts.resize(found->second.runs.size());
        return found->second;
    }
    if (baselines_.size() >= baselines_kept) {
        baselines_.clear();
        bytes_ = 0;
    }
    Baseline& added = baselines_[key];
    added.scenario = scenario;
    added.draws = read_draws(added.scenario);
    added.runs.resize(static_cast<std::size_t>(scenario.replicates));
    added.pasts.resize(added.runs.size());
    return added;
}

bool Place::knows(const Baseline& baseline, std::size_t first) const
{
    return first <= baseline.runs.size() &&
           std::all_of(baseline.runs.begin(), baseline.runs.begin() + static_cast<std::ptrdiff_t>(first),
                       [](const auto& run) { return run.has_value(); });
}

bool Place::shares_past(const Baseline& baseline, const model::Scenario& strategy) const
{
    const std::array both{baseline.scenario, strategy};
    const auto parts = shared_past(both);
    return parts && ground().clock.tick_of(*parts) >= ground().clock.tick_of(begins_);
}

OneRun Place::run_one(Baseline& baseline, const model::Scenario* strategy, std::size_t replicate,
                      const sim::Snapshot* past, const sim::Stop& stop) const
{
    const model::Scenario& scenario = strategy != nullptr ? *strategy : baseline.scenario;
    return run_once(scenario, ground(), axes_, scenario.seed.value_or(0), static_cast<std::uint32_t>(replicate),
                    baseline.draws.get(), past, stop);
}

std::vector<OneRun> Place::run(Baseline& baseline, const model::Scenario* strategy, std::size_t first,
                               std::size_t count, const sim::Stop& stop)
{
    std::vector<OneRun> runs(strategy != nullptr ? count : 0);
    const bool shares = strategy != nullptr && shares_past(baseline, *strategy);
    const bool any_room = bytes_ < room && ground().clock.tick_of(begins_) > ground().clock.first();
    const auto body = [&](std::size_t i) {
        const std::size_t r = first + i;
        stop.check();
        auto& past = baseline.pasts[r];
        if (!past && !baseline.runs[r] && any_room) {
            past = past_of(before_branch(baseline.scenario, begins_), ground(), baseline.scenario.seed.value_or(0),
                           static_cast<std::uint32_t>(r), ground().clock.tick_of(begins_), baseline.draws.get(), stop);
        }
        const sim::Snapshot* const from = past ? &*past : nullptr;
        if (!baseline.runs[r]) {
            baseline.runs[r] = run_one(baseline, nullptr, r, from, stop);
        }
        if (strategy != nullptr) {
            runs[i] = run_one(baseline, strategy, r, shares ? from : nullptr, stop);
        }
    };
    if (count == 1) {
        body(0); // its loops share the threads
    } else {
        sim::for_each_task(count, body);
    }
    bytes_ = 0;
    for (const auto& [key, known] : baselines_) {
        for (const auto& past : known.pasts) {
            bytes_ += past ? bytes_of(*past) : 0;
        }
    }
    return runs;
}

} // namespace analysis::web
