#pragma once

#include "analysis/cli/commands.hpp"
#include "models/scenario.hpp"
#include "sim/recorder.hpp"

#include <filesystem>

namespace cli {

/// The scenario of one file, with what --set says. \throws sim::InputError
model::Scenario load(const std::filesystem::path& file, const RunChoices& choices);

/// A scenario in a few words: counties, dates, replicates, interventions.
std::string summary(const model::Scenario& s);

/// Applies what the command line said to a scenario, chooses a seed where nobody named one, and writes the scenario's
/// text again, so that the text stored with a result repeats it.
/// \return  what to tell the user of the seed; empty when it was named
std::string settle(model::Scenario& scenario, const RunChoices& choices);

/// Makes the folder of a file to be written, and refuses now what would be refused after hours of work, or would replace
/// a file of another kind.
/// \param schema  what will be written
/// \param read  a result that is read meanwhile, and must not be the target; empty when there is none
/// \throws sim::InputError, sim::StorageError
void prepare_target(const std::filesystem::path& target, const sim::Schema& schema,
                    const std::filesystem::path& read = {});

/// Says on standard error what is being done, unless quiet.
void say(const RunChoices& choices, const std::string& what);

/// A new folder beside `target`, or in it where it exists, removed with everything in it unless it is committed.
class FolderInProgress {
public:
    /// \throws sim::InputError when the target is no folder, sim::StorageError when none can be made there
    FolderInProgress(std::filesystem::path target, Interrupts& interrupts);
    ~FolderInProgress();
    FolderInProgress(const FolderInProgress&) = delete;
    FolderInProgress& operator=(const FolderInProgress&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Gives the files their names under the target; files of the same name are replaced one by one.
    /// \throws sim::StorageError
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path path_;
    Interrupts& interrupts_;
};

} // namespace cli
