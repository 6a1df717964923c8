#include "models/interventions/co_created_campaign.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

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

/// Schools have their week in these of the school year, as luck has it.
constexpr int first_week = 6;
constexpr int weeks_of_campaign = 24;

/// Classes that make a campaign and show it in their place.
class CoCreated : public Intervention {
public:
    CoCreated(const Build& build, const Delivery& delivery)
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
            needs.add(county, class_campaigns, n);
            needs.staff(county, Staff::facilitator, work_hours(p_, n, hours_, road) / p_.week_hours);
        });
    }

    Audience audience(sim::Tick tick) const override { return pupils_meant(delivery_, tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto make_one = world.proposals(build_.beliefs.programme);
        const auto show = world.proposals(build_.beliefs.campaign);
        const Population& people = build_.ground.population;
        const SchoolYear& year = build_.ground.school_year(week.tick);
        const std::uint16_t made = to_fixed(dose_);
        const std::uint16_t distress = to_fixed(p_.distress * dose_);
        each_school(week, [&](CountyId, std::uint32_t unit, const std::vector<std::uint32_t>& classes) {
            for (const std::uint32_t one : classes) {
                make_one(0, {one, made, Programme::co_creation});
                if (distress != 0) {
                    make_one(0, {one, distress, Programme::distress});
                }
            }
            const std::uint32_t place = people.units.locality[unit];
            const double part =
                static_cast<double>(classes.size()) / (year.class_first[unit + 1] - year.class_first[unit]);
            const double residents = people.localities.first_row[place + 1] - people.localities.first_row[place];
            if (const std::uint16_t seen = to_fixed(shown(p_, dose_ * part * year.pupils[unit], residents));
                seen != 0) {
                show(0, {place, seen});
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
        if (since < 0 || since >= weeks_of_campaign) {
            return;
        }
        std::vector<std::uint32_t> classes;
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            const double luck = ground.plans(people.units.stable_id[unit], "co_created_campaign.week").uniform();
            if (static_cast<int>(luck * weeks_of_campaign) != since || !delivery_.covers_unit(unit, week.now())) {
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
    return std::make_unique<CoCreated>(build, delivery);
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
            {{"class_hours", "class hour", declared[4].info},
             {"travel", "km", declared[5].info},
             {"class_campaigns", "class", declared[6].info}},
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
