#include "analysis/terminology.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

namespace analysis {

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether it is a text that people read or that ends up in what they read: anything without a NUL.
bool is_text(const std::string& content)
{
    return content.find('\0') == std::string::npos;
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

/// An expression of parts that this file must not write side by side.
std::string said(std::initializer_list<const char*> parts)
{
    std::string whole;
    for (const char* const part : parts) {
        whole += (whole.empty() ? "" : " ") + std::string(part);
    }
    return whole;
}

} // namespace

TEST(terminology, r12_rejected_words_are_found_in_both_languages)
{
    const std::vector<std::string> rejected{said({"Child", "prostitution"}),
                                            said({"child", "prostitutes"}),
                                            said({"the underage", "prostitute"}),
                                            said({"teenage", "pornography"}),
                                            said({"CHILD", "PORN"}),
                                            said({"child", "sex tourism"}),
                                            said({"child", "sex workers"}),
                                            said({"child", "sexual slavery"}),
                                            said({"prostituted", "children"}),
                                            said({"prostitution of", "children"}),
                                            said({"pornography of", "minors"}),
                                            said({"a consenting", "minor"}),
                                            said({"the minor", "consented"}),
                                            said({"the child has", "consented"}),
                                            said({"the girl gave", "consent"}),
                                            said({"pornografia", "infantilă"}),
                                            said({"pornografie cu", "minori"}),
                                            said({"PROSTITUŢIA", "INFANTILĂ"}),
                                            said({"prostituția", "minorilor"}),
                                            said({"prostituarea", "copiilor"}),
                                            said({"o minoră", "prostituată"}),
                                            said({"prostituate", "minore"}),
                                            said({"turismul sexual", "infantil"}),
                                            said({"minora a", "consimțit"}),
                                            said({"copilul a", "consimţit"}),
                                            "child-" + std::string("prostitution"),
                                            "a child's " + std::string("porn"),
                                            "// of a child\n    // " + std::string("prostitute"),
                                            "a “child” \u2013 " + std::string("porn"),
                                            "child\u00A0" + std::string("prostitution")};
    for (const std::string& text : rejected) {
        EXPECT_EQ(rejected_words("Before it, " + text + ", and after.").size(), 1u) << text;
    }
    EXPECT_EQ(rejected_words(rejected[0] + " and " + rejected[3]).size(), 2u);
}

TEST(terminology, r12_words_of_the_guidelines_pass)
{
    for (const char* const text :
         {"exploitation of children in or through selling sex", "child sexual abuse material",
          "A child cannot consent to being trafficked", "exploatarea sexuală a copiilor", "materiale cu abuz sexual",
          "the age of consent rose", "adults in prostitution", "of a child. Prostitution of adults is another matter",
          "a child, prostitution, begging", "minor offences", "copiii au dreptul la protecție"}) {
        EXPECT_TRUE(rejected_words(text).empty()) << text;
    }
}

TEST(terminology, r12_only_a_quoted_title_may_keep_its_words)
{
    const std::string title = said({"Law on child", "pornography"});
    EXPECT_EQ(rejected_words(without_quoted_titles("a\n" + title + "\nb")).size(), 1u);
    EXPECT_TRUE(rejected_words(without_quoted_titles("a\n" + title + " [quoted title]\nb")).empty());
}

TEST(terminology, r12_no_rejected_word_in_the_repository)
{
    const fs::path root(VEGHE_SOURCE_DIR);
    std::size_t files = 0;
    std::size_t quoted = 0;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory() && (name == "build" || name == "out" || name == ".git")) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file() || name == ".git") {
            continue;
        }
        const std::string text = content(entry->path());
        if (!is_text(text)) {
            continue;
        }
        ++files;
        const std::string own = without_quoted_titles(text);
        quoted += own.size() < text.size() ? 1 : 0;
        EXPECT_THAT(rejected_words(own), testing::IsEmpty()) << entry->path();
        EXPECT_THAT(rejected_words(name), testing::IsEmpty()) << entry->path();
    }
    EXPECT_GT(files, 400u);
    EXPECT_LT(quoted, 10u) << "titles are quoted once, with their source, not everywhere";
}

} // namespace analysis
