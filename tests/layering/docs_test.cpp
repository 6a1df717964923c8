#include "tests/layering/source_scan.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace layering;

namespace {

const fs::path root = VEGHE_SOURCE_DIR;

std::vector<fs::path> pages()
{
    std::vector<fs::path> found;
    for (const char* folder : {".", "docs", "scenarios", "scenarios/data"}) {
        for (const auto& entry : fs::directory_iterator(root / folder)) {
            if (entry.path().extension() == ".md") {
                found.push_back(entry.path());
            }
        }
    }
    return found;
}

/// Targets of the links and pictures of a page that lead to a file of ours.
std::vector<std::string> links(const std::string& text)
{
    static const std::regex link(R"(\]\(([^)#\s:]+)(#[^)]*)?\))");
    std::vector<std::string> found;
    for (std::sregex_iterator it(text.begin(), text.end(), link), end; it != end; ++it) {
        found.push_back((*it)[1].str());
    }
    return found;
}

} // namespace

TEST(Docs, EveryLinkLeadsSomewhere)
{
    std::size_t seen = 0;
    for (const fs::path& page : pages()) {
        for (const std::string& link : links(read(page))) {
            ++seen;
            EXPECT_TRUE(fs::exists(page.parent_path() / link)) << fs::relative(page, root) << " links to " << link;
        }
    }
    EXPECT_GE(seen, 20u);
}

TEST(Docs, ALinkIsSeen)
{
    EXPECT_EQ(links("[a](b/c.md#d), ![e](f.png) and [g](https://h.example/i)"),
              (std::vector<std::string>{"b/c.md", "f.png"}));
}

TEST(Docs, TheReadmeNamesCommandsThatCanBeRun)
{
    const std::string readme = read(root / "README.md");
    for (const std::string command : {"veghe-demo", "veghe-test"}) {
        EXPECT_NE(readme.find("./" + command), std::string::npos);
        EXPECT_NE(fs::status(root / command).permissions() & fs::perms::owner_exec, fs::perms::none) << command;
    }
}

TEST(Docs, EveryPackageIsNamedOnce)
{
    const std::set<std::string> readers{"build", "test", "guard", "bench", "fuzz", "cluster", "browser", "r"};
    std::istringstream file(read(root / "cmake/packages.txt"));
    std::set<std::string> names;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words_of(line);
        std::string who;
        std::string name;
        words_of >> who >> name;
        if (who != "#") {
            EXPECT_TRUE(readers.count(who) == 1) << line;
            EXPECT_TRUE(names.insert(name).second) << name << " is named twice";
        }
    }
    EXPECT_GE(names.size(), 10u);
}
