#include "analysis/calibration/calibrate.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "tests/analysis/calibration/toy_country.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>

namespace {

namespace calibration = analysis::calibration;
using calibration::Posterior;
using calibration::Trial;
using ::testing::HasSubstr;

class Calibration : public ::testing::Test {
protected:
    Posterior fit(const calibration::Simulate& simulate = toy_country::run,
                  const calibration::TrialFolder* folder = nullptr)
    {
        const calibration::Plan plan = toy_country::read(toy_country::write_plan(folder_.path(), truth_));
        return calibration::calibrate(toy_country::task(plan), simulate, {.stop = stop_, .folder = folder});
    }
    double mean(const Posterior& p, const std::string& name) const { return quantiles(p, name)[1]; }
    /// Of the draws: 5 %, middle, 95 %.
    std::array<double, 3> quantiles(const Posterior& p, const std::string& name) const
    {
        std::size_t at = 0;
        while (p.parameters.at(at).name != name) {
            ++at;
        }
        std::vector<double> values;
        for (std::size_t i = 0; i < p.size(); ++i) {
            values.push_back(p.draws[i][at]);
        }
        std::sort(values.begin(), values.end());
        return {values[values.size() / 20], values[values.size() / 2], values[values.size() - values.size() / 20 - 1]};
    }

    toy_country::Truth truth_;
    test::Folder folder_;
    sim::Stop stop_;
};

TEST_F(Calibration, FindsTheTruthAndSaysHowSure)
{
    const Posterior p = fit();
    const auto people = quantiles(p, "toy.people");
    const auto online = quantiles(p, "toy.online");
    const auto families = quantiles(p, "toy.families");
    EXPECT_LT(people[0], 250.0);
    EXPECT_GT(people[2], 250.0);
    EXPECT_LT(online[0], 0.3);
    EXPECT_GT(online[2], 0.3);
    EXPECT_LT(families[0], 60.0);
    EXPECT_GT(families[2], 60.0);
    // Four years that each stray by a tenth tell a mean to a twentieth, and what the emulator does not know comes to it.
    EXPECT_GT(people[2] - people[0], 2.0 * 1.64 * 0.05 * 250.0 * 0.7);
    EXPECT_LT(people[2] - people[0], 2.0 * 1.64 * 0.05 * 250.0 * 2.0);
    EXPECT_EQ(p.diagnostics.runs, 40 + 24 + 8);
    EXPECT_EQ(p.checks.size(), 8U);
    for (const auto& figure : p.diagnostics.figures) {
        EXPECT_LT(figure.implausibility, 2.0) << figure.name;
    }
}

// County AB has 1.2 times what the model expects, AG half of it; the country as a whole stays as it is.
TEST_F(Calibration, GivesCountiesTheirProducts)
{
    const Posterior p = fit();
    ASSERT_EQ(p.counties.draws.size(), 250U);
    std::array<double, 3> mean{};
    for (std::size_t i = 0; i < p.counties.draws.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            mean[c] += p.counties.draws[i][c] / static_cast<double>(p.counties.draws.size());
        }
    }
    EXPECT_NEAR(mean[0], 1.2, 0.1);
    EXPECT_NEAR(mean[1], 0.5, 0.1);
    EXPECT_NEAR(mean[2], 1.25, 0.15);
    EXPECT_NEAR(0.5 * mean[0] + 0.3 * mean[1] + 0.2 * mean[2], 1.0, 0.02);
}

// The same figures, of twice the people simulated: half as many of these are enough. Shares and what counties have of their own stay.
TEST_F(Calibration, FiguresOfMorePeopleNeedFewerOfThoseSimulated)
{
    calibration::Plan plan = toy_country::read(toy_country::write_plan(folder_.path(), truth_));
    plan.people = calibration::FigurePeople{2000, "twice the toy's"};
    const Posterior p = calibration::calibrate(toy_country::task(plan), toy_country::run, {.stop = stop_});
    EXPECT_EQ(p.people.factor(), 2.0);
    const auto people = quantiles(p, "toy.people");
    EXPECT_NEAR(people[1], 125.0, 15.0);
    EXPECT_LT(people[0], 125.0);
    EXPECT_GT(people[2], 125.0);
    EXPECT_NEAR(mean(p, "toy.online"), 0.3, 0.05);
    double own = 0.0;
    for (std::size_t i = 0; i < p.counties.draws.size(); ++i) {
        own += p.counties.draws[i][0] / static_cast<double>(p.counties.draws.size());
    }
    EXPECT_NEAR(own, 1.2, 0.1);
    for (const auto& figure : p.diagnostics.figures) {
        EXPECT_LT(figure.implausibility, 2.0) << figure.name;
    }
}

