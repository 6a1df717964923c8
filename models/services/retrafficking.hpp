#pragma once

#include "models/cases.hpp"
#include "sim/measure.hpp"

namespace model {

struct Build;

/// Somebody who left exploitation, for as long as the return to it is at issue.
struct Survivor {
    Case last;         ///< what was left
    std::int32_t left; ///< tick
};

struct RetraffickingParameters {
    double feedback; ///< 0: nobody returns by this hazard (for the laws)
    double risk;     ///< within `years` without help
    double years;
    double help_effect;    ///< log hazard ratio of full help
    double full_help;      ///< year
    double in_help_effect; ///< log hazard ratio while help lasts
    double paid_effect;    ///< log hazard ratio of compensation paid
    double minor_effect;
};

/// Return to exploitation after it was left, less often with help.
struct Retrafficking {
    RetraffickingParameters p{};
    sim::Records<Survivor> survivors;
    sim::Event<Survivor> leave;
    sim::Measure<sim::NoLedger> returned;
    sim::Measure<sim::NoLedger> returned_helped; ///< of those, after some help
};

/// What bears on a survivor's return.
struct Aftermath {
    double help;  ///< weeks of help over those of full help, in [0, 1]
    bool in_help; ///< now
    bool paid;
    bool minor;
};

namespace retrafficking {

/// Part of a week, in [0, 1], in which return is at issue, so many weeks after the week of leaving. Together they are the
/// declared years: who left is noted in the week after and can return from the next one on. Pure.
double at_issue(const RetraffickingParameters& p, std::int32_t weeks);

/// Hazard of return [1/year]: constant over the declared years and such that the declared risk holds for an adult
/// without help. Pure.
double hazard(const RetraffickingParameters& p, const Aftermath& after);

/// Counts a return that happened, for the rule that opens cases: of several who recruit somebody in a week one is first.
void count_return(sim::World& world, const Build& build, Row person);

RetraffickingParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace retrafficking
} // namespace model
