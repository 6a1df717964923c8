#include "sim/plan.hpp"

#include <algorithm>

namespace sim {

void Plan::add(Process process)
{
    auto stage = std::find_if(stages_.begin(), stages_.end(),
                              [&](const Stage& s) { return s.phase.order >= process.phase.order; });
    if (stage == stages_.end() || stage->phase.order != process.phase.order) {
        stage = stages_.insert(stage, Stage{process.phase, {}});
    }
    expect(stage->phase.name == process.phase.name, "two phases share a position");
    auto& all = stage->processes;
    const auto place = std::lower_bound(all.begin(), all.end(), process.name,
                                        [](const Process& p, const std::string& name) { return p.name < name; });
    expect(place == all.end() || place->name != process.name, "two processes of one phase share a name");
    all.insert(place, std::move(process));
}

std::string Plan::describe() const
{
    std::string text;
    for (const Stage& stage : stages_) {
        text += stage.phase.name + ":";
        for (const Process& process : stage.processes) {
            text += (&process == &stage.processes.front() ? " " : ", ") + process.name;
        }
        text += "\n";
    }
    return text;
}

bool run(World& world, const Plan& plan, const Clock& clock, Steps steps, const Observer& observer)
{
    expect(clock.first() <= steps.first && steps.last <= clock.last(), "a run leaves its clock");
    const OwnWorld mine;
    if (!observer.step(world, steps.first)) {
        return false;
    }
    for (Tick tick = steps.first; tick < steps.last; tick = tick + 1) {
        const Step step{tick, clock.dt_years(), world.luck()};
        for (const auto& [phase, processes] : plan.stages()) {
            for (const Process& process : processes) {
                process.advance(world, step);
            }
            world.commit(step);
        }
        if (!observer.step(world, tick + 1)) {
            return false;
        }
    }
    return true;
}

} // namespace sim
