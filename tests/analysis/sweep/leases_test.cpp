#include "analysis/sweep/leases.hpp"
#include "sim/error.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace analysis::sweep {
namespace {

using namespace std::chrono_literals;

/// A worker of another machine: nobody can look whether its process lives.
constexpr const char* elsewhere = "0123456789abcdef-4-5-6";

class SweepLeases : public testing::Test {
protected:
    void beat(const std::string& of, const std::string& text)
    {
        std::filesystem::create_directories(folder / "w");
        test::write_bytes(folder.path() / "w" / (of + ".beat"), text);
    }
    test::Folder folder;
    Worker worker{folder / "w", 1s};
    Pulse pulse{folder / "w", 60ms};
    Leases leases{folder / "l", worker.name(), pulse};
};

TEST_F(SweepLeases, OnlyOneHasAUnit)
{
    Leases others(folder / "l", worker.name(), pulse);
    EXPECT_TRUE(leases.claim("u"));
    EXPECT_FALSE(leases.claim("u"));
    EXPECT_FALSE(others.claim("u")); // has not looked, and is told by the file system
    others.look();
    EXPECT_FALSE(others.claim("u")); // has looked, and its worker lives
    leases.release("u");
    others.look();
    EXPECT_EQ(others.leases("u"), 0u);
    EXPECT_TRUE(others.claim("u"));
    EXPECT_EQ(others.deaths("u"), 0u); // who gives back has not died
}

TEST_F(SweepLeases, OfManyThreadsOneIsTheFirst)
{
    std::atomic<int> won{0};
    std::vector<Leases*> all;
    for (int k = 0; k < 8; ++k) {
        all.push_back(new Leases(folder / "l", worker.name(), pulse));
    }
    {
        std::vector<std::jthread> threads;
        for (Leases* const one : all) {
            threads.emplace_back([&, one] { won += one->claim("u") ? 1 : 0; });
        }
    }
    EXPECT_EQ(won, 1);
    for (const Leases* const one : all) {
        delete one;
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder / "l")); // who ends gives back
}

TEST_F(SweepLeases, K4_TheLeaseOfADeadProcessOfThisMachineIsFollowedAtOnce)
{
    const std::string space = worker.name().substr(0, worker.name().find('-'));
    test::write_bytes(folder.path() / "l" / "u.0", space + "-999999999-1-2\n");
    test::write_bytes(folder.path() / "l" / "v.0", worker.name() + "\n"); // the same number, another start:
    std::string namesake = worker.name();
    namesake.replace(namesake.rfind('-'), 1, "1-");
    test::write_bytes(folder.path() / "l" / "v.0", namesake + "\n");
    leases.look();
    EXPECT_EQ(leases.leases("u"), 1u);
    EXPECT_EQ(leases.deaths("u"), 0u); // of none that it does not hold
    EXPECT_TRUE(leases.claim("u"));
    EXPECT_TRUE(leases.claim("v"));
    EXPECT_EQ(leases.deaths("u"), 1u);
    leases.release("u"); // and no other death is counted when it is taken once more
    EXPECT_EQ(leases.leases("u"), 1u);
    EXPECT_TRUE(leases.claim("u"));
    EXPECT_EQ(leases.deaths("u"), 1u);
    leases.settle("u");
    leases.settle("v");
    EXPECT_TRUE(std::filesystem::is_empty(folder / "l"));
}

/// As where the first process of a container collects none of its children.
TEST_F(SweepLeases, K4_AProcessThatEndedAndWasNotCollectedIsDead)
{
    const int child = ::fork();
    if (child == 0) {
        const Worker one(folder / "w", 1s);
        test::write_bytes(folder.path() / "l" / "u.0", one.name() + "\n");
        ::_exit(0); // its heartbeat stays, as that of a killed one does
    }
    ASSERT_GT(child, 0);
    siginfo_t ended{};
    ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0); // looks, and does not collect
    leases.look();
    EXPECT_TRUE(leases.claim("u"));
    EXPECT_EQ(leases.deaths("u"), 1u);
    ::waitpid(child, nullptr, 0);
}

TEST_F(SweepLeases, K8_OneOfAnotherMachineIsFollowedWhenItsHeartIsStillForLongEnoughByTheClockHere)
{
    beat(elsewhere, "1");
    std::filesystem::last_write_time(folder.path() / "w" / (std::string(elsewhere) + ".beat"),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1)); // skewed
    test::write_bytes(folder.path() / "l" / "u.0", std::string(elsewhere) + "\n");
    leases.look();
    EXPECT_FALSE(leases.claim("u")); // the first look
    std::this_thread::sleep_for(40ms);
    beat(elsewhere, "2");
    EXPECT_FALSE(leases.claim("u"));
    std::this_thread::sleep_for(40ms);
    EXPECT_FALSE(leases.claim("u")); // it beat 40 ms ago
    std::this_thread::sleep_for(80ms);
    EXPECT_TRUE(leases.claim("u"));
}

TEST_F(SweepLeases, OneThatIsBeingWrittenIsNotFollowedAtOnce)
{
    test::write_bytes(folder.path() / "l" / "u.0", "0123");
    leases.look();
    EXPECT_FALSE(leases.claim("u"));
    std::this_thread::sleep_for(100ms);
    EXPECT_TRUE(leases.claim("u")); // its writer died over it
}

TEST_F(SweepLeases, OfTwoThatFollowADeadOneOnlyOneCan)
{
    const std::string space = worker.name().substr(0, worker.name().find('-'));
    test::write_bytes(folder.path() / "l" / "u.0", space + "-999999999-1-2\n");
    Leases others(folder / "l", worker.name(), pulse);
    leases.look();
    others.look(); // both have seen the dead one
    EXPECT_TRUE(leases.claim("u"));
    EXPECT_FALSE(others.claim("u"));
    EXPECT_EQ(held_units(folder / "l", pulse), std::set<std::string>{"u"});
}

TEST_F(SweepLeases, AFolderThatTakesNothingIsAFault)
{
    std::filesystem::remove_all(folder / "l");
    EXPECT_THROW(leases.claim("u"), sim::StorageError);
}

TEST(SweepWorker, BeatsAndLeavesNothing)
{
    const test::Folder folder;
    std::string name;
    {
        const Worker worker(folder.path(), 5ms);
        name = worker.name();
        const auto file = folder.path() / (name + ".beat");
        const std::string first = test::read_bytes(file);
        std::this_thread::sleep_for(100ms);
        EXPECT_NE(test::read_bytes(file), first);
        EXPECT_EQ(Pulse(folder.path(), 1s).all(), std::vector<std::string>{name});
    }
    EXPECT_EQ(folder.entries(), 0);
}

} // namespace
} // namespace analysis::sweep
