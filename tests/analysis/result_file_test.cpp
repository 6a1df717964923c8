#include "analysis/info.hpp"
#include "analysis/result_file.hpp"
#include "sim/error.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/ensembles.hpp"
#include "tests/support/files.hpp"
#include "tests/support/limited_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace {

using analysis::RecordOptions;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Counts = std::vector<std::int64_t>;

const sim::Table* find(const std::vector<sim::Table>& tables, std::string_view name)
{
    for (const sim::Table& table : tables) {
        if (table.name == name) {
            return &table;
        }
    }
    return nullptr;
}

Counts counts(const std::vector<sim::Table>& tables, std::string_view name)
{
    const sim::Table* table = find(tables, name);
    return table == nullptr ? Counts{} : std::get<Counts>(table->values);
}

TEST(ResultTables, HoldTheSumsCountedByHand)
{
    const auto tables = analysis::result_tables(test::small_ensemble(), test::geography());
    EXPECT_EQ(counts(tables, "/true/all"), (Counts{4, 5, 0, 1, 4, 5, 0, 0}));
    EXPECT_EQ(counts(tables, "/true/by_region"), (Counts{0, 5, 0, 1, 0, 5, 0, 0})); // North alone is whole
    EXPECT_EQ(find(tables, "/true/by_region")->axes[1].labels, std::vector<std::string>{"North"});
    EXPECT_EQ(counts(tables, "/true/by_sex"), (Counts{0, 2, 0, 1, 4, 3, 0, 0, 0, 2, 0, 0, 4, 3, 0, 0}));
    EXPECT_EQ(find(tables, "/true/by_settlement")->axes[1].labels, (std::vector<std::string>{"urban", "rural"}));
    EXPECT_EQ(counts(tables, "/true/by_settlement"), (Counts{0, 3, 0, 1, 4, 2, 0, 0, 0, 3, 0, 0, 4, 2, 0, 0}));
    EXPECT_EQ(find(tables, "/true/by_care")->axes[1].labels, (std::vector<std::string>{"in_care", "not_in_care"}));
    EXPECT_EQ(counts(tables, "/true/by_care"), (Counts{0, 5, 0, 0, 4, 0, 0, 1, 0, 5, 0, 0, 4, 0, 0, 0}));
    EXPECT_EQ(counts(tables, "/registered/by_settlement"), (Counts{0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0}));
    EXPECT_EQ(counts(tables, "/registered/by_care"), (Counts{0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0}));
    EXPECT_EQ(counts(tables, "/registered/all"), (Counts{0, 0, 2, 0, 0, 0, 2, 0}));
    Counts by_county(2 * 6 * 4, 0);
    by_county[3 * 4 + 2] = 2;
    by_county[6 * 4 + 3 * 4 + 2] = 2;
    EXPECT_EQ(counts(tables, "/registered/by_county"), by_county);
    EXPECT_EQ(counts(tables, "/events/count"), (Counts{10, 10}));
    EXPECT_EQ(counts(tables, "/residents/by_county")[0 * 6 + 0 * 3 + 1], 100);
    EXPECT_EQ(counts(tables, "/residents/by_county")[5 * 6 + 1 * 3 + 2], 900);
    EXPECT_EQ(counts(tables, "/residents/by_settlement")[5 * 2 + 0], 105);
    EXPECT_EQ(counts(tables, "/residents/by_settlement")[5 * 2 + 1], 900);
    EXPECT_EQ(counts(tables, "/residents/by_care")[4 * 2 + 0], 104);
}

// No home of EA and EB is in a village, so that the rural cases of six counties are those of four. With EC and NA likewise
// they are those of two: no true count by settlement is in the file, and the register's is.
TEST(ResultTables, TellNothingTrueOfOneOrTwoCountiesByTheirVillages)
{
    const auto tables_without_villages = [](std::uint8_t counties) {
        analysis::EnsembleResult result = test::small_ensemble();
        for (analysis::Residents& group : result.residents) {
            group.settlement = group.county < counties ? 0 : group.settlement;
        }
        return analysis::result_tables(result, test::geography());
    };
    EXPECT_NE(find(tables_without_villages(2), "/true/by_settlement"), nullptr);
    EXPECT_NE(find(tables_without_villages(3), "/true/by_settlement"), nullptr);
    EXPECT_EQ(find(tables_without_villages(4), "/true/by_settlement"), nullptr);
    EXPECT_EQ(find(tables_without_villages(5), "/true/by_settlement"), nullptr);
    EXPECT_NE(find(tables_without_villages(4), "/registered/by_settlement"), nullptr);
    EXPECT_NE(find(tables_without_villages(4), "/true/by_care"), nullptr);
}

