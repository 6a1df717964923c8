#pragma once

#include "models/pathways/staged_pathway.hpp"
#include "models/pathways/vulnerability.hpp"

namespace model::peer_introduction {

struct Parameters {
    double offender_share, approach, ceiling;
    double boys;
    double age_12, age_13, age_15, age_17, age_18;
    double deprivation_effect, away_effect, residential_effect, prior_abuse_effect;
    double internalised_effect, false_security;
    double introducer_girls, money_effect, norm_effect, legal_effect;
    double friend_relation, abroad, online_form, criminal_form;
    double contact_advance, contact_break, attachment_advance, attachment_break, notice;
    double break_internalised, break_trust, break_peers, notice_bystanders;
    double recognition, semi_consensual;
};

/// What makes a pupil introduce a classmate for money, mostly without knowing to what; shares in [0, 1].
struct Introducer {
    bool female;
    double deprivation;
    double normalisation; ///< takes exploitation for nothing unusual
    double internalised;  ///< applies to oneself what lessons say, the law included
};

/// Hazard of contact by what the person is, relative to a girl of 15 without any of the vulnerabilities, at most the
/// ceiling. Pure.
/// \source docs/model.md, "Introductions by peers"
double relative_hazard(const Parameters& p, const Vulnerability& who);
/// Willingness to introduce, in [0, 1], relative to a boy in the most deprived household among whom exploitation is usual
/// and who has internalised nothing. Lessons lower the supply of introductions. Pure.
double willingness(const Parameters& p, const Introducer& who);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::peer_introduction
