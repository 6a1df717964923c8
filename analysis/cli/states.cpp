#include "analysis/cli/states.hpp"

#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/stop.hpp"

#include <algorithm>
#include <iostream>
#include <system_error>
#include <utility>

namespace cli {

namespace fs = std::filesystem;

namespace {

/// \throws sim::InputError when something else is there
void require_folder(const fs::path& path)
{
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(path, ignored)) && !fs::is_directory(path, ignored)) {
        throw sim::InputError(path.generic_string(),
                              sim::refusal("checkpoint.no-place",
                                           "is no folder, and states are kept in a folder of this name",
                                           "move it away, or name another result with -o"));
    }
}

} // namespace

RunChoices with_states(const RunChoices& choices, bool seeded, const fs::path& top,
                       const std::vector<fs::path>& folders)
{
    RunChoices known = choices;
    if (!choices.resume && !choices.fresh && std::any_of(folders.begin(), folders.end(), analysis::Checkpoints::any)) {
        throw sim::InputError(top.generic_string(),
                              sim::refusal("checkpoint.there", "holds the states of a run that was stopped",
                                           "--resume goes on with it, --fresh throws them away"));
    }
    if (choices.resume && !choices.seed && !seeded) {
        for (const fs::path& folder : folders) {
            known.seed = known.seed ? known.seed : analysis::Checkpoints::seed_in(folder);
        }
    }
    return known;
}

KeptStates::KeptStates(fs::path top, const std::vector<fs::path>& folders, std::span<const model::Scenario> scenarios)
    : top_(std::move(top))
{
    sim::expect(folders.size() == scenarios.size(), "each scenario keeps states of its own");
    require_folder(top_);
    if (folders != std::vector{top_}) {
        sim::make_folder(top_);
        lock_.emplace(top_, "comparison.lock"); // no scenario's folder has a dot
    }
    const auto tell = [](const std::string& what) { std::cerr << "veghe: " << what << '\n'; };
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        require_folder(folders[s]);
        kept_.push_back(
            std::make_unique<const analysis::Checkpoints>(folders[s], analysis::identity_of(scenarios[s]), tell));
        views_.push_back(kept_.back().get());
    }
}

void KeptStates::require_own() const
{
    for (const auto& states : kept_) {
        states->require_own();
    }
}

void KeptStates::remove() const
{
    for (const auto& states : kept_) {
        states->remove();
    }
}

std::string KeptStates::remove_finished(int replicates) const
{
    for (const auto& states : kept_) {
        states->remove(replicates);
    }
    const bool further = std::any_of(kept_.begin(), kept_.end(),
                                     [](const auto& states) { return analysis::Checkpoints::any(states->folder()); });
    std::error_code ignored; // somebody may have removed it
    const fs::directory_iterator all(top_, ignored);
    const bool others = std::any_of(begin(all), end(all), [&](const auto& entry) {
        const bool own = std::any_of(kept_.begin(), kept_.end(), [&](const auto& states) {
            return states->folder().filename() == entry.path().filename();
        });
        return !own && analysis::Checkpoints::any(entry.path());
    });
    const std::string what = further && others ? "further replicates and of other strategies"
                             : further         ? "further replicates"
                                               : "other strategies";
    return further || others ? top_.generic_string() + " holds states of " + what +
                                   ": the command that left them goes on with --resume; delete the folder if nobody "
                                   "wants to"
                             : "";
}

void KeptStates::guarding(bool fresh, int replicates, const std::function<void()>& work) const
{
    try {
        work();
    } catch (const sim::Stopped&) {
        tell_how_to_go_on(fresh, replicates);
        throw;
    } catch (const sim::StorageError&) { // when there is room again
        tell_how_to_go_on(fresh, replicates);
        throw;
    }
}

void KeptStates::tell_how_to_go_on(bool fresh, int replicates) const
{
    int finished = 0;
    int begun = 0;
    for (const auto& states : kept_) {
        const auto of_scenario = states->progress(replicates);
        finished += of_scenario.finished;
        begun += of_scenario.begun;
    }
    const std::size_t all = kept_.size() * static_cast<std::size_t>(replicates);
    std::cerr << "veghe: stopped; of " << all << (all == 1 ? " run " : " runs ") << finished << " finished, "
              << begun - finished << " on the way, kept in " << top_.generic_string() << "; "
              << (begun == 0 ? "there is nothing to go on from"
                  : fresh    ? "the same command with --resume instead of --fresh goes on"
                             : "the same command with --resume goes on")
              << '\n';
}

} // namespace cli
