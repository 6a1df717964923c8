#include "models/interventions/uniform_recording.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::uniform_recording {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::check_hours,
                      {"uniform_recording.check_hours", "hour/week", 6.0, 0.0, 40.0, 'E', "assumed: no source yet",
                       "Teaching the criteria and reading lines a second time, in a centre."}},
    sim::Parameter<P>{
        &P::hour_cost,
        {"uniform_recording.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
         "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
         "An hour of who teaches and checks. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::criteria_cost,
                      {"uniform_recording.criteria_cost", "RON/set", 200000.0, 20000.0, 2000000.0, 'E',
                       "assumed: a working group and a change of the register's forms", "Once for the country."}},
};

enum Used : std::size_t { hours, criteria };

class Uniform : public Intervention {
public:
    Uniform(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), uniformity_(delivery.setting("uniformity"))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(criteria, 1.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double spent = check_hours(p_, build_.centres.share[county.value], week.now()(county));
            needs.add(county, hours, spent);
            needs.staff(county, Staff::facilitator, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.recording.uniformity_change);
        change_centres(build_, build_.centres.share, week, uniformity_, [&](std::uint8_t centre, std::int32_t change) {
            propose(0, {change, centre});
        });
    }

private:
    const Build& build_;
    Parameters p_;
    double uniformity_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Uniform>(build, delivery);
}

} // namespace

double check_hours(const Parameters& p, double share, double reach)
{
    return p.check_hours * share * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "uniform_recording",
        "National criteria for the register in the place of each centre's own. It changes what is counted and not what "
        "happens; strict criteria leave some out.",
        {{"uniformity", "1", 1.0, 0.0, 1.0, "How far a centre's own way gives way to the national one."}},
        {},
        sim::declarations(declared),
        {{"check_hours", "hour", price_of(declared, &P::hour_cost)},
         {"criteria", "set", price_of(declared, &P::criteria_cost)}},
        {Staff::facilitator},
        {"recording_rule"},
        {{"left_out",
          "Uniform criteria keep some presumed victims out of the register.",
          "recording.uniform_strict",
          {{"recording.efficiency_spread", 0.0},
           {"recording.year_sd", 0.0},
           {"recording.centre_year_sd", 0.0},
           {"recording.counts_online", 1.0},
           {"recording.error_spread", 0.0}}}},
        "Uniform recording: none found (E)",
        {"Uniform recording criteria"},
        make};
}

} // namespace model::uniform_recording
