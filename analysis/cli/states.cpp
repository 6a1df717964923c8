#include "analysis/cli/states.hpp"

#include "sim/error.hpp"
#include "sim/stop.hpp"

#include <algorithm>
#include <iostream>
#include <system_error>
#include <utility>

namespace cli {

namespace fs = std::filesystem;

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
    const auto tell = [](const std::string& what) { std::cerr << "veghe: " << what << '\n'; };
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        kept_.push_back(
            std::make_unique<const analysis::Checkpoints>(folders[s], analysis::identity_of(scenarios[s]), tell));
        views_.push_back(kept_.back().get());
    }
}

KeptStates::~KeptStates()
{
    kept_.clear(); // each takes its folder with it when that is empty
    std::error_code ignored;
    fs::remove(top_, ignored);
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
    const fs::directory_iterator all(top_);
    const bool others =
        std::any_of(begin(all), end(all), [](const auto& entry) { return analysis::Checkpoints::any(entry.path()); });
    return further || others
               ? top_.generic_string() + " holds states of " + (further ? "further replicates" : "other strategies") +
                     ": the command that left them goes on with --resume; delete the folder if nobody wants to"
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
              << begun - finished << " on the way; "
              << (begun == 0 ? "there is nothing to go on from"
                  : fresh    ? "the same command with --resume instead of --fresh goes on"
                             : "the same command with --resume goes on")
              << '\n';
}

} // namespace cli
