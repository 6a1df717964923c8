#include "analysis/sweep/journal.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"
#include "tests/support/limited_disk.hpp"

#include <gtest/gtest.h>

namespace analysis::sweep {
namespace {

const Entry done{"done", std::string(64, 'a'), 1.25, 0.5, std::string(64, 'b')};
const Entry failed{"failed", std::string(64, 'c'), 2.5, 0.25, "why,\tand\nhow"};
const Entry failed_as_read{"failed", std::string(64, 'c'), 2.5, 0.25, "why, and how"};
constexpr const char* head = "veghe sweep journal 1\n";

TEST(SweepJournal, IsReadAsItWasWritten)
{
    const test::Folder folder;
    {
        Journal journal(folder.path() / "journal", "w");
        journal.write(done);
        journal.write(failed);
    }
    const auto read = read_journals(folder.path() / "journal");
    ASSERT_EQ(read.size(), 1u);
    EXPECT_EQ(read[0].worker, "w");
    EXPECT_EQ(read[0].entries, (std::vector<Entry>{done, failed_as_read}));
    EXPECT_EQ(read[0].damaged, 0u);
    EXPECT_FALSE(read[0].cut);
}

TEST(SweepJournal, TwoProcessesNeverShareOne)
{
    const test::Folder folder;
    const Journal journal(folder.path(), "w");
    EXPECT_THROW(Journal(folder.path(), "w"), sim::StorageError);
}

TEST(SweepJournal, P10_ATornLastLineIsNotDamage)
{
    const std::string text = head + line_of(done) + line_of(failed);
    for (std::size_t cut = 1; cut < line_of(failed).size(); ++cut) {
        const JournalText journal = parse_journal(text.substr(0, text.size() - cut), "j");
        EXPECT_EQ(journal.entries, std::vector<Entry>{done});
        EXPECT_TRUE(journal.cut);
        EXPECT_EQ(journal.damaged, 0u);
    }
}

TEST(SweepJournal, P10_AnyOtherLineThatDoesNotFitIsCountedAndTakesNoOtherWithIt)
{
    std::string flipped = line_of(done);
    flipped[3] ^= 1;
    const JournalText journal = parse_journal(head + flipped + "garbage\n\n" + line_of(failed) + line_of(failed), "j");
    EXPECT_EQ(journal.entries, (std::vector<Entry>{failed_as_read, failed_as_read}));
    EXPECT_EQ(journal.damaged, 3u);
    EXPECT_TRUE(parse_journal("", "j").entries.empty());
}

TEST(SweepJournal, P10_AYoungerOneIsRefused)
{
    EXPECT_THROW(parse_journal("veghe sweep journal 2\n", "j"), sim::InputError);
    EXPECT_TRUE(parse_journal("veghe sweep jour", "j").cut); // its first line was being written
}

TEST(SweepJournal, P7_AFullDiskLeavesItAsItWas)
{
    const test::Folder folder;
    Journal journal(folder.path(), "w");
    journal.write(done);
    const std::string before = test::read_bytes(folder / "w.log");
    {
        const test::LimitedDisk full(before.size() + 20); // a part of the line fits
        EXPECT_THROW(journal.write(failed), sim::StorageError);
    }
    EXPECT_EQ(test::read_bytes(folder / "w.log"), before);
    journal.write(failed);
    EXPECT_EQ(parse_journal(test::read_bytes(folder / "w.log"), "j").entries,
              (std::vector<Entry>{done, failed_as_read}));
}

} // namespace
} // namespace analysis::sweep
