#pragma once

#include "models/offenders.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>
#include <string_view>

namespace model {

struct Build;
struct Case;

/// What starts or strengthens a proceeding: an identified case, or a relation that somebody noticed.
enum class LeadKind : std::uint8_t { identified, noticed };
struct Lead {
    std::uint32_t offender; ///< row; `none` when a household exploits its own
    Row person;             ///< who was, or would have been, exploited
    std::int32_t tick;
    std::int32_t offence; ///< tick of the recruitment
    LeadKind kind;
    Form form;
    Mode mode;
    std::uint8_t unused{};
};
Lead lead_of(const Case& c, sim::Tick tick);
Lead lead_of(const Courtship& relation, sim::Tick tick);

/// Where a proceeding stands. `ordinary`: with prosecutors other than those of organised crime, outside the queues.
enum class JusticeStage : std::uint8_t { investigation, prosecution, court, ordinary };
inline constexpr std::array<std::string_view, 4> justice_stage_names{"investigation", "prosecution", "court",
                                                                     "ordinary"};

/// How a proceeding ends.
enum class JusticeOutcome : std::uint8_t { under_way, not_prosecuted, dismissed, acquitted, convicted };
inline constexpr std::array<std::string_view, 5> justice_outcome_names{"under_way", "not_prosecuted", "dismissed",
                                                                       "acquitted", "convicted"};

/// Bits of Proceeding::flags.
namespace proceeding {
inline constexpr std::uint8_t testimony = 1u << 0; ///< somebody testifies, so far
inline constexpr std::uint8_t minor = 1u << 1;     ///< of the victim at the opening
inline constexpr std::uint8_t digital = 1u << 2;   ///< the evidence is online
inline constexpr std::uint8_t household = 1u << 3; ///< against the victim's own household
} // namespace proceeding

/// One investigation and what follows from it.
struct Proceeding {
    std::int64_t since;     ///< when it joined the queue of its stage [1 / justice::moments of a week]
    std::uint32_t name;     ///< stable: derived from the offender's or the person's id, unique among the open ones
    std::uint32_t offender; ///< row; `none` for a household, and for the stock of the start
    Row victim;             ///< `none` for the stock of the start
    std::int32_t opened;    ///< tick
    std::int32_t offence;   ///< tick
    std::int32_t entered;   ///< tick in which it came to its stage
    std::uint8_t county;    ///< of the offender, or of the household
    JusticeStage stage;
    JusticeOutcome outcome; ///< `under_way` while open
    std::uint8_t phase;     ///< of the trial, counted up
    std::uint8_t hearings;
    std::uint8_t victims; ///< known
    std::uint8_t flags;
    std::uint8_t unused{};
};

struct JusticeParameters {
    double feedback;
    double arrest;
    double notice_arrest;
    double group_arrest;
    double held_years;
    double others_found;
};

/// Proceedings against those who recruit: leads in, custody out.
struct Justice {
    JusticeParameters p{};
    sim::Records<Lead> leads;
    sim::Records<Proceeding> open;  ///< proceedings under way
    sim::Records<Proceeding> ended; ///< those that ended in the week, with their outcome
    sim::Event<Lead> lead;

    /// Factor on an offender's attempts by what is known of convictions, in (0, 1]; 1 without feedback.
    double deterrence(const sim::World& world, sim::Tick tick) const;
    /// Whether a proceeding is under way in which the person is the victim.
    bool victim_in_proceeding(const sim::World& world, Row person) const;
};

namespace justice {

/// Parts of a week in which the time of joining a queue is kept.
inline constexpr std::int64_t moments = 1 << 20;

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace justice
} // namespace model
