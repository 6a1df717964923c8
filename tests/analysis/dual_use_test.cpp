#include "sim/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// R7: the model stays at rates, networks, capacities and queues. A scan for the words of those who would use it to exploit.
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

/// Of scripts, tactics, prices and routes, and of offenders who plan or learn; English and Romanian, folded.
constexpr std::array<std::string_view, 38> operational{"best response",
                                                       "best_response",
                                                       "how to recruit",
                                                       "how to groom",
                                                       "how to lure",
                                                       "chat script",
                                                       "script for",
                                                       "opening line",
                                                       "pick-up line",
                                                       "what to say to",
                                                       "gain her trust",
                                                       "gain his trust",
                                                       "price per",
                                                       "price of a",
                                                       "price list",
                                                       "going rate",
                                                       "earnings per",
                                                       "profit per",
                                                       "profit of",
                                                       "profits of",
                                                       "tactic",
                                                       "evade",
                                                       "evasion",
                                                       "avoid detection",
                                                       "avoiding detection",
                                                       "avoid the police",
                                                       "undetected",
                                                       "least detected",
                                                       "least-detected",
                                                       "weakest detection",
                                                       "safest county",
                                                       "smuggling route",
                                                       "transit route",
                                                       "learning offender",
                                                       "offender learns",
                                                       "offenders learn",
                                                       "cum sa recrutezi",
                                                       "pret pe"};

/// Lines that say what is refused carry the words that they refuse.
constexpr std::array<std::string_view, 2> refusals{"the model must be of no use to those who exploit",
                                                   "would map where offenders are safest"};

std::string content(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> operational_words(const std::string& text)
{
    std::vector<std::string> hits;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = sim::fold(text.substr(at, end - at));
        at = end + 1;
        if (std::any_of(refusals.begin(), refusals.end(),
                        [&](std::string_view said) { return line.find(said) != line.npos; })) {
            continue;
        }
        for (const std::string_view word : operational) {
            if (line.find(word) != line.npos) {
                hits.push_back(line);
            }
        }
    }
    return hits;
}

TEST(dual_use, r7_the_scan_finds_what_it_is_for)
{
    EXPECT_EQ(operational_words("Offenders choose the safest county.\nfine\n").size(), 1u);
    EXPECT_EQ(operational_words("double price_list; // Price list of a group\n").size(), 1u);
    EXPECT_TRUE(operational_words("| x | the model must be of no use to those who exploit: no tactic |\n").empty());
    EXPECT_TRUE(operational_words("prices of sessions, RON; unit price; priced()\n").empty());
}

TEST(dual_use, r7_no_script_tactic_price_or_route_in_model_scenarios_docs_and_report)
{
    const fs::path root(VEGHE_SOURCE_DIR);
    std::size_t files = 0;
    for (const char* const folder : {"models", "scenarios", "docs", "analysis", "sim"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string kind = entry.path().extension().string();
            if (!entry.is_regular_file() || kind == ".csv" || kind == ".svg" || kind == ".png" || kind == ".json") {
                continue;
            }
            ++files;
            EXPECT_THAT(operational_words(content(entry.path())), testing::IsEmpty()) << entry.path();
            const std::string name = sim::fold(entry.path().filename().string());
            for (const char* const part : {"best_response", "adversar", "optimi", "learning", "tactic", "evasion"}) {
                // What is searched for are portfolios of measures (`veghe optimise`), outside the model.
                const bool budgets = name.starts_with("optimise") && (folder == "analysis"sv || folder == "docs"sv);
                EXPECT_TRUE(budgets || name.find(part) == name.npos) << entry.path();
            }
        }
    }
    EXPECT_GT(files, 200u);
}

} // namespace
