#include "models/vocabulary.hpp"
#include "sim/error.hpp"
#include "tests/support/scenario_files.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

/// What is wrong with the interventions of a scenario, by the words of the registry; nothing where nothing is.
std::string findings(const std::string& interventions)
{
    const test::Folder folder;
    test::write_text(folder, "data/counties.csv", "county_code\n");
    const auto file = test::write_text(folder, "s.toml",
                                       "format = 1\n[run]\nstart = 2022-01-03\nend = 2026-12-28\ncounties = [\"DJ\", "
                                       "\"IS\"]\n[population]\ndata = \"data\"\n" +
                                           interventions);
    try {
        std::ignore = model::load_scenario(file, {});
    } catch (const sim::InputError& error) {
        return error.what();
    }
    return "";
}

std::string one(const std::string& kind, const std::string& rest)
{
    return "[[intervention]]\nkind = \"" + kind + "\"\n" + rest;
}

// A law holds for the country: counties would be ignored in silence. "all" is what it is.
TEST(DatedEvents, NationalKindsRefuseCounties)
{
    for (const char* const kind : {"law_change", "demand_reduction"}) {
        EXPECT_EQ(findings(one(kind, "start = 2023-01-01\n")), "");
        EXPECT_EQ(findings(one(kind, "counties = \"all\"\n")), "");
        const std::string found = findings(one(kind, "counties = [\"DJ\"]\n"));
        EXPECT_NE(found.find("s.toml:10: intervention.counties says nothing to a " + std::string(kind) +
                             ", which holds for the whole country; leave it out"),
                  std::string::npos)
            << found;
    }
    EXPECT_EQ(findings(one("school_closure", "counties = [\"DJ\"]\n")), "");
}

TEST(DatedEvents, CutsOfTwoInstitutionsMayRunAtOnce)
{
    const auto two = [](const std::string& a, const std::string& b) {
        return findings(one("staff_cut", "name = \"a\"\n" + a) + one("staff_cut", "name = \"b\"\n" + b));
    };
    const std::string police = "institutions = \"police\"\n";
    const std::string courts = "institutions = \"courts\"\n";
    EXPECT_EQ(two(police, courts), "");
    EXPECT_NE(two(police, police).find("institutions or dates"), std::string::npos) << two(police, police);
    EXPECT_NE(two(police, ""), ""); // all of them are cut: the default
    EXPECT_EQ(two(police + "counties = [\"DJ\"]\n", police + "counties = [\"IS\"]\n"), "");
}

} // namespace
