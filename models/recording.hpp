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
};

struct RecordingParameters {
    double efficiency;
    double efficiency_spread;
    double counts_online;
    double counts_online_share;
    double year_sd;
    double centre_year_sd;
    double misrouted;
    double uniform; ///< 1: every centre counts online cases and records with the mean efficiency
};

struct Recording {
    RecordingParameters p{};
    std::array<RegisterErrors, centre_count> errors{}; ///< of each regional centre
    sim::Event<Identified> identified;
    sim::Records<RegisteredVictim> all;
    sim::Records<Presumed> presumed_lately;   ///< this week and the last
    sim::Measure<sim::NoLedger> presumed;     ///< by channel
    sim::Measure<RegisteredLedger> relations; ///< relation x mode x age band, as recorded
    sim::Measure<RegisteredLedger> profile;   ///< education x family x age band, as recorded
};

namespace recording {

/// Probability that a centre registers a presumed victim. Pure; the effects are standard normal deviates.
double probability(const RecordingParameters& p, double centre_u, double year_z, double centre_year_z, bool online_form,
                   double rule_u);

/// The declared or given mean probability of registration.
double mean_efficiency(const sim::Values& values);

/// The declared values, those given in their place.
RecordingParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace recording
} // namespace model
