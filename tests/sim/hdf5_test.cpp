#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/random.hpp"
#include "sim/seal.hpp"
#include "tests/support/files.hpp"
#include "tests/support/limited_disk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

namespace {

using sim::hdf5::Attribute;
using sim::hdf5::File;
using sim::hdf5::Layout;
using sim::hdf5::Shape;
using sim::hdf5::Writer;
using testing::ElementsAre;
using testing::HasSubstr;

template <class T>
std::vector<T> extremes()
{
    return {std::numeric_limits<T>::lowest(), T{0}, T{1}, T{7}, std::numeric_limits<T>::min(),
            std::numeric_limits<T>::max()};
}

template <class T>
void write_extremes(File& file, const std::string& name)
{
    const auto values = extremes<T>();
    file.write<T>("/numbers/" + name, Shape{2, 3}, values);
    file.write<T>("/numbers/plain_" + name, Shape{6}, values, Layout::plain);
}

template <class T>
void expect_extremes(const File& file, const std::string& name)
{
    EXPECT_EQ(file.read<T>("/numbers/" + name), extremes<T>()) << name;
    EXPECT_EQ(file.read<T>("/numbers/plain_" + name), extremes<T>()) << name;
    EXPECT_EQ(file.info("/numbers/" + name).shape, (Shape{2, 3}));
    EXPECT_EQ(sim::hdf5::to_text(file.info("/numbers/" + name).type), name);
}

TEST(Hdf5, GivesBackEveryTypeBitForBit)
{
    const test::Folder folder;
    Writer writer(folder / "all.h5");
    write_extremes<std::int8_t>(writer.file(), "int8");
    write_extremes<std::int16_t>(writer.file(), "int16");
    write_extremes<std::int32_t>(writer.file(), "int32");
    write_extremes<std::int64_t>(writer.file(), "int64");
    write_extremes<std::uint8_t>(writer.file(), "uint8");
    write_extremes<std::uint16_t>(writer.file(), "uint16");
    write_extremes<std::uint32_t>(writer.file(), "uint32");
    write_extremes<std::uint64_t>(writer.file(), "uint64");
    write_extremes<float>(writer.file(), "float32");
    write_extremes<double>(writer.file(), "float64");
    writer.commit();

    const File file = File::open(folder / "all.h5");
    expect_extremes<std::int8_t>(file, "int8");
    expect_extremes<std::int16_t>(file, "int16");
    expect_extremes<std::int32_t>(file, "int32");
    expect_extremes<std::int64_t>(file, "int64");
    expect_extremes<std::uint8_t>(file, "uint8");
    expect_extremes<std::uint16_t>(file, "uint16");
    expect_extremes<std::uint32_t>(file, "uint32");
    expect_extremes<std::uint64_t>(file, "uint64");
    expect_extremes<float>(file, "float32");
    expect_extremes<double>(file, "float64");
    EXPECT_EQ(file.datasets().size(), 20u);
    EXPECT_EQ(folder.entries(), 1);
}

TEST(Hdf5, KeepsTextsAttributesAndEmptyTables)
{
    const test::Folder folder;
    const std::vector<std::string> texts{"Iași", "", "Bacău, <Dolj>"};
    Writer writer(folder / "t.h5");
    writer.file().write("/a/b/names", texts);
    writer.file().write<std::int64_t>("/a/none", Shape{0, 4}, {});
    writer.file().set("/", "title", std::string("măsură"));
    writer.file().set("/a/none", "count", std::int64_t{-3});
    writer.file().set("/a/none", "share", 0.1);
    writer.file().set("/a/none", "axes", texts);
    writer.file().set("/a/none", "count", std::int64_t{4}); // replaced
    writer.commit();

    const File file = File::open(folder / "t.h5");
    EXPECT_EQ(file.read_texts("/a/b/names"), texts);
    EXPECT_EQ(file.read<std::int64_t>("/a/none").size(), 0u);
    EXPECT_EQ(file.info("/a/none").shape, (Shape{0, 4}));
    EXPECT_EQ(file.attribute("/", "title"), Attribute(std::string("măsură")));
    EXPECT_EQ(file.attribute("/a/none", "count"), Attribute(std::int64_t{4}));
    EXPECT_EQ(file.attribute("/a/none", "share"), Attribute(0.1));
    EXPECT_EQ(file.attribute("/a/none", "axes"), Attribute(texts));
    EXPECT_EQ(file.attribute("/", "absent"), std::nullopt);
    EXPECT_THAT(file.datasets(), ElementsAre("/a/b/names", "/a/none"));
    EXPECT_TRUE(file.has("/a/b"));
    EXPECT_FALSE(file.has("/a/c/d"));
}

/// What is said when a data set is read that is not there.
std::string said_of(const File& file, const std::string& name)
{
    try {
        file.read<double>(name);
    } catch (const sim::StorageError& error) {
        return error.what();
    }
    return "it was read";
}

TEST(Hdf5, NamesAreToldAsTextAndOtherBytesAsQuestionMarks)
{
    const test::Folder folder;
    Writer writer(folder / "n.h5");
    writer.commit();
    const File file = File::open(folder / "n.h5");
    for (const std::string name : {"plain", "măsură", "€", "\xf0\x9f\x99\x82", "\xf4\x8f\xbf\xbf"}) {
        EXPECT_THAT(said_of(file, "/" + name), HasSubstr("n.h5: /" + name + ": ")) << name;
    }
    const std::vector<std::pair<std::string, std::string>> others{
        {"a\x1b[2Jb", "a?[2Jb"},
        {"\x7f", "?"},
        {"\xc2\x9b", "??"}, // controls
        {"\xdfx", "?x"},
        {"x\xe2\x82", "x??"},
        {"\x80", "?"}, // cut
        {"\xc0\xaf", "??"},
        {"\xe0\x80\xaf", "???"},
        {"\xf0\x80\x80\xaf", "????"}, // longer than it need be
        {"\xed\xa0\x80", "???"},
        {"\xf4\x90\x80\x80", "????"},
        {"\xff", "?"}, // half a pair, beyond the last
    };
    for (const auto& [name, shown] : others) {
        EXPECT_THAT(said_of(file, "/" + name), HasSubstr("n.h5: /" + shown + ": ")) << shown;
    }
}

// Of many attributes the library lists the names and looks for one by a digest of its name. What is long lies apart, under no checksum.
TEST(Hdf5, AnAttributeThatIsListedUnderAnotherNameIsRefused)
{
    const test::Folder folder;
    const std::filesystem::path path = folder / "a.h5";
    Writer writer(path);
    for (int k = 10; k < 40; ++k) {
        writer.file().set("/", "named_" + std::to_string(k), std::string(5000, 'x'));
    }
    writer.commit();
    ASSERT_EQ(File::open(path).attributes("/").size(), 30u);
    std::string bytes = test::read_bytes(path);
    const std::size_t at = bytes.find("named_20");
    ASSERT_NE(at, std::string::npos);
    ASSERT_EQ(bytes.find("named_20", at + 1), std::string::npos);
    for (const auto& [first, shown] : {std::pair{'g', "gamed_20"}, std::pair{'\xdf', "?amed_20"}}) {
        bytes[at] = first;
        test::write_bytes(path, bytes);
        sim::seal::put(path, "changed", {});
        try {
            File::open(path).attributes("/");
            ADD_FAILURE() << "it was read";
        } catch (const sim::StorageError& error) {
            EXPECT_THAT(error.what(), HasSubstr(shown));
        }
    }
}

TEST(Hdf5, CutsLargeTablesIntoChunks)
{
    const test::Folder folder;
    std::vector<std::int64_t> values(3 * 1000 * 500);
    std::iota(values.begin(), values.end(), -7);
    Writer writer(folder / "large.h5");
    writer.file().write<std::int64_t>("/cube", Shape{3, 1000, 500}, values);
    writer.commit();
    EXPECT_EQ(File::open(folder / "large.h5").read<std::int64_t>("/cube"), values);
}

TEST(Hdf5, MapsPlainColumnsAndReadsTheOthers)
{
    const test::Folder folder;
    std::vector<std::uint32_t> values(5000);
    std::iota(values.begin(), values.end(), 3u);
    const auto write = [&](std::uint32_t first) {
        values.front() = first;
        Writer writer(folder / "m.h5");
        writer.file().write<std::uint32_t>("/plain", Shape{5000}, values, Layout::plain);
        writer.file().write<std::uint32_t>("/packed", Shape{5000}, values);
        writer.file().write<std::uint8_t>("/odd", Shape{3}, std::vector<std::uint8_t>{1, 2, 3}, Layout::plain);
        writer.file().write<std::uint64_t>("/few", Shape{2}, std::vector<std::uint64_t>{4, 5}, Layout::plain);
        writer.file().write<std::uint32_t>("/none", Shape{0}, {}, Layout::plain);
        writer.commit();
    };
    write(3);
    sim::Array<std::uint32_t> plain;
    {
        File file = File::open(folder / "m.h5", sim::seal::Check::frame);
        plain = file.map<std::uint32_t>("/plain");
        EXPECT_THAT(file.map<std::uint32_t>("/packed").span(), testing::ElementsAreArray(values));
        EXPECT_THAT(file.map<std::uint8_t>("/odd").span(), ElementsAre(1, 2, 3));
        EXPECT_THAT(file.map<std::uint64_t>("/few").span(), ElementsAre(4u, 5u));
        EXPECT_EQ(file.map<std::uint32_t>("/none").size(), 0u);
        EXPECT_THROW(file.map<std::int32_t>("/plain"), sim::StorageError);
        EXPECT_THROW(file.map<std::uint32_t>("/absent"), sim::StorageError);
    }
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(plain.data()) % sim::seal::block_bytes,
              0u); // where it stands in the file
    EXPECT_THAT(plain.span(), testing::ElementsAreArray(values));
    write(9); // another file takes the name: whoever has mapped the old one keeps it
    EXPECT_EQ(plain[0], 3u);
    EXPECT_EQ(File::open(folder / "m.h5").map<std::uint32_t>("/plain")[0], 9u);
}

