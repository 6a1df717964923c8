#include "models/interventions/local_partnerships.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

namespace model::local_partnerships {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{
        &P::hours,
        {"local_partnerships.hours", "hour/week", 15.0, 1.0, 200.0, 'E',
         "assumed: a coordinator for a county of 300,000 makes a whole partnership",
         "Hours for 100,000 residents that bring and keep a partnership where there was none: an addition "
         "of one to its level."}},
    sim::Parameter<P>{
        &P::deputy_hours,
        {"local_partnerships.deputy_hours", "hour/week", 4.0, 0.0, 100.0, 'E',
         "assumed: a deputy who knows it all, and papers that are kept",
         "Hours for 100,000 residents that keep a partnership whole when people leave: a continuity plan."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"local_partnerships.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of who coordinates. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::strategy_cost,
                      {"local_partnerships.strategy_cost", "RON/strategy", 1500000.0, 0.0, 20000000.0, 'E',
                       "assumed: a strategy drawn up, its monitoring, and data on assistance published; two national "
                       "campaigns' worth",
                       "Once for the country."}},
};

enum Used : std::size_t { hours, strategies };

/// Institutions of a county that work together, with a plan for when people leave.
class Partnerships : public Intervention {
public:
    Partnerships(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), level_(delivery.setting("level")),
          continuity_(delivery.setting("continuity_plan")), strategy_(delivery.setting("national_strategy"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(strategies, strategy_ > 0.0 ? 1.0 : 0.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent =
                work_hours(p_, level_, continuity_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::facilitator, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::partnership, level_);
        change_services(world, build_, week, Lever::continuity, continuity_);
        change_services(world, build_, week, Lever::strategy_gap, -strategy_);
    }

private:
    const Build& build_;
    Parameters p_;
    double level_;      ///< added to the level of partnerships
    double continuity_; ///< added to the share that outlives its people
    double strategy_;   ///< share of a gap of the national strategy that is closed
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Partnerships>(build, delivery);
}

} // namespace

double work_hours(const Parameters& p, double level, double continuity, double residents, double reach)
{
    return place_support::for_residents(p.hours * level + p.deputy_hours * continuity, residents) * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "local_partnerships",
        "Schools, child protection, police and organisations of a county work together under a coordinator, with or "
        "without a plan for when people leave, and the national strategy is finalised and funded or not. Meetings take "
        "hours from cases; what was built goes with who built it unless the plan keeps it.",
        {{"level", "1", 0.3, 0.0, 1.0, "Added to the level of the local partnership."},
         {"continuity_plan", "1", 0.5, 0.0, 1.0,
          "Added to the share of a partnership that outlives the person who carried it; 0 without a plan."},
         {"national_strategy", "1", 0.0, 0.0, 1.0,
          "1: a national strategy is finalised and funded, and its data published, where there would be none."}},
        {},
        sim::declarations(declared),
        {{"coordination_hours", "hour", price_of(declared, &P::hour_cost)},
         {"strategies", "strategy", price_of(declared, &P::strategy_cost)}},
        {Staff::facilitator},
        {"partnership", "continuity", "national_strategy"},
        {{"meetings",
          "Meetings take hours of child protection and police.",
          "services.coordination_load",
          // Where all follow the referral mechanism already and cooperation helps nobody, only the meetings are left.
          {{"services.adoption_own_report", 1.0},
           {"services.adoption_public_service", 1.0},
           {"services.adoption_child_protection", 1.0},
           {"services.adoption_police", 1.0},
           {"services.adoption_helpline", 1.0},
           {"services.adoption_ngo", 1.0},
           {"services.adoption_abroad", 1.0},
           {"services.adoption_spread", 0.0},
           {"services.adoption_before", 1.0},
           {"detection.coordination_effect", 0.0}}}},
        "Local partnerships and continuity plans: none found (E); \"What works\" reviews: link to services (A for the "
        "gap)",
        {"Local partnerships with continuity plan",
         "Finalise and fund strategy 2024–28; publish assistance and re-victimisation data"},
        make};
}

} // namespace model::local_partnerships
