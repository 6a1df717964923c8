#include "analysis/provenance.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <unistd.h>

namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Provenance, SaysWhatComputedAResult)
{
    const std::vector<std::string> command{"/usr/bin/veghe", "run", "tiny.toml"};
    const analysis::Provenance p = analysis::ProvenanceClock(command).finish("7", 3);
    EXPECT_THAT(p.version, MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
    EXPECT_THAT(p.commit, MatchesRegex("unknown|[0-9a-f]+(-dirty)?"));
    EXPECT_THAT(p.compiler, MatchesRegex("[A-Za-z]+ [0-9.]+"));
    EXPECT_THAT(p.flags, HasSubstr("-ffp-contract=off"));
    EXPECT_THAT(p.started, MatchesRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"));
    EXPECT_THAT(p.wall_seconds, MatchesRegex("[0-9]+\\.[0-9][0-9]"));
    EXPECT_EQ(p.command, "veghe run tiny.toml");
    EXPECT_EQ(p.seed, "7");
    EXPECT_EQ(p.replicates, "3");
}

TEST(Provenance, NamesNoFolder)
{
    const std::vector<std::string> command{"/home/somebody/veghe",     "run", "../plans/a.toml",
                                           "--population=/srv/x/p.h5", "-o",  "/srv/out/r.h5"};
    const analysis::Provenance p = analysis::ProvenanceClock(command).finish("1", 1);
    EXPECT_EQ(p.command, "veghe run a.toml --population=p.h5 -o r.h5");
    for (const sim::Table& table : analysis::provenance_tables(p)) {
        for (const std::string& text : std::get<std::vector<std::string>>(table.values)) {
            EXPECT_THAT(text, Not(HasSubstr("/home")));
            EXPECT_THAT(text, Not(HasSubstr("/srv")));
            EXPECT_THAT(text, Not(HasSubstr(VEGHE_SOURCE_DIR)));
        }
    }
}

TEST(Provenance, TakesTheDigestOfEveryDataTable)
{
    const test::Folder folder;
    test::write_bytes(folder / "b.csv", "x\n1\n");
    test::write_bytes(folder / "a.csv", "");
    test::write_bytes(folder / "README.md", "not a table");
    const auto digests = analysis::data_digests(folder.path());
    ASSERT_EQ(digests.size(), 2u);
    EXPECT_EQ(digests[0], (std::pair<std::string, std::string>{"a.csv", sim::sha256("")}));
    EXPECT_EQ(digests[1], (std::pair<std::string, std::string>{"b.csv", sim::sha256("x\n1\n")}));
    EXPECT_THROW(analysis::data_digests(folder / "absent"), sim::InputError);
}

// Paths are cut to the name of the file; what a variable is set to has strokes of its own.
TEST(Provenance, TheCommandKeepsWhatIsSetAndNoFolder)
{
    const std::vector<std::string> command{
        "/usr/bin/veghe",         "run",   "/home/somebody/a.toml",     "-o/tmp/r.h5",
        "--population=/tmp/p.h5", "--set", "price=90 RON/(class hour)", "--set=x=2/3"};
    EXPECT_EQ(analysis::public_command(command),
              "veghe run a.toml -or.h5 --population=p.h5 --set price=90 RON/(class hour) --set=x=2/3");
}

} // namespace
