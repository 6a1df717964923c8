#pragma once

#include "models/ledgers.hpp"
#include "sim/parameter.hpp"
#include "sim/world.hpp"

#include <vector>

namespace model {
struct Build;
} // namespace model

namespace model::false_job_offer {

struct Parameters {
    double base, ceiling, offender_share;
    double age_14, age_18, age_25, age_40, age_60;
    double women;
    double no_job_effect, intent_effect, debt_effect, deprivation_effect, tie_effect, returned_effect, remote_effect;
    double rights_effect;
    double season_effect, season_first, season_last, remote_km;
    double internalised_effect, false_security;
    double friend_relation, relative_relation, stranger_relation;
    double online, press;
    double women_sexual, men_sexual, begging, criminal;
    double agriculture, construction, hospitality, domestic, other_sector, women_construction, women_domestic;
    double abroad, minors_abroad;
    double agencies, agency_control_effect, fee_penalty_effect, agency_displaced;
    double recognition, semi_consensual;
};

/// Who somebody is when an offer of work is made, and when.
struct JobSeeker {
    double age; ///< years
    bool female;
    bool no_job;                          ///< neither employed nor in school
    bool in_debt;                         ///< the household
    double returned;                      ///< 1 from abroad, lately
    bool season;                          ///< of work on farms and by the sea
    double intent;                        ///< to work abroad, times the freedom to
    double deprivation, ties, remoteness; ///< in [0, 1]: ties as `ties_abroad` counts them
    bool knows_rights{};                  ///< told of rights and whom to call
};

/// Hazard relative to a man of 25 with work, in town, out of season, without intent, debts, ties or deprivation, at most
/// the ceiling. Pure.
/// \source docs/model.md, "False job offers"
double relative_hazard(const Parameters& p, const JobSeeker& who);
/// Share of somebody's living kin and colleagues who are abroad or lately back, or minors with a parent abroad.
double ties_abroad(const sim::World& world, const Build& build, Row row, sim::Tick tick);
/// How far a place is from the next town, in [0, 1]. Pure.
double remoteness(const Parameters& p, double km_to_town);
/// Whether a month (1 to 12) lies in the season. Pure.
bool in_season(const Parameters& p, unsigned month);
/// Form, branch of labour, relation and mode, each from one uniform. Pure.
Form form(const Parameters& p, bool female, double u);
Sector sector(const Parameters& p, bool female, double u);
Relation relation(const Parameters& p, double u);
Mode mode(const Parameters& p, double internet, double u);
/// Share of agencies' false offers that are not made where agencies are controlled and fees are punished; some come by
/// other ways in spite of it. Pure, in [0, 1]; 0 without either. \param control, penalties  in [0, 1]
double stopped(const Parameters& p, double control, double penalties);

/// The declared values, those given in their place.
Parameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace model::false_job_offer
