#include "models/interventions/victim_assistance.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/county_lever.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/whole_shares.hpp"

#include <algorithm>
#include <cmath>

namespace model::victim_assistance {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::shelter_staff,
                      {"victim_assistance.shelter_staff", "person/place", 0.3, 0.05, 2.0, 'E', "assumed: no source yet",
                       "Social workers and carers for a place in a shelter."}},
    sim::Parameter<P>{&P::day_staff,
                      {"victim_assistance.day_staff", "person/place", 0.05, 0.01, 0.5, 'E', "assumed: a caseload of 20",
                       "Social workers for a place without housing."}},
    sim::Parameter<P>{&P::shelter_week,
                      {"victim_assistance.shelter_week", "RON/(place week)", 1265.0, 300.0, 5000.0, 'C',
                       "costs.csv: cost_shelter_victim_month 2023, 5,500 RON",
                       "A place in a shelter for a week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::day_week,
                      {"victim_assistance.day_week", "RON/(place week)", 575.0, 100.0, 3000.0, 'C',
                       "costs.csv: assistance_package_non_residential 2023, 15,000 RON for about 6 months",
                       "A place without housing for a week. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::shelter_start,
                      {"victim_assistance.shelter_start", "RON/place", 30000.0, 0.0, 300000.0, 'E',
                       "assumed: rooms and licence", "Once for a new place in a shelter."}},
    sim::Parameter<P>{&P::grant_cost,
                      {"victim_assistance.grant_cost", "RON/unit", 1500.0, 100.0, 20000.0, 'E',
                       "assumed: Swiss grants 2014-2018 (costs.csv) gave about 200 RON a week for 100,000 residents",
                       "Grants of a week that double organisations of mean capacity, for 100,000 residents."}},
    sim::Parameter<P>{&P::counsel_cost,
                      {"victim_assistance.counsel_cost", "RON/unit", 300.0, 20.0, 5000.0, 'E',
                       "assumed: 500 victims a year in the country at 6,000 RON",
                       "Counsel of a week for all who are helped, of 100,000 residents."}},
    sim::Parameter<P>{&P::fund_cost,
                      {"victim_assistance.fund_cost", "RON/RON", 0.5, 0.0, 1.0, 'E',
                       "assumed: the rest is what courts have seized",
                       "Share of the fund's added income that the budget pays."}},
};

enum Used : std::size_t { shelter_weeks, day_weeks, new_shelter, grants, counsel, fund };

class Assistance : public Intervention {
public:
    Assistance(const Build& build, const Delivery& delivery)
        : build_(build), p_(resolved(build.scenario.parameters)), ngo_(delivery.setting("ngo")),
          legal_aid_(delivery.setting("legal_aid")), unconditional_(delivery.setting("unconditional_help")),
          fund_(delivery.setting("fund_per_year")), orders_(delivery.setting("compensation_orders")),
          share_(shares_of_centres(build))
    {
        const Counties& counties = build.ground.counties;
        std::array<double, county_count> children{};
        for (std::size_t i = 0; i < county_count; ++i) {
            children[i] = counties.all[i].children;
        }
        const auto residents = residents_by_county(counties);
        const auto places = [&](const char* setting, const auto& weight, sim::Purpose turn) {
            return WholePieces(whole_shares(delivery.setting(setting), weight), build.ground.plans, turn);
        };
        places_ = {places("child_places", children, "victim_assistance.child_place"),
                   places("adult_places", residents, "victim_assistance.adult_place"),
                   places("day_places", residents, "victim_assistance.day_place")};
    }

    void need(const Week& week, Needs& needs) const override
    {
        constexpr double per = 1e5; // residents
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double reach = week.now()(county);
            const double shelter = shelter_places(county, reach);
            const double day = places(PlaceKind::day_service, county, reach);
            const double residents = build_.ground.counties[county].persons / per;
            needs.add(county, shelter_weeks, shelter);
            needs.add(county, day_weeks, day);
            needs.add(county, new_shelter,
                      std::max(0.0, shelter - shelter_places(county, week.farthest_before()(county))));
            needs.add(county, grants, ngo_ * residents * reach);
            needs.add(county, counsel, legal_aid_ * residents * reach);
            needs.add(county, fund, income(county, reach));
            needs.staff(county, Staff::social_worker, shelter * p_.shelter_staff + day * p_.day_staff);
        }
    }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        change_services(world, build_, week, Lever::ngo, ngo_);
        change_services(world, build_, week, Lever::legal_aid, legal_aid_);
        change_services(world, build_, week, Lever::unconditional_help, unconditional_);
        open_places(world, week);
        const auto pay = world.proposals(build_.compensation.change);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const std::int64_t ron = whole_income(block.county, week);
            if (ron > 0 && block.persons > 0) {
                pay(0, {ron, none, block.county.value, MoneyKind::income});
            }
        }
        const auto rule = world.proposals(build_.justice.rule);
        change_centres(build_, share_, week, orders_, [&](std::uint8_t centre, std::int32_t change) {
            rule(0, {change, centre, CourtRule::compensation});
        });
    }

