#pragma once

#include "sim/plan.hpp"
#include "sim/thin.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

/// A world of people to each of whom one of several things may happen once, at a hazard that is known.
namespace survival {

/// Length of a run that every step length in use divides [days], and the origin all their steps share.
inline constexpr int horizon_days = 210;

inline sim::Clock clock(int step_days, int days = horizon_days)
{
    const sim::Date start = sim::Clock(*sim::parse_date("2000-01-03"), *sim::parse_date("2000-01-04"), 1).date({0}) +
                            std::chrono::days{horizon_days * 40};
    return {start, start + std::chrono::days{days}, step_days};
}

struct Setting {
    std::uint32_t people = 2000;
    std::vector<double> hazards{1.0}; ///< by path [1/year]
    double slack = 1.0;               ///< the bound over the hazard, at least 1
    bool by_waiting_times = false;    ///< competing paths are settled by waiting times instead of one draw
};

/// How the hazards change with the step, counted from the run's first, as a multiple; at most 1.
using Course = std::function<double(std::int32_t)>;

/// First step at which something happened to each person (-1 = nothing did) and what.
struct Ends {
    std::vector<std::int32_t> step;
    std::vector<std::uint32_t> path;
};

inline Ends run(
    const Setting& setting, const sim::Clock& clock, const sim::Luck& luck,
    const Course& course = [](std::int32_t) { return 1.0; })
{
    struct End {
        std::uint32_t id, path;
    };
    sim::World world(luck);
    const auto ended = world.add_column<std::int32_t>({"ended", "step", "step of the end plus one"}, setting.people);
    const auto path = world.add_column<std::uint32_t>({"path", "1", "what happened"}, setting.people);
    const auto ends = world.add_event<End>("ends", [=, &clock](sim::World& w, const sim::Step& s, std::span<End> all) {
        for (const End& end : all) {
            w.write(ended)[end.id] = s.tick - clock.first() + 1;
            w.write(path)[end.id] = end.path;
        }
    });
    const double total = std::accumulate(setting.hazards.begin(), setting.hazards.end(), 0.0);
    const auto advance = [&](sim::World& w, const sim::Step& step) {
        const double now = course(step.tick - clock.first());
        const double bound = step.probability(total * setting.slack);
        const double chance = step.probability(total * now) / bound;
        const auto propose = w.proposals(ends, sim::thinning_chunks({0}, setting.people));
        sim::thin(step, "survival.thin", {0}, setting.people, bound, [&](std::size_t chunk, sim::AgentId id) {
            const sim::Draw draw = step.luck(id, "survival.accept", step.tick);
            if (w.read(ended)[id.value] != 0 || draw.uniform() >= chance) {
                return;
            }
            double left = draw.second() * total;
            double soonest = sim::waiting_time(0x1p-53, 0.0);
            std::uint32_t taken = 0;
            for (std::uint32_t k = 0; k < setting.hazards.size(); ++k) {
                if (setting.by_waiting_times) {
                    const double u = step.luck(id, "survival.wait", step.tick, k).uniform();
                    const double wait = sim::waiting_time(u, setting.hazards[k]);
                    taken = wait < soonest ? k : taken;
                    soonest = std::min(soonest, wait);
                } else if (left >= 0.0) {
                    taken = k;
                    left -= setting.hazards[k];
                }
            }
            propose(chunk, {id.value, taken});
        });
    };
    sim::Plan plan;
    plan.add({"end", {1, "only"}, advance});
    sim::run(world, plan, clock);
    Ends result;
    for (std::uint32_t i = 0; i < setting.people; ++i) {
        result.step.push_back(world.read(ended)[i] - 1);
        result.path.push_back(world.read(path)[i]);
    }
    return result;
}

} // namespace survival