// RELIABILITY C9: killed at any run, begun again, it gives the same posterior, and makes no run twice.
TEST_F(Calibration, GoesOnAfterAKillToTheSamePosterior)
{
    const std::string whole = calibration::digest(fit());
    const calibration::TrialIdentity identity{"toy", "this program", {"toy.families", "toy.online", "toy.people"}};
    for (const int killed_at : {1, 40, 41, 70}) {
        const test::Folder kept;
        const calibration::TrialFolder runs(kept / "runs", identity);
        std::atomic<int> made{0};
        const calibration::Simulate dies = [&](const Trial& trial) {
            if (++made == killed_at) {
                throw sim::Stopped();
            }
            return toy_country::run(trial);
        };
        EXPECT_THROW(fit(dies, &runs), sim::Stopped);
        std::atomic<int> again{0};
        const calibration::Simulate counts = [&](const Trial& trial) {
            ++again;
            return toy_country::run(trial);
        };
        EXPECT_EQ(calibration::digest(fit(counts, &runs)), whole) << "killed at run " << killed_at;
        // What was on its way on another thread when the kill came may be lost as well.
        EXPECT_LE(again, 72 - killed_at + 1 + sim::Threads::count()) << "killed at run " << killed_at;
    }
}

/// Changes what stands after `begin` in a line of a table.
void rewrite(const std::filesystem::path& table, const std::string& begin, const std::string& rest)
{
    std::string text = test::read_bytes(table);
    const std::size_t at = text.find("\n" + begin);
    ASSERT_NE(at, std::string::npos) << begin;
    const std::size_t from = at + 1 + begin.size();
    text.replace(from, text.find('\n', from) - from, rest);
    test::write_bytes(table, text);
}

// RELIABILITY C11: whatever the tables say of years after the cut-off, the fit is the same to the bit. A child more before it is another.
TEST_F(Calibration, KnowsNothingOfWhatEndsAfterTheCutOff)
{
    const std::filesystem::path file = toy_country::write_plan(folder_.path(), truth_);
    std::string text = test::read_bytes(file);
    text.erase(text.find("[[target]]\ntable = \"profile")); // a table of all years, which no cut-off may see
    text.replace(text.find("from = 2018"), std::string("from = 2018").size(), "from = 2018\nuntil = 2020");
    test::write_bytes(file, text);
    const auto fitted = [&] {
        const calibration::Plan plan = toy_country::read(file);
        return calibration::digest(calibration::calibrate(toy_country::task(plan), toy_country::run, {.stop = stop_}));
    };
    const std::string before = fitted();
    rewrite(folder_ / "years.csv", "2021,victims_children,", "999999\n2022,victims_children,1");
    rewrite(folder_ / "counties.csv", "AB,2021,", "0,reported\nAB,2022,7777,reported");
    rewrite(folder_ / "counties.csv", "AG,2021,", "5555,reported");
    rewrite(folder_ / "counties.csv", "AR,2021,", "1,reported");
    EXPECT_EQ(fitted(), before);
    rewrite(folder_ / "years.csv", "2020,victims_children,", "311");
    EXPECT_NE(fitted(), before);
}

TEST_F(Calibration, IsFreeOfTheNumberOfThreads)
{
    const std::string usual = calibration::digest(fit());
    const sim::Threads one(1);
    EXPECT_EQ(calibration::digest(fit()), usual);
}

// RELIABILITY C10. Of 72 runs none may fail: one is more than a hundredth.
TEST_F(Calibration, IsRefusedWhenRunsFail)
{
    for (const std::uint32_t every : {1U, 10U, 40U}) {
        const calibration::Simulate fails = [&](const Trial& trial) {
            if (trial.replicate % every == 0) {
                throw std::runtime_error("no such luck");
            }
            return toy_country::run(trial);
        };
        try {
            fit(fails);
            ADD_FAILURE() << "one run in " << every << " failed unseen";
        } catch (const sim::InputError& e) {
            EXPECT_THAT(e.what(), HasSubstr("failed, more than one in a hundred"));
        }
    }
}

