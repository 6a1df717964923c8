#include "models/interventions/curriculum.hpp"

#include "models/build.hpp"
#include "models/interventions/audience.hpp"
#include "models/interventions/delivery.hpp"
#include "models/interventions/school_weeks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

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
    sim::Parameter<P>{&P::training_days,
                      {"curriculum.training_days", "day", 2.0, 0.5, 10.0, 'E', "assumed: as the training's cost",
                       "Days of a specialist for the teachers of one school, spread over the weeks from its first "
                       "lessons to the next term."}},
};

enum Used : std::size_t { hours, schools };

constexpr double working_days = 5.0; // of a week

/// Lessons are given in two terms: one event for each class and term, in these weeks after the school year's start.
constexpr std::array<int, 2> term_weeks{school_weeks::weeks(school_weeks::first_lessons),
                                        school_weeks::weeks(school_weeks::second_lessons)};

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

/// A week in which lessons are booked, and how many weeks there are from it to the next.
struct Term {
    sim::Tick tick;
    int weeks;
};

std::vector<Term> terms_of(const Ground& ground)
{
    constexpr int weeks_of_year = 52;
    constexpr int between = term_weeks.back() - term_weeks.front();
    std::vector<Term> terms;
    for (sim::Tick tick = ground.clock.first(); tick < ground.clock.last(); tick = tick + 1) {
        if (const auto term = term_of(ground, tick)) {
            terms.push_back({tick, *term == 0 ? between : weeks_of_year - between});
        }
    }
    return terms;
}

class Lessons : public Intervention {
public:
    Lessons(const Build& build, const Delivery& delivery)
        : build_(build), delivery_(delivery), p_(resolved(build.scenario.parameters)),
          hours_(delivery.setting("hours_per_year") / term_weeks.size()),
          trained_(delivery.setting("trained_teachers")), terms_(terms_of(build.ground)),
          social_part_(delivery.setting("social_part") > 0.0), opt_out_(to_fixed(delivery.setting("opt_out")))
    {
    }

    void need(const Week& week, Needs& needs) const override
    {
        const auto after =
            std::find_if(terms_.begin(), terms_.end(), [&](const Term& t) { return week.tick < t.tick; });
        if (after == terms_.begin()) {
            return;
        }
        const Term& term = *(after - 1);
        if (term.tick == week.tick) {
            each_school_reached(week, [&](CountyId county, std::uint32_t, std::span<const std::uint32_t> classes) {
                needs.add(county, hours, static_cast<double>(classes.size()) * hours_);
            });
        }
        if (trained_ > 0.0 && week.tick < term.tick + term.weeks) {
            train(week, term, needs);
        }
    }

    Audience audience(sim::Tick tick) const override { return pupils_meant(delivery_, tick); }

    void act(sim::World& world, const sim::Step&, const Week& week) const override
    {
        if (!term_of(build_.ground, week.tick)) {
            return;
        }
        const auto propose = world.proposals(build_.beliefs.lesson);
        const std::uint16_t taken = to_fixed(dose(p_, hours_, trained_, social_part_));
        each_school_reached(week, [&](CountyId, std::uint32_t, std::span<const std::uint32_t> classes) {
            for (const std::uint32_t one : classes) {
                propose(0, {one, taken, opt_out_});
            }
        });
    }

private:
    /// Teachers of the schools that first give lessons in a term are trained from then on, week by week, while they are
    /// reached.
    void train(const Week& week, const Term& term, Needs& needs) const
    {
        const Reach taught = taught_before(week, term);
        const auto to_train = [&](std::uint32_t unit) {
            return delivery_.covers_unit(unit, week.at(term.tick)) && delivery_.covers_unit(unit, week.now()) &&
                   !delivery_.covers_unit(unit, taught);
        };
        each_school(term.tick, to_train, [&](CountyId county, std::uint32_t, std::span<const std::uint32_t>) {
            needs.add(county, schools, week.tick == term.tick ? 1.0 : 0.0);
            needs.staff(county, Staff::facilitator, trainers(p_, term.weeks));
        });
    }

    /// The farthest that lessons reached before a term: whoever gave them once is trained.
    Reach taught_before(const Week& week, const Term& term) const
    {
        Reach taught{};
        for (auto one = terms_.begin(); one->tick < term.tick; ++one) {
            taught = farther(taught, week.at(one->tick));
        }
        return taught;
    }

    template <class Visit>
    void each_school_reached(const Week& week, Visit&& visit) const
    {
        each_school(
            week.tick, [&](std::uint32_t unit) { return delivery_.covers_unit(unit, week.now()); }, visit);
    }

    /// Every school that is wanted, with the classes in it that are aimed at; none without such classes.
    template <class Wanted, class Visit>
    void each_school(sim::Tick tick, Wanted&& wanted, Visit&& visit) const
    {
        const Population& people = build_.ground.population;
        const SchoolYear& year = build_.ground.school_year(tick);
        std::vector<std::uint32_t> classes;
        for (std::uint32_t unit = 0; unit < year.pupils.size(); ++unit) {
            if (!wanted(unit)) {
                continue;
            }
            classes.clear();
            for (std::uint32_t k = year.class_first[unit]; k < year.class_first[unit + 1]; ++k) {
                if (delivery_.aims_at_class(year.classes[k], tick)) {
                    classes.push_back(year.classes[k]);
                }
            }
            if (!classes.empty()) {
                visit(people.localities.county[people.units.locality[unit]], unit, std::span(std::as_const(classes)));
            }
        }
    }

    const Build& build_;
    const Delivery& delivery_;
    Parameters p_;
    double hours_;            ///< of a class in a term
    double trained_;          ///< share of lessons
    std::vector<Term> terms_; ///< of the run, ascending
    bool social_part_;
    std::uint16_t opt_out_;
};

std::unique_ptr<const Intervention> make(const Build& build, const Delivery& delivery)
{
    return std::make_unique<Lessons>(build, delivery);
}

} // namespace

double dose(const Parameters& p, double hours, double trained, bool with_social_part)
{
    const double quality = trained * p.quality_trained + (1.0 - trained) * p.quality_untrained;
    // The trials' mean lies between lessons with and without the part: without it a lesson carries 1 / components.
    const double part = with_social_part ? 1.0 : 1.0 / p.components;
    return std::min(1.0, hours / p.full_hours * quality * part);
}

double trainers(const Parameters& p, int weeks)
{
    return p.training_days / working_days / weeks;
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
        {{"class_hours", "class hour", price_of(declared, &P::hour_cost)},
         {"schools_trained", "school", price_of(declared, &P::training_cost)}},
        {Staff::facilitator},
        {"lessons"},
        {{"false_security",
          "Who knows the words and not how to act takes more risks.",
          "lover_boy.false_security",
          {{"beliefs.lesson_internalises", 0.0}, {"beliefs.lesson_reports", 0.0}}}},
        "School abuse-prevention lessons (A for knowledge, E for incidence); same, components (A)",
        {"Curriculum: consent, boundaries, abuse recognition in health education",
         "Legal education in school; bar's \"lawyer in your school\""},
        make};
}

} // namespace model::curriculum
