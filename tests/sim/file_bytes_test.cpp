#include "sim/file_bytes.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace {

TEST(FileBytes, AreAllOfThemOrNothing)
{
    const test::Folder folder;
    const std::string bytes = std::string(200'000, 'x') + '\0' + "end"; // more than is read at once
    test::write_bytes(folder / "a", bytes);
    test::write_bytes(folder / "empty", "");
    EXPECT_EQ(sim::file_bytes(folder / "a"), bytes);
    EXPECT_EQ(sim::file_bytes(folder / "empty"), "");
    EXPECT_EQ(sim::file_bytes(folder / "none"), std::nullopt);
    EXPECT_EQ(errno, ENOENT);
    EXPECT_EQ(sim::file_bytes(folder.path()), std::nullopt); // it can be opened, and fails where it is read
    EXPECT_EQ(errno, EISDIR);
    EXPECT_FALSE(sim::file_bytes("/proc/self/stat").value_or("").empty()); // whose length nobody tells
}

} // namespace
