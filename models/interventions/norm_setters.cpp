#include "models/interventions/norm_setters.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/place_support.hpp"

#include <algorithm>

namespace model::norm_setters {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* far_away =
    "assumed: SASA! Uganda lowered acceptance, RR 0.54 in about three years (Abramsky 2014); far away, less here";

constexpr std::array declared{
    D{&P::church_lowers,
      {"norm_setters.church_lowers", "1/year", 0.05, 0.0, 0.3, 'E', far_away,
       "Share of the stigma of a place that a year of all its parishes takes."}},
    D{&P::moralising,
      {"norm_setters.moralising", "1/year", 0.01, 0.0, 0.5, 'E',
       "assumed: no study; a sermon on virtue blames who was exploited",
       "Harm: stigma raised in a year in which all parishes of a place speak of it."}},
    D{&P::code_lowers,
      {"norm_setters.code_lowers", "1/year", 0.03, 0.0, 0.3, 'E', far_away,
       "Share of the normalisation of a town that a year in which all its hotels and carriers sign the code takes."}},
    D{&P::volunteers_raise,
      {"norm_setters.volunteers_raise", "1/year", 0.05, 0.0, 0.3, 'E', far_away,
       "Share of those who do not know of the duty to notify that a year of enough peer volunteers tells."}},
    D{&P::solidarity,
      {"norm_setters.solidarity", "1/year", 0.05, 0.0, 0.3, 'E', far_away,
       "Share of the cohesion that a place lacks which a year of enough meetings gives."}},
    D{&P::outreach,
      {"norm_setters.outreach", "1", 0.005, 0.0, 0.05, 'E', "assumed: ten volunteers do a twentieth of outreach",
       "Addition to the relative capacity of organisations by one volunteer for 100,000 residents."}},
    D{&P::full_volunteers,
      {"norm_setters.full_volunteers", "1/100,000", 50.0, 5.0, 1000.0, 'E', "assumed: one in a village",
       "Peer volunteers that are enough."}},
    D{&P::full_meetings,
      {"norm_setters.full_meetings", "1/year", 6.0, 1.0, 52.0, 'E', "assumed: one in two months",
       "Meetings of a place that are enough."}},
    D{&P::church_hours,
      {"norm_setters.church_hours", "hour/year", 6.0, 1.0, 100.0, 'E', "assumed: a day of a parish's clergy",
       "Hours with all parishes of a place."}},
    D{&P::code_hours,
      {"norm_setters.code_hours", "hour/year", 12.0, 1.0, 200.0, 'E', "assumed: two days with staff of hotels",
       "Hours with all hotels and carriers of a town."}},
    D{&P::meeting_hours,
      {"norm_setters.meeting_hours", "hour", 4.0, 1.0, 16.0, 'E', "assumed: an evening and the road",
       "Hours of one meeting in a place."}},
    D{&P::volunteer_hours,
      {"norm_setters.volunteer_hours", "hour/year", 10.0, 1.0, 100.0, 'E', "assumed: training and supervision",
       "Hours for one peer volunteer."}},
    D{&P::hour_cost,
      {"norm_setters.hour_cost", "RON/hour", 80.0, 30.0, 200.0, 'C',
       "costs.csv: anitp_staff_employer_cost_year 2023, 130,000 RON, over 1,720 hours, and the year since",
       "An hour of a facilitator. Read by the comparison, never by the run."}},
    D{&P::volunteer_cost,
      {"norm_setters.volunteer_cost", "RON/(volunteer year)", 600.0, 0.0, 6000.0, 'E',
       "assumed: tickets, meals, insurance", "Spent on a volunteer. Read by the comparison, never by the run."}},
};

enum Used : std::size_t { hours, volunteer_years };

constexpr double weeks_per_year = sim::days_per_year / 7.0;

class NormSetters : public Intervention {
public:
    NormSetters(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery),
          p_(resolved(build.scenario.parameters)), setters_{delivery.setting("church"),
                                                            delivery.setting("tourism_code"),
                                                            delivery.setting("volunteers"),
                                                            delivery.setting("meetings_per_year")}
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double volunteers = place_support::for_residents(setters_.volunteers * week.now()(county),
                                                                   build_.ground.counties[county].persons);
            double of_year = volunteers * p_.volunteer_hours;
            each_place(week, county,
                       [&](std::uint32_t locality) { of_year += place_hours(p_, setters_, is_town(locality)); });
            needs.add(county, hours, of_year / weeks_per_year);
            needs.staff(county, Staff::facilitator, of_year / weeks_per_year / build_.workforce.p.week_hours);
            needs.add(county, volunteer_years, volunteers / weeks_per_year);
        }
    }

    Audience audience(sim::Tick) const override { return residents_meant(delivery_); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::ngo, p_.outreach * setters_.volunteers);
        const place_support::Weeks dosed = place_support::weeks_of_dose(week, delivery_.first());
        const auto push = world.proposals(build_.norms.dose);
        const auto move = [&](std::uint32_t locality, Norm norm, bool raises, double a_year, double share) {
            if (const std::uint16_t amount = to_fixed(place_support::dose(a_year, share)); amount != 0) {
                push(0, {locality, amount, norm, raises});
            }
        };
        const double volunteers = strength(setters_.volunteers, p_.full_volunteers);
        const double meetings = strength(setters_.meetings, p_.full_meetings);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const auto [first, last] = build_.ground.county_localities(block.county);
            for (std::uint32_t l = first; l < last; ++l) {
                const double covered = place_support::mean_share(
                    dosed, [&](sim::Tick tick) { return delivery_.covers_locality(l, week.at(tick)) ? 1.0 : 0.0; });
                move(l, Norm::stigma, false, p_.church_lowers, covered * setters_.church);
                move(l, Norm::stigma, true, p_.moralising, covered * setters_.church);
                move(l, Norm::normalisation, false, p_.code_lowers, covered * (is_town(l) ? setters_.code : 0.0));
                move(l, Norm::duty, true, p_.volunteers_raise, covered * volunteers);
                move(l, Norm::cohesion, true, p_.solidarity, covered * meetings);
            }
        }
    }

