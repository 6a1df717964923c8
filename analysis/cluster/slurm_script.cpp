#include "analysis/cluster/slurm_script.hpp"

#include "sim/error.hpp"

#include <algorithm>

namespace analysis::cluster {
namespace {

using sim::refusal;

/// A folder as the pattern of --output: sbatch reads % and \ in it, and takes the rest as it is between quotes.
std::string output_pattern(const std::filesystem::path& folder)
{
    const std::string name = folder.generic_string();
    const bool strange = std::any_of(name.begin(), name.end(), [](char c) {
        return c == '%' || c == '\\' || c == '"' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    if (strange) {
        throw sim::InputError(name, refusal("slurm.folder",
                                            "{characters} in the name of a folder mean something else to sbatch",
                                            "give the folder another name", {{"characters", "% \\ \""}}));
    }
    return "\"" + name + "/" + std::string(slurm_folder) + "/%A_%a.log\"";
}

/// What the job is called in the queue: of the folder's name what every tool shows as it is.
std::string job_name(const std::filesystem::path& folder)
{
    std::string name = folder.filename().generic_string();
    std::replace_if(
        name.begin(), name.end(),
        [](char c) {
            return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '.');
        },
        '_');
    return "veghe-" + name;
}

std::string directives(const SlurmOptions& options, const SlurmJob& job)
{
    std::string text;
    const auto add = [&](const std::string& option) { text += "#SBATCH --" + option + "\n"; };
    const auto add_if = [&](bool said, const std::string& option) {
        if (said) {
            add(option);
        }
    };
    const std::int64_t tasks = std::min(options.tasks, job.units); // more would find nothing to do
    add("job-name=" + job_name(job.folder));
    add("array=0-" + std::to_string(tasks - 1) + (options.at_once > 0 ? "%" + std::to_string(options.at_once) : ""));
    add("nodes=1");
    add("ntasks=1");
    add("cpus-per-task=" + std::to_string(options.cpus));
    add_if(options.memory_mb > 0, "mem=" + std::to_string(options.memory_mb) + "M");
    add_if(options.minutes > 0, "time=" + std::to_string(options.minutes));
    add_if(!options.partition.empty(), "partition=" + options.partition);
    add_if(!options.account.empty(), "account=" + options.account);
    add_if(!options.qos.empty(), "qos=" + options.qos);
    add("signal=TERM@" + std::to_string(options.grace_seconds));
    add("requeue");
    add("open-mode=append");
    add("output=" + output_pattern(job.folder));
    for (const std::string& option : options.options) {
        text += "#SBATCH " + option + "\n";
    }
    return text;
}

std::string program_of(const SlurmOptions& options, const SlurmJob& job)
{
    if (!options.program.empty()) {
        return options.program;
    }
    return options.image.empty() ? job.program.generic_string() : "veghe";
}

/// The command of a worker; in an image, which sees the sweep and what is bound beside it.
std::string worker(const SlurmOptions& options, const SlurmJob& job)
{
    std::string command;
    if (!options.image.empty()) {
        command = "apptainer exec --bind " + shell_quoted(job.folder.generic_string());
        for (const std::string& bind : options.binds) {
            command += " --bind " + shell_quoted(bind);
        }
        command += " " + shell_quoted(options.image) + " ";
    }
    return command + shell_quoted(program_of(options, job)) + " sweep run " +
           shell_quoted(job.folder.generic_string()) + " --threads " + std::to_string(options.cpus) + " --unchecked";
}

} // namespace

std::string shell_quoted(std::string_view text)
{
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

std::string slurm_script(const SlurmOptions& options, const SlurmJob& job)
{
    std::string text = "#!/bin/bash\n"
                       "# Written by veghe sweep submit. Each task takes units of the sweep until none is left.\n";
    text += directives(options, job);
    text += "\n";
    for (const std::string& module : options.modules) { // before -u, which what modules run does not always bear
        text += "module load " + shell_quoted(module) + " || exit 1\n";
    }
    text += "set -uo pipefail\n";
    const std::string restarts = std::to_string(options.restarts);
    // The warning goes to steps and not to the shell, so the worker is a step. A shell that ended first could not queue the task
    // again; scancel ends both, and a task that is no more running must not come back.
    text +=
        "\ntrap : TERM # the shell outlives its step\nsrun --ntasks=1 --cpus-per-task=" + std::to_string(options.cpus) +
        " " + worker(options, job) +
        "\n"
        "status=$?\n\n"
        "task=$SLURM_JOB_ID\n"
        "[[ -z ${SLURM_ARRAY_TASK_ID:-} ]] || task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\n"
        "# 143: warned of a time limit or a preemption. A task that was cancelled runs no more, and stays so.\n"
        "if [[ $status -eq 143 && $(squeue --noheader --array --jobs=\"$task\" --format=%T) == RUNNING ]]; then\n"
        "    if [[ ${SLURM_RESTART_COUNT:-0} -ge " +
        restarts +
        " ]]; then\n"
        "        echo 'veghe: begun again " +
        restarts +
        " times: not once more. Submit the sweep again, with more time'\n"
        "    elif scontrol requeue \"$task\"; then\n"
        "        sleep 60 # until Slurm ends this\n"
        "    fi\n"
        "fi\n"
        "exit \"$status\"\n";
    return text;
}

} // namespace analysis::cluster
