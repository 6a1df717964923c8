#pragma once

#include "models/pathways/staged_pathway.hpp"
#include "models/pathways/vulnerability.hpp"

namespace model::online_grooming {

struct Parameters {
    double offender_share, approach, ceiling;
    double boys;
    double age_9, age_12, age_14, age_18, age_25;
    double exposure_effect, lax_effect, strict_effect, deprivation_effect, away_effect, prior_abuse_effect;
    double skill_effect, online_care_effect, internalised_effect, false_security;
    double stranger_relation, abroad, online_form;
    double contact_advance, contact_break, attachment_advance, attachment_break, notice;
    double break_internalised, break_trust, break_peers;
    double recognition, semi_consensual;
};

/// Hazard of contact by what the person is, relative to a girl of 14 to 17 with full online exposure and balanced
/// supervision, at most the ceiling. Supervision is U-shaped: too lax and too strict both harm. Pure.
/// \param carer_skill  digital skill of the parents or carers, in [0, 1]
/// \source docs/model.md, "Offenders"
double relative_hazard(const Parameters& p, const Vulnerability& who, double carer_skill);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::online_grooming
