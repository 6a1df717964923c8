#include "models/interventions/boarding_support.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::boarding_support {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::boarders_per_carer,
                      {"boarding_support.boarders_per_carer", "pupil", 30.0, 8.0, 100.0, 'E',
                       "assumed: one carer of an evening for a floor (S16 names the need, no number)",
                       "Boarders for one carer, who is employed the year round."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"boarding_support.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a carer's week, running costs included. Read by the comparison, never by the "
         "run."}},
    sim::Parameter<P>{&P::pupil_cost,
                      {"boarding_support.pupil_cost", "RON/(pupil year)", 400.0, 0.0, 3000.0, 'E',
                       "assumed: days of induction, materials, a common room",
                       "What is spent on a boarder beside the carer. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::closed_ranks,
                      {"boarding_support.closed_ranks", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study; those who are watched may close ranks",
                       "Loyalty among the young raised in a year where all boarders are looked after."}},
};

enum Used : std::size_t { worker_weeks, pupil_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Carers where pupils board.
class BoardingSupport : public Intervention {
public:
    BoardingSupport(const Build& build, const Delivery& delivery)
        : p_(resolved(build.scenario.parameters)),
          places_(build, delivery, Support::boarding, Norm::loyalty, p_.closed_ranks)
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        places_.each_place(week, [&](CountyId county, std::uint32_t, double reached) {
            needs.add(county, pupil_years, reached / weeks_per_year);
            const double at_work = place_support::workers(reached, p_.boarders_per_carer);
            needs.staff(county, Staff::social_worker, at_work);
            needs.add(county, worker_weeks, at_work);
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
    return std::make_unique<BoardingSupport>(build, delivery);
}

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"boarding_support",
            "Induction and carers for pupils who board. Whether it lowers what boarding adds is not known; the watched "
            "may close "
            "ranks and report less.",
            {},
            {"settlement", "ages", "care", "parents_abroad"},
            sim::declarations(declared),
            {{"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
             {"pupil_years", "pupil year", price_of(declared, &P::pupil_cost)}},
            {Staff::social_worker},
            {"boarding_support", "loyalty"},
            {{"closed_ranks",
              "Boarders who are watched close ranks: to report is betrayal.",
              "boarding_support.closed_ranks",
              {{"supports.boarding_relief", 0.0}}}},
            "Boarding support: none found (E)",
            {"Boarding-school induction and support"},
            make};
}

} // namespace model::boarding_support
