#include "models/interventions/school_closure.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"

namespace model::school_closure {
namespace {

/// Closes whole schools, of those the classes that are aimed at.
class Closure : public Intervention {
public:
    Closure(const Build& build, const Delivery& delivery) : build_(build), delivery_(delivery) {}

    void need(const Week&, Needs&) const override {} // nobody has to be hired to close a school

    Audience audience(sim::Tick tick) const override { return pupils_meant(delivery_, tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const Ground& ground = build_.ground;
        const SchoolYear& year = ground.school_year(week.tick);
        const SchoolYear* const last = week.before().nothing() ? nullptr : &ground.school_year(week.tick + -1);
        const auto propose = world.proposals(build_.closures.change);
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            const bool now = delivery_.covers_unit(unit, week.now());
            const bool before = last != nullptr && delivery_.covers_unit(unit, week.before());
            if (before && !(now && last == &year)) {
                each_class(*last, unit, week.tick + -1, [&](std::uint32_t c) { propose(0, {c, -1}); });
            }
            if (now && !(before && last == &year)) {
                each_class(year, unit, week.tick, [&](std::uint32_t c) { propose(0, {c, 1}); });
            }
        }
    }

private:
    /// The classes of a unit in a school year that are aimed at.
    template <class Body>
    void each_class(const SchoolYear& year, std::uint32_t unit, sim::Tick tick, Body&& body) const
    {
        for (std::uint32_t k = year.class_first[unit]; k < year.class_first[unit + 1]; ++k) {
            if (delivery_.aims_at_class(year.classes[k], tick)) {
                body(year.classes[k]);
            }
        }
    }

    const Build& build_;
    const Delivery& delivery_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Closure>(build, delivery);
}

} // namespace

InterventionKind kind()
{
    return {
        "school_closure",
        "Schools are closed, such as in a pandemic: lessons, programmes and sessions of counsellors reach few, pupils "
        "meet less and nobody at school notices; they are online longer, and more leave school. Coverage is the share "
        "of schools that are closed.",
        {},
        {"settlement", "levels", "grades"},
        {},
        {},
        {},
        {"school_closures"},
        {{"online_time",
          "Pupils at home are online longer and alone, where more are groomed.",
          "closures.online_time",
          {{"closures.dropout", 0.0},
           {"closures.lessons_left", 1.0},
           {"closures.sessions_left", 1.0},
           {"closures.contact_left", 1.0},
           {"closures.report_left", 1.0}}},
         {"unseen",
          "What happens to a pupil at home is not seen by teachers, and not reported.",
          "closures.report_left",
          {{"closures.dropout", 0.0},
           {"closures.lessons_left", 1.0},
           {"closures.sessions_left", 1.0},
           {"closures.contact_left", 1.0},
           {"closures.online_time", 0.0}}},
         {"dropout",
          "More leave school, and stay without it.",
          "closures.dropout",
          {{"closures.online_time", 0.0},
           {"closures.lessons_left", 1.0},
           {"closures.sessions_left", 1.0},
           {"closures.contact_left", 1.0},
           {"closures.report_left", 1.0}}}},
        "A pandemic's closed schools: nothing was looked for with this outcome (E)",
        {},
        make,
        KindClass::shock};
}

} // namespace model::school_closure
