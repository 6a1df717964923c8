#include "sim/queue.hpp"
#include "sim/random.hpp"
#include "sim/thin.hpp"
#include "tests/support/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace {

using sim::QueueJob;

constexpr double never = std::numeric_limits<double>::infinity();

// Two servers, a step of 10. The first two start at once and end at 4 and 3. The third comes at 1, starts at 3 and ends at
// 8; the fourth comes at 2, starts at 4 and does not end; the fifth comes at 5, starts at 8, the sixth has patience for 2.
TEST(Queue, AStepByHand)
{
    const std::vector<QueueJob> jobs{{0.0, 4.0}, {0.0, 3.0}, {1.0, 5.0}, {2.0, 50.0}, {5.0, 1.5}, {6.0, 1.0, 2.0}};
    const sim::QueueStep step = sim::follow_queue(jobs, 2, 10.0);
    const std::vector<double> starts{0.0, 0.0, 3.0, 4.0, 8.0, never};
    const std::vector<double> leaves{4.0, 3.0, 8.0, never, 9.5, 8.0};
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        EXPECT_EQ(step.passages[i].starts, starts[i]) << i;
        EXPECT_EQ(step.passages[i].leaves, leaves[i]) << i;
        EXPECT_EQ(step.passages[i].served, i != 3 && i != 5) << i;
    }
    EXPECT_DOUBLE_EQ(step.waiting, 2.0 + 2.0 + 3.0 + 2.0);
    EXPECT_DOUBLE_EQ(step.present, 4.0 + 3.0 + 7.0 + 8.0 + 4.5 + 2.0);
}

TEST(Queue, WhoGivesUpInServiceFreesTheServer)
{
    const std::vector<QueueJob> jobs{{0.0, 9.0, 2.0}, {0.0, 1.0}};
    const sim::QueueStep step = sim::follow_queue(jobs, 1, 10.0);
    EXPECT_EQ(step.passages[0].leaves, 2.0);
    EXPECT_FALSE(step.passages[0].served);
    EXPECT_EQ(step.passages[1].starts, 2.0);
    EXPECT_EQ(step.passages[1].leaves, 3.0);
}

TEST(Queue, WithoutServersNobodyStarts)
{
    const std::vector<QueueJob> jobs{{0.0, 1.0}, {2.0, 1.0}};
    const sim::QueueStep step = sim::follow_queue(jobs, 0, 10.0);
    EXPECT_EQ(step.passages[1].starts, never);
    EXPECT_DOUBLE_EQ(step.waiting, 18.0);
    EXPECT_DOUBLE_EQ(step.present, 18.0);
}

/// One of the queues of A11: arrivals and work [1/time], servers.
struct Setting {
    double arrivals;
    double service;
    std::size_t servers;
};

/// What a stretch of time showed.
struct Stretch {
    double waiting;   ///< mean number waiting
    double waited;    ///< share of arrivals that had to wait
    double present;   ///< mean number in the queue, waiting and in service
    double came;      ///< arrivals per time
    double sojourn;   ///< mean time in the queue of those who left
    std::size_t left; ///< still there at the end
};

/// A queue that begins empty, followed step by step; work is drawn afresh in every step, as memoryless work may be.
class Followed {
public:
    Followed(Setting setting, std::uint64_t seed, double length) : setting_(setting), luck_(seed, 0), length_(length) {}

    Stretch follow(int steps)
    {
        double waiting = 0.0;
        double present = 0.0;
        double sojourn = 0.0;
        std::int64_t came = 0;
        std::int64_t waited = 0;
        std::int64_t gone = 0;
        for (int i = 0; i < steps; ++i, ++step_) {
            came += arrive();
            std::vector<QueueJob> jobs;
            const double begin = step_ * length_;
            for (const Job& job : there_) {
                const double u = luck_(job.id, "work", sim::Tick{step_}).uniform();
                jobs.push_back({std::max(0.0, job.came - begin), sim::waiting_time(u, setting_.service)});
            }
            const sim::QueueStep step = sim::follow_queue(jobs, setting_.servers, length_);
            waiting += step.waiting;
            present += step.present;
            std::vector<Job> stay;
            for (std::size_t k = 0; k < jobs.size(); ++k) {
                const Job& job = there_[k];
                waited += job.came >= begin && step.passages[k].starts > jobs[k].arrives ? 1 : 0;
                if (step.passages[k].served) {
                    sojourn += begin + step.passages[k].leaves - job.came;
                    ++gone;
                } else {
                    stay.push_back(job);
                }
            }
            there_ = std::move(stay);
        }
        const double time = steps * length_;
        const auto all = static_cast<double>(came);
        return {waiting / time, static_cast<double>(waited) / all,   present / time,
                all / time,     sojourn / static_cast<double>(gone), there_.size()};
    }

private:
    struct Job {
        std::uint32_t id;
        double came;
    };
    std::int64_t arrive()
    {
        std::int64_t came = 0;
        for (; next_ < (step_ + 1) * length_; ++ids_) {
            if (ids_ > 0) {
                there_.push_back({ids_, next_});
                ++came;
            }
            next_ += sim::waiting_time(luck_(ids_, "gap").uniform(), setting_.arrivals);
        }
        return came;
    }

