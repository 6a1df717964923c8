#include "sim/queue.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <functional>
#include <queue>

namespace sim {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// When each server is free again, the soonest on top.
using Servers = std::priority_queue<double, std::vector<double>, std::greater<>>;

QueuePassage pass(const QueueJob& job, Servers& free_at, double length)
{
    const double gives_up = job.arrives + job.patience;
    const double starts = free_at.empty() ? never : std::max(job.arrives, free_at.top());
    if (gives_up <= starts || starts >= length) {
        return {never, gives_up < length ? gives_up : never, false};
    }
    const double done = starts + job.work;
    const double leaves = std::min(done, gives_up);
    free_at.pop();
    free_at.push(leaves);
    return {starts, leaves < length ? leaves : never, leaves < length && done <= gives_up};
}

} // namespace

QueueStep follow_queue(std::span<const QueueJob> jobs, std::size_t servers, double length)
{
    expect(length > 0.0, "a step has a length");
    Servers free_at(std::greater<>(), std::vector<double>(servers, 0.0));
    QueueStep step;
    step.passages.reserve(jobs.size());
    double last = 0.0;
    for (const QueueJob& job : jobs) {
        expect(job.arrives >= last, "a queue is not in the order of arrival");
        last = job.arrives;
        const QueuePassage passage = pass(job, free_at, length);
        step.waiting += std::min({passage.starts, passage.leaves, length}) - job.arrives;
        step.present += std::min(passage.leaves, length) - job.arrives;
        step.passages.push_back(passage);
    }
    return step;
}

} // namespace sim
