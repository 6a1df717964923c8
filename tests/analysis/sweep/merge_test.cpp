#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/merge.hpp"
#include "analysis/sweep/merged.hpp"
#include "analysis/sweep/verify.hpp"
#include "analysis/sweep/work.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace analysis::sweep {
namespace {

class SweepMerge : public testing::Test {
protected:
    void keep(const Unit& unit) { UnitFolder(sweep.path()).keep(unit.id, text_of(test::toy_result(manifest, unit))); }
    void keep_all()
    {
        for (const Unit& unit : units_of(manifest)) {
            keep(unit);
        }
    }
    /// The values of a table of numbers.
    static std::vector<double> numbers(const std::vector<sim::Table>& tables, const std::string& name)
    {
        const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& t) { return t.name == name; });
        return found == tables.end() ? std::vector<double>{} : std::get<std::vector<double>>(found->values);
    }
    static std::string fact(const std::vector<sim::Fact>& facts, const std::string& name)
    {
        const auto found = std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.name == name; });
        return found == facts.end() ? "" : found->text;
    }

    Manifest manifest = test::toy_manifest(2, 2);
    test::Folder sweep;
};

TEST_F(SweepMerge, PutsEveryNumberInItsPlace)
{
    keep_all();
    const auto tables = tables_of(Results(sweep.path(), manifest));
    // Cases of the toy: 100 point + 10 replicate + scenario, and one more in the second year; a tenth of it registered.
    EXPECT_EQ(numbers(tables, "/true/all"),
              (std::vector<double>{0, 1, 1, 2, 10, 11, 11, 12, 100, 101, 101, 102, 110, 111, 111, 112}));
    EXPECT_EQ(numbers(tables, "/registered/all"),
              (std::vector<double>{0, 0, 0, 0, 1, 0, 1, 0, 10, 0, 10, 0, 11, 0, 11, 0}));
    EXPECT_EQ(numbers(tables, "/costs/cost"), (std::vector<double>{0, 0.5, 5, 5.5, 50, 50.5, 55, 55.5}));
    EXPECT_EQ(numbers(tables, "/design/value"), (std::vector<double>{0, 0.5, 1, 0.5}));
    EXPECT_EQ(numbers(tables, "/runs/hidden_multiplier"), (std::vector<double>{4, 4, 4, 4}));
}

TEST_F(SweepMerge, APartSaysThatItIsOne)
{
    const auto units = units_of(manifest);
    keep(units[0]);
    keep(units[3]);
    const Results results(sweep.path(), manifest);
    EXPECT_EQ(results.missing(), 2u);
    EXPECT_EQ(fact(facts_of(results), "results"), "2 of 4 are missing and stand as NaN");
    const auto truth = numbers(tables_of(results), "/true/all");
    ASSERT_EQ(truth.size(), 16u);
    EXPECT_EQ(truth[0], 0.0);
    EXPECT_TRUE(std::isnan(truth[4])); // point 0, replicate 1
    EXPECT_EQ(truth[15], 112.0);
    keep_all();
    EXPECT_EQ(fact(facts_of(Results(sweep.path(), manifest)), "results"), "all 4");
}

TEST_F(SweepMerge, TheTableOfUnitsTellsWhichAreFinished)
{
    const auto units = units_of(manifest);
    keep(units[0]);
    keep(units[3]);
    EXPECT_EQ(units_csv(Results(sweep.path(), manifest)), "unit,point,replicate,finished,hidden_multiplier\n" +
                                                              units[0].id + ",0,0,1,4\n" + units[1].id + ",1,0,0,\n" +
                                                              units[2].id + ",0,1,0,\n" + units[3].id + ",1,1,1,4\n");
}

TEST_F(SweepMerge, NothingFinishedIsMergedToo)
{
    const Results results(sweep.path(), manifest);
    EXPECT_EQ(results.missing(), 4u);
    EXPECT_EQ(values_csv(results), "point,replicate,strategy,measure,ledger,stratum,year,unit,value,disclosure\n");
    EXPECT_FALSE(tables_of(results).empty());
}

TEST_F(SweepMerge, TheDigestIsThatOfTheContentWhateverTheOrder)
{
    auto units = units_of(manifest);
    keep_all();
    const std::string forwards = digest_of(Results(sweep.path(), manifest));
    const test::Folder other;
    std::reverse(units.begin(), units.end());
    for (const Unit& unit : units) {
        UnitFolder(other.path()).keep(unit.id, text_of(test::toy_result(manifest, unit)));
    }
    EXPECT_EQ(digest_of(Results(other.path(), manifest)), forwards);
    UnitResult moved = test::toy_result(manifest, units[0]);
    moved.scenarios[1].lines[1].cases[1] = 1;
    std::filesystem::remove(UnitFolder(other.path()).file(moved.id));
    UnitFolder(other.path()).keep(moved.id, text_of(moved));
    EXPECT_NE(digest_of(Results(other.path(), manifest)), forwards);
}