TEST(ResultTables, CountByCalendarYearWhereMonthsAreNotKept)
{
    const auto tables = analysis::result_tables(test::small_ensemble(), test::geography(), {.monthly = false});
    EXPECT_EQ(counts(tables, "/true/all"), (Counts{9, 1, 9, 0}));
    EXPECT_THAT(find(tables, "/true/all")->axes[1].labels, ElementsAre("2024", "2025"));
}

// R1 and R7: no table of persons or of anything below a county, nothing true by county, pathway or form.
TEST(ResultTables, HoldNothingPersonalAndNothingTrueThatShowsWhereDetectionIsWeakest)
{
    const std::set<std::string> allowed{
        "replicate",  "county",   "region", "month", "pathway",   "form",     "sex",
        "age_band",   "resource", "event",  "fact",  "data_file", "scenario", "intervention_year",
        "settlement", "care"};
    const auto tables = analysis::result_tables(test::small_ensemble(), test::geography());
    EXPECT_GE(tables.size(), 20u);
    for (const sim::Table& table : tables) {
        for (const sim::Axis& axis : table.axes) {
            EXPECT_TRUE(allowed.contains(axis.name)) << table.name << " has the axis " << axis.name;
            EXPECT_FALSE(table.ledger == "true" &&
                         (axis.name == "county" || axis.name == "pathway" || axis.name == "form"))
                << table.name;
            EXPECT_FALSE(axis.name == "county" && axis.labels != test::small_ensemble().axes.counties) << table.name;
        }
        EXPECT_EQ(table.ledger, table.name.rfind("/true/", 0) == 0         ? "true"
                                : table.name.rfind("/registered/", 0) == 0 ? "registered"
                                                                           : "")
            << table.name;
    }
}

TEST(ResultTables, AreAllInTheDocumentation)
{
    const std::string page = test::read_bytes(std::filesystem::path(VEGHE_SOURCE_DIR) / "docs" / "output-format.md");
    for (const sim::Table& table : analysis::result_tables(test::small_ensemble(), test::geography())) {
        EXPECT_THAT(page, HasSubstr("`" + table.name + "`"));
    }
}

analysis::Axes selection(std::vector<std::string> counties)
{
    analysis::Axes axes;
    axes.counties = std::move(counties);
    return axes;
}

TEST(Disclosure, SharesRegionsThatGiveNoCountyAway)
{
    const auto shared = [](std::vector<std::string> counties) {
        return analysis::shared_regions(selection(std::move(counties)), test::geography());
    };
    EXPECT_THAT(shared({"NA", "NB", "NC"}), ElementsAre("North"));
    EXPECT_THAT(shared({"NA", "NB"}), IsEmpty());
    EXPECT_THAT(shared({"NA", "NB", "NC", "WA", "WB"}), ElementsAre("North", "West"));
    EXPECT_THAT(shared({"NA", "NB", "NC", "EA", "EB", "EC"}), ElementsAre("North"));
    // The total less the North would be the county WA alone.
    EXPECT_THAT(shared({"NA", "NB", "NC", "WA"}), IsEmpty());
    EXPECT_THAT(shared({"NA", "NB", "NC", "EA", "EB", "EC", "ED", "WA"}), ElementsAre("East"));
}

TEST(Disclosure, MarksAFewCountiesAsInternal)
{
    EXPECT_EQ(analysis::disclosure(selection({"NA", "NB"})), "internal");
    EXPECT_EQ(analysis::disclosure(selection({"NA", "NB", "NC"})), "shared");
}

TEST(CoreDigest, CoversBothLedgersByCountyAndMonthAndTheState)
{
    const analysis::EnsembleResult result = test::small_ensemble();
    const analysis::RunResult& run = result.runs[0];
    const auto of = [&](auto&& change) {
        analysis::RunResult changed = run;
        change(changed);
        return analysis::core_digest(result.axes, changed);
    };
    const std::string whole = run.core_digest;
    EXPECT_EQ(of([](auto& r) { r.true_cases[0].pathway = 1; }), whole); // not part of the core
    EXPECT_EQ(of([](auto& r) { r.resources[0] = 0.0; }), whole);
    EXPECT_EQ(of([](auto& r) { // the same county and month in two cells
                  r.true_cases[0].count = 1;
                  r.true_cases.push_back(r.true_cases[0]);
                  r.true_cases.back().sex = 0;
                  r.true_cases.back().count = 3;
              }),
              whole);
    EXPECT_NE(of([](auto& r) { r.true_cases[0].county = 1; }), whole);
    EXPECT_NE(of([](auto& r) { r.true_cases[0].month = 1; }), whole);
    EXPECT_NE(of([](auto& r) { r.registered[0].count = 3; }), whole);
    EXPECT_NE(of([](auto& r) { r.state_digest[0] = 'd'; }), whole);
    EXPECT_NE(of([](auto& r) { // from one ledger to the other
                  r.registered.clear();
              }),
              whole);
}

