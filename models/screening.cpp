#include "models/build.hpp"
#include "models/detection.hpp"
#include "models/phases.hpp"
#include "sim/thin.hpp"

#include <algorithm>

namespace model {
namespace {

/// Young people without school and work, who are screened though nobody exploits them: some are interviewed badly. Nothing is
/// asked in counties without added screening.
void screen(sim::World& world, const sim::Step& step, const Build& build, const DetectionParameters& p,
            sim::Measure<sim::NoLedger> harmed)
{
    const Population& people = build.ground.population;
    for (const CountyBlock& block : people.blocks()) {
        const double screening = build.services.screening(world, block.county);
        const double most = detection::screening_bound(p, screening);
        const double bound = step.probability(detection::badly_screened(p, most));
        if (screening <= 0.0 || bound <= 0.0) {
            continue;
        }
        const double chance = step.probability(detection::badly_screened(p, screening)) / bound;
        const AgentId first{block.first_id};
        const std::size_t chunks = sim::thinning_chunks(first, block.persons);
        const auto propose = world.proposals(build.beliefs.experience, chunks);
        std::vector<std::int64_t> tally(chunks);
        sim::thin(step, "detection.screened", first, block.persons, bound, [&](std::size_t chunk, AgentId id) {
            const Row row = block.first_row + (id.value - block.first_id);
            const double age = age_at(people.birth_week[row], step.tick);
            if (age < p.screened_from || age >= p.screened_until || !build.life.present(world, row, step.tick) ||
                build.life.class_at(world, build.ground, row, step.tick) != none ||
                build.life.employed(world, build.ground, row, step.tick) ||
                step.luck(id, "detection.badly_screened", step.tick).uniform() >= chance) {
                return;
            }
            ++tally[chunk];
            propose(chunk, {row, Experience::bad_interview, Institution::police});
        });
        for (const std::int64_t count : tally) {
            world.measures().count(harmed, {}, count);
        }
    }
}

} // namespace

namespace detection {

void make_screening(Build& build, const DetectionParameters& p)
{
    const auto harmed = build.world.measures().add<sim::NoLedger>(
        {"detection.badly_screened", "event", "", {}, "persons not exploited whom added screening interviewed badly"});
    build.plan.add(
        {"screening", phase::detection, [&build_of_run = build, p, harmed](sim::World& w, const sim::Step& step) {
             screen(w, step, build_of_run, p, harmed);
         }});
}

} // namespace detection
} // namespace model
