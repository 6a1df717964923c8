#include "analysis/cluster/slurm_options.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using analysis::cluster::read_slurm_file;
using analysis::cluster::slurm_text;
using analysis::cluster::SlurmOptions;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct SlurmReader : testing::Test {
    test::Folder folder;

    SlurmOptions read(const std::string& text) { return read_slurm_file(test::write_text(folder, "slurm.toml", text)); }

    /// "line: message" of each problem.
    std::vector<std::string> problems(const std::string& text)
    {
        std::vector<std::string> said;
        try {
            read(text);
        } catch (const sim::InputError& error) {
            for (const sim::Problem& problem : error.problems()) {
                said.push_back(problem.where.substr(problem.where.rfind(':') + 1) + ": " + problem.message.text());
            }
        }
        return said;
    }
};

TEST_F(SlurmReader, EveryKeyIsReadAndWrittenBack)
{
    const SlurmOptions all = read("tasks = 40\nat_once = 10\ncpus = 2\nmemory_mb = 3000\nminutes = 90\n"
                                  "grace_seconds = 60\nrestarts = 7\npartition = \"short,long\"\naccount = \"p-1\"\n"
                                  "qos = \"normal\"\nprogram = \"veghe\"\nimage = \"/images/veghe.sif\"\n"
                                  "modules = [\"gcc/12\", \"hdf5\"]\nbinds = [\"/data\"]\n"
                                  "options = [\"--constraint=avx2\"]\n");
    const SlurmOptions expected{"short,long",
                                "p-1",
                                "normal",
                                40,
                                10,
                                2,
                                3000,
                                90,
                                60,
                                7,
                                {"gcc/12", "hdf5"},
                                "veghe",
                                "/images/veghe.sif",
                                {"/data"},
                                {"--constraint=avx2"}};
    EXPECT_EQ(all, expected);
    EXPECT_EQ(read(slurm_text(all)), all);
    EXPECT_EQ(read(""), SlurmOptions());
    EXPECT_EQ(slurm_text({}), "");
}

TEST_F(SlurmReader, AnImageIsLookedForBesideTheFile)
{
    EXPECT_EQ(read("image = \"../veghe.sif\"\n").image, (folder.path().parent_path() / "veghe.sif").generic_string());
    EXPECT_EQ(read("image = \"docker://example.org/veghe:1\"\n").image, "docker://example.org/veghe:1");
}

TEST_F(SlurmReader, WhatIsWrongIsToldTogether)
{
    EXPECT_THAT(problems("task = 40\ncpus = 0\nminutes = 1\nbinds = [\"/data\"]\n"),
                testing::UnorderedElementsAre(StartsWith("1: unknown key task; nearest is tasks"),
                                              StartsWith("2: cpus = 0 is out of range; a whole number from 1 to 4096"),
                                              StartsWith("3: a warning 120 s before the end of 1 min comes at once"),
                                              StartsWith("4: binds says nothing without an image")));
}

/// Nothing of the file gets out of its line or its quotes.
TEST_F(SlurmReader, NothingBreaksOutOfItsLine)
{
    for (const char* const text :
         {"partition = \"main --wrap=true\"\n", "account = \"a;b\"\n", "qos = \"$(x)\"\n", "image = \"a\\nb\"\n",
          "program = \"a\\u0007\"\n", "modules = [\"a\\nb\"]\n", "modules = [\"\"]\n", "options = [\"--nice\\n\"]\n",
          "options = [\"nice\"]\n", "options = [\"-p main\"]\n", "options = [\"--nice=$(x)\"]\n"}) {
        const auto said = problems(text);
        ASSERT_FALSE(said.empty()) << text;
        EXPECT_THAT(said[0], HasSubstr("cannot stand in a script of Slurm")) << text;
    }
    EXPECT_THAT(problems("modules = [3]\n"), ElementsAre(HasSubstr("modules = 3 is a whole number")));
}

TEST_F(SlurmReader, WhatTheScriptSaysItselfIsTaken)
{
    for (const std::string option : {"--array=0-3", "--requeue", "--no-requeue", "--signal=USR1", "--output=x"}) {
        EXPECT_THAT(problems("options = [\"" + option + "\"]\n"), ElementsAre(HasSubstr("the script says --")))
            << option;
    }
    for (const std::string option : {"--arr=0-99", "--sig=KILL", "--outp=x"}) { // as short as sbatch lets them be
        EXPECT_THAT(problems("options = [\"" + option + "\"]\n"), ElementsAre(HasSubstr("the script says --")))
            << option;
    }
    EXPECT_THAT(problems("options = [\"--nice=100\", \"--exclusive\", \"--mem-per-cpu=1000\"]\n"), ElementsAre());
}

} // namespace
