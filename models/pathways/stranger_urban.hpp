#pragma once

#include "models/pathways/staged_pathway.hpp"
#include "models/pathways/vulnerability.hpp"

namespace model::stranger_urban {

struct Parameters {
    double offender_share, approach, ceiling;
    double boys;
    double age_12, age_14, age_16, age_18, age_21, age_25, age_30;
    double nights_effect, deprivation_effect, boarding_effect, left_school_effect, residential_effect, runaway_effect;
    double prior_abuse_effect, city_effect, rural_effect;
    double smallest_town, largest_city, visitors;
    double internalised_effect, false_security;
    double stranger_relation, abroad, criminal_form;
    double contact_advance, contact_break, attachment_advance, attachment_break, notice;
    double break_internalised, break_trust, break_peers, notice_bystanders;
    double recognition, semi_consensual;
};

/// Where somebody meets strangers, each in [0, 1].
struct Outings {
    double nights; ///< exposure at night
    double city;   ///< size of the town where the person lives, 0 in villages
};

/// Size of a town on the log scale, from the smallest to the largest: in [0, 1]. Pure.
double city_size(const Parameters& p, double persons);
/// Exposure at night, in [0, 1], from the person's own uniform: strict supervision (of minors) keeps in, lax does not. Pure.
double nights(double strictness, double u);
/// Hazard of contact by what the person is, relative to a girl of 16 in the smallest town who stays in at night and has
/// none of the vulnerabilities, at most the ceiling. Pure.
/// \source docs/model.md, "Strangers in towns"
double relative_hazard(const Parameters& p, const Vulnerability& who, const Outings& out);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::stranger_urban
