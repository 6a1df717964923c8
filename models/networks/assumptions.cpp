#include "models/networks/assumptions.hpp"

#include "models/networks.hpp"

#include <array>

namespace model {

std::span<const sim::ParameterInfo> network_parameters()
{
    using namespace network;
    static constexpr std::array all{
        kin_ties,
        kin_alone,
        kin_place,
        friend_group,
        friend_grade_years,
        friend_general,
        close_group,
        close_second,
        close_years,
        close_any_age,
        close_same_sex,
        close_place,
        close_block,
        neighbour_group,
        neighbour_block,
        neighbour_years,
        neighbour_child_years,
        neighbour_any_age,
        neighbour_child_any_age,
        team_mean,
        team_sigma,
        work_place,
        work_years,
        work_any_age,
        place_reach_km,
        place_km,
        online_from_age,
        online_to_age,
        online_horizon,
        online_asleep,
        online_ties,
        online_sigma,
        online_most,
        online_outside_share,
        online_group,
        online_place,
        online_years,
        online_any_age,
        online_km,
    };
    return all;
}

} // namespace model
