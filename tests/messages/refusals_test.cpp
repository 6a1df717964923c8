#include "analysis/messages/messages.hpp"
#include "models/registry.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "tests/messages/sheet.hpp"
#include "tests/support/scenario_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

/// B2 and B3: every key of a scenario, every parameter and every setting that is declared, with values that it does not
/// take. Nothing is listed here, so that what is declared tomorrow is asked, too. Each refusal has the id of what is wrong,
/// the line, the key, what is allowed, and something to try, in English and in Romanian.
namespace {

using model::KeyInfo;
using model::KeyType;
using test::Bad;
using test::Sheet;
using ::testing::HasSubstr;

const model::Vocabulary& words()
{
    static const model::Vocabulary all = model::registry_vocabulary();
    return all;
}

struct Refusals : testing::Test {
    test::Folder folder;
    std::size_t asked = 0;

    Refusals()
    {
        test::write_text(folder, "data/counties.csv", "county_code\n");
        test::write_text(folder, "posterior.h5", "read by who runs the scenario\n");
    }

    std::vector<sim::Problem> problems(const Sheet& sheet)
    {
        ++asked;
        try {
            model::load_scenario(test::write_text(folder, "s.toml", sheet.text()), {}, words());
        } catch (const sim::InputError& error) {
            return error.problems();
        }
        return {};
    }

    /// One of the problems is what is meant, at the line of the key.
    static void expect_among(const std::vector<sim::Problem>& all, const std::string& place, const std::string& name,
                             const Bad& bad)
    {
        SCOPED_TRACE(name + " = " + bad.value);
        std::string said;
        for (const sim::Problem& problem : all) {
            if (problem.where.ends_with(place)) {
                said += "\n[" + std::string(problem.message.id()) + "] " + problem.message.text();
            }
        }
        const auto meant = std::find_if(all.begin(), all.end(), [&](const sim::Problem& problem) {
            return problem.message.id() == bad.id && problem.where.ends_with(place);
        });
        ASSERT_TRUE(meant != all.end()) << bad.id << " is expected at " << place << ", but said is:" << said;
        EXPECT_THAT(meant->message.cause(), HasSubstr(name));
        EXPECT_THAT(meant->message.text(), HasSubstr(bad.allowed));
        expect_both_languages(*meant);
    }

    void expect_refused(const Sheet& sheet, std::string_view table, const std::string& key, const Bad& bad)
    {
        const std::vector<sim::Problem> all = problems(sheet);
        expect_among(all, sheet.place(table, key), table.empty() ? key : std::string(table) + "." + key, bad);
        std::for_each(all.begin(), all.end(), expect_both_languages);
    }

    /// The same for many parameters: so many in one file as are told of one.
    void expect_refused(const std::vector<std::pair<std::string, Bad>>& parameters)
    {
        constexpr std::size_t together = 80;
        for (std::size_t begin = 0; begin < parameters.size(); begin += together) {
            const std::size_t end = std::min(begin + together, parameters.size());
            Sheet sheet;
            for (std::size_t i = begin; i < end; ++i) {
                sheet.set("parameters", parameters[i].first, parameters[i].second.value);
            }
            const std::vector<sim::Problem> all = problems(sheet);
            EXPECT_EQ(all.size(), end - begin);
            for (std::size_t i = begin; i < end; ++i) {
                expect_among(all, sheet.place("parameters", parameters[i].first), parameters[i].first,
                             parameters[i].second);
            }
        }
    }

