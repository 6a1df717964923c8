#pragma once

#include "models/ledgers.hpp"
#include "models/neighbours.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <functional>
#include <memory>

namespace model {

struct Build;
class Ground;

/// With whom an offender works: alone, with kin, in a small group, in an organised one.
enum class OffenderKind : std::uint8_t { single, family, small_group, organised };
inline constexpr std::array<std::string_view, 4> offender_kind_names{"single", "family", "small_group", "organised"};

/// Where an offender stands with the law. Investigated offenders are at liberty.
enum class OffenderStatus : std::uint8_t { at_liberty, investigated, held, convicted, released };
inline constexpr std::array<std::string_view, 5> offender_status_names{"at_liberty", "investigated", "held",
                                                                       "convicted", "released"};

/// Who looks for people to recruit. No aim, no learning: an offender is a place, a pathway and a limited attention.
struct Offender {
    std::uint32_t id;    ///< stable: county and number in it
    std::uint32_t group; ///< id of the group's first member; own id for one who acts alone
    std::uint16_t locality;
    std::uint8_t pathway;
    std::uint8_t courting;   ///< persons courted now
    std::int32_t held_until; ///< tick; at liberty when it lies in the past
    OffenderKind kind;
    OffenderStatus status; ///< as last changed; status_at says what time has made of it
    std::uint16_t unused{};
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

/// What is proposed about an offender or a relation. `hold` and `convict` keep the offender from others until a tick,
/// `release` ends that and drops an investigation; `turn` is to the pathway that the courtship names.
enum class OffenderChangeKind : std::uint8_t { begin, advance, end, hold, investigate, convict, release, turn };
struct OffenderChange {
    Courtship courtship; ///< for begin, advance, end; of the others its offender alone
    std::int32_t until;  ///< for hold and convict
    OffenderChangeKind kind;
    std::uint8_t displaced{}; ///< of a begin: 1 when it is with somebody else than who was met first
    std::uint16_t unused{};
};

/// A share of a county's approaches that are not made, out of fear of the law.
struct Restraint {
    CountyId county;
    std::uint8_t unused{};
    std::uint16_t share; ///< fixed point, 65535 for all
};

struct OffenderParameters {
    double per_100k;                                   ///< offenders per 100,000 residents
    double family_share, group_share, organised_share; ///< of offenders, by kind; the rest are single
    double family_size, group_size, organised_size;    ///< members
    double organised_abroad;                           ///< odds ratio
    double attention;                                  ///< persons courted at one time
    double limited;     ///< 1: attention is limited and a person is courted by one at a time; 0: neither
    double look_again;  ///< probability
    double look_nearby; ///< share
    double turn;        ///< probability
};

/// Where a group of a county has its place: row of a locality.
using OffenderPlace = std::function<std::uint32_t(const sim::Luck&, const CountyBlock&, std::uint32_t group)>;

/// What a pathway says of its offenders.
struct OffenderPathway {
    std::uint8_t position; ///< in the scenario
    std::uint8_t slot;     ///< in the registry: the same whatever is on
    bool open;             ///< offenders of other pathways can turn to it
    double share;          ///< its offenders per offender of per_100k
    OffenderPlace place;   ///< empty for places in proportion to residents
};

struct Offenders {
    OffenderParameters p{};
    sim::Records<Offender> all;
    sim::Records<Courtship> courtships;
    sim::Column<std::uint8_t> courted;    ///< per person: by how many
    sim::Column<std::uint16_t> restraint; ///< per county: share of approaches not made, fixed point
    sim::Event<OffenderChange> change;
    sim::Event<Restraint> restrain;          ///< sets it
    std::vector<OffenderPathway> pathways{}; ///< ascending by registry
    std::shared_ptr<const Neighbours> neighbours{};
    sim::Measure<sim::NoLedger> approaches, contacts, attachments, broken_off, lost, noticed, held, investigated,
        convicted, released, liberty_weeks, bound_weeks;
    /// Displacement: whom they met was out of reach, and what became of it.
    sim::Measure<sim::NoLedger> out_of_reach, to_another_person, to_another_place, to_another_pathway, displaced;

    bool at_liberty(const Offender& offender, sim::Tick tick) const { return offender.held_until <= tick.value; }
    /// Custody and sentences end by themselves when their time is over.
    OffenderStatus status_at(const Offender& offender, sim::Tick tick) const
    {
        const bool locked = offender.status == OffenderStatus::held || offender.status == OffenderStatus::convicted;
        return locked && at_liberty(offender, tick) ? OffenderStatus::released : offender.status;
    }
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
