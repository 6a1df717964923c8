#include "analysis/calibration/randomness.hpp"
#include "analysis/optimise/stages.hpp"

#include <gtest/gtest.h>

namespace analysis::optimise {
namespace {

/// A budget between finalists that avert what is said of each, under luck of 1 a run of its own.
class Finalists {
public:
    explicit Finalists(std::vector<double> averted) : averted_(std::move(averted))
    {
        task_.measures = {"measure"};
        task_.most_ron = {1.0};
        task_.budgets = {1.0};
        task_.groups = {"all"};
    }
    std::uint64_t seed{1};
    double luck{1.0};

    ForBudget decided() const
    {
        std::vector<Finalist> finalists;
        for (std::size_t i = 0; i < averted_.size(); ++i) {
            finalists.push_back({.portfolio = {share_of(i)}, .ron = 1.0, .origin = {}, .effects = {}, .averted = {}});
        }
        std::size_t runs = 0;
        return decide(
            task_, 1.0, std::move(finalists), [](const Portfolio&) { return 1.0; },
            [this](std::span<const Portfolio> some, Replicates which) {
                std::vector<Effects> all;
                for (const Portfolio& portfolio : some) {
                    all.push_back(effects(portfolio, which));
                }
                return all;
            },
            {}, runs);
    }

private:
    double share_of(std::size_t i) const { return static_cast<double>(i + 1) / static_cast<double>(averted_.size()); }
    Effects effects(const Portfolio& portfolio, Replicates which) const
    {
        const auto i = static_cast<std::size_t>(portfolio[0] * static_cast<double>(averted_.size()) - 0.5);
        Effects effects{.averted = {}, .rises = {{}}, .ron = {}, .draws = {}};
        for (std::uint32_t r = which.first; r < which.first + which.count; ++r) {
            const double strays = luck * calibration::Randomness(1000 * seed + i, r).normal();
            effects.averted.push_back(averted_[i] + strays);
            effects.rises[0].push_back(-effects.averted.back());
            effects.ron.push_back(1.0);
            effects.draws.push_back(0);
        }
        return effects;
    }

    std::vector<double> averted_;
    Task task_{.measures = {}, .most_ron = {}, .budgets = {}, .groups = {}, .effort = {}};
};

// Twenty that avert 1 each: that some other is better than the search's first may be said once in twenty times, over all nineteen together.
// Where each is held against it at one in twenty by itself, it is said in 24 of these hundred.
TEST(Decide, ManyFinalistsOverruleTheSearchNoMoreOftenThanFew)
{
    constexpr int repeats = 100;
    int overruled = 0;
    for (int i = 0; i < repeats; ++i) {
        Finalists finalists(std::vector<double>(20, 1.0));
        finalists.seed = 1u + static_cast<unsigned>(i);
        overruled += finalists.decided().overruled ? 1 : 0;
    }
    // 5 are expected at most, 2.2 is their standard deviation
    EXPECT_LT(overruled, 15);
}

// The third averts 2 more than the others, whose error of the difference is 0.25: that is told.
TEST(Decide, OneThatIsFarBetterIsTaken)
{
    const ForBudget found = Finalists({1.0, 1.0, 3.0, 1.0}).decided();
    EXPECT_TRUE(found.overruled);
    EXPECT_EQ(found.recommended, 3u);
    EXPECT_TRUE(found.finalists[1].apart);
}

} // namespace
} // namespace analysis::optimise
