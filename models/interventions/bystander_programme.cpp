#include "models/interventions/bystander_programme.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

namespace model::bystander_programme {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"bystander_programme.full_hours", "hour", 6.0, 2.0, 30.0, 'D',
                       "assumed: about the training part of Green Dot (Coker 2017)",
                       "Hours of a class that make a full programme."}},
    sim::Parameter<P>{&P::day_hours,
                      {"bystander_programme.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a facilitator's day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"bystander_programme.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares", "A facilitator's hours with classes and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"bystander_programme.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a school."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"bystander_programme.hour_cost", "RON/(class hour)", 125.0, 60.0, 400.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "classes",
                       "An hour of a class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"bystander_programme.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to schools. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::backlash,
                      {"bystander_programme.backlash", "1", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; calls to notify may be heard as calls to inform on friends",
                       "Loyalty among the young of a place raised by a full programme in all its classes."}},
};

enum Used : std::size_t { hours, km };

class Programmes : public Intervention {
public:
    Programmes(const Build& build, const Delivery& delivery)
        : p_(resolved(build.scenario.parameters)),
          classes_(build, delivery, "bystander_programme.week", p_, delivery.setting("hours_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override { classes_.need(week, needs, hours, km); }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        classes_.teach(world, week, Programme::bystander);
        classes_.raise(world, week, Norm::loyalty, p_.backlash);
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
    return {"bystander_programme",
            "Workshops for classes, once a school year: whoever notices must notify and need not prove. Pupils "
            "intervene more; some hear a call to inform on friends.",
            {{"hours_per_year", "hour", 4.0, 1.0, 20.0, "Hours a school year for each class."}},
            {"grades", "levels", "settlement"},
            sim::declarations(declared),
            {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::facilitator},
            {"bystander_programmes", "loyalty"},
            {{"backlash",
              "Calls to notify are heard as calls to inform on friends: more loyalty, fewer reports.",
              "bystander_programme.backlash",
              {{"beliefs.bystander_understands", 0.0}, {"beliefs.bystander_loosens", 0.0}}}},
            "Bystander programme (B)",
            {"Bystander workshops"},
            make};
}

} // namespace model::bystander_programme
