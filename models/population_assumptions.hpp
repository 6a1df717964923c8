#pragma once

#include "sim/parameter.hpp"

#include <span>

namespace model::assume {

// Everything the population builder assumes beyond the tables, each declared once. Grades: C observed elsewhere or
// derived in SOURCES.md, D general knowledge, E assumed without a source. None is read from a scenario: a population
// with other assumptions is another population.

using P = sim::ParameterInfo;

constexpr P declare(std::string_view name, std::string_view unit, double value, double low, double high, char grade,
                    std::string_view source, std::string_view doc)
{
    return {name, unit, value, low, high, grade, source, doc};
}

// households
inline constexpr P households_per_adult_urban =
    declare("population.households_per_adult_urban", "1", 0.4996, 0.45, 0.55, 'C', "household_size_distribution.csv",
            "Households per adult in urban localities (mean size 2.46).");
inline constexpr P households_per_adult_rural =
    declare("population.households_per_adult_rural", "1", 0.4353, 0.38, 0.50, 'C', "household_size_distribution.csv",
            "Households per adult in rural localities (mean size 2.88).");
inline constexpr P mean_size_urban =
    declare("population.mean_size_urban", "persons", 2.46, 2.3, 2.6, 'C', "household_size_distribution.csv",
            "Mean household size in urban localities.");
inline constexpr P mean_size_rural =
    declare("population.mean_size_rural", "persons", 2.88, 2.7, 3.1, 'C', "household_size_distribution.csv",
            "Mean household size in rural localities.");
inline constexpr P beyond_six = declare("population.beyond_six", "persons", 0.6, 0.3, 1.2, 'C', "data/README.md",
                                        "Mean number of members beyond six in households of six and more (geometric).");
inline constexpr P extra_member_urban =
    declare("population.extra_member_urban", "1", 0.30, 0.1, 0.6, 'E', "assumed: extended families are fewer in towns",
            "Odds of each further relative in a household with children.");
inline constexpr P extra_member_rural = declare("population.extra_member_rural", "1", 0.50, 0.2, 0.8, 'E',
                                                "assumed: extended families are common in villages",
                                                "Odds of each further relative in a household with children.");
inline constexpr P siblings_urban =
    declare("population.siblings_urban", "children", 1.50, 1.3, 1.7, 'D', "assumed: order of the 2011 census",
            "Mean children of a sibling group, urban.");
inline constexpr P siblings_rural =
    declare("population.siblings_rural", "children", 1.72, 1.5, 2.0, 'D', "assumed: order of the 2011 census",
            "Mean children of a sibling group, rural.");
inline constexpr P sibling_gap = declare("population.sibling_gap", "years", 3.3, 2.0, 5.0, 'D',
                                         "assumed: no source read", "Mean years between siblings.");
inline constexpr P mother_age_urban = declare("population.mother_age_urban", "years", 26.5, 24, 29, 'D',
                                              "assumed: below the national mean age at first birth of about 27",
                                              "Mother's age at the oldest child's birth.");
inline constexpr P mother_age_rural =
    declare("population.mother_age_rural", "years", 24.5, 22, 27, 'D', "assumed: below the urban mean",
            "Mother's age at the oldest child's birth.");
inline constexpr P mother_age_sd = declare("population.mother_age_sd", "years", 5.0, 3, 7, 'D',
                                           "assumed: no source read", "Standard deviation of the mother's age.");
inline constexpr P father_older = declare("population.father_older", "years", 3.0, 2, 4, 'D', "assumed: no source read",
                                          "Mean years by which men are older than their partners.");
inline constexpr P father_older_sd =
    declare("population.father_older_sd", "years", 3.5, 2, 6, 'D', "assumed: no source read",
            "Standard deviation of the age difference of partners.");
inline constexpr P grandmother_gap =
    declare("population.grandmother_gap", "years", 51, 44, 58, 'D', "assumed: no source read",
            "Mean age difference of grandmother and oldest grandchild.");
inline constexpr P grandmother_gap_sd = declare("population.grandmother_gap_sd", "years", 7, 4, 10, 'D',
                                                "assumed: no source read", "Standard deviation of that difference.");
inline constexpr P alone_any_age = declare(
    "population.alone_any_age", "1", 0.35, 0.2, 0.5, 'E', "assumed: no source read",
    "Share of one-person households drawn from all ages; the others are those who remain when couples have formed.");
inline constexpr P couple_share =
    declare("population.couple_share", "1", 0.76, 0.6, 0.9, 'E', "assumed: no source read",
            "Share of couples among households of two adults and no child.");
inline constexpr P beyond_85 = declare("population.beyond_85", "years", 4.0, 3, 5, 'C', "data/README.md",
                                       "Mean years beyond 85 in the open age group (geometric, end at 104).");

// care and parents abroad
inline constexpr P lone_parent =
    declare("population.lone_parent", "1", 0.11, 0.08, 0.16, 'D', "assumed: no source read",
            "Share of children with one parent for reasons other than migration.");
inline constexpr P lone_mother = declare("population.lone_mother", "1", 0.85, 0.75, 0.92, 'D',
                                         "assumed: no source read", "Share of mothers among lone parents.");
inline constexpr P other_relatives =
    declare("population.other_relatives", "1", 0.010, 0.003, 0.03, 'E', "assumed: orphans and informal care",
            "Share of children with relatives, outside protection, no parent abroad.");
inline constexpr P foster_share =
    declare("population.foster_share", "1", 0.657, 0.6, 0.7, 'B',
            "survey_indicators_national.csv: (17,187 + 4,058) of 32,322 in family-type protection",
            "Share of foster carers and other families in family-type special protection.");
inline constexpr P abroad_rate =
    declare("population.abroad_rate", "1", 0.138, 0.08, 0.20, 'B',
            "survey_indicators_national.csv: children_parent_abroad_last_year, 2022",
            "Share of children with a parent abroad; shared out by county as the register's estimate.");
inline constexpr P abroad_both =
    declare("population.abroad_both", "1", 0.341, 0.19, 0.40, 'B', "survey_indicators_national.csv: 4.7 of 13.8 %",
            "Share of both or the only parent among parents abroad.");
inline constexpr P register_both = declare("population.register_both", "1", 0.190, 0.14, 0.25, 'B',
                                           "survey_indicators_national.csv: 18,012 of 94,991 in 2018",
                                           "Share with both parents abroad in the register.");
inline constexpr P abroad_highest = declare("population.abroad_highest", "1", 0.35, 0.25, 0.5, 'E', "assumed: a bound",
                                            "No county has a larger share of children with a parent abroad.");
inline constexpr P mother_stays =
    declare("population.mother_stays", "1", 0.60, 0.4, 0.8, 'E', "assumed: no source read",
            "Share of mothers among parents who stay when one is abroad.");
inline constexpr P residential_group =
    declare("population.residential_group", "children", 20, 8, 50, 'E', "assumed: small group homes and centres",
            "Children of one group of a residential institution.");
inline constexpr P residential_urban =
    declare("population.residential_urban", "1", 4.0, 1, 10, 'E', "assumed: no source read",
            "Weight of an urban child of 7-17 against a rural one where institutions are placed.");

// schools
inline constexpr P enrolled_primary = declare("population.enrolled_primary", "1", 0.86, 0.86, 0.91, 'C',
                                              "data/README.md", "Share of children enrolled, primary.");
inline constexpr P enrolled_gymnasium = declare("population.enrolled_gymnasium", "1", 0.80, 0.80, 0.81, 'C',
                                                "data/README.md", "Share of children enrolled, gymnasium.");
inline constexpr P enrolled_upper = declare("population.enrolled_upper", "1", 0.84, 0.81, 0.84, 'C', "data/README.md",
                                            "Share of children enrolled, upper secondary.");
inline constexpr P upper_rural =
    declare("population.upper_rural", "1", 0.70, 0.6, 0.84, 'C', "data/README.md",
            "Share of rural children in upper secondary, before scaling to the national share.");
inline constexpr P upper_urban =
    declare("population.upper_urban", "1", 0.91, 0.84, 1.0, 'C', "data/README.md",
            "Share of urban children in upper secondary, before scaling to the national share.");
inline constexpr P near_school_km = declare("population.near_school_km", "km", 30, 15, 50, 'E', "assumed: a bus ride",
                                            "Farthest way to a primary or gymnasium in another locality.");
inline constexpr P road_factor =
    declare("population.road_factor", "1", 1.3, 1.2, 1.4, 'C', "data/README.md", "Road over straight-line distance.");
inline constexpr P gravity_km = declare("population.gravity_km", "km", 8, 5, 12, 'C', "data/README.md",
                                        "Distance over which the pull of an upper secondary school falls by e.");
inline constexpr P gravity_border = declare("population.gravity_border", "1", 0.3, 0.1, 1.0, 'C', "data/README.md",
                                            "Factor of the pull across a county border (not Bucharest-Ilfov).");
inline constexpr P gravity_reach_km =
    declare("population.gravity_reach_km", "km", 160, 120, 250, 'E', "assumed: a bound, pull below e^-20",
            "Farthest way to an upper secondary school.");
inline constexpr P gravity_misplaced = declare("population.gravity_misplaced", "1", 0.032, 0.005, 0.06, 'C',
                                               "data/README.md: meets its 73,000 pupils in another county",
                                               "Share of places that the ways to school may miss.");
inline constexpr P boarding_from_km =
    declare("population.boarding_from_km", "km", 25, 20, 35, 'C', "data/README.md", "No boarding below this way.");
inline constexpr P boarding_full_km = declare("population.boarding_full_km", "km", 60, 45, 80, 'C', "data/README.md",
                                              "Boarding at its highest from this way on.");
inline constexpr P boarding_highest = declare("population.boarding_highest", "1", 0.8, 0.5, 0.95, 'C', "data/README.md",
                                              "Highest probability of boarding.");
inline constexpr P class_primary = declare("population.class_primary", "pupils", 24, 18, 25, 'C',
                                           "social_network_parameters.csv: mean 18 with small village schools",
                                           "Pupils a primary class is formed for.");
inline constexpr P class_gymnasium = declare("population.class_gymnasium", "pupils", 23, 19, 27, 'C',
                                             "social_network_parameters.csv: mean 19 with small village schools",
                                             "Pupils a gymnasium class is formed for.");
inline constexpr P class_upper =
    declare("population.class_upper", "pupils", 25, 22, 28, 'C', "social_network_parameters.csv: mean 25; 24 planned",
            "Pupils an upper secondary class is formed for.");
inline constexpr P class_largest =
    declare("population.class_largest", "pupils", 40, 36, 40, 'D', "assumed: a bound", "No class has more pupils.");
inline constexpr P class_own_county =
    declare("population.class_own_county", "pupils", 33, 30, 36, 'E', "assumed: a margin",
            "Most pupils of the school's own county in one class, which leaves places for commuters.");
inline constexpr P dropout_odds =
    declare("population.dropout_odds", "1", 2.5, 1, 5, 'E', "assumed: no source read",
            "Weight of the most deprived child against the least among those not enrolled.");

/// All of them, and those of population_households.hpp and population_traits.hpp.
std::span<const sim::ParameterInfo> all();

} // namespace model::assume
