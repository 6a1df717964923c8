#include "sim/luck_audit.hpp"
#include "sim/parallel.hpp"
#include "tests/layering/source_scan.hpp"
#include "tests/support/battery.hpp"
#include "tests/support/town.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <set>

namespace {

constexpr double alpha = 1e-6;
constexpr std::size_t stream_draws = 10000;

// D10: 10^7 words of interleaved agents, steps and purposes. 16 tables of bytes, 4 of pairs, 4 correlations: a false
// alarm in 20,000.
TEST(LuckBattery, TenMillionWordsAreEvenAndFreeOfTheirNeighbours)
{
    const auto tally = battery::draw(2500000, 41);
    EXPECT_EQ(tally.words, 10000000);
    battery::judge(tally, alpha);
}

// D10: the judges themselves find what is wrong.
TEST(LuckBattery, FindsAnUnevenByteAndACorrelation)
{
    battery::Tally tally = battery::draw(250000, 41);
    const auto found = [](const battery::Tally& bad) {
        testing::TestPartResultArray results;
        const testing::ScopedFakeTestPartResultReporter reporter(
            testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
        battery::judge(bad, alpha);
        return results.size() > 0;
    };
    EXPECT_FALSE(found(tally));
    battery::Tally uneven = tally;
    uneven.bytes[7][0] += 500; // of 977, sixteen standard deviations
    EXPECT_TRUE(found(uneven));
    battery::Tally serial = tally;
    serial.product[2] += 200.0; // a correlation of 0.04 in 62,500 pairs
    EXPECT_TRUE(found(serial));
}

// D11: neighbours of 1,000 agents, and pairs drawn from them; the slow test takes all pairs.
TEST(LuckBattery, NeighbouringAgentsAreUncorrelated)
{
    const sim::Luck luck(42, 0);
    constexpr std::uint32_t agents = 300;
    std::vector<std::vector<float>> streams(agents);
    for (std::uint32_t who = 0; who < agents; ++who) {
        streams[who] = battery::stream(luck, who, stream_draws);
    }
    double worst = 0.0;
    for (std::uint32_t who = 0; who + 1 < agents; ++who) {
        worst = std::max(worst, std::abs(battery::correlation_z(streams[who], streams[who + 1])));
        const std::uint32_t other = luck(who, "battery.pair").below(agents);
        if (other != who) {
            worst = std::max(worst, std::abs(battery::correlation_z(streams[who], streams[other])));
        }
    }
    EXPECT_LT(worst, 6.0);
    EXPECT_GT(worst, 2.0) << "600 pairs without one beyond two standard errors: nothing was compared";
}

// D11
TEST(LuckBattery, NeighbouringReplicatesAndSeedsAreUncorrelated)
{
    double worst = 0.0;
    for (std::uint32_t i = 0; i < 100; ++i) {
        const auto here = battery::stream(sim::Luck(43, i), 7, stream_draws);
        const auto next_replicate = battery::stream(sim::Luck(43, i + 1), 7, stream_draws);
        const auto next_seed = battery::stream(sim::Luck(44, i), 7, stream_draws);
        worst = std::max({worst, std::abs(battery::correlation_z(here, next_replicate)),
                          std::abs(battery::correlation_z(here, next_seed))});
    }
    EXPECT_LT(worst, 6.0);
    EXPECT_GT(worst, 1.5) << "nothing was compared";
}

#if VEGHE_CONTRACTS
// D11
TEST(LuckAudit, NoDecisionOfATownIsReadTwice)
{
    const town::Setting setting = town::ring(4000, 3);
    const sim::LuckAudit audit;
    const auto found = town::live(setting, sim::Luck(45, 0), 52);
    EXPECT_GT(found.fallen, 500);
    EXPECT_GT(audit.draws(), 50000u);
    EXPECT_TRUE(audit.repeats().empty()) << audit.repeats().size() << " of " << audit.draws() << " draws are repeats";
}
#endif

/// Names of luck in the sources: "lover_boy.accept", and where they are spelt, as file:line.
std::map<std::string, std::vector<std::pair<std::string, long>>> purposes_in_the_sources()
{
    static const std::regex named(R"re(\b(luck_?|luck\(\)|draw|thin|choose|Purpose|Stream)\s*[({][^;"]*"([\w.]+)")re");
    std::map<std::string, std::vector<std::pair<std::string, long>>> places;
    const layering::fs::path root = VEGHE_SOURCE_DIR;
    for (const char* const folder : {"sim", "models"}) {
        for (const auto& file : layering::sources(root / folder)) {
            const std::string code = layering::without_comments(layering::read(file));
            for (std::sregex_iterator it(code.begin(), code.end(), named), end; it != end; ++it) {
                const long line = 1 + std::count(code.begin(), code.begin() + it->position(), '\n');
                places[(*it)[2].str()].emplace_back(layering::fs::relative(file, root).generic_string(), line);
            }
        }
    }
    return places;
}

// D11: two names with one hash would be one purpose. All names with a dot are compared, purposes among them, since
// some are handed on before they are used.
TEST(Purposes, HaveHashesOfTheirOwn)
{
    static const std::regex dotted(R"re("([a-z0-9_]+\.[a-z0-9_.]+)")re");
    std::set<std::string> names;
    for (const auto& entry : purposes_in_the_sources()) {
        names.insert(entry.first);
    }
    ASSERT_GE(names.size(), 2u);
    for (const char* const folder : {"sim", "models"}) {
        for (const auto& file : layering::sources(layering::fs::path(VEGHE_SOURCE_DIR) / folder)) {
            const std::string code = layering::without_comments(layering::read(file));
            for (std::sregex_iterator it(code.begin(), code.end(), dotted), end; it != end; ++it) {
                names.insert((*it)[1].str());
            }
        }
    }
    std::map<std::uint32_t, std::string> by_hash;
    for (const std::string& name : names) {
        const auto [found, fresh] = by_hash.emplace(sim::Purpose(std::string_view(name)).value, name);
        EXPECT_TRUE(fresh) << name << " and " << found->second << " have one hash";
    }
}

// One purpose per decision. A comparison that reads both sides spells a name twice in neighbouring lines.
TEST(Purposes, AreSpeltInOnePlace)
{
    constexpr long neighbouring = 3;
    for (const auto& [name, where] : purposes_in_the_sources()) {
        for (const auto& [file, line] : where) {
            EXPECT_TRUE(file == where[0].first && line - where[0].second <= neighbouring)
                << name << " is the luck of " << where[0].first << ":" << where[0].second << " and of " << file << ":"
                << line;
        }
    }
}

} // namespace
