#pragma once

#include "models/population_assumptions.hpp"

#include <array>

namespace model::assume {

// Assumptions about who lives with whom, in the order in which households are composed; see population_assumptions.hpp.
// Where a weight is declared by age, the ages named last have 1.

/// An age or a difference of ages, in whole years.
constexpr int whole(const P& years)
{
    return static_cast<int>(years.value);
}

// sibling groups
inline constexpr P sibling_group_1 = declare(
    "population.sibling_group_1", "1", 0.57, 0.4, 0.7, 'D', "assumed: no source read",
    "Share of one child among sibling groups, before they are tilted to the mean (siblings_urban, siblings_rural).");
inline constexpr P sibling_group_2 =
    declare("population.sibling_group_2", "1", 0.31, 0.2, 0.45, 'D', "assumed: no source read", "Share of two.");
inline constexpr P sibling_group_3 =
    declare("population.sibling_group_3", "1", 0.075, 0.03, 0.15, 'D', "assumed: no source read", "Share of three.");
inline constexpr P sibling_group_4 =
    declare("population.sibling_group_4", "1", 0.027, 0.01, 0.06, 'D', "assumed: no source read", "Share of four.");
inline constexpr P sibling_group_5 =
    declare("population.sibling_group_5", "1", 0.01, 0.0, 0.03, 'D', "assumed: no source read", "Share of five.");
inline constexpr P sibling_group_6 =
    declare("population.sibling_group_6", "1", 0.005, 0.0, 0.02, 'D', "assumed: no source read", "Share of six.");
inline constexpr P sibling_group_7 =
    declare("population.sibling_group_7", "1", 0.002, 0.0, 0.01, 'D', "assumed: no source read", "Share of seven.");
inline constexpr P sibling_group_8 =
    declare("population.sibling_group_8", "1", 0.001, 0.0, 0.01, 'D', "assumed: no source read", "Share of eight.");
inline constexpr P sibling_gap_least =
    declare("population.sibling_gap_least", "years", 1, 0.75, 2, 'D', "assumed: a bound",
            "Least that is looked for between siblings; sibling_gap is the mean.");
inline constexpr P sibling_room =
    declare("population.sibling_room", "years", 2, 1, 3, 'E', "assumed: room for the younger ones",
            "Least age of the oldest, where it can be had, for each younger sibling.");
inline constexpr P sibling_room_most =
    declare("population.sibling_room_most", "years", 12, 8, 16, 'E', "assumed: a bound", "That age is at most this.");
inline constexpr P most_with_children =
    declare("population.most_with_children", "1", 0.75, 0.5, 0.9, 'E', "assumed: a bound",
            "Share of a locality's households that have children, at most.");
inline constexpr P parents_from =
    declare("population.parents_from", "years", 25, 20, 30, 'D', "assumed: no source read",
            "From this age on adults of a locality count as possible parents: sibling groups are at most as many.");
inline constexpr P parents_to =
    declare("population.parents_to", "years", 60, 50, 65, 'D', "assumed: no source read", "Up to this age they do.");

/// Shares of 1, 2, 3, ... children in a sibling group.
inline constexpr std::array sibling_shape{sibling_group_1.value, sibling_group_2.value, sibling_group_3.value,
                                          sibling_group_4.value, sibling_group_5.value, sibling_group_6.value,
                                          sibling_group_7.value, sibling_group_8.value};

// who looks after them
inline constexpr P parent_gap_least = declare("population.parent_gap_least", "years", 15, 13, 18, 'D',
                                              "assumed: a bound", "No parent is closer in age to the oldest child.");
inline constexpr P mother_gap_most = declare("population.mother_gap_most", "years", 48, 44, 55, 'D', "assumed: a bound",
                                             "No mother is further in age from the youngest child.");
inline constexpr P father_gap_most =
    declare("population.father_gap_most", "years", 60, 50, 70, 'D', "assumed: a bound", "No father is.");
inline constexpr P grandparent_gap_least =
    declare("population.grandparent_gap_least", "years", 33, 30, 40, 'D', "assumed: a bound",
            "No grandparent who looks after children is closer in age to the oldest.");
inline constexpr P grandfather = declare("population.grandfather", "1", 0.5, 0.2, 0.8, 'E', "assumed: no source read",
                                         "Share of such households with both grandparents.");
inline constexpr P foster_youngest =
    declare("population.foster_youngest", "years", 28, 18, 35, 'E', "assumed: a bound", "Youngest foster carer.");
inline constexpr P foster_oldest =
    declare("population.foster_oldest", "years", 70, 60, 80, 'E', "assumed: a bound", "Oldest foster carer.");
inline constexpr P foster_age =
    declare("population.foster_age", "years", 50, 42, 58, 'E', "assumed: no source read", "Mean age of foster carers.");
inline constexpr P foster_age_sd = declare("population.foster_age_sd", "years", 8, 5, 12, 'E',
                                           "assumed: no source read", "Standard deviation of that age.");
inline constexpr P foster_couple = declare("population.foster_couple", "1", 0.7, 0.4, 0.95, 'E',
                                           "assumed: no source read", "Share of foster carers with a partner.");
inline constexpr P residential_0 =
    declare("population.residential_0", "1", 0.1, 0.0, 0.5, 'D', "assumed: young children are placed with families",
            "Weight of a child under 7 in residential care, against 7-13.");
inline constexpr P residential_14 =
    declare("population.residential_14", "1", 1.6, 1.0, 3.0, 'D', "assumed: no source read", "The same at 14-17.");

// grown children, elders, large households
inline constexpr P grown_25 = declare("population.grown_25", "1", 0.6, 0.3, 1.0, 'E', "assumed: no source read",
                                      "Weight of a grown child of 25-29 at home, against 18-24.");
inline constexpr P grown_30 =
    declare("population.grown_30", "1", 0.3, 0.1, 0.6, 'E', "assumed: no source read", "The same at 30-34.");
inline constexpr P grown_35 =
    declare("population.grown_35", "1", 0.12, 0.02, 0.3, 'E', "assumed: no source read", "The same at 35 and more.");
inline constexpr P grown_gap_least =
    declare("population.grown_gap_least", "years", 16, 14, 20, 'D', "assumed: a bound",
            "No parent in such a household is closer in age to a grown child or an elder.");
inline constexpr P grown_gap_most = declare("population.grown_gap_most", "years", 48, 42, 55, 'D', "assumed: a bound",
                                            "No mother is further in age from a grown child.");
inline constexpr P elder_share =
    declare("population.elder_share", "1", 0.6, 0.3, 0.9, 'E', "assumed: no source read",
            "Share of elders among further relatives of a household with children; the others are grown children.");
inline constexpr P elder_gap_least = declare("population.elder_gap_least", "years", 18, 15, 22, 'D', "assumed: a bound",
                                             "Least age difference of such an elder and a parent.");
inline constexpr P elder_gap = declare("population.elder_gap", "years", 27, 23, 32, 'D', "assumed: no source read",
                                       "Mean age difference of such an elder and a parent.");
inline constexpr P elder_gap_sd = declare("population.elder_gap_sd", "years", 5, 3, 8, 'D', "assumed: no source read",
                                          "Standard deviation of that difference.");
inline constexpr P elder_women = declare("population.elder_women", "1", 0.65, 0.5, 0.8, 'D',
                                         "assumed: widows outnumber widowers", "Share of women among such elders.");
inline constexpr P large_families =
    declare("population.large_families", "1", 0.75, 0.5, 0.95, 'E', "assumed: no source read",
            "Share of parents with grown children among households of three adults and more; the others are couples "
            "with an elder.");
inline constexpr P large_mother = declare("population.large_mother", "years", 53, 46, 60, 'E',
                                          "assumed: no source read", "Mean age of the mother in such a household.");
inline constexpr P large_couple =
    declare("population.large_couple", "years", 44, 36, 52, 'E', "assumed: no source read",
            "Mean age of the woman of a couple with an elder.");
inline constexpr P large_sd =
    declare("population.large_sd", "years", 9, 5, 14, 'E', "assumed: no source read", "Standard deviation of both.");
inline constexpr P large_mother_youngest =
    declare("population.large_mother_youngest", "years", 36, 34, 42, 'E', "assumed: a bound",
            "Youngest mother of grown children in such a household.");
inline constexpr P large_elder_gap =
    declare("population.large_elder_gap", "years", 26, 22, 32, 'D', "assumed: no source read",
            "Age difference that is looked for of the elder and the woman of the couple.");

// couples and those alone
inline constexpr P youngest_couple =
    declare("population.youngest_couple", "years", 20, 18, 25, 'D', "assumed: no source read",
            "Nobody younger lives as a couple in a household without children, nor as a partner.");
inline constexpr P widest_couple_gap = declare("population.widest_couple_gap", "years", 15, 8, 25, 'D',
                                               "assumed: a bound", "No partners are further apart in age.");
inline constexpr P couple_18 =
    declare("population.couple_18", "1", 0.35, 0.1, 0.7, 'E', "assumed: no source read",
            "Weight of a woman of 18-24 among those who head a household of two adults, against 30-64.");
inline constexpr P couple_25 =
    declare("population.couple_25", "1", 0.8, 0.5, 1.0, 'E', "assumed: no source read", "The same at 25-29.");
inline constexpr P couple_65 =
    declare("population.couple_65", "1", 0.8, 0.5, 1.0, 'E', "assumed: no source read", "The same at 65-74.");
inline constexpr P couple_75 =
    declare("population.couple_75", "1", 0.5, 0.2, 0.9, 'E', "assumed: no source read", "The same at 75 and more.");
inline constexpr P alone_18 = declare("population.alone_18", "1", 0.15, 0.05, 0.4, 'E', "assumed: no source read",
                                      "Weight of 18-21 among those drawn to live alone, against 65 and more.");
inline constexpr P alone_22 =
    declare("population.alone_22", "1", 0.4, 0.2, 0.8, 'E', "assumed: no source read", "The same at 22-24.");
inline constexpr P alone_25 =
    declare("population.alone_25", "1", 0.8, 0.4, 1.2, 'E', "assumed: no source read", "The same at 25-34.");
inline constexpr P alone_35 =
    declare("population.alone_35", "1", 0.5, 0.2, 1.0, 'E', "assumed: no source read", "The same at 35-64.");
inline constexpr P pair_parent = declare("population.pair_parent", "1", 0.6, 0.3, 0.9, 'E', "assumed: no source read",
                                         "Share of a mother with a grown child among pairs that are no couple.");
inline constexpr P pair_mother_youngest = declare("population.pair_mother_youngest", "years", 38, 34, 45, 'E',
                                                  "assumed: a bound", "Youngest woman of a pair that is no couple.");

} // namespace model::assume
