#include "sim/checkpoint.hpp"
#include "sim/error.hpp"
#include "sim/random.hpp"
#include "tests/support/diary.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

namespace {

using test::Diary;

const sim::Schema schema{.format = "test state", .version = 1};

sim::Snapshot after(std::int32_t weeks)
{
    Diary diary;
    diary.run(0, weeks);
    return diary.world.snapshot(sim::Tick{weeks});
}

/// Whether bytes are refused as a checkpoint, for a reason that can be told.
bool refused(const std::filesystem::path& path, std::string_view bytes)
{
    std::filesystem::remove(path); // a new file: one that is written over is brought to the disk each time
    test::write_bytes(path, bytes);
    try {
        sim::read_checkpoint(path, schema);
        return false;
    } catch (const sim::StorageError&) {
        return true;
    } catch (const sim::InputError&) {
        return true;
    }
}

TEST(Checkpoint, GivesBackWhatWasWritten)
{
    const test::Folder folder;
    Diary straight;
    straight.run(0, 52);
    for (const std::int32_t week : {0, 1, 25, 52}) {
        const sim::Snapshot state = after(week);
        const std::vector<sim::Fact> facts{{"scenario", "a"}};
        sim::write_checkpoint(folder / "state.h5", schema, state, facts);
        const sim::Checkpoint read = sim::read_checkpoint(folder / "state.h5", schema);
        EXPECT_EQ(read.state.tick.value, week);
        EXPECT_EQ(read.fact("scenario"), "a");
        EXPECT_EQ(read.fact("none"), "");
        Diary resumed;
        resumed.world.restore(read.state);
        resumed.run(week, 52);
        EXPECT_EQ(resumed.world.state_digest(), straight.world.state_digest()) << week;
        EXPECT_EQ(resumed.world.measures().cells(resumed.counted), straight.world.measures().cells(straight.counted));
    }
}

TEST(Checkpoint, WritesTheSameBytesForTheSameState)
{
    const test::Folder folder;
    sim::write_checkpoint(folder / "a.h5", schema, after(9), {});
    sim::write_checkpoint(folder / "b.h5", schema, after(9), {});
    EXPECT_EQ(test::read_bytes(folder / "a.h5"), test::read_bytes(folder / "b.h5"));
}

TEST(Checkpoint, IsOfOneFormatAndNotYoungerThanItsReader)
{
    const test::Folder folder;
    sim::write_checkpoint(folder / "state.h5", {.format = "other", .version = 1}, after(1), {});
    EXPECT_THROW(sim::read_checkpoint(folder / "state.h5", schema), sim::InputError);
    sim::write_checkpoint(folder / "state.h5", {.format = "test state", .version = 2}, after(1), {});
    EXPECT_THROW(sim::read_checkpoint(folder / "state.h5", schema), sim::InputError);
}

// P4: every length that is not the whole, and 2,000 single bits anywhere.
TEST(Checkpoint, P4_RefusesEveryTruncationAndEveryFlippedBit)
{
    const test::Folder folder;
    sim::write_checkpoint(folder / "state.h5", schema, after(12), {});
    const std::string whole = test::read_bytes(folder / "state.h5");
    ASSERT_FALSE(refused(folder / "whole.h5", whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        ASSERT_TRUE(refused(folder / "cut.h5", std::string_view(whole).substr(0, length)))
            << length << " of " << whole.size() << " bytes";
    }
    const sim::Luck luck(1, 0);
    for (std::uint32_t flip = 0; flip < 2000; ++flip) {
        std::string damaged = whole;
        const sim::Draw draw = luck(flip, "flip");
        const std::size_t byte = draw.below(static_cast<std::uint32_t>(whole.size()));
        damaged[byte] = static_cast<char>(damaged[byte] ^ (1 << draw.second_below(8)));
        ASSERT_TRUE(refused(folder / "flipped.h5", damaged)) << "byte " << byte;
    }
}

} // namespace
