#include "models/interventions/professional_training.hpp"

#include "models/build.hpp"
#include "models/interventions/centre_lever.hpp"
#include "models/interventions/delivery.hpp"

namespace model::professional_training {
namespace {

using P = Parameters;

constexpr const char* professions_source = "assumed: of the order of the staff of the country";

constexpr std::array declared{
    sim::Parameter<P>{&P::teachers,
                      {"professional_training.teachers", "1/100,000", 1000.0, 100.0, 3000.0, 'E', professions_source,
                       "Teachers to train, per 100,000 residents."}},
    sim::Parameter<P>{&P::police,
                      {"professional_training.police", "1/100,000", 100.0, 1.0, 500.0, 'E', professions_source,
                       "Police who meet victims, to train, per 100,000 residents."}},
    sim::Parameter<P>{&P::social_workers,
                      {"professional_training.social_workers", "1/100,000", 60.0, 1.0, 500.0, 'E', professions_source,
                       "Social workers to train, per 100,000 residents."}},
    sim::Parameter<P>{&P::magistrates,
                      {"professional_training.magistrates", "1/100,000", 3.0, 0.5, 50.0, 'E', professions_source,
                       "Prosecutors and judges to train, per 100,000 residents."}},
    sim::Parameter<P>{&P::hours,
                      {"professional_training.hours", "hour/person", 1.5, 0.1, 20.0, 'E',
                       "assumed: three days for groups of sixteen", "Hours of trainers for one who attends a course."}},
    sim::Parameter<P>{&P::place_cost,
                      {"professional_training.place_cost", "RON/person", 600.0, 50.0, 5000.0, 'E',
                       "assumed: half of costs.csv, school_session_cost 2023, for the trainer, and the road",
                       "One who attends a course. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::course_cost,
                      {"professional_training.course_cost", "RON/course", 250000.0, 0.0, 3000000.0, 'E',
                       "assumed: a course for each profession, tried out", "Once for the country."}},
};

enum Used : std::size_t { persons, courses };
constexpr double weeks_per_year = sim::days_per_year / 7.0;

class Training : public Intervention {
public:
    Training(const Build& build, const Delivery& delivery)
        : build_(build),
          p_(resolved(build.scenario.parameters)), a_year_{delivery.setting("teachers"), delivery.setting("police"),
                                                           delivery.setting("social_workers"),
                                                           delivery.setting("magistrates")},
          share_(shares_of_centres(build))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        if (week.begins()) {
            needs.add_national(courses, 1.0);
        }
        for (const CountyBlock& block : build_.ground.population.counties) {
            const CountyId county = block.county;
            const double taught = attending(p_, a_year_, build_.ground.counties[county].persons, week.now()(county));
            needs.add(county, persons, taught);
            needs.staff(county, Staff::facilitator, taught * p_.hours / build_.workforce.p.week_hours);
        }
    }

    // What was taught fades, so that courses go on as long as the reach does.
    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        const auto propose = world.proposals(build_.services.change);
        const std::array<std::pair<Lever, double>, 3> taught{{{Lever::teacher_training, a_year_.teachers},
                                                              {Lever::police_training, a_year_.police},
                                                              {Lever::social_worker_training, a_year_.social_workers}}};
        for (const CountyBlock& block : build_.ground.population.counties) {
            for (const auto& [lever, share] : taught) {
                const std::int32_t dose = to_lever(share / weeks_per_year * week.now()(block.county));
                if (dose != 0 && block.persons > 0) {
                    propose(0, {dose, block.county.value, lever});
                }
            }
        }
        teach(world, JusticeStage::investigation, a_year_.police, week.now());
        teach(world, JusticeStage::prosecution, a_year_.magistrates, week.now());
        teach(world, JusticeStage::court, a_year_.magistrates, week.now());
    }

private:
    void teach(sim::World& world, JusticeStage station, double a_year, const Reach& reach) const
    {
        const auto propose = world.proposals(build_.justice.staff.change);
        const auto posts = world.read(build_.justice.staff.posts);
        for (std::uint32_t centre = 0; centre < centre_count; ++centre) {
            const double share =
                a_year / weeks_per_year * centre_reach(reach, build_.centres.all[centre].counties, share_);
            const auto place = static_cast<std::uint16_t>(justice::place(station, centre));
            const std::uint16_t course = to_fixed(share);
            if (course != 0 && posts[place] != 0) {
                propose(0, {.place = place, .leave = 0, .come = 0, .training = 0, .posts = 0, .course = course});
            }
        }
    }

    const Build& build_;
    Parameters p_;
    Courses a_year_;
    std::array<double, county_count> share_; ///< of the centre
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Training>(build, delivery);
}

std::vector<SettingInfo> settings()
{
    return {{"teachers", "1/year", 0.1, 0.0, 1.0, "Share of teachers who attend a course in a year."},
            {"police", "1/year", 0.3, 0.0, 1.0, "Share of police and investigators who attend a course in a year."},
            {"social_workers", "1/year", 0.3, 0.0, 1.0, "Share of social workers who attend a course in a year."},
            {"magistrates", "1/year", 0.3, 0.0, 1.0, "Share of prosecutors and judges who attend a course in a year."}};
}

std::vector<HarmInfo> harms()
{
    return {{"time",
             "Courses take working time of child protection and police from cases.",
             "services.course_weeks",
             {{"detection.training_effect", 0.0},
              {"referral.training_effect", 0.0},
              {"recording.misrouted", 0.0},
              {"justice.training_effect", 0.0}}},
            {"bench_time",
             "Courses take working time of investigators, prosecutors and judges from cases.",
             "justice.course_weeks",
             {{"detection.training_effect", 0.0},
              {"referral.training_effect", 0.0},
              {"recording.misrouted", 0.0},
              {"services.course_weeks", 0.0},
              {"justice.training_effect", 0.0}}},
            {"checklists",
             "What is taught drives people away instead of keeping them: an effect above 0.",
             "referral.training_effect",
             {{"detection.training_effect", 0.0},
              {"recording.misrouted", 0.0},
              {"services.course_weeks", 0.0},
              {"justice.training_effect", 0.0},
              {"justice.course_weeks", 0.0}}}};
}

} // namespace

double attending(const Parameters& p, const Courses& a_year, double residents, double reach)
{
    constexpr double per = 1e5; // residents
    const double persons = p.teachers * a_year.teachers + p.police * a_year.police +
                           p.social_workers * a_year.social_workers + p.magistrates * a_year.magistrates;
    return persons * residents / per / weeks_per_year * reach;
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {"professional_training",
            "Courses in victim-focused, trauma-informed work for teachers, police, social workers, prosecutors and "
            "judges. More is noticed and fewer leave; a course takes days from cases, and what it taught fades.",
            settings(),
            {},
            sim::declarations(declared),
            {{"course_places", "person", price_of(declared, &P::place_cost)},
             {"courses", "course", price_of(declared, &P::course_cost)}},
            {Staff::facilitator},
            {"teacher_training", "police_training", "social_worker_training", "bench_courses"},
            harms(),
            "Training professionals: Cochrane 2022, report counts could not be settled (A for the gap)",
            {"Training in victim-focused, trauma-informed work"},
            make};
}

} // namespace model::professional_training
