#pragma once

#include "sim/error.hpp"
#include "sim/random.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace test {

/// How a reader met a damaged file: refused with one line as a fault of storage, or anything else, in words.
template <class Read>
std::string meets(const std::filesystem::path& path, Read&& read)
{
    try {
        read(path);
    } catch (const sim::StorageError& e) {
        const std::string text = e.what();
        return text.find('\n') == std::string::npos && text.find(path.filename().string()) != std::string::npos
                   ? "refused"
                   : "refused in other words: " + text;
    } catch (const std::exception& e) {
        return std::string("met another way: ") + e.what();
    }
    return "opened";
}

/// Cuts the file to every length, and flips `flips` of its bits, one at a time (the same ones in every run): each time
/// `read(path)` has to refuse it with a StorageError of one line that names the file.
template <class Read>
void expect_every_damage_refused(const std::filesystem::path& whole, std::uint32_t flips, Read&& read)
{
    const Folder folder;
    const auto damaged = folder / "damaged.h5";
    const std::string bytes = read_bytes(whole);
    ASSERT_NO_THROW(read(whole));
    write_bytes(damaged, bytes);
    for (std::size_t length = bytes.size(); length-- > 0;) {
        std::filesystem::resize_file(damaged, length);
        ASSERT_EQ(meets(damaged, read), "refused") << "cut to " << length << " bytes";
    }
    for (std::uint32_t flip = 0; flip < flips; ++flip) {
        const sim::Draw draw = sim::Luck(1, 0)(flip, "test.bit_flip");
        std::string changed = bytes;
        const std::uint32_t at = draw.below(static_cast<std::uint32_t>(bytes.size()));
        changed[at] ^= static_cast<char>(1u << draw.second_below(8));
        std::filesystem::remove(damaged); // a file that is emptied and written again is brought to the disk first
        write_bytes(damaged, changed);
        ASSERT_EQ(meets(damaged, read), "refused") << "a bit of byte " << at;
    }
    write_bytes(damaged, bytes + '\0');
    EXPECT_EQ(meets(damaged, read), "refused") << "one byte too many";
}

} // namespace test
