#include "sim/error.hpp"
#include "sim/packed.hpp"
#include "sim/trial.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace sim {
namespace {

using namespace std::chrono_literals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool confined = false; // they map terabytes and speak through files
#else
constexpr bool confined = true;
#endif

constexpr TrialLimits limits{.bytes = std::uint64_t{256} << 20, .work = 1s, .wall = 5s};

std::vector<std::string> told_by(const std::function<void(const Tell&)>& read, const TrialLimits& within = limits)
{
    std::vector<std::string> records;
    read_in_child("a file", within, read, [&](const std::string& record) { records.push_back(record); });
    return records;
}

/// The words of the refusal; empty where it is none.
std::string refusal_of(const std::function<void(const Tell&)>& read, const TrialLimits& within = limits)
{
    try {
        told_by(read, within);
    } catch (const InputError& error) {
        EXPECT_EQ(error.problems().size(), 1u);
        EXPECT_EQ(error.problems()[0].where, "a file");
        EXPECT_EQ(error.problems()[0].message.id(), "file.harmful");
        return error.what();
    }
    return {};
}

/// After each test this process has no child left.
class ReadInChild : public testing::Test {
protected:
    void TearDown() override
    {
        EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
        EXPECT_EQ(errno, ECHILD);
    }
};

TEST_F(ReadInChild, TakesWhatItTellsInOrder)
{
    const std::string large(3'000'000, 'x');
    EXPECT_EQ(told_by([&](const Tell& tell) {
                  tell("one");
                  tell("");
                  tell(large);
              }),
              (std::vector<std::string>{"one", "", large}));
    EXPECT_TRUE(told_by([](const Tell&) {}).empty());
}

// A child that waits until this process has taken what was told does not wait for ever.
TEST_F(ReadInChild, TakesItsTime)
{
    const std::string large(300'000, 'x'); // more than a pipe holds
    std::vector<std::string> records;
    read_in_child(
        "a file", {.bytes = limits.bytes, .work = 1s, .wall = 1s},
        [&](const Tell& tell) {
            for (int k = 0; k < 3; ++k) {
                tell(large);
            }
        },
        [&](const std::string& record) {
            records.push_back(record);
            std::this_thread::sleep_for(700ms);
        });
    EXPECT_EQ(records, std::vector<std::string>(3, large));
}

TEST_F(ReadInChild, IsAnotherProcess)
{
    int here = 1;
    told_by([&](const Tell&) { here = 2; });
    EXPECT_EQ(here, 1);
}

TEST_F(ReadInChild, ThrowsWhatTheChildThrows)
{
    const Message message = refusal("test.id", "{what} is none of {n}", "take another",
                                    {{"what", phrase("say.what", "this {inner}", {{"inner", "\"x\""}})}, {"n", 7}});
    try {
        told_by([&](const Tell& tell) {
            tell("before");
            throw StorageError(std::vector<Problem>{{"file: /a", message}, {"file: /b", Message()}});
        });
        FAIL();
    } catch (const StorageError& error) {
        ASSERT_EQ(error.problems().size(), 2u);
        EXPECT_EQ(error.problems()[0].where, "file: /a");
        EXPECT_EQ(error.problems()[0].message.id(), "file.refused");
        EXPECT_EQ(error.problems()[0].message.cause(), "this \"x\" is none of 7");
        EXPECT_EQ(error.problems()[1].where, "file: /b");
    }
    EXPECT_THROW(told_by([&](const Tell&) { throw InputError("f", message); }), InputError);
    EXPECT_THROW(told_by([](const Tell&) { throw std::runtime_error("of nobody"); }), ContractError);
}

TEST_F(ReadInChild, AChildThatDiesIsARefusal)
{
    for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGKILL}) {
        const std::string said = refusal_of([number](const Tell& tell) {
            tell("before");
            ::signal(number, SIG_DFL);
            ::raise(number);
        });
        EXPECT_NE(said.find("was ended by signal " + std::to_string(number)), std::string::npos) << said;
    }
    EXPECT_NE(refusal_of([](const Tell&) { ::_exit(0); }).find("ended before it was finished"), std::string::npos);
}

TEST_F(ReadInChild, AChildThatWorksForEverIsEnded)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::string said = refusal_of([](const Tell&) {
        for (volatile bool ever = true; ever;) {
        }
    });
    EXPECT_NE(said.find("took longer than the 1 s"), std::string::npos) << said;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TEST_F(ReadInChild, AChildThatWaitsForEverIsEnded)
{
    const std::string said = refusal_of([](const Tell&) { std::this_thread::sleep_for(1h); },
                                        {.bytes = limits.bytes, .work = 1s, .wall = 1s});
    EXPECT_NE(said.find("took longer than the 1 s"), std::string::npos) << said;
}

