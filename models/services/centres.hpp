#pragma once

#include "models/counties.hpp"
#include "sim/parameter.hpp"

#include <array>
#include <span>
#include <vector>

namespace model {

struct Build;
class Ground;

struct CentreParameters {
    double staff;
    double hours_per_week;
    double victims_share;
    double victim_hours;
    double visits_per_week;
    double speed_kmh;
    double limited; ///< 0: the hours suffice
};

/// One of the 15 regional centres of ANITP.
struct Centre {
    std::vector<CountyId> counties; ///< its catchment
    std::uint32_t staff{};
    double school_units{}; ///< in the catchment
    double km{};           ///< road to the localities of the catchment, mean over residents
};

/// The regional centres: catchment, staff, the schools they face and the way there. They coordinate the referral of
/// victims with a share of their hours; how they record is models/recording.hpp. A county has the share of its centre's
/// hours that its school units have of the centre's, so that it is served the same in every selection.
struct Centres {
    CentreParameters p{};
    std::array<Centre, centre_count> all{};
    std::array<double, county_count> share{}; ///< of the centre's hours
    std::array<double, county_count> km{};    ///< road from its localities to the centre's seat, mean over residents

    /// Hours a week that the centre has for the county.
    double hours(CountyId county) const;
    /// Share of what referral needs that the centre can give in a week, in [0, 1].
    /// \param victims  in the mechanism in the county
    double attention(CountyId county, std::uint32_t victims) const;

    std::array<std::uint8_t, county_count> centre_of{};
};

namespace centres {

/// Hours a week that a person in the mechanism takes, with the road to visits. Pure. \param km  one way
double hours_per_victim(const CentreParameters& p, double km);
/// Share of the work that hours suffice for. Pure.
double attention(double hours, double needed);

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace centres
} // namespace model
