#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sim {

/// Somebody in a queue, through one step. Times count from the beginning of the step, in one unit of the caller's.
struct QueueJob {
    double arrives; ///< 0 for who was there before
    double work;    ///< from its start to its end; infinite when it does not end within the step
    double patience =
        std::numeric_limits<double>::infinity(); ///< from the arrival in the step until it leaves by itself
};

/// What the step did with it; what did not happen in the step has an infinite time.
struct QueuePassage {
    double starts;
    double leaves;
    bool served; ///< left because its work was done
};

/// A step of a queue. The areas are those of Little's law.
struct QueueStep {
    std::vector<QueuePassage> passages; ///< one for each job
    double waiting{};                   ///< time spent waiting, summed over jobs
    double present{};                   ///< time spent waiting and in service
};

/// Follows a queue through a step: first come, first served, by equal servers. Event-driven: a server that is free takes
/// the next at that instant, so the length of the step matters in nothing but what the caller lets happen between steps.
/// Where work is memoryless, who is in service at the end of a step is given fresh work in the next: the same law, and
/// nothing to be stored. Who is in service are the first of those present, so that is not stored either; where servers
/// have become fewer, the last to have begun wait again.
/// \param jobs     in the order in which they came
/// \param servers  any number, 0 too
/// \param length   of the step, > 0
QueueStep follow_queue(std::span<const QueueJob> jobs, std::size_t servers, double length);

} // namespace sim
