#include "models/interventions/career_guidance.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>
#include <cmath>

namespace model::career_guidance {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"career_guidance.full_hours", "hour", 12.0, 2.0, 60.0, 'E',
                       "assumed: dose-response unknown, no study with this outcome",
                       "Hours of a class that make a full programme."}},
    sim::Parameter<P>{&P::day_hours,
                      {"career_guidance.day_hours", "hour/day", 5.0, 2.0, 7.0, 'E', "assumed: a school day",
                       "Hours with classes in a facilitator's day at a school."}},
    sim::Parameter<P>{&P::week_hours,
                      {"career_guidance.week_hours", "hour/week", 20.0, 10.0, 35.0, 'E',
                       "assumed: half of the time prepares and speaks with employers",
                       "A facilitator's hours with classes and on the road."}},
    sim::Parameter<P>{&P::speed_kmh,
                      {"career_guidance.speed_kmh", "km/hour", 40.0, 25.0, 60.0, 'E', "assumed: country roads",
                       "Speed on the road to a school."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"career_guidance.hour_cost", "RON/(class hour)", 150.0, 60.0, 500.0, 'D',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON over 52.18 weeks of 20 hours with "
                       "classes, and visits to employers (assumed)",
                       "An hour of a class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"career_guidance.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to schools. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::displaced,
                      {"career_guidance.displaced", "hour/hour", 0.5, 0.0, 5.0, 'E',
                       "assumed: no count; guidance is among the duties of school counsellors (S16)",
                       "Harm: hours of the school's counsellor that an hour of a class takes from counselling."}},
    sim::Parameter<P>{&P::displaced_weeks,
                      {"career_guidance.displaced_weeks", "week", 34.0, 1.0, 40.0, 'E',
                       "assumed: as many weeks in session as a school year has",
                       "Weeks in session over which these hours are spread, from the visit on."}},
};

enum Used : std::size_t { hours, km };

constexpr double millionths = 1e6;

class Guidance : public Intervention {
public:
    Guidance(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          hours_(delivery.setting("hours_per_year")), classes_(build, delivery, "career_guidance.week", p_, hours_)
    {
        const Ground& ground = build.ground;
        sessions_.push_back(0);
        for (sim::Tick tick = ground.clock.first(); tick < ground.clock.last(); tick = tick + 1) {
            sessions_.push_back(sessions_.back() + (ground.in_session(tick) ? 1 : 0));
        }
    }

    void need(const Week& week, Needs& needs) const override { classes_.need(week, needs, hours, km); }

    Audience audience(sim::Tick tick) const override { return classes_.audience(tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        classes_.teach(world, week, Programme::prospects);
        const auto propose = world.proposals(build_.counselling.posts);
        const sim::Tick before = week.tick + -1;
        for (std::uint32_t unit = 0; unit < build_.ground.population.units.locality.size(); ++unit) {
            const std::int32_t was = before < build_.ground.clock.first() ? 0 : taken(unit, week, before);
            if (const std::int32_t change = taken(unit, week, week.tick) - was; change != 0) {
                propose(0, {unit, -change, 0});
            }
        }
    }

private:
    /// What the guidance takes of a school's counsellor [millionths of a post] in a week: for so many weeks in session from a
    /// visit on, while the county is reached. Between terms nobody is counselled, and it is left as it is.
    std::int32_t taken(std::uint32_t unit, const Week& week, sim::Tick tick) const
    {
        const Population& people = build_.ground.population;
        if (week.at(tick)(people.localities.county[people.units.locality[unit]]) <= 0.0) {
            return 0;
        }
        const int year = build_.ground.school_year(tick).first_year;
        for (const int of_year : {year, year - 1}) {
            const sim::Tick visit = classes_.first_visit(unit, of_year);
            if (visit > tick || visit < build_.ground.clock.first()) {
                continue;
            }
            if (sessions_before(tick + 1) - sessions_before(visit) > p_.displaced_weeks) {
                return 0;
            }
            if (delivery_.covers_unit(unit, week.at(visit))) {
                return taken_by(unit, visit);
            }
        }
        return 0;
    }

    /// Weeks in session of the run before one.
    int sessions_before(sim::Tick tick) const
    {
        return sessions_[static_cast<std::size_t>(tick - build_.ground.clock.first())];
    }

    std::int32_t taken_by(std::uint32_t unit, sim::Tick visit) const
    {
        std::vector<std::uint32_t> aimed;
        classes_.aimed_at(unit, visit, aimed);
        const CounsellingParameters& c = build_.counselling.p;
        const double posts = build_.ground.school_year(visit).pupils[unit] / c.pupils_per_post;
        const double class_hours = static_cast<double>(aimed.size()) * hours_;
        return static_cast<std::int32_t>(
            std::lround(displaced_posts(p_, posts, class_hours, c.hours_per_week) * millionths));
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double hours_; ///< of a class in a school year
    ClassProgramme classes_;
    std::vector<int> sessions_; ///< weeks in session before each week of the run
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Guidance>(build, delivery);
}

} // namespace

double displaced_posts(const Parameters& p, double posts, double class_hours, double week_hours)
{
    return std::min(posts, p.displaced * class_hours / p.displaced_weeks / week_hours);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"career_guidance",
            "Hours for classes on careers, and visits to employers near by: where there is another way to earn, want "
            "pulls less towards offers. The school's counsellor gives hours for it and has fewer for pupils.",
            {{"hours_per_year", "hour", 6.0, 1.0, 40.0, "Hours a school year for each class."}},
            {"grades", "levels", "settlement"},
            sim::declarations(declared),
            {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::facilitator},
            {"career_programmes", "counsellor_posts"},
            {{"displaced",
              "Counsellors guide classes instead of seeing pupils: less trust at school, fewer found.",
              "career_guidance.displaced",
              {{"beliefs.prospects_relief", 0.0}}}},
            "Career advice: none found (E)",
            {"Career advice and job alternatives"},
            make};
}

} // namespace model::career_guidance
