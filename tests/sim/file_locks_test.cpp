#include "sim/file_locks.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

namespace {

/// Where locks are refused is in tests/cluster (K9): it needs a file system that does.
TEST(FileLocks, AreTakenHereAndGivenBack)
{
    const test::Folder folder;
    test::write_bytes(folder / "a", "");
    EXPECT_TRUE(sim::takes_locks(folder / "a"));
    EXPECT_TRUE(sim::takes_locks(folder / "a"));
    EXPECT_TRUE(sim::takes_locks(folder / "none")); // whoever opens it is told
    EXPECT_FALSE(sim::locks_were_refused());
}

} // namespace
