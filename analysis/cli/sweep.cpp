#include "analysis/cli/sweep.hpp"

#include "analysis/cli/progress.hpp"
#include "analysis/cli/session.hpp"
#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/make.hpp"
#include "analysis/sweep/plan.hpp"
#include "analysis/sweep/status.hpp"
#include "analysis/sweep/work.hpp"
#include "models/registry.hpp"
#include "models/scenario_text.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace sweep = analysis::sweep;
using sim::refusal;

constexpr std::size_t most_named = 10; ///< units that are listed

std::string counted(std::size_t n, const std::string& word)
{
    return std::to_string(n) + " " + word + (n == 1 ? "" : "s");
}

/// Refuses a folder in which something else lies.
void require_room(const fs::path& folder)
{
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const std::string name = entry.path().filename().string();
        const bool of_a_plan = name == "scenarios" || name == sweep::slurm_file || name == sweep::points_file ||
                               name == sweep::drawn_file || name == sweep::units_file || name == sweep::data_file;
        if (!of_a_plan && !name.starts_with('.')) {
            throw sim::InputError(folder.generic_string(),
                                  refusal("sweep.folder", "holds something else", "give -o another name"));
        }
    }
}

/// Where the design lies, as seen from the folder of the sweep, wherever links lead.
std::string source_of(const fs::path& design, const fs::path& folder)
{
    return fs::canonical(design).lexically_proximate(fs::weakly_canonical(folder)).generic_string();
}

/// Refuses to go on with what was planned when its files say something else by now: whoever changed them would not expect it.
void require_unchanged(const fs::path& folder, const sweep::Manifest& planned)
{
    const fs::path design = (fs::canonical(folder) / planned.source).lexically_normal();
    std::error_code none;
    if (planned.source.empty() || !fs::is_regular_file(design, none)) {
        return;
    }
    sim::Problems problems;
    const sweep::Manifest now =
        sweep::make_plan(sweep::read_design(design, model::all_parameters()), planned.source).manifest;
    for (const sim::Message& what : sweep::differences(planned, now)) {
        problems.add(design.generic_string(),
                     refusal("sweep.design-changed", "has changed since the sweep was planned: {what}",
                             "plan it into another folder, or add --as-planned to go on with what was planned",
                             {{"what", what}}));
    }
    problems.raise();
}

/// Makes one unit anew, for who wants to see what it does, and compares it with what is kept of it.
int repeat(const fs::path& folder, const sweep::Plan& plan, const sweep::MakeUnit& make, const std::string& id,
           std::ostream& out)
{
    const auto units = sweep::units_of(plan.manifest);
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto& unit) { return unit.id == id; });
    if (found == units.end()) {
        throw sim::InputError("--unit", refusal("sweep.no-unit", "{unit} is no unit of this sweep",
                                                "take one of units.csv", {{"unit", model::shortened(id)}}));
    }
    sweep::UnitResult result = make(*found);
    result.id = id;
    const sweep::UnitFolder results(folder);
    const bool kept = results.has(id);
    if (kept && !(results.read(id) == result)) {
        throw sim::StorageError(results.file(id).generic_string(),
                                refusal("sweep.contradiction", "unit {unit} was made twice, and gave two results",
                                        "test the memory of the machines; run veghe sweep verify", {{"unit", id}}));
    }
    out << id << ": point " << found->point << ", replicate " << found->replicate << "; "
        << (kept ? "the same again" : "runs, and is not kept") << '\n';
    return exit_code::done;
}

sweep::WorkOptions options_of(const SweepChoices& choices)
{
    sweep::WorkOptions options;
    options.at_once = choices.one_at_a_time ? 1 : static_cast<std::size_t>(sim::Threads::count());
    constexpr double milliseconds = 1000.0;
    if (choices.lease_s) {
        options.lease = std::chrono::milliseconds(std::llround(*choices.lease_s * milliseconds));
    }
    if (choices.minutes) {
        options.most_time = std::chrono::milliseconds(std::llround(*choices.minutes * 60.0 * milliseconds));
    }
    options.wait = !choices.no_wait;
    options.check = !choices.unchecked;
    options.most_units = choices.most_units;
    return options;
}