TEST_F(SweepMerge, TheFileIsReadBackAsItWasWrittenAndIsTheSameEveryTime)
{
    keep(units_of(manifest)[1]); // with NaN in it
    const Results results(sweep.path(), manifest);
    sim::write_tables(sweep / "a.h5", sweep_schema, facts_of(results), tables_of(results));
    sim::write_tables(sweep / "b.h5", sweep_schema, facts_of(results), tables_of(results));
    EXPECT_EQ(test::read_bytes(sweep / "a.h5"), test::read_bytes(sweep / "b.h5"));
    const sim::TableFile file = sim::read_tables(sweep / "a.h5", sweep_schema);
    EXPECT_EQ(file.fact("design"), "csv");
    EXPECT_EQ(file.fact("results"),
              "3 of 4 are missing and stand as NaN"); // and not overwritten by what says that it is finished
    EXPECT_EQ(file.table("/true/all").unit, "person");
    EXPECT_EQ(file.table("/true/all").ledger, "true");
    EXPECT_EQ(file.table("/true/all").axes.size(), 4u);
}

// The lines are those of sha256sum(1): "ab" of what was written, and no table that lies beside it by chance.
TEST_F(SweepMerge, ATableIsAsMergedByItsChecksum)
{
    const auto merged = [&](std::vector<sim::Fact> facts) {
        const Results results(sweep.path(), manifest);
        for (const sim::Fact& fact : facts_of(results)) {
            facts.push_back(fact);
        }
        sim::write_tables(sweep / "sweep.h5", sweep_schema, facts, tables_of(results));
        return read_merged(sweep.path());
    };
    test::write_bytes(sweep / "values.csv", "ab");
    test::write_bytes(sweep / "mine.csv", "ab");
    EXPECT_FALSE(is_merged(sweep.path()));
    const Merged now = merged({{tidy_tables_fact, sim::sha256("ab") + "  values.csv\n"}});
    EXPECT_TRUE(is_merged(sweep.path()));
    EXPECT_TRUE(is_as_merged(now, sweep / "values.csv"));
    EXPECT_FALSE(is_as_merged(now, sweep / "mine.csv"));
    EXPECT_THROW(is_as_merged(now, sweep / "none.csv"), sim::InputError);
    test::write_bytes(sweep / "values.csv", "ac");
    EXPECT_FALSE(is_as_merged(now, sweep / "values.csv"));
    EXPECT_TRUE(merged({}).tables.empty()); // as an older program merged
}

TEST_F(SweepMerge, P8_AnyFlippedBitAndAnyLengthCutIsRefused)
{
    keep_all();
    const Results results(sweep.path(), manifest);
    const auto file = sweep / "a.h5";
    sim::write_tables(file, sweep_schema, facts_of(results), tables_of(results));
    const std::string whole = test::read_bytes(file);
    const auto is_refused = [&](const std::string& bytes) {
        test::write_bytes(file, bytes);
        try {
            sim::read_tables(file, sweep_schema);
        } catch (const std::runtime_error&) { // InputError or StorageError
            return true;
        }
        return false;
    };
    std::mt19937_64 luck(8);
    for (int k = 0; k < 2000; ++k) {
        std::string flipped = whole;
        const std::size_t bit = luck() % (8 * whole.size());
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        EXPECT_TRUE(is_refused(flipped)) << "bit " << bit;
    }
    for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 500) {
        EXPECT_TRUE(is_refused(whole.substr(0, length))) << length;
    }
    EXPECT_FALSE(is_refused(whole));
}

TEST_F(SweepMerge, TheLongTableHoldsOneValueARow)
{
    manifest = test::toy_manifest(1, 1);
    keep_all();
    EXPECT_EQ(values_csv(Results(sweep.path(), manifest)),
              "point,replicate,strategy,measure,ledger,stratum,year,unit,value,disclosure\n"
              "0,0,base,cases,true,all,2024,person,0,shared\n0,0,base,cases,true,all,2025,person,1,shared\n"
              "0,0,base,cases,registered,all,2024,person,0,shared\n"
              "0,0,base,cases,registered,all,2025,person,0,shared\n0,0,base,cost,,all,,RON,0,shared\n"
              "0,0,measure,cases,true,all,2024,person,1,shared\n0,0,measure,cases,true,all,2025,person,2,shared\n"
              "0,0,measure,cases,registered,all,2024,person,0,shared\n"
              "0,0,measure,cases,registered,all,2025,person,0,shared\n0,0,measure,cost,,all,,RON,0.5,shared\n");
}

TEST_F(SweepMerge, TheLongTableHoldsNoFormula)
{
    manifest = test::toy_manifest(1, 1);
    manifest.scenarios[0] = "=base"; // a spreadsheet would take it for one
    keep_all();
    const std::string table = values_csv(Results(sweep.path(), manifest));
    EXPECT_NE(table.find("\n0,0,'=base,cost,"), std::string::npos) << table;
    EXPECT_EQ(table.find(",=base"), std::string::npos) << table;
}

TEST_F(SweepMerge, TheTableOfParametersTellsTheirUnits)
{
    EXPECT_EQ(parameters_csv(Results(sweep.path(), manifest)), "parameter,unit\na.a,1/year\nb.b,1\n");
}

