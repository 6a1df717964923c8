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
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          hours_(delivery.setting("hours_per_visit")),
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
            needs.staff(CountyId{county}, Staff::facilitator, hired(p_, work[county], own(CountyId{county})));
        }
    }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto lesson = world.proposals(build_.beliefs.lesson);
        const auto contact = world.proposals(build_.beliefs.programme);
        const std::uint16_t taught = to_fixed(p_.lesson * classes_.dose());
        const std::uint16_t met = to_fixed(classes_.dose());
        const Reach reach = reached(world, week);
        classes_.each_school(week.tick, reach, [&](CountyId, std::uint32_t, const std::vector<std::uint32_t>& classes) {
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

    /// Persons whom the centre has for prevention in a county as it was found, in the mean over centres.
    double own(CountyId county) const
    {
        const Centres& c = build_.centres;
        return c.p.staff * centres::prevention_share(c.p) * c.share[county.value];
    }

    /// As planned, and with whom another intervention has added to the centre since: they are paid as its staff.
    Reach reached(const sim::World& world, const Week& week) const
    {
        Reach reach = week.now();
        const Centres& c = build_.centres;
        std::array<double, county_count> full{};
        Reach all;
        all.counties.fill(1.0);
        std::array<double, county_count> added{};
        bool any = false;
        for (const CountyBlock& block : build_.ground.population.counties) {
            const std::uint8_t county = block.county.value;
            const std::uint32_t centre = c.centre_of[county];
            const double more = c.staff(world, centre, week.tick) - c.all[centre].staff;
            added[county] = more * centres::prevention_share(c.p) * c.share[county];
            any = any || (reach.counties[county] > 0.0 && added[county] > 0.0);
        }
        if (any) {
            classes_.each_school(week.tick, all,
                                 [&](CountyId county, std::uint32_t, const std::vector<std::uint32_t>& classes) {
                                     full[county.value] += work_hours(county, classes);
                                 });
            for (std::size_t county = 0; county < county_count; ++county) {
                reach.counties[county] =
                    with_added(p_, reach.counties[county], delivery_.coverage(week.tick), added[county], full[county]);
            }
        }
        return reach;
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double hours_; ///< of a class in a visit
    ClassProgramme classes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Sessions>(build, delivery);
}

} // namespace

double hired(const Parameters& p, double work_hours, double own)
{
    return std::max(0.0, work_hours / p.week_hours - own);
}

double with_added(const Parameters& p, double reach, double wanted, double added, double full_hours)
{
    if (reach <= 0.0 || added <= 0.0 || full_hours <= 0.0) {
        return reach;
    }
    return std::max(reach, std::min(wanted, reach + added * p.week_hours / full_hours));
}

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
        {{"visits_per_year", "1/year", 1.0, 1.0, 6.0, "Visits to a class in a school year; a whole number."},
         {"hours_per_visit", "hour", 1.0, 0.5, 4.0, "Hours of a class in a visit."}},
        {"grades", "levels", "settlement"},
        sim::declarations(declared),
        {{"sessions", "session", declared[5].info}},
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
