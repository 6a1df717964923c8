#include "models/interventions/referral_procedures.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::referral_procedures {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::hours,
        {"referral_procedures.hours", "hour/week", 20.0, 1.0, 200.0, 'E', "assumed: no source yet",
         "Hours for 100,000 residents that bring and keep procedures where there were none: an addition of one "
         "to adoption."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"referral_procedures.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of who brings the procedures. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::agreements_cost,
                      {"referral_procedures.agreements_cost", "RON/set", 200000.0, 0.0, 2000000.0, 'E',
                       "assumed: agreements on returns with the states where most are found", "Once for the country."}},
};

enum Used : std::size_t { hours, agreements };

class Procedures : public Intervention {
public:
    Procedures(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), adoption_(delivery.setting("adoption")),
          returns_(delivery.setting("returns"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(agreements, returns_ > 0.0 ? 1.0 : 0.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent =
                support_hours(p_, adoption_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::facilitator, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::adoption, adoption_);
        change_services(world, build_, week, Lever::return_procedures, returns_);
    }

private:
    const Build& build_;
    Parameters p_;
    double adoption_; ///< added
    double returns_;  ///< share of what is lost on the way home that no longer is
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Procedures>(build, delivery);
}

} // namespace

double support_hours(const Parameters& p, double adoption, double residents, double reach)
{
    constexpr double per = 1e5; // residents
    return p.hours * adoption * residents / per * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"referral_procedures",
            "Every institution's own procedures under the referral mechanism, and agreed ones for who returns from "
            "abroad. More "
            "are referred and fewer lost on the way; forms and meetings take hours from cases.",
            {{"adoption", "1", 0.2, 0.0, 1.0, "Added to every institution's adoption of the referral mechanism."},
             {"returns", "1", 0.5, 0.0, 1.0, "Share of what is lost on the way home from abroad that no longer is."}},
            {},
            sim::declarations(declared),
            {{"support_hours", "hour", price_of(declared, &P::hour_cost)},
             {"agreements", "set", price_of(declared, &P::agreements_cost)}},
            {Staff::facilitator},
            {"adoption", "return_procedures"},
            {{"forms",
              "Forms and meetings take hours of child protection and police.",
              "services.coordination_load",
              // Where all follow the mechanism already and nothing is lost on the way home, only the forms are left.
              {{"services.adoption_own_report", 1.0},
               {"services.adoption_public_service", 1.0},
               {"services.adoption_child_protection", 1.0},
               {"services.adoption_police", 1.0},
               {"services.adoption_helpline", 1.0},
               {"services.adoption_ngo", 1.0},
               {"services.adoption_abroad", 1.0},
               {"services.adoption_spread", 0.0},
               {"services.adoption_before", 1.0},
               {"detection.abroad_lost", 0.0},
               {"referral.lost_after_return", 0.0}}}},
            "Training professionals: report counts could not be settled (A for gap); of procedures none found (E)",
            {"MNIR procedures per institution"},
            make};
}

} // namespace model::referral_procedures
