#include "models/era.hpp"

#include "models/build.hpp"
#include "models/levers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace model {
namespace {

using P = EraParameters;
using D = sim::Parameter<P>;

constexpr const char* no_table = "assumed: order of EU paper 2017 (S4), which gives no shares";

constexpr std::array declared{
    D{&P::year_shift,
      {"era.year_shift", "year", 0.0, -30.0, 30.0, 'D', "assumed: a scenario's choice",
       "Years from the calendar of the run to the times meant; -15 lets a run of 2022 stand for 2007."}},
    D{&P::internet,
      {"era.internet", "1", 1.0, 0.0, 1.0, 'D', "assumed: order of Eurostat's households with access, not read here",
       "Access to the internet relative to the population as built."}},
    D{&P::migration,
      {"era.migration", "1", 1.0, 0.0, 2.0, 'E', "assumed: free movement since 2007, labour markets open from 2014 on",
       "Freedom to work abroad relative to today: factor on the intent to go and on the odds of exploitation abroad."}},
    D{&P::demand,
      {"era.demand", "1", 1.0, 0.0, 3.0, 'E', "assumed: demand is an aggregate scalar (docs/responsible-use.md)",
       "Demand relative to today: factor on every hazard of recruitment."}},
    D{&P::recruitment_elasticity,
      {"era.recruitment_elasticity", "1", 0.5, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1: demand focus)",
       "Share of a fall in demand by an event that reaches hazards of recruitment."}},
    D{&P::demand_hidden,
      {"era.demand_hidden", "1", -0.1, -1.0, 0.2, 'E', "assumed: what is left is out of sight, no figure",
       "Harm: log hazard ratio of others noticing a case when events have taken away all demand."}},
    D{&P::reference_year,
      {"era.reference_year", "year", 2022.0, 2000.0, 2030.0, 'D', "assumed: the year of the baseline",
       "Year for which the pathways declare their shares abroad."}},
    D{&P::inward_trend,
      {"era.inward_trend", "1/year", 0.15, 0.0, 0.4, 'D',
       "assumed: 105 of 936 inside in 2007 (S17), the majority of sexual victims by 2017 (S50)",
       "Yearly fall of the log odds of exploitation abroad."}},
    D{&P::to_italy, {"era.to_italy", "1", 0.25, 0.0, 1.0, 'E', no_table, "Weight of Italy among cases abroad."}},
    D{&P::to_germany, {"era.to_germany", "1", 0.20, 0.0, 1.0, 'E', no_table, "Weight of Germany among cases abroad."}},
    D{&P::to_united_kingdom,
      {"era.to_united_kingdom", "1", 0.20, 0.0, 1.0, 'E', no_table,
       "Weight of the United Kingdom among cases abroad."}},
    D{&P::to_spain, {"era.to_spain", "1", 0.15, 0.0, 1.0, 'E', no_table, "Weight of Spain among cases abroad."}},
    D{&P::to_france, {"era.to_france", "1", 0.10, 0.0, 1.0, 'E', no_table, "Weight of France among cases abroad."}},
    D{&P::to_other,
      {"era.to_other", "1", 0.10, 0.01, 1.0, 'E', no_table, "Weight of all other countries among cases abroad."}},
};

} // namespace

double Era::year(sim::Tick tick) const
{
    return era::fractional_year(clock.date(tick)) + p.year_shift;
}

double Era::abroad(double share, sim::Tick tick) const
{
    return era::abroad_share(p, share, year(tick));
}

double Era::demand(const sim::World& world) const
{
    return era::demand(p, demand_fall(world));
}

double Era::demand_fall(const sim::World& world) const
{
    return std::clamp(-given(world, demand_given, 0), 0.0, 1.0);
}

namespace era {

double fractional_year(sim::Date date)
{
    using namespace std::chrono;
    const year y = year_month_day{date}.year();
    const sim::Date first = sys_days{y / January / 1};
    const sim::Date next = sys_days{(y + years{1}) / January / 1};
    return static_cast<int>(y) +
           static_cast<double>((date - first).count()) / static_cast<double>((next - first).count());
}

double with_odds(double share, double odds)
{
    return odds > 0.0 ? share * odds / (1.0 - share + share * odds) : 0.0; // share 1 has no odds to lower
}

double demand(const EraParameters& p, double fall)
{
    return p.demand * (1.0 - p.recruitment_elasticity * fall);
}

double visibility(const EraParameters& p, double fall)
{
    return std::exp(p.demand_hidden * fall);
}

double abroad_share(const EraParameters& p, double share, double year)
{
    return with_odds(share, p.migration * std::exp(-p.inward_trend * (year - p.reference_year)));
}

Destination destination(const EraParameters& p, double u)
{
    const std::array weights{p.to_italy, p.to_germany, p.to_united_kingdom, p.to_spain, p.to_france, p.to_other};
    double all = 0.0;
    for (const double weight : weights) {
        all += weight;
    }
    double left = u * all;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        left -= weights[k];
        if (left < 0.0) {
            return static_cast<Destination>(k + 1);
        }
    }
    return Destination::other;
}

EraParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

void make(Build& build)
{
    build.era = {resolved(build.scenario.parameters), build.ground.clock};
    Era& e = build.era;
    e.demand_given = build.world.add_column<std::int32_t>({"era.demand", "1e-6", "what strategies added to demand"}, 1);
    e.demand_change = build.world.add_event<DemandChange>(
        "era.demand", [&e](sim::World& w, const sim::Step&, std::span<DemandChange> changes) {
            for (const DemandChange& change : changes) {
                w.write(e.demand_given)[0] += change.amount;
            }
        });
}

} // namespace era
} // namespace model
