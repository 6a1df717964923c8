#pragma once

#include "models/population_assumptions.hpp"

namespace model::assume {

// Assumptions about persons and households; see population_assumptions.hpp.

// deprivation and skill of households
inline constexpr P deprivation_cut = declare(
    "population.deprivation_cut", "1/255", 128, 128, 128, 'D', "a convention",
    "Households at or above are at risk of poverty or exclusion (AROPE); the share of persons is the region's.");
inline constexpr P deprived_rural = declare("population.deprived_rural", "sd", 0.55, 0.2, 0.9, 'E',
                                            "assumed: no source read", "Shift of deprivation in rural localities.");
inline constexpr P deprived_lone = declare("population.deprived_lone", "sd", 0.45, 0, 0.9, 'E',
                                           "assumed: no source read", "Shift with a lone parent or with relatives.");
inline constexpr P deprived_large = declare("population.deprived_large", "sd", 0.80, 0.3, 1.2, 'E',
                                            "assumed: no source read", "Shift with three children or more.");
inline constexpr P deprived_child = declare("population.deprived_child", "sd", 0.10, 0, 0.3, 'E',
                                            "assumed: no source read", "Shift with one or two children.");
inline constexpr P internet_urban = declare("population.internet_urban", "1", 0.886, 0.86, 0.91, 'B',
                                            "survey_indicators_national.csv: households_internet_access_urban",
                                            "Urban households connected, national.");
inline constexpr P internet_rural = declare("population.internet_rural", "1", 0.737, 0.70, 0.78, 'B',
                                            "survey_indicators_national.csv: households_internet_access_rural",
                                            "Rural households connected, national.");
inline constexpr P internet_deprived = declare("population.internet_deprived", "log odds", -2.0, -4, 0, 'E',
                                               "assumed: no source read", "Most deprived household against the least.");
inline constexpr P skill_deprived =
    declare("population.skill_deprived", "sd", -1.2, -2, 0, 'E', "assumed: no source read",
            "Digital skill of the most deprived household against the least.");
inline constexpr P skill_tertiary =
    declare("population.skill_tertiary", "sd per share", 2.0, 0, 4, 'E', "assumed: no source read",
            "Digital skill by the county's share with tertiary education, around 0.16.");
inline constexpr P skill_offline = declare("population.skill_offline", "sd", -0.8, -1.5, 0, 'E',
                                           "assumed: no source read", "Digital skill without internet at home.");
inline constexpr P complicity_power =
    declare("population.complicity_power", "1", 20, 8, 60, 'E', "assumed: most are near 0, 3 in 100 above one half",
            "Propensity of complicity is a uniform number to this power.");

// persons
inline constexpr P disability_child =
    declare("population.disability_child", "1", 0.018, 0.012, 0.03, 'D',
            "assumed: order of the register, about 70,000 children", "Share of children with a disability.");
inline constexpr P disability_adult =
    declare("population.disability_adult", "1", 0.045, 0.035, 0.06, 'D',
            "assumed: order of the register, about 4.5 % of adults", "Share of adults with a disability.");
inline constexpr P disability_residential =
    declare("population.disability_residential", "1", 0.25, 0.15, 0.4, 'E', "assumed: no source read",
            "Share of children in residential care with a disability.");
inline constexpr P abuse_female =
    declare("population.abuse_female", "1", 0.06, 0.02, 0.15, 'E',
            "assumed: within the 24 % of women with violence before 15 and 6 % sexual since 15",
            "Share of women abused sexually before 18.");
inline constexpr P abuse_male = declare("population.abuse_male", "1", 0.02, 0.005, 0.06, 'E', "assumed: no source read",
                                        "Share of men abused sexually before 18.");
inline constexpr P abuse_from_age =
    declare("population.abuse_from_age", "years", 4, 2, 6, 'E', "assumed: no source read",
            "Earliest age of first abuse; the share of the abused grows evenly from it to 18.");
inline constexpr P abuse_deprived = declare("population.abuse_deprived", "1", 1.5, 1, 3, 'E', "assumed: no source read",
                                            "Ratio in deprived households.");
inline constexpr P abuse_residential =
    declare("population.abuse_residential", "1", 3, 1, 6, 'E', "assumed: no source read", "Ratio in residential care.");
inline constexpr P employed_young =
    declare("population.employed_young", "1", 0.30, 0.2, 0.4, 'D', "assumed: LFS order", "Share employed at 18-24.");
inline constexpr P employed_men = declare("population.employed_men", "1", 0.84, 0.78, 0.9, 'D', "assumed: LFS order",
                                          "Share of men employed at 25-54.");
inline constexpr P employed_women = declare("population.employed_women", "1", 0.66, 0.6, 0.75, 'D',
                                            "assumed: LFS order", "Share of women employed at 25-54.");
inline constexpr P employed_older =
    declare("population.employed_older", "1", 0.47, 0.4, 0.55, 'D', "assumed: LFS order", "Share employed at 55-64.");
inline constexpr P employed_unemployment =
    declare("population.employed_unemployment", "1", 1.5, 0, 3, 'E', "assumed: no source read",
            "Employment lost per point of registered unemployment above 3 %.");

// births after the reference day
inline constexpr P births_years = declare("population.births_years", "years", 12, 0, 16, 'D', "a convention",
                                          "How long after the reference day births are drawn for; none later.");
inline constexpr P fertility_15 = declare("population.fertility_15", "1/year", 0.036, 0.0, 0.1, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 15-19.");
inline constexpr P fertility_20 = declare("population.fertility_20", "1/year", 0.076, 0.0, 0.2, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 20-24.");
inline constexpr P fertility_25 = declare("population.fertility_25", "1/year", 0.102, 0.0, 0.2, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 25-29.");
inline constexpr P fertility_30 = declare("population.fertility_30", "1/year", 0.084, 0.0, 0.2, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 30-34.");
inline constexpr P fertility_35 = declare("population.fertility_35", "1/year", 0.038, 0.0, 0.1, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 35-39.");
inline constexpr P fertility_40 = declare("population.fertility_40", "1/year", 0.008, 0.0, 0.05, 'D',
                                          "assumed: total fertility of 1.7, its order by age", "Births at 40-44.");
inline constexpr P share_of_boys = declare("population.share_of_boys", "1", 0.513, 0.5, 0.53, 'C',
                                           "assumed: the usual share", "Share of boys among births.");

// children online
inline constexpr P online_long = declare("population.online_long", "1", 0.70, 0.6, 0.8, 'B',
                                         "survey_indicators_national.csv: online_3h_or_more_per_day, 2025",
                                         "Share of connected children above one third.");
inline constexpr P online_public = declare("population.online_public", "1", 0.34, 0.25, 0.45, 'B',
                                           "survey_indicators_national.csv: public_profile_12_14, 2025",
                                           "Share of connected children above two thirds.");
inline constexpr P online_unconnected =
    declare("population.online_unconnected", "1", 0.35, 0.1, 0.7, 'E', "assumed: telephones and friends' devices",
            "Exposure without internet at home against with.");
inline constexpr P supervision_lax = declare("population.supervision_lax", "1", 0.66, 0.55, 0.8, 'B',
                                             "survey_indicators_national.csv: no_time_limit_online, 2025",
                                             "Share of children supervised below one third.");
inline constexpr P supervision_strict =
    declare("population.supervision_strict", "1", 0.08, 0.03, 0.2, 'E', "assumed: no source read",
            "Share of children supervised above two thirds.");
inline constexpr P supervision_absent =
    declare("population.supervision_absent", "sd", -0.5, -1, 0, 'E', "assumed: no source read",
            "Shift of supervision without two parents at home.");

} // namespace model::assume
