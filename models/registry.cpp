#include "models/registry.hpp"

#include "models/build.hpp"
#include "models/closures.hpp"
#include "models/county_factors.hpp"
#include "models/debts.hpp"
#include "models/detection.hpp"
#include "models/era.hpp"
#include "models/homes.hpp"
#include "models/interventions/anitp_staffing.hpp"
#include "models/interventions/boarding_support.hpp"
#include "models/interventions/bystander_programme.hpp"
#include "models/interventions/career_guidance.hpp"
#include "models/interventions/carer_digital_training.hpp"
#include "models/interventions/co_created_campaign.hpp"
#include "models/interventions/community_hub.hpp"
#include "models/interventions/community_workers.hpp"
#include "models/interventions/curriculum.hpp"
#include "models/interventions/demand_reduction.hpp"
#include "models/interventions/digital_education.hpp"
#include "models/interventions/dropout_prevention.hpp"
#include "models/interventions/faster_trials.hpp"
#include "models/interventions/helpline_hours.hpp"
#include "models/interventions/inclusive_activities.hpp"
#include "models/interventions/income_support.hpp"
#include "models/interventions/institution_oversight.hpp"
#include "models/interventions/investigation_capacity.hpp"
#include "models/interventions/labour_inspection.hpp"
#include "models/interventions/law_change.hpp"
#include "models/interventions/left_behind_support.hpp"
#include "models/interventions/local_partnerships.hpp"
#include "models/interventions/mass_media_campaign.hpp"
#include "models/interventions/migrant_information.hpp"
#include "models/interventions/norm_setters.hpp"
#include "models/interventions/proactive_screening.hpp"
#include "models/interventions/professional_training.hpp"
#include "models/interventions/referral_procedures.hpp"
#include "models/interventions/return_migrant_support.hpp"
#include "models/interventions/rural_campaign.hpp"
#include "models/interventions/school_closure.hpp"
#include "models/interventions/school_counsellors.hpp"
#include "models/interventions/school_sessions.hpp"
#include "models/interventions/school_weeks.hpp"
#include "models/interventions/self_recognition_exercises.hpp"
#include "models/interventions/staff_cut.hpp"
#include "models/interventions/uniform_recording.hpp"
#include "models/interventions/victim_assistance.hpp"
#include "models/pathways/false_job_offer.hpp"
#include "models/pathways/family_complicity.hpp"
#include "models/pathways/institutional.hpp"
#include "models/pathways/lover_boy.hpp"
#include "models/pathways/online_grooming.hpp"
#include "models/pathways/peer_introduction.hpp"
#include "models/pathways/stranger_urban.hpp"
#include "models/population_assumptions.hpp"
#include "models/scenario_keys.hpp"
#include "models/simulate.hpp"
#include "models/supports.hpp"

#include <algorithm>

