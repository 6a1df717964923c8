#include "analysis/cli/sweep.hpp"
#include "analysis/cluster/sbatch.hpp"
#include "analysis/cluster/slurm_script.hpp"
#include "analysis/sweep/plan.hpp"
#include "analysis/sweep/status.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <ostream>

namespace cli {
namespace {

namespace fs = std::filesystem;
namespace cluster = analysis::cluster;
namespace sweep = analysis::sweep;
using sim::refusal;

constexpr const char* script_name = "job.sbatch";

/// The folder by its full name, without a stroke at the end; as it is called here, since other machines may have it behind a link of
/// the same name, unless ".." leads out of such a link.
fs::path full(const fs::path& folder)
{
    const bool leads_up = std::find(folder.begin(), folder.end(), "..") != folder.end();
    const fs::path path = leads_up ? fs::weakly_canonical(folder) : fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

cluster::SlurmOptions options_of(const fs::path& folder, const fs::path& file)
{
    const fs::path kept = folder / sweep::slurm_file;
    std::error_code none;
    if (!file.empty()) {
        return cluster::read_slurm_file(file);
    }
    return fs::is_regular_file(kept, none) ? cluster::read_slurm_file(kept) : cluster::SlurmOptions();
}

/// How many units are to do. Nothing to do is refused: an array would wait in the queue for it.
std::int64_t open_units(const fs::path& folder, const sweep::Manifest& manifest)
{
    const sweep::Status status = sweep::status_of(folder, manifest);
    if (status.missing.empty()) {
        throw sim::InputError(
            folder.generic_string(),
            refusal("slurm.nothing", "no unit is open: {finished} of {units} are finished, {aside} put aside",
                    "free what was put aside with veghe sweep run FOLDER --retry, or go on to merge",
                    {{"finished", status.finished}, {"units", status.units}, {"aside", status.aside}}));
    }
    return static_cast<std::int64_t>(status.missing.size());
}

} // namespace

int sweep_submit(const fs::path& shown, const fs::path& options_file, bool dry_run, std::ostream& out)
{
    const fs::path folder = full(shown);
    const sweep::Manifest manifest = sweep::read_manifest(folder);
    sweep::require_planned(folder, manifest);
    const cluster::SlurmOptions options = options_of(folder, options_file);
    const std::int64_t units = open_units(folder, manifest);
    if (options.program.empty() && options.image.empty()) {
        sweep::read_plan(folder); // refuses here what every task would refuse
    }
    const std::string script = cluster::slurm_script(options, {folder, fs::read_symlink("/proc/self/exe"), units});
    if (dry_run) {
        out << script;
        return exit_code::done;
    }
    const fs::path kept = folder / cluster::slurm_folder;
    sim::make_folder(kept);
    sim::write_file(kept / script_name, script);
    const std::string job = cluster::submit(kept / script_name);
    out << shown.generic_string() << ": job " << job << ", " << units << (units == 1 ? " unit" : " units")
        << " open; squeue -j " << job << " shows its tasks, " << (shown / cluster::slurm_folder).generic_string() << "/"
        << job << "_*.log what they say\n";
    return exit_code::done;
}

} // namespace cli
