#pragma once

#include "models/cases.hpp"

#include <array>
#include <string_view>

namespace model {

/// Ways in which a case comes to the institutions' notice. They compete: the first one counts.
enum class Channel : std::uint8_t {
    self_report,
    family_or_neighbour,
    school,
    child_protection,
    police,
    ngo,
    helpline,
    health,
    abroad
};
inline constexpr std::array<std::string_view, 9> channel_names{
    "self_report", "family_or_neighbour", "school", "child_protection", "police", "ngo", "helpline", "health",
    "abroad"};
inline constexpr std::size_t channels = channel_names.size();

struct DetectionParameters {
    double scale;
    double self_report, family_or_neighbour, school, child_protection, police, ngo, helpline, health, abroad;
    double internalised_effect, informed_effect, trust_effect, counsellor_effect;
    double rural_stigma, online_police, care_effect, oversight_effect;
};

/// What the channels read of a case.
struct Circumstances {
    double recognition;                   ///< of one's own situation, in [0, 1]
    double internalised, informed, trust; ///< in [0, 1]
    double oversight;                     ///< neighbours who know from campaigns, in [0, 1]
    double counselling;                   ///< hours per pupil over the reference, 0 for who is not enrolled
    bool enrolled, minor, rural, in_care, online, abroad;
};

namespace detection {

/// Hazard of each channel [1/year] before the scale of the replicate. Pure.
/// \source docs/model.md, "Cases and detection"
std::array<double, channels> hazards(const DetectionParameters& p, const Circumstances& who);

/// Factor on every channel that makes the registered share of true cases 1 / multiplier when it is 1 / reference at
/// factor 1: with exit hazard e, detection D and recording efficiency r the share is r D / (D + e). Pure.
double scale(double multiplier, double reference, double efficiency);

/// The declared values, those given in their place.
DetectionParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace detection
} // namespace model