namespace model {

const std::vector<ModuleEntry>& institutions()
{
    static const std::vector<ModuleEntry> list{
        {"era", "The times: internet access, free movement, exploitation abroad or inside, demand.", era::parameters(),
         era::make},
        {"debts", "Households that debts press.", debts::parameters(), debts::make},
        {"homes", "Residential care: carers, oversight, complicit staff.", homes::parameters(), homes::make},
        {"life", "Where everybody stands in life: home, care, school, work, parents abroad.", life::parameters(),
         life::make},
        {"supports", "Whom what helps people reaches: boarders, children left behind, deprived households, migrants.",
         supports::parameters(), supports::make},
        {"closures", "School classes that are closed, and what that moves.", closures::parameters(), closures::make},
        {"law", "Dates of the law: limitation, the age of consent, gaps.", law::parameters(), law::make},
        {"services", "What institutions have to work with: training, posts, partnerships, places, complicity.",
         services::parameters(), services::make},
        {"centres", "The 15 regional centres: catchment, staff, schools, the way there, coordination of referrals.",
         centres::parameters(), centres::make},
        {"workforce", "Staff whom prevention can hire, shared by all interventions of a scenario.",
         workforce::parameters(), workforce::make},
        {"counselling", "School counsellors: hours after travel and discipline, sessions with pupils.",
         counselling::parameters(), counselling::make},
        {"norms", "What a place holds to be right or shameful; moved by declared events.", norms::parameters(),
         norms::make},
        {"beliefs", "What people know, apply and trust; decays when read, passes between friends.",
         beliefs::parameters(), beliefs::make},
        {"cases", "Persons in exploitation, from recruitment to the end; counts the true ledger.", cases::parameters(),
         cases::make},
        {"offenders", "Who recruits: a place, a pathway, a limited attention.", offenders::parameters(),
         offenders::make},
        {"recording", "The rule by which a regional centre writes the register; counts the registered ledger.",
         recording::parameters(), recording::make},
        {"justice", "From leads to verdicts: investigation, prosecution and court as queues.", justice::parameters(),
         justice::make},
        {"detection", "Competing channels through which a case becomes known.", detection::parameters(),
         detection::make},
        {"assistance", "The referral mechanism from presumption to the end of help, and the queue for places.",
         referral::parameters(), assistance::make},
        {"compensation", "What victims are owed and paid, and the fund that pays advances.", compensation::parameters(),
         compensation::make},
        {"retrafficking", "Return to exploitation after it was left, less often with help.",
         retrafficking::parameters(), retrafficking::make},
    };
    return list;
}

const std::vector<ModuleEntry>& pathways()
{
    static const std::vector<ModuleEntry> list{
        {"lover_boy", "A feigned relationship, along school, neighbourhood and friends' ties.", lover_boy::parameters(),
         lover_boy::make},
        {"online_grooming", "Contact and attachment built online, across counties.", online_grooming::parameters(),
         online_grooming::make},
        {"family_complicity", "A household that exploits its own child, sends it begging or gives it in marriage.",
         family_complicity::parameters(), family_complicity::make},
        {"false_job_offer", "Work that turns out to be exploitation, abroad or inside; adults and minors.",
         false_job_offer::parameters(), false_job_offer::make},
        {"institutional",
         "Children in residential care, and those who left it: recruiters at the door, complicit staff.",
         institutional::parameters(), institutional::make},
        {"stranger_urban", "Strangers where young people meet in towns.", stranger_urban::parameters(),
         stranger_urban::make},
        {"peer_introduction", "Classmates who are paid for introductions.", peer_introduction::parameters(),
         peer_introduction::make},
    };
    return list;
}

const std::vector<InterventionKind>& interventions()
{
    static const std::vector<InterventionKind> list{
        anitp_staffing::kind(),
        boarding_support::kind(),
        bystander_programme::kind(),
        career_guidance::kind(),
        carer_digital_training::kind(),
        co_created_campaign::kind(),
        community_hub::kind(),
        community_workers::kind(),
        curriculum::kind(),
        demand_reduction::kind(),
        digital_education::kind(),
        dropout_prevention::kind(),
        faster_trials::kind(),
        helpline_hours::kind(),
        inclusive_activities::kind(),
        income_support::kind(),
        institution_oversight::kind(),
        investigation_capacity::kind(),
        labour_inspection::kind(),
        law_change::kind(),
        left_behind_support::kind(),
        local_partnerships::kind(),
        mass_media_campaign::kind(),
        migrant_information::kind(),
        norm_setters::kind(),
        proactive_screening::kind(),
        professional_training::kind(),
        referral_procedures::kind(),
        return_migrant_support::kind(),
        rural_campaign::kind(),
        school_closure::kind(),
        school_counsellors::kind(),
        school_sessions::kind(),
        self_recognition_exercises::kind(),
        staff_cut::kind(),
        uniform_recording::kind(),
        victim_assistance::kind(),
    };
    return list;
}

const std::vector<MeasureInfo>& measures()
{
    static const std::vector<MeasureInfo> list{
        {"true.recruited", "person", "true", "county, month, pathway, form, sex, age_band, settlement, care",
         "Persons recruited, by month of recruitment."},
        {"registered.victims", "person", "registered", "county, month, pathway, form, sex, age_band, settlement, care",
         "Victims registered, by month of registration and county of residence."},
        {"registered.relation", "person", "registered", "relation, mode, age_band",
         "Registered victims by the recruiter's relation and mode as recorded, errors included."},
        {"resources", "by resource", "", "intervention, resource",
         "What an intervention used: posts, hours, visits, kilometres."},
        {"events", "event", "", "kind",
         "How often something happened: approaches, contacts, sessions, doses, arrests."},
    };
    return list;
}

std::vector<sim::ParameterInfo> all_parameters()
{
    std::vector<sim::ParameterInfo> all = observation_parameters();
    const auto add = [&](const std::vector<sim::ParameterInfo>& some) {
        all.insert(all.end(), some.begin(), some.end());
    };
    add(county_split::parameters());
    for (const ModuleEntry& m : institutions()) {
        add(m.parameters);
    }
    for (const ModuleEntry& m : pathways()) {
        add(m.parameters);
    }
    for (const InterventionKind& k : interventions()) {
        add(k.parameters);
    }
    return all;
}

const std::vector<FixedAssumptions>& fixed_assumptions()
{
    static const std::vector<FixedAssumptions> list{
        {"Costs: set by `[costs]`, not by `[parameters]`",
         "In which money costs are stated, and how later money counts (docs/scenario-format.md).", costs::declared()},
        {"School weeks: fixed, not set by a scenario",
         "When in a school year what is done in classes has its place (docs/model.md, section 7).",
         school_weeks::declared()},
        {"Population: fixed when it is built, not set by a scenario",
         "What the builder assumes beyond the tables (docs/model.md, section 5): a population with other assumptions "
         "is "
         "another population.",
         assume::all()},
        {"Networks: fixed when they are built, not set by a scenario",
         "What the social graph assumes beyond the tables (docs/model.md, section 5).", network_parameters()},
    };
    return list;
}

bool may_say(const InterventionKind& kind, std::string_view key)
{
    if (kind.national && (key == "counties" || key == "centres")) {
        return false;
    }
    const auto all = target_keys();
    return std::find(all.begin(), all.end(), key) == all.end() ||
           std::find(kind.targets.begin(), kind.targets.end(), key) != kind.targets.end();
}

} // namespace model