std::string info(const std::filesystem::path& path, analysis::InfoKind kind)
{
    std::ostringstream out;
    analysis::print_info(path, kind, out);
    return out.str();
}

TEST(ResultFile, CoreDigestIsFreeOfOutputsAndProvenance) // D6
{
    const test::Folder folder;
    analysis::EnsembleResult result = test::small_ensemble();
    analysis::write_result(folder / "all.h5", result, test::geography());
    const std::string core = info(folder / "all.h5", analysis::InfoKind::core_digest);
    const std::string full = info(folder / "all.h5", analysis::InfoKind::full_digest);
    EXPECT_EQ(core, analysis::core_digest(result) + "\n");
    EXPECT_EQ(core.size(), 65u);

    result.provenance.wall_seconds = "1.5";
    result.provenance.commit = "abc";
    analysis::write_result(folder / "again.h5", result, test::geography());
    EXPECT_EQ(info(folder / "again.h5", analysis::InfoKind::full_digest), full);

    const RecordOptions little{.monthly = false, .strata = false, .resources = false, .events = false};
    analysis::write_result(folder / "little.h5", result, test::geography(), little);
    EXPECT_EQ(info(folder / "little.h5", analysis::InfoKind::core_digest), core);
    EXPECT_NE(info(folder / "little.h5", analysis::InfoKind::full_digest), full);

    result.runs[1].resources[0] += 1e-9;
    analysis::write_result(folder / "changed.h5", result, test::geography());
    EXPECT_EQ(info(folder / "changed.h5", analysis::InfoKind::core_digest), core);
    EXPECT_NE(info(folder / "changed.h5", analysis::InfoKind::full_digest), full);
}

TEST(ResultFile, InfoShowsProvenanceAndTables)
{
    const test::Folder folder;
    analysis::write_result(folder / "r.h5", test::small_ensemble(), test::geography());
    const std::string text = info(folder / "r.h5", analysis::InfoKind::overview);
    EXPECT_THAT(text, HasSubstr("scenario: baseline\n"));
    EXPECT_THAT(text, HasSubstr("disclosure: shared\n"));
    EXPECT_THAT(text, HasSubstr("  seed          7\n"));
    EXPECT_THAT(text, HasSubstr("  counties.csv  cccccccccccccccc\n"));
    EXPECT_THAT(text, HasSubstr("replicate 2 x county 6 x month 4  [person]  ledger: registered\n"));
}

TEST(ResultFile, RefusesWhatIsNoResult)
{
    const test::Folder folder;
    test::write_bytes(folder / "foreign.h5", "county,persons\n");
    sim::write_tables(folder / "other.h5", {.format = "veghe population", .version = 1}, {}, {});
    EXPECT_THROW(info(folder / "absent.h5", analysis::InfoKind::overview), sim::InputError);
    EXPECT_THROW(info(folder / "foreign.h5", analysis::InfoKind::overview), sim::InputError);
    EXPECT_THROW(info(folder / "other.h5", analysis::InfoKind::overview), sim::InputError);
}

TEST(ResultFile, RefusesEveryTruncationAndEveryBitFlip) // P4, P8
{
    const test::Folder folder;
    analysis::write_result(folder / "whole.h5", test::small_ensemble(), test::geography());
    test::expect_every_damage_refused(folder / "whole.h5", 2000,
                                      [](const auto& path) { info(path, analysis::InfoKind::overview); });
}

TEST(ResultFile, LeavesNothingBehindWhenTheDiskIsFull) // P7
{
    const test::Folder folder;
    analysis::write_result(folder / "whole.h5", test::small_ensemble(), test::geography());
    const auto size = std::filesystem::file_size(folder / "whole.h5");
    for (int position = 0; position < 20; ++position) {
        const test::LimitedDisk disk(size * position / 20);
        EXPECT_THROW(analysis::write_result(folder / "new.h5", test::small_ensemble(), test::geography()),
                     sim::StorageError);
    }
    EXPECT_EQ(folder.entries(), 1);
}

} // namespace
