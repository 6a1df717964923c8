#include "models/interventions/demand_reduction.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/levers.hpp"

#include <algorithm>

namespace model::demand_reduction {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_campaigns,
                      {"demand_reduction.full_campaigns", "1/year", 2.0, 0.5, 12.0, 'E',
                       "assumed: dose-response unknown",
                       "Campaigns at buyers and employers in a year that make a full effort."}},
    sim::Parameter<P>{&P::fall,
                      {"demand_reduction.fall", "1", 0.01, 0.0, 0.2, 'E',
                       "assumed: no study (docs/evidence.md 1: a model's 1.5% is no datum); small, wide",
                       "Share of demand that a full effort takes away while it lasts."}},
    sim::Parameter<P>{&P::campaign_cost,
                      {"demand_reduction.campaign_cost", "RON/campaign", 750000.0, 100000.0, 4000000.0, 'C',
                       "costs.csv: national_campaign_cost 2023",
                       "A campaign in the whole country. Read by the comparison, never by the run."}},
};

enum Used : std::size_t { campaigns };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Campaigns at those who buy what the exploited are made to do; one demand for the whole country.
class DemandReduction : public Intervention {
public:
    DemandReduction(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), per_year_(delivery.setting("campaigns_per_year"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        needs.add_national(campaigns, week.now().national * per_year_ / weeks_per_year);
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const std::int32_t change = taken(week.now()) - taken(week.before());
        if (change != 0) {
            world.proposals(build_.era.demand_change)(0, {-change});
        }
    }

private:
    std::int32_t taken(const Reach& reach) const { return to_lever(fall(p_, per_year_, reach.national)); }

    const Build& build_;
    Parameters p_;
    double per_year_; ///< campaigns
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<DemandReduction>(build, delivery);
}

} // namespace

double fall(const Parameters& p, double campaigns_per_year, double reach)
{
    return p.fall * std::min(1.0, campaigns_per_year / p.full_campaigns) * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"demand_reduction",
            "Campaigns in the whole country at those who buy and employ. A part of what demand falls by reaches "
            "recruitment; what is left goes out of sight.",
            {{"campaigns_per_year", "1/year", 2.0, 0.5, 12.0, "Campaigns in a year."}},
            {},
            sim::declarations(declared),
            {{"campaigns", "campaign", price_of(declared, &P::campaign_cost)}},
            {},
            {"demand"},
            {{"hidden",
              "What is left of demand hides: others notice cases less.",
              "era.demand_hidden",
              {{"era.recruitment_elasticity", 0.0}}}},
            "Demand focus (D, a model: not used as data); none found (E)",
            {"Demand reduction"},
            make,
            KindClass::measure,
            true};
}

} // namespace model::demand_reduction
