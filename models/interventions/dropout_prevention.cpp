#include "models/interventions/dropout_prevention.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::dropout_prevention {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::caseload,
                      {"dropout_prevention.caseload", "pupil", 50.0, 15.0, 200.0, 'E',
                       "assumed: a mentor's list; no count", "Pupils for one mentor."}},
    sim::Parameter<P>{&P::visits_per_year,
                      {"dropout_prevention.visits_per_year", "1/year", 4.0, 0.0, 24.0, 'E', "assumed: one a quarter",
                       "Visits to a pupil's home, each from the nearest town."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"dropout_prevention.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a case worker's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"dropout_prevention.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to visits. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::pupil_cost,
                      {"dropout_prevention.pupil_cost", "RON/(pupil year)", 1500.0, 0.0, 8000.0, 'E',
                       "assumed: meals, books and the way to school",
                       "What is spent on a pupil beside the mentor. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::labelling,
                      {"dropout_prevention.labelling", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; who is listed as a risk may be looked down upon",
                       "Stigma raised in a year where all pupils at risk are on the list."}},
};

enum Used : std::size_t { worker_weeks, km, pupil_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Mentors for pupils who may leave school.
class DropoutPrevention : public Intervention {
public:
    DropoutPrevention(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          places_(build, delivery, Support::dropout, Norm::stigma, p_.labelling)
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        places_.each_place(week, [&](CountyId county, std::uint32_t locality, double reached) {
            const double at_work = place_support::workers(reached, p_.caseload);
            needs.staff(county, Staff::social_worker, at_work);
            needs.add(county, worker_weeks, at_work);
            needs.add(county, km,
                      place_support::travel_km(reached, p_.visits_per_year, build_.ground.km_to_town[locality]));
            needs.add(county, pupil_years, reached / weeks_per_year);
        });
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override { places_.act(world, week); }

private:
    const Build& build_;
    Parameters p_;
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<DropoutPrevention>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"dropout_prevention",
            "Mentors and means for pupils who may leave school, and for those who left it. Fewer leave; what that does "
            "about "
            "trafficking goes through school alone, where others are met too.",
            {},
            {"settlement", "ages", "care", "boarding", "parents_abroad"},
            sim::declarations(declared),
            {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"pupil_years", "pupil year", price_of(declared, &P::pupil_cost)}},
            {Staff::social_worker},
            {"dropout_support", "stigma"},
            {{"labelling",
              "Pupils listed as a risk are looked down upon: more shame, fewer reports.",
              "dropout_prevention.labelling",
              {{"life.dropout_support", 0.0}, {"life.second_chance", 0.0}}}},
            "Dropout prevention (A for dropout, E here)",
            {"Dropout prevention tied to trafficking risk"},
            make};
}

} // namespace model::dropout_prevention
