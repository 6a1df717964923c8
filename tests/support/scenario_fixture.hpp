#pragma once

#include "models/scenario.hpp"
#include "models/scenario_variables.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gtest/gtest.h>

#include <string>

/// What the tests of the scenario format share.
namespace test::scenario {

inline constexpr const char* head = "format = 1\n";
inline constexpr const char* run_table =
    "[run]\nstart = 2022-01-03\nend = 2026-12-28\ncounties = [\"DJ\", \"Bacău\", \"Iasi\"]\n";
inline constexpr const char* population_table = "[population]\ndata = \"data\"\n";

/// A folder with tables, and the scenarios that a test writes into it.
struct Files : testing::Test {
    test::Folder folder;

    Files() { test::write_text(folder, "data/counties.csv", "county_code\n"); }

    model::Scenario load(const std::string& text, const std::string& name = "s.toml")
    {
        return model::load_scenario(test::write_text(folder, name, text), {}, test::words());
    }

    model::Scenario load(const std::string& text, model::Overrides& variables)
    {
        return model::load_scenario(test::write_text(folder, "s.toml", text), {}, test::words(), variables);
    }

    /// Everything that is wrong with a text, one line each, without the folder's name.
    std::string findings(const std::string& text)
    {
        try {
            load(text);
        } catch (const sim::InputError& error) {
            std::string all = error.what();
            const std::string prefix = folder.path().generic_string() + "/";
            for (std::size_t at = all.find(prefix); at != std::string::npos; at = all.find(prefix)) {
                all.erase(at, prefix.size());
            }
            return all;
        }
        return "";
    }

    std::string findings_of(const std::string& rest)
    {
        return findings(std::string(head) + run_table + population_table + rest);
    }

    model::Scenario good(const std::string& rest = "", const std::string& name = "s.toml")
    {
        return load(std::string(head) + run_table + population_table + rest, name);
    }
};

inline std::string intervention(const std::string& rest)
{
    return "[[intervention]]\nkind = \"school_counsellors\"\n" + rest + "\n"; // rest is line 11 of findings_of
}

} // namespace test::scenario
