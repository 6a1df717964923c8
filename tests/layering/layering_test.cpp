#include "tests/layering/source_scan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

using namespace layering;

namespace {

const fs::path root = VEGHE_SOURCE_DIR;

/// What each folder may include: sim <- models <- analysis.
const std::map<std::string, std::vector<std::string>> allowed{
    {"sim", {"sim"}}, {"models", {"sim", "models"}}, {"analysis", {"sim", "models", "analysis"}}};

/// A third-party header that one place alone may include: prefix of the header, prefix of the file.
const std::vector<std::pair<std::string, std::string>> one_door{{"CLI/", "analysis/cli/"},
                                                                {"hdf5.h", "sim/hdf5"},
                                                                {"nlopt", "analysis/optimise/search"},
                                                                {"tbb/", "sim/parallel"},
                                                                {"oneapi/", "sim/parallel"}};

/// Words of the domain, which the engine does not know.
const std::set<std::string> domain_words{
    "anitp",    "carer",     "counsellor",  "counsellors", "counties",    "county",    "curriculum", "groomer",
    "grooming", "household", "households",  "judet",       "offender",    "offenders", "parent",     "parents",
    "police",   "pupil",     "pupils",      "recruited",   "recruitment", "romania",   "school",     "schools",
    "teacher",  "teachers",  "trafficking", "victim",      "victims"};

std::string name(const fs::path& file)
{
    return fs::relative(file, root).generic_string();
}

std::string folder_of(const std::string& path)
{
    return path.substr(0, path.find('/'));
}

bool starts_with(const std::string& text, const std::string& prefix)
{
    return text.compare(0, prefix.size(), prefix) == 0;
}

/// Wrong arrows in one file: what it includes of ours that its folder may not see.
std::vector<std::string> wrong_arrows(const std::string& file, const std::string& text)
{
    std::vector<std::string> wrong;
    const auto& may = allowed.at(folder_of(file));
    for (const Include& include : includes(text)) {
        const std::string folder = folder_of(include.path);
        const bool ours = !include.angled || allowed.count(folder) != 0 || folder == "tests";
        if (ours && std::find(may.begin(), may.end(), folder) == may.end()) {
            wrong.push_back(file + " includes " + include.path);
        }
    }
    return wrong;
}

/// Standard headers have neither a folder nor an extension.
bool is_standard(const std::string& header)
{
    return header.find('/') == std::string::npos && header.find('.') == std::string::npos;
}

std::vector<std::string> foreign_headers(const std::string& file, const std::string& text)
{
    std::vector<std::string> wrong;
    for (const Include& include : includes(text)) {
        const bool graph = starts_with(include.path, "boost/") && starts_with(file, "sim/graph/");
        // Both are for the sources of analysis/web alone, which says so in them
        const bool web = (file == "analysis/web/exchange.hpp" && include.path == "httplib.h") ||
                         (file == "analysis/web/json.hpp" && include.path == "nlohmann/json.hpp");
        if (include.angled && !is_standard(include.path) && !graph && !web) {
            wrong.push_back(file + " includes " + include.path);
        }
    }
    return wrong;
}

std::vector<std::string> domain_words_in(const std::string& file, const std::string& text)
{
    std::vector<std::string> wrong;
    for (const std::string& word : words(without_comments(text))) {
        if (domain_words.count(word) != 0) {
            wrong.push_back(file + " says " + word);
        }
    }
    return wrong;
}

/// Calls check(file, text) on every source of the three folders and joins what it finds.
template <class Check>
std::vector<std::string> in_every_source(Check&& check)
{
    std::vector<std::string> wrong;
    for (const auto& rule : allowed) {
        for (const fs::path& file : sources(root / rule.first)) {
            const auto found = check(name(file), read(file));
            wrong.insert(wrong.end(), found.begin(), found.end());
        }
    }
    return wrong;
}

std::string lines(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& one : all) {
        text += "  " + one + '\n';
    }
    return text;
}

} // namespace

TEST(Layering, FindsTheSources)
{
    EXPECT_GE(sources(root / "sim").size(), 10u);
}