TEST_F(SweepMerge, TheTableOfPointsHasAColumnForEachParameter)
{
    EXPECT_EQ(points_text(manifest), "point,draw,a.a,b.b\n0,0,0,0.5\n1,0,1,0.5\n");
}

TEST_F(SweepMerge, TheLongTableHasEveryCellOfTheDataSetOnce)
{
    keep_all();
    const Results results(sweep.path(), manifest);
    const std::string text = values_csv(results);
    std::vector<double> long_form;
    for (std::size_t at = text.find('\n') + 1; at < text.size(); at = text.find('\n', at) + 1) {
        const std::string row = text.substr(at, text.find('\n', at) - at);
        const std::size_t last = row.rfind(','), before = row.rfind(',', last - 1);
        long_form.push_back(std::stod(row.substr(before + 1, last - before - 1)));
    }
    std::vector<double> cells;
    for (const char* const name : {"/true/all", "/registered/all", "/costs/cost"}) {
        const auto values = numbers(tables_of(results), name);
        cells.insert(cells.end(), values.begin(), values.end());
    }
    std::sort(long_form.begin(), long_form.end());
    std::sort(cells.begin(), cells.end());
    EXPECT_EQ(cells.size(), 40u); // 2 points x 2 replicates x 2 scenarios x (2 years x 2 ledgers + 1 cost)
    EXPECT_EQ(long_form, cells);
}

TEST_F(SweepMerge, UnitsThatCountOtherThingsAreRefused)
{
    keep(units_of(manifest)[0]);
    UnitResult other = test::toy_result(manifest, units_of(manifest)[1]);
    other.years = {"2024", "2026"};
    UnitFolder(sweep.path()).keep(other.id, text_of(other));
    EXPECT_THROW(Results(sweep.path(), manifest), sim::StorageError);
}

TEST_F(SweepMerge, VerifyTellsMissingDamagedUnlikeAndForeign)
{
    const sim::Stop stop;
    work(sweep.path(), manifest, [&](const Unit& unit) { return test::toy_result(manifest, unit); }, {},
         {.stop = stop});
    EXPECT_TRUE(verify(sweep.path(), manifest).complete());
    EXPECT_TRUE(verify(sweep.path(), manifest).sound());
    const auto units = units_of(manifest);
    const UnitFolder results(sweep.path());
    std::filesystem::remove(results.file(units[0].id));
    std::string bytes = test::read_bytes(results.file(units[1].id));
    bytes[40] ^= 1;
    test::write_bytes(results.file(units[1].id), bytes);
    UnitResult forged = test::toy_result(manifest, units[2]); // its checksum fits
    forged.scenarios[0].lines[0].cases[0] += 1;
    test::write_bytes(results.file(units[2].id), text_of(forged));
    test::write_bytes(results.file(units[3].id).parent_path() / "notes.txt", "x");
    const Verified verified = verify(sweep.path(), manifest);
    EXPECT_EQ(verified.whole, 1u);
    EXPECT_EQ(verified.missing, std::vector<Unit>{units[0]});
    ASSERT_EQ(verified.damaged.size(), 1u);
    EXPECT_NE(verified.damaged[0].find(units[1].id), std::string::npos);
    EXPECT_EQ(verified.unlike, std::vector<std::string>{units[2].id});
    EXPECT_EQ(verified.foreign.size(), 1u);
    EXPECT_FALSE(verified.sound());
    EXPECT_EQ(sample(sweep.path(), manifest, 2).size(), 2u);
    Manifest other = manifest;
    other.identity.seed = 8;
    EXPECT_EQ(verify(sweep.path(), other).unknown.size(), 3u);
}

/// Both found no file and gave it its name, one over the other: whose journal comes first must not decide.
TEST_F(SweepMerge, K5_TwoJournalsThatNotedOtherBytesOfAUnitAreTold)
{
    keep_all();
    const std::string id = units_of(manifest)[1].id;
    const std::string there = sim::sha256(bytes_of(UnitFolder(sweep.path()).file(id)));
    for (const auto& [worker, digest] : {std::pair("a", there), std::pair("b", std::string(64, '0'))}) {
        Journal(sweep / "journal", worker).write({"done", id, 1.0, 1.0, digest});
    }
    const Verified verified = verify(sweep.path(), manifest);
    EXPECT_EQ(verified.contradicted, std::vector<std::string>{id});
    EXPECT_FALSE(verified.sound());
}

TEST_F(SweepMerge, VerifyTellsAFileThatCannotBeReadFromADamagedOne)
{
    keep_all();
    const UnitFolder results(sweep.path());
    const std::string id = units_of(manifest)[1].id;
    std::filesystem::remove(results.file(id));
    std::filesystem::create_symlink(results.file(id).filename(),
                                    results.file(id)); // leads to itself: nobody can read it, nor root
    const Verified verified = verify(sweep.path(), manifest);
    EXPECT_EQ(verified.unreadable, std::vector<std::string>{results.file(id).generic_string()});
    EXPECT_TRUE(verified.damaged.empty());
    EXPECT_THROW(results.whole(id), sim::StorageError);
}

} // namespace
} // namespace analysis::sweep
