#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"
#include "tests/support/limited_disk.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

namespace {

TEST(AtomicFile, TakesItsNameOnlyWhenCommitted)
{
    const test::Folder folder;
    {
        const sim::AtomicFile file(folder / "a.txt");
        test::write_bytes(file.temporary(), "half");
        EXPECT_FALSE(std::filesystem::exists(folder / "a.txt"));
    }
    EXPECT_EQ(folder.entries(), 0);
    sim::AtomicFile file(folder / "a.txt");
    test::write_bytes(file.temporary(), "whole");
    file.commit();
    EXPECT_EQ(test::read_bytes(folder / "a.txt"), "whole");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, TwoWritersOfOneNameShareNoTemporary) // P6
{
    const test::Folder folder;
    sim::AtomicFile one(folder / "a.txt");
    sim::AtomicFile two(folder / "a.txt");
    EXPECT_NE(one.temporary(), two.temporary());
    test::write_bytes(one.temporary(), "one");
    test::write_bytes(two.temporary(), "two");
    two.commit();
    one.commit();
    EXPECT_EQ(test::read_bytes(folder / "a.txt"), "one");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, SweepsWhatKilledProcessesLeft) // P10
{
    const test::Folder folder;
    test::write_bytes(folder / ".a.txt.another-machine-1-2.tmp", "not known to be dead");
    test::write_bytes(folder / ".a.txt.notes", "somebody's own");
    const sim::AtomicFile in_work(folder / "a.txt");
    const pid_t child = ::fork();
    if (child == 0) {
        const sim::AtomicFile left(folder / "a.txt");
        const sim::AtomicFile of_another(folder / "b.txt");
        ::_exit(0); // as if killed: nothing is tidied up
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    EXPECT_EQ(folder.entries(), 5);
    {
        const sim::AtomicFile next(folder / "a.txt");
        EXPECT_EQ(folder.entries(), 5); // its own in place of the child's
    }
    EXPECT_EQ(folder.entries(), 4);
    EXPECT_TRUE(std::filesystem::exists(in_work.temporary()));
    sim::require_writable(folder / "b.txt");
    EXPECT_EQ(folder.entries(), 3);
}

TEST(AtomicFile, KeepsTheOldFileWhenTheDiskIsFull) // P7
{
    const test::Folder folder;
    sim::write_file(folder / "a.txt", "old");
    for (std::size_t room = 0; room < 1000; room += 100) {
        const test::LimitedDisk disk(room);
        EXPECT_THROW(sim::write_file(folder / "a.txt", std::string(1000, 'n')), sim::StorageError);
    }
    EXPECT_EQ(test::read_bytes(folder / "a.txt"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, FoldersAreMadeWithThoseAboveThem)
{
    const test::Folder folder;
    sim::make_folder(folder / "a" / "b" / "c");
    sim::make_folder(folder / "a" / "b" / "");
    sim::make_folder((folder / "a" / "d/").string());
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a" / "b" / "c"));
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a" / "d"));
    test::write_bytes(folder / "file", "");
    EXPECT_THROW(sim::make_folder(folder / "file"), sim::StorageError);
    EXPECT_THROW(sim::make_folder(folder / "file" / "below"), sim::StorageError);
    EXPECT_THROW(sim::make_folder("/proc/below"), sim::StorageError);
}

TEST(AtomicFile, RefusesPlacesThatAreNone)
{
    const test::Folder folder;
    EXPECT_THROW(sim::require_writable(folder / "no" / "a.txt"), sim::InputError);
    EXPECT_THROW(sim::require_writable(folder.path()), sim::InputError); // a folder stands there
    EXPECT_THROW(sim::require_writable("/dev/null"), sim::InputError);
    EXPECT_THROW(sim::require_writable("/proc/a.txt"), sim::StorageError);
    sim::require_writable(folder / "a.txt");
    EXPECT_EQ(folder.entries(), 0);
}

} // namespace
