#include "models/interventions/income_support.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

#include <algorithm>

namespace model::income_support {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::full_amount,
        {"income_support.full_amount", "RON/month", 400.0, 100.0, 3000.0, 'E',
         "assumed: of the order of a minimum income; dose-response unknown",
         "What a household is paid in a month for full support; of less a share of households feels as much."}},
    sim::Parameter<P>{&P::caseload,
                      {"income_support.caseload", "household", 150.0, 30.0, 600.0, 'E',
                       "assumed: a social worker of a town hall, no count", "Households for one social worker."}},
    sim::Parameter<P>{&P::visits_per_year,
                      {"income_support.visits_per_year", "1/year", 2.0, 0.0, 12.0, 'E', "assumed: one in half a year",
                       "Visits to a household, each from the nearest town."}},
    sim::Parameter<P>{&P::payment,
                      {"income_support.payment", "RON/(RON paid)", 1.03, 1.0, 1.3, 'E',
                       "assumed: three hundredths to pay it out",
                       "What a RON that a household is paid costs. Read by the comparison, never by the run."}},
    sim::Parameter<P>{
        &P::worker_week,
        {"income_support.worker_week", "RON/(worker week)", 1725.0, 900.0, 3500.0, 'C',
         "costs.csv: community_programme_cost_per_locality_year 2023, 180,000 RON for two workers, over 52.18 weeks",
         "What an employer pays for a social worker's week, running costs included. Read by the comparison, never by "
         "the run."}},
    sim::Parameter<P>{&P::km_cost,
                      {"income_support.km_cost", "RON/km", 1.5, 0.5, 3.0, 'E', "assumed: mileage of a small car",
                       "Travel to visits. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::labelling,
                      {"income_support.labelling", "1/year", 0.01, 0.0, 0.5, 'E',
                       "assumed: no study with this outcome; who is paid for being poor may be looked down upon",
                       "Stigma raised in a year where all deprived households are known to be paid."}},
};

enum Used : std::size_t { paid_out, worker_weeks, km };

constexpr double weeks_per_year = sim::days_per_year / 7.0;
constexpr double months_per_year = 12.0;

/// Money for deprived households, with a social worker who finds them.
class IncomeSupport : public Intervention {
public:
    IncomeSupport(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), ron_(delivery.setting("ron_per_month")),
          places_(build, delivery, Support::income, Norm::stigma, p_.labelling, strength(p_, ron_))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        places_.each_place(week, [&](CountyId county, std::uint32_t locality, double reached) {
            const double at_work = place_support::workers(reached, p_.caseload);
            needs.staff(county, Staff::social_worker, at_work);
            needs.add(county, paid_out, paid(reached, ron_));
            needs.add(county, worker_weeks, at_work);
            needs.add(county, km,
                      place_support::travel_km(reached, p_.visits_per_year, build_.ground.km_to_town[locality]));
        });
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override { places_.act(world, week); }

private:
    const Build& build_;
    Parameters p_;
    double ron_; ///< per household and month
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<IncomeSupport>(build, delivery);
}

} // namespace

double strength(const Parameters& p, double ron_per_month)
{
    return std::min(1.0, ron_per_month / p.full_amount);
}

double paid(double households, double ron_per_month)
{
    return households * ron_per_month * months_per_year / weeks_per_year;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"income_support",
            "Money for deprived households: debts press less, and want weighs less in what a family does to its "
            "children, in early marriage and in false offers. Who is paid may be looked down upon.",
            {{"ron_per_month", "RON/month", 400.0, 0.0, 3000.0, "What a household is paid in a month."}},
            {"settlement", "ages", "care", "boarding", "parents_abroad"},
            sim::declarations(declared),
            {{"paid_out", "RON paid", price_of(declared, &P::payment)},
             {"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
             {"travel", "km", price_of(declared, &P::km_cost)}},
            {Staff::social_worker},
            {"income_support", "stigma"},
            {{"labelling",
              "Who is paid for being poor is talked about: more shame, fewer reports.",
              "income_support.labelling",
              {{"supports.income_relief", 0.0},
               {"supports.income_debts", 0.0},
               {"family_complicity.marriage_incentive", 0.0}}}},
            "Cash or incentives for girls (B, far setting): early marriage less, else near zero",
            {"Career advice and job alternatives"},
            make,
            KindClass::measure,
            false,
            {},
            true};
}

} // namespace model::income_support
