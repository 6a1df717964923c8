#include "analysis/sweep/work.hpp"
#include "analysis/sweep/writer.hpp"
#include "tests/analysis/sweep/toy_sweep.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

/// A disk that brings nothing down while it is shut, so that what goes on meanwhile is seen without measuring a time.
class Disk {
public:
    void shut()
    {
        const std::lock_guard lock(mutex_);
        shut_ = true;
    }
    void open()
    {
        const std::lock_guard lock(mutex_);
        shut_ = false;
        changed_.notify_all();
    }
    void pass()
    {
        std::unique_lock lock(mutex_);
        asked_ += shut_ ? 1 : 0;
        changed_.notify_all();
        if (!changed_.wait_for(lock, patience, [&] { return !shut_; })) {
            shut_ = false; // a test that waits for ever says nothing: it goes on, and fails
            changed_.notify_all();
        }
    }
    /// Until somebody stands before it.
    void wait_for_somebody()
    {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, patience, [&] { return asked_ > 0; }));
    }

private:
    static constexpr std::chrono::seconds patience{60};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool shut_{};
    int asked_{};
};

Disk* slow_disk = nullptr; ///< of the test that runs

} // namespace

/// In place of the C library's, for this program alone.
extern "C" int fsync(int file)
{
    if (slow_disk != nullptr) {
        slow_disk->pass();
    }
    return static_cast<int>(::syscall(SYS_fsync, file));
}

namespace analysis::sweep {
namespace {

using namespace std::chrono_literals;

class SweepWriter : public testing::Test {
protected:
    SweepWriter() { slow_disk = &disk; }
    ~SweepWriter() override { slow_disk = nullptr; }

    std::string text_of_unit(std::size_t k) { return text_of(test::toy_result(manifest, units[k])); }

    Disk disk;
    Manifest manifest = test::toy_manifest(5, 2);
    std::vector<Unit> units = units_of(manifest);
    test::Folder sweep;
    UnitFolder results{sweep.path()};
};

TEST_F(SweepWriter, WhoBringsAResultGoesOnUntilAsManyWaitAsMay)
{
    Worker worker(sweep / "workers", 1s);
    Pulse pulse(sweep / "workers", 1s);
    Leases leases(sweep / "leases", worker.name(), pulse);
    Journal journal(sweep / "journal", worker.name());
    Writer writer(results, journal, leases, std::chrono::steady_clock::now(), 2);
    disk.shut();
    writer.push(units[0].id, text_of_unit(0), 0.0);
    disk.wait_for_somebody(); // the first is on its way
    writer.push(units[1].id, text_of_unit(1), 0.0);
    writer.push(units[2].id, text_of_unit(2), 0.0);
    EXPECT_EQ(writer.totals().waits, 0u);
    std::jthread maker([&] { writer.push(units[3].id, text_of_unit(3), 0.0); }); // no room
    while (writer.totals().waits == 0) {
        std::this_thread::sleep_for(1ms);
    }
    EXPECT_TRUE(results.finished().empty()); // and all of that while nothing was on the disk
    disk.open();
    maker.join();
    writer.drain();
    EXPECT_EQ(results.finished().size(), 4u);
    EXPECT_EQ(writer.totals().waits, 1u);
    EXPECT_GT(writer.totals().waited_s, 0.0);
    EXPECT_GT(writer.totals().sync.seconds, 0.0);
}

/// One thread makes units: the first is being written, two wait, and the fourth is made; also where the third came before the first was taken up,
/// so that who waits for room is woken when it is, and not only when it is on the disk.
TEST_F(SweepWriter, SimulatingGoesOnWhileTheDiskIsWaitedFor)
{
    sim::Stop stop;
    std::size_t made = 0;
    bool kept_before_fourth = true;
    const MakeUnit make = [&](const Unit& unit) {
        ++made;
        if (made == 1) {
            disk.shut();
        } else if (made == 4) {
            kept_before_fourth = !results.finished().empty();
            disk.open();
        }
        return test::toy_result(manifest, unit);
    };
    const WorkDone done = work(sweep.path(), manifest, make, {}, {.stop = stop});
    EXPECT_FALSE(kept_before_fourth);
    EXPECT_EQ(done.finished, 10u);
    EXPECT_EQ(made, 10u);
}

/// And it is brought there while others are simulated, not after all: each unit waits until the one before it is finished.
TEST_F(SweepWriter, ResultsAreKeptWhileOthersAreSimulated)
{
    sim::Stop stop;
    std::string before;
    bool in_time = true;
    const MakeUnit make = [&](const Unit& unit) {
        const auto end = std::chrono::steady_clock::now() + 60s;
        while (in_time && !before.empty() && !results.has(before)) {
            std::this_thread::sleep_for(1ms);
            in_time = std::chrono::steady_clock::now() < end;
        }
        before = unit.id;
        return test::toy_result(manifest, unit);
    };
    EXPECT_EQ(work(sweep.path(), manifest, make, {}, {.stop = stop}).finished, 10u);
    EXPECT_TRUE(in_time);
}

TEST_F(SweepWriter, CountsWhatBringsResultsToTheDisk)
{
    sim::Stop stop;
    const WorkDone done = work(sweep.path(), manifest,
                               [&](const Unit& unit) { return test::toy_result(manifest, unit); }, {}, {.stop = stop});
    std::set<std::string> folders;
    for (const Unit& unit : units) {
        folders.insert(results.file(unit.id).parent_path().string());
    }
    // Of a unit its file, its folder and the journal's line; of each new folder the one above it, and the one of all above that
    EXPECT_EQ(done.keeping.sync.calls, 3 * units.size() + folders.size() + 1);
    EXPECT_GT(done.keeping.sync.seconds, 0.0);
    EXPECT_LT(done.keeping.sync.seconds, done.keeping.seconds);
    const std::vector<JournalText> journals = read_journals(sweep / "journal");
    ASSERT_EQ(journals.size(), 1u);
    ASSERT_GE(journals[0].entries.size(), 2u);
    const Entry& kept = journals[0].entries[journals[0].entries.size() - 2];
    EXPECT_EQ(kept.what, "kept");
    EXPECT_EQ(kept.seconds, done.keeping.seconds);
    EXPECT_TRUE(kept.text.starts_with("units=10 sync_calls=" + std::to_string(done.keeping.sync.calls) + " sync_s="))
        << kept.text;
    EXPECT_NE(kept.text.find(" waits=" + std::to_string(done.keeping.waits) + " waited_s="), std::string::npos)
        << kept.text;
}

} // namespace
} // namespace analysis::sweep
