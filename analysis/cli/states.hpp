#pragma once

#include "analysis/checkpoints.hpp"
#include "analysis/cli/commands.hpp"
#include "models/scenario.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cli {

/// Refuses to begin anew over the states of a command that was stopped; takes the seed from those that it goes on from.
/// \param seeded  whether the scenario names a seed
/// \param top  what is named in a refusal
/// \param folders  where the states of each scenario lie
/// \throws sim::InputError
RunChoices with_states(const RunChoices& choices, bool seeded, const std::filesystem::path& top,
                       const std::vector<std::filesystem::path>& folders);

/// The states that the runs of a command keep beside its result, each scenario's in a folder of its own. No two commands
/// keep theirs below one folder at once, and folders in which nothing is left go.
class KeptStates {
public:
    /// \param top  the folder that all others lie in, or the only one
    /// \param folders  one for each scenario
    /// \throws as analysis::Checkpoints; sim::InputError when something else has the name of a folder
    KeptStates(std::filesystem::path top, const std::vector<std::filesystem::path>& folders,
               std::span<const model::Scenario> scenarios);
    ~KeptStates() = default;
    KeptStates(const KeptStates&) = delete;
    KeptStates& operator=(const KeptStates&) = delete;

    /// One entry for each scenario.
    std::span<const analysis::Checkpoints* const> all() const { return views_; }
    /// \throws sim::InputError when states are of other runs, saying in what they differ
    void require_own() const;
    /// Removes all states. \throws sim::StorageError when something stays
    void remove() const;
    /// Removes the states of the replicates below a number, of which the result is there.
    /// \return  what is left and what to do with it, for the user; empty when nothing is
    std::string remove_finished(int replicates) const;
    /// Does the work; of work that is stopped, or finds no room, says how much of it is kept and how to go on.
    /// \param fresh  whether the command said --fresh   \throws what the work throws
    void guarding(bool fresh, int replicates, const std::function<void()>& work) const;

private:
    void tell_how_to_go_on(bool fresh, int replicates) const;

    std::filesystem::path top_;
    std::optional<analysis::FolderLock> lock_; ///< on what several scenarios share; outlives their states
    std::vector<std::unique_ptr<const analysis::Checkpoints>> kept_;
    std::vector<const analysis::Checkpoints*> views_; ///< of the same
};

} // namespace cli
