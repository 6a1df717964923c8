#include "analysis/cli/session.hpp"

#include "analysis/sweep/manifest.hpp"
#include "models/county_names.hpp"
#include "models/vocabulary.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/seal.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace cli {
namespace {

namespace fs = std::filesystem;

/// A seed that nobody named, below 2^63 so that a scenario file can hold it.
std::uint64_t fresh_seed()
{
    std::uint64_t seed = 0;
    if (::getentropy(&seed, sizeof seed) != 0) {
        throw std::runtime_error("the system gave no seed; name one with --seed");
    }
    return seed >> 1;
}

/// A path that a scenario names as it may be stored: one that leads up to the root and down again names folders of this
/// machine, so of such a path only the last part is kept.
fs::path public_path(const model::Scenario& scenario, const fs::path& named)
{
    const fs::path folder = fs::absolute(scenario.folder.empty() ? fs::path(".") : scenario.folder).lexically_normal();
    const fs::path data = fs::absolute(named).lexically_normal();
    const auto first = [](const fs::path& path) {
        const fs::path below = path.relative_path();
        return below.empty() ? fs::path{} : *below.begin(); // a scenario may lie in the root folder itself
    };
    return first(folder) == first(data) ? named : scenario.folder / data.filename();
}

/// Anything but a file that veghe wrote, so that a slip in -o costs nobody a scenario or a table.
bool is_foreign(const fs::path& target)
{
    std::error_code ignored;
    return fs::is_regular_file(target, ignored) && fs::file_size(target, ignored) > 0 &&
           !sim::seal::begins_like_one(target);
}

/// Whether a file is there that somebody may still want: not one that is empty, nor a damaged one of ours.
bool is_finished(const fs::path& target)
{
    std::error_code ignored;
    return fs::is_regular_file(target, ignored) && fs::file_size(target, ignored) > 0 &&
           (!sim::seal::begins_like_one(target) || !sim::format_of(target).empty());
}

} // namespace

std::string summary(const model::Scenario& s)
{
    constexpr std::size_t most_named = 5;
    std::string counties;
    for (std::size_t i = 0; i < s.counties.size() && s.counties.size() <= most_named; ++i) {
        counties += (i == 0 ? "" : ", ") + std::string(model::county_code(s.counties[i]));
    }
    const auto plural = [](std::size_t n, const std::string& word) {
        return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
    };
    return (counties.empty() ? plural(s.counties.size(), "county").replace(3, std::string::npos, "counties")
                             : counties) +
           "; " + sim::to_text(s.start) + " to " + sim::to_text(s.end) + "; " +
           plural(static_cast<std::size_t>(s.replicates), "replicate") + "; " +
           plural(s.interventions.size(), "intervention");
}

model::Scenario load(const fs::path& file, const RunChoices& choices)
{
    model::Overrides variables = choices.variables;
    model::Scenario scenario = model::load_scenario(file, {}, variables);
    variables.require_declared();
    return scenario;
}

