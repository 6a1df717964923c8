#pragma once

#include "models/justice/proceeding.hpp"
#include "models/justice/staff.hpp"
#include "models/justice/stock.hpp"
#include "models/justice/trial.hpp"

#include <vector>

namespace model {

/// From a lead to a proceeding, and what proceedings do to the world outside.
struct JusticeParameters {
    double feedback;
    double opening_identified; ///< probability
    double opening_noticed;    ///< probability
    double misrouted;          ///< probability
    double misrouted_household;
    double arrest;        ///< probability
    double notice_arrest; ///< probability
    double group_joined;  ///< probability
    double others_found;  ///< probability
    double deterrence;    ///< per certainty of conviction
};

/// What is counted of proceedings. Those of organised crime and the ordinary ones alike, but `solved`, `tried` and
/// `trial_days`, which are of the queues.
struct JusticeCounts {
    sim::Measure<sim::NoLedger> opened, misrouted, joined, indicted, not_prosecuted, dismissed, acquitted, convicted,
        suspects, suspects_indicted, suspects_convicted, solved, tried, trial_days, hearings, anew, lost, breaches,
        deadlines, seized, fund;
};

/// Rules of trials that can be changed in a centre while a run goes on, each a share.
enum class CourtRule : std::uint8_t {
    specialised, ///< panels with specialised judges; added to the declared share
    fewer,       ///< hearings done away with
    continuity,  ///< changes of panel done away with
    limits,      ///< panels with time limits that bind; added to the declared share
    compensation ///< added to the share of convictions that order compensation
};
inline constexpr std::size_t court_rules = 5;
struct RuleChange {
    std::int32_t amount; ///< millionths, added
    std::uint8_t centre;
    CourtRule rule;
    std::uint16_t unused{};
};

/// Investigation, prosecution and trial of those who recruit: leads in, custody and verdicts out.
struct Justice {
    JusticeParameters p{};
    TrialParameters trial{};
    StockParameters stock{};
    JusticeStaff staff{};
    JusticeCounts counts{};
    std::int64_t at_start{}; ///< proceedings under way when the run began
    sim::Records<Lead> leads;
    sim::Records<Proceeding> open;          ///< proceedings under way
    sim::Records<Proceeding> ended;         ///< those that ended in the last week in which one changed: see `entered`
    sim::Records<Suspect> suspects;         ///< of the open ones
    sim::Records<std::int32_t> convictions; ///< ticks of the last year, one for each offender convicted
    sim::Event<Lead> lead;
    sim::Event<ProceedingChange> change;
    sim::Column<std::int32_t> rules; ///< per centre and court rule: what was added, millionths
    sim::Event<RuleChange> rule;     ///< adds

    /// The declared parameters of trials under the rules in force in a centre.
    TrialParameters trial_now(const sim::World& world, std::size_t centre) const;

    /// Cases of the queues before a court: the stock of the prosecution's reports.
    std::int64_t open_cases(const sim::World& world) const;
    std::int64_t trials(const sim::World& world) const;
    /// Support of the witness through the proceeding, in [0, 1].
    double support(const sim::World& world, const Build& build, const Proceeding& one) const;
};

namespace justice {

/// Probability that a lead opens a proceeding. Pure.
/// \param overlooked  share of such cases that officials do not see as trafficking
/// \param response    of the centre, mean 1
/// \param complicity  probability that the police look away
double opening(const JusticeParameters& p, LeadKind kind, double overlooked, double response, double complicity);
/// Share of approaches not made for fear of conviction. Pure.
/// \param certainty  offenders convicted in a year, those of the stock included, over offenders
double deterred(const JusticeParameters& p, double certainty);

/// Add the processes: leads (leads.cpp), queues (stations.cpp), and the rule that settles both (settle.cpp).
void make_leads(Build& build);
void make_stations(Build& build);
void make_settlement(Build& build);

JusticeParameters lead_values(const sim::Values& values);
std::vector<sim::ParameterInfo> lead_parameters();
/// Those of leads, stations, trials and stock.
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace justice
} // namespace model
