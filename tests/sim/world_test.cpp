#include "sim/plan.hpp"
#include "sim/thin.hpp"

#include <gtest/gtest.h>

namespace {

struct Pair {
    std::uint32_t row;
    std::uint32_t amount;
};

sim::Step step_at(int tick)
{
    return {sim::Tick{tick}, 7 / sim::days_per_year, sim::Luck(1, 0)};
}

TEST(World, ReadsTheStateBeforeTheCommitAndSettlesInChunkOrder)
{
    sim::World world(sim::Luck(1, 0));
    const auto column = world.add_column<std::uint32_t>({"count", "1", "test"}, 3);
    std::vector<std::uint32_t> order;
    const auto added = world.add_event<Pair>("added", [&](sim::World& w, const sim::Step&, std::span<Pair> all) {
        for (const Pair& p : all) {
            w.write(column)[p.row] += p.amount;
            order.push_back(p.amount);
        }
    });
    const auto first = world.proposals(added, 2);
    first(1, {2, 5});
    first(0, {0, 7});
    const auto second = world.proposals(added, 1);
    second(0, {2, 1});
    EXPECT_EQ(world.read(column)[2], 0u);
    world.commit(step_at(0));
    EXPECT_EQ(order, (std::vector<std::uint32_t>{7, 5, 1}));
    EXPECT_EQ(world.read(column)[0], 7u);
    EXPECT_EQ(world.read(column)[2], 6u);
    world.commit(step_at(1));
    EXPECT_EQ(world.read(column)[2], 6u) << "proposals are settled once";
}

#if VEGHE_CONTRACTS
TEST(World, RefusesASecondWriterOfAColumn)
{
    sim::World world(sim::Luck(1, 0));
    const auto column = world.add_column<std::uint8_t>({"flag", "1", "test"}, 1);
    const auto rule = [&](sim::World& w, const sim::Step&, std::span<Pair>) { w.write(column)[0] = 1; };
    const auto a = world.add_event<Pair>("a", rule);
    const auto b = world.add_event<Pair>("b", rule);
    world.proposals(a)(0, {0, 0});
    world.commit(step_at(0));
    world.proposals(b)(0, {0, 0});
    EXPECT_THROW(world.commit(step_at(1)), sim::ContractError);
}

TEST(World, RefusesToBeWrittenOutsideACommitOnceItRuns)
{
    sim::World world(sim::Luck(1, 0));
    const auto column = world.add_column<std::uint8_t>({"flag", "1", "test"}, 1);
    const auto records = world.add_records<std::uint32_t>({"records", "1", "test"});
    const auto calendar = world.add_calendar<std::uint32_t>({"calendar", "1", "test"});
    world.write(column)[0] = 1;
    world.commit(step_at(0));
    EXPECT_THROW((void)world.write(column), sim::ContractError);
    EXPECT_THROW(world.append(records, 1), sim::ContractError);
    EXPECT_THROW(world.keep_if(records, [](std::uint32_t) { return true; }), sim::ContractError);
    EXPECT_THROW(world.schedule(calendar, sim::Tick{9}, 1), sim::ContractError);
}

TEST(World, RefusesProposalsInTheWrongPlace)
{
    sim::World world(sim::Luck(1, 0));
    const auto later = world.add_event<Pair>("later", [](sim::World&, const sim::Step&, std::span<Pair>) {});
    const auto now = world.add_event<Pair>("now", [&](sim::World& w, const sim::Step&, std::span<Pair>) {
        w.proposals(later)(0, {0, 0});
    });
    const auto two = world.proposals(later, 2);
    EXPECT_THROW(two(2, {0, 0}), sim::ContractError) << "beyond the chunks of its loop";
    for (const int threads : {1, 2}) {
        const sim::Threads limit(threads);
        EXPECT_THROW(sim::for_each_task(4, [&](std::size_t) { (void)world.proposals(later); }), sim::ContractError);
    }
    world.proposals(now)(0, {0, 0});
    EXPECT_THROW(world.commit(step_at(0)), sim::ContractError) << "inside a commit rule";
}

TEST(World, RefusesCountingInsideALoop)
{
    sim::World world(sim::Luck(1, 0));
    const auto measure = world.measures().add<sim::NoLedger>({"measure", "1", {}, {}, "test"});
    world.measures().count(measure, {}, 3);
    EXPECT_THROW(sim::for_each_task(1, [&](std::size_t) { world.measures().count(measure, {}); }), sim::ContractError);
    EXPECT_EQ(world.measures().total(measure), 3);
}

TEST(World, RefusesTwoOfOneName)
{
    sim::World world(sim::Luck(1, 0));
    const auto nothing = [](sim::World&, const sim::Step&, std::span<Pair>) {};
    world.add_event<Pair>("a", nothing);
    EXPECT_THROW(world.add_event<Pair>("a", nothing), sim::ContractError);
    world.add_column<std::uint8_t>({"flag", "1", "test"}, 1);
    EXPECT_THROW(world.add_records<std::uint8_t>({"flag", "1", "test"}), sim::ContractError);
}

TEST(Plan, RefusesTwoOfOneNameAndTwoPhasesOfOnePosition)
{
    sim::Plan plan;
    const auto nothing = [](sim::World&, const sim::Step&) {};
    plan.add({"a", {1, "early"}, nothing});
    EXPECT_THROW(plan.add({"a", {1, "early"}, nothing}), sim::ContractError);
    EXPECT_THROW(plan.add({"b", {1, "late"}, nothing}), sim::ContractError);
}
#endif

TEST(World, SettlesEventsInTheOrderOfTheirNames)
{
    sim::World world(sim::Luck(1, 0));
    std::string order;
    const auto note = [&](char c) {
        return [&order, c](sim::World&, const sim::Step&, std::span<Pair>) { order += c; };
    };
    const auto b = world.add_event<Pair>("b", note('b'));
    const auto c = world.add_event<Pair>("c", note('c'));
    const auto a = world.add_event<Pair>("a", note('a'));
    for (const auto event : {c, b, a}) {
        world.proposals(event)(0, {0, 0});
    }
    world.commit(step_at(0));
    EXPECT_EQ(order, "abc") << "neither the order of declaration nor that of proposing counts";
}

TEST(World, RecordsGrowAndShrinkInOrder)
{
    sim::World world(sim::Luck(1, 0));
    const auto records = world.add_records<std::uint32_t>({"records", "1", "test"});
    for (std::uint32_t i = 0; i < 1000; ++i) {
        world.append(records, i);
    }
    for (int i = 0; i < 5000; ++i) {
        world.append(records, world.read(records)[999]); // moves the memory that its argument lies in
    }
    EXPECT_EQ(world.read(records).back(), 999u);
    world.keep_if(records, [n = 0](std::uint32_t v) mutable { return n++ < 1000 && v % 3 == 0; });
    const auto kept = world.read(records);
    ASSERT_EQ(kept.size(), 334u);
    EXPECT_EQ(kept[1], 3u);
    EXPECT_EQ(kept.back(), 999u);
}

TEST(World, DigestSeesEveryDeclaredValueAndNothingElse)
{
    const auto digest = [](std::uint8_t value, bool other_first) {
        sim::World world(sim::Luck(1, 0));
        if (other_first) {
            world.add_column<std::uint8_t>({"b", "1", "test"}, 2);
        }
        const auto a = world.add_column<std::uint8_t>({"a", "1", "test"}, 2);
        if (!other_first) {
            world.add_column<std::uint8_t>({"b", "1", "test"}, 2);
        }
        world.write(a)[1] = value;
        return world.state_digest();
    };
    EXPECT_EQ(digest(1, false), digest(1, true)) << "the order of declaration does not matter";
    EXPECT_NE(digest(1, false), digest(2, false));
}

TEST(Plan, RunsPhasesInOrderAndProcessesByName)
{
    sim::World world(sim::Luck(1, 0));
    sim::Plan plan;
    std::string trace;
    const auto note = [&](char c) { return [&trace, c](sim::World&, const sim::Step&) { trace += c; }; };
    plan.add({"z", {2, "late"}, note('z')});
    plan.add({"b", {1, "early"}, note('b')});
    plan.add({"a", {1, "early"}, note('a')});
    const sim::Clock clock(*sim::parse_date("2022-01-03"), *sim::parse_date("2022-01-17"));
    EXPECT_TRUE(sim::run(world, plan, clock));
    EXPECT_EQ(trace, "abzabz");
    EXPECT_EQ(plan.describe(), "early: a, b\nlate: z\n");
}

TEST(Thin, FindsEachIdWithTheProbabilityGiven)
{
    // 200 steps of 20,000 ids at p = 0.01: 40,000 expected, sd sqrt(40000 * 0.99) = 199. Five sd is a false alarm in
    // 1.7 million; the seed is fixed.
    std::int64_t found = 0;
    for (int t = 0; t < 200; ++t) {
        std::vector<std::uint32_t> ids(sim::thinning_chunks({5000}, 20000));
        sim::thin(step_at(t), "test", {5000}, 20000, 0.01, [&](std::size_t chunk, sim::AgentId id) {
            EXPECT_GE(id.value, 5000u);
            EXPECT_LT(id.value, 25000u);
            ++ids[chunk];
        });
        for (const auto n : ids) {
            found += n;
        }
    }
    EXPECT_NEAR(static_cast<double>(found), 40000.0, 5 * 199.0);
}

TEST(Thin, LooksAtTheSameIdsWhoeverElseExists)
{
    const auto candidates = [](std::uint32_t first, std::uint32_t count) {
        std::vector<std::uint32_t> ids;
        const sim::Threads one(1);
        sim::thin(step_at(3), "test", {first}, count, 0.05,
                  [&](std::size_t, sim::AgentId id) { ids.push_back(id.value); });
        return ids;
    };
    const auto all = candidates(0, 30000);
    auto some = candidates(10000, 10001);
    const auto from = std::lower_bound(all.begin(), all.end(), 10000u);
    const auto to = std::lower_bound(all.begin(), all.end(), 20001u);
    EXPECT_EQ(some, std::vector<std::uint32_t>(from, to));
}

TEST(Choose, IsUniform)
{
    // 60,000 draws of 6 places: 10,000 each, sd sqrt(60000 / 6 * 5 / 6) = 91.3. Five sd on six cells is a false alarm
    // in 290,000; the seed is fixed.
    const sim::Luck luck(9, 0);
    std::vector<int> counts(6);
    for (std::uint32_t i = 0; i < 60000; ++i) {
        ++counts.at(sim::choose(luck, i, "test", {0}, 0, 6));
    }
    for (const int n : counts) {
        EXPECT_NEAR(n, 10000, 5 * 91.3);
    }
}

TEST(Choose, IgnoresPlacesAddedAtTheEnd)
{
    const sim::Luck luck(9, 0);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        std::uint32_t before = sim::choose(luck, i, "test", {0}, 0, 1);
        EXPECT_EQ(before, 0u);
        for (std::uint32_t n = 2; n < 70; ++n) {
            const std::uint32_t now = sim::choose(luck, i, "test", {0}, 0, n);
            ASSERT_TRUE(now == before || now == n - 1) << "a place among " << n;
            before = now;
        }
    }
}

