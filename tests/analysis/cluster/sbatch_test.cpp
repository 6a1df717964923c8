#include "analysis/cluster/sbatch.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace {

using analysis::cluster::submit;
using ::testing::HasSubstr;

/// Something called sbatch is found before anything else.
struct Sbatch : testing::Test {
    test::Folder folder;
    std::string path_before = std::getenv("PATH");

    void take_path(const std::string& path) { ::setenv("PATH", path.c_str(), 1); }

    void stand_in(const std::string& text)
    {
        const auto file = test::write_text(folder, "sbatch", "#!/bin/sh\n" + text);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        take_path(folder.path().string() + ":" + path_before);
    }

    ~Sbatch() override { take_path(path_before); }

    static std::string said(const std::filesystem::path& script)
    {
        try {
            submit(script);
        } catch (const sim::InputError& error) {
            return error.problems()[0].where + ": " + error.problems()[0].message.text();
        }
        return "";
    }
};

TEST_F(Sbatch, GivesTheNumberOfTheJob)
{
    stand_in("echo 4711\n");
    EXPECT_EQ(submit("/a/job.sbatch"), "4711");
    stand_in("echo 'sbatch: memory was rounded up' >&2; echo '4711;alps'\n");
    EXPECT_EQ(submit("/a/job.sbatch"), "4711");
}

TEST_F(Sbatch, IsAskedForTheNumberAloneAndGivenTheScript)
{
    stand_in("echo \"$# $1 $2\" >&2; exit 1\n");
    EXPECT_THAT(said("/a b/job.sbatch"), HasSubstr("\"2 --parsable /a b/job.sbatch\""));
}

TEST_F(Sbatch, ItsRefusalIsTold)
{
    stand_in("echo 'sbatch: error: first' >&2; echo 'sbatch: error: Invalid account' >&2; exit 1\n");
    EXPECT_EQ(said("/a/job.sbatch"),
              "/a/job.sbatch: Slurm does not take the script: \"sbatch: error: Invalid account\"; "
              "mend slurm.toml in the folder of the sweep, and submit again");
    stand_in("exit 0\n"); // says nothing of a job
    EXPECT_THAT(said("/a/job.sbatch"), HasSubstr("Slurm does not take the script: \"\""));
    stand_in("echo 4711; kill -9 $$\n");
    EXPECT_THAT(said("/a/job.sbatch"), HasSubstr("Slurm does not take the script"));
}

TEST_F(Sbatch, IsMissed)
{
    take_path(folder.path().string());
    EXPECT_THAT(said("/a/job.sbatch"),
                HasSubstr("sbatch: is not on this machine; submit where the cluster lets you in"));
}

} // namespace
