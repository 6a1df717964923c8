#pragma once

#include "models/ledgers.hpp"

#include <array>
#include <string_view>

namespace model {

struct Case;
struct Courtship;

/// What starts or strengthens a proceeding: an identified case, or a relation that somebody noticed.
enum class LeadKind : std::uint8_t { identified, noticed };
struct Lead {
    std::uint32_t offender; ///< row; `none` when nobody is known by name, as of a household
    Row person;             ///< who was, or would have been, exploited
    std::int32_t tick;
    std::int32_t offence; ///< tick of the recruitment
    LeadKind kind;
    Form form;
    Mode mode;
    Relation relation{}; ///< of who recruited: a relative without a name is the household
};
Lead lead_of(const Case& c, sim::Tick tick);
/// \param mode  in which the pathway makes contact: of a relation it is all there is to see
Lead lead_of(const Courtship& relation, Mode mode, sim::Tick tick);

/// Where a proceeding stands. `ordinary`: with prosecutors other than those of organised crime, outside the queues.
enum class JusticeStage : std::uint8_t { investigation, prosecution, court, ordinary };
inline constexpr std::array<std::string_view, 4> justice_stage_names{"investigation", "prosecution", "court",
                                                                     "ordinary"};
/// The stages in which proceedings queue.
inline constexpr std::size_t justice_stations = 3;

/// How a proceeding ends.
enum class JusticeOutcome : std::uint8_t { under_way, not_prosecuted, dismissed, acquitted, convicted };
inline constexpr std::array<std::string_view, 5> justice_outcome_names{"under_way", "not_prosecuted", "dismissed",
                                                                       "acquitted", "convicted"};

/// Bits of Proceeding::flags.
namespace proceeding {
inline constexpr std::uint8_t testimony = 1u << 0; ///< somebody testifies, so far
inline constexpr std::uint8_t minor = 1u << 1;     ///< one of those exploited or courted, when their lead came
inline constexpr std::uint8_t digital = 1u << 2;   ///< all that is known is evidence online
inline constexpr std::uint8_t household = 1u << 3; ///< against the victim's own household
inline constexpr std::uint8_t arrested = 1u << 4;  ///< suspects in custody, and no indictment yet
} // namespace proceeding

/// One investigation and what follows from it.
struct Proceeding {
    std::int64_t since;     ///< when it joined the queue of its stage [1 / justice::moments of a week]
    std::uint32_t name;     ///< stable: derived from the offender's or the person's id, unique among the open ones
    std::uint32_t offender; ///< row; `none` for a household, and for the stock of the start
    Row victim;             ///< the first who was identified; `none` before, and for the stock of the start
    Row witness;            ///< who testifies, or was the last to; `none` before, and for the stock
    std::int32_t opened;    ///< tick
    std::int32_t offence;   ///< tick
    std::int32_t entered;   ///< tick in which it came to its stage, or to its end
    std::uint8_t county;    ///< of the offender, or of the household
    JusticeStage stage;
    JusticeOutcome outcome; ///< `under_way` while open
    std::uint8_t phase;     ///< phases of the trial that are done
    std::uint8_t hearings;  ///< to 255
    std::uint8_t flags;
    std::array<std::uint8_t, 6> unused{};

    bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
    /// Of the stock of the start, where nobody is known: only a proceeding against an offender lacks a victim else.
    bool of_stock() const { return offender == none && victim == none; }
};

/// An offender against whom a proceeding is under way. One at a time.
struct Suspect {
    std::uint32_t offender;   ///< row
    std::uint32_t proceeding; ///< name
};

/// What is proposed about a proceeding.
enum class ProceedingChangeKind : std::uint8_t {
    move,    ///< it is now as the subject says
    close,   ///< it ends as the subject says
    join,    ///< of the subject: name, offender, victim, witness and flags of another lead to the same
    open,    ///< with the subject's offender as its suspect
    suspect, ///< of the subject: name and offender; one more suspect of a proceeding opened in the week
};
struct ProceedingChange {
    Proceeding subject;
    std::int64_t seized; ///< RON, with a conviction
    std::int64_t ended;  ///< when, of one that closes [1 / justice::moments of a week]
    ProceedingChangeKind kind;
    std::array<std::uint8_t, 7> unused{};
};

namespace justice {

/// Whether all that a lead shows is evidence online: exploitation online, or a noticed relation that is kept there. Pure.
bool digital(const Lead& lead);

/// Parts of a week in which the time of joining a queue is kept.
inline constexpr std::int64_t moments = 1 << 20;

} // namespace justice
} // namespace model
