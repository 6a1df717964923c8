#pragma once

#include "models/counties.hpp"
#include "sim/decay.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

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
    double prevention_share;
    double added_yield;
    double induction_loss;
    double induction_half_life; ///< weeks
    double victim_hours;
    double visits_per_week;
    double speed_kmh;
    double limited; ///< 0: the hours suffice
};

/// Staff that a strategy gives a centre, or takes from it, in millionths of a person.
struct CentreChange {
    std::int32_t amount;
    std::uint8_t centre;
    std::array<std::uint8_t, 3> unused{};
    std::int32_t known{}; ///< of those who come, who were there before and have nothing to learn
};

/// One of the 15 regional centres of ANITP.
struct Centre {
    std::vector<CountyId> counties; ///< its catchment
    std::uint32_t staff{};          ///< before any strategy
    double school_units{};          ///< in the catchment
    double km{};                    ///< road to the localities of the catchment, mean over residents
};

/// The regional centres: catchment, staff, the schools they face and the way there. They coordinate the referral of
/// victims with a share of their hours; how they record is models/recording.hpp. A county has the share of its centre's
/// hours that its school units have of the centre's, so that it is served the same in every selection.
struct Centres {
    CentreParameters p{};
    std::array<Centre, centre_count> all{};
    std::array<double, county_count> share{}; ///< of the centre's hours
    std::array<double, county_count> km{};    ///< road from its localities to the centre's seat, mean over residents

    /// Persons whose time a centre has: staff, those added, less the time that newcomers and their colleagues lose
    /// while they learn.
    double staff(const sim::World& world, std::uint32_t centre, sim::Tick tick) const;
    /// Hours a week that the centre has for the county.
    double hours(const sim::World& world, CountyId county, sim::Tick tick) const;
    /// Of these, for prevention [hour/week].
    double prevention_hours(const sim::World& world, CountyId county, sim::Tick tick) const;
    /// Share of what referral needs that the centre can give in a week, in [0, 1].
    /// \param victims  in the mechanism in the county
    double attention(const sim::World& world, CountyId county, std::uint32_t victims, sim::Tick tick) const;

    std::array<std::uint8_t, county_count> centre_of{};
    sim::Column<std::int32_t> given{};     ///< per centre: persons, millionths
    sim::Column<sim::Decaying> learning{}; ///< per centre: persons who are new, in hundreds
    sim::Event<CentreChange> change{};
    sim::Tick origin{};
};

namespace centres {

/// Hours a week that a person in the mechanism takes, with the road to visits. Pure. \param km  one way
double hours_per_victim(const CentreParameters& p, double km);
/// Share of the work that hours suffice for. Pure.
double attention(double hours, double needed);
/// Persons whose time a centre has. Pure. \param learning  persons of those added who are still new
double effective_staff(const CentreParameters& p, double staff, double added, double learning);
/// Share of the hours for prevention: never more than coordination leaves. Pure.
double prevention_share(const CentreParameters& p);

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace centres
} // namespace model
