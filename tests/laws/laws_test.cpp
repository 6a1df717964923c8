#include "tests/support/town.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace {

using town::Happening;
using town::Setting;

constexpr int weeks = 104;

/// People, and one of whom nobody knows.
Setting with_isolated(std::uint32_t people)
{
    Setting setting = town::ring(people);
    setting.ids.push_back(people);
    setting.id_space = people + 1;
    setting.contacts.emplace_back();
    return setting;
}

// D5
TEST(Laws, OneMoreIsolatedPersonChangesNobodyElse)
{
    // 8192 people fill their thinning block to the last place; the one more opens a block of its own.
    for (const std::uint32_t people : {1000u, 1023u, 8192u}) {
        Setting without_one = town::ring(people);
        Setting with_one = with_isolated(people);
        without_one.places = with_one.places = people; // places of help are the one thing people compete for
        int changed = 0;
        for (std::uint32_t replicate = 0; replicate < (people > 5000 ? 2u : 10u); ++replicate) {
            const sim::Luck luck(5, replicate);
            const auto before = town::live(without_one, luck, weeks);
            const auto after = town::live(with_one, luck, weeks);
            ASSERT_GT(before.fallen, 100);
            EXPECT_EQ(before.history, town::without(after.history, {people}));
            changed += before.history.size() != after.history.size() ? 1 : 0;
        }
        EXPECT_GT(changed, 0) << "the one more never did anything";
    }
}

// D5
TEST(Laws, BanningAnIsolatedPersonChangesNobodyElse)
{
    Setting free = with_isolated(1000);
    free.places = 2000;
    Setting ban = free;
    ban.banned = {1000};
    int changed = 0;
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
        const auto before = town::live(free, sim::Luck(5, replicate), weeks);
        const auto after = town::live(ban, sim::Luck(5, replicate), weeks);
        EXPECT_EQ(town::without(before.history, {1000}), after.history);
        changed += before.history.size() != after.history.size() ? 1 : 0;
    }
    EXPECT_GT(changed, 0) << "the banned one would never have fallen";
}

// D8: rows are where people stand, ids are who they are.
TEST(Laws, ReorderingRowsUnderStableIdsChangesNothing)
{
    Setting in_order = town::ring(3000, 7);
    in_order.places = 2;
    const auto expected = town::live(in_order, sim::Luck(5, 0), weeks);
    const auto helped =
        std::count_if(expected.history.begin(), expected.history.end(), [](const Happening& h) { return h.what == 1; });
    ASSERT_GT(expected.fallen, 2 * helped) << "places of help are not scarce";
    ASSERT_GT(helped, 150);
    for (std::uint32_t permutation = 0; permutation < 10; ++permutation) {
        Setting shuffled = in_order;
        const sim::Luck luck(77, permutation);
        for (std::uint32_t i = static_cast<std::uint32_t>(shuffled.ids.size()); i > 1; --i) {
            std::swap(shuffled.ids[i - 1], shuffled.ids[luck(i, "laws.shuffle").below(i)]);
        }
        const auto found = town::live(shuffled, sim::Luck(5, 0), weeks);
        EXPECT_EQ(found.history, expected.history);
        EXPECT_EQ(found.falls_by_path, expected.falls_by_path);
    }
}

// A1
TEST(Laws, StatesAddUpToThePeopleAtEveryStep)
{
    const auto found = town::live(town::ring(5000), sim::Luck(5, 0), weeks);
    ASSERT_GT(found.fallen, 1000);
    EXPECT_EQ(found.states_lost, 0u);
    std::int64_t by_path = 0;
    for (const std::int64_t n : found.falls_by_path) {
        by_path += n;
    }
    EXPECT_EQ(by_path, found.fallen) << "the measure and its parts";
    EXPECT_EQ(std::count_if(found.history.begin(), found.history.end(), [](const Happening& h) { return h.what >= 2; }),
              found.fallen);
}

// A2
TEST(Laws, EveryFallComesBackInItsTimeAndNobodyFallsTwiceAtOnce)
{
    const Setting setting = town::ring(5000);
    const auto found = town::live(setting, sim::Luck(5, 0), weeks);
    std::int32_t last = 0;
    for (const Happening& h : found.history) {
        last = std::max(last, h.tick);
    }
    std::map<std::uint32_t, std::int32_t> away_since;
    std::size_t returns = 0;
    for (const Happening& h : found.history) {
        if (h.what >= 2) {
            EXPECT_TRUE(away_since.emplace(h.id, h.tick).second) << h.id << " fell while away";
        } else if (h.what == 0) {
            ASSERT_TRUE(away_since.count(h.id)) << h.id << " came back from nowhere";
            EXPECT_EQ(h.tick, away_since.at(h.id) + setting.away);
            away_since.erase(h.id);
            ++returns;
        }
    }
    for (const auto& [id, tick] : away_since) {
        EXPECT_GT(tick, last - setting.away) << id << " never came back";
    }
    EXPECT_GT(returns, 1000u);
}

// A13: absorbing falls, no competition for places, hazards that rise with the falls of others.
TEST(Laws, LowerHazardsRecruitASubset)
{
    Setting baseline = town::ring(2000);
    baseline.away = 0;
    baseline.places = 0;
    Setting lowered = baseline;
    lowered.lowering = 0.6;
    const auto fallen = [](const town::Outcome& outcome) {
        std::set<std::uint32_t> ids;
        for (const Happening& h : outcome.history) {
            if (h.what >= 2) {
                ids.insert(h.id);
            }
        }
        return ids;
    };
    for (std::uint32_t pair = 0; pair < 100; ++pair) {
        const auto more = fallen(town::live(baseline, sim::Luck(5, pair), 26));
        const auto fewer = fallen(town::live(lowered, sim::Luck(5, pair), 26));
        ASSERT_GE(more.size(), 100u);
        ASSERT_GE(more.size(), fewer.size() + 10) << "the lowering does too little to tell";
        EXPECT_TRUE(std::includes(more.begin(), more.end(), fewer.begin(), fewer.end())) << "pair " << pair;
    }
}

// A12
TEST(Laws, TheLimitsAreExact)
{
    Setting none = town::ring(500);
    none.hazards = {0.0, 0.0};
    EXPECT_EQ(town::live(none, sim::Luck(5, 0), 26).fallen, 0);

    Setting protected_all = town::ring(500);
    protected_all.lowering = 0.0;
    for (const Happening& h : town::live(protected_all, sim::Luck(5, 0), 26).history) {
        EXPECT_EQ(h.id % 2, 1u) << "a hazard of nothing still happened";
    }

    Setting certain = town::ring(500);
    certain.hazards = {1e6};
    certain.away = 0;
    EXPECT_EQ(town::live(certain, sim::Luck(5, 0), 1).fallen, 500);

    Setting one;
    one.ids = {0};
    one.id_space = 1;
    one.contacts.resize(1);
    one.hazards = {5.0};
    EXPECT_GT(town::live(one, sim::Luck(5, 0), 520).fallen, 10);

    Setting empty;
    empty.hazards = {5.0};
    empty.id_space = 10000;
    empty.contacts.resize(empty.id_space);
    EXPECT_EQ(town::live(empty, sim::Luck(5, 0), 26).fallen, 0);
}

} // namespace