    Setting setting_;
    sim::Luck luck_;
    double length_;
    std::int32_t step_{};
    std::uint32_t ids_{};
    double next_{};
    std::vector<Job> there_;
};

/// Means of a queue in its stride, over batches long enough to be all but independent.
struct Found {
    std::vector<double> waiting, waited;
    double little{}; ///< mean number present over arrivals times mean sojourn
};

Found in_stride(Setting setting, double length, double batch, int batches, std::uint64_t seed)
{
    Followed queue(setting, seed, length);
    const int steps = static_cast<int>(batch / length);
    static_cast<void>(queue.follow(steps)); // from empty to its stride
    Found found;
    double present = 0.0;
    double came = 0.0;
    double sojourn = 0.0;
    for (int b = 0; b < batches; ++b) {
        const Stretch s = queue.follow(steps);
        found.waiting.push_back(s.waiting);
        found.waited.push_back(s.waited);
        present += s.present;
        came += s.came;
        sojourn += s.sojourn;
    }
    found.little = present / (came * sojourn / batches);
    return found;
}

struct Known {
    Setting setting;
    double waiting, waited; ///< Erlang's C formula
    double sees;            ///< smallest error of the mean number waiting that is caught
};
constexpr Known known[]{
    {{0.8, 1.0, 1}, 3.200, 0.8000, 0.65}, {{2.7, 1.0, 3}, 7.354, 0.8171, 1.6}, {{9.0, 1.0, 10}, 6.019, 0.6687, 1.0}};

// A11. Mean number waiting and probability of waiting as Erlang gave them, whatever the length of the step: nearly one
// event a step, several, and hundreds. False alarms 1e-5 each (RELIABILITY 9).
TEST(Queue, A11_IsErlangsWhateverTheStep)
{
    constexpr double alpha = 1e-5;
    std::uint64_t seed = 11;
    for (const Known& k : known) {
        for (const double length : {0.5, 4.0, 200.0}) {
            SCOPED_TRACE("rate " + std::to_string(k.setting.arrivals) + " in steps of " + std::to_string(length));
            const Found found = in_stride(k.setting, length, 2000.0, 120, seed++);
            statistics::expect_mean(found.waiting, {.expected = k.waiting, .alpha = alpha, .sees = k.sees});
            statistics::expect_mean(found.waited, {.expected = k.waited, .alpha = alpha, .sees = 0.04});
        }
    }
}

// A11: Little's law, number = rate x time, in a long stretch.
TEST(Queue, A11_LittlesLaw)
{
    for (const Known& k : known) {
        EXPECT_NEAR(in_stride(k.setting, 7.0, 100'000.0, 1, 5).little, 1.0, 0.005);
    }
}

// A11: three times as many come as are served: nothing is cut off, and the queue grows at the difference, 2 a unit of
// time, with a standard error of sqrt((3 + 1) / 40,000) = 0.01 in one stretch, 0.0016 in 40: a hundredth of 2 is 12 of them.
TEST(Queue, A11_AnOverloadedQueueGrowsAtTheDifference)
{
    std::vector<double> slopes;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Followed queue({3.0, 1.0, 1}, 100 + seed, 10'000.0);
        slopes.push_back(static_cast<double>(queue.follow(4).left) / 40'000.0);
    }
    statistics::expect_mean(slopes, {.expected = 2.0, .alpha = 1e-5, .sees = 0.02});
    double mean = 0.0;
    for (const double slope : slopes) {
        mean += slope / static_cast<double>(slopes.size());
    }
    EXPECT_NEAR(mean, 2.0, 0.02);
}

} // namespace
