#pragma once

#include "models/pathways/staged_pathway.hpp"
#include "models/pathways/vulnerability.hpp"

namespace model::lover_boy {

struct Parameters {
    double offender_share, approach, ceiling;
    double boys;
    double age_11, age_13, age_14, age_15, age_18, age_21, age_25, age_30;
    double deprivation_effect, away_effect, residential_effect, boarding_effect, left_school_effect, prior_abuse_effect;
    double internalised_effect, false_security;
    double class_step, neighbourhood_step;
    double friend_relation, abroad, online_form;
    double contact_advance, contact_break, attachment_advance, attachment_break, notice;
    double break_internalised, break_trust, break_peers;
    double recognition, semi_consensual;
};

/// Hazard of contact by what the person is, relative to a girl of 17 without any of the vulnerabilities, at most the
/// ceiling. Pure.
/// \source docs/model.md, "Offenders"
double relative_hazard(const Parameters& p, const Vulnerability& who);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::lover_boy
