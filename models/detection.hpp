#pragma once

#include "models/recording.hpp"

#include <array>
#include <string_view>

namespace model {

/// Ways in which a case comes to the institutions' notice. They compete: the first one counts.
enum class Channel : std::uint8_t {
    self_report,
    family_or_neighbour,
    school,
    child_protection,
    police,
    ngo,
    helpline,
    health,
    abroad
};
inline constexpr std::array<std::string_view, 9> channel_names{
    "self_report", "family_or_neighbour", "school", "child_protection", "police", "ngo", "helpline", "health",
    "abroad"};
inline constexpr std::size_t channels = channel_names.size();

struct DetectionParameters {
    double scale;
    double self_report, family_or_neighbour, school, child_protection, police, ngo, helpline, child_line, health,
        abroad;
    double labour_inspection, abroad_sight, international_line;
    double internalised_effect, knowledge_effect, trust_effect, helpline_trust_effect, counsellor_effect;
    double stigma_effect, loyalty_effect, cohesion_effect, bystander_effect, normalisation_effect, confiding_effect,
        absence_effect;
    double online_police, care_effect, oversight_effect, missing_effect;
    double training_effect, coordination_effect;
    double worker_hours, child_hours, police_background, victim_hours;
    double fined, breach;
    double screening_yield, screening_load, screening_interview, screened, screened_from, screened_until,
        screening_most;
    double inspection_met, inspection_fined, line_breach;
    double abroad_delay, abroad_lost;
};

/// What the channels read of a case.
struct Circumstances {
    double recognition;                   ///< of one's own situation, in [0, 1]
    double internalised, knows;           ///< applies it to oneself; knows how to report; in [0, 1]
    double trust_school, trust_authority; ///< in [0, 1]; authority: of a minor child protection, of an adult police
    double stigma, loyalty;               ///< of the place, among those around, in [0, 1]
    double bystander;                     ///< friends who know that one must notify, in [0, 1]
    double cohesion;                      ///< of the place, in [0, 1]
    double oversight;                     ///< neighbours who know from campaigns, in [0, 1]
    double counselling;                   ///< hours per pupil over the reference, 0 for who is not enrolled
    bool enrolled, minor, in_care, online, abroad;
    double school_open{1.0}; ///< share of what the school notices that it still does, while a class is closed
    bool residential{};
    bool missing{};       ///< ran away from care
    double recognises{};  ///< share of a full programme of recognising one's own situation
    bool absence_known{}; ///< a parent's undeclared absence that services came to know of
    bool work_site{};     ///< exploited in the country where labour inspectors come
    double inspections{}; ///< relative increase of labour inspections, at least 0
    double teachers_trained{}, police_trained{}, social_workers_trained{}; ///< shares, in [0, 1]
    double coordination{};                                                 ///< of the local partnership, in [0, 1]
    double international{}; ///< added to the share of calls that come through from abroad, at least 0
    double screening{};     ///< relative increase of what police and child protection find, at least 0
    double visibility{1.0}; ///< hazard ratio of others noticing the case
    double ngo{1.0};        ///< capacity of organisations, 1 where wages are the country's mean
};

/// What the services of a place do with what reaches them in a week. All in [0, 1].
struct Response {
    double looks_away_care{}, looks_away_child_protection{}, looks_away_police{};
    double reluctance{};
    double child_protection_time{1.0}, police_time{1.0}; ///< share of reports for which somebody has time
    double answered{1.0};                                ///< share of calls to the helpline
};

/// A case found abroad, and how many weeks later it is known at home; below 0: never.
struct Returning {
    Identified found;
    std::int32_t weeks;
};

/// Cases found by police or consulates abroad come to the institutions at home later, or never.
struct Detection {
    sim::Calendar<Identified> returning;
    sim::Event<Returning> found_abroad;
    sim::Measure<sim::NoLedger> turned_away; ///< by channel: what reached a service that had no time, or looked away
    sim::Measure<sim::NoLedger> abroad_lost, abroad_returned;
};

namespace detection {

/// Hazard of each channel [1/year] before the scale of the replicate. Pure.
/// \source docs/model.md, "Cases and detection"
std::array<double, channels> hazards(const DetectionParameters& p, const Circumstances& who);

/// Harm: hazard of somebody exploited being interviewed badly by added screening [1/year], before the scale of the replicate.
/// Screening meets as many as police do on their own, times its increase, whether or not that finds them. Pure.
double bad_interviews(const DetectionParameters& p, const Circumstances& who);
/// Harm: hazard of somebody at a work site being fined by added inspections [1/year], before the scale of the replicate. They
/// meet people in proportion, whether or not they hand anybody over. Pure.
double fined_by_inspections(const DetectionParameters& p, const Circumstances& who);

/// Share of what a channel brings that is taken up; the rest is turned away, and the case goes on. Pure.
std::array<double, channels> taken_up(const DetectionParameters& p, const Response& r, const Circumstances& who);

/// Share of the reports of a week for which child protection has time: hours of its filled posts over those that
/// children in its care and victims in the referral mechanism take. Pure.
/// \param screening  relative increase of what is found on own initiative: searching takes time from reports
double child_protection_time(const DetectionParameters& p, double filled, double children, double victims,
                             double screening = 0.0);
/// The same of police, whose other work takes a share of the hours of all posts. Pure.
double police_time(const DetectionParameters& p, double posts, double filled, double victims, double screening = 0.0);
/// Harm: hazard of a young person without school and work of being screened and interviewed badly [1/year]. Pure.
double badly_screened(const DetectionParameters& p, double screening);
/// Screening that nobody's chance is drawn beyond, where there is so much: the declared bound, doubled as often as it takes.
/// Pure.
double screening_bound(const DetectionParameters& p, double screening);

/// Whether labour inspectors come where somebody is exploited: work in the country, outside households. Pure.
bool at_work_site(const Case& c);
/// Whole weeks until who was found abroad is known at home. Pure. \param u  in (0, 1)
std::int32_t weeks_until_known(const DetectionParameters& p, double u);

/// Factor on every channel that makes the registered share of true cases 1 / multiplier when it is 1 / reference at
/// factor 1: with exit hazard e, detection D and recording efficiency r the share is r D / (D + e). Pure.
double scale(double multiplier, double reference, double efficiency);
/// Share D / (D + e) of the cases that is detected where 1 / multiplier is registered. Pure.
double share(double multiplier, double efficiency);

/// The declared values, those given in their place.
DetectionParameters resolved(const sim::Values& values);
/// Adds what screening does to those who are not exploited (screening.cpp).
void make_screening(Build& build, const DetectionParameters& p);
std::vector<sim::ParameterInfo> parameters();
void make(Build& build);

} // namespace detection
} // namespace model
