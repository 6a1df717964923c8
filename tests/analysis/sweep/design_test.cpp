#include "analysis/sweep/design.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace analysis::sweep {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* whole = R"(format = 1
title = "Lessons"
baseline = "../base.toml"
strategies = ["a.toml", "b.toml"]
[run]
seed = 7
replicates = 4
[design]
kind = "sobol"
points = 64
seed = 3
scramble = 2
[parameters]
"lover_boy.base" = { }
"recording.efficiency" = { low = 0.2, high = 0.8 }
[parameters.lover_boy]
tie_effect = { low = 0.5, high = 2.0, scale = "log" }
[keep]
strata = ["sex", "county"]
costs = false
[budget]
units = 300
[slurm]
tasks = 40
)";

class SweepDesign : public testing::Test {
protected:
    Design read(const std::string& text)
    {
        return read_design(test::write_text(folder, "d/x.sweep.toml", text), test::words().parameters);
    }
    /// What is refused, one line each.
    std::string refused(const std::string& text)
    {
        try {
            read(text);
        } catch (const sim::InputError& error) {
            std::string all;
            for (const sim::Problem& problem : error.problems()) {
                all += problem.where.substr(problem.where.rfind(':') + 1) + " [" + std::string(problem.message.id()) +
                       "] " + problem.message.text() + "\n";
            }
            return all;
        }
        return "nothing";
    }
    /// The same of a design with other lines than usual behind the strategies.
    std::string refused_below(const std::string& rest)
    {
        return refused("format = 1\ntitle = \"x\"\nbaseline = \"b.toml\"\n" + rest);
    }
    test::Folder folder;
};

TEST_F(SweepDesign, IsReadWhole)
{
    const Design design = read(whole);
    EXPECT_EQ(design.baseline, (folder / "base.toml").lexically_normal());
    ASSERT_EQ(design.strategies.size(), 2u);
    EXPECT_EQ(design.strategies[1], folder.path() / "d" / "b.toml");
    EXPECT_EQ(design.seed, 7u);
    EXPECT_EQ(design.replicates, 4);
    EXPECT_EQ(design.attempts, 3);
    EXPECT_EQ(design.kind, Kind::sobol);
    EXPECT_EQ(design.points, 64);
    EXPECT_EQ(design.design_seed, 3u);
    EXPECT_EQ(design.scramble, 2);
    EXPECT_EQ(design.most_units, 300);
    ASSERT_TRUE(design.slurm.has_value());
    EXPECT_EQ(design.slurm->tasks, 40);
    EXPECT_THAT(design.keep.strata, ElementsAre("county", "sex"));
    EXPECT_FALSE(design.keep.costs);
    ASSERT_EQ(design.axes.size(), 3u); // by name, however they are written
    EXPECT_EQ(design.axes[0].name, "lover_boy.base");
    EXPECT_EQ(design.axes[0].law, Law::prior);
    EXPECT_EQ(design.axes[0].prior.median, 3e-4);
    EXPECT_EQ(design.axes[1].name, "lover_boy.tie_effect");
    EXPECT_EQ(design.axes[1].law, Law::log);
    EXPECT_EQ(design.axes[2].law, Law::linear);
    EXPECT_EQ(design.axes[2].high, 0.8);
}

TEST_F(SweepDesign, WithoutADesignIsOnePoint)
{
    const Design design = read("format = 1\ntitle = \"x\"\nbaseline = \"b.toml\"\n");
    EXPECT_EQ(design.kind, Kind::declared);
    EXPECT_EQ(design.keep.strata.size(), stratum_names.size());
    EXPECT_TRUE(design.keep.costs);
    EXPECT_FALSE(design.slurm.has_value());
}

TEST_F(SweepDesign, WhatAClusterIsAskedForIsReadWithIt)
{
    const std::string told = refused_below("[slurm]\ntasks = 0\ntask = 3\n");
    EXPECT_THAT(told, HasSubstr("slurm.tasks = 0 is out of range"));
    EXPECT_THAT(told, HasSubstr("unknown key slurm.task; nearest is slurm.tasks"));
    EXPECT_EQ(refused_below("[slurm]\ntasks = 40\n"), "nothing");
}

