#include "models/effects.hpp"

#include <array>

namespace model {
namespace {

/// Staff, hours, roads and what is bought with them.
constexpr auto arithmetic = std::to_array<std::string_view>({"boarding_support.boarders_per_carer",
                                                             "bystander_programme.day_hours",
                                                             "bystander_programme.week_hours",
                                                             "bystander_programme.speed_kmh",
                                                             "career_guidance.day_hours",
                                                             "career_guidance.week_hours",
                                                             "career_guidance.speed_kmh",
                                                             "carer_digital_training.group",
                                                             "carer_digital_training.week_hours",
                                                             "carer_digital_training.speed_kmh",
                                                             "carer_digital_training.meeting",
                                                             "co_created_campaign.day_hours",
                                                             "co_created_campaign.week_hours",
                                                             "co_created_campaign.speed_kmh",
                                                             "community_hub.children_per_worker",
                                                             "community_workers.caseload",
                                                             "community_workers.visits_per_year",
                                                             "curriculum.training_days",
                                                             "digital_education.day_hours",
                                                             "digital_education.week_hours",
                                                             "digital_education.speed_kmh",
                                                             "dropout_prevention.caseload",
                                                             "dropout_prevention.visits_per_year",
                                                             "faster_trials.panel_hours",
                                                             "faster_trials.limit_hours",
                                                             "faster_trials.reserve_hours",
                                                             "faster_trials.rooms",
                                                             "helpline_hours.seats",
                                                             "inclusive_activities.hours",
                                                             "inclusive_activities.week_hours",
                                                             "inclusive_activities.speed_kmh",
                                                             "income_support.caseload",
                                                             "income_support.visits_per_year",
                                                             "institution_oversight.institutions",
                                                             "institution_oversight.inspection_hours",
                                                             "institution_oversight.monitoring_hours",
                                                             "labour_inspection.site_hours",
                                                             "labour_inspection.agency_hours",
                                                             "left_behind_support.caseload",
                                                             "left_behind_support.visits_per_year",
                                                             "local_partnerships.hours",
                                                             "local_partnerships.deputy_hours",
                                                             "migrant_information.told_per_week",
                                                             "migrant_information.screening_hours",
                                                             "norm_setters.church_hours",
                                                             "norm_setters.code_hours",
                                                             "norm_setters.meeting_hours",
                                                             "norm_setters.volunteer_hours",
                                                             "proactive_screening.hours",
                                                             "professional_training.teachers",
                                                             "professional_training.police",
                                                             "professional_training.social_workers",
                                                             "professional_training.magistrates",
                                                             "professional_training.hours",
                                                             "referral_procedures.hours",
                                                             "return_migrant_support.caseload",
                                                             "return_migrant_support.visits_per_year",
                                                             "rural_campaign.speed_kmh",
                                                             "rural_campaign.team_week_hours",
                                                             "rural_campaign.visit_hours",
                                                             "school_sessions.day_hours",
                                                             "school_sessions.week_hours",
                                                             "school_sessions.speed_kmh",
                                                             "self_recognition_exercises.day_hours",
                                                             "self_recognition_exercises.week_hours",
                                                             "self_recognition_exercises.speed_kmh",
                                                             "uniform_recording.check_hours",
                                                             "victim_assistance.shelter_staff",
                                                             "victim_assistance.day_staff"});

/// How things are before anything is done.
constexpr auto world = std::to_array<std::string_view>({"homes.oversight",
                                                        "homes.oversight_spread",
                                                        "justice.hearings",
                                                        "justice.panel_change",
                                                        "justice.investigation_cases",
                                                        "justice.prosecution_cases",
                                                        "justice.diverted",
                                                        "justice.misrouted",
                                                        "justice.misrouted_household",
                                                        "justice.compensation",
                                                        "justice.vacancy",
                                                        "detection.labour_inspection",
                                                        "detection.abroad_lost",
                                                        "detection.ngo",
                                                        "false_job_offer.agencies",
                                                        "referral.lost_after_return",
                                                        "referral.legal_aid",
                                                        "referral.tied_to_testimony",
                                                        "compensation.applies",
                                                        "law.overlooked",
                                                        "law.unrecorded",
                                                        "recording.misrouted",
                                                        "recording.efficiency_spread",
                                                        "recording.year_sd",
                                                        "recording.centre_year_sd",
                                                        "recording.counts_online",
                                                        "recording.error_spread",
                                                        "services.filling",
                                                        "services.adoption_own_report",
                                                        "services.adoption_public_service",
                                                        "services.adoption_child_protection",
                                                        "services.adoption_police",
                                                        "services.adoption_helpline",
                                                        "services.adoption_ngo",
                                                        "services.adoption_abroad",
                                                        "services.adoption_spread",
                                                        "services.adoption_before"});

} // namespace

const std::vector<KeptParameter>& kept_parameters()
{
    static const std::vector<KeptParameter> all = [] {
        std::vector<KeptParameter> kept{{"services.limited", Kept::choice}};
        for (const std::string_view name : arithmetic) {
            kept.push_back({name, Kept::arithmetic});
        }
        for (const std::string_view name : world) {
            kept.push_back({name, Kept::world});
        }
        return kept;
    }();
    return all;
}

} // namespace model
