#include "tests/models/interventions/observed_causes.hpp"

#include "models/levers.hpp"

namespace observed {
namespace {

template <class Values>
std::vector<double> numbers(const Values& values)
{
    return {values.begin(), values.end()};
}

/// Levels as they were set, and when: what fades by itself is not seen as moved.
std::vector<double> levels(std::span<const sim::Decaying> all)
{
    std::vector<double> list;
    for (const sim::Decaying& one : all) {
        list.push_back(one.value);
        list.push_back(one.week);
    }
    return list;
}

/// A support of all places.
std::vector<double> support(const model::Build& build, model::Support kind)
{
    const auto all = build.world.read(build.supports.given);
    std::vector<double> list;
    for (std::size_t i = static_cast<std::size_t>(kind); i < all.size(); i += model::support_kinds) {
        list.push_back(all[i]);
    }
    return list;
}

/// What lowered and raised a norm in all places.
std::vector<double> norm(const model::Build& build, model::Norm which)
{
    const auto all = build.world.read(build.norms.departures);
    std::vector<double> list;
    for (std::size_t i = 2 * static_cast<std::size_t>(which); i < all.size(); i += 2 * model::norms_count) {
        const auto both = levels(all.subspan(i, 2));
        list.insert(list.end(), both.begin(), both.end());
    }
    return list;
}

/// Programmes of a kind, of all classes.
std::vector<double> programme(const model::Build& build, model::Programme kind)
{
    return levels(build.world.read(build.beliefs.programmes[static_cast<std::size_t>(kind)]));
}

/// What strategies added to a lever of services, in each county.
std::vector<double> services(const model::Build& build, model::Lever lever)
{
    std::vector<double> list;
    for (std::size_t county = 0; county < model::county_count; ++county) {
        list.push_back(
            model::given(build.world, build.services.given, county * model::levers + static_cast<std::size_t>(lever)));
    }
    return list;
}

/// Doses of courses for a profession: levels as they were set, and when.
std::vector<double> training(const model::Build& build, model::Lever lever)
{
    return levels(build.world.read(build.services.doses[static_cast<std::size_t>(lever)]));
}

std::vector<double> places(const model::Build& build)
{
    std::vector<double> list;
    for (const model::Lever kind :
         {model::Lever::child_shelter, model::Lever::adult_shelter, model::Lever::day_service}) {
        const auto some = services(build, kind);
        list.insert(list.end(), some.begin(), some.end());
    }
    return list;
}

/// What was added to one lever of a column that holds `levers` of them for each place.
std::vector<double> one_lever(std::span<const std::int32_t> given, std::size_t levers, std::size_t lever)
{
    std::vector<double> list;
    for (std::size_t i = lever; i < given.size(); i += levers) {
        list.push_back(given[i]);
    }
    return list;
}

std::vector<double> home_oversight(const model::Build& build)
{
    return one_lever(build.world.read(build.homes.given), model::home_levers,
                     static_cast<std::size_t>(model::HomeLever::oversight));
}

std::vector<double> rules(const model::Build& build, model::CourtRule rule)
{
    return one_lever(build.world.read(build.justice.rules), model::court_rules, static_cast<std::size_t>(rule));
}

std::vector<double> bench(const model::Build& build, model::BenchLever lever)
{
    return one_lever(build.world.read(build.justice.staff.given), model::bench_levers, static_cast<std::size_t>(lever));
}

std::vector<double> bench_courses(const model::Build& build)
{
    std::vector<double> list;
    for (const model::BenchCourse& course : build.world.read(build.justice.staff.courses)) {
        list.push_back(course.share);
    }
    return list;
}

std::vector<double> law(const model::Build& build, model::LawLever lever)
{
    return one_lever(build.world.read(build.law.given), model::law_levers, static_cast<std::size_t>(lever));
}

} // namespace

State state(const model::Build& build, sim::Tick)
{
    const sim::World& w = build.world;
    return {
        {"counsellor_posts", numbers(w.read(build.counselling.extra_posts))},
        {"counsellor_role", numbers(w.read(build.counselling.protection))},
        {"lessons", levels(w.read(build.beliefs.lessons))},
        {"campaigns", levels(w.read(build.beliefs.campaigns))},
        {"left_behind_support", support(build, model::Support::left_behind)},
        {"stigma", norm(build, model::Norm::stigma)},
        {"boarding_support", support(build, model::Support::boarding)},
        {"loyalty", norm(build, model::Norm::loyalty)},
        {"dropout_support", support(build, model::Support::dropout)},
        {"bystander_programmes", programme(build, model::Programme::bystander)},
        {"recording_rule", numbers(w.read(build.recording.uniformity_given))},
        {"operator_hours", services(build, model::Lever::operator_hours)},
        {"international_line", services(build, model::Lever::international_line)},
        {"screening", services(build, model::Lever::screening)},
        {"adoption", services(build, model::Lever::adoption)},
        {"return_procedures", services(build, model::Lever::return_procedures)},
        {"returned_support", support(build, model::Support::returned)},
        {"migrant_information", support(build, model::Support::migrants)},
        {"hub_support", support(build, model::Support::hub)},
        {"guidance_support", support(build, model::Support::guidance)},
        {"child_protection_posts", services(build, model::Lever::child_protection_posts)},
        {"partnership", services(build, model::Lever::partnership)},
        {"continuity", services(build, model::Lever::continuity)},
        {"national_strategy", services(build, model::Lever::strategy_gap)},
        {"media", levels(w.read(build.beliefs.media))},
        {"co_creation",
         levels(w.read(build.beliefs.programmes[static_cast<std::size_t>(model::Programme::co_creation)]))},
        {"distress", levels(w.read(build.beliefs.programmes[static_cast<std::size_t>(model::Programme::distress)]))},
        {"normalisation", norm(build, model::Norm::normalisation)},
        {"duty", norm(build, model::Norm::duty)},
        {"cohesion", norm(build, model::Norm::cohesion)},
        {"ngo_capacity", services(build, model::Lever::ngo)},
        {"inspections", services(build, model::Lever::inspection)},
        {"home_oversight", home_oversight(build)},
        {"teacher_training", training(build, model::Lever::teacher_training)},
        {"police_training", training(build, model::Lever::police_training)},
        {"social_worker_training", training(build, model::Lever::social_worker_training)},
        {"bench_courses", bench_courses(build)},
        {"centre_staff", numbers(w.read(build.centres.given))},
        {"assistance_places", places(build)},
        {"legal_aid", services(build, model::Lever::legal_aid)},
        {"unconditional_help", services(build, model::Lever::unconditional_help)},
        {"compensation_fund", numbers(w.read(build.compensation.fund))},
        {"compensation_orders", rules(build, model::CourtRule::compensation)},
        {"specialised_panels", rules(build, model::CourtRule::specialised)},
        {"hearings", rules(build, model::CourtRule::fewer)},
        {"panel_changes", rules(build, model::CourtRule::continuity)},
        {"time_limits", rules(build, model::CourtRule::limits)},
        {"bench_posts", numbers(w.read(build.justice.staff.posts))},
        {"forensics", bench(build, model::BenchLever::forensics)},
        {"undiverted", bench(build, model::BenchLever::undiverted)},
        {"labour_inspection", services(build, model::Lever::labour_inspection)},
        {"agency_control", services(build, model::Lever::agency_control)},
        {"fee_penalties", law(build, model::LawLever::fee_penalties)},
        {"overlooked_minors", law(build, model::LawLever::overlooked)},
        {"unrecorded_minors", law(build, model::LawLever::unrecorded)},
        {"age_of_consent", law(build, model::LawLever::age_of_consent)},
        {"distinct_articles", law(build, model::LawLever::distinct_articles)},
        {"law_gap", law(build, model::LawLever::gap)},
        {"digital_programmes", programme(build, model::Programme::digital)},
        {"career_programmes", programme(build, model::Programme::prospects)},
        {"recognition_exercises", programme(build, model::Programme::recognition)},
        {"carer_training", support(build, model::Support::carers)},
        {"income_support", support(build, model::Support::income)},
        {"inclusion", levels(w.read(build.norms.inclusion))},
        {"contacts", programme(build, model::Programme::contact)},
        {"demand", numbers(w.read(build.era.demand_given))},
        {"school_closures", numbers(w.read(build.closures.closed))},
        {"police_posts", services(build, model::Lever::police_posts)},
    };
}

std::map<std::string, double, std::less<>> strong(const model::InterventionKind& kind)
{
    std::map<std::string, double, std::less<>> settings;
    for (const model::SettingInfo& setting : kind.settings) {
        const bool most = setting.choices.empty() && (kind.shock() || setting.value == 0.0);
        settings.emplace(setting.name, most ? setting.high : setting.value);
    }
    return settings;
}

} // namespace observed
