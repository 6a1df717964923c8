#include "models/counselling.hpp"

#include "models/build.hpp"
#include "models/phases.hpp"
#include "sim/ahead.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = CounsellingParameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::pupils_per_post,
                      {"counselling.pupils_per_post", "pupil", 900.0, 500.0, 1500.0, 'C',
                       "field study 2025 (S16): about 1:900 in practice; 3,354 posts in 2023-24 (S45)",
                       "Pupils for one counsellor before any strategy."}},
    sim::Parameter<P>{&P::hours_per_week,
                      {"counselling.hours_per_week", "hour", 18.0, 10.0, 30.0, 'D',
                       "assumed: teaching norm of 18 hours", "Hours a week that a full post owes to pupils."}},
    sim::Parameter<P>{&P::misuse,
                      {"counselling.misuse", "1", 0.30, 0.0, 0.8, 'E', "assumed: field study names it, gives no figure",
                       "Share of the hours lost to discipline and other work that is not counselling."}},
    sim::Parameter<P>{&P::sessions_per_hour,
                      {"counselling.sessions_per_hour", "session/hour", 1.0, 0.5, 2.0, 'D',
                       "assumed: one lesson hour each", "Sessions with one pupil in an hour."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"counselling.speed_kmh", "km/hour", 40.0, 20.0, 70.0, 'D', "assumed: county roads",
                       "Speed of travel between schools."}},
    sim::Parameter<P>{
        &P::day_hours,
        {"counselling.day_hours", "hour", 3.6, 2.0, 8.0, 'D', "assumed: 18 hours in five days",
         "Counselling hours of a day, from which travel to a school without a post of its own is taken."}},
    sim::Parameter<P>{&P::full_post_share,
                      {"counselling.full_post_share", "1", 0.8, 0.5, 1.0, 'E', "assumed: no source yet",
                       "From this share of a post on a unit is the counsellor's base and needs no travel."}},
    sim::Parameter<P>{&P::need_targeting,
                      {"counselling.need_targeting", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
                       "Share of sessions for which the more deprived of two pupils is chosen."}},
    sim::Parameter<P>{&P::trust_dose,
                      {"counselling.trust_dose", "1", 0.15, 0.0, 0.5, 'E', "assumed: no study with this outcome",
                       "Trust in adults at school gained by one session."}},
    sim::Parameter<P>{&P::internalised_dose,
                      {"counselling.internalised_dose", "1", 0.04, 0.0, 0.3, 'E', "assumed: no study with this outcome",
                       "Internalisation gained by one session."}},
    sim::Parameter<P>{&P::labelling,
                      {"counselling.labelling", "1", 0.03, 0.0, 0.3, 'E',
                       "assumed: harm named by the field study (S16)",
                       "Harm: share of sessions that label the pupil."}},
    sim::Parameter<P>{&P::labelling_loss,
                      {"counselling.labelling_loss", "1", 0.15, 0.0, 0.5, 'E', "assumed: as large as the gain",
                       "Harm: trust lost by a session that labels."}},
};

constexpr double millionths = 1e6;

double posts_of(const CounsellingParameters& p, const Ground& ground, std::uint32_t unit, sim::Tick tick)
{
    return ground.school_year(tick).pupils[unit] / p.pupils_per_post;
}

double km_of(const Ground& ground, std::uint32_t unit)
{
    return ground.km_to_town[ground.population.units.locality[unit]];
}

/// Sessions of a week: the whole part and, by the unit's luck of the week, one more. Grows with the hours: slots of a
/// baseline are kept when a strategy adds hours.
std::uint32_t session_count(double sessions, double u)
{
    return static_cast<std::uint32_t>(sessions + u);
}

/// One session of a week, keyed by unit, week and slot, so that more hours leave the pupils of other slots alone.
struct Session {
    sim::Draw luck;
    std::array<std::size_t, 2> members; ///< among the members of all classes: whom it may be for
    std::array<Row, 2> pupils;
    std::uint32_t key, slot; ///< of the unit, stable, and of its week
    bool by_need;            ///< for the more deprived of the two, otherwise for the first
};

Session session_of_slot(const CounsellingParameters& p, const Ground& ground, const sim::Step& step, std::uint32_t unit,
                        std::uint32_t slot)
{
    const SchoolYear& year = ground.school_year(step.tick);
    const auto& people = ground.population;
    const std::uint32_t key = people.units.stable_id[unit];
    const sim::Draw session = step.luck(key, "counselling.session", step.tick, slot);
    const sim::Draw draw = step.luck(key, "counselling.pupil", step.tick, slot);
    const std::uint32_t all = year.pupils[unit];
    const bool by_need = session.uniform() < p.need_targeting;
    const std::size_t first = year.member(people, unit, draw.below(all));
    return {session, {first, by_need ? year.member(people, unit, draw.second_below(all)) : first}, {}, key, slot,
            by_need};
}

Row pupil_of(const Session& session, const Population& people)
{
    const auto need = [&](Row row) { return people.households.deprivation[people.household[row]]; };
    const auto [first, second] = session.pupils;
    return session.by_need && need(second) > need(first) ? second : first;
}

