#include "models/build.hpp"
#include "models/justice/effects.hpp"
#include "models/phases.hpp"
#include "sim/queue.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace model {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// A time within the step [years] in the unit of the queues [1 / justice::moments of a week].
std::int64_t moment(const sim::Step& step, double at)
{
    return step.tick.value * justice::moments + static_cast<std::int64_t>(at / step.dt_years * justice::moments);
}

/// A proceeding on its way through the week.
struct Passing {
    Proceeding now;
    double came{};          ///< when it joined the queue that it is in, within the step [years]
    double in_court{never}; ///< from when it was heard, within the step [years]
    std::int64_t seized{};  ///< RON
    std::int64_t left{};    ///< when it ended [1 / justice::moments of a week]
    bool changed{};

    bool ended() const { return now.outcome != JusticeOutcome::under_way; }
    /// \param at  within the step [years]
    void end(JusticeOutcome outcome, const sim::Step& step, double at)
    {
        now.outcome = outcome;
        now.entered = step.tick.value;
        left = moment(step, at);
        changed = true;
    }
};

/// Everything that a week of the stations reads.
struct Week {
    const sim::World& world;
    const sim::Step& step;
    const Build& build;
    double year;                                      ///< of the calendar
    double gap;                                       ///< of the law, in force by an event
    std::array<TrialParameters, centre_count> trials; ///< under the rules in force in each centre

    const Justice& justice() const { return build.justice; }
    const TrialParameters& trial(const Proceeding& one) const
    {
        return trials[build.ground.counties[CountyId{one.county}].centre];
    }
    double uniform(const Proceeding& one, sim::Purpose purpose) const
    {
        return step.luck(one.name, purpose, step.tick).uniform();
    }
};

/// In the order of arrival. Within a moment, by which `since` is kept, those of this week still differ.
bool came_before(const Passing* a, const Passing* b)
{
    return std::tie(a->now.since, a->came, a->now.name) < std::tie(b->now.since, b->came, b->now.name);
}

/// Time until a gap or change of the law ends the proceeding [years], from the beginning of the week.
double dismissal(const Week& week, const Proceeding& one)
{
    const double offence = week.build.era.year(sim::Tick{one.offence});
    const double hazard = law::dismissal_hazard(week.build.law.p, offence, week.year, week.gap);
    return hazard > 0.0 ? sim::waiting_time(week.uniform(one, "justice.dismissed"), hazard) : never;
}

void move_on(const Week& week, Passing& one, JusticeStage stage, double at)
{
    one.now.stage = stage;
    one.now.entered = week.step.tick.value;
    one.now.phase = 0;
    one.now.since = moment(week.step, at);
    one.came = at;
    one.changed = true;
}

void sentence(const Week& week, Passing& one, double at)
{
    const TrialParameters& p = week.trial(one.now);
    one.end(JusticeOutcome::convicted, week.step, at);
    const sim::Draw draw = week.step.luck(one.now.name, "justice.seizure", week.step.tick);
    one.seized = draw.uniform() < p.seizure ? trial::seized_ron(p, draw.second()) : 0;
}

/// What follows when a station has done its work.
void conclude(const Week& week, Passing& one, double at)
{
    const TrialParameters& p = week.trial(one.now);
    const bool testimony = one.now.has(proceeding::testimony);
    switch (one.now.stage) {
    case JusticeStage::investigation:
        move_on(week, one, JusticeStage::prosecution, at);
        break;
    case JusticeStage::prosecution:
        if (week.uniform(one.now, "justice.indictment") <
            trial::indictment(p, testimony, one.now.has(proceeding::digital))) {
            move_on(week, one, JusticeStage::court, at);
        } else {
            one.end(JusticeOutcome::not_prosecuted, week.step, at);
        }
        break;
    case JusticeStage::court:
        if (week.uniform(one.now, "justice.verdict") < trial::conviction(p, testimony)) {
            sentence(week, one, at);
        } else {
            one.end(JusticeOutcome::acquitted, week.step, at);
        }
        break;
    case JusticeStage::ordinary:
        break;
    }
}

