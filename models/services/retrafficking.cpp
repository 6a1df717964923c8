#include "models/services/retrafficking.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {
namespace {

using P = RetraffickingParameters;
using D = sim::Parameter<P>;

constexpr double weeks_per_year = sim::days_per_year / 7.0;
constexpr double adult_age = 18.0;
/// From the week of leaving to the first in which whoever left can return.
constexpr std::int32_t weeks_until_noted = 2;

constexpr std::array declared{
    D{&P::feedback,
      {"retrafficking.feedback", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: who left exploitation may return to it; 0: not by this hazard (for the laws)."}},
    D{&P::risk,
      {"retrafficking.risk", "1", 0.15, 0.05, 0.40, 'E',
       "prior 5-40 % in two years (IOM 2011: 79 cases, often within two years; no rate)",
       "Risk of return within the years at issue, without help."}},
    D{&P::years,
      {"retrafficking.years", "year", 2.0, 0.5, 5.0, 'D', "IOM 2011: often within two years",
       "Time after leaving in which return is at issue."}},
    D{&P::help_effect,
      {"retrafficking.help_effect", "1", -0.7, -3.0, 0.0, 'E',
       "assumed: aftercare studies are weak (Dell 2019); none measures return", "Log hazard ratio after full help."}},
    D{&P::full_help,
      {"retrafficking.full_help", "year", 0.5, 0.1, 3.0, 'C', "costs.csv: a package of about six months",
       "Help received that counts as full."}},
    D{&P::in_help_effect,
      {"retrafficking.in_help_effect", "1", -1.0, -4.0, 0.0, 'E', "assumed: no source yet",
       "Log hazard ratio while help lasts."}},
    D{&P::paid_effect,
      {"retrafficking.paid_effect", "1", -0.3, -2.0, 0.0, 'E', "assumed: money lowers need (TIP 2024), no figure",
       "Log hazard ratio of somebody to whom compensation was paid."}},
    D{&P::minor_effect,
      {"retrafficking.minor_effect", "1", 0.0, -1.0, 1.0, 'E', "assumed: no source yet",
       "Log hazard ratio, child vs adult."}},
};

/// Last week's leavers are noted; nobody is noted twice, and nobody for whom return is no longer at issue.
void settle(sim::World& world, const sim::Step& step, const Build& build, std::span<const Survivor> leavers)
{
    const Retrafficking& r = build.retrafficking;
    std::vector<Row> rows;
    for (const Survivor& s : leavers) {
        rows.push_back(s.last.person);
    }
    std::sort(rows.begin(), rows.end());
    world.keep_if(r.survivors, [&](const Survivor& s) {
        return retrafficking::at_issue(r.p, step.tick.value + 1 - s.left) > 0.0 &&
               !std::binary_search(rows.begin(), rows.end(), s.last.person);
    });
    for (const Survivor& s : leavers) {
        world.append(r.survivors, s);
    }
}

void note_leavers(sim::World& world, const sim::Step& step, const Build& build)
{
    const auto propose = world.proposals(build.retrafficking.leave);
    for (const ClosedCase& closed : world.read(build.cases.closed_lately)) {
        if (closed.tick == step.tick.value - 1) {
            propose(0, {closed.subject, closed.tick});
        }
    }
}

Aftermath aftermath_of(const sim::World& world, const Build& build, const Survivor& s, std::span<const Row> paid,
                       sim::Tick tick)
{
    const Assistance& a = build.assistance;
    const Row row = s.last.person;
    const double weeks = world.read(a.helped)[row];
    return {std::min(1.0, weeks / (build.retrafficking.p.full_help * weeks_per_year)),
            a.standing_of(world, row) > Standing::waiting, std::binary_search(paid.begin(), paid.end(), row),
            age_at(build.ground.population.birth_week[row], tick) < adult_age};
}

void return_some(sim::World& world, const sim::Step& step, const Build& build)
{
    const Retrafficking& r = build.retrafficking;
    const auto survivors = world.read(r.survivors);
    const std::vector<Row> paid = build.compensation.paid(world);
    constexpr std::size_t chunk_size = 256;
    const std::size_t chunks = sim::chunk_count(survivors.size(), chunk_size);
    const auto propose = world.proposals(build.cases.change, chunks);
    sim::for_each_chunk(survivors.size(), chunk_size, [&](sim::Chunk chunk) {
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const Survivor& s = survivors[i];
            const Row row = s.last.person;
            const double week = retrafficking::at_issue(r.p, step.tick.value - s.left);
            if (week == 0.0 || !build.cases.recruitable(world, row) || !build.life.present(world, row, step.tick)) {
                continue;
            }
            const Aftermath after = aftermath_of(world, build, s, paid, step.tick);
            const AgentId id = build.ground.population.id_of(row);
            if (step.luck(id, "retrafficking.return", step.tick).uniform() <
                step.probability(retrafficking::hazard(r.p, after) * week)) {
                Case again = s.last;
                again.offender = none;
                again.start = step.tick.value;
                propose(chunk.index, {again, CaseChangeKind::resume});
            }
        }
    });
}

} // namespace

namespace retrafficking {

double at_issue(const RetraffickingParameters& p, std::int32_t weeks)
{
    return std::clamp(p.years * weeks_per_year - (weeks - weeks_until_noted), 0.0, 1.0);
}

double hazard(const RetraffickingParameters& p, const Aftermath& after)
{
    const double base = -std::log1p(-p.risk) / p.years;
    return base * std::exp(p.help_effect * after.help + (after.in_help ? p.in_help_effect : 0.0) +
                           (after.paid ? p.paid_effect : 0.0) + (after.minor ? p.minor_effect : 0.0));
}

void count_return(sim::World& world, const Build& build, Row person)
{
    const Assistance& a = build.assistance;
    const bool helped = world.read(a.helped)[person] > 0 || a.standing_of(world, person) > Standing::waiting;
    world.measures().count(build.retrafficking.returned, {});
    world.measures().count(build.retrafficking.returned_helped, {}, helped ? 1 : 0);
}

RetraffickingParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Retrafficking& r = build.retrafficking;
    auto& world = build.world;
    r.p = resolved(build.scenario.parameters);
    r.survivors = world.add_records<Survivor>({"retrafficking.survivors", "person", "who left exploitation lately"});
    r.returned = world.measures().add<sim::NoLedger>(
        {"retrafficking.returned", "event", "", {}, "persons who returned to exploitation they had left"});
    r.returned_helped = world.measures().add<sim::NoLedger>(
        {"retrafficking.returned_helped", "event", "", {}, "of those, persons who had had some help"});
    r.leave =
        world.add_event<Survivor>("retrafficking.leave", [&build_of_run = build](sim::World& w, const sim::Step& step,
                                                                                 std::span<Survivor> leavers) {
            settle(w, step, build_of_run, leavers);
        });
    if (r.p.feedback > 0.0) {
        build.plan.add({"survivors", phase::assistance, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                            note_leavers(w, step, build_of_run);
                        }});
        build.plan.add(
            {"retrafficking", phase::recruitment,
             [&build_of_run = build](sim::World& w, const sim::Step& step) { return_some(w, step, build_of_run); }});
    }
}

} // namespace retrafficking
} // namespace model
