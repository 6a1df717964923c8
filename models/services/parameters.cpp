#include "models/services/services.hpp"

namespace model {
namespace {

using P = ServiceParameters;
using D = sim::Parameter<P>;

constexpr const char* staff_tables = "assumed: no table of staff by county was found";
constexpr const char* places_source =
    "TIP 2024: three government shelters for trafficking, one for children; the rest by organisations; places assumed";
constexpr const char* adoption_source = "assumed: the mechanism of 2023 is new (TIP 2024); no figure by institution";

constexpr std::array declared{
    D{&P::training_teacher,
      {"services.training_teacher", "1", 0.10, 0.0, 1.0, 'E', "assumed: teachers resist reporting (S16), no figure",
       "Mean share of teachers with fresh training."}},
    D{&P::training_police,
      {"services.training_police", "1", 0.20, 0.0, 1.0, 'E', "assumed: training piloted in 2023 (TIP 2024)",
       "Mean share of county police with fresh training."}},
    D{&P::training_social_worker,
      {"services.training_social_worker", "1", 0.25, 0.0, 1.0, 'E', "assumed: no source yet",
       "Mean share of child protection staff with fresh training."}},
    D{&P::turnover_teacher,
      {"services.turnover_teacher", "1/year", 0.08, 0.0, 1.0, 'E', "assumed: no source yet",
       "Teachers who leave the county's schools."}},
    D{&P::turnover_police,
      {"services.turnover_police", "1/year", 0.12, 0.0, 1.0, 'E',
       "assumed: retirements and turnover (TIP 2024), no figure", "Police who leave the post."}},
    D{&P::turnover_social_worker,
      {"services.turnover_social_worker", "1/year", 0.20, 0.0, 1.0, 'E',
       "assumed: burnout and turnover (S16), no figure", "Child protection staff who leave the post."}},
    D{&P::training_spread,
      {"services.training_spread", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
       "Half-width of counties' shares trained, of the mean."}},
    D{&P::training_half_life,
      {"services.training_half_life", "year", 2.0, 0.25, 10.0, 'E', "assumed: no source yet",
       "Half-life of the skill of those who stay."}},
    D{&P::partnership,
      {"services.partnership", "1", 0.4, 0.0, 1.0, 'E', "assumed: cooperation depends on persons (S16), no figure",
       "Mean level of local partnerships."}},
    D{&P::partnership_spread,
      {"services.partnership_spread", "1", 0.5, 0.0, 1.0, 'E', "assumed: no source yet",
       "Half-width of counties' partnerships, of the mean."}},
    D{&P::partnership_turnover,
      {"services.partnership_turnover", "1/year", 0.3, 0.0, 5.0, 'E',
       "assumed: cooperation falls when people leave (S16), no figure",
       "Hazard that the person who carries a partnership leaves."}},
    D{&P::partnership_continuity,
      {"services.partnership_continuity", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of a partnership that outlives the person who carried it."}},
    D{&P::partnership_half_life,
      {"services.partnership_half_life", "year", 0.75, 0.1, 10.0, 'E', "assumed: no source yet",
       "Time in which half of what was lost is built up again."}},
    D{&P::complicity_care,
      {"services.complicity_care", "1", 0.06, 0.0, 0.5, 'D', "TIP 2024: 21 staff prosecuted in one case; no rate",
       "Mean probability that a care institution's staff look away."}},
    D{&P::complicity_child_protection,
      {"services.complicity_child_protection", "1", 0.02, 0.0, 0.5, 'E', "TIP 2024: officials prosecuted; no rate",
       "Mean probability that child protection looks away."}},
    D{&P::complicity_police,
      {"services.complicity_police", "1", 0.04, 0.0, 0.5, 'E', "TIP 2024: 25 state employees investigated; no rate",
       "Mean probability that police look away."}},
    D{&P::inspection_effect,
      {"services.inspection_effect", "year", 0.5, 0.0, 5.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Fall of log complicity per independent inspection a year."}},
    D{&P::reluctance,
      {"services.reluctance", "1", 0.05, 0.0, 0.5, 'E', "TIP 2024: bias and weak screening named; no rate",
       "Mean share of reports from a locality that services do not take up."}},
    D{&P::children_per_worker,
      {"services.children_per_worker", "child", 35.0, 10.0, 100.0, 'E', staff_tables,
       "Children in special protection for one post of child protection."}},
    D{&P::caseload_spread,
      {"services.caseload_spread", "1", 0.4, 0.0, 0.9, 'E', "assumed: uneven between counties (TIP 2024), no figure",
       "Half-width of counties' children per post, of the mean."}},
    D{&P::police_per_100k,
      {"services.police_per_100k", "1/100,000", 3.0, 0.5, 30.0, 'E', staff_tables,
       "Police posts per 100,000 residents who deal with young people and trafficking."}},
    D{&P::leaving,
      {"services.leaving", "1/year", 0.15, 0.0, 2.0, 'E', "assumed: staff shortage and burnout (S16), no figure",
       "Hazard that a filled post becomes vacant."}},
    D{&P::filling,
      {"services.filling", "1/year", 0.9, 0.05, 12.0, 'E', "assumed: no source yet",
       "Hazard that a vacant post is filled."}},
    D{&P::ngo_wealth,
      {"services.ngo_wealth", "1", 1.0, 0.0, 4.0, 'E',
       "assumed: poor areas sustain fewer organisations (S16), no figure",
       "Elasticity of organisations' capacity to the county's wage."}},
    D{&P::ngo_smallest,
      {"services.ngo_smallest", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
       "Smallest relative capacity of organisations."}},
    D{&P::ngo_largest,
      {"services.ngo_largest", "1", 2.0, 1.0, 5.0, 'E', "assumed: no source yet",
       "Largest relative capacity of organisations before grants."}},
    D{&P::operator_hours,
      {"services.operator_hours", "hour/week", 40.0, 0.0, 168.0, 'C', "TIP 2024: operator in office hours",
       "Hours a week in which the helpline has an operator."}},
    D{&P::calling_hours,
      {"services.calling_hours", "hour/week", 112.0, 40.0, 168.0, 'E', "assumed: sixteen hours a day",
       "Hours a week over which calls are spread."}},
    D{&P::callback,
      {"services.callback", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
       "Share of calls without an operator that are followed up."}},
    D{&P::child_shelter,
      {"services.child_shelter", "place", 40.0, 0.0, 2000.0, 'D', places_source,
       "Licensed places for child victims in the country."}},
    D{&P::adult_shelter,
      {"services.adult_shelter", "place", 60.0, 0.0, 2000.0, 'D', places_source,
       "Shelter places for adult victims in the country."}},
    D{&P::day_service,
      {"services.day_service", "place", 250.0, 0.0, 10000.0, 'E', places_source,
       "Persons whom counselling without housing can take in the country."}},
    D{&P::adoption_own_report,
      {"services.adoption_own_report", "1", 0.50, 0.0, 1.0, 'E', adoption_source,
       "Adoption of the referral mechanism where persons, families or citizens report."}},
    D{&P::adoption_public_service,
      {"services.adoption_public_service", "1", 0.30, 0.0, 1.0, 'E', adoption_source,
       "Adoption by schools and health services."}},
    D{&P::adoption_child_protection,
      {"services.adoption_child_protection", "1", 0.60, 0.0, 1.0, 'E', adoption_source,
       "Adoption by child protection."}},
    D{&P::adoption_police,
      {"services.adoption_police", "1", 0.60, 0.0, 1.0, 'E', adoption_source, "Adoption by police."}},
    D{&P::adoption_helpline,
      {"services.adoption_helpline", "1", 0.80, 0.0, 1.0, 'E', adoption_source, "Adoption by the helplines."}},
    D{&P::adoption_ngo,
      {"services.adoption_ngo", "1", 0.80, 0.0, 1.0, 'E', adoption_source, "Adoption by organisations."}},
    D{&P::adoption_abroad,
      {"services.adoption_abroad", "1", 0.40, 0.0, 1.0, 'E', adoption_source,
       "Adoption by consulates and on return from abroad."}},
    D{&P::adoption_spread,
      {"services.adoption_spread", "1", 0.3, 0.0, 1.0, 'E', "assumed: no source yet",
       "Half-width of counties' adoption, of the mean."}},
    D{&P::limited,
      {"services.limited", "1", 1.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: hours, posts and places are limited; 0: there is enough of everything (for the laws)."}},
};

} // namespace

namespace services {

ServiceParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace services
} // namespace model
