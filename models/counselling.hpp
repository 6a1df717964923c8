#pragma once

#include "models/people.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
class Ground;

struct CounsellingParameters {
    double pupils_per_post;
    double hours_per_week;
    double misuse;
    double sessions_per_hour;
    double speed_kmh;
    double day_hours;
    double full_post_share;
    double need_targeting;
    double trust_dose;
    double internalised_dose;
    double labelling;
    double labelling_loss;
};

/// A change of one unit's counselling by a strategy [millionths of a post; millionths of the misuse taken off].
struct PostChange {
    std::uint32_t unit;
    std::int32_t posts;
    std::int32_t protection;
};

/// School counsellors: posts, the hours that remain after travel and discipline, and sessions with pupils.
struct Counselling {
    CounsellingParameters p{};
    sim::Column<std::int32_t> extra_posts; ///< per unit, millionths
    sim::Column<std::int32_t> protection;  ///< per unit, millionths
    sim::Event<PostChange> posts;
    sim::Measure<sim::NoLedger> sessions;

    /// Counselling hours a week at the unit, after travel and discipline.
    double hours(const sim::World& world, const Ground& ground, std::uint32_t unit, sim::Tick tick) const;
    /// Hours per pupil in units of those at one counsellor for `pupils_per_post` who neither travels nor is misused.
    double intensity(const sim::World& world, const Ground& ground, std::uint32_t unit, sim::Tick tick) const;
};

namespace counselling {

/// Hours a week that reach pupils. Pure.
/// \param posts       full posts of the unit
/// \param km          road km from the counsellor's base; 0 where the counsellor need not travel
/// \param protection  share of the misuse that no longer happens, in [0, 1]
double hours(const CounsellingParameters& p, double posts, double km, double protection);

/// The declared or given doses of a session, of internalisation and of trust: friends pass on a share of them.
double internalised_dose(const sim::Values& values);
double trust_dose(const sim::Values& values);

/// The declared values, those given in their place.
CounsellingParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace counselling
} // namespace model