/// Calls body with sessions, what it reads of their pupils at hand when it is called.
template <class Body>
auto ahead_of_pupils(const sim::World& world, const Build& build, Body body)
{
    const Population& people = build.ground.population;
    const auto status = world.read(build.life.status);
    return sim::ahead<Session>(
        std::move(body),
        [&](Session& s) {
            sim::fetch(&people.classes.members[s.members[0]]);
            sim::fetch(&people.classes.members[s.members[1]]);
        },
        [&people, status](Session& s) {
            for (std::size_t i = 0; i < s.pupils.size(); ++i) {
                s.pupils[i] = people.classes.members[s.members[i]];
                sim::fetch(&people.household[s.pupils[i]]);
                sim::fetch(&status[s.pupils[i]]);
            }
        },
        [&people](Session& s) {
            for (const Row pupil : s.pupils) {
                sim::fetch(&people.households.deprivation[people.household[pupil]]);
            }
        });
}

void hold_sessions(sim::World& world, const sim::Step& step, const Build& build, std::size_t units)
{
    const Counselling& c = build.counselling;
    const Ground& ground = build.ground;
    if (!ground.in_session(step.tick)) {
        return;
    }
    const SchoolYear& year = ground.school_year(step.tick);
    constexpr std::size_t chunk_size = 128;
    const std::size_t chunks = sim::chunk_count(units, chunk_size);
    const auto propose = world.proposals(build.beliefs.dose, chunks);
    std::vector<std::int64_t> held(chunks);
    const std::uint16_t trust = to_fixed(c.p.trust_dose);
    const std::uint16_t loss = to_fixed(c.p.labelling_loss);
    const std::uint16_t internalised = to_fixed(c.p.internalised_dose);
    sim::for_each_chunk(units, chunk_size, [&](sim::Chunk chunk) {
        auto hold = ahead_of_pupils(world, build, [&](const Session& session) {
            const Row pupil = pupil_of(session, ground.population);
            if (!build.life.attends(world, pupil)) {
                return; // who has left school is not there
            }
            if (!build.closures.session_held(world, ground, step, pupil, build.life, session.key, session.slot)) {
                --held[chunk.index];
                return;
            }
            const bool labels = session.luck.second() < c.p.labelling;
            propose(chunk.index, {pupil, labels ? loss : trust, labels ? Belief::trust_loss : Belief::trust_gain, 0});
            if (!labels) {
                propose(chunk.index, {pupil, internalised, Belief::internalised, 0});
            }
        });
        for (auto unit = static_cast<std::uint32_t>(chunk.begin); unit < chunk.end; ++unit) {
            if (year.pupils[unit] == 0) {
                continue;
            }
            const std::uint32_t key = ground.population.units.stable_id[unit];
            const double sessions = c.hours(world, ground, unit, step.tick) * c.p.sessions_per_hour;
            const std::uint32_t n =
                session_count(sessions, step.luck(key, "counselling.sessions", step.tick).uniform());
            held[chunk.index] += n;
            for (std::uint32_t slot = 0; slot < n; ++slot) {
                hold(session_of_slot(c.p, ground, step, unit, slot));
            }
        }
        hold.finish();
    });
    for (const std::int64_t n : held) {
        world.measures().count(c.sessions, {}, n);
    }
}

} // namespace

namespace counselling {

double hours(const CounsellingParameters& p, double posts, double km, double protection)
{
    const double travel = posts >= p.full_post_share ? 0.0 : std::min(1.0, 2.0 * km / p.speed_kmh / p.day_hours);
    return posts * p.hours_per_week * (1.0 - p.misuse * (1.0 - protection)) * (1.0 - travel);
}

double internalised_dose(const sim::Values& values)
{
    return resolved(values).internalised_dose;
}

double trust_dose(const sim::Values& values)
{
    return resolved(values).trust_dose;
}

CounsellingParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Counselling& c = build.counselling;
    auto& world = build.world;
    const std::size_t units = build.ground.population.units.stable_id.size();
    c.p = resolved(build.scenario.parameters);
    c.extra_posts =
        world.add_column<std::int32_t>({"counselling.extra_posts", "1e-6 post", "posts that strategies add"}, units);
    c.protection = world.add_column<std::int32_t>(
        {"counselling.protection", "1e-6", "share of the misuse that strategies take off"}, units);
    c.sessions = world.measures().add<sim::NoLedger>(
        {"counselling.sessions", "event", "", {}, "sessions of a counsellor with a pupil"});
    c.posts = world.add_event<PostChange>(
        "counselling.posts", [&c = build.counselling](sim::World& w, const sim::Step&, std::span<PostChange> changes) {
            const auto posts = w.write(c.extra_posts);
            const auto protection = w.write(c.protection);
            for (const PostChange& change : changes) {
                posts[change.unit] += change.posts;
                protection[change.unit] += change.protection;
            }
        });
    build.plan.add(
        {"counselling", phase::prevention, [&build_of_run = build, units](sim::World& w, const sim::Step& step) {
             hold_sessions(w, step, build_of_run, units);
         }});
}

} // namespace counselling

double Counselling::hours(const sim::World& world, const Ground& ground, std::uint32_t unit, sim::Tick tick) const
{
    const double there = std::max(0.0, posts_of(p, ground, unit, tick) + world.read(extra_posts)[unit] / millionths);
    return counselling::hours(p, there, km_of(ground, unit), std::min(1.0, world.read(protection)[unit] / millionths));
}

double Counselling::intensity(const sim::World& world, const Ground& ground, std::uint32_t unit, sim::Tick tick) const
{
    const double pupils = ground.school_year(tick).pupils[unit];
    return pupils > 0.0 ? hours(world, ground, unit, tick) / pupils * p.pupils_per_post / p.hours_per_week : 0.0;
}

} // namespace model