private:
    template <class Visit>
    void each_place(const Week& week, CountyId county, Visit&& visit) const
    {
        const auto [first, last] = build_.ground.county_localities(county);
        for (std::uint32_t locality = first; locality < last; ++locality) {
            if (delivery_.covers_locality(locality, week.now())) {
                visit(locality);
            }
        }
    }
    bool is_town(std::uint32_t locality) const
    {
        return build_.ground.population.localities.settlement[locality] == Settlement::urban;
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    Setters setters_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<NormSetters>(build, delivery);
}

} // namespace

double place_hours(const Parameters& p, const Setters& setters, bool town)
{
    return p.church_hours * setters.church + (town ? p.code_hours * setters.code : 0.0) +
           p.meeting_hours * setters.meetings;
}

double strength(double there, double enough)
{
    return std::min(1.0, there / enough);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "norm_setters",
        "Those whom people listen to: parishes speak against blaming victims, hotels and carriers sign a code of "
        "conduct, peer volunteers tell that one must notify and go along with organisations, neighbours meet. Norms "
        "of places move slowly; a sermon may blame instead.",
        {{"church", "1", 0.5, 0.0, 1.0, "Share of the parishes that take part."},
         {"tourism_code", "1", 0.5, 0.0, 1.0, "Share of hotels and carriers that sign; in towns."},
         {"volunteers", "1/100,000", 20.0, 0.0, 1000.0, "Peer volunteers."},
         {"meetings_per_year", "1/year", 2.0, 0.0, 52.0, "Meetings for solidarity in a place in a year."}},
        {},
        sim::declarations(declared),
        {{"hours", "hour", price_of(declared, &P::hour_cost)},
         {"volunteer_years", "volunteer year", price_of(declared, &P::volunteer_cost)}},
        {Staff::facilitator},
        {"stigma", "normalisation", "duty", "cohesion", "ngo_capacity"},
        {{"moralising",
          "A sermon on virtue blames who was exploited: more shame, fewer reports.",
          "norm_setters.moralising",
          {{"norm_setters.church_lowers", 0.0},
           {"norm_setters.code_lowers", 0.0},
           {"norm_setters.volunteers_raise", 0.0},
           {"norm_setters.solidarity", 0.0},
           {"norm_setters.outreach", 0.0}}}},
        "Community mobilisation (B, far setting): norms yes, cases 0-30 %; of church, codes of conduct and peer "
        "volunteers none found (E)",
        {"Community solidarity building", "Church, tourism code of conduct, peer volunteers"},
        make};
}

} // namespace model::norm_setters
