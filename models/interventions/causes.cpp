#include "models/interventions/causes.hpp"

#include <array>

namespace model {

std::span<const CauseInfo> causes()
{
    static constexpr std::array list{
        CauseInfo{"counsellor_posts", "Posts of school counsellors."},
        CauseInfo{"counsellor_role", "Hours of counsellors that discipline takes."},
        CauseInfo{"lessons", "Lessons to a school class."},
        CauseInfo{"campaigns", "Exposure of a place to a campaign."},
        CauseInfo{"left_behind_support", "Share of children left behind in a place whom case workers look after."},
        CauseInfo{"stigma", "Shame that a place puts on victims."},
        CauseInfo{"boarding_support", "Share of boarders of a place who are looked after."},
        CauseInfo{"loyalty", "How far reporting is betrayal among the young of a place."},
        CauseInfo{"dropout_support", "Share of pupils at risk of a place who are helped to stay at school."},
        CauseInfo{"bystander_programmes", "Bystander workshops of a class."},
        CauseInfo{"recording_rule", "How far regional centres follow one rule of recording."},
        CauseInfo{"operator_hours", "Hours of the week in which the helpline has an operator."},
        CauseInfo{"international_line", "Share of calls to the helpline that come through from abroad."},
        CauseInfo{"screening", "What police and child protection look for on their own initiative."},
        CauseInfo{"adoption", "Adoption of the referral mechanism by institutions."},
        CauseInfo{"return_procedures", "Agreed procedures for who returns from abroad."},
        CauseInfo{"returned_support", "Share of who came back from abroad lately in a place who are looked after."},
        CauseInfo{"migrant_information",
                  "Share of who goes abroad or came back in a place who are told of rights and whom to call."},
        CauseInfo{"hub_support", "Share of children of a place who have somewhere to go after school."},
        CauseInfo{"guidance_support",
                  "Share of the young of a place who are deprived or were abused that have somebody to guide them."},
        CauseInfo{"child_protection_posts", "Posts of child protection in a county."},
        CauseInfo{"partnership", "Level of the local partnership of a county."},
        CauseInfo{"continuity", "Share of a partnership that outlives the person who carried it."},
        CauseInfo{"national_strategy", "Whether a national strategy carries partnerships."},
        CauseInfo{"media", "Exposure of a county to mass media."},
        CauseInfo{"co_creation", "Campaigns that a class makes itself."},
        CauseInfo{"distress", "Distress of pupils whom exercises or campaigns leave alone with what was done to them."},
        CauseInfo{"normalisation", "How far a place takes exploitation for nothing unusual."},
        CauseInfo{"duty", "How many of a place know that one must notify and need not prove."},
        CauseInfo{"cohesion", "How far people of a place know and look after each other."},
        CauseInfo{"ngo_capacity", "Capacity of organisations."},
        CauseInfo{"inspections", "Independent inspections of institutions that may look away."},
        CauseInfo{"home_oversight", "How closely homes are overseen."},
        CauseInfo{"teacher_training", "Courses for teachers."},
        CauseInfo{"police_training", "Courses for police."},
        CauseInfo{"social_worker_training", "Courses for social workers."},
        CauseInfo{"bench_courses", "Courses for investigators, prosecutors and judges."},
        CauseInfo{"centre_staff", "Staff of the regional centres of ANITP."},
        CauseInfo{"assistance_places", "Places for victims, in shelters and without housing."},
        CauseInfo{"ngo_capacity", "Capacity of organisations."},
        CauseInfo{"legal_aid", "Counsel for those who are helped."},
        CauseInfo{"unconditional_help", "Help that asks for no testimony."},
        CauseInfo{"compensation_fund", "Money in the fund for victims."},
        CauseInfo{"compensation_orders", "Convictions that order compensation."},
        CauseInfo{"specialised_panels", "Panels with specialised judges."},
        CauseInfo{"hearings", "Hearings of victims that are done away with."},
        CauseInfo{"panel_changes", "Changes of panel that are done away with."},
        CauseInfo{"time_limits", "Time limits that bind trials."},
        CauseInfo{"bench_posts", "Posts of investigators, prosecutors and panels."},
        CauseInfo{"forensics", "Digital forensics of investigations."},
        CauseInfo{"undiverted", "Time of investigators and prosecutors that goes to other cases."},
        CauseInfo{"labour_inspection", "Inspections of work sites."},
        CauseInfo{"agency_control", "Licensing and inspection of those who find work for others."},
    };
    return list;
}

} // namespace model
