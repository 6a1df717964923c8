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
    std::array<std::uint8_t, 3> unused{};
};

/// What is proposed about a case.
enum class CaseChangeKind : std::uint8_t { open, worsen, close };
struct CaseChange {
    Case subject;
    CaseChangeKind kind;
    std::array<std::uint8_t, 3> unused{};
};

struct CaseParameters {
    double self_exit;      ///< 1/year
    double worsening;      ///< 1/year
    double re_recruitable; ///< 0 or 1
};

/// The stock of cases. One case per person at a time; the rule that opens and closes them counts the true ledger.
struct Cases {
    CaseParameters p{};
    sim::Column<std::uint8_t> status; ///< per person: 1 while in exploitation
    sim::Column<std::uint8_t> times;  ///< per person: how often recruited
    sim::Records<Case> open;
    sim::Event<CaseChange> change;
    sim::Measure<sim::NoLedger> opened, closed;

    /// Whether the person can be recruited now.
    bool recruitable(const sim::World& world, Row row) const
    {
        return world.read(status)[row] == 0 && (p.re_recruitable > 0.0 || world.read(times)[row] == 0);
    }
};

namespace cases {

std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace cases
} // namespace model
