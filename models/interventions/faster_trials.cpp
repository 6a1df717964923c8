#include "models/interventions/faster_trials.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/delivery.hpp"

#include <algorithm>

namespace model::faster_trials {
namespace {

using P = Parameters;

constexpr const char* no_source = "assumed: no source yet";

constexpr std::array declared{
    sim::Parameter<P>{&P::panel_hours,
                      {"faster_trials.panel_hours", "hour/week", 3.0, 0.1, 100.0, 'E', no_source,
                       "Hours of judges for 100,000 residents so that all panels are specialised."}},
    sim::Parameter<P>{&P::limit_hours,
                      {"faster_trials.limit_hours", "hour/week", 2.0, 0.0, 100.0, 'E', no_source,
                       "Hours of judges for 100,000 residents so that time limits bind all panels."}},
    sim::Parameter<P>{&P::reserve_hours,
                      {"faster_trials.reserve_hours", "hour/week", 3.0, 0.0, 100.0, 'E', no_source,
                       "Hours of judges in reserve for 100,000 residents so that no panel changes."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"faster_trials.hour_cost", "RON/hour", 200.0, 80.0, 600.0, 'E', "assumed: pay of judges",
                       "An hour of a judge. Read by the comparison, never by the run."}},
    sim::Parameter<P>{
        &P::rooms,
        {"faster_trials.rooms", "1/100,000", 0.3, 0.05, 5.0, 'E', "assumed: one in a court",
         "Rooms for 100,000 residents in which testimonies are recorded once, so that none is repeated."}},
    sim::Parameter<P>{&P::room_cost,
                      {"faster_trials.room_cost", "RON/room", 60000.0, 5000.0, 500000.0, 'E', "assumed: equipment",
                       "Once for each new room."}},
};

enum Used : std::size_t { hours, new_rooms };
constexpr double per = 1e5; // residents

class Trials : public Intervention {
public:
    Trials(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), rules_{delivery.setting("specialised"),
                                                                         delivery.setting("fewer_hearings"),
                                                                         delivery.setting("same_panel"),
                                                                         delivery.setting("time_limits")},
          share_(shares_of_centres(build))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double residents = build_.ground.counties[county].persons;
            const double spent = hours_of(p_, rules_, residents, week.now()(county));
            needs.add(county, hours, spent);
            needs.add(county, new_rooms,
                      std::max(0.0, rooms_of(p_, rules_, residents, week.now()(county)) -
                                        rooms_of(p_, rules_, residents, week.farthest_before()(county))));
            needs.staff(county, Staff::magistrate, spent / build_.workforce.p.week_hours);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.justice.rule);
        const std::array<std::pair<CourtRule, double>, 4> all{{{CourtRule::specialised, rules_.specialised},
                                                               {CourtRule::fewer, rules_.fewer},
                                                               {CourtRule::continuity, rules_.continuity},
                                                               {CourtRule::limits, rules_.limits}}};
        for (const auto& [rule, amount] : all) {
            change_centres(build_, share_, week, amount, [&, which = rule](std::uint8_t centre, std::int32_t change) {
                propose(0, {change, centre, which});
            });
        }
    }

private:
    const Build& build_;
    Parameters p_;
    Rules rules_;
    std::array<double, county_count> share_; ///< of the centre
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Trials>(build, delivery);
}

std::vector<SettingInfo> settings()
{
    return {{"specialised", "1", 0.5, 0.0, 1.0, "Added to the share of panels with specialised judges."},
            {"time_limits", "1", 0.5, 0.0, 1.0, "Added to the share of panels whose trials have limits that bind."},
            {"fewer_hearings", "1", 0.5, 0.0, 1.0, "Share of hearings of victims that are done away with."},
            {"same_panel", "1", 0.5, 0.0, 1.0, "Share of changes of panel that are avoided."}};
}

} // namespace

double hours_of(const Parameters& p, const Rules& rules, double residents, double reach)
{
    return (p.panel_hours * rules.specialised + p.limit_hours * rules.limits + p.reserve_hours * rules.continuity) *
           residents / per * reach;
}

double rooms_of(const Parameters& p, const Rules& rules, double residents, double reach)
{
    return p.rooms * rules.fewer * residents / per * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "faster_trials",
        "Specialised judges, time limits that bind, testimonies recorded once, panels that stay. Trials are shorter "
        "and ask less of victims; evidence may be dropped on the way.",
        settings(),
        {},
        sim::declarations(declared),
        {{"judge_hours", "hour", price_of(declared, &P::hour_cost)},
         {"new_rooms", "room", price_of(declared, &P::room_cost)}},
        {Staff::magistrate},
        {"specialised_panels", "hearings", "panel_changes", "time_limits"},
        {{"evidence",
          "Without repeated hearings evidence is missing, and fewer are convicted.",
          "justice.fewer_evidence",
          // Trials in which nobody is heard and no panel changes, at one speed.
          {{"justice.hearings", 0.0},
           {"justice.panel_change", 0.0},
           {"justice.specialised_speed", 0.0},
           {"justice.limits_speed", 0.0},
           {"justice.limits_evidence", 0.0}}},
         {"hurry",
          "Trials that must end in time leave evidence out, and fewer are convicted.",
          "justice.limits_evidence",
          {{"justice.hearings", 0.0},
           {"justice.panel_change", 0.0},
           {"justice.specialised_speed", 0.0},
           {"justice.limits_speed", 0.0},
           {"justice.fewer_evidence", 0.0}}}},
        "Specialist courts, trial limits: none found (E)",
        {"Faster trials, time limits, fewer testimonies, specialist judges"},
        make};
}

} // namespace model::faster_trials
