#pragma once

#include "sim/parameter.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace model {

/// What becomes of a proceeding: testimony, indictment, trial, verdict, sentence.
struct TrialParameters {
    double testimony;      ///< probability
    double testimony_loss; ///< 1/year
    double hearing_loss;   ///< probability
    double hearings;       ///< 1/year
    double breach;         ///< probability
    double support_effect; ///< log ratio
    double supported;      ///< share
    double indictment;     ///< probability
    double indictment_without;
    double digital_indictment;
    double phases;
    double panel_change; ///< 1/year
    double conviction;   ///< probability
    double conviction_without;
    double specialised; ///< share
    double specialised_speed;
    double time_limits; ///< share
    double limits_speed;
    double fewer_evidence;       ///< log odds ratio
    double limits_evidence;      ///< log odds ratio
    double forensics_indictment; ///< share of the gap
    double sentence_low;         ///< months
    double sentence_high;        ///< months
    double sentence_skew;
    double sentence_minor;
    double served;           ///< share
    double suspended;        ///< share
    double pretrial_days;    ///< days
    double kept_in_custody;  ///< probability
    double custody_in_trial; ///< years
    double seizure;          ///< probability
    double seized;           ///< RON
    double seized_spread;
    double fund_share;   ///< share
    double compensation; ///< probability
    double ordinary_years;
    double ordinary_conviction; ///< probability
    double ordinary_sentence;   ///< ratio
};

namespace trial {

/// Hazard of a testimony being given up, beside hearings [1/year]. Pure.
/// \param supported  of the witness, in [0, 1]
double testimony_loss(const TrialParameters& p, double supported);
/// Probability that a hearing costs the testimony. Pure.
double hearing_loss(const TrialParameters& p, double supported);

/// Probability that the prosecution ends in an indictment. Pure.
double indictment(const TrialParameters& p, bool testimony, bool digital);
/// Probability that a trial ends in a conviction. Pure.
double conviction(const TrialParameters& p, bool testimony);

/// Probability of a conviction with a testimony where hearings are done away with and trials have time limits: evidence
/// may be dropped. Pure. \param fewer  share of hearings done away with
double conviction_after(const TrialParameters& p, double fewer, double limits);
/// Ratio of indictment where the evidence is online. Pure. \param forensics  in [0, 1]
double digital_indictment(const TrialParameters& p, double forensics);

/// First tick after custody without an indictment that began with a tick: the limit, in whole weeks. Pure.
std::int32_t custody_ends(const TrialParameters& p, std::int32_t began);

/// A sentence [years]: skewed between the shortest and the longest seen, longer where the victim was a minor. Pure.
double sentence_years(const TrialParameters& p, bool minor, double u);

/// Assets seized with a conviction [RON], log-normal. Pure.
std::int64_t seized_ron(const TrialParameters& p, double u);

/// What of it goes to the fund for victims [RON]. Pure.
std::int64_t to_fund(const TrialParameters& p, std::int64_t seized);

/// Speed of a trial relative to a panel without specialised judges. Pure.
double speed(const TrialParameters& p);

/// A trial through a step: the phases done, and when the last one ends. Times from its start in the step, in years.
struct Course {
    struct Turn {
        double at;
        std::uint8_t phase; ///< done from then on
    };
    std::vector<Turn> turns;
    double ends; ///< infinite when not in the step

    /// Phases done at a time, from those done at the start.
    std::uint8_t phase_at(double time, std::uint8_t before) const;
};

/// Two uniforms for the k-th turn of the step.
struct TurnLuck {
    double phase, panel;
};
/// Follows a trial: the next phase and a change of the panel compete; a change begins the trial anew. Pure.
/// \param rate  phases per year
Course follow(const TrialParameters& p, std::uint8_t phase, double rate, double length,
              const std::function<TurnLuck(std::uint32_t)>& luck);

/// The declared values, those given in their place.
TrialParameters resolved(const sim::Values& values);
std::vector<sim::ParameterInfo> parameters();

} // namespace trial
} // namespace model
