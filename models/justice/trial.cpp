#include "models/justice/trial.hpp"

#include "models/era.hpp"
#include "sim/distributions.hpp"
#include "sim/error.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace model {
namespace {

using P = TrialParameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* flow_source = "assumed: 458 investigations, 307 prosecuted, 138 convicted in 2022 (S24)";
constexpr const char* court_source = "assumed: trials of 689 and 585 days in 2018 and 2019 (S16)";
constexpr const char* sentence_source = "TIP 2024 (S24): sentences of 28 to 282 months; law: 3-10 years, child 5-10";

constexpr std::array declared{
    D{&P::testimony,
      {"justice.testimony", "1", 0.8, 0.0, 1.0, 'E', no_source,
       "Probability that an identified victim testifies when the proceeding opens."}},
    D{&P::testimony_loss,
      {"justice.testimony_loss", "1/year", 0.2, 0.0, 3.0, 'E', "assumed: testimonies are lost with time (S16, S24)",
       "Hazard of a testimony being given up, without support."}},
    D{&P::hearing_loss,
      {"justice.hearing_loss", "1", 0.05, 0.0, 0.5, 'E', "assumed: repeated hearings and trauma (S16, S24), no figure",
       "Probability that a hearing costs the testimony, without support."}},
    D{&P::hearings,
      {"justice.hearings", "1/year", 4.0, 0.0, 26.0, 'E', no_source, "Hearings of a case that is on trial."}},
    D{&P::breach,
      {"justice.breach", "1", 0.02, 0.0, 0.5, 'E', "assumed: breaches of confidentiality (S16, S24), no figure",
       "Harm: probability that a hearing makes the victim's story known."}},
    D{&P::support_effect,
      {"justice.support_effect", "1", -0.7, -3.0, 0.0, 'E', "assumed: victim coordination in trials (S24), no figure",
       "Log ratio of both losses for a witness who is fully supported."}},
    D{&P::supported,
      {"justice.supported", "1", 0.3, 0.0, 1.0, 'D', "assumed: below the share assisted, 0.37 in 2022 (S24)",
       "Support of a witness whom no service of the model knows."}},
    D{&P::indictment,
      {"justice.indictment", "1", 0.66, 0.0, 1.0, 'D', flow_source,
       "Probability that the prosecution indicts with a testimony and evidence outside the net."}},
    D{&P::indictment_without,
      {"justice.indictment_without", "1", 0.5, 0.0, 1.0, 'E', flow_source, "Ratio of it without a testimony."}},
    D{&P::digital_indictment,
      {"justice.digital_indictment", "1", 0.7, 0.0, 1.0, 'E', "assumed: police use their own phones (S24)",
       "Ratio of it where the evidence is online."}},
    D{&P::phases,
      {"justice.trial_phases", "1", 3.0, 1.0, 10.0, 'E', "assumed: preliminary chamber, evidence, judgement",
       "Phases of a trial, whole: all are heard again when the panel changes."}},
    D{&P::panel_change,
      {"justice.panel_change", "1/year", 0.1, 0.0, 4.0, 'E', "assumed: retirements and transfers (S16), no rate",
       "Hazard of the panel changing, which begins the trial anew."}},
    D{&P::conviction,
      {"justice.conviction", "1", 0.8, 0.0, 1.0, 'D', flow_source, "Probability of a conviction with a testimony."}},
    D{&P::conviction_without,
      {"justice.conviction_without", "1", 0.35, 0.0, 1.0, 'E', flow_source, "Ratio of it without."}},
    D{&P::specialised,
      {"justice.specialised", "1", 0.1, 0.0, 1.0, 'D', "TIP 2024 (S24): lack of specialised judges",
       "Share of panels with specialised judges."}},
    D{&P::specialised_speed,
      {"justice.specialised_speed", "1", 0.2, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Log ratio of a trial's speed when all panels are specialised."}},
    D{&P::time_limits,
      {"justice.time_limits", "1", 0.0, 0.0, 1.0, 'D', "assumed: none binds in practice (S16)",
       "Share of panels whose trials have a time limit that binds."}},
    D{&P::limits_speed,
      {"justice.limits_speed", "1", 0.2, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Log ratio of a trial's speed when time limits bind all panels."}},
    D{&P::fewer_evidence,
      {"justice.fewer_evidence", "1", -0.2, -2.0, 0.5, 'E', "assumed: no study; evidence may be dropped",
       "Harm: log odds ratio of a conviction when all repeated hearings are done away with."}},
    D{&P::limits_evidence,
      {"justice.limits_evidence", "1", -0.2, -2.0, 0.5, 'E', "assumed: no study; evidence may be dropped",
       "Harm: log odds ratio of a conviction when time limits bind all panels."}},
    D{&P::forensics_indictment,
      {"justice.forensics_indictment", "1", 0.5, 0.0, 1.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "Share of the gap in indictments of cases online that full digital forensics closes."}},
    D{&P::sentence_low,
      {"justice.sentence_low", "month", 28.0, 6.0, 120.0, 'B', sentence_source, "Shortest sentence."}},
    D{&P::sentence_high,
      {"justice.sentence_high", "month", 282.0, 36.0, 360.0, 'B', sentence_source, "Longest sentence."}},
    D{&P::sentence_skew,
      {"justice.sentence_skew", "1", 2.0, 0.25, 8.0, 'D', "assumed: a mean within the law's 3 to 10 years",
       "Power of the uniform between the logarithms of both; 1 is log-uniform, more is shorter."}},
    D{&P::sentence_minor,
      {"justice.sentence_minor", "1", 1.2, 1.0, 2.0, 'D', sentence_source, "Ratio where the victim was a minor."}},
    D{&P::served,
      {"justice.served", "1", 0.67, 0.1, 1.0, 'D', "assumed: conditional release after two thirds",
       "Share of a sentence that is served."}},
    D{&P::suspended,
      {"justice.suspended", "1", 0.25, 0.0, 1.0, 'D', "assumed: no figure found (S24: some suspended)",
       "Share of convictions without imprisonment."}},
    D{&P::pretrial_days,
      {"justice.pretrial_days", "day", 180.0, 30.0, 730.0, 'B', "TIP 2024 (S24): six months",
       "Longest custody before an indictment."}},
    D{&P::kept_in_custody,
      {"justice.kept_in_custody", "1", 0.5, 0.0, 1.0, 'E', no_source,
       "Probability that custody goes on when the prosecution indicts."}},
    D{&P::custody_in_trial,
      {"justice.custody_in_trial", "year", 1.0, 0.0, 5.0, 'E', no_source, "For how long it then goes on."}},
    D{&P::seizure,
      {"justice.seizure", "1", 0.15, 0.0, 1.0, 'E', "assumed: financial unit set up in 2023 (S24), no figure",
       "Probability that assets are seized with a conviction."}},
    D{&P::seized, {"justice.seized", "RON", 50000.0, 0.0, 1e7, 'E', no_source, "Median of what is seized then."}},
    D{&P::seized_spread,
      {"justice.seized_spread", "1", 1.0, 0.0, 3.0, 'E', no_source, "Standard deviation of its logarithm."}},
    D{&P::fund_share,
      {"justice.fund_share", "1", 0.25, 0.0, 1.0, 'E', "assumed: seized assets may fund compensation (S24)",
       "Share of it that goes to the fund for victims."}},
    D{&P::compensation,
      {"justice.compensation", "1", 0.3, 0.0, 1.0, 'E', "assumed: ordered at times and rarely paid (S24), no figure",
       "Probability that a conviction orders compensation of the victim."}},
    D{&P::ordinary_years,
      {"justice.ordinary_years", "year", 1.5, 0.1, 10.0, 'E', no_source,
       "Mean time of a case with ordinary prosecutors and courts."}},
    D{&P::ordinary_conviction,
      {"justice.ordinary_conviction", "1", 0.3, 0.0, 1.0, 'E', "assumed: overlapping articles, softer outcomes (S24)",
       "Probability that it ends in a conviction, of a lesser offence."}},
    D{&P::ordinary_sentence,
      {"justice.ordinary_sentence", "1", 0.3, 0.0, 1.0, 'E', "assumed: overlapping articles, softer outcomes (S24)",
       "Its sentence relative to one for trafficking."}},
};

constexpr double months_per_year = 12.0;
constexpr double days_per_week = 7.0;

} // namespace

namespace trial {

double testimony_loss(const TrialParameters& p, double supported)
{
    return p.testimony_loss * std::exp(p.support_effect * supported);
}

double hearing_loss(const TrialParameters& p, double supported)
{
    return p.hearing_loss * std::exp(p.support_effect * supported);
}

double indictment(const TrialParameters& p, bool testimony, bool digital)
{
    return p.indictment * (testimony ? 1.0 : p.indictment_without) * (digital ? p.digital_indictment : 1.0);
}

double conviction(const TrialParameters& p, bool testimony)
{
    return p.conviction * (testimony ? 1.0 : p.conviction_without);
}

double conviction_after(const TrialParameters& p, double fewer, double limits)
{
    const double log_odds = p.fewer_evidence * fewer + p.limits_evidence * limits;
    return log_odds == 0.0 ? p.conviction : era::with_odds(p.conviction, std::exp(log_odds));
}

double digital_indictment(const TrialParameters& p, double forensics)
{
    return p.digital_indictment + p.forensics_indictment * forensics * (1.0 - p.digital_indictment);
}

std::int32_t custody_ends(const TrialParameters& p, std::int32_t began)
{
    return began + static_cast<std::int32_t>(std::ceil(p.pretrial_days / days_per_week));
}

double sentence_years(const TrialParameters& p, bool minor, double u)
{
    const double months = p.sentence_low * std::pow(p.sentence_high / p.sentence_low, std::pow(u, p.sentence_skew));
    return std::min(months * (minor ? p.sentence_minor : 1.0), p.sentence_high) / months_per_year;
}

std::int64_t seized_ron(const TrialParameters& p, double u)
{
    return std::llround(p.seized * std::exp(p.seized_spread * sim::normal_quantile(u)));
}

std::int64_t to_fund(const TrialParameters& p, std::int64_t seized)
{
    return std::llround(static_cast<double>(seized) * p.fund_share);
}

double speed(const TrialParameters& p)
{
    return std::exp(p.specialised_speed * p.specialised + p.limits_speed * p.time_limits);
}

std::uint8_t Course::phase_at(double time, std::uint8_t before) const
{
    for (const Turn& turn : turns) {
        if (turn.at > time) {
            break;
        }
        before = turn.phase;
    }
    return before;
}

Course follow(const TrialParameters& p, std::uint8_t phase, double rate, double length,
              const std::function<TurnLuck(std::uint32_t)>& luck)
{
    Course course{{}, std::numeric_limits<double>::infinity()};
    double at = 0.0;
    for (std::uint32_t turn = 0;; ++turn) {
        const TurnLuck u = luck(turn);
        const double next = sim::waiting_time(u.phase, rate);
        const double anew = sim::waiting_time(u.panel, p.panel_change);
        at += std::min(next, anew);
        if (at >= length) {
            return course;
        }
        phase = anew < next ? std::uint8_t{0} : static_cast<std::uint8_t>(phase + 1);
        course.turns.push_back({at, phase});
        if (phase >= p.phases) {
            course.ends = at;
            return course;
        }
    }
}

TrialParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace trial
} // namespace model
