#include "models/interventions/curriculum.hpp"

#include "models/build.hpp"
#include "models/interventions/delivery.hpp"
#include "models/phases.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace model::curriculum {
namespace {

using P = Parameters;

constexpr std::array declared{
    sim::Parameter<P>{&P::full_hours,
                      {"curriculum.full_hours", "hour", 24.0, 6.0, 80.0, 'E',
                       "assumed: dose-response unknown (S16: one or two sessions do not work)",
                       "Hours that make a full curriculum."}},
    sim::Parameter<P>{&P::quality_trained,
                      {"curriculum.quality_trained", "1", 1.0, 0.5, 1.0, 'D', "assumed: as in the trials",
                       "Share of a lesson's content that arrives when the teacher was trained."}},
    sim::Parameter<P>{&P::quality_untrained,
                      {"curriculum.quality_untrained", "1", 0.4, 0.0, 1.0, 'E',
                       "assumed: teachers resist the subject (S16)", "The same when the teacher was not."}},
    sim::Parameter<P>{&P::components,
                      {"curriculum.components", "1", 1.9, 1.0, 2.5, 'A', "Gubbels 2021: d 0.91 with, 0.49 without",
                       "Ratio by which a social-emotional part raises what is taken in."}},
    sim::Parameter<P>{&P::hour_cost,
                      {"curriculum.hour_cost", "RON/(class hour)", 75.0, 30.0, 200.0, 'D',
                       "costs.csv: gross wage in education 2024, 9,740 RON over about 130 hours a month",
                       "A lesson of one class. Read by the comparison, never by the run."}},
    sim::Parameter<P>{&P::training_cost,
                      {"curriculum.training_cost", "RON/(school)", 2400.0, 500.0, 10000.0, 'E',
                       "assumed: two days of a specialist (costs.csv: 1,200 RON a session)",
                       "Once for each school that begins."}},
};

struct Counts {
    sim::Measure<sim::NoLedger> hours, schools;
};

/// Lessons are given in two terms: one event for each class and term, in these weeks after the school year's start.
constexpr std::array<int, 2> term_weeks{6, 26};
constexpr double thousandths = 1e3;

/// The term whose lessons are booked in the week; empty in all other weeks.
std::optional<std::size_t> term_of(const Ground& ground, sim::Tick tick)
{
    const std::chrono::year_month_day start{std::chrono::year{ground.school_year(tick).first_year} /
                                            std::chrono::September / 1};
    const sim::Tick september = ground.clock.tick_of(std::chrono::sys_days{start});
    const auto term = std::find(term_weeks.begin(), term_weeks.end(), tick - september);
    return term == term_weeks.end() ? std::nullopt
                                    : std::optional<std::size_t>(static_cast<std::size_t>(term - term_weeks.begin()));
}

/// Weeks since the lessons of the term before.
int weeks_since_last_term(std::size_t term)
{
    constexpr int weeks_of_year = 52;
    const int between = term_weeks.back() - term_weeks.front();
    return term == 0 ? weeks_of_year - between : between;
}

void teach(sim::World& world, const sim::Step& step, const Build& build, const Delivery& delivery, const Parameters& p,
           const Counts& counts)
{
    const Ground& ground = build.ground;
    const Population& people = ground.population;
    const auto term = term_of(ground, step.tick);
    if (delivery.coverage(step.tick) <= 0.0 || !term) {
        return;
    }
    const SchoolYear& year = ground.school_year(step.tick);
    const auto propose = world.proposals(build.beliefs.lesson);
    const double hours = delivery.setting("hours_per_year") / term_weeks.size();
    const double taken = dose(p, hours, delivery.setting("trained_teachers"), delivery.setting("social_part") > 0.0);
    const std::uint16_t opt_out = to_fixed(delivery.setting("opt_out"));
    const sim::Tick term_before = step.tick + -weeks_since_last_term(*term);
    std::int64_t classes = 0;
    std::int64_t schools = 0;
    for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
        if (!delivery.covers(step.luck, people.units.stable_id[unit], step.tick)) {
            continue;
        }
        const bool trained = delivery.covers(step.luck, people.units.stable_id[unit], term_before);
        bool any = false;
        for (std::uint32_t k = year.class_first[unit]; k < year.class_first[unit + 1]; ++k) {
            if (delivery.aims_at_class(year.classes[k], step.tick)) {
                propose(0, {year.classes[k], to_fixed(taken), opt_out});
                ++classes;
                any = true;
            }
        }
        schools += any && !trained && delivery.setting("trained_teachers") > 0.0 ? 1 : 0;
    }
    if (build.ledgers.months.counts(step.tick)) {
        world.measures().count(counts.hours, {}, std::llround(static_cast<double>(classes) * hours * thousandths));
        world.measures().count(counts.schools, {}, schools);
    }
}

void make(Build& build, const InterventionSpec& spec)
{
    const sim::Values& values = build.scenario.parameters;
    const Parameters p = resolved(values);
    const auto delivery = std::make_shared<const Delivery>(spec, build.ground);
    const Counts counts{
        build.add_resource(spec.name, "class_hours", "class hour", 1.0 / thousandths, priced(declared[4].info, values)),
        build.add_resource(spec.name, "schools_trained", "school", 1.0, priced(declared[5].info, values))};
    build.plan.add({"curriculum: " + spec.name, phase::prevention,
                    [&build_of_run = build, delivery, p, counts](sim::World& w, const sim::Step& step) {
                        teach(w, step, build_of_run, *delivery, p, counts);
                    }});
}

} // namespace

double dose(const Parameters& p, double hours, double trained, bool with_social_part)
{
    const double quality = trained * p.quality_trained + (1.0 - trained) * p.quality_untrained;
    // The trials' mean lies between lessons with and without the part: without it a lesson carries 1 / components.
    const double part = with_social_part ? 1.0 : 1.0 / p.components;
    return std::min(1.0, hours / p.full_hours * quality * part);
}

Parameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

InterventionKind kind()
{
    return {
        "curriculum",
        "Lessons on relationships, consent, the law and life online. They inform nearly everybody and change what a "
        "few do; information alone may give false security.",
        {{"hours_per_year", "hour", 8.0, 1.0, 40.0, "Lesson hours a year for each class."},
         {"opt_out", "1", 0.2, 0.0, 1.0, "Share of pupils whose parents keep them away."},
         {"trained_teachers", "1", 0.7, 0.0, 1.0, "Share of lessons given by a trained teacher."},
         {"social_part", "1", 1.0, 0.0, 1.0, "1 with social-emotional exercises, 0 without."}},
        {"grades", "levels", "settlement"},
        sim::declarations(declared),
        make};
}

} // namespace model::curriculum
