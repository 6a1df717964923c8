#include "analysis/optimise/runs.hpp"
#include "analysis/optimise/tables.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "tests/support/files.hpp"
#include "tests/support/tiny.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

namespace analysis::optimise {
namespace {

namespace fs = std::filesystem;

Kept some_run()
{
    Kept kept{.recruited = {5, 1, 2, 1, 1, 3, 2, 1, 1, 1, 0, 0},
              .true_cases = 9,
              .minors = 3,
              .ron = 12345.5,
              .core_digest = std::string(64, 'a')};
    return kept;
}

TEST(KeptRun, ReadsBack)
{
    const std::string text = text_of(some_run(), "id7");
    EXPECT_EQ(parse_kept(text, "id7"), some_run());
    EXPECT_EQ(parse_kept(text, "id8"), std::nullopt);
}

TEST(KeptRun, IsNothingWhenDamaged)
{
    const std::string text = text_of(some_run(), "id7");
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        EXPECT_EQ(parse_kept(damaged, "id7"), std::nullopt) << i;
        EXPECT_EQ(parse_kept(text.substr(0, i), "id7"), std::nullopt) << i;
    }
}

// Four replicates of the search take the draws 0 to 3; of six that confirm, two each share 4, 5 and 6.
TEST(DrawNumber, ByHand)
{
    const Effort effort{.replicates = 4, .confirm = 6};
    std::vector<std::size_t> draws;
    for (std::uint32_t r = 0; r < 10; ++r) {
        draws.push_back(draw_number(effort, r));
    }
    EXPECT_EQ(draws, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 4, 5, 6}));
}

class TinyRuns : public testing::Test {
protected:
    TinyRuns()
    {
        baseline.seed = 3;
        baseline.end = baseline.start + std::chrono::weeks{26};
        Plan plan{.title = {},
                  .title_ro = {},
                  .baseline = fs::path(VEGHE_SOURCE_DIR) / "scenarios/tiny.toml",
                  .budgets = {},
                  .measures = {},
                  .effort = {}};
        for (const char* const kind : {"curriculum", "school_counsellors"}) {
            plan.measures.push_back(
                {.where = "plan.toml:1", .file = {}, .kind = kind, .name = kind, .from = {}, .to = {}});
        }
        candidates = read_candidates(plan, baseline);
        candidates[1].specs[0].start = baseline.start + std::chrono::weeks{10}; // later than the other
        ground.emplace(baseline, model::read_counties(baseline.data_folder), tiny::world().people, tiny::world().ties);
        money.emplace(baseline, candidates, *ground, 1e9, stop);
    }
    PortfolioRuns runs(const fs::path& kept)
    {
        return {{.baseline = baseline,
                 .money = *money,
                 .ground = *ground,
                 .draws = nullptr,
                 .effort = {.replicates = 2, .confirm = 2},
                 .folder = kept},
                stop,
                [this] { ++done; }};
    }

    model::Scenario baseline = tiny::scenario();
    std::vector<Candidate> candidates;
    std::optional<model::Ground> ground;
    std::optional<Money> money;
    sim::Stop stop;
    std::atomic<int> done{0};
    test::Folder folder;
    const std::vector<Portfolio> portfolios{{1.0, 0.0}, {0.0, 1.0}, {0.5, 0.5}};
};

// Together or one by one, on one thread or two, anew or from what is kept: the same, and nothing is run twice.
TEST_F(TinyRuns, AreTheSameHoweverTheyAreMade)
{
    PortfolioRuns first = runs(folder / "a");
    const auto all = first(portfolios, {0, 2});
    EXPECT_EQ(done, 8); // with the baseline
    const auto files = std::distance(fs::directory_iterator(folder / "a"), {});
    EXPECT_EQ(files, 8);
    const auto before = fs::last_write_time(fs::directory_iterator(folder / "a")->path());
    EXPECT_EQ(runs(folder / "a")(portfolios, {0, 2}), all);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "a"), {}), files);
    EXPECT_EQ(fs::last_write_time(fs::directory_iterator(folder / "a")->path()), before);
    const sim::Threads one(1);
    PortfolioRuns second = runs(folder / "b");
    for (std::size_t i = portfolios.size(); i-- > 0;) {
        EXPECT_EQ(second(std::span(&portfolios[i], 1), {0, 2}).at(0), all[i]) << i;
    }
    EXPECT_EQ(first.level({0, 2}).cases, second.level({0, 2}).cases);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "a"), {}), files) << "the baseline is there already";
}

