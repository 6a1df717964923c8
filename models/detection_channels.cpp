#include "models/detection.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

using P = DetectionParameters;
using D = sim::Parameter<P>;

constexpr const char* no_study = "assumed: no study with this outcome (docs/evidence.md 1); small, wide";
constexpr const char* no_source = "assumed: no source yet; the sum makes the registered share a quarter";

constexpr std::array declared{
    D{&P::scale,
      {"detection.scale", "1", 0.75, 0.0, 1e7, 'E',
       "calibrated: a quarter registered in the country at a multiplier of 4, without the luck of years and centres",
       "Factor on every channel; 0 detects nobody."}},
    D{&P::self_report,
      {"detection.self_report", "1/year", 0.125, 0.0, 5.0, 'E', no_source,
       "Hazard of reporting oneself, full recognition, neither beliefs nor stigma."}},
    D{&P::family_or_neighbour,
      {"detection.family_or_neighbour", "1/year", 0.225, 0.0, 5.0, 'E', no_source,
       "Hazard of a report by family or neighbours, no stigma."}},
    D{&P::school,
      {"detection.school", "1/year", 0.125, 0.0, 5.0, 'E', no_source,
       "Hazard of a report by the school of an enrolled pupil without a counsellor."}},
    D{&P::child_protection,
      {"detection.child_protection", "1/year", 0.12, 0.0, 5.0, 'E', no_source,
       "Hazard of child protection finding a minor, in a family or in care."}},
    D{&P::police,
      {"detection.police", "1/year", 0.24, 0.0, 5.0, 'E', no_source,
       "Hazard of police finding a case in person on its own initiative."}},
    D{&P::ngo,
      {"detection.ngo", "1/year", 0.055, 0.0, 5.0, 'E', no_source,
       "Hazard of an organisation's outreach finding a case."}},
    D{&P::helpline,
      {"detection.helpline", "1/year", 0.030, 0.0, 5.0, 'D', "TIP 2024: 20 investigations from calls in 2022",
       "Hazard of a call to the helpline, without information and trust."}},
    D{&P::child_line,
      {"detection.child_line", "1/year", 0.014, 0.0, 5.0, 'E', "TIP 2024 names the lines for children; no figure",
       "Hazard of a call to the lines for missing and for abused children, which are always answered."}},
    D{&P::health,
      {"detection.health", "1/year", 0.018, 0.0, 5.0, 'E', no_source, "Hazard of a report by health services."}},
    D{&P::abroad,
      {"detection.abroad", "1/year", 0.63, 0.0, 5.0, 'E', no_source,
       "Hazard of police or consulates abroad finding a case abroad."}},
    D{&P::labour_inspection,
      {"detection.labour_inspection", "1/year", 0.055, 0.0, 5.0, 'E',
       "assumed: inspections end in misdemeanours (TIP 2024), no rate",
       "Hazard of labour inspectors handing a case at a work site over to police."}},
    D{&P::abroad_sight,
      {"detection.abroad_sight", "1", 0.3, 0.0, 1.0, 'E', "assumed: who is abroad is out of sight at home",
       "Hazard ratio of the channels at home, cases abroad."}},
    D{&P::international_line,
      {"detection.international_line", "1", 0.2, 0.0, 1.0, 'E',
       "assumed: the number is for calls inside the country (ANITP), no figure",
       "Hazard ratio of the helplines, cases abroad."}},
    D{&P::internalised_effect,
      {"detection.internalised_effect", "1", 0.6, 0.0, 1.27, 'B',
       "Walsh 2015: disclosure OR 1-3.5, not significant after adjustment",
       "Log hazard ratio of reporting oneself, full internalisation."}},
    D{&P::knowledge_effect,
      {"detection.knowledge_effect", "1", 0.3, 0.0, 1.0, 'D', "assumed: knowing whom to call and that one may",
       "Log hazard ratio of reporting oneself and of the helpline, full knowledge of how to report."}},
    D{&P::trust_effect,
      {"detection.trust_effect", "1", 0.8, 0.0, 2.0, 'E', "assumed: no study with this outcome",
       "Log hazard ratio of reporting oneself and of the school channel, full trust in who is told."}},
    D{&P::helpline_trust_effect,
      {"detection.helpline_trust_effect", "1", 0.4, 0.0, 2.0, 'E', "assumed: half of what it is face to face",
       "Log hazard ratio of the helplines, full trust in police or, of a child, in child protection."}},
    D{&P::counsellor_effect,
      {"detection.counsellor_effect", "1", 0.5, 0.0, 2.0, 'E',
       "assumed: detection effect larger than hazard effect (docs/evidence.md 1)",
       "Addition to the school channel's ratio at the reference hours of counselling."}},
    D{&P::stigma_effect,
      {"detection.stigma_effect", "1", -1.2, -3.0, 0.0, 'E',
       "assumed: stigma and secrecy suppress reports (S16), no figure",
       "Log hazard ratio of reports by oneself, family and neighbours, full stigma of the place."}},
    D{&P::loyalty_effect,
      {"detection.loyalty_effect", "1", -0.4, -2.0, 0.0, 'E',
       "assumed: reporting is betrayal among peers (S16), no figure",
       "Log hazard ratio of reporting oneself and of the school channel, full loyalty of those around."}},
    D{&P::cohesion_effect,
      {"detection.cohesion_effect", "1", 0.0, -2.0, 2.0, 'E',
       "mixed evidence (S16): a shield, or pressure to keep silent",
       "Log hazard ratio of reports by family and neighbours, full cohesion of the place; 0 until a sign is known."}},
    D{&P::bystander_effect,
      {"detection.bystander_effect", "1", 0.6, 0.0, 2.0, 'E', "assumed: the duty to notify is misread (S16), no figure",
       "Log hazard ratio of reports by family and neighbours, all friends know that one must notify."}},
    D{&P::normalisation_effect,
      {"detection.normalisation_effect", "1", 0.3, 0.0, 1.0, 'E', "assumed: norms lower recognition (S16), no figure",
       "Share of the recognition of one's own situation that full normalisation takes."}},
    D{&P::confiding_effect,
      {"detection.confiding_effect", "1", 0.15, 0.0, 1.0, 'E', no_study,
       "Log hazard ratio of the school channel, pupil with full exercises in recognising one's own situation."}},
    D{&P::absence_effect,
      {"detection.absence_effect", "1", 0.15, 0.0, 1.0, 'E', no_study,
       "Log hazard ratio of child protection, child whose parents' undeclared absence became known to it."}},
    D{&P::online_police,
      {"detection.online_police", "1", 0.5, 0.0, 1.0, 'D', "assumed: police lack digital means (TIP 2024)",
       "Hazard ratio of police, online vs in person."}},
    D{&P::care_effect,
      {"detection.care_effect", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Log hazard ratio of child protection, child in the care of others."}},
    D{&P::oversight_effect,
      {"detection.oversight_effect", "1", 0.5, 0.0, 1.5, 'E', "assumed: no source yet",
       "Log hazard ratio of reports by family and neighbours who all know from campaigns."}},
    D{&P::missing_effect,
      {"detection.missing_effect", "1", 1.5, 0.0, 4.0, 'E', "TIP 2024 names the alert for missing children; no figure",
       "Log hazard ratio of the lines for children, child who ran away from care."}},
    D{&P::training_effect,
      {"detection.training_effect", "1", 0.15, 0.0, 0.26, 'A', "Cochrane 2022: report counts not settled; +0-30 %",
       "Log hazard ratio of school, child protection and police, everybody trained."}},
    D{&P::coordination_effect,
      {"detection.coordination_effect", "1", 0.2, 0.0, 1.0, 'E', "assumed: cooperation helps (S16), no figure",
       "Log hazard ratio of school, child protection and organisations, full partnership."}},
    D{&P::worker_hours,
      {"detection.worker_hours", "hour/week", 28.0, 10.0, 40.0, 'E', "assumed: 40 hours less leave, travel and files",
       "Hours a week of one post that reach children and reports."}},
    D{&P::child_hours,
      {"detection.child_hours", "hour/week", 0.7, 0.05, 10.0, 'E', "assumed: no source yet",
       "Hours a week that a child in special protection takes."}},
    D{&P::police_background,
      {"detection.police_background", "1", 0.85, 0.0, 1.0, 'E',
       "assumed: other work of the posts, drug cases (TIP 2024)",
       "Share of the hours of all police posts that other work takes."}},
    D{&P::victim_hours,
      {"detection.victim_hours", "hour/week", 3.0, 0.0, 40.0, 'E', "assumed: no source yet",
       "Hours a week that a victim in the referral mechanism takes of child protection or police."}},
    D{&P::fined,
      {"detection.fined", "1", 0.3, 0.0, 1.0, 'E',
       "TIP 2024: people in commercial sex are fined without screening; no rate",
       "Share of the adults whom police meet and pass over that are fined."}},
    D{&P::breach,
      {"detection.breach", "1", 0.05, 0.0, 1.0, 'E', "assumed: confidentiality is broken now and then (S16), no rate",
       "Share of reports by school or child protection after which what was said becomes known."}},
    D{&P::screening_yield,
      {"detection.screening_yield", "1", 1.0, 0.0, 2.0, 'E', "assumed: no study (docs/evidence.md 1)",
       "What screening finds, of what it is meant to find."}},
    D{&P::screening_load,
      {"detection.screening_load", "1", 0.05, 0.0, 0.5, 'E', "assumed: no source yet",
       "Harm: share of police's hours, and of the hours that children in its care take of child protection, for twice "
       "what they find on their own initiative."}},
    D{&P::screening_interview,
      {"detection.screening_interview", "1", 0.15, 0.0, 1.0, 'E',
       "assumed: weak screening and blame (S16, TIP 2024), no rate",
       "Harm: probability that who is met by added screening, and by as much of it as police meet on their own, is "
       "interviewed badly."}},
    D{&P::screened,
      {"detection.screened", "1/year", 0.02, 0.0, 1.0, 'E', "assumed: no source yet",
       "Harm: hazard of 14 to 29 year olds without school and work of being screened though they are not exploited, "
       "where twice as much is found."}},
    D{&P::screened_from,
      {"detection.screened_from", "year", 14.0, 10.0, 25.0, 'E', "assumed: old enough to be out of school",
       "Age from which who is without school and work may be screened."}},
    D{&P::screened_until,
      {"detection.screened_until", "year", 30.0, 25.0, 65.0, 'E',
       "assumed: the young without school and work are counted up to 29",
       "Age from which nobody is screened who is not exploited."}},
    D{&P::screening_most,
      {"detection.screening_most", "1", 4.0, 1.0, 20.0, 'D', "assumed: a bound for thinning",
       "Screening up to which those met by chance are drawn against one bound; more is drawn against twice as much, "
       "and so "
       "on. Moves no expected number."}},
    D{&P::inspection_met,
      {"detection.inspection_met", "1/year", 0.055, 0.0, 5.0, 'E', "assumed: as many as they hand over, no figure",
       "Hazard that usual inspections meet somebody exploited at a work site and see an offence of the worker."}},
    D{&P::inspection_fined,
      {"detection.inspection_fined", "1", 0.2, 0.0, 1.0, 'E', "assumed: workers are fined in place of helped, no rate",
       "Harm: probability that who is so met by added inspections is fined."}},
    D{&P::line_breach,
      {"detection.line_breach", "1", 0.02, 0.0, 0.5, 'E', "assumed: new operators, no rate",
       "Harm: probability that a report which added operators took becomes known."}},
    D{&P::abroad_delay,
      {"detection.abroad_delay", "week", 6.0, 0.0, 104.0, 'E', "S20 (2017): late notice of returns; no figure",
       "Mean time until who was found abroad is known at home."}},
    D{&P::abroad_lost,
      {"detection.abroad_lost", "1", 0.15, 0.0, 1.0, 'E', "S20 (2017): data lost on the way; no figure",
       "Probability that a case found abroad never becomes known at home."}},
};

} // namespace

namespace {

/// Calls to the lines for missing and for abused children, of a child [1/year].
double child_line(const DetectionParameters& p, const Circumstances& who)
{
    return who.minor ? p.child_line * (who.missing ? std::exp(p.missing_effect) : 1.0) : 0.0;
}

/// Police on their own initiative, before screening [1/year].
double own_police(const DetectionParameters& p, const Circumstances& who)
{
    return p.police * (who.online ? p.online_police : 1.0) * std::exp(p.training_effect * who.police_trained);
}

} // namespace

namespace detection {

std::array<double, channels> hazards(const DetectionParameters& p, const Circumstances& who)
{
    const double stigma = std::exp(p.stigma_effect * who.stigma);
    const double loyalty = std::exp(p.loyalty_effect * who.loyalty);
    const double known = std::exp(p.knowledge_effect * who.knows);
    std::array<double, channels> h{};
    const auto at = [&](Channel channel) -> double& { return h[static_cast<std::size_t>(channel)]; };
    at(Channel::self_report) =
        p.self_report * who.recognition *
        std::exp(p.internalised_effect * who.internalised + p.trust_effect * who.trust_authority) * known * stigma *
        loyalty;
    at(Channel::family_or_neighbour) = p.family_or_neighbour * stigma *
                                       std::exp(p.cohesion_effect * who.cohesion + p.oversight_effect * who.oversight +
                                                p.bystander_effect * who.bystander);
    const double together = std::exp(p.coordination_effect * who.coordination);
    at(Channel::school) =
        who.enrolled ? p.school * who.school_open *
                           std::exp(p.trust_effect * who.trust_school + p.training_effect * who.teachers_trained +
                                    p.confiding_effect * who.recognises) *
                           (1.0 + p.counsellor_effect * who.counselling) * together * loyalty
                     : 0.0;
    at(Channel::child_protection) =
        who.minor
            ? p.child_protection * (who.in_care ? std::exp(p.care_effect) : 1.0) *
                  std::exp(p.training_effect * who.social_workers_trained + p.absence_effect * who.absence_known) *
                  together * (1.0 + p.screening_yield * who.screening)
            : 0.0;
    at(Channel::police) = own_police(p, who) * (1.0 + p.screening_yield * who.screening) +
                          (who.work_site ? p.labour_inspection * (1.0 + who.inspections) : 0.0);
    at(Channel::ngo) = p.ngo * who.ngo * together;
    at(Channel::helpline) =
        (p.helpline + child_line(p, who)) * known * std::exp(p.helpline_trust_effect * who.trust_authority);
    at(Channel::health) = p.health;
    for (const Channel by_others : {Channel::family_or_neighbour, Channel::school, Channel::child_protection,
                                    Channel::police, Channel::ngo, Channel::health}) {
        at(by_others) *= who.visibility;
    }
    if (who.abroad) {
        for (std::size_t k = 0; k < channels; ++k) {
            h[k] *= k == static_cast<std::size_t>(Channel::helpline)
                        ? std::min(std::max(1.0, p.international_line), p.international_line + who.international)
                        : p.abroad_sight;
        }
        at(Channel::abroad) = p.abroad;
    }
    return h;
}

double bad_interviews(const DetectionParameters& p, const Circumstances& who)
{
    return own_police(p, who) * who.visibility * (who.abroad ? p.abroad_sight : 1.0) * who.screening *
           p.screening_interview;
}

double fined_by_inspections(const DetectionParameters& p, const Circumstances& who)
{
    return who.work_site ? p.inspection_met * who.visibility * who.inspections * p.inspection_fined : 0.0;
}

std::array<double, channels> taken_up(const DetectionParameters& p, const Response& r, const Circumstances& who)
{
    const double child_protection = (1.0 - r.looks_away_child_protection) * r.child_protection_time;
    const double police = (1.0 - r.looks_away_police) * r.police_time;
    const double report = (who.minor ? child_protection : police) * (1.0 - r.reluctance);
    const double children = child_line(p, who);
    const double lines = p.helpline + children;
    std::array<double, channels> share{};
    const auto at = [&](Channel channel) -> double& { return share[static_cast<std::size_t>(channel)]; };
    at(Channel::self_report) = at(Channel::family_or_neighbour) = at(Channel::school) = at(Channel::health) = report;
    at(Channel::child_protection) = child_protection * (who.residential ? 1.0 - r.looks_away_care : 1.0);
    at(Channel::police) = police;
    at(Channel::helpline) = lines > 0.0 ? (p.helpline * r.answered + children) / lines : 0.0;
    at(Channel::ngo) = at(Channel::abroad) = 1.0;
    return share;
}

double child_protection_time(const DetectionParameters& p, double filled, double children, double victims,
                             double screening)
{
    const double taken = children * p.child_hours * (1.0 + p.screening_load * screening) + victims * p.victim_hours;
    return taken > 0.0 ? std::min(1.0, filled * p.worker_hours / taken) : 1.0;
}

double police_time(const DetectionParameters& p, double posts, double filled, double victims, double screening)
{
    const double background = p.police_background + p.screening_load * screening;
    const double taken = posts * p.worker_hours * background + victims * p.victim_hours;
    return taken > 0.0 ? std::min(1.0, filled * p.worker_hours / taken) : 1.0;
}

double badly_screened(const DetectionParameters& p, double screening)
{
    return p.screened * p.screening_interview * screening;
}

double screening_bound(const DetectionParameters& p, double screening)
{
    double most = p.screening_most;
    while (most < screening) {
        most *= 2.0;
    }
    return most;
}

bool at_work_site(const Case& c)
{
    return c.form == Form::labour && c.place != Place::abroad && c.sector != Sector::domestic;
}

std::int32_t weeks_until_known(const DetectionParameters& p, double u)
{
    return static_cast<std::int32_t>(p.abroad_delay * -std::log(u));
}

double scale(double multiplier, double reference, double efficiency)
{
    return (reference * efficiency - 1.0) / (multiplier * efficiency - 1.0);
}

double share(double multiplier, double efficiency)
{
    return 1.0 / (multiplier * efficiency);
}

DetectionParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace detection
} // namespace model
