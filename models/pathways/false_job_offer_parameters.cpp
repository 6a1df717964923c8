#include "models/pathways/false_job_offer.hpp"

#include <array>

namespace model::false_job_offer {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* magnitude = "assumed: set so that registered cases have the right order";
constexpr const char* no_source = "assumed: no source yet";
constexpr const char* shape = "assumed: a shape by hand, who looks for work; men of 25 named by the cable (S17)";
constexpr const char* branches =
    "assumed: 200 farm, 141 construction, 27 hotel of 425 victims of labour, 2007-H1 (S17)";

constexpr std::array declared{
    D{&P::base,
      {"false_job_offer.base", "1/year", 2.6e-5, 0.0, 1e-2, 'E', magnitude,
       "Hazard of being recruited at the reference, at a hidden multiplier of 4."}},
    D{&P::ceiling,
      {"false_job_offer.ceiling", "1", 30.0, 4.0, 200.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio: the bound for thinning is the base times this."}},
    D{&P::offender_share,
      {"false_job_offer.offender_share", "1", 0.3, 0.0, 4.0, 'E', magnitude,
       "Offenders of this pathway, agents and employers among them, per offender of offenders.per_100k."}},
    D{&P::age_14, {"false_job_offer.age_14", "1", 0.1, 0.0, 1.5, 'E', shape, "Hazard ratio at 14 vs 25; 0 below 12."}},
    D{&P::age_18, {"false_job_offer.age_18", "1", 0.8, 0.0, 1.5, 'E', shape, "Hazard ratio at 18 vs 25."}},
    D{&P::age_25, {"false_job_offer.age_25", "1", 1.0, 0.0, 1.5, 'E', shape, "Hazard ratio at 25: the reference."}},
    D{&P::age_40, {"false_job_offer.age_40", "1", 0.5, 0.0, 1.5, 'E', shape, "Hazard ratio at 40 vs 25."}},
    D{&P::age_60, {"false_job_offer.age_60", "1", 0.05, 0.0, 1.5, 'E', shape, "Hazard ratio from 60 on vs 25."}},
    D{&P::women,
      {"false_job_offer.women", "1", 0.5, 0.0, 2.0, 'D',
       "assumed: with women_sexual it gives four fifths men in labour, 344 of 425 in 2007-H1 (S17)",
       "Hazard ratio, women vs men."}},
    D{&P::no_job_effect,
      {"false_job_offer.no_job_effect", "1", 0.9, 0.0, 2.0, 'E', "assumed: no local jobs (S16, S17), no figure",
       "Log hazard ratio, neither employed nor in school."}},
    D{&P::intent_effect,
      {"false_job_offer.intent_effect", "1", 1.2, 0.0, 3.0, 'E', "assumed: who wants to go is offered to go, no figure",
       "Log hazard ratio, wants to work abroad vs does not."}},
    D{&P::debt_effect,
      {"false_job_offer.debt_effect", "1", 0.6, 0.0, 2.0, 'E', no_source, "Log hazard ratio, a household in debt."}},
    D{&P::deprivation_effect,
      {"false_job_offer.deprivation_effect", "1", 0.6, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio, most vs least deprived household."}},
    D{&P::tie_effect,
      {"false_job_offer.tie_effect", "1", 0.5, -1.0, 2.0, 'E', "assumed: offers travel along ties, which also warn",
       "Log hazard ratio, all kin and colleagues with somebody abroad vs none."}},
    D{&P::returned_effect,
      {"false_job_offer.returned_effect", "1", 0.4, 0.0, 1.5, 'E', no_source,
       "Log hazard ratio, lately back from abroad."}},
    D{&P::remote_effect,
      {"false_job_offer.remote_effect", "1", 0.3, 0.0, 1.5, 'E', "assumed: distance to jobs (S16), no figure",
       "Log hazard ratio, most remote place vs town."}},
    D{&P::rights_effect,
      {"false_job_offer.rights_effect", "1", 0.0, -0.3, 0.3, 'C',
       "Work in Freedom: training before leaving did not change forced-labour risk, disputed; centre zero",
       "Log hazard ratio, who was told of rights and whom to call before going abroad or after coming back."}},
    D{&P::season_effect,
      {"false_job_offer.season_effect", "1", 0.4, 0.0, 1.5, 'E',
       "assumed: seasonal work on farms and by the sea (TIP 2024), no figure", "Log hazard ratio in the season."}},
    D{&P::season_first,
      {"false_job_offer.season_first", "month", 5.0, 1.0, 12.0, 'D', "assumed: farm and sea",
       "First month of the season."}},
    D{&P::season_last,
      {"false_job_offer.season_last", "month", 9.0, 1.0, 12.0, 'D', "assumed: farm and sea",
       "Last month of the season."}},
    D{&P::remote_km,
      {"false_job_offer.remote_km", "km", 40.0, 10.0, 200.0, 'E', "assumed: beyond a daily way to work",
       "Road distance to the next town from which a place counts as most remote."}},
    D{&P::internalised_effect,
      {"false_job_offer.internalised_effect", "1", 0.0, -0.5, 0.0, 'C',
       "Work in Freedom: awareness did not change forced-labour risk, disputed",
       "Log hazard ratio of full internalisation."}},
    D{&P::false_security,
      {"false_job_offer.false_security", "1", 0.02, 0.0, 0.2, 'E', "assumed: harm named by the field study (S16)",
       "Harm: log hazard ratio of being informed without having internalised."}},
    D{&P::friend_relation,
      {"false_job_offer.friend_relation", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Share recruited by friends or acquaintances."}},
    D{&P::relative_relation,
      {"false_job_offer.relative_relation", "1", 0.1, 0.0, 1.0, 'E', no_source, "Share recruited by relatives."}},
    D{&P::stranger_relation,
      {"false_job_offer.stranger_relation", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Share recruited by strangers; the rest by others, agents and employers among them."}},
    D{&P::online,
      {"false_job_offer.online", "1", 0.2, 0.0, 1.0, 'E', no_source, "Share recruited by advertisements online."}},
    D{&P::press,
      {"false_job_offer.press", "1", 0.03, 0.0, 0.3, 'C',
       "ANITP 2018-2022 (S16): 3 of 927 children; adults assumed more often", "Share recruited by the printed press."}},
    D{&P::women_sexual,
      {"false_job_offer.women_sexual", "1", 0.5, 0.0, 1.0, 'E',
       "assumed: offers as dancer, waitress, carer (S17), no share",
       "Share of women for whom the work turns out to be sexual exploitation."}},
    D{&P::men_sexual, {"false_job_offer.men_sexual", "1", 0.02, 0.0, 1.0, 'E', no_source, "The same of men."}},
    D{&P::begging,
      {"false_job_offer.begging", "1", 0.08, 0.0, 1.0, 'C', "73 of 936 victims in 2007-H1 (S17)", "Share of begging."}},
    D{&P::criminal,
      {"false_job_offer.criminal", "1", 0.05, 0.0, 1.0, 'D', "assumed: other forms 32 of 936 in 2007-H1 (S17)",
       "Share of forced criminality."}},
    D{&P::agriculture, {"false_job_offer.agriculture", "1", 0.47, 0.0, 1.0, 'C', branches, "Weight of agriculture."}},
    D{&P::construction,
      {"false_job_offer.construction", "1", 0.33, 0.0, 1.0, 'C', branches, "Weight of construction."}},
    D{&P::hospitality,
      {"false_job_offer.hospitality", "1", 0.06, 0.0, 1.0, 'C', branches, "Weight of hotels and restaurants."}},
    D{&P::domestic,
      {"false_job_offer.domestic", "1", 0.05, 0.0, 1.0, 'E', no_source, "Weight of domestic service and care."}},
    D{&P::other_sector,
      {"false_job_offer.other_sector", "1", 0.09, 0.01, 1.0, 'C', branches, "Weight of other branches."}},
    D{&P::women_construction,
      {"false_job_offer.women_construction", "1", 0.05, 0.0, 1.0, 'E', no_source,
       "Ratio of the weight of construction, women vs men."}},
    D{&P::women_domestic,
      {"false_job_offer.women_domestic", "1", 6.0, 1.0, 20.0, 'E', no_source,
       "Ratio of the weight of domestic service, women vs men."}},
    D{&P::abroad,
      {"false_job_offer.abroad", "1", 0.4, 0.0, 1.0, 'D', "TIP 2024: of late mostly inside Romania",
       "Share of adults exploited abroad, in the reference year."}},
    D{&P::minors_abroad,
      {"false_job_offer.minors_abroad", "1", 0.15, 0.0, 1.0, 'E', "assumed: local farm work and minding children (S16)",
       "Share of minors exploited abroad, in the reference year."}},
    D{&P::agencies,
      {"false_job_offer.agencies", "1", 0.5, 0.0, 1.0, 'E', "assumed: agents beside employers (TIP 2024), no share",
       "Share of agencies among recruiters who are neither friends, relatives nor strangers."}},
    D{&P::agency_control_effect,
      {"false_job_offer.agency_control_effect", "1", -0.5, -2.5, 0.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Log ratio of agencies' false offers where all are licensed and inspected."}},
    D{&P::fee_penalty_effect,
      {"false_job_offer.fee_penalty_effect", "1", -0.2, -1.5, 0.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Log ratio of agencies' false offers where recruitment fees are punished."}},
    D{&P::agency_displaced,
      {"false_job_offer.agency_displaced", "1", 0.4, 0.0, 1.0, 'E', "assumed: no source yet",
       "Harm: share of the offers so prevented that are made without a licence instead."}},
    D{&P::recognition,
      {"false_job_offer.recognition", "1", 0.8, 0.0, 1.0, 'E', "assumed: who is not paid knows it",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"false_job_offer.semi_consensual", "1", 0.4, 0.0, 1.0, 'E',
       "assumed: victims keep papers and some pay (Embassy cable 2007, S17), no share",
       "Share of cases under semi-consensual control."}},
};

} // namespace

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace model::false_job_offer
