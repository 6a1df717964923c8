#include "models/interventions/proactive_screening.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::proactive_screening {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::hours,
        {"proactive_screening.hours", "hour/week", 20.0, 1.0, 200.0, 'E', "assumed: no source yet",
         "Hours for 100,000 residents in which twice as much is looked for as police and child protection find "
         "by themselves."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"proactive_screening.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of screening. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::guidelines_cost,
                      {"proactive_screening.guidelines_cost", "RON/set", 150000.0, 0.0, 1000000.0, 'E',
                       "assumed: indicators and interview guides, tried out and translated", "Once for the country."}},
};

enum Used : std::size_t { hours, guidelines };

class Screening : public Intervention {
public:
    Screening(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), intensity_(delivery.setting("intensity"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(guidelines, 1.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent =
                screening_hours(p_, intensity_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::officer, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::screening, intensity_);
    }

private:
    const Build& build_;
    Parameters p_;
    double intensity_; ///< relative increase of what is looked for
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Screening>(build, delivery);
}

} // namespace

double screening_hours(const Parameters& p, double intensity, double residents, double reach)
{
    constexpr double per = 1e5; // residents
    return p.hours * intensity * residents / per * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"proactive_screening",
            "Police and child protection ask persons at risk instead of waiting for reports. It takes hours from other "
            "work, "
            "and who is asked badly, exploited or not, trusts police less.",
            {{"intensity", "1", 1.0, 0.0, 4.0, "Relative increase of what is looked for on own initiative."}},
            {},
            sim::declarations(declared),
            {{"screening_hours", "hour", price_of(declared, &P::hour_cost)},
             {"guidelines", "set", price_of(declared, &P::guidelines_cost)}},
            {Staff::officer},
            {"screening"},
            {{"hours",
              "Hours of police and child protection that reports then lack.",
              "detection.screening_load",
              {{"detection.screening_yield", 0.0}, {"detection.screening_interview", 0.0}}},
             {"bad_interviews",
              "Who is interviewed badly loses trust in police.",
              "detection.screening_interview",
              {{"detection.screening_yield", 0.0}, {"detection.screening_load", 0.0}}}},
            "Trust and victim-centred screening (D)",
            {"Proactive screening of vulnerable groups"},
            make};
}

} // namespace model::proactive_screening
