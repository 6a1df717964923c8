#pragma once

#include "models/pathways/staged_pathway.hpp"
#include "models/pathways/vulnerability.hpp"

namespace model::institutional {

struct Parameters {
    double offender_share, approach, ceiling;
    double boys;
    double age_8, age_12, age_14, age_17, age_21, age_25;
    double crowding_effect, reference_children, oversight_effect, complicity_effect, runaway_effect;
    double prior_abuse_effect, disability_effect, former_resident_effect;
    double staff_base, staff_sexual;
    double internalised_effect, false_security;
    double friend_relation, abroad, online_form, criminal_form;
    double contact_advance, contact_break, attachment_advance, attachment_break, notice;
    double break_internalised, break_trust, break_peers;
    double recognition, semi_consensual;
};

/// The home in which somebody lives.
struct Home {
    double children_per_carer;
    double oversight; ///< in [0, 1]
    bool complicit;   ///< somebody of the staff looks away
};

/// Hazard of contact, relative to a girl of 14 to 17 in a home with the reference number of children per carer, without
/// oversight and without complicit staff, at most the ceiling; 0 for who never lived in a home. Pure.
/// \source docs/model.md, "Institutions"
double relative_hazard(const Parameters& p, const Vulnerability& who, const Home& home, bool disability);
/// Hazard of staff themselves exploiting a child of their home [1/year]: none without complicit staff, less with
/// oversight; at most staff_bound. Pure.
double staff_hazard(const Parameters& p, const Home& home, bool disability);
double staff_bound(const Parameters& p);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::institutional
