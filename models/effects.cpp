#include "models/effects.hpp"

#include "models/registry.hpp"
#include "sim/error.hpp"

#include <algorithm>

namespace model {
namespace {

using Names = std::vector<std::string_view>;

Names operator+(Names all, const Names& more)
{
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// What those who have learnt and applied something meet, and those who have only heard of it.
Names applied()
{
    return {"lover_boy.internalised_effect",       "online_grooming.internalised_effect",
            "false_job_offer.internalised_effect", "institutional.internalised_effect",
            "stranger_urban.internalised_effect",  "peer_introduction.internalised_effect",
            "lover_boy.break_internalised",        "online_grooming.break_internalised",
            "institutional.break_internalised",    "stranger_urban.break_internalised",
            "peer_introduction.break_internalised"};
}
Names half_learnt()
{
    return {"lover_boy.false_security",     "online_grooming.false_security", "false_job_offer.false_security",
            "institutional.false_security", "stranger_urban.false_security",  "peer_introduction.false_security"};
}
Names lessons()
{
    return {"beliefs.lesson_internalises", "beliefs.lesson_informs", "beliefs.lesson_reports",
            "beliefs.informed_half_life"};
}
Names lessons_last()
{
    return applied() + half_learnt() + Names{"beliefs.internalised_half_life"};
}
Names distress()
{
    return {"beliefs.distress_loss", "beliefs.distress_half_life"};
}
Names screening()
{
    return {"detection.screening_yield", "detection.screening_load", "detection.screening_interview",
            "detection.screened"};
}
Names norms_last()
{
    return {"norms.half_life"};
}

std::vector<KindEffects> in_schools()
{
    return {
        {"bystander_programme",
         {"bystander_programme.full_hours", "beliefs.bystander_understands", "beliefs.bystander_loosens",
          "beliefs.bystander_half_life", "bystander_programme.backlash"},
         norms_last()},
        {"career_guidance",
         {"career_guidance.full_hours", "beliefs.prospects_relief", "beliefs.prospects_half_life",
          "career_guidance.displaced", "career_guidance.displaced_weeks"}},
        {"co_created_campaign",
         Names{"co_created_campaign.full_hours", "co_created_campaign.audience", "co_created_campaign.distress",
               "beliefs.co_creation_gain", "beliefs.co_creation_half_life", "beliefs.campaign_internalises",
               "beliefs.campaign_informs", "beliefs.campaign_reports", "beliefs.informed_half_life"} +
             distress(),
         applied() + half_learnt()},
        {"curriculum",
         Names{"curriculum.full_hours", "curriculum.quality_trained", "curriculum.quality_untrained",
               "curriculum.components"} +
             lessons(),
         lessons_last()},
        {"digital_education",
         {"digital_education.full_hours", "online_grooming.online_care_effect", "beliefs.digital_half_life",
          "digital_education.blame"},
         norms_last()},
        {"dropout_prevention",
         {"life.dropout_support", "life.second_chance", "dropout_prevention.labelling"},
         norms_last()},
        {"school_closure",
         {"closures.lessons_left", "closures.sessions_left", "closures.contact_left", "closures.online_time",
          "closures.report_left", "closures.dropout"}},
        {"school_counsellors",
         {},
         applied() + Names{"counselling.trust_dose", "counselling.internalised_dose", "counselling.labelling",
                           "counselling.labelling_loss", "beliefs.trust_half_life", "beliefs.internalised_half_life"}},
        {"school_sessions",
         Names{"school_sessions.full_hours", "school_sessions.lesson", "beliefs.contact_reports",
               "beliefs.contact_half_life"} +
             lessons(),
         lessons_last()},
        {"self_recognition_exercises", Names{"self_recognition_exercises.full_hours", "beliefs.recognition_gain",
                                             "beliefs.recognition_half_life", "detection.confiding_effect"} +
                                           distress()},
    };
}

std::vector<KindEffects> in_communities()
{
    return {
        {"boarding_support", {"supports.boarding_relief", "boarding_support.closed_ranks"}, norms_last()},
        {"carer_digital_training",
         {"carer_digital_training.full_hours", "supports.carers_balance", "carer_digital_training.closed_ranks"},
         norms_last()},
        {"community_hub",
         {"supports.hub_nights", "supports.hub_online", "supports.hub_internalises", "life.dropout_hub",
          "community_hub.labelling"},
         applied() + norms_last()},
        {"community_workers",
         {"supports.guidance_relief", "supports.guidance_trust", "supports.guidance_reports",
          "community_workers.gossip"},
         norms_last()},
        {"inclusive_activities",
         {"inclusive_activities.full_activities", "inclusive_activities.destigma", "inclusive_activities.inclusion",
          "inclusive_activities.exposure"},
         norms_last()},
        {"income_support",
         {"income_support.full_amount", "supports.income_relief", "supports.income_debts",
          "family_complicity.marriage_incentive", "income_support.labelling"},
         norms_last()},
        {"left_behind_support",
         {"supports.left_behind_relief", "detection.absence_effect", "left_behind_support.labelling"},
         norms_last()},
        {"mass_media_campaign",
         {"mass_media_campaign.wave_exposure", "beliefs.media_internalises", "beliefs.media_informs",
          "beliefs.media_reports", "beliefs.informed_half_life"},
         applied() + half_learnt()},
        {"migrant_information", Names{"supports.migrants_reports", "false_job_offer.rights_effect"} + screening()},
        {"norm_setters",
         {"norm_setters.full_volunteers", "norm_setters.full_meetings", "norm_setters.church_lowers",
          "norm_setters.code_lowers", "norm_setters.volunteers_raise", "norm_setters.solidarity",
          "norm_setters.outreach", "norm_setters.moralising"},
         norms_last()},
        {"return_migrant_support",
         {"supports.returned_relief", "life.second_chance", "return_migrant_support.labelling"},
         norms_last()},
        {"rural_campaign",
         {"rural_campaign.tailored_gain", "rural_campaign.broadcast_reach", "rural_campaign.visit_reach",
          "beliefs.campaign_internalises", "beliefs.campaign_informs", "beliefs.campaign_reports",
          "beliefs.informed_half_life"},
         applied() + half_learnt()},
    };
}

std::vector<KindEffects> in_institutions()
{
    return {
        {"anitp_staffing", {"centres.added_yield", "centres.induction_loss", "centres.induction_half_life"}},
        {"demand_reduction",
         {"demand_reduction.full_campaigns", "demand_reduction.fall", "era.recruitment_elasticity",
          "era.demand_hidden"}},
        {"faster_trials",
         {"justice.limits_speed", "justice.fewer_evidence", "justice.limits_evidence"},
         {"justice.specialised_speed"}},
        {"helpline_hours", {"services.operator_yield", "detection.line_breach"}},
        {"institution_oversight", {"services.inspection_effect", "services.inspection_load"}},
        {"investigation_capacity",
         {"justice.forensics_speed", "justice.forensics_indictment"},
         {"justice.training_effect"}},
        {"labour_inspection",
         {"false_job_offer.agency_control_effect", "false_job_offer.agency_displaced", "detection.inspection_fined"}},
        {"law_change",
         {"false_job_offer.fee_penalty_effect", "false_job_offer.agency_displaced", "law_change.slip",
          "law_change.slip_weeks", "law.gap_dismissal"}},
        {"local_partnerships", {"services.coordination_load"}, {"detection.coordination_effect"}},
        {"proactive_screening", screening()},
        {"professional_training",
         {"services.course_weeks", "justice.course_weeks"},
         {"services.training_half_life", "detection.training_effect", "referral.training_effect",
          "justice.training_effect"}},
        {"referral_procedures", {"services.coordination_load"}},
        {"staff_cut", {}},
        {"uniform_recording", {"recording.uniform_strict"}},
        {"victim_assistance",
         {"services.place_yield", "referral.strain_effect"},
         {"retrafficking.help_effect", "retrafficking.in_help_effect"}},
    };
}

std::vector<KindEffects> all_effects()
{
    std::vector<KindEffects> given = in_schools();
    for (auto& more : {in_communities(), in_institutions()}) {
        given.insert(given.end(), more.begin(), more.end());
    }
    std::vector<KindEffects> ordered;
    for (const InterventionKind& kind : interventions()) {
        const auto found = std::find_if(given.begin(), given.end(), [&](const auto& e) { return e.kind == kind.name; });
        sim::expect(found != given.end(), "a kind of intervention says what is uncertain about it");
        ordered.push_back(*found);
    }
    return ordered;
}

} // namespace

const std::vector<KindEffects>& effects()
{
    static const std::vector<KindEffects> all = all_effects();
    return all;
}

const KindEffects& effects_of(std::string_view kind)
{
    const auto& all = effects();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.kind == kind; });
    sim::expect(found != all.end(), "the registry has the kind");
    return *found;
}

std::vector<sim::ParameterInfo> effect_parameters()
{
    Names names;
    for (const KindEffects& kind : effects()) {
        names = names + kind.own + kind.shared;
    }
    std::vector<sim::ParameterInfo> infos;
    for (const sim::ParameterInfo& info : all_parameters()) {
        if (std::find(names.begin(), names.end(), info.name) != names.end()) {
            infos.push_back(info);
        }
    }
    return infos;
}

std::vector<std::string_view> effects_of(std::string_view kind, std::span<const std::string> pathways)
{
    const KindEffects& of = effects_of(kind);
    Names names = of.own + of.shared;
    std::erase_if(names, [&](std::string_view name) {
        const std::string_view group = name.substr(0, name.find('.'));
        const auto& all = model::pathways();
        return std::any_of(all.begin(), all.end(), [&](const ModuleEntry& p) { return p.name == group; }) &&
               std::find(pathways.begin(), pathways.end(), group) == pathways.end();
    });
    return names;
}

} // namespace model
