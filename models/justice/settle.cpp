#include "models/build.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace model {
namespace {

constexpr double days_per_week = 7.0;
constexpr double weeks_per_year = sim::days_per_year / days_per_week;

/// What a commit changes, sorted by the proceeding's name.
struct Docketed {
    std::vector<ProceedingChange> moved; ///< move and close: one at most for each proceeding
    std::vector<ProceedingChange> joined;
    std::vector<ProceedingChange> opened;
    std::vector<ProceedingChange> suspects;

    explicit Docketed(std::span<const ProceedingChange> changes)
    {
        for (const ProceedingChange& change : changes) {
            of(change.kind).push_back(change);
        }
        const auto by_name = [](const ProceedingChange& a, const ProceedingChange& b) {
            return a.subject.name < b.subject.name;
        };
        for (auto* const list : {&moved, &joined, &opened, &suspects}) {
            std::stable_sort(list->begin(), list->end(), by_name);
        }
    }

private:
    std::vector<ProceedingChange>& of(ProceedingChangeKind kind)
    {
        switch (kind) {
        case ProceedingChangeKind::join:
            return joined;
        case ProceedingChangeKind::open:
            return opened;
        case ProceedingChangeKind::suspect:
            return suspects;
        default:
            return moved;
        }
    }
};

std::span<const ProceedingChange> named(const std::vector<ProceedingChange>& changes, std::uint32_t name)
{
    const auto first = std::lower_bound(changes.begin(), changes.end(), name,
                                        [](const ProceedingChange& c, std::uint32_t n) { return c.subject.name < n; });
    auto last = first;
    while (last != changes.end() && last->subject.name == name) {
        ++last;
    }
    return {first, last};
}

std::vector<std::uint32_t> suspects_of(const sim::World& world, const Justice& j, std::uint32_t name)
{
    std::vector<std::uint32_t> rows;
    for (const Suspect& s : world.read(j.suspects)) {
        if (s.proceeding == name) {
            rows.push_back(s.offender);
        }
    }
    return rows;
}

/// Persons in a proceeding: a household, and the unknown of the stock, count as one.
std::int64_t persons(std::size_t suspects)
{
    return static_cast<std::int64_t>(std::max<std::size_t>(suspects, 1));
}

void count_move(sim::World& world, const Justice& j, const Proceeding& was, const Proceeding& now)
{
    auto& measures = world.measures();
    const bool indicted = was.stage != now.stage && now.stage == JusticeStage::court;
    if (indicted) {
        measures.count(j.counts.indicted, {});
        measures.count(j.counts.solved, {});
        measures.count(j.counts.suspects_indicted, {}, persons(suspects_of(world, j, was.name).size()));
    }
    measures.count(j.counts.hearings, {}, now.hearings - was.hearings);
    measures.count(j.counts.anew, {}, was.stage == now.stage && now.phase < was.phase ? 1 : 0);
    measures.count(j.counts.lost, {}, was.has(proceeding::testimony) && !now.has(proceeding::testimony) ? 1 : 0);
    measures.count(j.counts.deadlines, {},
                   was.has(proceeding::arrested) && !now.has(proceeding::arrested) && !indicted ? 1 : 0);
}

void count_end(sim::World& world, const Justice& j, const ProceedingChange& change)
{
    auto& measures = world.measures();
    const Proceeding& now = change.subject;
    const auto by_outcome = std::array{j.counts.not_prosecuted, j.counts.not_prosecuted, j.counts.dismissed,
                                       j.counts.acquitted, j.counts.convicted};
    measures.count(by_outcome[static_cast<std::size_t>(now.outcome)], {});
    if (now.stage == JusticeStage::investigation || now.stage == JusticeStage::prosecution) {
        measures.count(j.counts.solved, {});
    }
    if (now.stage == JusticeStage::court) {
        const auto weeks = static_cast<double>(change.ended - now.since) / justice::moments;
        measures.count(j.counts.tried, {});
        measures.count(j.counts.trial_days, {}, std::llround(weeks * days_per_week));
    }
}

/// A conviction of offenders is remembered for a year, and what was seized is shared out. A household, or who is unknown in
/// a case of the run, is no offender of the model and deters none.
void convict(sim::World& world, const sim::Step& step, const Justice& j, const ProceedingChange& change)
{
    const std::size_t suspects = suspects_of(world, j, change.subject.name).size();
    const std::size_t offenders = change.subject.of_stock() ? 1 : suspects;
    for (std::size_t i = 0; i < offenders; ++i) {
        world.append(j.convictions, step.tick.value);
    }
    auto& measures = world.measures();
    measures.count(j.counts.suspects_convicted, {}, persons(suspects));
    measures.count(j.counts.seized, {}, change.seized);
    measures.count(j.counts.fund, {}, trial::to_fund(j.trial, change.seized));
}

/// Another lead to a proceeding: its first victim, perhaps, or who testifies when nobody does. One to a proceeding that
/// ends in the same week comes too late.
void join(sim::World& world, const Justice& j, Proceeding& one, const Proceeding& told)
{
    if (one.victim == none) {
        one.victim = told.victim;
    }
    if (!one.has(proceeding::testimony) && told.witness != none) {
        one.witness = told.witness;
    }
    one.flags = static_cast<std::uint8_t>(one.flags | (told.flags & (proceeding::testimony | proceeding::minor)));
    if (!told.has(proceeding::digital)) {
        one.flags = static_cast<std::uint8_t>(one.flags & ~proceeding::digital);
    }
    world.measures().count(j.counts.joined, {});
}

void close(sim::World& world, const sim::Step& step, const Justice& j, const Docketed& changes)
{
    for (const ProceedingChange& change : changes.moved) {
        if (change.kind == ProceedingChangeKind::close) {
            count_end(world, j, change);
            if (change.subject.outcome == JusticeOutcome::convicted) {
                convict(world, step, j, change);
            }
            world.append(j.ended, change.subject);
        }
    }
    const auto ends = [&](std::uint32_t name) {
        const auto found = named(changes.moved, name);
        return !found.empty() && found.front().kind == ProceedingChangeKind::close;
    };
    world.keep_if(j.open, [&](const Proceeding& one) { return !ends(one.name); });
    world.keep_if(j.suspects, [&](const Suspect& s) { return !ends(s.proceeding); });
}

/// Opens proceedings. An offender is suspect in one at a time: the first by name.
void open(sim::World& world, const Justice& j, const Docketed& changes)
{
    std::set<std::uint32_t> taken;
    for (const Suspect& s : world.read(j.suspects)) {
        taken.insert(s.offender);
    }
    const auto accuse = [&](const Proceeding& one) {
        if (one.offender != none) {
            if (!taken.insert(one.offender).second) {
                return;
            }
            world.append(j.suspects, {one.offender, one.name});
        }
        world.measures().count(j.counts.suspects, {});
    };
    for (const ProceedingChange& change : changes.opened) {
        world.append(j.open, change.subject);
        world.measures().count(j.counts.opened, {});
        world.measures().count(j.counts.misrouted, {}, change.subject.stage == JusticeStage::ordinary ? 1 : 0);
        accuse(change.subject);
    }
    for (const ProceedingChange& change : changes.suspects) {
        accuse(change.subject);
    }
}

/// The only writer of proceedings: those under way move, join and end, then new ones open.
void settle(sim::World& world, const sim::Step& step, const Justice& j, std::span<const ProceedingChange> proposed)
{
    const Docketed changes(proposed);
    world.keep_if(j.ended, [&](const Proceeding&) { return false; });
    world.keep_if(j.convictions, [&](std::int32_t tick) { return step.tick.value - tick < weeks_per_year; });
    for (Proceeding& one : world.write(j.open)) {
        for (const ProceedingChange& change : named(changes.moved, one.name)) {
            count_move(world, j, one, change.subject);
            one = change.subject;
        }
        for (const ProceedingChange& change : named(changes.joined, one.name)) {
            if (one.outcome == JusticeOutcome::under_way) {
                join(world, j, one, change.subject);
            }
        }
    }
    close(world, step, j, changes);
    open(world, j, changes);
}

} // namespace

namespace justice {

void make_settlement(Build& build)
{
    Justice& j = build.justice;
    auto& world = build.world;
    j.open = world.add_records<Proceeding>({"justice.open", "proceeding", "proceedings under way"});
    j.ended = world.add_records<Proceeding>({"justice.ended", "proceeding", "proceedings that ended lately"});
    j.suspects = world.add_records<Suspect>({"justice.suspects", "offender", "against whom they are"});
    j.convictions =
        world.add_records<std::int32_t>({"justice.convictions", "tick", "offenders convicted in the last year"});
    j.change = world.add_event<ProceedingChange>(
        "justice.proceeding", [&j](sim::World& w, const sim::Step& step, std::span<ProceedingChange> changes) {
            settle(w, step, j, changes);
        });
}

} // namespace justice
} // namespace model