private:
    /// Whole places, as many as are paid for.
    void open_places(sim::World& world, const Week& week) const
    {
        const auto propose = world.proposals(build_.services.change);
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            for (std::size_t k = 0; k < place_kinds; ++k) {
                const auto kind = static_cast<PlaceKind>(k);
                const std::int32_t change = to_lever(places(kind, county, week.now()(county))) -
                                            to_lever(places(kind, county, week.before()(county)));
                if (change != 0 && block.persons > 0) {
                    propose(0, {change, county.value,
                                static_cast<Lever>(static_cast<std::size_t>(Lever::child_shelter) + k)});
                }
            }
        }
    }

    double places(PlaceKind kind, CountyId county, double reach) const
    {
        return places_[static_cast<std::size_t>(kind)].there(county, reach);
    }
    double shelter_places(CountyId county, double reach) const
    {
        return places(PlaceKind::child_shelter, county, reach) + places(PlaceKind::adult_shelter, county, reach);
    }
    double income(CountyId county, double reach) const
    {
        return fund_income(fund_, resident_share(build_.ground.counties, county), reach);
    }
    /// Whole RON of the week: those to which what was due up to now adds up, and did not before.
    std::int64_t whole_income(CountyId county, const Week& week) const
    {
        double reached = 0.0;
        for (sim::Tick tick = build_.ground.clock.first(); tick < week.tick; tick = tick + 1) {
            reached += week.at(tick)(county);
        }
        const double now = week.now()(county);
        return std::llround(income(county, reached + now)) - std::llround(income(county, reached));
    }

    const Build& build_;
    Parameters p_;
    double ngo_;                                  ///< added to the relative capacity of organisations
    double legal_aid_;                            ///< added to the share of those helped who have counsel
    double unconditional_;                        ///< share of what is refused for want of testimony that no longer is
    double fund_;                                 ///< RON/year, country
    double orders_;                               ///< added to the share of convictions that order compensation
    std::array<WholePieces, place_kinds> places_; ///< by kind
    std::array<double, county_count> share_;      ///< of the centre
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Assistance>(build, delivery);
}

std::vector<SettingInfo> settings()
{
    return {{"child_places", "place", 40.0, 0.0, 2000.0, "Places for children in shelters, added in the country."},
            {"adult_places", "place", 60.0, 0.0, 2000.0, "Places for adults in shelters, added in the country."},
            {"day_places", "place", 250.0, 0.0, 10000.0, "Places of help without housing, added in the country."},
            {"ngo", "1", 0.5, 0.0, 5.0, "Added to the capacity of organisations; 1 is the mean county's."},
            {"legal_aid", "1", 0.3, 0.0, 1.0, "Added to the share of those helped who have counsel."},
            {"unconditional_help", "1", 0.5, 0.0, 1.0, "Share of what is refused for want of testimony that is given."},
            {"fund_per_year", "RON/year", 2e6, 0.0, 1e8, "Added to the income of the country's fund for victims."},
            {"compensation_orders", "1", 0.2, 0.0, 1.0, "Added to the share of convictions that order compensation."}};
}

std::vector<ResourceInfo> resources()
{
    return {{"shelter_weeks", "place week", price_of(declared, &P::shelter_week)},
            {"day_weeks", "place week", price_of(declared, &P::day_week)},
            {"new_shelter", "place", price_of(declared, &P::shelter_start)},
            {"grants", "unit", price_of(declared, &P::grant_cost)},
            {"counsel", "unit", price_of(declared, &P::counsel_cost)},
            {"fund", "RON", price_of(declared, &P::fund_cost)}};
}

} // namespace

double fund_income(double a_year, double residents, double reach)
{
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    return a_year / weeks_per_year * residents * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "victim_assistance",
        "Help for all who were exploited: places, grants to organisations, counsel, help that asks for no testimony, "
        "compensation that is paid. Whether fewer return to exploitation is not known; new places strain those who "
        "run them.",
        settings(),
        {},
        sim::declarations(declared),
        resources(),
        {Staff::social_worker},
        {"assistance_places", "ngo_capacity", "legal_aid", "unconditional_help", "compensation_fund",
         "compensation_orders"},
        {{"strain",
          "Where places are new and staff are not experienced, more leave before the end.",
          "referral.strain_effect",
          // Places that take nobody in, and nothing left to add to the rest.
          {{"services.place_yield", 0.0},
           {"detection.ngo", 0.0},
           {"referral.legal_aid", 1.0},
           {"referral.tied_to_testimony", 0.0},
           {"compensation.applies", 0.0},
           {"justice.compensation", 1.0}}}},
        "Aftercare: moderate wellbeing gains (C); on return to exploitation none found (E)",
        {"NGO grants, flexible licensing, seized-asset fund",
         "Assistance for all victims; legal counsel; compensation paid"},
        make};
}

} // namespace model::victim_assistance