/// What it cost that results were on the disk before they counted.
void tell_keeping(const sweep::Writer::Totals& keeping, std::ostream& out)
{
    const std::size_t units = keeping.anew + keeping.same + keeping.other;
    if (units == 0) {
        return;
    }
    constexpr double ms = 1000.0;
    const double tenths = std::round(keeping.sync.seconds * ms / static_cast<double>(units) * 10.0);
    out << "  of keeping, " << seconds_text(keeping.sync.seconds) << " in " << counted(keeping.sync.calls, "call")
        << " of fsync and fdatasync, " << model::number_text(tenths / 10.0) << " ms a unit; simulating waited for it "
        << (keeping.waits == 0 ? "never" : std::to_string(keeping.waits) + " times, " + seconds_text(keeping.waited_s))
        << '\n';
}

/// What a process says at its end. \return  its exit code
int tell(const fs::path& folder, const sweep::WorkDone& done, double seconds, const SweepChoices& choices,
         std::ostream& out)
{
    if (done.other > 0) {
        throw sim::StorageError(folder.generic_string(),
                                refusal("sweep.contradictions", "{units} units were made twice, and gave two results",
                                        "test the memory of the machines; run veghe sweep verify",
                                        {{"units", static_cast<std::int64_t>(done.other)}}));
    }
    if (!choices.run.quiet) {
        out << folder.generic_string() << ": " << done.finished << " of " << counted(done.units, "unit")
            << " finished, " << done.made << " by this process in " << seconds_text(seconds) << " ("
            << seconds_text(done.making_s) << " of simulating, " << seconds_text(done.keeping.seconds)
            << " of keeping beside it)";
        if (done.aside > 0) {
            out << "; " << done.aside << " put aside";
        }
        out << (choices.unchecked ? "; no file was read again: veghe sweep verify does\n" : "\n");
        tell_keeping(done.keeping, out);
    }
    return done.finished == done.units ? exit_code::done : exit_code::partial;
}

} // namespace

int sweep_plan(const fs::path& design_file, const fs::path& folder, const SweepChoices& choices, std::ostream& out)
{
    const sweep::Design design = sweep::read_design(design_file, model::all_parameters());
    const sweep::Plan plan = sweep::make_plan(design, source_of(design_file, folder));
    const bool known = sweep::has_manifest(folder);
    if (known) {
        const sweep::Manifest planned = sweep::read_manifest(folder);
        sweep::require_planned(folder, planned);
        sim::Problems problems;
        for (const sim::Message& what : sweep::differences(planned, plan.manifest)) {
            problems.add(folder.generic_string(), refusal("sweep.planned", "holds another sweep: {what}",
                                                          "give -o another name", {{"what", what}}));
        }
        problems.raise();
    } else {
        require_room(folder);
        sweep::write_plan(folder, plan);
    }
    if (known && design.slurm) { // no part of what is planned: it may be another every time
        sim::write_file(folder / sweep::slurm_file, analysis::cluster::slurm_text(*design.slurm));
    }
    if (!choices.run.quiet) {
        const sweep::Manifest& m = plan.manifest;
        const std::size_t units = m.points.size() * m.replicates;
        out << folder.generic_string() << (known ? ": planned before, " : ": ") << m.kind << ", "
            << counted(m.points.size(), "point") << " of " << counted(m.parameters.size(), "parameter") << " x "
            << counted(m.replicates, "replicate") << " = " << counted(units, "unit") << " of "
            << counted(m.scenarios.size(), "scenario") << '\n';
    }
    return exit_code::done;
}

