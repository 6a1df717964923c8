#include "sim/error.hpp"
#include "sim/hdf5_trial.hpp"
#include "sim/packed.hpp"
#include "sim/recorder.hpp"
#include "sim/seal.hpp"
#include "sim/table_record.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <random>
#include <sys/wait.h>

namespace {

const sim::Schema schema{.format = "test table", .version = 3};

std::vector<sim::Table> tables()
{
    const sim::Axis place{.name = "place", .labels = {"north", "south"}};
    sim::Axis week{.name = "week", .labels = {}};
    std::vector<std::int64_t> counts;
    std::vector<double> shares;
    for (int k = 0; k < 500; ++k) {
        week.labels.push_back(std::to_string(k));
        shares.push_back(1.0 / (k + 1));
        counts.insert(counts.end(), {k, k * k});
    }
    return {{"/a/names", {place}, "", "", "What they are called.", std::vector<std::string>{"Nord", "Sud, Țară"}},
            {"/a/shares", {week}, "1", "", "What part.", shares},
            {"/b/counts", {place, week}, "person", "seen", "How many.", counts}};
}

/// Some bytes of a file are others, under a seal that fits: what the HDF5 library is to make of that is its own affair.
void mutate(const std::filesystem::path& path, const std::string& whole, std::mt19937_64& luck)
{
    std::string bytes = whole;
    for (std::uint64_t flips = 1 + luck() % 4; flips > 0; --flips) {
        const std::size_t at = sim::seal::block_bytes + luck() % (bytes.size() - sim::seal::block_bytes);
        bytes[at] = static_cast<char>(luck() % 3 == 0 ? luck() : bytes[at] ^ (1 << luck() % 8));
    }
    if (luck() % 10 == 0) {
        bytes.resize(sim::seal::block_bytes + luck() % (bytes.size() - sim::seal::block_bytes));
    }
    test::write_bytes(path, bytes);
    sim::seal::put(path, "mutated", {});
}

TEST(HostileFile, B9_AnyBytesUnderASealThatFitsAreReadOrRefused)
{
    const test::Folder folder;
    const auto path = folder / "t.h5";
    sim::write_tables(path, schema, {}, tables());
    const std::string whole = test::read_bytes(path);
    std::mt19937_64 luck(9);
    int refused = 0;
    constexpr int files = 400;
    for (int k = 0; k < files; ++k) {
        mutate(path, whole, luck);
        sim::format_of(path); // throws nothing
        try {
            sim::read_tables(path, schema);
        } catch (const sim::InputError&) {
            ++refused;
        } catch (const sim::StorageError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, files / 2); // the rest is in bytes that nobody uses, or in words of a title
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
    test::write_bytes(path, whole);
    EXPECT_EQ(sim::read_tables(path, schema).tables, tables());
}

TEST(HostileFile, B9_OneWhoseColumnsAreMappedIsTriedBefore)
{
    const test::Folder folder;
    const auto path = folder / "p.h5";
    const std::vector<double> column(2000, 0.5);
    {
        sim::hdf5::Writer writer(path);
        writer.file().write<double>("/people/age", {column.size()}, column, sim::hdf5::Layout::plain);
        writer.file().write<double>("/blocks", {column.size()}, column);
        writer.commit();
    }
    sim::hdf5::File file = sim::hdf5::open_tried(path, sim::seal::Check::frame);
    const auto mapped = file.map<double>("/people/age");
    EXPECT_TRUE(std::equal(mapped.begin(), mapped.end(), column.begin(), column.end()));
    EXPECT_TRUE(file.in_one_block("/people/age"));
    EXPECT_FALSE(file.in_one_block("/blocks"));
    const std::string whole = test::read_bytes(path);
    std::mt19937_64 luck(10);
    for (int k = 0; k < 150; ++k) {
        mutate(path, whole, luck);
        try {
            sim::hdf5::open_tried(path, sim::seal::Check::frame).map<double>("/people/age");
        } catch (const sim::InputError&) {
        } catch (const sim::StorageError&) {
        }
    }
}

/// What a child tells is as little to be trusted as the file that it read.
TEST(HostileFile, ATableComesBackFromItsRecordAndNoOtherBytesHurt)
{
    std::mt19937_64 luck(11);
    for (const sim::Table& table : tables()) {
        const std::string record = sim::record_of(table);
        EXPECT_EQ(sim::table_of(record), table);
        for (int k = 0; k < 300; ++k) {
            std::string bytes = record;
            bytes[luck() % bytes.size()] = static_cast<char>(luck());
            bytes.resize(luck() % 4 == 0 ? luck() % bytes.size() : bytes.size());
            try {
                sim::table_of(bytes);
            } catch (const sim::MalformedRecord&) {
            }
        }
    }
    const std::vector<sim::Fact> facts{{"title", "x"}, {"note", ""}};
    EXPECT_EQ(sim::facts_of(sim::record_of(facts)), facts);
    EXPECT_THROW(sim::facts_of(std::string(9, '\xff')), sim::MalformedRecord);
}

} // namespace
