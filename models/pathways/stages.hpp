#pragma once

#include "models/offenders.hpp"

namespace model {

struct StageParameters {
    double contact_advance;     ///< 1/year
    double contact_break;       ///< 1/year
    double attachment_advance;  ///< 1/year
    double attachment_break;    ///< 1/year
    double notice;              ///< 1/year
    double internalised_effect; ///< log hazard ratio of breaking off
    double trust_effect;        ///< log hazard ratio of breaking off and of being noticed
    double peers_effect;        ///< log hazard ratio of breaking off
    double bystander_effect{};  ///< log hazard ratio of being noticed
};

/// What stands between a person and an offender in a week, each in [0, 1].
struct Protection {
    double internalised;
    double trust;
    double peers;        ///< mean internalisation of friends
    double bystanders{}; ///< friends who know that one notifies and need not prove
};

/// Hazards [1/year] of a relation in a stage. Protection acts on the exits that end the relation, never on the one that
/// advances it: so a strategy that protects recruits a subset of the baseline's persons.
struct StageHazards {
    double advance;
    double break_off;
    double notice;
};

/// What became of a relation within a week.
enum class Outcome : std::uint8_t { stays, advanced, controlled, broken_off, noticed };

namespace stages {

/// Probability that an approach becomes a contact at the beliefs that make it largest; times `resistance` it is the
/// relative hazard with the ratio of beliefs, over the ceiling. So false security adds to the hazard of the informed and
/// takes from nobody's. Pure, in [0, 1].
/// \param relative  hazard of contact by what the person is, relative to the reference
double susceptibility(double relative, double false_security, double ceiling);
/// Hazard ratio of contact by what the person believes, relative to the beliefs that make it largest (informed, nothing
/// internalised: false security). Pure, in [0, 1] for internalised_effect <= 0 <= false_security.
/// \source docs/model.md, "Offenders"
double resistance(double internalised_effect, double false_security, double internalised, double informed);

/// Pure. \source docs/model.md, "Grooming stages"
StageHazards hazards(const StageParameters& p, Stage stage, const Protection& protection);

/// Uniforms of one week and stage: one for each exit.
struct StageLuck {
    double advance, break_off, notice;
};

/// Follows a relation through a week: exponential waiting times, the shortest wins, what is left of the week goes to
/// the next stage. Pure.
/// \param luck  luck of the stages contact and attachment
Outcome follow_week(const StageParameters& p, Stage stage, const Protection& protection, double dt_years,
                    std::span<const StageLuck, 2> luck);

} // namespace stages
} // namespace model
