#pragma once

#include "models/ledgers.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

namespace model {

struct Build;
class Ground;

/// One person in exploitation, from recruitment to the end.
struct Case {
    Row person;
    std::uint32_t offender; ///< row of the offender, `none` for a household's own doing
    std::int32_t start;     ///< tick
    std::uint8_t pathway;
    Form form;
    Relation relation;
    Mode mode;
    Place place;
    Sector sector{};
    Destination destination{};
    Control control{};
};

/// What the institutions meet in the cases of a pathway; each pathway declares its own and enters it in
/// Build::pathway_traits.
struct PathwayTraits {
    double recognition{};     ///< of one's own situation, in [0, 1]
    double semi_consensual{}; ///< share of cases under semi-consensual control
};

/// What is proposed about a case. `resume` opens one of somebody who had left another.
enum class CaseChangeKind : std::uint8_t { open, resume, worsen, close };
struct CaseChange {
    Case subject;
    CaseChangeKind kind;
    std::array<std::uint8_t, 3> unused{};
};

/// A case that ended, kept for the week after.
struct ClosedCase {
    Case subject;
    std::int32_t tick;
};

struct CaseParameters {
    double self_exit;                   ///< 1/year
    double worsening;                   ///< 1/year
    double re_recruitable;              ///< 0 or 1
    double attempted_exit;              ///< 1/year
    double boys_recognition;            ///< hazard ratio
    double semi_consensual_recognition; ///< ratio
    double semi_consensual_visibility;  ///< hazard ratio
    double attempted;                   ///< share
};

/// What remains to be drawn of a case when its pathway has said the rest.
struct CaseShares {
    double abroad;          ///< in the era's reference year
    double semi_consensual; ///< of cases
};

/// The stock of cases. One case per person at a time; the rule that opens and closes them counts the true ledger.
struct Cases {
    CaseParameters p{};
    sim::Column<std::uint8_t> status; ///< per person: 1 while in exploitation
    sim::Column<std::uint8_t> times;  ///< per person: how often recruited
    sim::Records<Case> open;
    sim::Event<CaseChange> change;
    sim::Measure<sim::NoLedger> opened, closed;
    sim::Records<ClosedCase> closed_lately{}; ///< this week and the last

    /// Whether the person can be recruited now.
    bool recruitable(const sim::World& world, Row row) const
    {
        return world.read(status)[row] == 0 && (p.re_recruitable > 0.0 || world.read(times)[row] == 0);
    }
    /// Hazard of a case ending without the institutions [1/year].
    double exit_hazard(const Case& c) const { return c.form == Form::attempted ? p.attempted_exit : p.self_exit; }
};

namespace cases {

/// Draws place, destination, control and whether it is only attempted, by the person's luck of the week.
void complete(const Build& build, const sim::Step& step, AgentId person, const CaseShares& shares, Case& c);
/// Recognition of one's own situation, in [0, 1]: the pathway's, less under semi-consensual control and of boys in sexual
/// exploitation. Pure.
double recognition(const CaseParameters& p, const PathwayTraits& traits, const Case& c, bool female);
/// Hazard ratio of others noticing the case, by its control. Pure.
double visibility(const CaseParameters& p, const Case& c);

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace cases
} // namespace model