/// The week of one station: the queue, and what becomes of who leaves it. Dismissal competes with the work.
void follow_station(const Week& week, std::size_t place, JusticeStage stage, std::vector<Passing*>& queue)
{
    const Justice& j = week.justice();
    std::sort(queue.begin(), queue.end(), came_before);
    const double rate = j.staff.rate(week.world, place, week.step.tick);
    const double digital_speed =
        justice::digital_speed(j.staff.p, j.staff.level(week.world, place, BenchLever::forensics));
    const double dt = week.step.dt_years;
    std::vector<sim::QueueJob> jobs;
    std::vector<trial::Course> courses;
    for (const Passing* one : queue) {
        double work = never;
        if (stage == JusticeStage::court) {
            const TrialParameters& p = week.trial(one->now);
            const double speed = rate * trial::speed(p) * p.phases;
            courses.push_back(trial::follow(p, one->now.phase, speed, dt, [&](std::uint32_t turn) {
                const sim::Draw draw = week.step.luck(one->now.name, "justice.trial", week.step.tick, turn);
                return trial::TurnLuck{draw.uniform(), draw.second()};
            }));
            work = courses.back().ends;
        } else {
            const bool digital = stage == JusticeStage::investigation && one->now.has(proceeding::digital);
            const double u = stage == JusticeStage::investigation ? week.uniform(one->now, "justice.investigated")
                                                                  : week.uniform(one->now, "justice.prosecuted");
            work = sim::waiting_time(u, rate * (digital ? digital_speed : 1.0));
        }
        // Who came in the course of the week has met the luck of dismissal in the station before.
        jobs.push_back({one->came, work, one->came > 0.0 ? never : dismissal(week, one->now)});
    }
    const sim::QueueStep step = sim::follow_queue(jobs, j.staff.slots(week.world, place), dt);
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const sim::QueuePassage& passage = step.passages[i];
        Passing& one = *queue[i];
        if (stage == JusticeStage::court && passage.starts < dt) {
            one.in_court = passage.starts;
            const double heard = std::min(passage.leaves, dt) - passage.starts;
            const std::uint8_t phase = courses[i].phase_at(heard, one.now.phase);
            one.changed = one.changed || phase != one.now.phase;
            one.now.phase = phase;
        }
        if (passage.served) {
            conclude(week, one, passage.leaves);
        } else if (passage.leaves < dt) {
            one.end(JusticeOutcome::dismissed, week.step, passage.leaves);
        }
    }
}

/// A case with ordinary prosecutors and courts: no queue of this model.
void follow_ordinary(const Week& week, Passing& one)
{
    const TrialParameters& p = week.trial(one.now);
    const double dismissed = dismissal(week, one.now);
    const double done = sim::waiting_time(week.uniform(one.now, "justice.ordinary"), 1.0 / p.ordinary_years);
    if (std::min(dismissed, done) >= week.step.dt_years) {
        return;
    }
    if (dismissed < done) {
        one.end(JusticeOutcome::dismissed, week.step, dismissed);
    } else if (week.uniform(one.now, "justice.ordinary_verdict") < p.ordinary_conviction) {
        sentence(week, one, done);
    } else {
        one.end(JusticeOutcome::acquitted, week.step, done);
    }
}

/// Time and hearings wear out testimonies; hearings can make the story known.
void wear(const Week& week, Passing& one)
{
    const TrialParameters& p = week.trial(one.now);
    const double supported = week.justice().support(week.world, week.build, one.now);
    const bool testified = one.now.has(proceeding::testimony);
    bool lost = testified && week.uniform(one.now, "justice.testimony_lost") <
                                 week.step.probability(trial::testimony_loss(p, supported));
    if (one.in_court < week.step.dt_years) {
        const sim::Draw hearing = week.step.luck(one.now.name, "justice.hearing", week.step.tick);
        const double time = week.step.dt_years - one.in_court;
        if (hearing.uniform() < -std::expm1(-p.hearings * time)) {
            one.now.hearings = static_cast<std::uint8_t>(std::min(one.now.hearings + 1, 255));
            one.changed = true;
            lost = lost || (testified && hearing.second() < trial::hearing_loss(p, supported));
        }
    }
    if (lost) {
        one.now.flags = static_cast<std::uint8_t>(one.now.flags & ~proceeding::testimony);
        one.changed = true;
    }
}

