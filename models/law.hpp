#pragma once

#include "sim/clock.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <array>

namespace model {

struct Build;

/// Dates are calendar years with their fraction: 2020.5 is the middle of 2020.
struct LawParameters {
    double dated; ///< 1: the law changes on its dates; 0: it has been as it is after the last of them
    double consent_changed;
    double consent_before; ///< years of age
    double consent_after;
    double overlooked; ///< share
    double unrecorded; ///< share
    double slip_from;
    double slip_until;
    double slip_dismissed; ///< share
    double limitation;     ///< years
    double interruption;   ///< times
    double rulings_from;
    double rulings_until;
    double limits_removed;
    double dismissal;     ///< 1/year
    double gap_dismissal; ///< 1/year
};

/// What an event can change in the law while a run goes on. Dates by parameter stay as they are.
enum class LawLever : std::uint8_t {
    overlooked,       ///< added to the share
    unrecorded,       ///< added to the share
    age_of_consent,   ///< added [years]
    fee_penalties,    ///< penalties on recruitment fees, in [0, 1]
    gap,              ///< a gap of the law like the slip of 2020, in [0, 1]
    distinct_articles ///< trafficking told apart from pimping and begging, in [0, 1]: what is misrouted no longer is
};
inline constexpr std::size_t law_levers = 6;

/// A change of the law, in millionths of the lever's unit; what is added stays until it is taken back.
struct LawChange {
    std::int32_t amount;
    LawLever lever;
    std::array<std::uint8_t, 3> unused{};
};

/// The law of a run, asked by date. It is the same for everybody.
struct Law {
    LawParameters p{};
    sim::Column<std::int32_t> given{}; ///< per lever, millionths
    sim::Event<LawChange> change{};

    /// The parameters with what events have added.
    LawParameters now(const sim::World& world) const;
    /// Level of a lever that is a share: fee_penalties, gap, distinct_articles. In [0, 1].
    double level(const sim::World& world, LawLever lever) const;
};

namespace law {

/// Age of consent at a date [years of age]. Pure.
double age_of_consent(const LawParameters& p, double year);

/// Share of exploited persons of an age whose exploitation officials overlook as a relation: of minors above the age of
/// consent, for whom the law of trafficking asks for no proof of means and practice still does. Pure, in [0, 1].
double overlooked(const LawParameters& p, double age_years, double year);
/// The share that a centre does not record for the same reason. Pure, in [0, 1].
double unrecorded(const LawParameters& p, double age_years, double year);

/// Whether limitation had run out for an offence before the limit was removed. While the rulings hold that nothing
/// interrupts limitation the term is the plain one, else it is longer. Pure.
/// \param offence, year  when it was committed, and when a court looks
bool time_barred(const LawParameters& p, double offence, double year);

/// Hazard of a proceeding being dismissed by a change or gap of the law [1/year]: time-barred offences, and all that
/// were open in the weeks of the slip. Pure.
/// \param gap  another gap of the law in force, in [0, 1]
double dismissal_hazard(const LawParameters& p, double offence, double year, double gap = 0.0);

/// The parameters with what is added to shares and to the age of consent. Pure.
LawParameters changed(LawParameters p, double overlooked, double unrecorded, double age_of_consent);

/// The declared values, those given in their place.
LawParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace law
} // namespace model