TEST(Hdf5, SaysWhatIsWrongInOneLine)
{
    const test::Folder folder;
    Writer writer(folder / "x.h5");
    writer.file().write<std::int32_t>("/counts", Shape{1}, std::vector<std::int32_t>{1});
    writer.commit();
    const File file = File::open(folder / "x.h5");
    const auto message = [](auto&& call) {
        try {
            call();
        } catch (const std::exception& e) {
            return std::string(e.what());
        }
        return std::string("nothing was thrown");
    };
    const std::string missing = message([&] { file.read<std::int32_t>("/none"); });
    EXPECT_THAT(missing, HasSubstr("x.h5: /none: the data set is missing"));
    EXPECT_THAT(missing, Not(HasSubstr("\n")));
    EXPECT_THAT(message([&] { file.read<std::int64_t>("/counts"); }), HasSubstr("int32 where int64 is expected"));
    EXPECT_THAT(message([&] { file.read_texts("/counts"); }), HasSubstr("int32 where text is expected"));
    EXPECT_THROW(File::open(folder / "absent.h5"), sim::InputError);
    EXPECT_THROW(File::open(folder.path()), sim::InputError);
    test::write_bytes(folder / "foreign.h5", "county,persons\nDJ,599442\n");
    EXPECT_THROW(File::open(folder / "foreign.h5"), sim::InputError);
    File::create(folder / "unsealed.h5", "unsealed.h5").close();
    EXPECT_THAT(message([&] { File::open(folder / "unsealed.h5"); }), HasSubstr("is no file written by veghe"));
    EXPECT_THROW(Writer(folder / "no" / "such.h5"), sim::InputError);
    EXPECT_THROW(Writer("/dev/null"), sim::InputError);
}

