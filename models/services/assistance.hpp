#pragma once

#include "models/cases.hpp"
#include "models/services/referral.hpp"
#include "sim/measure.hpp"

namespace model {

struct Build;

/// Somebody in the referral mechanism.
struct Victim {
    Row person;
    std::int32_t since; ///< tick of the present standing
    std::uint8_t county;
    Standing standing;
    Entry entry;
    PlaceKind place;    ///< waited for, or taken
    std::uint8_t minor; ///< 1 when under 18 on entry
    std::array<std::uint8_t, 3> unused{};
};

/// What happens to a victim in a week.
enum class AssistanceStep : std::uint8_t {
    enter,     ///< presumed
    lose,      ///< contact is lost on return from abroad
    withdraw,  ///< before identification
    leave_out, ///< identified, not referred
    refuse,    ///< referred, refused without testimony
    wait,      ///< referred: waits from now on
    ask,       ///< waits, and asks for a place this week
    give_up,   ///< while waiting
    drop_out,  ///< before the end of help
    finish     ///< help comes to its end
};
inline constexpr std::array<std::string_view, 10> assistance_step_names{
    "enter", "lose", "withdraw", "leave_out", "refuse", "wait", "ask", "give_up", "drop_out", "finish"};

struct AssistanceChange {
    Victim victim; ///< as it is after the change
    AssistanceStep step;
    std::uint8_t legal_aid; ///< of one who asks: 1 when counsel is at hand
    std::uint16_t unused{};
};

/// Help for those who left exploitation: the referral mechanism from presumption to the end of help, and the queue for
/// places. It hears of whom detection presumes and never reads the register.
struct Assistance {
    ReferralParameters p{};
    sim::Column<std::uint8_t> standing; ///< per person
    sim::Column<std::uint16_t> helped;  ///< per person: weeks of help received so far, finished or not
    sim::Records<Victim> victims;
    sim::Event<AssistanceChange> change;
    sim::Measure<sim::NoLedger> steps;   ///< by kind of step
    sim::Measure<sim::NoLedger> entered; ///< by entry situation
    sim::Measure<sim::NoLedger> served;  ///< by kind of place
    sim::Measure<sim::NoLedger> identified, referred;

    Standing standing_of(const sim::World& world, Row row) const
    {
        return static_cast<Standing>(world.read(standing)[row]);
    }
    /// Whether somebody stands by the person in a trial: assisted, with legal aid.
    bool supported(const sim::World& world, Row row) const { return standing_of(world, row) == Standing::supported; }
    /// Those in the mechanism by county, who take time of its services: children and adults.
    std::array<std::array<std::uint32_t, 2>, county_count> load(const sim::World& world) const;
};

namespace assistance {

/// Gives free places to those who wait: to who has waited longest, at equal times to the smaller id. Pure.
/// \param asking  waiting since, id and position of each, in any order
/// \return        positions of those who get a place, at most `free`
struct Waiting {
    std::int32_t since;
    std::uint32_t id;
    std::size_t position;
};
std::vector<std::size_t> served(std::vector<Waiting> asking, std::uint64_t free);

void make(Build& build);

} // namespace assistance
} // namespace model
