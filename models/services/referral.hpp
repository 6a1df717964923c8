#pragma once

#include "models/services/services.hpp"

#include <string_view>

namespace model {

enum class Channel : std::uint8_t;

/// Where somebody stands in the referral mechanism; nobody moves back.
///
///     presumed --> identified, referred: waiting --> assisted, assisted with legal aid --> (helped)
///        |               |                  |                       |
///     (withdrew)   (not referred)       (gave up)              (dropped out)
enum class Standing : std::uint8_t { outside, presumed, waiting, assisted, supported };
inline constexpr std::array<std::string_view, 5> standing_names{"outside", "presumed", "waiting", "assisted",
                                                                "supported"};

struct ReferralParameters {
    double identification, withdrawal; ///< 1/year
    double referred;                   ///< of the identified where procedures or partnership work
    double cooperates, tied_to_testimony;
    double lost_after_return;
    double shelter_needed_minor, shelter_needed_adult;
    double legal_aid;
    double giving_up, dropping_out; ///< 1/year
    double distance_effect, support_effect, training_effect, strain_effect;
    double duration; ///< year
};

namespace referral {

/// The situation in which somebody found by a channel enters the mechanism.
Entry entry_of(Channel channel);

/// Hazard of formal identification of a presumed victim [1/year]. Pure.
/// \param adoption  of the mechanism at the entry, in [0, 1]
double identification(const ReferralParameters& p, double adoption);

/// Probability that an identified victim is referred: the institution follows the mechanism, or the local partnership
/// does it in its place. Pure.
/// \param attention  of the regional centre that coordinates, in [0, 1]
double referred(const ReferralParameters& p, double adoption, double coordination, double attention);

/// Hazard of withdrawing before identification [1/year]. Pure. \param trained  share of social workers newly trained
double withdrawal(const ReferralParameters& p, double trained);

/// Probability that help is refused to somebody who will not testify. Pure.
/// \param unconditional  share of refusals that no longer are, in [0, 1]
double refused(const ReferralParameters& p, double unconditional = 0.0);
/// Share of those helped who have counsel. Pure. \param given  added by strategies, at least 0
double legal_aid(const ReferralParameters& p, double given);

/// Hazard of leaving help before its end [1/year]. Pure.
/// \param km  road to the nearest town   \param trained  share of social workers newly trained
/// \param new_places  share of the county's places of the kind that were added
double dropping_out(const ReferralParameters& p, double km, bool supported, double trained = 0.0,
                    double new_places = 0.0);

ReferralParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();

} // namespace referral
} // namespace model
