#include "analysis/cli/places.hpp"
#include "sim/atomic_file.hpp"
#include "sim/lack_of_memory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace {

// What veghe compare -o out/c writes to first: a hidden folder beside out/c, or in it where it exists.
TEST(Places, AHiddenNameIsShownAsTheOneItIsMadeFor)
{
    EXPECT_EQ(cli::final_place(sim::temporary_beside("out/c").string() + "/report.html"), "out/c/report.html");
    EXPECT_EQ(cli::final_place(sim::temporary_beside("out/c/partial").string() + "/report.html"), "out/c/report.html");
    EXPECT_EQ(cli::final_place(sim::temporary_beside("a.b-c.h5").string()), "./a.b-c.h5");
    for (const char* const place : {"", "/", "--points", "out/c/", "/a/.b/c.csv:7", ".x.tmp", "a/.b.c-d.tmp", "a//b",
                                    "..", "../.a.1-2-3-4.tmp/b"}) {
        EXPECT_EQ(cli::final_place(place), place);
    }
}

TEST(Places, ARefusalIsOneLine)
{
    EXPECT_EQ(cli::on_one_line("a\nb\x1b[1m\x7f"), "a\\nb\\x1b[1m\\x7f");
    EXPECT_EQ(cli::on_one_line("Iași: \"x\""), "Iași: \"x\"");
}

TEST(LackOfMemory, IsNoFaultOfTheProgram)
{
    EXPECT_TRUE(sim::is_lack_of_memory(std::bad_alloc()));
    EXPECT_TRUE(sim::is_lack_of_memory( // what a thread that cannot be made throws
        std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again))));
    EXPECT_TRUE(sim::is_lack_of_memory(std::system_error(std::make_error_code(std::errc::not_enough_memory))));
    EXPECT_FALSE(sim::is_lack_of_memory(std::system_error(std::make_error_code(std::errc::no_space_on_device))));
    EXPECT_FALSE(sim::is_lack_of_memory(std::runtime_error("Resource temporarily unavailable")));
}

} // namespace