TEST(Hdf5, LeavesNothingBehindWhenTheDiskIsFull) // P7
{
    const test::Folder folder;
    std::vector<std::uint64_t> noise(1 << 14);
    for (std::uint32_t i = 0; i < noise.size(); ++i) {
        noise[i] = std::uint64_t{sim::Luck(2, 0)(i, "test.noise").words[0]} << 32 | i;
    }
    const auto write = [&](const std::filesystem::path& target) {
        Writer writer(target);
        writer.file().write<std::uint64_t>("/packed", Shape{noise.size()}, noise);
        writer.file().write<std::uint64_t>("/plain", Shape{noise.size()}, noise, Layout::plain);
        writer.file().write("/text", std::vector<std::string>{"last"});
        // Values are refused at once; what describes them stays in memory until the flush, and here ends the file.
        writer.file().set("/text", "labels", std::vector<std::string>(200, "a label of some length"));
        writer.commit();
    };
    write(folder / "whole.h5");
    const auto size = std::filesystem::file_size(folder / "whole.h5");
    std::vector<std::uintmax_t> rooms{size - 1, size - 64, size - 512,
                                      size - 2048}; // only the last metadata is missing
    for (std::uintmax_t position = 0; position < 60; ++position) {
        rooms.push_back(size * position / 60);
    }
    for (const std::uintmax_t room : rooms) {
        const test::LimitedDisk disk(room);
        EXPECT_THROW(write(folder / "new.h5"), sim::StorageError)
            << "full after " << room << " of " << size << " bytes";
        EXPECT_THROW(write(folder / "whole.h5"), sim::StorageError);
    }
    EXPECT_EQ(folder.entries(), 1); // no new file, no temporary one
    EXPECT_EQ(File::open(folder / "whole.h5").read<std::uint64_t>("/plain"), noise);
    write(folder / "new.h5"); // and all is well once there is room again
    EXPECT_EQ(test::read_bytes(folder / "new.h5"), test::read_bytes(folder / "whole.h5"));
}

} // namespace