// Of eight runs at draws of the posterior none may fail either; each that does is told, whoever wants to hear nothing else.
TEST_F(Calibration, IsRefusedWhenRunsThatCheckItFail)
{
    const calibration::Plan plan = toy_country::read(toy_country::write_plan(folder_.path(), truth_));
    const calibration::Simulate fails = [](const Trial& trial) {
        if (trial.replicate == 1'000'003) {
            throw std::runtime_error("no such luck");
        }
        return toy_country::run(trial);
    };
    std::vector<std::string> warned;
    try {
        calibration::calibrate(toy_country::task(plan), fails,
                               {.stop = stop_, .warn = [&](const std::string& what) { warned.push_back(what); }});
        ADD_FAILURE() << "a check failed unseen";
    } catch (const sim::InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("1 of 8 runs at draws of the posterior failed"));
    }
    EXPECT_EQ(warned, std::vector<std::string>{"run 1000003 failed: no such luck"});
    EXPECT_NO_THROW(calibration::judge_failed_checks(0, 24, "plan.toml"));
    EXPECT_NO_THROW(calibration::judge_failed_checks(1, 100, "plan.toml"));
    EXPECT_THROW(calibration::judge_failed_checks(2, 100, "plan.toml"), sim::InputError);
}

TEST(Failures, AreJudgedByHowManyAndWhere)
{
    calibration::Points points{2, {}};
    for (int i = 0; i < 400; ++i) {
        const double z = (i % 20 - 9.5) / 6.0;
        points.add(std::array{z, -z});
    }
    const std::vector<std::string> names{"a", "b"};
    const auto judge = [&](std::vector<std::size_t> failed) {
        calibration::judge_failures(points, failed, names, "plan.toml");
    };
    EXPECT_NO_THROW(judge({}));
    EXPECT_NO_THROW(judge({3, 16, 100, 231})); // four of 400: one in a hundred
    EXPECT_THROW(judge({3, 16, 100, 231, 5}), sim::InputError);
    points.values[2 * 19] = points.values[2 * 39] = points.values[2 * 59] = 3.5; // three fail, all far out along a
    try {
        judge({19, 39, 59});
        ADD_FAILURE() << "they lie together";
    } catch (const sim::InputError& e) {
        EXPECT_THAT(e.what(), HasSubstr("lie together along a"));
    }
}

TEST_F(Calibration, KeepsRunsOfAnotherCalibrationApart)
{
    const Trial trial{3, {60.0, 0.3, 250.0}};
    const calibration::RegisterCounts counts = toy_country::run(trial);
    const std::vector<std::string> names{"a", "b", "c"};
    const calibration::TrialFolder mine(folder_ / "runs", {"one", "first build", names});
    EXPECT_FALSE(mine.any());
    mine.keep(trial, counts);
    EXPECT_TRUE(mine.any());
    EXPECT_EQ(mine.find(trial), counts);
    EXPECT_EQ(mine.find({3, {60.0, 0.3, 251.0}}), std::nullopt);
    EXPECT_EQ(mine.find({4, trial.values}), std::nullopt);
    EXPECT_EQ(mine.of_another_program(), std::nullopt);
    const calibration::TrialFolder other(folder_ / "runs", {"two", "first build", names});
    EXPECT_THROW(other.find(trial), sim::InputError);
    calibration::TrialFolder rebuilt(folder_ / "runs", {"one", "second build", names});
    EXPECT_EQ(rebuilt.find(trial), std::nullopt);
    ASSERT_TRUE(rebuilt.of_another_program());
    EXPECT_EQ(rebuilt.of_another_program()->second, counts);
    rebuilt.trust();
    EXPECT_EQ(rebuilt.find(trial), counts);
    const Trial elsewhere{3, {60.0, 0.3, 251.0}}; // of a plan with other figures: neither takes the other's place
    mine.keep(elsewhere, toy_country::run({4, elsewhere.values}));
    EXPECT_EQ(mine.find(trial), counts);
    EXPECT_NE(mine.find(elsewhere), counts);
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "runs")) {
        const std::string whole = test::read_bytes(entry.path());
        test::write_bytes(entry.path(), whole.substr(0, whole.size() / 2));
    }
    EXPECT_EQ(mine.find(trial), std::nullopt);
}

} // namespace
