#include "analysis/sweep/failures.hpp"
#include "analysis/sweep/folder.hpp"
#include "analysis/sweep/journal.hpp"
#include "analysis/sweep/status.hpp"
#include "analysis/sweep/work.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/files.hpp"
#include "tests/support/limited_disk.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace analysis::sweep {
namespace {

using namespace std::chrono_literals;

class SweepWork : public testing::Test {
protected:
    MakeUnit toy()
    {
        return [this](const Unit& unit) {
            {
                const std::lock_guard lock(mutex);
                ++times[unit.id];
            }
            std::this_thread::sleep_for(nap);
            return test::toy_result(manifest, unit);
        };
    }
    WorkDone run(const MakeUnit& make, WorkOptions options = {})
    {
        return work(sweep.path(), manifest, make, options, {.stop = stop});
    }
    /// Leaves what so many processes of this machine leave that die, one after the other, while they make a unit.
    void die_over(const Unit& unit, int processes) const
    {
        std::filesystem::create_directories(sweep / "leases");
        for (int k = 0; k < processes; ++k) {
            test::write_bytes(sweep / "leases" / (unit.id + "." + std::to_string(k)),
                              sim::process_space() + "-999999999-1-2\n");
        }
    }
    /// What it comes to when nothing goes wrong.
    std::string uninterrupted()
    {
        const test::Folder other;
        const std::chrono::milliseconds usual = std::exchange(nap, 0ms);
        work(other.path(), manifest, [&](const Unit& u) { return test::toy_result(manifest, u); }, {}, {.stop = stop});
        nap = usual;
        return test::all_units(other.path());
    }