int sweep_run(const fs::path& folder, const SweepChoices& choices, Interrupts& interrupts, std::ostream& out)
{
    const auto begin = std::chrono::steady_clock::now();
    const sweep::Plan plan = sweep::read_plan(folder);
    if (!choices.as_planned) {
        require_unchanged(folder, plan.manifest);
    }
    if (choices.retry) {
        say(choices.run, counted(sweep::Failures(folder).free_all(), "unit") + " freed");
    }
    const sim::Threads threads(choices.run.threads);
    const sweep::WorkOptions options = options_of(choices);
    const analysis::Prepared prepared =
        sweep::prepare_sweep(folder, plan,
                             {.population_file = choices.run.population,
                              .built = choices.unit.empty() ? sweep::Built::kept : sweep::Built::dropped,
                              .lease = options.lease},
                             interrupts.stop(), [&](const std::string& what) { say(choices.run, what); });
    const sweep::MakeUnit make = sweep::maker(plan, *prepared.ground, interrupts.stop());
    if (!choices.unit.empty()) {
        return repeat(folder, plan, make, choices.unit, out);
    }
    interrupts.keeps_state();
    const std::size_t open = sweep::count_of(folder, plan.manifest).missing.size();
    sweep::WorkDone done;
    try {
        Progress progress("units", std::max<std::size_t>(1, open), choices.run.quiet);
        done = sweep::work(folder, plan.manifest, make, options,
                           {.stop = interrupts.stop(),
                            .after_units =
                                [&](std::size_t n) {
                                    for (std::size_t k = 0; k < n; ++k) {
                                        progress.advance();
                                    }
                                },
                            .say = [](const std::string& what) { std::cerr << "veghe: " << what << '\n'; }});
    } catch (const std::exception&) { // whatever ended it: what is finished stays
        const sweep::Status now = sweep::count_of(folder, plan.manifest);
        std::cerr << "veghe: " << now.finished << " of " << counted(now.units, "unit")
                  << " finished; the same command goes on\n";
        throw;
    }
    interrupts.is_done();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return tell(folder, done, elapsed.count(), choices, out);
}

int sweep_status(const fs::path& folder, const SweepChoices&, std::ostream& out)
{
    const sweep::Manifest manifest = sweep::read_manifest(folder);
    const sweep::Status status = sweep::status_of(folder, manifest);
    out << folder.generic_string() << ": " << status.finished << " of " << counted(status.units, "unit")
        << " finished, " << status.running << " running, " << status.aside << " put aside, "
        << status.missing.size() - status.running << " open; " << status.workers
        << (status.workers == 1 ? " process" : " processes") << " at work\n";
    if (status.failed > 0) {
        out << "  failures: " << status.failed << '\n';
    }
    if (status.unit_s) {
        out << "  a unit takes " << seconds_text(*status.unit_s) << " in the mean\n";
    }
    if (status.left_s && !status.missing.empty()) {
        out << "  " << std::llround(*status.per_hour) << " units an hour now; about " << seconds_text(*status.left_s)
            << " left\n";
    }
    const auto list = [&](const std::string& what, const std::vector<sweep::Unit>& units) {
        for (std::size_t k = 0; k < std::min(units.size(), most_named); ++k) {
            out << "  " << what << ": point " << units[k].point << ", replicate " << units[k].replicate << ", unit "
                << units[k].id << '\n';
        }
        if (units.size() > most_named) {
            out << "  and " << units.size() - most_named << " more\n";
        }
    };
    list("missing", status.missing);
    list("damaged, and made again by veghe sweep run", status.damaged);
    list("cannot be read", status.unreadable);
    list("put aside", status.put_aside);
    for (const std::string& unit : status.contradicted) {
        out << "  made twice, and gave two results: unit " << unit << '\n';
    }
    sweep::require_planned(folder, manifest); // last: how far it is holds all the same
    if (!status.sound()) { // it outweighs what is open: that goes by itself, and this waits for somebody
        return exit_code::storage;
    }
    return status.complete() ? exit_code::done : exit_code::partial;
}

} // namespace cli
