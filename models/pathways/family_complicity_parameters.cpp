#include "models/pathways/family_complicity.hpp"

namespace model::family_complicity {
namespace {

using P = Parameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* young_forms = "ANITP 2018-2022 (S16): ages 1-9, of 71: 29 sexual, 6 labour, 32 begging";
constexpr const char* begging_shape = "assumed: a shape by hand; 32 of 71 registered children under 10 beg (S16)";
constexpr const char* marriage_shape =
    "assumed: a shape by hand, from 11 on (TIP 2024); 1 % under 15, 7 % under 18 (census 2021)";

constexpr std::array declared{
    D{&P::base,
      {"family_complicity.base", "1/year", 1.05e-5, 0.0, 5e-2, 'E',
       "assumed: about 165 children a year in the country on all deeds, over the mean ratio",
       "Hazard of exploitation other than begging and marriage at the reference, at a hidden multiplier of 4."}},
    D{&P::begging_base,
      {"family_complicity.begging_base", "1/year", 3.8e-6, 0.0, 1e-2, 'E',
       "assumed: the same, with 32 of 71 registered children under 10 begging (S16)",
       "Hazard of being sent begging at the reference age of 7, at a hidden multiplier of 4."}},
    D{&P::marriage_base,
      {"family_complicity.marriage_base", "1/year", 5.3e-6, 0.0, 1e-2, 'E',
       "assumed: the same; no count of arranged marriages",
       "Hazard of a girl being given away in early marriage at the reference age of 14, at a hidden multiplier of 4."}},
    D{&P::ceiling,
      {"family_complicity.ceiling", "1", 20.0, 4.0, 200.0, 'E', "assumed: vulnerabilities do not multiply without end",
       "Largest combined hazard ratio of each deed: the bound for thinning is the bases times this."}},
    D{&P::deprivation_effect,
      {"family_complicity.deprivation_effect", "1", 1.0, 0.0, 3.0, 'E',
       "assumed: poverty and a blind eye (S16), no figure", "Log hazard ratio, most vs least deprived household."}},
    D{&P::complicity_effect,
      {"family_complicity.complicity_effect", "1", 2.5, 0.0, 4.0, 'E', no_source,
       "Log hazard ratio, full propensity of the household vs none."}},
    D{&P::debt_effect,
      {"family_complicity.debt_effect", "1", 0.6, 0.0, 2.0, 'E', "assumed: debts (S16), no figure",
       "Log hazard ratio, a household in debt."}},
    D{&P::abroad_effect,
      {"family_complicity.abroad_effect", "1", 0.1, -0.3, 0.8, 'C', "Botezat & Pfeiffer 2020: direct risk near 1",
       "Log hazard ratio, a parent abroad."}},
    D{&P::enrolled_effect,
      {"family_complicity.enrolled_effect", "1", -0.5, -1.5, 0.0, 'E', no_source,
       "Log hazard ratio, of school age and enrolled."}},
    D{&P::disability_effect,
      {"family_complicity.disability_effect", "1", 0.4, 0.0, 1.5, 'E', "assumed: named by TIP 2024",
       "Log hazard ratio, disability."}},
    D{&P::rural_effect,
      {"family_complicity.rural_effect", "1", 0.2, -0.5, 1.0, 'E', "assumed: relatives more often in villages (S16)",
       "Log hazard ratio of exploitation, village vs town."}},
    D{&P::oversight_effect,
      {"family_complicity.oversight_effect", "1", -0.3, -1.0, 0.0, 'E',
       "assumed: norms RR 0.54, violence null (Abramsky 2014)",
       "Log hazard ratio, neighbours who all know and would report."}},
    D{&P::begging_age_2,
      {"family_complicity.begging_age_2", "1", 0.4, 0.0, 1.5, 'E', begging_shape, "Hazard ratio at 2 and below vs 7."}},
    D{&P::begging_age_7,
      {"family_complicity.begging_age_7", "1", 1.0, 0.0, 1.5, 'E', begging_shape, "Hazard ratio at 7: the reference."}},
    D{&P::begging_age_12,
      {"family_complicity.begging_age_12", "1", 0.5, 0.0, 1.5, 'E', begging_shape, "Hazard ratio at 12 vs 7."}},
    D{&P::begging_age_16,
      {"family_complicity.begging_age_16", "1", 0.2, 0.0, 1.5, 'E', begging_shape, "Hazard ratio from 16 on vs 7."}},
    D{&P::begging_town_effect,
      {"family_complicity.begging_town_effect", "1", 0.4, -0.5, 1.5, 'E', "assumed: there is more to be had in towns",
       "Log hazard ratio of begging, town vs village."}},
    D{&P::begging_county_sd,
      {"family_complicity.begging_county_sd", "1", 0.5, 0.0, 1.5, 'E',
       "assumed: young children cluster, one county far above the rest (S16), no figure",
       "Standard deviation of the log county effect on begging, cut at two of them."}},
    D{&P::marriage_age_12,
      {"family_complicity.marriage_age_12", "1", 0.4, 0.0, 1.5, 'E', marriage_shape,
       "Hazard ratio at 12 vs 14; 0 below 11."}},
    D{&P::marriage_age_14,
      {"family_complicity.marriage_age_14", "1", 1.0, 0.0, 1.5, 'E', marriage_shape,
       "Hazard ratio at 14: the reference."}},
    D{&P::marriage_age_17,
      {"family_complicity.marriage_age_17", "1", 0.8, 0.0, 1.5, 'E', marriage_shape, "Hazard ratio at 17 vs 14."}},
    D{&P::marriage_left_school_effect,
      {"family_complicity.marriage_left_school_effect", "1", 0.6, 0.0, 2.0, 'E',
       "assumed: incentives to stay in school lower child marriage by 22 % (Buchmann 2016), elsewhere",
       "Log hazard ratio of early marriage, 15 to 17 and not enrolled."}},
    D{&P::marriage_rural_effect,
      {"family_complicity.marriage_rural_effect", "1", 0.4, -0.5, 1.5, 'E', no_source,
       "Log hazard ratio of early marriage, village vs town."}},
    D{&P::marriage_norm_effect,
      {"family_complicity.marriage_norm_effect", "1", 1.0, 0.0, 2.0, 'E', no_source,
       "Log hazard ratio of early marriage, exploitation usual vs unthinkable around."}},
    D{&P::marriage_incentive,
      {"family_complicity.marriage_incentive", "1", -0.15, -0.29, 0.0, 'B',
       "Buchmann 2016: under-18 marriage -22 % with an incentive, far setting: -5 to -25 % (docs/evidence.md 1)",
       "Log hazard ratio of early marriage, a household that income support reaches."}},
    D{&P::sexual_young,
      {"family_complicity.sexual_young", "1", 0.74, 0.0, 1.0, 'A', young_forms,
       "Share sexual below 10, begging apart."}},
    D{&P::sexual_older,
      {"family_complicity.sexual_older", "1", 0.75, 0.0, 1.0, 'D', "assumed: 1,024 of 1,310 sexual (S16)",
       "Share sexual from 10 on, begging and marriage apart."}},
    D{&P::labour_share,
      {"family_complicity.labour_share", "1", 0.8, 0.0, 1.0, 'E', no_source,
       "Of the rest: share labour, else forced criminality."}},
    D{&P::abroad,
      {"family_complicity.abroad", "1", 0.15, 0.0, 1.0, 'E', no_source,
       "Share exploited abroad, in the reference year."}},
    D{&P::recognition,
      {"family_complicity.recognition", "1", 0.2, 0.0, 1.0, 'E', "assumed: lowest within the family (S16), no figure",
       "Recognition of one's own situation."}},
    D{&P::semi_consensual,
      {"family_complicity.semi_consensual", "1", 0.0, 0.0, 1.0, 'E', no_source,
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

} // namespace model::family_complicity
