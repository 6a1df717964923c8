#include "models/interventions/return_migrant_support.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::return_migrant_support {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::caseload,
                      {"return_migrant_support.caseload", "person", 30.0, 8.0, 120.0, 'E',
                       "assumed: papers, a school and work take longer than care; nobody counts who came back (S16)",
                       "Persons lately back for one worker."}},
    sim::Parameter<P>{&P::visits_per_year,
                      {"return_migrant_support.visits_per_year", "1/year", 4.0, 1.0, 24.0, 'E',
                       "assumed: one in a quarter", "Visits to a person, each from the nearest town."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"return_migrant_support.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a worker's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"return_migrant_support.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E',
                       "assumed: mileage of a small car",
                       "Travel to visits. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::person_cost,
                      {"return_migrant_support.person_cost", "RON/(person year)", 1200.0, 0.0, 8000.0, 'E',
                       "assumed: lessons in Romanian, recognition of certificates, books of the first school year",
                       "What is spent on a person beside the worker. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::labelling,
                      {"return_migrant_support.labelling", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; who came back with nothing may be pointed at",
                       "Stigma raised in a year where all who came back are looked after."}},
};

enum Used : std::size_t { worker_weeks, km, person_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Workers for who came back from abroad lately, and for the children they brought along.
class ReturnMigrantSupport : public Intervention {
public:
    ReturnMigrantSupport(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          places_(build, delivery, Support::returned, Norm::stigma, p_.labelling)
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
            needs.add(county, person_years, reached / weeks_per_year);
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
    return std::make_unique<ReturnMigrantSupport>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"return_migrant_support",
            "Workers help who came back from abroad lately, and the children who came along: papers, a place at "
            "school, work. Pupils go back to school sooner; what else it changes is not known. Who is known to have "
            "failed abroad may be looked down upon.",
            {},
            {"settlement", "ages", "care", "boarding", "parents_abroad"},
            sim::declarations(declared),
            {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"person_years", "person year", price_of(declared, &P::person_cost)}},
            {Staff::social_worker},
            {"returned_support", "stigma"},
            {{"labelling",
              "Who came back is talked about: more shame, fewer reports.",
              "return_migrant_support.labelling",
              {{"supports.returned_relief", 0.0}, {"life.second_chance", 0.0}}}},
            "Reintegration of return migrants: none found (E); staying at school (A for dropout) is near",
            {"Return-migrant reintegration"},
            make};
}

} // namespace model::return_migrant_support
