#include "models/eligible.hpp"
#include "models/supports.hpp"
#include "tests/support/supported.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

// Supports that are given to some persons only.

namespace {

using model::Care;
using model::Meant;
using model::ParentAbroad;
using model::Row;
using model::Support;
using toy::Supported;

struct Group {
    const char* name;
    model::Target target;
};

std::vector<Group> groups()
{
    std::vector<Group> all{
        {"ages", {}}, {"care", {}}, {"boarding", {}}, {"parents_abroad", {}}, {"no parent abroad", {}}};
    all[0].target.youngest = 13;
    all[0].target.oldest = 15;
    all[1].target.care = {Care::relatives, Care::foster};
    all[2].target.boarding = true;
    all[3].target.parents_abroad = true;
    all[4].target.parents_abroad = false;
    return all;
}

/// Who is meant, read from the population as built, in words of its own.
bool built_so(const Supported& s, Row row, const char* group)
{
    const auto& people = s.people();
    const double age = model::age_at(people.birth_week[row], s.tick);
    const bool abroad = age < 18.0 && people.parent_abroad[row] != ParentAbroad::none;
    switch (group[0]) {
    case 'a':
        return std::floor(age) >= 13.0 && std::floor(age) <= 15.0;
    case 'c':
        return people.care[row] == Care::relatives || people.care[row] == Care::foster;
    case 'b':
        return s.build.life.boarding(s.state, s.ground, row, s.tick);
    case 'p':
        return abroad;
    default:
        return !abroad;
    }
}

void give(Supported& s, Support kind, double share, const Meant& whom)
{
    const auto propose = s.state.proposals(s.build.supports.change);
    for (std::uint32_t place = 0; place < s.people().localities.siruta.size(); ++place) {
        propose(0, {.locality = place, .amount = model::to_lever(share), .kind = kind, .meant = whom});
    }
    s.commit();
}

std::set<Row> reached(const Supported& s, Support kind)
{
    std::set<Row> rows;
    for (Row row = 0; row < s.people().residents(); ++row) {
        if (s.reached(row, kind)) {
            rows.insert(row);
        }
    }
    return rows;
}

// Of those whom the support reaches when it is for everybody, exactly those of the group.
TEST(SupportsForSome, ReachThoseMeantAndNobodyElse)
{
    for (const Support kind : {Support::hub, Support::dropout, Support::left_behind, Support::boarding}) {
        Supported everybody;
        everybody.give(kind, 0.6);
        const std::set<Row> all = reached(everybody, kind);
        for (const Group& group : groups()) {
            Supported some;
            give(some, kind, 0.6, model::persons_of(group.target));
            std::set<Row> expected;
            for (const Row row : all) {
                if (built_so(some, row, group.name)) {
                    expected.insert(row);
                }
            }
            EXPECT_EQ(reached(some, kind), expected)
                << model::support_names[static_cast<std::size_t>(kind)] << " " << group.name;
        }
    }
}

// What is planned and paid is those who can be reached, in every place.
TEST(SupportsForSome, AreCountedAsTheyAreReached)
{
    const auto lives = model::life::resolved({});
    const auto p = model::supports::resolved({});
    std::size_t looked_at = 0;
    for (const Support kind :
         {Support::hub, Support::dropout, Support::left_behind, Support::boarding, Support::carers}) {
        for (const Group& group : groups()) {
            const Meant whom = model::persons_of(group.target);
            Supported s;
            give(s, kind, 1.0, whom);
            std::vector<std::set<Row>> found(s.people().localities.siruta.size());
            for (const Row row : reached(s, kind)) {
                const std::uint32_t c = s.ground.class_at(row, s.tick);
                const bool at_school = kind == Support::boarding;
                const std::uint32_t place =
                    at_school ? s.people().units.locality[s.people().classes.unit[c]] : s.people().locality[row];
                found[place].insert(
                    kind == Support::carers ? s.people().households.first_member[s.people().household[row]] : row);
            }
            const auto planned = model::supports::eligible_as_built(p, lives, s.ground, kind, whom);
            for (std::size_t place = 0; place < planned.size(); ++place) {
                EXPECT_EQ(planned[place], static_cast<double>(found[place].size())) << group.name << " " << place;
                looked_at += found[place].empty() ? 0 : 1;
            }
        }
    }
    EXPECT_GT(looked_at, 20U);
}

// Groups without a common person add up to everybody, to the person; each has its own share.
TEST(SupportsForSome, GroupsKeepSharesOfTheirOwn)
{
    const Meant with = model::persons_of(groups()[3].target);
    const Meant without = model::persons_of(groups()[4].target);
    Supported everybody;
    everybody.give(Support::hub, 0.4);
    Supported both;
    give(both, Support::hub, 0.4, with);
    give(both, Support::hub, 0.4, without);
    EXPECT_EQ(reached(both, Support::hub), reached(everybody, Support::hub));
    give(both, Support::hub, 0.6, with); // all of these, and no more of the others
    std::size_t more = 0;
    for (Row row = 0; row < both.people().residents(); ++row) {
        const double age = model::age_at(both.people().birth_week[row], both.tick);
        const bool abroad = built_so(both, row, "parents_abroad");
        const bool is = both.reached(row, Support::hub);
        EXPECT_EQ(is, abroad ? age >= 6.0 && age < 16.0 : everybody.reached(row, Support::hub));
        more += is && !everybody.reached(row, Support::hub) ? 1 : 0;
    }
    EXPECT_GT(more, 5U);
    give(both, Support::hub, -1.0, with);
    give(both, Support::hub, -0.4, without);
    EXPECT_TRUE(reached(both, Support::hub).empty());
}

// Carers and income reach whole households as soon as one person in it is meant.
TEST(SupportsForSome, HouseholdsAreMeantByTheirMembers)
{
    model::Target target;
    target.care = {Care::relatives};
    const Meant whom = model::persons_of(target);
    Supported s;
    give(s, Support::carers, 1.0, whom);
    give(s, Support::income, 1.0, whom);
    const auto& people = s.people();
    std::vector<bool> has(people.households.deprivation.size());
    for (Row row = 0; row < people.residents(); ++row) {
        has[people.household[row]] = has[people.household[row]] || people.care[row] == Care::relatives;
    }
    std::size_t siblings = 0;
    for (Row row = 0; row < people.residents(); ++row) {
        const bool minor = model::age_at(people.birth_week[row], s.tick) < 18.0;
        EXPECT_EQ(s.reached(row, Support::carers), minor && has[people.household[row]]);
        siblings += minor && has[people.household[row]] && people.care[row] != Care::relatives ? 1 : 0;
    }
    EXPECT_GT(siblings, 0U);
    std::size_t paid = 0;
    for (std::uint32_t h = 0; h < has.size(); ++h) {
        const bool deprived = people.households.institution[h] == 0 &&
                              people.households.deprivation[h] / 255.0 >= s.build.supports.p.deprived_from;
        EXPECT_EQ(s.build.supports.income_reaches(s.state, s.ground, h, s.tick), deprived && has[h]);
        paid += deprived && has[h] ? 1 : 0;
    }
    EXPECT_GT(paid, 5U);
    const auto planned = model::supports::eligible_as_built(model::supports::resolved({}), model::life::resolved({}),
                                                            s.ground, Support::income, whom);
    EXPECT_EQ(std::accumulate(planned.begin(), planned.end(), 0.0), static_cast<double>(paid));
}

TEST(SupportsForSome, AFifthGroupIsRefusedAndNoneTakesFromAnother)
{
    Supported s;
    const auto aged = [](int age) {
        model::Target target;
        target.youngest = age;
        target.oldest = age;
        return model::persons_of(target);
    };
    for (int age = 10; age < 14; ++age) {
        give(s, Support::hub, 0.1 * (age - 9), aged(age));
    }
    for (int age = 10; age < 14; ++age) {
        EXPECT_NEAR(s.build.supports.share(s.state, 0, Support::hub, aged(age)), 0.1 * (age - 9), 1e-9);
    }
    EXPECT_EQ(s.build.supports.share(s.state, 0, Support::hub), 0.0);
    EXPECT_EQ(s.build.supports.share(s.state, 0, Support::hub, aged(14)), 0.0);
    EXPECT_THROW(give(s, Support::hub, 0.1, aged(14)), std::exception);
    Supported other;
    give(other, Support::hub, 0.5, aged(10));
    EXPECT_THROW(give(other, Support::hub, -0.1, aged(11)), std::exception);
}

} // namespace
