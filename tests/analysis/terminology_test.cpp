#include "analysis/scan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace analysis {

namespace {

namespace fs = std::filesystem;

/// Texts of the repository that people read or that end up in what they read.
bool is_text(const fs::path& path)
{
    static const std::set<std::string> kinds{".cpp", ".hpp", ".md",    ".toml", ".html", ".css", ".js",
                                             ".csv", ".txt", ".cmake", ".py",   ".cff",  ".json"};
    return kinds.contains(path.extension().string());
}

std::string content(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Titles of laws and sources may keep their words when they are quoted in a line that carries this mark.
constexpr std::string_view quoted_title = "[quoted title]";

std::string without_quoted_titles(const std::string& text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        out += line.find(quoted_title) == std::string::npos ? line + "\n" : "\n";
        at = end + 1;
    }
    return out;
}

} // namespace

TEST(terminology, r12_rejected_words_are_found_in_both_languages)
{
    const std::string trade = std::string("prosti") + "tution";
    const std::string pictures = std::string("porno") + "graphy";
    EXPECT_EQ(rejected_words("Child " + trade).size(), 1u);
    EXPECT_EQ(rejected_words("child-" + trade + " and child\n" + pictures).size(), 2u);
    EXPECT_EQ(rejected_words(std::string("pornografia ") + "infantilă").size(), 1u);
    EXPECT_EQ(rejected_words(std::string("the minor ") + "consented").size(), 1u);
    EXPECT_TRUE(rejected_words("exploitation of children in or through selling sex").empty());
    EXPECT_TRUE(rejected_words("A child cannot consent to being trafficked").empty());
}

TEST(terminology, r12_no_rejected_word_in_the_repository)
{
    const fs::path root(VEGHE_SOURCE_DIR);
    std::size_t files = 0;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory() && (name == "build" || name == "out" || name == ".git")) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file() || !is_text(entry->path())) {
            continue;
        }
        ++files;
        EXPECT_THAT(rejected_words(without_quoted_titles(content(entry->path()))), testing::IsEmpty()) << entry->path();
    }
    EXPECT_GT(files, 50u);
}

} // namespace analysis
