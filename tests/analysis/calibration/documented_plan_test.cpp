#include "analysis/calibration/plan.hpp"
#include "models/registry.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace calibration = analysis::calibration;
namespace fs = std::filesystem;

/// The first block of TOML of the page.
std::string plan_of_the_page(const fs::path& page)
{
    std::ifstream file(page);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const std::string begin = "```toml\n";
    const auto from = text.find(begin);
    return from == std::string::npos
               ? ""
               : text.substr(from + begin.size(), text.find("```", from + 3) - from - begin.size());
}

// The page's plan against the parameters that are declared and the tables that are there.
TEST(DocumentedPlan, IsOne)
{
    const fs::path root = VEGHE_SOURCE_DIR;
    const fs::path folder = fs::temp_directory_path() / "veghe_documented_plan" / "plans";
    fs::create_directories(folder);
    fs::remove(folder.parent_path() / "data");
    fs::create_directory_symlink(root / "scenarios/data", folder.parent_path() / "data");
    std::ofstream(folder / "plan.toml") << plan_of_the_page(root / "docs/calibration.md");
    const auto declared = model::all_parameters();
    const calibration::Plan plan = calibration::read_plan(folder / "plan.toml", declared);
    fs::remove_all(folder.parent_path());

    EXPECT_EQ(plan.runs(), 200);
    EXPECT_EQ(plan.free.size(), 13u);
    ASSERT_EQ(plan.targets.size(), 7u);
    EXPECT_EQ(plan.targets[0].figures.size(), 4u); // 2018 to 2021; not the half year of 2007
    EXPECT_EQ(plan.targets[2].figures.size(), 168u);
    EXPECT_EQ(plan.targets[3].figures.size(), 17u);
    for (const auto& free : plan.free) {
        EXPECT_GT(free.prior.value(1.0), free.prior.value(-1.0)) << free.name;
    }
}

} // namespace