// Whatever of the eight files is lost, and one more torn
TEST_F(TinyRuns, GoOnFromWhatADeadProcessLeft)
{
    const auto all = runs(folder / "a")(portfolios, {0, 2});
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder / "a")) {
        files.push_back(entry.path());
    }
    ASSERT_EQ(files.size(), 8u);
    for (const unsigned lost : {1u, 2u, 3u, 5u, 6u, 9u, 16u, 20u, 24u, 40u, 90u, 97u, 165u, 200u,
                                254u}) { // bit by bit, the file of that place
        for (std::size_t f = 0; f < files.size(); ++f) {
            if ((lost >> f & 1u) != 0) {
                fs::remove(files[f]);
            } else if (f == lost % files.size()) {
                fs::resize_file(files[f], 100);
            }
        }
        const auto again = runs(folder / "a")(portfolios, {0, 2});
        for (std::size_t p = 0; p < all.size(); ++p) {
            EXPECT_EQ(again[p].averted, all[p].averted) << lost << ' ' << p;
            EXPECT_EQ(again[p].rises, all[p].rises) << lost << ' ' << p;
            EXPECT_EQ(again[p].ron, all[p].ron) << lost << ' ' << p;
            EXPECT_EQ(again[p].draws, all[p].draws) << lost << ' ' << p;
        }
    }
}

// Everything that is averted is averted in some group, and what is not taken changes nothing.
TEST_F(TinyRuns, EffectsAddUp)
{
    const auto all = runs(folder / "a")(portfolios, {0, 2});
    for (const Effects& effects : all) {
        ASSERT_EQ(effects.rises.size(), group_names.size());
        for (std::size_t r = 0; r < 2; ++r) {
            EXPECT_DOUBLE_EQ(effects.averted[r], -effects.rises[0][r]);
            double sum = 0.0;
            for (std::size_t g = 1; g <= 4; ++g) {
                sum += effects.rises[g][r];
            }
            EXPECT_NEAR(sum, effects.rises[0][r], 1e-9);
            EXPECT_GT(effects.ron[r], 0.0);
        }
    }
    const auto nothing = runs(folder / "a")(std::vector<Portfolio>{{0.0, 0.0}}, {0, 2});
    EXPECT_EQ(nothing[0].averted, (std::vector{0.0, 0.0}));
    EXPECT_EQ(nothing[0].ron, (std::vector{0.0, 0.0}));
}

TEST_F(TinyRuns, AMinorCountsAsDeclared)
{
    PortfolioRuns plain = runs(folder / "a");
    PortfolioRuns weighted({.baseline = baseline,
                            .money = *money,
                            .ground = *ground,
                            .draws = nullptr,
                            .child_weight = 3.0,
                            .effort = {.replicates = 2, .confirm = 2},
                            .folder = folder / "a"},
                           stop, {});
    const Effects one = plain(std::span(&portfolios[0], 1), {0, 2}).at(0);
    const Effects three = weighted(std::span(&portfolios[0], 1), {0, 2}).at(0);
    for (std::size_t r = 0; r < 2; ++r) {
        EXPECT_NEAR(three.averted[r], one.averted[r] - 2.0 * (one.rises[girls][r] + one.rises[boys][r]), 1e-9);
    }
}

// What is averted is told in percent of the same sum: of 7 cases, 3 of them of minors, that count three times each, 13.
TEST_F(TinyRuns, AMinorCountsInTheLevelToo)
{
    RunTask task{.baseline = baseline,
                 .money = *money,
                 .ground = *ground,
                 .draws = nullptr,
                 .effort = {.replicates = 2, .confirm = 2},
                 .folder = folder / "a"};
    const Level plain = PortfolioRuns(task, stop, {}).level({0, 1});
    task.child_weight = 3.0;
    const Level weighted = PortfolioRuns(task, stop, {}).level({0, 1});
    const std::string text = test::read_bytes(fs::directory_iterator(folder / "a")->path());
    const std::size_t id = text.find("id ") + 3;
    const Kept kept = parse_kept(text, text.substr(id, text.find('\n', id) - id)).value();
    EXPECT_GT(kept.minors, 0);
    EXPECT_EQ(kept.minors, kept.recruited[girls] + kept.recruited[boys]); // two counts of the same
    EXPECT_EQ(kept.true_cases, kept.recruited[all_of_them]);
    const auto sum = static_cast<double>(kept.true_cases);
    EXPECT_EQ(plain.total, kept.true_cases);
    EXPECT_EQ(weighted.total, kept.true_cases) << "who is counted for disclosure is counted once";
    EXPECT_NEAR(weighted.cases.at(0) / plain.cases.at(0), (sum + 2.0 * static_cast<double>(kept.minors)) / sum, 1e-12);
}

} // namespace
} // namespace analysis::optimise
