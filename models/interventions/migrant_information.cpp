#include "models/interventions/migrant_information.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::migrant_information {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::told_per_week,
                      {"migrant_information.told_per_week", "person/week", 60.0, 10.0, 400.0, 'E',
                       "assumed: four groups of fifteen at job offices, town halls, borders and points for refugees",
                       "Persons whom one facilitator tells in a week."}},
    sim::Parameter<P>{&P::worker_week,
                      {"migrant_information.worker_week", "RON/(worker week)", 2490.0, 1200.0, 5000.0, 'C',
                       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 52.18 weeks",
                       "A facilitator's week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::person_cost,
                      {"migrant_information.person_cost", "RON/person", 8.0, 0.0, 60.0, 'E',
                       "assumed: a leaflet, a number to call and a model contract",
                       "What is spent on who is told. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::language_cost,
                      {"migrant_information.language_cost", "RON/language", 20000.0, 0.0, 200000.0, 'E',
                       "assumed: translation, recordings and a mediator's review",
                       "Once for the country, a language."}},
    sim::Parameter<P>{&P::screening_hours,
                      {"migrant_information.screening_hours", "hour/week", 20.0, 1.0, 200.0, 'E',
                       "assumed: as screening elsewhere",
                       "Hours for 100,000 residents in which twice as much is looked for as police and child "
                       "protection find by themselves."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"migrant_information.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of screening. Read by the comparison, never by the run."}},
};

enum Used : std::size_t { persons_told, worker_weeks, languages, screening };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Who goes abroad, or came back, is told of rights and of whom to call; arrivals are screened where a strategy wants it.
class Information : public Intervention {
public:
    Information(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), languages_(delivery.setting("languages")),
          screening_(delivery.setting("screening")), places_(build, delivery, Support::migrants, Norm::stigma, 0.0)
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins() && places_.means_somebody()) {
            needs.add_national(languages, languages_);
        }
        places_.each_place(week, [&](CountyId county, std::uint32_t, double reached) {
            const double in_week = told(reached);
            const double at_work = facilitators(p_, in_week);
            needs.add(county, persons_told, in_week);
            needs.add(county, worker_weeks, at_work);
            needs.staff(county, Staff::facilitator, at_work);
        });
        for (const CountyBlock& block : build_.ground.population.counties) {
            const double hours =
                place_support::for_residents(p_.screening_hours * screening_in(block.county) * week.now()(block.county),
                                             build_.ground.counties[block.county].persons);
            needs.add(block.county, screening, hours);
            needs.staff(block.county, Staff::officer, hours / build_.workforce.p.week_hours);
        }
    }

    Audience audience(sim::Tick) const override { return places_.audience(); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        places_.act(world, week);
        change_services_by(world, build_, week, Lever::screening,
                           [&](CountyId county) { return screening_in(county); });
    }

private:
    /// Relative increase of what is looked for, where somebody is meant.
    double screening_in(CountyId county) const { return places_.means_somebody(county) ? screening_ : 0.0; }

    const Build& build_;
    Parameters p_;
    double languages_;
    double screening_;
    PlaceSupport places_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Information>(build, delivery);
}

} // namespace

double told(double reached)
{
    return reached / weeks_per_year;
}

double facilitators(const Parameters& p, double told_in_week)
{
    return told_in_week / p.told_per_week;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "migrant_information",
        "Who wants to work abroad, or came back, is told of rights and of whom to call; refugees and foreign workers "
        "in "
        "their own language. They report more; that they accept fewer offers was not found, and who feels safe may "
        "accept "
        "more. Refugees and foreign workers are no persons of the model: what they are told costs, and what it does to "
        "them is not in the result.",
        {{"languages", "language", 5.0, 1.0, 20.0,
          "Languages beside Romanian that it is translated into; a cost alone."},
         {"screening", "1", 0.0, 0.0, 4.0,
          "Relative increase of what police and child protection look for, where arrivals are registered and "
          "screened."}},
        {"settlement", "ages"},
        sim::declarations(declared),
        {{"persons_told", "person", price_of(declared, &P::person_cost)},
         {"worker_weeks", "worker week", price_of(declared, &P::worker_week)},
         {"languages", "language", price_of(declared, &P::language_cost)},
         {"screening_hours", "hour", price_of(declared, &P::hour_cost)}},
        {Staff::facilitator, Staff::officer},
        {"migrant_information", "screening"},
        {{"false_security",
          "Who knows the rules feels safe and accepts offers that others would refuse.",
          "false_job_offer.rights_effect",
          {{"supports.migrants_reports", 0.0},
           {"detection.screening_yield", 0.0},
           {"detection.screening_load", 0.0},
           {"detection.screening_interview", 0.0}}},
         {"screening_hours",
          "Screening of arrivals takes hours of police and child protection from reports.",
          "detection.screening_load",
          {{"supports.migrants_reports", 0.0},
           {"false_job_offer.rights_effect", 0.0},
           {"detection.screening_yield", 0.0},
           {"detection.screening_interview", 0.0}}}},
        "Pre-departure awareness: Work in Freedom (C, contested), centre zero; of measures for refugees none found (E)",
        {"Criminal penalties for recruitment fees; labour inspection; Spain MoU; migrant information in own language",
         "Refugee measures (Blue Dots, database screening)"},
        make};
}

} // namespace model::migrant_information