TEST(Layering, NoArrowPointsTheWrongWay)
{
    const auto wrong = in_every_source(wrong_arrows);
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

TEST(Layering, PublicHeadersNameNoThirdParty)
{
    const auto wrong = in_every_source([](const std::string& file, const std::string& text) {
        return file.ends_with(".hpp") ? foreign_headers(file, text) : std::vector<std::string>{};
    });
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

TEST(Layering, EachLibraryHasOneDoor)
{
    const auto wrong = in_every_source([](const std::string& file, const std::string& text) {
        std::vector<std::string> found;
        for (const Include& include : includes(text)) {
            for (const auto& [header, door] : one_door) {
                if (include.angled && starts_with(include.path, header) && !starts_with(file, door)) {
                    found.push_back(file + " includes " + include.path + ", which belongs in " + door);
                }
            }
        }
        return found;
    });
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

TEST(Layering, TheEngineKnowsNoWordOfTheDomain)
{
    std::vector<std::string> wrong;
    for (const fs::path& file : sources(root / "sim")) {
        const auto found = domain_words_in(name(file), read(file));
        wrong.insert(wrong.end(), found.begin(), found.end());
    }
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

TEST(Layering, LuckComesFromOnePlace)
{
    // The standard library's distributions differ between vendors, and its engines are hidden state.
    static const std::regex other_luck(
        R"(\bstd::(\w+_distribution|mt19937\w*|random_device|default_random_engine|rand)\b|[^\w:.>]s?rand\()");
    const auto wrong = in_every_source([](const std::string& file, const std::string& text) {
        return std::regex_search(without_comments(text), other_luck) ? std::vector{file} : std::vector<std::string>{};
    });
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

TEST(Layering, NoNamespaceIsOpenedAtFileScope)
{
    static const std::regex opened(R"(^using namespace )", std::regex::multiline);
    const auto wrong = in_every_source([](const std::string& file, const std::string& text) {
        return std::regex_search(text, opened) ? std::vector{file} : std::vector<std::string>{};
    });
    EXPECT_TRUE(wrong.empty()) << lines(wrong);
}

// Long files are named; only one of twice the length turns the test red, so that a good reason may be given.
TEST(Layering, FilesStayShort)
{
    constexpr long header_lines = 200;
    constexpr long source_lines = 400;
    for (const auto& rule : allowed) {
        for (const fs::path& file : sources(root / rule.first)) {
            const std::string text = read(file);
            const long count = std::count(text.begin(), text.end(), '\n');
            const long limit = file.extension() == ".hpp" ? header_lines : source_lines;
            if (count > limit) {
                std::printf("warning: %s has %ld lines; %ld are wanted\n", name(file).c_str(), count, limit);
            }
            EXPECT_LE(count, 2 * limit) << name(file);
        }
    }
}

// The scanner itself: each rule sees a planted fault and passes what is right.
TEST(Layering, AWrongArrowIsSeen)
{
    EXPECT_EQ(wrong_arrows("sim/a.cpp", "#include \"models/people.hpp\"\n").size(), 1u);
    EXPECT_EQ(wrong_arrows("sim/a.cpp", " #  include <models/people.hpp>\n").size(), 1u);
    EXPECT_EQ(wrong_arrows("models/a.cpp", "#include \"analysis/x.hpp\"\n#include \"sim/ids.hpp\"\n").size(), 1u);
    EXPECT_EQ(wrong_arrows("models/a.cpp", "#include \"tests/x.hpp\"\n").size(), 1u);
    EXPECT_TRUE(wrong_arrows("analysis/a.cpp", "#include \"sim/ids.hpp\"\n#include <vector>\n").empty());
}

TEST(Layering, AForeignHeaderIsSeen)
{
    EXPECT_EQ(foreign_headers("sim/a.hpp", "#include <hdf5.h>\n#include <vector>\n").size(), 1u);
    EXPECT_EQ(foreign_headers("models/a.hpp", "#include <boost/graph/graph_traits.hpp>\n").size(), 1u);
    EXPECT_TRUE(foreign_headers("sim/graph/a.hpp", "#include <boost/graph/graph_traits.hpp>\n").empty());
}

TEST(Layering, AWordOfTheDomainIsSeen)
{
    EXPECT_EQ(domain_words_in("sim/a.hpp", "struct SchoolClass {}; // of a school\n").size(), 1u);
    EXPECT_EQ(domain_words_in("sim/a.hpp", "luck(id, \"victim.found\"); /* school */ int preschooler;\n").size(), 1u);
    EXPECT_TRUE(domain_words_in("sim/a.hpp", "int agent; // a county\n").empty());
}