namespace {

/// How many draws of which posterior the command line asks for.
void choose_draws(model::Scenario& scenario, int draws)
{
    if (draws == 0) {
        scenario.posterior.reset();
        scenario.calibrated = false;
    } else if (scenario.posterior) {
        scenario.posterior->draws = draws;
    } else {
        throw sim::InputError(
            "--posterior-draws",
            sim::refusal("usage.no-posterior", "{name} names no posterior to draw from",
                         "leave it out, or name a file of veghe calibrate in the scenario's [posterior]",
                         {{"name", scenario.name}}));
    }
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace

std::string calibration_text(const model::Scenario& scenario, const analysis::Draws* draws)
{
    if (draws == nullptr) {
        return {};
    }
    const analysis::DrawnNames names = analysis::names_drawn(scenario, *draws);
    const bool counties = draws->posterior.counties.draws.size() > 0;
    return "  calibrated by " + draws->from.file + ": each run takes one of " + std::to_string(draws->from.draws) +
           " draws (of " + std::to_string(draws->posterior.size()) + ") of " + listed(names.drawn) +
           (counties ? ", and what counties have of their own" : "") + "\n" +
           (names.effects.empty() ? "  what measures bring: as declared\n"
                                  : "  what measures bring: " + std::to_string(names.effects.size()) +
                                        " values, drawn as their grades leave open\n") +
           (names.stated.empty() ? "" : "  stated here, and so not drawn: " + listed(names.stated) + "\n");
}

Settled settle(model::Scenario& scenario, const RunChoices& choices)
{
    std::string told;
    if (choices.seed) {
        scenario.seed = choices.seed;
    } else if (!scenario.seed) {
        scenario.seed = fresh_seed();
        told = "seed " + std::to_string(*scenario.seed) + ", chosen because none was named; --seed " +
               std::to_string(*scenario.seed) + " repeats this run";
    }
    scenario.replicates = choices.replicates.value_or(scenario.replicates);
    if (choices.posterior_draws) {
        choose_draws(scenario, *choices.posterior_draws);
    }
    auto draws = analysis::read_draws(scenario);
    model::Scenario stored = scenario;
    stored.data_folder = public_path(scenario, scenario.data_folder);
    if (stored.posterior) {
        stored.posterior->file = public_path(scenario, scenario.posterior->file);
    }
    stored.branch.reset(); // moves no bit, and may name a folder of this machine
    scenario.resolved = model::to_toml(stored, model::registry_vocabulary());
    return {std::move(told), std::move(draws)};
}

namespace {

sim::Message something_else()
{
    return sim::refusal("output.something-else", "holds something else and will not be replaced",
                        "give -o another name");
}

sim::Message of_a_sweep()
{
    return sim::refusal("output.sweep", "is the folder of a sweep, and nothing else is kept in it",
                        "give -o another name");
}

sim::Message population_read()
{
    return sim::refusal("output.population", "is the population that is read and will not be replaced",
                        "give -o another name");
}

} // namespace

void refuse_finished(const std::vector<fs::path>& targets, const fs::path& read, bool force)
{
    sim::Problems problems;
    for (const fs::path& target : targets) {
        std::error_code ignored;
        if (analysis::sweep::has_manifest(target.parent_path())) {
            throw sim::InputError(target.parent_path().generic_string(), of_a_sweep());
        }
        if (!read.empty() && fs::equivalent(target, read, ignored)) {
            problems.add(target.generic_string(), population_read());
        } else if (target.extension() == ".h5" && is_foreign(target)) {
            problems.add(target.generic_string(), something_else());
        } else if (!force && is_finished(target)) {
            problems.add(target.generic_string(),
                         sim::refusal("output.finished", "is there already, and nothing finished is replaced",
                                      "give -o another name, or add --force"));
        }
    }
    problems.raise();
}

void prepare_target(const fs::path& target, const sim::Schema& schema, const fs::path& read)
{
    std::error_code ignored;
    if (fs::is_directory(target, ignored)) {
        throw sim::InputError(target.generic_string(),
                              sim::refusal("output.folder", "is a folder", "the name of a file is expected"));
    }
    if (is_foreign(target)) {
        throw sim::InputError(target.generic_string(), something_else());
    }
    if (!read.empty() && fs::equivalent(target, read, ignored)) {
        throw sim::InputError(target.generic_string(), population_read());
    }
    const std::string kind = fs::is_regular_file(target, ignored) ? sim::format_of(target) : "";
    if (!kind.empty() && kind != schema.format) {
        throw sim::InputError(target.generic_string(),
                              sim::refusal("output.other-kind", "is a {kind} and will not be replaced by a {wanted}",
                                           "give -o another name, or delete the file first",
                                           {{"kind", kind}, {"wanted", schema.format}}));
    }
    if (target.has_parent_path()) {
        sim::make_folder(target.parent_path());
    }
    sim::require_writable(target);
}

void say(const RunChoices& choices, const std::string& what)
{
    if (!choices.quiet) {
        std::cerr << what << '\n';
    }
}

FolderInProgress::FolderInProgress(fs::path target, Interrupts& interrupts)
    : target_(std::move(target)), interrupts_(interrupts)
{
    std::error_code ignored;
    if (target_.filename().empty()) {
        target_ = target_.parent_path(); // "out/" is "out"
    }
    if (target_.empty()) {
        throw sim::InputError("-o", sim::refusal("output.empty", "names no folder", "name the folder of the results"));
    }
    if (fs::exists(target_, ignored) && !fs::is_directory(target_, ignored)) {
        throw sim::InputError("-o", sim::refusal("output.file", "{name} is a file", "a folder is expected",
                                                 {{"name", target_.generic_string()}}));
    }
    if (target_.has_parent_path()) {
        sim::make_folder(target_.parent_path());
    }
    // Inside a folder that exists: it may lie on a disk of its own, to which nothing can be renamed from beside it.
    const bool exists = fs::is_directory(target_, ignored);
    sim::sweep(target_);
    sim::sweep(target_ / parts);
    path_ = sim::temporary_beside(exists ? target_ / parts : target_);
    std::error_code error;
    if (!fs::create_directory(path_, error)) {
        throw sim::StorageError(
            target_.generic_string(),
            sim::unwritten(exists ? sim::phrase("say.no-folder-in", "no folder can be made in it")
                                  : sim::phrase("say.no-folder-beside", "no folder can be made beside it"))
                .with_note(sim::reason(error.message())));
    }
    interrupts_.remember(path_);
}

FolderInProgress::~FolderInProgress()
{
    std::error_code ignored;
    if (!kept_) {
        fs::remove_all(path_, ignored);
    }
    interrupts_.forget(path_);
}

void FolderInProgress::keep()
{
    kept_ = true;
    interrupts_.forget(path_);
    fs::path swept_by_nobody = path_;
    swept_by_nobody.replace_extension(".finished");
    std::error_code error;
    fs::rename(path_, swept_by_nobody, error);
    path_ = error ? path_ : swept_by_nobody;
}

void FolderInProgress::commit(bool force)
{
    std::error_code error;
    const auto refuse_name = [&](const fs::path& name) {
        keep(); // what has not taken its name is finished, too
        throw sim::StorageError(
            name.generic_string(),
            sim::unwritten(sim::phrase("say.lies-finished",
                                       "what is finished cannot take this name and lies in {folder}",
                                       {{"folder", path_.generic_string()}}))
                .with_note(sim::reason(error.message())));
    };
    sim::sync_folder(path_);
    if (!fs::is_directory(target_, error)) {
        fs::rename(path_, target_, error);
        if (!error) {
            sim::sync_folder(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
            return;
        }
        if (std::error_code none; !fs::is_directory(target_, none)) { // nobody has made it meanwhile
            refuse_name(target_);
        }
    }
    // Listed first, the reports last: who sees a report finds what it was made of.
    std::vector<fs::path> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
        names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    std::stable_partition(names.begin(), names.end(), [](const fs::path& name) { return name.extension() != ".html"; });
    for (const fs::path& name : names) {
        const fs::path there = target_ / name;
        if (fs::is_directory(there, error) || (!force && is_finished(there))) {
            keep();
            throw sim::StorageError(
                there.generic_string(),
                sim::refusal("output.came-meanwhile", "has come since the work began and is not replaced",
                             "take all of it, finished, from {folder}", {{"folder", path_.generic_string()}}));
        }
    }
    for (const fs::path& name : names) {
        fs::rename(path_ / name, target_ / name, error);
        if (error) {
            refuse_name(target_ / name);
        }
    }
    sim::sync_folder(target_);
}

} // namespace cli
