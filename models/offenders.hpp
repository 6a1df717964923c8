#pragma once

#include "models/ledgers.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
class Ground;

/// Who looks for people to recruit. No aim, no learning: an offender is a place, a pathway and a limited attention.
struct Offender {
    std::uint32_t id;    ///< stable: county and number in it
    std::uint32_t group; ///< id of the group's first member; own id for one who acts alone
    std::uint16_t locality;
    std::uint8_t pathway;
    std::uint8_t courting;   ///< persons courted now
    std::int32_t held_until; ///< tick; at liberty when it lies in the past
};

/// A relation that an offender feigns or builds: contact, then attachment, then control.
enum class Stage : std::uint8_t { contact, attachment };
struct Courtship {
    Row person;
    std::uint32_t offender;
    std::int32_t begun; ///< tick of the first contact: with offender and person, the relation's name
    std::uint8_t pathway;
    Stage stage;
    std::uint16_t unused{};
};

enum class OffenderChangeKind : std::uint8_t { begin, advance, end, hold };
struct OffenderChange {
    Courtship courtship; ///< for begin, advance, end
    std::int32_t until;  ///< for hold
    OffenderChangeKind kind;
    std::array<std::uint8_t, 3> unused{};
};

struct OffenderParameters {
    double per_100k; ///< offenders per 100,000 residents
    double online_share;
    double organised_share; ///< of offenders in groups
    double group_size;
    double attention; ///< persons courted at one time
    double limited;   ///< 1: attention is limited and a person is courted by one at a time; 0: neither
};

struct Offenders {
    OffenderParameters p{};
    sim::Records<Offender> all;
    sim::Records<Courtship> courtships;
    sim::Column<std::uint8_t> courted; ///< per person: by how many
    sim::Event<OffenderChange> change;
    sim::Measure<sim::NoLedger> approaches, contacts, attachments, broken_off, noticed, held, liberty_weeks,
        bound_weeks;

    bool at_liberty(const Offender& offender, sim::Tick tick) const { return offender.held_until <= tick.value; }
    bool attention_free(const Offender& offender) const
    {
        return p.limited == 0.0 || offender.courting < static_cast<int>(p.attention);
    }
    /// Second key of luck for an attempt: with limits one at a time suffices; without, the offender tells them apart.
    std::uint32_t luck_key(const Offender& offender) const { return p.limited == 0.0 ? offender.id : sim::no_other; }
    /// Second key of luck for a relation. Without limits an offender can court a person twice at a time, and the weeks
    /// in which they began tell the two apart (to 64 weeks; ids stay below 2^26).
    std::uint32_t luck_key(const Offender& offender, const Courtship& courtship) const
    {
        constexpr std::uint32_t weeks = 64;
        return p.limited == 0.0 ? offender.id * weeks + static_cast<std::uint32_t>(courtship.begun) % weeks
                                : sim::no_other;
    }
};

namespace offenders {

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace offenders
} // namespace model
