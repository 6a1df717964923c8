#include "models/closures.hpp"

#include "models/build.hpp"

#include <cmath>

namespace model {
namespace {

using P = ClosureParameters;
using D = sim::Parameter<P>;

constexpr const char* no_figure = "assumed: schools closed in 2020 and 2021; no study with this outcome for Romania";

constexpr std::array declared{
    D{&P::online_time,
      {"closures.online_time", "1", 0.3, 0.0, 1.0, 'E', no_figure,
       "Harm: share of the way to full unsupervised exposure online that a pupil goes while the class is closed."}},
    D{&P::lessons_left,
      {"closures.lessons_left", "1", 0.3, 0.0, 1.0, 'E', no_figure,
       "Share of a lesson or programme that reaches a closed class, at a distance."}},
    D{&P::sessions_left,
      {"closures.sessions_left", "1", 0.3, 0.0, 1.0, 'E', no_figure,
       "Share of a counsellor's sessions with pupils of closed classes that are held, at a distance."}},
    D{&P::contact_left,
      {"closures.contact_left", "1", 0.3, 0.0, 1.0, 'E', no_figure,
       "Share of approaches through a classmate that find one though the class is closed."}},
    D{&P::report_left,
      {"closures.report_left", "1", 0.3, 0.0, 1.0, 'E', no_figure,
       "Harm: share of a school's reports that is left while the pupil's class is closed."}},
    D{&P::dropout,
      {"closures.dropout", "1", 0.3, 0.0, 1.5, 'E', no_figure,
       "Harm: log hazard ratio of leaving school while the class is closed."}},
};

} // namespace

bool Closures::holds(const sim::World& world, const Ground& ground, std::uint32_t school_class, sim::Tick tick) const
{
    return in_use(world) && school_class != none && world.read(closed)[school_class] > 0 && ground.in_session(tick);
}

std::uint16_t Closures::heard(const sim::World& world, std::uint32_t school_class, std::uint16_t amount) const
{
    return in_use(world) && world.read(closed)[school_class] > 0
               ? static_cast<std::uint16_t>(std::lround(amount * p.lessons_left))
               : amount;
}

bool Closures::session_held(const sim::World& world, const Ground& ground, const sim::Step& step, Row pupil,
                            const Life& life, std::uint32_t unit_id, std::uint32_t slot) const
{
    return !in_use(world) || !holds(world, ground, life.class_at(world, ground, pupil, step.tick), step.tick) ||
           step.luck(unit_id, "closures.session", step.tick, slot).uniform() < p.sessions_left;
}

bool Closures::meets(const sim::World& world, const Ground& ground, const sim::Step& step, std::uint32_t school_class,
                     std::uint32_t offender, std::uint32_t attempt) const
{
    return !holds(world, ground, school_class, step.tick) ||
           step.luck(offender, "closures.classmate", step.tick, attempt).uniform() < p.contact_left;
}

namespace closures {

double online(const ClosureParameters& p, double exposure)
{
    return exposure + p.online_time * (1.0 - exposure);
}

double added_dropout(const ClosureParameters& p, double hazard)
{
    return hazard * std::expm1(p.dropout);
}

ClosureParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    Closures& c = build.closures;
    auto& world = build.world;
    c.made = true;
    c.p = resolved(build.scenario.parameters);
    c.closed = world.add_column<std::uint16_t>({"closures.closed", "event", "that close a class, per class"},
                                               build.ground.population.classes.unit.size());
    c.in_force = world.add_column<std::int32_t>({"closures.in_force", "event", "of them, over all classes"}, 1);
    c.change = world.add_event<ClosureChange>(
        "closures.change", [&c](sim::World& w, const sim::Step&, std::span<ClosureChange> all) {
            const auto closed = w.write(c.closed);
            auto& in_force = w.write(c.in_force)[0];
            for (const ClosureChange& change : all) {
                closed[change.school_class] = static_cast<std::uint16_t>(closed[change.school_class] + change.amount);
                in_force += change.amount;
            }
            sim::ensure(in_force >= 0, "more classes are opened than were closed");
        });
}

} // namespace closures
} // namespace model
