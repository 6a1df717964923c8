#include "analysis/cluster/slurm_script.hpp"
#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

namespace {

using analysis::cluster::shell_quoted;
using analysis::cluster::slurm_script;
using analysis::cluster::SlurmJob;
using analysis::cluster::SlurmOptions;
using ::testing::HasSubstr;
using ::testing::Not;

const SlurmJob lessons{"/scratch/ana/lessons 2", "/opt/veghe/bin/veghe", 40};

TEST(SlurmScript, OfAllOptions)
{
    const SlurmOptions options{"short",
                               "p-1",
                               "normal",
                               40,
                               10,
                               2,
                               3000,
                               90,
                               60,
                               7,
                               {"gcc/12"},
                               "",
                               "/images/veghe.sif",
                               {"/data"},
                               {"--constraint=avx2"}};
    EXPECT_EQ(slurm_script(options, lessons), R"(#!/bin/bash
# Written by veghe sweep submit. Each task takes units of the sweep until none is left.
#SBATCH --job-name=veghe-lessons_2
#SBATCH --array=0-39%10
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --mem=3000M
#SBATCH --time=90
#SBATCH --partition=short
#SBATCH --account=p-1
#SBATCH --qos=normal
#SBATCH --signal=TERM@60
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output="/scratch/ana/lessons 2/slurm/%A_%a.log"
#SBATCH --constraint=avx2

module load 'gcc/12' || exit 1
set -uo pipefail

trap : TERM # the shell outlives its step
srun --ntasks=1 --cpus-per-task=2 apptainer exec --bind '/scratch/ana/lessons 2' --bind '/data' '/images/veghe.sif' 'veghe' sweep run '/scratch/ana/lessons 2' --threads 2 --unchecked
status=$?

task=$SLURM_JOB_ID
[[ -z ${SLURM_ARRAY_TASK_ID:-} ]] || task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
# 143: warned of a time limit or a preemption. A task that was cancelled runs no more, and stays so.
if [[ $status -eq 143 && $(squeue --noheader --array --jobs="$task" --format=%T) == RUNNING ]]; then
    if [[ ${SLURM_RESTART_COUNT:-0} -ge 7 ]]; then
        echo 'veghe: begun again 7 times: not once more. Submit the sweep again, with more time'
    elif scontrol requeue "$task"; then
        sleep 60 # until Slurm ends this
    fi
fi
exit "$status"
)");
}

TEST(SlurmScript, WhatIsNotSaidIsLeftToTheCluster)
{
    const std::string script = slurm_script({}, lessons);
    for (const char* const left : {"--mem", "--time", "--partition", "--account", "--qos", "module", "apptainer"}) {
        EXPECT_THAT(script, Not(HasSubstr(left)));
    }
    EXPECT_THAT(script, HasSubstr("#SBATCH --array=0-7\n"));
    EXPECT_THAT(script,
                HasSubstr(" '/opt/veghe/bin/veghe' sweep run '/scratch/ana/lessons 2' --threads 1 --unchecked\n"));
}

/// A task that found nothing to do would wait in the queue for nothing.
TEST(SlurmScript, NoMoreTasksThanUnits)
{
    EXPECT_THAT(slurm_script({.tasks = 40}, {"/s", "/veghe", 3}), HasSubstr("--array=0-2\n"));
    EXPECT_THAT(slurm_script({.tasks = 40}, {"/s", "/veghe", 1}), HasSubstr("--array=0-0\n"));
}

TEST(SlurmScript, TheProgramIsTheStatedOne)
{
    EXPECT_THAT(slurm_script({.program = "veghe"}, lessons), HasSubstr(" 'veghe' sweep run "));
    EXPECT_THAT(slurm_script({.program = "/usr/bin/veghe", .image = "/i.sif"}, lessons),
                HasSubstr("'/i.sif' '/usr/bin/veghe' sweep run "));
}

TEST(SlurmScript, AFolderThatSbatchWouldReadOtherwiseIsRefused)
{
    for (const char* const folder : {"/a%j", "/a\\b", "/a\"b", "/a\nb"}) {
        EXPECT_THROW(slurm_script({}, {folder, "/veghe", 1}), sim::InputError) << folder;
    }
}

/// What a command prints.
std::string printed(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::array<char, 256> buffer{};
    std::string text;
    while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get())) {
        text += buffer.data();
    }
    return text;
}

/// The shell is asked: it gives back what was quoted.
TEST(SlurmScript, QuotesHoldWhateverIsInThem)
{
    for (const std::string text : {"plain", "two words", "it's", "$(false) `x` \"y\" \\ ; & | * ~ #", "'", "-n", ""}) {
        EXPECT_EQ(printed("printf %s " + shell_quoted(text)), text);
    }
}

/// Bash parses the script, with a folder and modules that try to leave their quotes.
TEST(SlurmScript, IsAScript)
{
    const std::string script =
        slurm_script({.modules = {"a'b; exit 9"}, .image = "/im'age$(x).sif", .binds = {"/d a`t`a"}},
                     {"/scratch/it's $(here)", "/veghe", 5});
    EXPECT_EQ(printed("printf %s " + shell_quoted(script) + " | bash -n 2>&1 && echo parsed"), "parsed\n");
}

} // namespace
