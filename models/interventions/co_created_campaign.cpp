#include "models/interventions/co_created_campaign.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>

namespace model::co_created_campaign {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"co_created_campaign.full_hours", "hour", 12.0, 4.0, 60.0, 'E',
                       "assumed: six afternoons from first idea to showing",
                       "Hours in which a class makes a campaign."}},
    sim::Parameter<P>{&P::day_hours,
                      {"co_created_campaign.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a facilitator's day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"co_created_campaign.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares", "A facilitator's hours with classes and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"co_created_campaign.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a school."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"co_created_campaign.hour_cost", "RON/(class hour)", 125.0, 60.0, 400.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "classes",
                       "An hour of a class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"co_created_campaign.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to schools. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::material_cost,
                      {"co_created_campaign.material_cost", "RON/class", 450.0, 0.0, 5000.0, 'C',
                       "costs.csv: school_session_cost 2023, its materials",
                       "Materials, print and pages of one class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::audience,
                      {"co_created_campaign.audience", "person", 4.0, 0.0, 40.0, 'E',
                       "assumed: the family comes to the showing", "Persons of the place who see what a pupil made."}},
    sim::Parameter<P>{&P::distress,
                      {"co_created_campaign.distress", "1", 0.1, 0.0, 1.0, 'E',
                       "assumed: no study; who works on the subject may meet what was done to them, in front of others",
                       "Distress of a full programme, as a share of that of full exercises in recognition."}},
};

enum Used : std::size_t { hours, km, class_campaigns };

/// Classes that make a campaign and show it in their place.
class CoCreated : public Intervention {
public:
    CoCreated(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          classes_(build, delivery, "co_created_campaign.week", p_, delivery.setting("hours_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        classes_.need(week, needs, hours, km);
        classes_.each_school(week, [&](CountyId county, std::uint32_t, const std::vector<std::uint32_t>& classes) {
            needs.add(county, class_campaigns, static_cast<double>(classes.size()));
        });
    }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        classes_.teach(world, week, Programme::co_creation);
        const auto distress = world.proposals(build_.beliefs.programme);
        const auto show = world.proposals(build_.beliefs.campaign);
        const Population& people = build_.ground.population;
        const SchoolYear& year = build_.ground.school_year(week.tick);
        const std::uint16_t left_alone = to_fixed(p_.distress * classes_.dose());
        classes_.each_school(week, [&](CountyId, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
            for (const std::uint32_t one : classes) {
                if (left_alone != 0) {
                    distress(0, {one, left_alone, Programme::distress});
                }
            }
            const std::uint32_t place = people.units.locality[unit];
            const double part =
                static_cast<double>(classes.size()) / (year.class_first[unit + 1] - year.class_first[unit]);
            const double residents = people.localities.first_row[place + 1] - people.localities.first_row[place];
            const double makers = classes_.dose() * part * year.pupils[unit];
            if (const std::uint16_t seen = to_fixed(shown(p_, makers, residents)); seen != 0) {
                show(0, {place, seen});
            }
        });
    }

private:
    const Build& build_;
    Parameters p_;
    ClassProgramme classes_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<CoCreated>(build, delivery);
}

} // namespace

double shown(const Parameters& p, double pupils, double residents)
{
    return residents > 0.0 ? std::min(1.0, p.audience * pupils / residents) : 0.0;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"co_created_campaign",
            "Classes make a campaign themselves and show it in their place. They apply more of what lessons and "
            "campaigns teach; their families and neighbours are informed. Who meets in it what was done to them may be "
            "left alone.",
            {{"hours_per_year", "hour/year", 8.0, 1.0, 60.0, "Hours of each class in a school year."}},
            {"settlement", "levels", "grades"},
            sim::declarations(declared),
            {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"class_campaigns", "class", price_of(declared, &P::material_cost)}},
            {Staff::facilitator},
            {"co_creation", "campaigns", "distress"},
            {{"distress",
              "Who was abused meets it in front of others, is left alone with it, and loses trust.",
              "co_created_campaign.distress",
              {{"beliefs.co_creation_gain", 0.0}, {"co_created_campaign.audience", 0.0}}}},
            "Co-creation: none found (E); a social-emotional part about doubles what is taken in (A for knowledge)",
            {"Co-created campaigns with children"},
            make};
}

} // namespace model::co_created_campaign
