#include "models/scenario_keys.hpp"
#include "tests/support/random_runs.hpp"
#include "tests/support/random_scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace {

/// What some random texts say, by "table.key": every value that stands behind it.
using Said = std::map<std::string, std::set<std::string>>;

void collect(const std::string& text, Said& said)
{
    std::istringstream lines(text);
    std::string table;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('[')) {
            const std::size_t begin = line.find_first_not_of('[');
            table = line.substr(begin, line.find(']') - begin);
            said[table].insert(line);
        } else if (const std::size_t equals = line.find(" = "); equals != std::string::npos) {
            said[(table.empty() ? "" : table + ".") + line.substr(0, equals)].insert(line.substr(equals + 3));
        }
    }
}

class RandomTexts : public testing::Test {
protected:
    static constexpr std::uint64_t texts = 600;

    const model::Vocabulary words = model::registry_vocabulary();
};

TEST_F(RandomTexts, AreAPureFunctionOfTheSeed)
{
    EXPECT_EQ(test::random_scenario(3, words).text, test::random_scenario(3, words).text);
    EXPECT_NE(test::random_scenario(3, words).text, test::random_scenario(4, words).text);
}

// What is declared tomorrow is asked for here, and so is said by some of them.
TEST_F(RandomTexts, SayEverythingThatAScenarioMaySay)
{
    Said said;
    for (std::uint64_t seed = 0; seed < texts; ++seed) {
        collect(test::random_scenario(seed, words).text, said);
    }
    const std::set<std::string> of_files{"extends",         "branch.checkpoints", "posterior", "posterior.file",
                                         "posterior.draws", "posterior.effects"}; // beside the one that is written
    for (const model::KeyInfo& key : model::scenario_keys()) {
        const std::string name = (key.table.empty() ? "" : std::string(key.table) + ".") + std::string(key.key);
        EXPECT_TRUE(said.contains(name) != of_files.contains(name)) << name;
    }
    const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
    for (const model::Vocabulary::Kind& kind : words.kinds) {
        EXPECT_TRUE(said["intervention.kind"].contains(quoted(kind.name))) << kind.name;
        for (const model::SettingInfo& setting : kind.settings) {
            const auto& values = said["intervention." + std::string(setting.name)];
            EXPECT_GT(values.size(), 1u) << kind.name << ", " << setting.name;
            for (const std::string_view choice : setting.choices) {
                EXPECT_TRUE(values.contains(quoted(std::string(choice)))) << setting.name << " = " << choice;
            }
        }
    }
    for (const char* const ends : {"0.0", "1.0"}) {
        EXPECT_TRUE(said["intervention.coverage"].contains(ends)) << ends;
    }
    EXPECT_TRUE(said["budget.per_year"].contains("0"));
    EXPECT_TRUE(said["model.pathways"].contains("[]"));
}

TEST_F(RandomTexts, TakeParametersAtTheirEndsAndBetween)
{
    std::map<std::string, std::set<double>> values;
    std::map<std::size_t, int> interventions;
    for (std::uint64_t seed = 0; seed < texts; ++seed) {
        const test::RandomScenario one = test::random_scenario(seed, words);
        ++interventions[one.interventions];
        for (const auto& [name, value] : one.parameters) {
            values[name].insert(value);
        }
    }
    for (const sim::ParameterInfo& info : words.parameters) {
        const std::set<double>& taken = values[std::string(info.name)];
        EXPECT_TRUE(taken.contains(info.low) && taken.contains(info.high)) << info.name;
        EXPECT_GT(taken.size(), 10u) << info.name;
        EXPECT_TRUE(taken.empty() || (*taken.begin() >= info.low && *taken.rbegin() <= info.high)) << info.name;
    }
    for (std::size_t n = 1; n <= 6; ++n) {
        EXPECT_GT(interventions[n], 20) << n << " interventions";
    }
    EXPECT_EQ(interventions.size(), 6u);
}

// B11, a few of them: always the same, or those that the environment names. random_scenarios_slow_test.cpp has more.
TEST(RandomScenarios, B11_AFewFinishConserveAndGiveNumbers)
{
    constexpr std::uint64_t few = 25;
    const std::uint64_t count = toy::from_environment("VEGHE_RANDOM_COUNT", few);
    const auto happened = toy::run_random_scenarios(toy::from_environment("VEGHE_RANDOM_SEED", 0), 1, count);
    EXPECT_TRUE(HasFailure() || happened.runs == static_cast<std::int64_t>(count));
    if (count >= few && !HasFailure()) {
        EXPECT_GT(happened.recruited, 200);
        EXPECT_GT(happened.registered, 50);
        EXPECT_GT(happened.short_of_money, 10);
        EXPECT_GT(happened.short_of_staff, 0);
        EXPECT_GT(happened.spent_ron, 1e5);
    }
}

} // namespace