TEST_F(SweepDesign, EverythingWrongIsToldAtOnce)
{
    const std::string told =
        refused("format = 2\nbasline = \"b.toml\"\n[run]\nreplicates = 0\n[design]\nkind = \"sobul\"\n"
                "[parameters]\n\"lover_boy.bas\" = { }\n");
    for (const char* const part :
         {"1 [sweep.format]", "1 [scenario.needed] title", "1 [scenario.needed] baseline", "2 [", "nearest is baseline",
          "4 [", "replicates", "6 [", "sobol", "8 [", "lover_boy.base"}) {
        EXPECT_THAT(told, HasSubstr(part));
    }
}

TEST_F(SweepDesign, AKindWithoutPointsOrAxesIsRefused)
{
    const std::string told = refused_below("[design]\nkind = \"lhs\"\n");
    EXPECT_THAT(told, HasSubstr("[sweep.no-points]"));
    EXPECT_THAT(told, HasSubstr("[sweep.no-axis]"));
}

TEST_F(SweepDesign, WhatWouldSayNothingIsRefused)
{
    EXPECT_THAT(refused_below("[design]\nkind = \"csv\"\nfile = \"p.csv\"\npoints = 3\n"),
                HasSubstr("[sweep.idle-key] design.points"));
    EXPECT_THAT(refused_below("[design]\nkind = \"sobol\"\npoints = 3\nsecond_order = true\n"),
                HasSubstr("[sweep.idle-key] design.second_order"));
    EXPECT_THAT(refused_below("[parameters]\n\"lover_boy.base\" = { }\n"), HasSubstr("[sweep.idle-axes]"));
    EXPECT_THAT(
        refused_below("[design]\nkind = \"morris\"\npoints = 3\nslices = 5\n[parameters]\n\"lover_boy.base\" = { }\n"),
        HasSubstr("[sweep.odd-slices]"));
}

TEST_F(SweepDesign, AnAxisThatMeansNothingIsRefused)
{
    const auto axis = [&](const std::string& text, const std::string& kind = "sobol\"\npoints = 2") {
        return refused_below("[design]\nkind = \"" + kind + (kind == "grid" ? "\"\n" : "\n") +
                             "[parameters]\n\"recording.efficiency\" = " + text + "\n");
    };
    EXPECT_EQ(axis("{ low = 0.1, high = 0.4 }"), "nothing");
    EXPECT_THAT(axis("{ low = 0.4, high = 0.1 }"), HasSubstr("[sweep.bounds]"));
    EXPECT_THAT(axis("{ low = 0.4 }"), HasSubstr("[sweep.bounds]"));
    EXPECT_THAT(axis("{ low = 0, high = 0.1, scale = \"log\" }"), HasSubstr("[sweep.bounds-scale]"));
    EXPECT_THAT(axis("{ low = 0, high = 1.5 }"), HasSubstr("recording.efficiency.high"));
    EXPECT_THAT(axis("{ factor = 2.0 }"), HasSubstr("[plan.no-reason]"));
    EXPECT_THAT(axis("{ median = 0.0, reason = \"r\" }"), HasSubstr("[sweep.no-prior]"));
    EXPECT_THAT(axis("{ values = [0.1] }"), HasSubstr("[sweep.not-a-grid]"));
    EXPECT_THAT(axis("0.3"), HasSubstr("a table such as"));
    EXPECT_EQ(axis("{ values = [0.1, 0.3] }", "grid"), "nothing");
    EXPECT_THAT(axis("{ values = [0.1, 0.1] }", "grid"), HasSubstr("[sweep.value-twice]"));
    EXPECT_THAT(axis("{ values = [] }", "grid"), HasSubstr("[sweep.values]"));
    EXPECT_THAT(axis("{ values = [0.1], low = 0.1, high = 0.2 }", "grid"), HasSubstr("[sweep.values]"));
    EXPECT_THAT(axis("{ values = [2] }", "grid"), HasSubstr("recording.efficiency.values"));
}

} // namespace
} // namespace analysis::sweep
