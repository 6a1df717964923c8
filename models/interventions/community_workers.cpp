#include "models/interventions/community_workers.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::community_workers {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::caseload,
                      {"community_workers.caseload", "person", 25.0, 8.0, 100.0, 'E',
                       "assumed: one person to one, near what a case worker can know (S16)",
                       "Young persons guided by one worker."}},
    sim::Parameter<P>{&P::visits_per_year,
                      {"community_workers.visits_per_year", "1/year", 12.0, 1.0, 52.0, 'E', "assumed: one a month",
                       "Visits to a person that take the road from the nearest town."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"community_workers.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a worker's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"community_workers.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to visits. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::person_cost,
                      {"community_workers.person_cost", "RON/(person year)", 300.0, 0.0, 3000.0, 'E',
                       "assumed: tickets, papers, a call",
                       "What is spent on a person beside the worker. Read by the "
                       "comparison, never by the run."}},
    sim::Parameter<P>{&P::gossip,
                      {"community_workers.gossip", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: confidentiality is broken by social workers (S16, TIP 2024), no rate",
                       "Stigma raised in a year where all who can be guided are: in a small place it is seen who is "
                       "visited, and told."}},
};

enum Used : std::size_t { worker_weeks, km, person_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Workers who guide the young one to one, and teams that share the load of child protection.
class CommunityWorkers : public Intervention {
public:
    CommunityWorkers(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), teams_(delivery.setting("safeguarding_posts")),
          places_(build, delivery, Support::guidance, Norm::stigma, p_.gossip)
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
        for (const CountyBlock& block : build_.ground.population.counties) {
            const double at_work = posts_in(block.county) * week.now()(block.county); // as far as posts are filled
            needs.staff(block.county, Staff::social_worker, at_work);
            needs.add(block.county, worker_weeks, at_work);
        }
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        places_.act(world, week);
        change_services_by(world, build_, week, Lever::child_protection_posts,
                           [&](CountyId county) { return posts_in(county) / build_.workforce.filled(); });
    }

private:
    /// Posts of safeguarding teams where they reach fully; none where nobody is meant. Where a share of them is filled the plan
    /// reaches that far; child protection has all of them, and draws their vacancies.
    double posts_in(CountyId county) const
    {
        return places_.means_somebody(county)
                   ? place_support::for_residents(teams_, build_.ground.counties[county].persons)
                   : 0.0;
    }

    const Build& build_;
    Parameters p_;
    double teams_; ///< posts for 100,000 residents
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<CommunityWorkers>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "community_workers",
        "Local workers guide the young who are deprived or were abused, one person to one, and safeguarding teams "
        "share the caseload of child protection. The guided trust more and know whom to tell; in a small place it is "
        "seen who is visited.",
        {{"safeguarding_posts", "post", 2.0, 0.0, 20.0,
          "Posts of safeguarding teams for 100,000 residents, added to those of child protection; whole posts work."}},
        {"settlement", "ages", "care", "boarding", "parents_abroad"},
        sim::declarations(declared),
        {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
         {"travel", "km", price_of(declared, &P::km_cost)},
         {"person_years", "person year", price_of(declared, &P::person_cost)}},
        {Staff::social_worker},
        {"guidance_support", "child_protection_posts", "stigma"},
        {{"gossip",
          "In a small place it is seen who is visited, and told: more shame, fewer reports.",
          "community_workers.gossip",
          {{"supports.guidance_relief", 0.0},
           {"supports.guidance_trust", 0.0},
           {"supports.guidance_reports", 0.0},
           {"services.limited", 0.0}}}}, // what posts there are is no limit
        "\"What works\" reviews: target and link to services (A for the gap); of safeguarding teams and one-to-one "
        "guidance with this outcome none found (E)",
        {"Community safeguarding teams and local staff; 1-to-1 guidance"},
        make};
}

} // namespace model::community_workers