TEST_F(ReadInChild, AChildThatAsksForAllMemoryGetsNone)
{
    if (confined) {
        const std::string said = refusal_of([](const Tell& tell) {
            const std::vector<char> much(std::size_t{1} << 30, 'x');
            tell(std::string(much.begin(), much.end()));
        });
        EXPECT_NE(said.find("asked for more than the 256 MiB"), std::string::npos) << said;
    }
    const std::string endless = refusal_of([](const Tell& tell) {
        for (const std::string more(1 << 20, 'x');;) {
            tell(more);
        }
    });
    EXPECT_NE(endless.find("asked for more than the 256 MiB"), std::string::npos) << endless;
    EXPECT_FALSE(refusal_of([](const Tell&) { throw std::length_error("vector"); }).empty());
}

TEST_F(ReadInChild, AChildOpensOneFileAndWritesNone)
{
    const auto told = told_by([](const Tell& tell) {
        const int first = ::open("/proc/self/stat", O_RDONLY);
        const int second = ::open("/proc/self/stat", O_RDONLY);
        tell(first >= 0 ? "opened" : "refused");
        tell(second >= 0 ? "opened" : "refused");
    });
    EXPECT_EQ(told, (std::vector<std::string>{"opened", confined ? "refused" : "opened"}));
}

TEST_F(ReadInChild, WhatNoReaderTellsIsARefusal)
{
    EXPECT_THROW(read_in_child(
                     "a file", limits, [](const Tell& tell) { tell("nonsense"); },
                     [](const std::string& record) { Unpacker(record).texts(); }),
                 InputError);
}

TEST_F(ReadInChild, WhatTheTakerThrowsEndsTheChild)
{
    EXPECT_THROW(read_in_child(
                     "a file", limits,
                     [](const Tell& tell) {
                         for (;;) {
                             tell("more");
                         }
                     },
                     [](const std::string&) { throw std::logic_error("enough"); }),
                 std::logic_error);
}

TEST_F(ReadInChild, ItIsTheSameBesideManyThreads)
{
    std::atomic<bool> over{false};
    std::atomic<std::uint32_t> turn{0};
    std::vector<std::jthread> threads;
    for (int k = 0; k < 4; ++k) {
        threads.emplace_back([&] {
            while (!over) {
                const std::vector<char> some(10'000 + static_cast<std::size_t>(++turn) % 100'000,
                                             'x'); // who forks may find malloc at work
                EXPECT_EQ(some[7], 'x');
            }
        });
    }
    for (int k = 0; k < 100; ++k) {
        EXPECT_EQ(told_by([](const Tell& tell) { tell(std::string(100'000, 'y')); })[0].size(), 100'000u);
    }
    over = true;
}

TEST(TrialLimits, GrowWithTheFile)
{
    const TrialLimits none = trial_limits("/nowhere");
    EXPECT_LT(none.bytes, std::uint64_t{1} << 30);
    EXPECT_LT(none.work, 10s);
}

TEST(Packed, GivesBackWhatWasPutInAndTakesNoLengthOnTrust)
{
    Packer into;
    into.number(7);
    into.text("a text");
    into.texts(std::vector<std::string>{"", "b"});
    into.values(std::vector<double>{0.5, -1.0});
    into.values(std::vector<std::int64_t>{});
    const std::string bytes = into.take();
    const auto unpacked = [](std::string_view from_bytes) {
        Unpacker from(from_bytes);
        EXPECT_EQ(from.number(), 7u);
        EXPECT_EQ(from.text(), "a text");
        EXPECT_EQ(from.texts(), (std::vector<std::string>{"", "b"}));
        EXPECT_EQ(from.values<double>(), (std::vector<double>{0.5, -1.0}));
        EXPECT_TRUE(from.values<std::int64_t>().empty());
    };
    unpacked(bytes);
    for (std::size_t length = 8; length < bytes.size(); ++length) {
        EXPECT_THROW(unpacked(bytes.substr(0, length)), MalformedRecord) << length;
    }
    EXPECT_THROW(Unpacker(std::string(16, '\xff')).text(), MalformedRecord);
    EXPECT_THROW(Unpacker(std::string(16, '\xff')).texts(), MalformedRecord);
    EXPECT_THROW(Unpacker(std::string("\x03\0\0\0\0\0\0\0abc", 11)).values<double>(), MalformedRecord);
}

} // namespace
} // namespace sim
