#pragma once

#include "sim/parameter.hpp"

namespace model::network {

// Everything the graph assumes. None is read from a scenario: a graph with other assumptions is another graph.
// Grades: B observed in the source, C observed elsewhere or derived, D general knowledge, E assumed without a source.

using P = sim::ParameterInfo;

// A table, laid out by hand.
// clang-format off

// kin
inline constexpr P kin_ties{"network.kin_ties", "ties", 2.5, 1.5, 4, 'C',
    "contact_matrix_romania_prem2021.csv: 5.0 contacts a day at home, 2.5 of them other members of the household",
    "Mean number of kin outside the household."};
inline constexpr P kin_alone{"network.kin_alone", "1", 0.25, 0.1, 0.5, 'E', "assumed: no source read",
    "Share of households without related households nearby; the others are joined in twos and threes."};
inline constexpr P kin_place{"network.kin_place", "1", 0.70, 0.4, 0.9, 'E', "assumed: no source read",
    "Share of households whose relatives live in the same locality."};

// friendship
inline constexpr P friend_group{"network.friend_group", "persons", 5, 5, 5, 'C',
    "social_network_parameters.csv: two groups of five give 8 ties (7.4 to 8.4) and transitivity 0.43",
    "Size of a pupil's two groups of friends."};
inline constexpr P friend_grade_years{"network.friend_grade_years", "years", 1.2, 0.5, 2.5, 'E',
    "assumed: fitted to the school shape of contact_matrix_romania_prem2021.csv",
    "Mean age distance by which a pupil's second group reaches beyond the grade."};
inline constexpr P friend_general{"network.friend_general", "1", 0.25, 0.1, 0.4, 'E',
    "assumed: friends outside school", "Share of those aged 15-18 whose second group is outside school, twice."};
inline constexpr P close_group{"network.close_group", "persons", 4, 4, 4, 'C',
    "social_network_parameters.csv: adult_close_ties_mean 5 (with the second group)",
    "Size of an adult's first group of close ties."};
inline constexpr P close_second{"network.close_second", "persons", 3, 3, 3, 'C',
    "social_network_parameters.csv: adult_close_ties_mean 5 (with the first group)",
    "Size of an adult's second group of close ties."};
inline constexpr P close_years{"network.close_years", "years", 4.0, 1, 10, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Mean age distance within a group of close ties."};
inline constexpr P close_any_age{"network.close_any_age", "1", 0.42, 0, 0.6, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Share of memberships among close ties that ignore age."};
inline constexpr P close_same_sex{"network.close_same_sex", "1", 0.60, 0.3, 0.9, 'E', "assumed: no source read",
    "Share of adults whose first group looks at sex."};
inline constexpr P close_place{"network.close_place", "1", 0.70, 0.4, 0.9, 'E', "assumed: no source read",
    "Share of adults whose second group is in their own locality."};
inline constexpr P close_block{"network.close_block", "persons", 10'000, 2'000, 40'000, 'E', "assumed: a quarter",
    "Part of a town within which an adult's first group is found."};

// neighbourhood
inline constexpr P neighbour_group{"network.neighbour_group", "persons", 11, 6, 20, 'E', "assumed: no source read",
    "Persons of nearby households who know each other."};
inline constexpr P neighbour_block{"network.neighbour_block", "persons", 400, 100, 1'000, 'E',
    "assumed: a few streets or staircases", "Persons among whom those groups are formed."};
inline constexpr P neighbour_years{"network.neighbour_years", "years", 5.0, 1, 20, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Mean age distance of adults within a group of neighbours."};
inline constexpr P neighbour_child_years{"network.neighbour_child_years", "years", 1.5, 0.5, 5, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Mean age distance of children within a group of neighbours."};
inline constexpr P neighbour_any_age{"network.neighbour_any_age", "1", 0.40, 0, 0.8, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Share of adult neighbours who meet regardless of age."};
inline constexpr P neighbour_child_any_age{"network.neighbour_child_any_age", "1", 0.20, 0, 0.8, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Share of children who meet neighbours regardless of age."};

// work
inline constexpr P team_mean{"network.team_mean", "persons", 7.7, 4, 15, 'E', "assumed: no source read",
    "Mean team size before it is cut at 60; large workplaces are several teams."};
inline constexpr P team_sigma{"network.team_sigma", "1", 0.6, 0.3, 1.0, 'E', "assumed: no source read",
    "Standard deviation of the logarithm of team size."};
inline constexpr P work_place{"network.work_place", "1", 0.60, 0.4, 0.8, 'E', "assumed: no source read",
    "Share of the employed who work in their own locality."};
inline constexpr P work_years{"network.work_years", "years", 8.0, 2, 20, 'E',
    "assumed: fitted to the shape work of contact_matrix_romania_prem2021.csv", "Mean age distance within a team."};
inline constexpr P work_any_age{"network.work_any_age", "1", 0.70, 0.3, 1, 'E',
    "assumed: fitted to the shape work of contact_matrix_romania_prem2021.csv",
    "Share of the employed whose team ignores age."};

// places
inline constexpr P place_reach_km{"network.place_reach_km", "km", 40, 20, 60, 'E', "assumed: a daily way",
    "Farthest locality for work and second ties, straight line."};
inline constexpr P place_km{"network.place_km", "km", 10, 5, 20, 'E', "assumed: near gravity_km of the schools",
    "Straight distance over which the pull of another locality falls by e."};

// online
inline constexpr P online_from_age{"network.online_from_age",   "years", 10, 9, 13, 'E', "assumed: no source read",
    "Youngest with online ties."};
inline constexpr P online_to_age{"network.online_to_age", "years", 30, 25, 40, 'E',
    "assumed: those who can be reached and those near them in age", "Online ties end below this age."};
inline constexpr P online_horizon{"network.online_horizon", "years", 7, 0, 7, 'D',
    "a convention: five counted years, and two more of who is too young then for those who are of age",
    "How many years before the youngest age online ties are made; they sleep until both ends are of an age for them."};
inline constexpr P online_asleep{"network.online_asleep", "1", 0.125, 0.0, 0.3, 'E',
    "assumed: fitted to online_ties, awake on the reference day",
    "Share of online ties of those of the age that sleep on the reference day, with somebody still too young."};
inline constexpr P online_ties{"network.online_ties", "ties", 20, 10, 40, 'E',
    "assumed: half of the 40 met in a month (social_network_parameters.csv, C) are met in a week",
    "Mean online ties active in a week."};
inline constexpr P online_sigma{"network.online_sigma", "1", 1.0, 0.87, 1.0, 'C',
    "social_network_parameters.csv: online_friend_lognormal_sigma",
    "Standard deviation of the logarithm of online ties."};
inline constexpr P online_most{"network.online_most", "ties", 200, 60, 300, 'E', "assumed: a bound",
    "No person has more online ties than this before those met twice are dropped."};
inline constexpr P online_outside_share{"network.online_outside_share", "1", 0.25, 0.1, 0.4, 'C',
    "social_network_parameters.csv: online_ties_share_other_county", "Share of online ties to other counties."};
inline constexpr P online_group{"network.online_group", "persons", 6, 6, 12, 'E', "assumed: fitted to transitivity",
    "Size of the groups that share online ties within a county."};
inline constexpr P online_place{"network.online_place", "1", 0.4, 0.2, 0.8, 'E', "assumed: no source read",
    "Share of inner online groups that are of one locality; the rest are of the county."};
inline constexpr P online_years{"network.online_years", "years", 1.5, 0.5, 4, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Mean age distance of online ties."};
inline constexpr P online_any_age{"network.online_any_age", "1", 0.15, 0, 0.4, 'E',
    "assumed: fitted to the shape others of contact_matrix_romania_prem2021.csv",
    "Share of online memberships and ties that ignore age."};
inline constexpr P online_km{"network.online_km", "km", 100, 50, 300, 'E', "assumed: no source read",
    "Distance between counties over which online ties fall by e."};
// clang-format on

} // namespace model::network
