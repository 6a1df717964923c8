#pragma once

#include "analysis/cli/commands.hpp"
#include "analysis/draws.hpp"
#include "models/scenario.hpp"
#include "sim/recorder.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// The scenario of one file, with what --set says. \throws sim::InputError
model::Scenario load(const std::filesystem::path& file, const RunChoices& choices);

/// A scenario in a few words: counties, dates, replicates, interventions.
std::string summary(const model::Scenario& s);

/// What was settled of a scenario.
struct Settled {
    std::string told;                             ///< what to tell the user of the seed; empty when it was named
    std::shared_ptr<const analysis::Draws> draws; ///< of its posterior; null without one
};

/// Applies what the command line said to a scenario, chooses a seed where nobody named one, reads its posterior, and writes the
/// scenario's text again, so that the text stored with a result repeats it.
/// \throws as analysis::read_draws(); sim::InputError when draws are asked for of a scenario without a posterior
Settled settle(model::Scenario& scenario, const RunChoices& choices);

/// What of a scenario is drawn from its posterior, for who validates it; nothing without one.
std::string calibration_text(const model::Scenario& scenario, const analysis::Draws* draws);

/// Refuses, unless forced, to begin what would replace something finished. A file that is empty or damaged is not.
/// \param targets  the files that will be written
/// \param read  a population that is read meanwhile, replaced never; empty when there is none
/// \throws sim::InputError with every one that is there; forced or not, for the folder of a sweep and for files that are not of veghe
void refuse_finished(const std::vector<std::filesystem::path>& targets, const std::filesystem::path& read, bool force);

/// Makes the folder of a file to be written, and refuses now what would be refused after hours of work, or would replace
/// a file of another kind.
/// \param schema  what will be written
/// \param read  a result that is read meanwhile, and must not be the target; empty when there is none
/// \throws sim::InputError, sim::StorageError
void prepare_target(const std::filesystem::path& target, const sim::Schema& schema,
                    const std::filesystem::path& read = {});

/// Says on standard error what is being done, unless quiet.
void say(const RunChoices& choices, const std::string& what);

/// Beside which name in a folder that exists what is going to be in it is made.
inline constexpr std::string_view parts = "partial";

/// A new folder beside `target`, or in it where it exists, removed with everything in it unless it is committed.
class FolderInProgress {
public:
    /// \throws sim::InputError when the target is no folder, sim::StorageError when none can be made there
    FolderInProgress(std::filesystem::path target, Interrupts& interrupts);
    ~FolderInProgress();
    FolderInProgress(const FolderInProgress&) = delete;
    FolderInProgress& operator=(const FolderInProgress&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// Gives the files their names under the target. Files of the same name are replaced one by one when forced; if not, and
    /// some have come since the work began, nothing is replaced and what is finished stays where it is.
    /// \throws sim::StorageError
    void commit(bool force);

private:
    /// What is in it is finished and has no other place: it is not swept later.
    void keep();

    std::filesystem::path target_;
    std::filesystem::path path_;
    Interrupts& interrupts_;
    bool kept_{};
};

} // namespace cli