/// Custody without an indictment ends at its limit, and with an indictment it is the court's to go on. Whoever is free from
/// the next week on is no longer arrested then.
void look_at_custody(const Week& week, Passing& one)
{
    const bool over = week.step.tick.value + 1 >= trial::custody_ends(week.trial(one.now), one.now.opened);
    if (one.now.has(proceeding::arrested) && !one.ended() && (over || one.now.stage == JusticeStage::court)) {
        one.now.flags = static_cast<std::uint8_t>(one.now.flags & ~proceeding::arrested);
        one.changed = true;
    }
}

/// Every open proceeding through the week: the stations of each centre one after the other, so that who leaves one in the
/// middle of the week is in the next from then on.
std::vector<Passing> follow_all(const Week& week)
{
    std::vector<Passing> all;
    for (const Proceeding& one : week.world.read(week.justice().open)) {
        Passing passing{};
        passing.now = one;
        all.push_back(passing);
    }
    std::array<std::vector<Passing*>, centre_count> of_centre;
    for (Passing& one : all) {
        if (one.now.stage == JusticeStage::ordinary) {
            follow_ordinary(week, one);
        } else {
            of_centre[week.build.ground.counties[CountyId{one.now.county}].centre].push_back(&one);
        }
    }
    for (std::size_t centre = 0; centre < centre_count; ++centre) {
        for (std::size_t s = 0; s < justice_stations; ++s) {
            const auto stage = static_cast<JusticeStage>(s);
            std::vector<Passing*> queue;
            std::copy_if(of_centre[centre].begin(), of_centre[centre].end(), std::back_inserter(queue),
                         [&](const Passing* one) { return one->now.stage == stage && !one->ended(); });
            follow_station(week, justice::place(stage, centre), stage, queue);
        }
    }
    for (Passing& one : all) {
        if (!one.ended()) {
            wear(week, one);
            look_at_custody(week, one);
        }
    }
    return all;
}

void follow_proceedings(sim::World& world, const sim::Step& step, const Build& build)
{
    const Justice& j = build.justice;
    Week week{world, step, build, build.era.year(step.tick), build.law.level(world, LawLever::gap), {}};
    for (std::size_t centre = 0; centre < centre_count; ++centre) {
        week.trials[centre] = j.trial_now(world, centre);
    }
    const std::vector<Passing> all = follow_all(week);
    const auto before = world.read(j.open);
    const auto suspects = world.read(j.suspects);
    const auto propose = world.proposals(j.change);
    const auto tell = world.proposals(build.offenders.change);
    const auto experience = world.proposals(build.beliefs.experience);
    const auto money = world.proposals(build.compensation.change);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Passing& one = all[i];
        if (!one.changed) {
            continue;
        }
        propose(
            0, {one.now, one.seized, one.left, one.ended() ? ProceedingChangeKind::close : ProceedingChangeKind::move});
        const bool heard = one.now.hearings > before[i].hearings && before[i].has(proceeding::testimony);
        if (heard && justice::hear_witness(step, build, one.now, experience)) {
            world.measures().count(j.counts.breaches, {});
        }
        if (one.now.outcome == JusticeOutcome::convicted && j.p.feedback > 0.0) {
            justice::award(step, week.trial(one.now), one.now, one.seized, money);
        }
        const bool news = one.ended() || one.now.stage != before[i].stage;
        for (const Suspect& suspect : suspects) {
            if (news && j.p.feedback > 0.0 && suspect.proceeding == one.now.name) {
                justice::tell_suspect(world, step, build, suspect.offender, before[i], one.now, tell);
            }
        }
    }
}

} // namespace

namespace justice {

void make_stations(Build& build)
{
    build.plan.add({"proceedings", phase::justice, [&build_of_run = build](sim::World& w, const sim::Step& step) {
                        follow_proceedings(w, step, build_of_run);
                    }});
}

} // namespace justice
} // namespace model
