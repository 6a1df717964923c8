#include "models/county_names.hpp"
#include "models/numbers.hpp"
#include "models/registry.hpp"
#include "tests/support/scenario_files.hpp"
#include "tests/support/toy_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace {

using model::Row;

constexpr std::uint32_t permutations = 10;

template <class T>
void shuffle(std::vector<T>& values, std::uint32_t permutation)
{
    model::Stream(sim::Luck(permutation, 0), 0, "test.order").shuffle(values);
}

/// Which old row stands at each new one.
std::vector<std::uint32_t> shuffled_rows(std::size_t n, std::uint32_t permutation)
{
    std::vector<std::uint32_t> from(n);
    std::iota(from.begin(), from.end(), 0u);
    shuffle(from, permutation);
    return from;
}

std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t>& from)
{
    std::vector<std::uint32_t> to(from.size());
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        to[from[i]] = i;
    }
    return to;
}

template <class T>
void reorder(sim::Array<T>& values, const std::vector<std::uint32_t>& from)
{
    std::vector<T> moved;
    for (const std::uint32_t old : from) {
        moved.push_back(values[old]);
    }
    values = std::move(moved);
}

/// Names of rows, where they moved: `none` stays.
void rename(sim::Array<std::uint32_t>& names, const std::vector<std::uint32_t>& to)
{
    std::vector<std::uint32_t> renamed;
    for (const std::uint32_t old : names) {
        renamed.push_back(old == model::none ? old : to[old]);
    }
    names = std::move(renamed);
}

/// Rows of school units in another order; their stable ids stay.
void reorder_units(model::Population& people, std::uint32_t permutation)
{
    auto& units = people.units;
    const auto from = shuffled_rows(units.stable_id.size(), permutation);
    reorder(units.stable_id, from);
    reorder(units.locality, from);
    reorder(units.parent, from);
    reorder(units.places, from);
    rename(units.parent, inverse(from));
    rename(people.classes.unit, inverse(from));
}

/// Rows of classes in another order; those of one unit keep theirs, which is what names them.
void reorder_classes(model::Population& people, std::uint32_t permutation)
{
    auto& classes = people.classes;
    std::vector<std::uint32_t> from = shuffled_rows(classes.unit.size(), permutation);
    std::vector<std::vector<std::uint32_t>> of_unit(people.units.stable_id.size());
    for (std::uint32_t c = static_cast<std::uint32_t>(from.size()); c-- > 0;) {
        of_unit[classes.unit[c]].push_back(c);
    }
    for (std::uint32_t& c : from) {
        auto& left = of_unit[classes.unit[c]];
        c = left.back();
        left.pop_back();
    }
    std::vector<std::uint32_t> first{0};
    std::vector<Row> members;
    for (const std::uint32_t c : from) {
        members.insert(members.end(), classes.members.begin() + classes.member_first[c],
                       classes.members.begin() + classes.member_first[c + 1]);
        first.push_back(static_cast<std::uint32_t>(members.size()));
    }
    classes.members = std::move(members);
    classes.member_first = std::move(first);
    reorder(classes.unit, from);
    reorder(classes.level, from);
    reorder(classes.entry_year, from);
    for (auto& school_class : people.pupils.school_class) {
        rename(school_class, inverse(from));
    }
}

void reorder_pupils(model::Population& people, std::uint32_t permutation)
{
    auto& pupils = people.pupils;
    const auto from = shuffled_rows(pupils.person.size(), permutation);
    reorder(pupils.person, from);
    reorder(pupils.boarding, from);
    for (auto& school_class : pupils.school_class) {
        reorder(school_class, from);
    }
    rename(people.pupil, inverse(from));
}

/// Histories of persons and offenders, whose rows do not move.
std::vector<toy::Change> of_persons(const toy::Chronicle& chronicle)
{
    std::vector<toy::Change> changes;
    std::copy_if(chronicle.changes().begin(), chronicle.changes().end(), std::back_inserter(changes),
                 [](const toy::Change& c) { return c.trait <= toy::Trait::held; });
    return changes;
}

