#include "models/interventions/community_hub.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

#include <algorithm>

namespace model::community_hub {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::children_per_worker,
                      {"community_hub.children_per_worker", "child", 20.0, 8.0, 40.0, 'E',
                       "assumed: a group of an after-school programme", "Children with a place for one worker."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"community_hub.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a worker's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::child_cost,
                      {"community_hub.child_cost", "RON/(child year)", 3500.0, 500.0, 12000.0, 'E',
                       "assumed: a warm meal of 18 RON on 170 school days, and materials",
                       "Meals, tutoring and sessions of a child. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::place_cost,
                      {"community_hub.place_cost", "RON/place", 1500.0, 0.0, 15000.0, 'E',
                       "assumed: a room in a school or town hall, furnished", "Once for each new place."}},
    sim::Parameter<P>{&P::labelling,
                      {"community_hub.labelling", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; free meals tell who is poor (deficit labelling, S16)",
                       "Stigma raised in a year where all children have a place."}},
};

enum Used : std::size_t { worker_weeks, child_years, places_made };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Places after school: meals, tutoring, and sessions linked to them.
class CommunityHub : public Intervention {
public:
    CommunityHub(const Build& build, const Delivery& delivery)
        : p_(resolved(build.scenario.parameters)), places_(build, delivery, Support::hub, Norm::stigma, p_.labelling)
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        places_.each_place(week, [&](CountyId county, std::uint32_t, double reached) {
            const double at_work = place_support::workers(reached, p_.children_per_worker);
            needs.staff(county, Staff::social_worker, at_work);
            needs.add(county, worker_weeks, at_work);
            needs.add(county, child_years, reached / weeks_per_year);
            needs.add(county, places_made, new_places(reached, week.farthest_before()(county), week.now()(county)));
        });
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override { places_.act(world, week); }

private:
    Parameters p_;
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<CommunityHub>(build, delivery);
}

} // namespace

double new_places(double reached, double farthest_before, double share_now)
{
    return reached * std::max(0.0, 1.0 - farthest_before / share_now);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "community_hub",
        "A place after school for children of 6 to 15, with meals and tutoring that bring those whom lessons do not "
        "reach, and sessions linked to them. Children are less often in town and online without anybody; what that "
        "does about trafficking is not known. Free meals tell who is poor.",
        {},
        {"settlement", "ages", "care", "boarding", "parents_abroad"},
        sim::declarations(declared),
        {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
         {"child_years", "child year", price_of(declared, &P::child_cost)},
         {"new_places", "place", price_of(declared, &P::place_cost)}},
        {Staff::social_worker},
        {"hub_support", "stigma"},
        {{"labelling",
          "Who eats there is known to be poor: more shame, fewer reports.",
          "community_hub.labelling",
          {{"supports.hub_nights", 0.0},
           {"supports.hub_online", 0.0},
           {"supports.hub_internalises", 0.0},
           {"life.dropout_hub", 0.0}}}},
        "After-school places with this outcome: none found (E); brief lessons (A for knowledge), dropout prevention "
        "(A for dropout) are near",
        {"Extracurricular, after-school, food and tutoring-linked sessions"},
        make};
}

} // namespace model::community_hub
