#include "models/interventions/helpline_hours.hpp"

#include "models/build.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::helpline_hours {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::seats,
                      {"helpline_hours.seats", "person", 2.0, 1.0, 10.0, 'E', "assumed: one to speak, one in reserve",
                       "Operators who are there in an added hour, in the country."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"helpline_hours.hour_cost", "RON/hour", 70.0, 30.0, 200.0, 'C',
                       "costs.csv: employer_cost_counsellor_year 2024, 119,500 RON, over 1,720 hours",
                       "An hour of an operator. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::line_cost,
                      {"helpline_hours.line_cost", "RON/week", 3000.0, 0.0, 50000.0, 'E',
                       "assumed: contracts for calls from abroad", "The line from abroad, for the whole country."}},
    sim::Parameter<P>{&P::start_up,
                      {"helpline_hours.start_up", "RON/line", 400000.0, 0.0, 2000000.0, 'E',
                       "costs.csv: mobile_app_development", "Once: the line from abroad and its application."}},
};

enum Used : std::size_t { hours, line_weeks, lines };

class Helpline : public Intervention {
public:
    Helpline(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), hours_(delivery.setting("hours_per_week")),
          abroad_(delivery.setting("from_abroad"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        const double line = abroad_ > 0.0 ? 1.0 : 0.0;
        if (week.begins()) {
            needs.add_national(lines, line);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double residents = resident_share(build_.ground.counties, county);
            const double reach = week.now()(county);
            const double paid = paid_hours(p_, hours_, residents, reach);
            needs.add(county, hours, paid);
            needs.add(county, line_weeks, line * residents * reach);
            needs.staff(county, Staff::counsellor, paid / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::operator_hours, hours_);
        change_services(world, build_, week, Lever::international_line, abroad_);
    }

private:
    const Build& build_;
    Parameters p_;
    double hours_;  ///< of the week, added
    double abroad_; ///< added to the share of calls that come through from abroad
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Helpline>(build, delivery);
}

} // namespace

double paid_hours(const Parameters& p, double hours, double residents, double reach)
{
    return p.seats * hours * residents * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "helpline_hours",
        "An operator at the helpline day and night, and a line that can be reached from abroad. More calls are "
        "answered; "
        "what was said to a new operator may become known.",
        {{"hours_per_week", "hour/week", 128.0, 0.0, 128.0, "Hours of the week with an operator that are added."},
         {"from_abroad", "1", 0.4, 0.0, 1.0, "Added to the share of calls that come through from abroad."}},
        {},
        sim::declarations(declared),
        {{"operator_hours", "hour", price_of(declared, &P::hour_cost)},
         {"line_weeks", "week", price_of(declared, &P::line_cost)},
         {"start_up", "line", price_of(declared, &P::start_up)}},
        {Staff::counsellor},
        {"operator_hours", "international_line"},
        {{"breach",
          "What a caller said becomes known, and trust is lost.",
          "detection.line_breach",
          {{"services.operator_yield", 0.0}}}},
        "\"What works\" reviews: limited effectiveness, target and link to services (A for the gap); of helplines none "
        "found (E)",
        {"Helpline hours, international line, mobile app"},
        make};
}

} // namespace model::helpline_hours
