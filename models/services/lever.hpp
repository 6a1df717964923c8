#pragma once

#include <cstddef>
#include <cstdint>

namespace model {

/// What can be changed in a county. Doses fade, the others stay.
enum class Lever : std::uint8_t {
    teacher_training, ///< doses: share of the profession newly trained
    police_training,
    social_worker_training,
    partnership_loss, ///< dose: share of the partnership lost with the person who carried it
    continuity,       ///< added to the share of a partnership that outlives its people
    partnership,      ///< added to the level of coordination
    inspection,       ///< independent inspections of an institution [1/year]
    child_protection_posts,
    police_posts,
    ngo,            ///< added to the relative capacity of organisations
    operator_hours, ///< of the helpline [hour/week]
    child_shelter,  ///< places
    adult_shelter,
    day_service,
    screening,          ///< relative increase of what police and child protection find on their own initiative
    adoption,           ///< added to every institution's adoption of the referral mechanism
    labour_inspection,  ///< relative increase of inspections of work sites
    agency_control,     ///< licensing and inspection of those who find work for others, in [0, 1]
    legal_aid,          ///< added to the share of those helped who have counsel
    unconditional_help, ///< share of what is refused for want of testimony that no longer is
    return_procedures,  ///< share of what is lost on the way home from abroad that no longer is
    international_line, ///< added to the share of calls that come through from abroad
    strategy_gap        ///< 1: no national strategy in the county, -1: one where there is none
};
inline constexpr std::size_t levers = 23;
inline constexpr std::size_t fading_levers = 4;

/// A change of one county by a strategy or by an event, in millionths of the lever's unit.
struct ServiceChange {
    std::int32_t amount;
    std::uint8_t county;
    Lever lever;
    std::uint16_t unused{};
};

} // namespace model
