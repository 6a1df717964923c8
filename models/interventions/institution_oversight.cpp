#include "models/interventions/institution_oversight.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::institution_oversight {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::institutions,
                      {"institution_oversight.institutions", "1/100,000", 6.0, 1.0, 30.0, 'E', "assumed: no count read",
                       "Homes, services of child protection and police units to inspect, per 100,000 residents."}},
    sim::Parameter<P>{&P::inspection_hours,
                      {"institution_oversight.inspection_hours", "hour", 60.0, 8.0, 400.0, 'E',
                       "assumed: two inspectors for some days, with the report",
                       "Hours of inspectors that an inspection of one institution takes."}},
    sim::Parameter<P>{
        &P::monitoring_hours,
        {"institution_oversight.monitoring_hours", "hour/week", 30.0, 1.0, 200.0, 'E', "assumed: no source yet",
         "Hours for 100,000 residents of a monitor of homes who sees everything: an addition of one to oversight."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"institution_oversight.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of an inspector. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::monitor_cost,
                      {"institution_oversight.monitor_cost", "RON/monitor", 300000.0, 0.0, 3000000.0, 'E',
                       "assumed: statute, methods and a way to complain", "Once for the country."}},
};

enum Used : std::size_t { hours, monitors };

class Oversight : public Intervention {
public:
    Oversight(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)),
          inspections_(delivery.setting("inspections_per_year")), oversight_(delivery.setting("oversight"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(monitors, 1.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent =
                hours_of(p_, inspections_, oversight_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::officer, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::inspection, inspections_);
        const auto propose = world.proposals(build_.homes.add);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const std::int32_t change =
                to_lever(oversight_ * week.now()(block.county)) - to_lever(oversight_ * week.before()(block.county));
            if (change != 0 && block.persons > 0) {
                propose(0, {change, block.county, HomeLever::oversight});
            }
        }
    }

private:
    const Build& build_;
    Parameters p_;
    double inspections_; ///< of each institution, added [1/year]
    double oversight_;   ///< added
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Oversight>(build, delivery);
}

} // namespace

double hours_of(const Parameters& p, double inspections, double oversight, double residents, double reach)
{
    constexpr double per = 1e5; // residents
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    const double of_inspections = p.institutions * inspections / weeks_per_year * p.inspection_hours;
    return (of_inspections + p.monitoring_hours * oversight) * residents / per * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"institution_oversight",
            "Independent inspections of homes, child protection and police, with consequences for those who look away, "
            "and a monitor in homes. Inspections take hours from cases.",
            {{"inspections_per_year", "1/year", 1.0, 0.0, 12.0, "Inspections of every institution that are added."},
             {"oversight", "1", 0.3, 0.0, 1.0, "Added to how closely homes are overseen; 1 leaves nothing unseen."}},
            {},
            sim::declarations(declared),
            {{"inspector_hours", "hour", price_of(declared, &P::hour_cost)},
             {"monitor", "monitor", price_of(declared, &P::monitor_cost)}},
            {Staff::officer},
            {"inspections", "home_oversight"},
            {{"hours",
              "Inspections take hours of child protection and police.",
              "services.inspection_load",
              // Inspections that deter nobody, of homes in which nothing is unseen.
              {{"services.inspection_effect", 0.0}, {"homes.oversight", 1.0}, {"homes.oversight_spread", 0.0}}}},
            "Complicity oversight: none found (E)",
            {"Sanction complicity; independent monitoring of institutions"},
            make};
}

} // namespace model::institution_oversight
