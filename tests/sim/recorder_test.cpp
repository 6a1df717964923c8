#include "sim/error.hpp"
#include "sim/hdf5.hpp"
#include "sim/recorder.hpp"
#include "sim/sha256.hpp"
#include "tests/support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>

namespace {

using testing::HasSubstr;

const sim::Schema schema{.format = "test table", .version = 3};
const sim::Axis place{.name = "place", .labels = {"north", "south"}};
const sim::Axis week{.name = "week", .labels = {"1", "2", "3"}};

std::vector<sim::Table> tables()
{
    return {{"/b/counts", {place, week}, "person", "seen", "How many.", std::vector<std::int64_t>{1, 2, 3, -4, 5, 6}},
            {"/a/shares", {week}, "1", "", "What part.", std::vector<double>{0.1, 1e-300, 2.5}},
            {"/a/names", {place}, "", "", "What they are called.", std::vector<std::string>{"Nord", "Sud, Țară"}}};
}

TEST(Recorder, GivesBackWhatWasWritten)
{
    const test::Folder folder;
    const std::vector<sim::Fact> facts{{"zeta", "last"}, {"alpha", "prima măsură"}};
    sim::write_tables(folder / "t.h5", schema, facts, tables());
    const sim::TableFile back = sim::read_tables(folder / "t.h5", schema);
    EXPECT_EQ(back.facts, (std::vector<sim::Fact>{facts[1], facts[0]}));
    ASSERT_EQ(back.tables.size(), 3u);
    EXPECT_EQ(back.table("/b/counts"), tables()[0]);
    EXPECT_EQ(back.table("/a/shares"), tables()[1]);
    EXPECT_EQ(back.table("/a/names"), tables()[2]);
    EXPECT_EQ(back.fact("alpha"), "prima măsură");
    EXPECT_EQ(back.fact("absent"), "");
    EXPECT_THROW(back.table("/b/absent"), sim::StorageError);
}

TEST(Recorder, EqualContentGivesEqualBytes)
{
    const test::Folder folder;
    auto reversed = tables();
    std::reverse(reversed.begin(), reversed.end());
    sim::write_tables(folder / "one.h5", schema, {}, tables());
    sim::write_tables(folder / "two.h5", schema, {}, reversed);
    EXPECT_EQ(test::read_bytes(folder / "one.h5"), test::read_bytes(folder / "two.h5"));
}

TEST(Recorder, RefusesOtherFormatsYoungerSchemasAndUnfinishedFiles)
{
    const test::Folder folder;
    const auto reason = [&](const sim::Schema& wanted, const char* name) {
        try {
            sim::read_tables(folder / name, wanted);
        } catch (const std::runtime_error& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    sim::write_tables(folder / "t.h5", schema, {}, tables());
    EXPECT_THAT(reason({"test result", 3}, "t.h5"), HasSubstr("is a test table file; a test result file is expected"));
    EXPECT_THAT(reason({"test table", 2}, "t.h5"), HasSubstr("schema version 3; this program reads up to 2"));

    sim::hdf5::Writer foreign(folder / "foreign.h5");
    foreign.file().write("/names", std::vector<std::string>{"a"});
    foreign.commit();
    EXPECT_THAT(reason(schema, "foreign.h5"), HasSubstr("is a foreign HDF5 file; a test table file is expected"));

    sim::hdf5::Writer unfinished(folder / "unfinished.h5");
    unfinished.file().set("/", "format", schema.format);
    unfinished.file().set("/", "schema_version", schema.version);
    unfinished.commit();
    EXPECT_THAT(reason(schema, "unfinished.h5"), HasSubstr("the attribute complete is missing"));

    EXPECT_EQ(sim::format_of(folder / "t.h5"), schema.format);
    EXPECT_EQ(sim::format_of(folder / "unfinished.h5"), schema.format);
    EXPECT_EQ(sim::format_of(folder / "foreign.h5"), "");
    std::filesystem::resize_file(folder / "t.h5", 5000);
    EXPECT_EQ(sim::format_of(folder / "t.h5"), "");
}

TEST(Recorder, ChecksThatTablesFitTheirAxes)
{
    const test::Folder folder;
    auto wrong = tables();
    std::get<std::vector<double>>(wrong[1].values).pop_back();
    auto split = tables();
    split[1].axes[0].labels[0] = "one";
    EXPECT_EQ(folder.entries(), 0);
#if VEGHE_CONTRACTS
    EXPECT_THROW(sim::write_tables(folder / "t.h5", schema, {}, wrong), sim::ContractError);
    EXPECT_THROW(sim::write_tables(folder / "t.h5", schema, {}, split), sim::ContractError);
    EXPECT_EQ(folder.entries(), 0);
#endif
}

// By hand: name, kind 0 (integers), one axis of length 2, the values 1 and 2, all lengths as 64 bits.
TEST(Digest, IsTakenOverNameTypeShapeAndValues)
{
    const sim::Table table{"/t", {place}, "person", "", "", std::vector<std::int64_t>{1, 2}};
    const std::string bytes = std::string("\2\0\0\0\0\0\0\0/t", 10) + std::string(8, '\0') +
                              std::string("\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0", 32);
    EXPECT_EQ(sim::digest(std::span(&table, 1)), sim::sha256(bytes));
}

TEST(Digest, ChangesWithTheContentAndNothingElse)
{
    const std::string whole = sim::digest(tables());
    auto same = tables();
    std::swap(same[0], same[2]);
    same[1].doc = "Another sentence.";
    EXPECT_EQ(sim::digest(same), whole);
    auto value = tables();
    std::get<std::vector<std::int64_t>>(value[0].values)[5] += 1;
    auto name = tables();
    name[0].name = "/b/count";
    auto shape = tables();
    std::swap(shape[0].axes[0], shape[0].axes[1]);
    for (const auto& changed : {value, name, shape}) {
        EXPECT_NE(sim::digest(changed), whole);
    }
}

TEST(Digest, DoesNotDependOnTheLocale) // D9
{
    const test::Folder folder;
    sim::write_tables(folder / "c.h5", schema, {}, tables());
    const std::string before = std::setlocale(LC_ALL, nullptr);
    const std::string whole = sim::digest(tables());
    for (const char* locale : {"C", "C.utf8", "ro_RO.UTF-8", "tr_TR.UTF-8"}) {
        std::setlocale(LC_ALL, locale); // stays as it is where the machine has no such locale
        sim::write_tables(folder / "l.h5", schema, {}, tables());
        EXPECT_EQ(sim::digest(tables()), whole) << locale;
        EXPECT_EQ(test::read_bytes(folder / "l.h5"), test::read_bytes(folder / "c.h5")) << locale;
        EXPECT_EQ(sim::digest(sim::read_tables(folder / "l.h5", schema).tables), whole) << locale;
    }
    std::setlocale(LC_ALL, before.c_str());
}

} // namespace
