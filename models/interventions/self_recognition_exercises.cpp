#include "models/interventions/self_recognition_exercises.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

namespace model::self_recognition_exercises {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"self_recognition_exercises.full_hours", "hour", 2.0, 0.5, 10.0, 'E',
                       "assumed: a questionnaire and a talk about it (S16), no figure",
                       "Hours of a class that make full exercises."}},
    sim::Parameter<P>{&P::day_hours,
                      {"self_recognition_exercises.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a facilitator's day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"self_recognition_exercises.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares", "A facilitator's hours with classes and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"self_recognition_exercises.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E',
                       "assumed: country roads", "Speed on the road to a school."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"self_recognition_exercises.hour_cost", "RON/(class hour)", 125.0, 60.0, 400.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "classes",
                       "An hour of a class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"self_recognition_exercises.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E',
                       "assumed: mileage of a small car",
                       "Travel to schools. Read by the comparison, never by the run."}},
};

enum Used : std::size_t { hours, km };

class Exercises : public Intervention {
public:
    Exercises(const Build& build, const Delivery& delivery)
        : p_(resolved(build.scenario.parameters)),
          classes_(build, delivery, "self_recognition_exercises.week", p_, delivery.setting("hours_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override { classes_.need(week, needs, hours, km); }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        classes_.teach(world, week, Programme::recognition);
        classes_.teach(world, week, Programme::distress);
    }

private:
    Parameters p_;
    ClassProgramme classes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Exercises>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"self_recognition_exercises",
            "Questionnaires for classes, once a school year, that do not disclose their aim: some recognise their own "
            "situation and confide. Who was abused before may be left alone with it.",
            {{"hours_per_year", "hour", 2.0, 0.5, 10.0, "Hours a school year for each class."}},
            {"grades", "levels", "settlement"},
            sim::declarations(declared),
            {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::facilitator},
            {"recognition_exercises", "distress"},
            {{"distress",
              "Who was abused before is left alone with what comes up: less trust in school and child protection.",
              "beliefs.distress_loss",
              {{"beliefs.recognition_gain", 0.0}, {"detection.confiding_effect", 0.0}}}},
            "None found (E): self-identification is rare (Germany 2015: 5.5%, D)",
            {"Non-disclosing questionnaire exercises"},
            make};
}

} // namespace model::self_recognition_exercises
