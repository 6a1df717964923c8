#include "sim/hdf5.hpp"
#include "sim/seal.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace {

using sim::hdf5::File;
using sim::hdf5::Layout;
using sim::hdf5::Shape;
using sim::hdf5::Writer;
using sim::seal::Check;
using testing::HasSubstr;

constexpr std::size_t page = 4096;

std::string message(const std::filesystem::path& path, Check check = Check::whole)
{
    try {
        sim::seal::require(path, check);
    } catch (const std::exception& e) {
        return e.what();
    }
    return "accepted";
}

/// A file of both layouts: one packed table, one plain column of two pages, one plain column smaller than a page.
void write_small(const std::filesystem::path& path)
{
    std::vector<std::int64_t> counts(600);
    std::iota(counts.begin(), counts.end(), 0);
    Writer writer(path);
    writer.file().write<std::int64_t>("/group/counts", Shape{20, 30}, counts);
    writer.file().write<std::uint32_t>("/group/large", Shape{2048}, std::vector<std::uint32_t>(2048, 7), Layout::plain);
    writer.file().write<std::uint32_t>("/group/plain", Shape{4}, std::vector<std::uint32_t>{1, 2, 3, 4}, Layout::plain);
    writer.file().write("/names", std::vector<std::string>{"one", "two"});
    writer.file().set("/", "title", std::string("small"));
    writer.commit();
}

TEST(Seal, RefusesEveryTruncationAndEveryBitFlip) // P4, P8
{
    const test::Folder folder;
    write_small(folder / "whole.h5");
    test::expect_every_damage_refused(folder / "whole.h5", 2000, [](const auto& path) { File::open(path); });
}

TEST(Seal, FrameLeavesOutTheValuesOfPlainColumnsAndNothingElse)
{
    const test::Folder folder;
    write_small(folder / "whole.h5");
    const auto ranges = sim::seal::require(folder / "whole.h5", Check::frame);
    ASSERT_EQ(ranges.size(), 2u);
    const std::string bytes = test::read_bytes(folder / "whole.h5");
    const auto in_a_range = [&](std::size_t at) {
        return std::any_of(ranges.begin(), ranges.end(),
                           [&](const auto& r) { return at >= r.offset && at < r.offset + r.bytes; });
    };
    std::size_t within = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
        std::string changed = bytes;
        changed[at] ^= 4;
        std::filesystem::remove(folder / "changed.h5");
        test::write_bytes(folder / "changed.h5", changed);
        EXPECT_EQ(message(folder / "changed.h5", Check::frame) == "accepted", in_a_range(at)) << at;
        EXPECT_NE(message(folder / "changed.h5"), "accepted") << at;
        within += in_a_range(at);
    }
    EXPECT_GE(within, 2048 * 4 / 13u);
}

TEST(Seal, PutsLargePlainColumnsOnAPageOfTheirOwn)
{
    const test::Folder folder;
    write_small(folder / "whole.h5");
    for (const auto& range : sim::seal::require(folder / "whole.h5", Check::whole)) {
        EXPECT_TRUE(range.bytes < page || range.offset % page == 0) << range.offset;
    }
}

TEST(Seal, GuardsMoreColumnsThanItsBlockHasRoomFor)
{
    const test::Folder folder;
    Writer writer(folder / "many.h5");
    for (std::uint32_t i = 0; i < sim::seal::most_ranges + 30; ++i) {
        writer.file().write<std::uint32_t>("/column_" + std::to_string(i), Shape{2}, std::vector<std::uint32_t>{i, i},
                                           Layout::plain);
    }
    writer.commit();
    EXPECT_EQ(sim::seal::require(folder / "many.h5", Check::whole).size(), sim::seal::most_ranges);
    EXPECT_EQ(File::open(folder / "many.h5").read<std::uint32_t>("/column_190"),
              (std::vector<std::uint32_t>{190, 190}));
}

TEST(Seal, TellsADamagedFileFromAForeignOne)
{
    const test::Folder folder;
    write_small(folder / "whole.h5");
    const std::string bytes = test::read_bytes(folder / "whole.h5");
    const auto said = [&](std::string_view content) {
        test::write_bytes(folder / "x.h5", content);
        return message(folder / "x.h5");
    };
    EXPECT_THAT(said(std::string_view(bytes).substr(0, 5000)), HasSubstr("x.h5: has 5000 bytes of"));
    EXPECT_THAT(said(std::string_view(bytes).substr(0, 50)), HasSubstr("is cut short to 50 bytes"));
    EXPECT_THAT(said(bytes.substr(page)), HasSubstr("an HDF5 file without a seal"));
    EXPECT_THAT(said("county,persons\nDJ,599442\n"), HasSubstr("is no file written by veghe"));
    EXPECT_EQ(said(bytes), "accepted");
    EXPECT_TRUE(sim::seal::begins_like_one(folder / "whole.h5"));
    EXPECT_FALSE(sim::seal::begins_like_one(folder / "absent.h5"));
    EXPECT_THAT(message(folder / "absent.h5"), HasSubstr("No such file"));
}

TEST(Seal, SumsEveryByteAndTheOrderOfThePieces)
{
    std::vector<std::byte> bytes(std::size_t{3} << 18 | 5); // three whole pieces and one of five bytes
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>((i >> 18) + i * 31);
    }
    const std::uint64_t sum = sim::seal::checksum_of(bytes);
    bytes.back() ^= std::byte{1};
    EXPECT_NE(sim::seal::checksum_of(bytes), sum);
    bytes.back() ^= std::byte{1};
    std::rotate(bytes.begin(), bytes.begin() + (1 << 18), bytes.begin() + (3 << 18)); // the pieces in another order
    EXPECT_NE(sim::seal::checksum_of(bytes), sum);
}

} // namespace
