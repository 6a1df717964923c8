#include "models/interventions/labour_inspection.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::labour_inspection {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::site_hours,
                      {"labour_inspection.site_hours", "hour/week", 40.0, 1.0, 400.0, 'E', "assumed: no source yet",
                       "Hours for 100,000 residents in which work sites are inspected twice as often."}},
    sim::Parameter<P>{
        &P::agency_hours,
        {"labour_inspection.agency_hours", "hour/week", 10.0, 1.0, 200.0, 'E', "assumed: no source yet",
         "Hours for 100,000 residents in which all who find work for others are licensed and inspected."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"labour_inspection.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of an inspector. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::agreement_cost,
                      {"labour_inspection.agreement_cost", "RON/agreement", 200000.0, 0.0, 2000000.0, 'E',
                       "assumed: meetings and liaison", "Once for the country: agreements with inspectorates abroad."}},
};

enum Used : std::size_t { hours, agreements };

class Inspection : public Intervention {
public:
    Inspection(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), inspections_(delivery.setting("inspections")),
          control_(delivery.setting("agency_control")), abroad_(delivery.setting("agreements_abroad"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(agreements, abroad_ > 0.0 ? 1.0 : 0.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent =
                hours_of(p_, inspections_, control_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::officer, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::labour_inspection, inspections_);
        change_services(world, build_, week, Lever::agency_control, control_);
        change_services(world, build_, week, Lever::return_procedures, abroad_);
    }

private:
    const Build& build_;
    Parameters p_;
    double inspections_; ///< relative increase
    double control_;     ///< of agencies, in [0, 1]
    double abroad_;      ///< share of what is lost on the way home that no longer is
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Inspection>(build, delivery);
}

} // namespace

double hours_of(const Parameters& p, double inspections, double control, double residents, double reach)
{
    constexpr double per = 1e5; // residents
    return (p.site_hours * inspections + p.agency_hours * control) * residents / per * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"labour_inspection",
            "More inspections of work sites, agencies that are licensed and controlled, and agreements with the "
            "inspectorates of other states. Fewer false offers are made and more cases handed over; workers are fined "
            "in place of helped, and other agents come.",
            {{"inspections", "1", 1.0, 0.0, 4.0, "Relative increase of inspections of work sites."},
             {"agency_control", "1", 0.5, 0.0, 1.0, "Licensing and inspection of those who find work for others."},
             {"agreements_abroad", "1", 0.3, 0.0, 1.0,
              "Share of what is lost on the way home from abroad that no longer is."}},
            {},
            sim::declarations(declared),
            {{"inspector_hours", "hour", price_of(declared, &P::hour_cost)},
             {"agreements", "agreement", price_of(declared, &P::agreement_cost)}},
            {Staff::officer},
            {"labour_inspection", "agency_control", "return_procedures"},
            {{"fined",
              "Whom an inspection meets and does not recognise is fined, and trusts police less.",
              "detection.inspection_fined",
              // Inspections that hand nobody over, no agencies, and nothing lost on the way home.
              {{"detection.labour_inspection", 0.0},
               {"false_job_offer.agencies", 0.0},
               {"detection.abroad_lost", 0.0},
               {"referral.lost_after_return", 0.0}}}},
            "Of inspections and agencies none found (E); pre-departure awareness: sector and channel count, awareness "
            "did not (C, contested)",
            {"Criminal penalties for recruitment fees; labour inspection; Spain MoU; migrant information in own "
             "language"},
            make};
}

} // namespace model::labour_inspection
