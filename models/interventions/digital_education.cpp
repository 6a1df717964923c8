#include "models/interventions/digital_education.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

namespace model::digital_education {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"digital_education.full_hours", "hour", 4.0, 1.0, 30.0, 'D',
                       "assumed: a brief lesson has an effect (Calvete 2022), more hours than that were not compared",
                       "Hours of a class that make a full programme."}},
    sim::Parameter<P>{&P::day_hours,
                      {"digital_education.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a facilitator's day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"digital_education.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares", "A facilitator's hours with classes and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"digital_education.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a school."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"digital_education.hour_cost", "RON/(class hour)", 125.0, 60.0, 400.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "classes",
                       "An hour of a class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"digital_education.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to schools. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::blame,
                      {"digital_education.blame", "1", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; where care is taught, who was not careful may be blamed",
                       "Stigma of victims in a place raised by a full programme in all its classes."}},
};

enum Used : std::size_t { hours, km };

class Programmes : public Intervention {
public:
    Programmes(const Build& build, const Delivery& delivery)
        : p_(resolved(build.scenario.parameters)),
          classes_(build, delivery, "digital_education.week", p_, delivery.setting("hours_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override { classes_.need(week, needs, hours, km); }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        classes_.teach(world, week, Programme::digital);
        classes_.raise(world, week, Norm::stigma, p_.blame);
    }

private:
    Parameters p_;
    ClassProgramme classes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Programmes>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"digital_education",
            "Hours for classes, once a school year, on privacy and on care for oneself and others online. Pupils take "
            "fewer contacts up; whoever was not careful may be blamed.",
            {{"hours_per_year", "hour", 2.0, 0.5, 20.0, "Hours a school year for each class."}},
            {"grades", "levels", "settlement"},
            sim::declarations(declared),
            {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::facilitator},
            {"digital_programmes", "stigma"},
            {{"blame",
              "Where care online is taught, who was not careful is blamed: more shame, fewer reports.",
              "digital_education.blame",
              {{"online_grooming.online_care_effect", 0.0}}}},
            "Brief online-grooming lesson (B); online programmes overall (C)",
            {"Digital and privacy education: pupils, parents, teachers, carers"},
            make};
}

} // namespace model::digital_education
