#include "models/interventions/left_behind_support.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::left_behind_support {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::caseload,
                      {"left_behind_support.caseload", "child", 40.0, 10.0, 150.0, 'E',
                       "assumed: near what a case worker of child protection has (S16), no count of these children's",
                       "Children for one case worker."}},
    sim::Parameter<P>{&P::visits_per_year,
                      {"left_behind_support.visits_per_year", "1/year", 6.0, 1.0, 24.0, 'E',
                       "assumed: one in two months", "Visits to a child at home, each from the nearest town."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"left_behind_support.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a case worker's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"left_behind_support.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to visits. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::child_cost,
                      {"left_behind_support.child_cost", "RON/(child year)", 600.0, 0.0, 5000.0, 'E',
                       "assumed: papers of guardianship, materials, calls",
                       "What is spent on a child beside the worker. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::labelling,
                      {"left_behind_support.labelling", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; named as a risk of singling out (S16)",
                       "Stigma raised in a year where all children left behind are cared for openly."}},
};

enum Used : std::size_t { worker_weeks, km, child_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Case workers for children left behind.
class LeftBehindSupport : public Intervention {
public:
    LeftBehindSupport(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          places_(build, delivery, Support::left_behind, Norm::stigma, p_.labelling)
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
            needs.add(county, child_years, reached / weeks_per_year);
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
    return std::make_unique<LeftBehindSupport>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"left_behind_support",
            "Case workers look after children with a parent abroad or with relatives, and services come to know of the "
            "absence. "
            "What the care itself changes is not known; singling families out may shame them.",
            {},
            {"settlement", "ages", "care", "boarding", "parents_abroad"},
            sim::declarations(declared),
            {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
             {"travel", "km", price_of(declared, &P::km_cost)},
             {"child_years", "child year", price_of(declared, &P::child_cost)}},
            {Staff::social_worker},
            {"left_behind_support", "stigma"},
            {{"labelling",
              "Families who are singled out are talked about: more shame, fewer reports.",
              "left_behind_support.labelling",
              {{"supports.left_behind_relief", 0.0}, {"detection.absence_effect", 0.0}}}},
            "Effect of parents abroad (C, direct risk near 1); of the support itself none found (E)",
            {"Consistent handling of left-behind children; guardianship"},
            make};
}

} // namespace model::left_behind_support
