#include "models/interventions/bystander_programme.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

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

/// Schools have their week in these of the school year, as luck has it.
constexpr int first_week = 6;
constexpr int weeks_of_programme = 24;

class Programmes : public Intervention {
public:
    Programmes(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          hours_(delivery.setting("hours_per_year")), dose_(dose(p_, hours_))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        each_school(week, [&](CountyId county, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
            const double road = build_.ground.km_to_town[build_.ground.population.units.locality[unit]];
            const auto n = static_cast<double>(classes.size());
            needs.add(county, hours, n * hours_);
            needs.add(county, km, days(p_, n, hours_) * 2.0 * road);
            needs.staff(county, Staff::facilitator, work_hours(p_, n, hours_, road) / p_.week_hours);
        });
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.beliefs.programme);
        const auto push = world.proposals(build_.norms.dose);
        const Population& people = build_.ground.population;
        const SchoolYear& year = build_.ground.school_year(week.tick);
        each_school(week, [&](CountyId, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
            for (const std::uint32_t one : classes) {
                propose(0, {one, to_fixed(dose_), Programme::bystander});
            }
            // A school's part of the classes of its place.
            const std::uint32_t place = people.units.locality[unit];
            double of_place = 0.0;
            for (std::uint32_t other = 0; other < year.pupils.size(); ++other) {
                of_place +=
                    people.units.locality[other] == place ? year.class_first[other + 1] - year.class_first[other] : 0;
            }
            const double part = static_cast<double>(classes.size()) / of_place;
            if (const std::uint16_t amount = to_fixed(p_.backlash * dose_ * part); amount != 0) {
                push(0, {place, amount, Norm::loyalty, true});
            }
        });
    }

private:
    /// Every school reached whose week it is, with the classes in it that are aimed at; none without such classes.
    template <class Visit>
    void each_school(const Week& week, Visit&& visit) const
    {
        const Ground& ground = build_.ground;
        const Population& people = ground.population;
        const SchoolYear& year = ground.school_year(week.tick);
        const std::chrono::year_month_day start{std::chrono::year{year.first_year} / std::chrono::September / 1};
        const int since = week.tick - ground.clock.tick_of(std::chrono::sys_days{start}) - first_week;
        if (since < 0 || since >= weeks_of_programme) {
            return;
        }
        std::vector<std::uint32_t> classes;
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            const double luck = ground.plans(people.units.stable_id[unit], "bystander_programme.week").uniform();
            if (static_cast<int>(luck * weeks_of_programme) != since || !delivery_.covers_unit(unit, week.now())) {
                continue;
            }
            classes.clear();
            for (std::uint32_t k = year.class_first[unit]; k < year.class_first[unit + 1]; ++k) {
                if (delivery_.aims_at_class(year.classes[k], week.tick)) {
                    classes.push_back(year.classes[k]);
                }
            }
            if (!classes.empty()) {
                visit(people.localities.county[people.units.locality[unit]], unit, classes);
            }
        }
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double hours_; ///< of a class in a school year
    double dose_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Programmes>(build, delivery);
}

} // namespace

double dose(const Parameters& p, double hours)
{
    return std::min(1.0, hours / p.full_hours);
}

double days(const Parameters& p, double classes, double hours)
{
    return std::ceil(classes * hours / p.day_hours);
}

double work_hours(const Parameters& p, double classes, double hours, double km_to_town)
{
    return classes * hours + days(p, classes, hours) * 2.0 * km_to_town / p.speed_kmh;
}

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
            {{"class_hours", "class hour", declared[4].info}, {"travel", "km", declared[5].info}},
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
