#pragma once

#include "sim/plan.hpp"
#include "sim/world.hpp"

#include <string>
#include <utility>
#include <vector>

namespace test {

struct Visit {
    std::uint32_t who;
    std::uint32_t times;
};

/// A column, records, a calendar and a measure that all move every week; `extra` declares one column more.
struct Diary {
    explicit Diary(std::uint64_t seed = 1, bool extra = false, std::vector<std::string> months = {"a", "b"})
        : world(sim::Luck(seed, 0))
    {
        level = world.add_column<std::uint16_t>({"level", "1", ""}, 5000);
        visits = world.add_records<Visit>({"visits", "visit", ""});
        later = world.add_calendar<Visit>({"later", "visit", ""});
        if (extra) {
            world.add_column<std::uint8_t>({"zeal", "1", ""}, 3);
        }
        counted = world.measures().add<sim::NoLedger>({"counted", "visit", "", {{"month", std::move(months)}}, ""});
        const auto event =
            world.add_event<Visit>("visit", [this](sim::World& w, const sim::Step& step, std::span<Visit> all) {
                for (const Visit& visit : all) {
                    w.write(level)[visit.who] = static_cast<std::uint16_t>(w.write(level)[visit.who] + visit.times);
                    w.append(visits, visit);
                    w.schedule(later, step.tick + 1 + static_cast<int>(visit.who % 3), visit);
                    w.measures().count(counted, {visit.who % 2});
                }
            });
        plan.add({"visit", {0, "all"}, [this, event](sim::World& w, const sim::Step& step) {
                      const auto propose = w.proposals(event);
                      const auto draw = step.luck(0, "visit", step.tick);
                      propose(0, {draw.below(5000), 1});
                      for (const Visit& due : w.due(later, step.tick)) {
                          propose(0, {(due.who + 1) % 5000, due.times + 1});
                      }
                  }});
    }
    void run(std::int32_t first, std::int32_t last)
    {
        const sim::Clock clock(*sim::parse_date("2022-01-03"), *sim::parse_date("2023-01-02"));
        sim::run(world, plan, clock, {clock.first() + first, clock.first() + last});
    }

    sim::World world;
    sim::Plan plan{};
    sim::Column<std::uint16_t> level{};
    sim::Records<Visit> visits{};
    sim::Calendar<Visit> later{};
    sim::Measure<sim::NoLedger> counted{};
};

} // namespace test