    static void expect_both_languages(const sim::Problem& problem)
    {
        static const sim::Language romanian = analysis::message_language(analysis::Language::romanian);
        for (const sim::Language& language : {sim::Language{}, romanian}) {
            EXPECT_NE(problem.message.cause(language), "");
            EXPECT_NE(problem.message.remedy(language), "");
            EXPECT_EQ(problem.message.text(language).find('{'), std::string::npos);
        }
        EXPECT_NE(problem.message.text(romanian), problem.message.text()) << "no Romanian words";
    }
};

/// A unit that nothing of this unit is converted to.
std::string other_unit(std::string_view unit)
{
    return unit.find("km") == unit.npos ? "km" : "RON";
}

/// What a number in [low, high] of a unit does not take.
std::vector<Bad> bad_numbers(double low, double high, std::string_view unit)
{
    const std::string allowed = model::allowed_text({low, high, unit}).text();
    const bool pure = unit == "1" || unit.empty();
    const auto beyond = [](double bound, double sign) {
        return model::number_text(bound + sign * std::max(1e-9 * std::abs(bound), 1e-9));
    };
    return {{beyond(low, -1.0), "scenario.below", allowed},
            {beyond(high, 1.0), "scenario.above", allowed},
            {"-1e308", "scenario.below", allowed},
            {"1e308", "scenario.above", allowed},
            {"nan", "scenario.not-finite", allowed},
            {"-inf", "scenario.not-finite", allowed},
            {"\"1 " + other_unit(unit) + "\"", pure ? "scenario.wrong-type" : "scenario.quantity", allowed},
            {"\"\"", pure ? "scenario.wrong-type" : "scenario.quantity", allowed},
            {"\"0,6\"", pure ? "scenario.wrong-type" : "scenario.quantity", allowed},
            {"true", "scenario.wrong-type", allowed},
            {"[1]", "scenario.wrong-type", allowed},
            {"2022-01-03", "scenario.wrong-type", allowed}};
}

std::vector<Bad> bad_wholes(const KeyInfo& key)
{
    const std::string low = model::number_text(key.low);
    std::vector<Bad> all{{model::number_text(key.low - 1.0), "scenario.out-of-range", low},
                         {"1.5", "scenario.wrong-type", low},
                         {"nan", "scenario.wrong-type", low},
                         {"true", "scenario.wrong-type", low},
                         {"\"many\"", key.unit == "1" ? "scenario.wrong-type" : "scenario.quantity", low}};
    if (key.high < model::largest_seed) {
        all.push_back({model::number_text(key.high + 1.0), "scenario.out-of-range", model::number_text(key.high)});
    }
    return all;
}

/// What a key of a type does not take. A few keys are read by rules of their own.
std::vector<Bad> bad_values(const KeyInfo& key)
{
    static const std::map<std::string_view, std::vector<Bad>> own{
        {"format", {{"2", "scenario.format", "1"}, {"0", "scenario.format"}, {"true", "scenario.format"}}},
        {"extends",
         {{"1", "scenario.extends", "extends = \"base.toml\""}, {"\"none.toml\"", "scenario.extends-missing"}}},
        {"measures", {{"1", "scenario.measures", "measures = [\"curriculum\"]"}}},
        {"variables", {{"1", "variables.no-table", "[variables]"}}},
        {"intervention", {{"1", "scenario.wrong-type", "[[intervention]]"}, {"[1]", "scenario.intervention-no-table"}}},
        {"price_year",
         {{"2023", "scenario.price-year", "2024"},
          {"2025", "scenario.price-year"},
          {"1.5", "scenario.wrong-type"},
          {"true", "scenario.wrong-type"},
          {"1989", "scenario.price-year"}}}};
    if (const auto found = own.find(key.key); found != own.end()) {
        return found->second;
    }
    const std::string type = "scenario.wrong-type";
    const std::string unknown = "scenario.unknown-value";
    const std::string first(key.choices.empty() ? "" : key.choices.front());
    switch (key.type) {
    case KeyType::flag:
        return {{"1", type, "true or false"}, {"\"true\"", type, "true or false"}, {"[true]", type}};
    case KeyType::whole:
        return bad_wholes(key);
    case KeyType::number:
        return bad_numbers(key.low, key.high, key.unit);
    case KeyType::text:
        return {{"1", type, "text in quotes"}, {"true", type}, {"[\"a\"]", type}, {"\"a\\u0000\"", "scenario.nul"}};
    case KeyType::date:
        return {{"\"2023-01-02\"", type, "write " + std::string(key.key) + " = 2023-01-02"},
                {"2023-01-02T00:00:00", type, "2022-01-03"},
                {"20230102", type, "2022-01-03"},
                {"true", type}};
    case KeyType::counties:
        return {{"\"DJ\"", type, "\"all\""},
                {"1", type},
                {"[\"Clu\"]", "scenario.no-county", "CJ (Cluj)"},
                {"[7]", "scenario.no-county"},
                {"[\"DJ\", \"Dolj\"]", "scenario.county-twice", "DJ (Dolj)"}};
    case KeyType::centres:
        return {{"\"Craiova\"", type, "[\"Craiova\", \"Iași\"]"},
                {"[\"Craiva\"]", "scenario.no-centre", "Craiova"},
                {"[]", "scenario.empty-target"},
                {"[7]", "scenario.no-centre"}};
    case KeyType::choice:
        return {{"1", type, first}, {"\"x\"", unknown, first}, {"[\"" + first + "\"]", type}};
    case KeyType::choices:
        return {{"1", type, "array"},
                {"[\"x\"]", unknown, first},
                {"[1]", type, first},
                {"[]", "scenario.empty-target"},
                {"[\"" + first + "\", \"" + first + "\"]", "scenario.twice", first}};
    case KeyType::wholes:
        return {{"1", type, "array"},
                {"[-1]", "scenario.out-of-range", "from 0 to 12"},
                {"[13]", "scenario.out-of-range", "from 0 to 12"},
                {"[]", "scenario.empty-target"},
                {"[true]", type},
                {"[5, 5]", "scenario.grade-twice"}};
    case KeyType::range:
        return {{"1", type, "array"},
                {"[10]", "scenario.no-range", "[10, 17]"},
                {"[17, 10]", "scenario.no-range"},
                {"[-1, 5]", "scenario.out-of-range", "from 0 to 120 years"},
                {"[]", "scenario.no-range"}};
    case KeyType::pathways:
        return {{"1", type, "array"}, {"[\"lover_boi\"]", unknown, "lover_boy"}, {"[1]", type, "lover_boy"}};
    case KeyType::kinds:
    case KeyType::kind:
        return {{"1", type, "curriculum"}, {"\"curiculum\"", unknown, "curriculum"}};
    case KeyType::table:
    case KeyType::tables:
        return {{"1", type, "[" + std::string(key.key) + "]"}, {"true", type}, {"[1]", type}};
    }
    return {};
}

TEST_F(Refusals, TheSheetItselfIsTaken)
{
    const std::vector<sim::Problem> all = problems(Sheet());
    EXPECT_TRUE(all.empty()) << all.front().message.text();
}

TEST_F(Refusals, B2_OfEveryKey)
{
    for (const KeyInfo& key : model::scenario_keys()) {
        const std::vector<Bad> bad = bad_values(key);
        EXPECT_FALSE(bad.empty()) << key.table << "." << key.key << " takes anything";
        for (const Bad& b : bad) {
            Sheet sheet;
            const bool table = key.type == KeyType::table || key.type == KeyType::tables;
            table ? sheet.instead(key.key, b.value) : sheet.set(key.table, key.key, b.value);
            expect_refused(sheet, key.table, std::string(key.key), b);
        }
    }
    EXPECT_GT(asked, 3 * model::scenario_keys().size());
}

TEST_F(Refusals, B2_OfEveryParameter)
{
    constexpr std::size_t kinds_of_nonsense = 12;
    for (std::size_t kind = 0; kind < kinds_of_nonsense; ++kind) {
        std::vector<std::pair<std::string, Bad>> parameters;
        for (const sim::ParameterInfo& parameter : words().parameters) {
            parameters.emplace_back(parameter.name,
                                    bad_numbers(parameter.low, parameter.high, parameter.unit).at(kind));
        }
        expect_refused(parameters);
    }
    EXPECT_GT(words().parameters.size(), 300u);
}

TEST_F(Refusals, B2_OfEveryParameterThatIsSetElsewhere)
{
    std::vector<std::pair<std::string, Bad>> parameters;
    for (const sim::ParameterInfo& fixed : words().fixed) {
        const bool cost = fixed.name.substr(0, 6) == "costs.";
        parameters.push_back(
            {std::string(fixed.name),
             {model::number_text(fixed.value), cost ? "scenario.cost-parameter" : "scenario.fixed-parameter",
              cost ? "[costs]" : "docs/parameters.md"}});
    }
    expect_refused(parameters);
}

TEST_F(Refusals, B2_OfEverySettingOfEveryKind)
{
    int wholes = 0;
    for (const model::Vocabulary::Kind& kind : words().kinds) {
        for (const model::SettingInfo& setting : kind.settings) {
            const std::string first(setting.choices.empty() ? "" : setting.choices.front());
            std::vector<Bad> bad =
                setting.choices.empty()
                    ? bad_numbers(setting.low, setting.high, setting.unit)
                    : std::vector<Bad>{{"1", "scenario.wrong-type", first}, {"\"x\"", "scenario.unknown-value", first}};
            if (setting.whole) {
                bad.push_back({model::number_text(setting.low + 0.5), "scenario.not-whole", "a whole number from"});
                wholes += 1;
            }
            for (const Bad& b : bad) {
                Sheet sheet;
                sheet.set("intervention", "kind", "\"" + kind.name + "\"").set("intervention", setting.name, b.value);
                expect_refused(sheet, "intervention", std::string(setting.name), b);
            }
        }
    }
    EXPECT_GT(wholes, 0);
}

// B3: what is left out is the default or is asked for; it is never taken as 0, and 0 never as left out.
TEST_F(Refusals, B3_OfEveryKeyThatIsNeeded)
{
    const std::map<std::string_view, std::string> own{{"format", "scenario.no-format"}, {"kind", "scenario.no-kind"}};
    for (const KeyInfo& key : model::scenario_keys()) {
        Sheet sheet;
        sheet.without(key.table, key.key);
        if (key.table == "branch") {
            sheet.set("branch", "checkpoints", "\"past\""); // a table that is there, and lacks the key
        }
        if (!key.required) {
            EXPECT_TRUE(problems(sheet).empty()) << key.table << "." << key.key << " is needed, and declared otherwise";
            continue;
        }
        const auto found = own.find(key.key);
        const std::string id = found == own.end() ? "scenario.missing-key" : found->second;
        const std::vector<sim::Problem> all = problems(sheet);
        ASSERT_FALSE(all.empty()) << key.table << "." << key.key << " is taken as something";
        std::for_each(all.begin(), all.end(), expect_both_languages);
        EXPECT_EQ(all.front().message.id(), id) << key.table << "." << key.key;
    }
}

TEST_F(Refusals, B3_ZeroIsANumberLikeAnyOther)
{
    Sheet taken;
    std::vector<std::pair<std::string, Bad>> refused;
    for (const sim::ParameterInfo& parameter : words().parameters) {
        if (parameter.low <= 0.0 && parameter.high >= 0.0) {
            taken.set("parameters", parameter.name, "0");
        } else {
            refused.push_back({std::string(parameter.name),
                               {"0", parameter.low > 0.0 ? "scenario.below" : "scenario.above",
                                parameter.unit == "1" ? "" : std::string(parameter.unit)}});
        }
    }
    EXPECT_TRUE(problems(taken).empty());
    expect_refused(refused);
    EXPECT_GT(refused.size(), 10u);
    for (const KeyInfo& key : model::scenario_keys()) {
        if (key.type == KeyType::number) {
            Sheet sheet;
            sheet.set(key.table, key.key, "0");
            EXPECT_EQ(problems(sheet).empty(), key.low <= 0.0) << key.table << "." << key.key;
        }
    }
}

} // namespace
