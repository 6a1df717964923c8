#include "models/networks.hpp"
#include "sim/graph/metrics.hpp"
#include "tests/support/synthetic_population.hpp"

#include <gmock/gmock.h>

#include <set>

namespace {

using model::Networks;
using model::Population;
using sim::Row;
using test_support::synthetic_population;
using test_support::synthetic_start;

constexpr std::uint64_t seed = 5;

const std::array<std::uint8_t, 3> some{0, 2, 3};

const Population& people()
{
    static const Population population = synthetic_population(some);
    return population;
}

const Networks& networks()
{
    static const Networks built = model::build_networks(people(), synthetic_start, seed);
    return built;
}

/// Calls visit(name, layer) for each layer.
template <class Visit>
void each_layer(const Networks& n, Visit&& visit)
{
    visit("household", n.household);
    visit("kin", n.kin);
    visit("school_class", n.school_class);
    visit("friendship", n.friendship);
    visit("neighbourhood", n.neighbourhood);
    visit("online", n.online);
    visit("work", n.work);
}

TEST(Networks, AreSymmetricWithoutSelfTiesAndEachTieOnce)
{
    each_layer(networks(), [](const char* name, const auto& layer) {
        ASSERT_EQ(layer.rows(), people().size()) << name;
        std::size_t ties = 0;
        for (Row row = 0; row < layer.rows(); ++row) {
            std::set<Row> met;
            layer.for_each_neighbour(row, [&](Row other) {
                ASSERT_NE(other, row) << name;
                ASSERT_TRUE(met.insert(other).second) << name << ": met twice";
                ASSERT_TRUE(adjacent(layer, other, row)) << name;
                ++ties;
            });
        }
        EXPECT_GT(ties, people().size() / 4) << name;
    });
}

TEST(Networks, GroupsHoldTwoToSixtyAndAgreeBothWays)
{
    each_layer(networks(), [](const char* name, const auto& layer) {
        if constexpr (std::is_same_v<std::decay_t<decltype(layer)>, sim::CliqueLayer>) {
            std::size_t memberships = 0;
            for (std::uint32_t g = 0; g < layer.group_count(); ++g) {
                const auto members = layer.members(g);
                ASSERT_GE(members.size(), 2u) << name;
                ASSERT_LE(members.size(), 60u) << name;
                ASSERT_TRUE(std::adjacent_find(members.begin(), members.end(), std::greater_equal<>()) ==
                            members.end());
                for (const Row row : members) {
                    const auto groups = layer.groups(row);
                    ASSERT_TRUE(std::binary_search(groups.begin(), groups.end(), g)) << name;
                }
                memberships += members.size();
            }
            EXPECT_EQ(memberships, layer.all_groups().size()) << name;
        }
    });
}

std::vector<std::uint32_t> bits(const Networks& n)
{
    std::vector<std::uint32_t> all;
    const auto append = [&](const auto& array) { all.insert(all.end(), array.begin(), array.end()); };
    for (const auto* layer : {&n.kin, &n.school_class, &n.friendship, &n.neighbourhood, &n.work}) {
        append(layer->group_first());
        append(layer->all_members());
        append(layer->groups_first());
        append(layer->all_groups());
    }
    append(n.online.first());
    append(n.online.targets());
    append(n.online_outside);
    return all;
}

TEST(Networks, HaveTheSameBitsForAnyNumberOfThreads)
{
    const auto expected = bits(networks());
    for (const int threads : {1, 2, 3, 7, 16}) {
        const sim::Threads limit(threads);
        EXPECT_EQ(bits(model::build_networks(people(), synthetic_start, seed)), expected) << threads;
    }
    EXPECT_NE(bits(model::build_networks(people(), synthetic_start, seed + 1)), expected);
}

/// Ties by stable ids, both ends in one of `counties`.
template <class L>
std::set<std::pair<std::uint32_t, std::uint32_t>> ties_within(const Population& population, const L& layer,
                                                              std::set<std::uint8_t> counties)
{
    std::set<std::pair<std::uint32_t, std::uint32_t>> ties;
    for (Row row = 0; row < layer.rows(); ++row) {
        if (counties.count(population.county_of(row).value) > 0) {
            layer.for_each_neighbour(row, [&](Row other) {
                if (counties.count(population.county_of(other).value) > 0) {
                    ties.insert({population.id_of(row).value, population.id_of(other).value});
                }
            });
        }
    }
    return ties;
}

TEST(Networks, InnerTiesOfACountyAreTheSameInEverySelection)
{
    const std::array<std::uint8_t, 1> one{2};
    const Population alone = synthetic_population(one);
    const Networks built = model::build_networks(alone, synthetic_start, seed);
    const auto same = [&](const char* name, const auto& in_selection, const auto& by_itself) {
        const auto ties = ties_within(alone, by_itself, {2});
        EXPECT_GT(ties.size(), 1000u) << name;
        EXPECT_EQ(ties, ties_within(people(), in_selection, {2})) << name;
    };
    same("household", networks().household, built.household);
    same("kin", networks().kin, built.kin);
    same("school_class", networks().school_class, built.school_class);
    same("friendship", networks().friendship, built.friendship);
    same("neighbourhood", networks().neighbourhood, built.neighbourhood);
    same("online", networks().online, built.online);
    same("work", networks().work, built.work);
}

TEST(Networks, OnlineTiesOfTwoCountiesAreTheSameInEverySelection)
{
    const std::array<std::uint8_t, 2> two{2, 3};
    const std::array<std::uint8_t, 5> all{0, 1, 2, 3, 4};
    const Population pair = synthetic_population(two);
    const Population country = synthetic_population(all);
    const auto few = ties_within(pair, model::build_networks(pair, synthetic_start, seed).online, {2, 3});
    const Networks whole = model::build_networks(country, synthetic_start, seed);
    EXPECT_EQ(few, ties_within(country, whole.online, {2, 3}));
    std::size_t between = 0;
    for (const auto& [a, b] : few) {
        between += pair.county_of(pair.row_of({a})) != pair.county_of(pair.row_of({b})) ? 1u : 0u;
    }
    EXPECT_GT(between, 100u);
}

// Ends that leave the selection are counted; in the whole country only those without a partner are left.
TEST(Networks, OnlineEndsThatLeaveTheSelectionAreCounted)
{
    const auto outside = [](const Networks& n) {
        double sum = 0.0;
        for (const std::uint16_t ends : n.online_outside) {
            sum += ends;
        }
        return sum / static_cast<double>(n.online_outside.size());
    };
    const std::array<std::uint8_t, 1> one{2};
    const std::array<std::uint8_t, 5> all{0, 1, 2, 3, 4};
    const double alone = outside(model::build_networks(synthetic_population(one), synthetic_start, seed));
    const double country = outside(model::build_networks(synthetic_population(all), synthetic_start, seed));
    EXPECT_GT(alone, 0.5);
    EXPECT_LT(country, 0.1 * alone);
}

/// Mean number of online ties awake `years` after the start, of those who are `from` to below `to` then; the rest are ties
/// with somebody too young or too old.
double ties_awake(const Population& population, const Networks& n, double years, double from, double to)
{
    const auto age = [&](Row row) { return (synthetic_start.value - population.birth_week[row]) / 52.1775 + years; };
    double ends = 0.0;
    double persons = 0.0;
    for (Row row = 0; row < population.size(); ++row) {
        if (population.online_exposure[row] > 0 && age(row) >= from && age(row) < to) {
            persons += 1.0;
            ends += model::of_online_age(age(row)) ? n.online_outside[row] : 0.0;
            n.online.for_each_neighbour(row, [&](Row other) {
                ends += model::of_online_age(age(row)) && model::of_online_age(age(other)) ? 1.0 : 0.0;
            });
        }
    }
    EXPECT_GT(persons, 50.0);
    return persons > 0.0 ? ends / persons : 0.0;
}

// Who is too young has ties that sleep, and nobody uses them: 10 and 29 are of an age for them, 9 and 30 are not.
TEST(Networks, OnlineTiesSleepUntilBothEndsAreOfAge)
{
    EXPECT_TRUE(model::of_online_age(10.0) && model::of_online_age(29.99));
    EXPECT_FALSE(model::of_online_age(9.99) || model::of_online_age(30.0));
    const double children = ties_awake(people(), networks(), 0.0, 6.0, 10.0);
    EXPECT_EQ(children, 0.0);
    double asleep = 0.0;
    double persons = 0.0;
    for (Row row = 0; row < people().size(); ++row) {
        const double age = (synthetic_start.value - people().birth_week[row]) / 52.1775;
        if (age < 3.0 || age >= 30.01) {
            EXPECT_EQ(networks().online.degree(row), 0u)
                << age; // nobody comes of age within the horizon, or is past it
        } else if (age >= 6.0 && age < 10.0) {
            persons += 1.0;
            asleep += static_cast<double>(networks().online.degree(row));
        }
    }
    EXPECT_GT(asleep, 5.0 * persons);
}

// The ties awake of those who are 10 to 13 are as many five years on, when all of them were under 10 on the reference day,
// as then: without ties that sleep they would have none.
TEST(Networks, OnlineTiesOfTheYoungestDoNotFadeInARun)
{
    const double now = ties_awake(people(), networks(), 0.0, 10.0, 14.0);
    EXPECT_GT(now, 8.0);
    for (const double years : {3.0, 4.0}) { // the youngest with exposure in the made-up counties were 6
        EXPECT_NEAR(ties_awake(people(), networks(), years, 10.0, 14.0) / now, 1.0, 0.25) << years;
    }
}

TEST(Networks, OfNobodyAreEmpty)
{
    const Networks built = model::build_networks(synthetic_population({}), synthetic_start, seed);
    each_layer(built, [](const char* name, const auto& layer) { EXPECT_EQ(layer.rows(), 0u) << name; });
}

} // namespace
