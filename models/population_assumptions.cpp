#include "models/population_assumptions.hpp"

#include "models/population_households.hpp"
#include "models/population_traits.hpp"

#include <array>
#include <vector>

namespace model::assume {
namespace {

/// How many households there are, of what size, and the ages in families.
constexpr std::array sizes{
    households_per_adult_urban,
    households_per_adult_rural,
    mean_size_urban,
    mean_size_rural,
    beyond_six,
    extra_member_urban,
    extra_member_rural,
    siblings_urban,
    siblings_rural,
    sibling_gap,
    mother_age_urban,
    mother_age_rural,
    mother_age_sd,
    father_older,
    father_older_sd,
    grandmother_gap,
    grandmother_gap_sd,
    alone_any_age,
};

/// Couples, and how many children a family has.
constexpr std::array couples_and_siblings{
    couple_share,    sibling_group_1, sibling_group_2, sibling_group_3,   sibling_group_4, sibling_group_5,
    sibling_group_6, sibling_group_7, sibling_group_8, sibling_gap_least, sibling_room,    sibling_room_most,
};

/// Parents, grandparents and foster parents of children.
constexpr std::array parents{
    most_with_children, parents_from,          parents_to,    parent_gap_least, mother_gap_most,
    father_gap_most,    grandparent_gap_least, grandfather,   foster_youngest,  foster_oldest,
    foster_age,         foster_age_sd,         foster_couple, residential_0,    residential_14,
};

/// Adults who live with others: grown children, the old, large families, couples, who lives alone.
constexpr std::array adults{
    grown_25,
    grown_30,
    grown_35,
    grown_gap_least,
    grown_gap_most,
    elder_share,
    elder_gap_least,
    elder_gap,
    elder_gap_sd,
    elder_women,
    large_families,
    large_mother,
    large_couple,
    large_sd,
    large_mother_youngest,
    large_elder_gap,
    youngest_couple,
    widest_couple_gap,
    couple_18,
    couple_25,
    couple_65,
    couple_75,
    alone_18,
    alone_22,
    alone_25,
    alone_35,
    pair_parent,
    pair_mother_youngest,
    beyond_85,
};

/// Who looks after children, and whose parents are abroad.
constexpr std::array care{
    lone_parent,   lone_mother,    other_relatives, foster_share,      abroad_rate,       abroad_both,
    register_both, abroad_highest, mother_stays,    residential_group, residential_urban,
};

/// Who goes to school, where, and in what class.
constexpr std::array schools{
    enrolled_primary,  enrolled_gymnasium, enrolled_upper,   upper_rural,      upper_urban,
    near_school_km,    road_factor,        gravity_km,       gravity_border,   gravity_reach_km,
    gravity_misplaced, boarding_from_km,   boarding_full_km, boarding_highest, class_primary,
    class_gymnasium,   class_upper,        class_largest,    class_own_county,
};

/// Want, connection, disability, abuse and work.
constexpr std::array traits{
    dropout_odds,     deprivation_cut,       deprived_rural,    deprived_lone,          deprived_large, deprived_child,
    internet_urban,   internet_rural,        internet_deprived, skill_deprived,         skill_tertiary, skill_offline,
    complicity_power, disability_child,      disability_adult,  disability_residential, abuse_female,   abuse_male,
    abuse_from_age,   abuse_deprived,        abuse_residential, employed_young,         employed_men,   employed_women,
    employed_older,   employed_unemployment,
};

/// Births to come, time online and supervision.
constexpr std::array births_and_screens{
    births_years,       fertility_15,    fertility_20,       fertility_25,       fertility_30,
    fertility_35,       fertility_40,    share_of_boys,      online_long,        online_public,
    online_unconnected, supervision_lax, supervision_strict, supervision_absent,
};

} // namespace

std::span<const sim::ParameterInfo> all()
{
    static const std::vector<sim::ParameterInfo> declared = [] {
        std::vector<sim::ParameterInfo> list;
        const auto add = [&](const auto& some) { list.insert(list.end(), some.begin(), some.end()); };
        add(sizes);
        add(couples_and_siblings);
        add(parents);
        add(adults);
        add(care);
        add(schools);
        add(traits);
        add(births_and_screens);
        return list;
    }();
    return declared;
}

} // namespace model::assume