    Manifest manifest = test::toy_manifest(5, 2);
    test::Folder sweep;
    sim::Stop stop;
    std::chrono::milliseconds nap{0};
    std::mutex mutex;
    std::map<std::string, int> times;
};

TEST_F(SweepWork, MakesEveryUnitOnceAndNoneAgain)
{
    const WorkDone done = run(toy());
    EXPECT_EQ(done.units, 10u);
    EXPECT_EQ(done.finished, 10u);
    EXPECT_EQ(done.made, 10u);
    EXPECT_EQ(times.size(), 10u);
    EXPECT_EQ(run(toy()).made, 0u);
    for (const auto& [unit, n] : times) {
        EXPECT_EQ(n, 1) << unit;
    }
    EXPECT_EQ(UnitFolder(sweep.path()).read(units_of(manifest)[3].id),
              test::toy_result(manifest, units_of(manifest)[3]));
    EXPECT_TRUE(std::filesystem::is_empty(sweep / "leases"));
    EXPECT_TRUE(std::filesystem::is_empty(sweep / "workers"));
}

TEST_F(SweepWork, PointsThatAreTheSameShareTheirUnits)
{
    manifest.points[4] = manifest.points[1];
    EXPECT_EQ(run(toy()).units, 8u);
    EXPECT_EQ(times.size(), 8u);
}

TEST_F(SweepWork, P6_TwoAtOnceShareTheWorkAndNoUnitIsMadeTwice)
{
    manifest = test::toy_manifest(20, 2);
    nap = 2ms;
    WorkDone first, second;
    {
        std::jthread one([&] { first = run(toy()); });
        std::jthread two([&] { second = run(toy()); });
    }
    EXPECT_EQ(first.made + second.made, 40u);
    EXPECT_GT(first.made, 0u);
    EXPECT_GT(second.made, 0u);
    for (const auto& [unit, n] : times) {
        EXPECT_EQ(n, 1) << unit;
    }
    EXPECT_EQ(first.finished, 40u); // each waits for what the other has
    EXPECT_EQ(second.finished, 40u);
    EXPECT_EQ(test::all_units(sweep.path()), uninterrupted());
}

TEST_F(SweepWork, ManyThreadsGiveTheSameBytes)
{
    manifest = test::toy_manifest(20, 2);
    const sim::Threads threads(4);
    EXPECT_EQ(run(toy(), {.at_once = 4}).made, 40u);
    EXPECT_EQ(test::all_units(sweep.path()), uninterrupted());
}

TEST_F(SweepWork, K7_AUnitThatAlwaysFailsIsPutAsideAndTheOthersAreDone)
{
    const Unit bad = units_of(manifest)[7];
    const MakeUnit make = [&](const Unit& unit) {
        const std::lock_guard lock(mutex);
        if (unit.id == bad.id) {
            ++times[unit.id];
            throw std::runtime_error("a hazard is not a number");
        }
        return test::toy_result(manifest, unit);
    };
    const WorkDone done = run(make);
    EXPECT_EQ(done.finished, 9u);
    EXPECT_EQ(done.aside, 1u);
    EXPECT_EQ(times[bad.id], 3); // as often as the manifest allows
    const std::string told = test::read_bytes(Failures(sweep.path()).file(bad.id));
    for (const std::string& part : std::vector<std::string>{"a hazard is not a number", "seed = 7", "point = 2",
                                                            "replicate = 1", "--unit " + bad.id, "\"a.a\" = 2.0"}) {
        EXPECT_NE(told.find(part), std::string::npos) << part;
    }
    const Status status = status_of(sweep.path(), manifest);
    EXPECT_EQ(status.failed, 3u);
    EXPECT_EQ(status.aside, 1u);
    EXPECT_FALSE(status.complete());
    run(make); // it stays aside
    EXPECT_EQ(times[bad.id], 3);
    EXPECT_EQ(Failures(sweep.path()).free_all(), 1u);
    EXPECT_EQ(run(toy()).finished, 10u);
    EXPECT_EQ(test::all_units(sweep.path()), uninterrupted());
}

TEST_F(SweepWork, K4_EveryProcessThatDiedOverAUnitCounts)
{
    const std::vector<Unit> units = units_of(manifest);
    die_over(units[1], 19);
    die_over(units[7], 20);
    const WorkDone done = run(toy());
    EXPECT_EQ(done.aside, 1u);
    EXPECT_EQ(times.count(units[7].id), 0u); // twenty are enough: no other is to die over it
    EXPECT_EQ(times[units[1].id], 1);
    const std::string told = test::read_bytes(Failures(sweep.path()).file(units[7].id));
    EXPECT_NE(told.find("20 processes ended while they made it"), std::string::npos) << told;
    EXPECT_TRUE(std::filesystem::is_empty(sweep / "leases"));
}

TEST_F(SweepWork, K4_AUnitOverWhichAProcessDiedComesLast)
{
    const std::vector<Unit> units = units_of(manifest);
    die_over(units[0], 2);
    die_over(units[4], 1);
    std::vector<std::string> order;
    run([&](const Unit& unit) {
        order.push_back(unit.id);
        return test::toy_result(manifest, unit);
    });
    ASSERT_EQ(order.size(), 10u);
    EXPECT_EQ(order[8], units[4].id);
    EXPECT_EQ(order[9], units[0].id);
}

TEST_F(SweepWork, AUnitThatFailsOnceIsTriedAgain)
{
    const MakeUnit make = [&](const Unit& unit) {
        const std::lock_guard lock(mutex);
        if (times[unit.id]++ == 0) {
            throw std::runtime_error("once");
        }
        return test::toy_result(manifest, unit);
    };
    const WorkDone done = run(make);
    EXPECT_EQ(done.finished, 10u);
    EXPECT_EQ(done.aside, 0u);
}

TEST_F(SweepWork, AStopKeepsWhatIsFinishedAndGivesTheRestBack)
{
    const MakeUnit make = [&](const Unit& unit) {
        const std::lock_guard lock(mutex);
        if (times.size() == 4) {
            stop.request();
            stop.check();
        }
        ++times[unit.id];
        return test::toy_result(manifest, unit);
    };
    EXPECT_THROW(run(make), sim::Stopped);
    EXPECT_EQ(UnitFolder(sweep.path()).finished().size(), 4u);
    EXPECT_TRUE(std::filesystem::is_empty(sweep / "leases"));
    sim::Stop none;
    const WorkDone done = work(sweep.path(), manifest, toy(), {}, {.stop = none});
    EXPECT_EQ(done.made, 6u);
    for (const auto& [unit, n] : times) {
        EXPECT_EQ(n, 1) << unit;
    }
}

TEST_F(SweepWork, LimitsLeaveTheRestForLater)
{
    EXPECT_EQ(run(toy(), {.most_units = 3}).finished, 3u);
    EXPECT_EQ(run(toy(), {.most_time = 0ms}).finished, 3u);
    EXPECT_EQ(run(toy()).made, 7u);
}

TEST_F(SweepWork, P7_AFullDiskLosesNothingThatIsFinished)
{
    manifest = test::toy_manifest(2, 1);
    const std::string whole = uninterrupted();
    std::size_t stopped = 0, begun = 0;
    for (std::size_t bytes = 0; bytes < 1000; bytes += 100) { // the file of a unit has 500, the journal grows beyond
        const test::Folder fresh;
        {
            const test::LimitedDisk full(bytes);
            try {
                work(fresh.path(), manifest, toy(), {}, {.stop = stop});
            } catch (const sim::StorageError&) {
                ++stopped;
            }
        }
        const auto finished = UnitFolder(fresh.path()).finished();
        begun += finished.empty() ? 0 : 1;
        for (const std::string& id : finished) {
            EXPECT_NO_THROW(UnitFolder(fresh.path()).read(id)) << bytes; // whole, or not under its name
        }
        for (const JournalText& journal : read_journals(fresh / "journal")) {
            EXPECT_EQ(journal.damaged, 0u) << bytes;
        }
        const WorkDone done = work(fresh.path(), manifest, toy(), {}, {.stop = stop});
        EXPECT_EQ(done.made, 2 - finished.size()) << bytes;
        EXPECT_EQ(test::all_units(fresh.path()), whole) << bytes;
    }
    EXPECT_GT(stopped, 4u);
    EXPECT_GT(begun, 1u);
}

TEST_F(SweepWork, ADamagedFileIsMadeAgain)
{
    run(toy());
    const std::string id = units_of(manifest)[2].id;
    const std::string expected = test::all_units(sweep.path());
    std::string bytes = test::read_bytes(UnitFolder(sweep.path()).file(id));
    bytes[20] ^= 1;
    test::write_bytes(UnitFolder(sweep.path()).file(id), bytes);
    const WorkDone done = run(toy());
    EXPECT_EQ(done.made, 1u);
    EXPECT_EQ(test::all_units(sweep.path()), expected);
}

TEST_F(SweepWork, WhatAnotherProcessHasPutAsideIsNoFault)
{
    run(toy());
    const UnitFolder results(sweep.path());
    const std::string id = units_of(manifest)[2].id;
    EXPECT_TRUE(results.whole(id));
    results.put_aside(id);
    EXPECT_FALSE(results.whole(id));
    EXPECT_NO_THROW(results.put_aside(id));
}

TEST_F(SweepWork, AResultTakesThePlaceOfADamagedFileOfItsUnit)
{
    run(toy());
    const UnitFolder results(sweep.path());
    const Unit unit = units_of(manifest)[2];
    const std::string text = text_of(test::toy_result(manifest, unit));
    test::write_bytes(results.file(unit.id), "torn");
    EXPECT_EQ(results.keep(unit.id, text), UnitFolder::Kept::anew); // and not a second result of the unit
    EXPECT_EQ(bytes_of(results.file(unit.id)), text);
    EXPECT_TRUE(results.contradicted().empty());
}

TEST_F(SweepWork, AFolderInPlaceOfAFileIsAFaultOfStorage)
{
    EXPECT_THROW(bytes_of(sweep.path()), sim::StorageError);
}

TEST_F(SweepWork, ALinkThatLeadsNowhereIsNoFinishedUnit)
{
    run(toy());
    const UnitFolder units(sweep.path());
    const std::filesystem::path file = units.file(units_of(manifest).front().id);
    const std::string before = test::read_bytes(file);
    std::filesystem::remove(file);
    std::filesystem::create_symlink(sweep / "nowhere", file);
    EXPECT_EQ(run(toy()).made, 1u);
    EXPECT_EQ(test::read_bytes(file), before);
}

// As where rights were taken away, of which root knows nothing.
TEST_F(SweepWork, AShardThatCannotBeReadIsNotEmpty)
{
    run(toy());
    const std::filesystem::path shard = UnitFolder(sweep.path()).file(units_of(manifest).front().id).parent_path();
    std::filesystem::rename(shard, sweep / "kept");
    std::filesystem::create_symlink(shard, shard); // to itself
    EXPECT_THROW(UnitFolder(sweep.path()).finished(), sim::StorageError);
    EXPECT_THROW(run(toy()), sim::StorageError);
}

TEST_F(SweepWork, WhatIsDamagedIsLeftToWhoeverMergesWhereThatIsSaid)
{
    run(toy());
    const UnitFolder results(sweep.path());
    const std::filesystem::path first = results.file(units_of(manifest)[0].id);
    test::write_bytes(first, "torn");
    EXPECT_EQ(run(toy(), {.check = false}).made, 0u);
    EXPECT_EQ(test::read_bytes(first), "torn");
    EXPECT_EQ(run(toy()).made, 1u);
}

// A limit that is reached with the last unit is no reason to leave the others unread.
TEST_F(SweepWork, WhatIsDamagedIsNotFinishedWhereALimitIsReached)
{
    EXPECT_EQ(run(toy(), {.most_units = 9}).finished, 9u);
    const UnitFolder results(sweep.path());
    test::write_bytes(results.file(units_of(manifest)[0].id), "torn");
    EXPECT_EQ(run(toy(), {.most_units = 1}).finished, 9u);
    EXPECT_EQ(run(toy(), {.most_units = 1}).finished, 10u);
    test::write_bytes(results.file(units_of(manifest)[1].id), "torn");
    EXPECT_EQ(run(toy(), {.most_time = 0ms}).finished, 9u);
}

TEST_F(SweepWork, WhoIsStoppedWhileItReadsHasNotReadAll)
{
    run(toy());
    stop.request();
    EXPECT_THROW(run(toy()), sim::Stopped);
}

/// Six that follow one list would each ask for all of 180 units and miss 150. Each begins elsewhere, and looks again before it has
/// missed many.
TEST_F(SweepWork, ManyProcessesAskForFewThatOthersHave)
{
    manifest = test::toy_manifest(90, 2);
    nap = 1ms;
    std::atomic<std::size_t> made{0}, missed{0};
    {
        std::vector<std::jthread> processes;
        for (int k = 0; k < 6; ++k) {
            processes.emplace_back([&] {
                const WorkDone done = run(toy(), {.check = false});
                made += done.made;
                missed += done.missed;
            });
        }
    }
    EXPECT_EQ(made, 180u);
    EXPECT_LT(missed, 450u); // 900 in order
}

TEST_F(SweepWork, K4_WhatASlowOneBringsLateCountsOnceWhenItIsTheSame)
{
    const MakeUnit late = [&](const Unit& unit) { // another process finishes it meanwhile
        UnitResult result = test::toy_result(manifest, unit);
        UnitFolder(sweep.path()).keep(unit.id, text_of(result));
        return result;
    };
    const WorkDone done = run(late);
    EXPECT_EQ(done.same, 10u);
    EXPECT_EQ(done.made, 0u);
    EXPECT_EQ(done.other, 0u);
    EXPECT_EQ(test::all_units(sweep.path()), uninterrupted());
}

TEST_F(SweepWork, K5_WhatIsMadeTwiceToOtherBytesIsToldAndBothAreKept)
{
    const MakeUnit faulty = [&](const Unit& unit) {
        UnitResult result = test::toy_result(manifest, unit);
        UnitFolder(sweep.path()).keep(unit.id, text_of(result));
        result.scenarios[0].lines[0].cases[0] += unit.point == 2 ? 1 : 0;
        return result;
    };
    const WorkDone done = run(faulty);
    EXPECT_EQ(done.other, 2u);
    EXPECT_EQ(UnitFolder(sweep.path()).contradicted().size(), 2u);
    EXPECT_EQ(test::all_units(sweep.path()), uninterrupted());
}

} // namespace
} // namespace analysis::sweep
