#pragma once

#include "sim/world.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sim {

/// Position of a phase in the step.
struct Phase {
    int order{};
    std::string name;
};

/// One thing that happens in a phase of every step: reads the state as the phase found it, and proposes.
struct Process {
    std::string name;
    Phase phase;
    std::function<void(World&, const Step&)> advance;
};

/// What happens in a step, in which order: by phase, then by name. What is on is in the plan; what is off is absent.
class Plan {
public:
    /// \throws ContractError when the name is taken, or another phase has the position
    void add(Process process);

    /// The processes of one phase, together with its name.
    struct Stage {
        Phase phase;
        std::vector<Process> processes;
    };
    const std::vector<Stage>& stages() const { return stages_; }
    /// One line for each phase: "recruitment: family_complicity, lover_boy".
    std::string describe() const;

private:
    std::vector<Stage> stages_;
};

/// What is told to those who watch a run. Watching changes nothing.
struct Observer {
    /// Called before the first step and after each, with the step that comes next; return false to stop.
    std::function<bool(const World&, Tick)> step = [](const World&, Tick) { return true; };
};

/// The steps [first, last).
struct Steps {
    Tick first;
    Tick last;
};

/// Runs the plan over some of the clock's steps: all of them, or those that follow the one the world was restored at.
/// \return  false when the observer stopped it
bool run(World& world, const Plan& plan, const Clock& clock, Steps steps, const Observer& observer = {});
inline bool run(World& world, const Plan& plan, const Clock& clock, const Observer& observer = {})
{
    return run(world, plan, clock, {clock.first(), clock.last()}, observer);
}

} // namespace sim