TEST(Choose, ReachesEveryCountOfPlaces)
{
    const sim::Luck luck(9, 0);
    EXPECT_EQ(sim::choose(luck, 1, "test", {0}, 0, 0), 0u);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        EXPECT_LT(sim::choose(luck, i, "test", {0}, 0, 0xFFFFFFFFu), 0xFFFFFFFFu);
    }
}

TEST(WaitingTime, IsExponential)
{
    EXPECT_DOUBLE_EQ(sim::waiting_time(std::exp(-3.0), 2.0), 1.5);
    EXPECT_TRUE(std::isinf(sim::waiting_time(0.5, 0.0)));
}

TEST(Clock, FollowsTheCalendar)
{
    const sim::Clock clock(*sim::parse_date("2022-01-05"), *sim::parse_date("2022-03-02"));
    EXPECT_EQ(sim::to_text(clock.date(clock.first())), "2022-01-03");
    EXPECT_EQ(clock.steps(), 8);
    EXPECT_EQ(clock.months(), 2);
    EXPECT_EQ(clock.tick_of(*sim::parse_date("2000-01-02")).value, -1);
    EXPECT_FALSE(sim::parse_date("2023-02-29"));
    EXPECT_FALSE(sim::parse_date("2023-2-1"));
    EXPECT_FALSE(sim::parse_date("-023-02-01"));
    EXPECT_FALSE(sim::parse_date("2023-02--1"));
}

} // namespace
