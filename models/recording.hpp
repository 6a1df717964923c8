#pragma once

#include "models/cases.hpp"
#include "models/counties.hpp"
#include "models/register_errors.hpp"

namespace model {

/// A presumed victim, on the way to the register: the case, and through which channel it was identified.
struct Identified {
    Case subject;
    std::uint32_t channel;
};

/// The same, kept for the week after: assistance hears of it whether or not it is registered.
struct Presumed {
    Case subject;
    std::uint32_t channel;
    std::int32_t tick;
};

/// One line of the simulated register. Attributes as recorded, not as they were.
struct RegisteredVictim {
    std::uint32_t person; ///< stable id, internal
    std::int32_t tick;
    std::uint8_t county;
    std::uint8_t pathway; ///< known to the simulation only
    Form form;
    Relation relation;
    Mode mode;
    std::uint8_t channel;
    Education education;
    Family family;
    Place place;
    std::array<std::uint8_t, 3> unused{};
};

struct RecordingParameters {
    double efficiency;
    double efficiency_spread;
    double counts_online;
    double counts_online_share;
    double year_sd;
    double centre_year_sd;
    double misrouted;
    double uniform_strict;
    double uniform; ///< 1: every centre counts online cases and records with the mean efficiency
};

/// What is added to how far a centre follows the national rule, in millionths.
struct UniformityChange {
    std::int32_t amount;
    std::uint8_t centre;
    std::array<std::uint8_t, 3> unused{};
};

struct Recording {
    RecordingParameters p{};
    std::array<RegisterErrors, centre_count> errors{}; ///< of each regional centre, before any strategy
    RegisterErrorParameters mean_errors{};
    sim::Column<std::int32_t> uniformity_given; ///< per centre, millionths
    sim::Event<UniformityChange> uniformity_change;
    sim::Event<Identified> identified;
    sim::Records<RegisteredVictim> all;
    sim::Records<Presumed> presumed_lately;   ///< this week and the last
    sim::Measure<sim::NoLedger> presumed;     ///< by channel
    sim::Measure<RegisteredLedger> relations; ///< relation x mode x age band, as recorded
    sim::Measure<RegisteredLedger> profile;   ///< education x family x age band, as recorded

    /// How far a centre follows the national rule instead of its own, in [0, 1].
    double uniformity(const sim::World& world, std::uint32_t centre) const;
    /// The centre's errors now.
    RegisterErrors errors_of(const sim::World& world, std::uint32_t centre) const;
};

namespace recording {

/// Mean of min(1, scale e^(sd z - sd^2/2)) over standard normal z. Pure. \pre  scale > 0, sd > 0
double mean_below_one(double scale, double sd);
/// The scale for which that mean is the one given, so that effects leave a probability's mean where it is although none is
/// above 1. Pure. \pre  mean in [0, 1)
double scale_for_mean(double mean, double sd);
/// Probability that a centre registers a presumed victim. Pure; the effects are standard normal deviates.
/// \param uniformity  share by which what is the centre's or the year's own gives way to the national mean, in [0, 1]
double probability(const RecordingParameters& p, double centre_u, double year_z, double centre_year_z, bool online_form,
                   double rule_u, double uniformity = 0.0);
/// Share of online cases that the centres count on the mean. Pure.
double mean_counted_online(const RecordingParameters& p);

/// The declared or given mean probability of registration.
double mean_efficiency(const sim::Values& values);

/// The declared values, those given in their place.
RecordingParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace recording
} // namespace model
