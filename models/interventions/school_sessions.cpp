#include "models/interventions/school_sessions.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

namespace model::school_sessions {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"school_sessions.full_hours", "hour", 1.0, 0.5, 6.0, 'E', "assumed: a lesson",
                       "Hours of a class that make a full session."}},
    sim::Parameter<P>{&P::day_hours,
                      {"school_sessions.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"school_sessions.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: a third of the time prepares and reports",
                       "Hours with classes and on the road in the week of somebody who has nothing else to do."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"school_sessions.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road from the seat of the regional centre."}},
    sim::Parameter<P>{&P::lesson,
                      {"school_sessions.lesson", "1", 0.04, 0.0, 0.5, 'D',
                       "assumed: an hour of the 24 of a full curriculum; one or two sessions do not work (S16)",
                       "Share of a full curriculum that a full session teaches."}},
    sim::Parameter<P>{&P::session_cost,
                      {"school_sessions.session_cost", "RON/session", 1200.0, 300.0, 4000.0, 'C',
                       "costs.csv: school_session_cost 2023, a day of a specialist, travel and materials",
                       "A day of sessions at a school. Read by the comparison, never by the run."}},
};

enum Used : std::size_t { sessions };

/// Visits to classes by the regional centre, and by whoever is hired beside its staff.
class Sessions : public Intervention {
public:
    Sessions(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), hours_(delivery.setting("hours_per_visit")),
          classes_(build, delivery, "school_sessions.week", p_, hours_,
                   static_cast<int>(std::lround(delivery.setting("visits_per_year"))))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        std::array<double, county_count> work{};
        classes_.each_school(week, [&](CountyId county, std::uint32_t, const std::vector<std::uint32_t>& classes) {
            work[county.value] += work_hours(county, classes);
            needs.add(county, sessions, class_programme::days(p_, static_cast<double>(classes.size()), hours_));
        });
        for (std::uint8_t county = 0; county < county_count; ++county) {
            needs.centre_staff(CountyId{county}, work[county] / p_.week_hours);
        }
    }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto lesson = world.proposals(build_.beliefs.lesson);
        const auto contact = world.proposals(build_.beliefs.programme);
        const std::uint16_t taught = to_fixed(p_.lesson * classes_.dose());
        const std::uint16_t met = to_fixed(classes_.dose());
        classes_.each_school(week, [&](CountyId, std::uint32_t, const std::vector<std::uint32_t>& classes) {
            for (const std::uint32_t one : classes) {
                lesson(0, {one, taught});
                contact(0, {one, met, Programme::contact});
            }
        });
    }

private:
    double work_hours(CountyId county, const std::vector<std::uint32_t>& classes) const
    {
        return class_programme::work_hours(p_, static_cast<double>(classes.size()), hours_,
                                           build_.centres.km[county.value]);
    }

    const Build& build_;
    Parameters p_;
    double hours_; ///< of a class in a visit
    ClassProgramme classes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Sessions>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "school_sessions",
        "Visits to classes, one or two a year, by the regional centre and whom it hires: somebody has a face and "
        "says whom to call. So few hours inform and change next to nothing else.",
        {{"visits_per_year", "1/year", 1.0, 1.0, 6.0, "Visits to a class in a school year; a whole number.", {}, true},
         {"hours_per_visit", "hour", 1.0, 0.5, 4.0, "Hours of a class in a visit."}},
        {"grades", "levels", "settlement"},
        sim::declarations(declared),
        {{"sessions", "session", price_of(declared, &P::session_cost)}},
        {Staff::facilitator},
        {"lessons", "contacts"},
        {{"false_security",
          "Who knows the words and not how to act takes more risks.",
          "lover_boy.false_security",
          {{"beliefs.lesson_internalises", 0.0}, {"beliefs.lesson_reports", 0.0}, {"beliefs.contact_reports", 0.0}}}},
        "School abuse-prevention lessons (A for knowledge, E for incidence); legal education: none found (E)",
        {"Legal education in school; bar's \"lawyer in your school\""},
        make};
}

} // namespace model::school_sessions