// D8: persons, households and localities are ordered by their ids. The other tables may come in any order: ties are
// built from them again, and everybody lives the same life.
TEST(ModelLaws, D8_TheOrderOfUnitsClassesAndPupilsChangesNobody)
{
    const toy::World& world = toy::towns();
    model::Scenario scenario = toy::scenario(world);
    for (const model::InterventionKind& kind : model::interventions()) {
        scenario.interventions.push_back(toy::intervention(kind.name, scenario, 0.7));
    }
    toy::Chronicle before;
    const auto expected = toy::run(scenario, world, 0, before.watch());
    ASSERT_GT(toy::total(expected.true_cases), 100);
    for (std::uint32_t permutation = 1; permutation <= permutations; ++permutation) {
        SCOPED_TRACE(permutation);
        toy::World moved = world;
        reorder_units(moved.people, permutation);
        reorder_classes(moved.people, permutation);
        reorder_pupils(moved.people, permutation);
        ASSERT_FALSE(std::equal(moved.people.classes.members.begin(), moved.people.classes.members.end(),
                                world.people.classes.members.begin()));
        moved.ties = model::build_networks(moved.people, toy::ground(scenario, world).clock.first(), 5);
        toy::Chronicle after;
        const auto found = toy::run(scenario, moved, 0, after.watch());
        EXPECT_EQ(found.true_cases, expected.true_cases);
        EXPECT_EQ(found.registered, expected.registered);
        EXPECT_EQ(found.relations, expected.relations);
        EXPECT_TRUE(of_persons(after) == of_persons(before));
    }
}

/// A table of a scenario's text: its heading and its lines.
struct Block {
    std::string heading;
    std::vector<std::string> lines;
};

std::string joined(std::vector<std::string> words, std::uint32_t permutation)
{
    shuffle(words, permutation);
    std::string list;
    for (const std::string& word : words) {
        list += (list.empty() ? "\"" : ", \"") + word + '"';
    }
    return '[' + list + ']';
}

/// One scenario; each permutation writes its keys, tables, lists and measures in another order.
std::string scenario_text(std::uint32_t permutation)
{
    Block head{"", {"format = 1", "title = \"Toy\"", "description = \"Toy.\"", "test_only = true"}};
    std::vector<Block> blocks{
        {"[run]",
         {"start = 2022-01-03", "end = 2024-01-01", "seed = 2024", "replicates = 1",
          "counties = " +
              joined({std::string(model::county_code({3})), std::string(model::county_code({1}))}, permutation)}},
        {"[population]", {"seed = 1", "data = \"" + std::string(VEGHE_SOURCE_DIR) + "/scenarios/data\""}},
        {"[model]", {"pathways = " + joined({"family_complicity", "online_grooming", "lover_boy"}, permutation)}},
        {"[parameters]", {}},
        {"[[intervention]]",
         {"kind = \"curriculum\"", "name = \"a\"", "start = 2022-02-07", "coverage = 0.7", "hours_per_year = 20"}},
        {"[[intervention]]", {"kind = \"school_counsellors\"", "name = \"b\"", "start = 2022-02-07", "coverage = 0.7"}},
        {"[[intervention]]", {"kind = \"rural_campaign\"", "name = \"c\"", "start = 2022-02-07", "coverage = 0.7"}}};
    const model::Scenario toy = toy::scenario(toy::towns());
    for (const auto& [name, value] : toy.parameters.all()) {
        blocks[3].lines.push_back('"' + std::string(name) + "\" = " + std::to_string(value));
    }
    shuffle(blocks, permutation);
    blocks.insert(blocks.begin(), head);
    std::string text;
    for (Block& block : blocks) {
        shuffle(block.lines, permutation);
        text += block.heading + '\n';
        for (const std::string& line : block.lines) {
            text += line + '\n';
        }
    }
    return text;
}

// D8
TEST(ModelLaws, D8_TheOrderOfAScenariosKeysChangesNoBit)
{
    const test::Folder folder;
    std::string expected;
    for (std::uint32_t permutation = 0; permutation <= permutations; ++permutation) {
        SCOPED_TRACE(permutation);
        const auto file = test::write_text(folder, "toy.toml", scenario_text(permutation));
        const model::Scenario scenario = model::load_scenario(file);
        const auto outcome = toy::run(scenario, toy::towns());
        ASSERT_GT(toy::total(outcome.true_cases), 100);
        expected = permutation == 0 ? toy::core_digest(outcome) : expected;
        EXPECT_EQ(toy::core_digest(outcome), expected);
    }
}

} // namespace
