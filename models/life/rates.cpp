#include "models/life/rates.hpp"

#include "models/pathways/vulnerability.hpp"
#include "sim/clock.hpp"
#include "sim/thin.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model::life {
namespace {

using P = LifeParameters;
using D = sim::Parameter<P>;

constexpr const char* no_source = "assumed: no source yet";
constexpr const char* life_tables = "assumed: order of the life tables, 13 to 14 deaths a year per 1,000 residents";

constexpr std::array declared{
    D{&P::frozen,
      {"life.frozen", "1", 0.0, 0.0, 1.0, 'D', "assumed: a switch",
       "1: nobody is born, dies, moves, leaves school, changes care or goes abroad in a run (for the laws)."}},
    D{&P::accident,
      {"life.accident", "1/year", 4e-4, 0.0, 5e-3, 'D', life_tables, "Hazard of death at any age, beside ageing."}},
    D{&P::women_40, {"life.women_40", "1/year", 1.0e-3, 0.0, 1e-2, 'D', life_tables, "Hazard of death, women at 40."}},
    D{&P::women_growth,
      {"life.women_growth", "1/year", 0.103, 0.05, 0.15, 'D', life_tables,
       "Growth of women's hazard of death by year of age from 40 on."}},
    D{&P::men_40, {"life.men_40", "1/year", 2.6e-3, 0.0, 1e-2, 'D', life_tables, "Hazard of death, men at 40."}},
    D{&P::men_growth,
      {"life.men_growth", "1/year", 0.090, 0.05, 0.15, 'D', life_tables,
       "Growth of men's hazard of death by year of age from 40 on."}},
    D{&P::infant_death,
      {"life.infant_death", "1", 6e-3, 0.0, 5e-2, 'D', "assumed: order of infant mortality, 6 per 1,000",
       "Share of those born who die in the first year."}},
    D{&P::intent_16,
      {"life.intent_16", "1", 0.10, 0.0, 0.5, 'E', no_source, "Share who want to work abroad, to 16 with work."}},
    D{&P::intent_20,
      {"life.intent_20", "1", 0.24, 0.0, 0.5, 'E', no_source, "Share who want to work abroad, at 20 with work."}},
    D{&P::intent_30,
      {"life.intent_30", "1", 0.20, 0.0, 0.5, 'E', no_source, "Share who want to work abroad, at 30 with work."}},
    D{&P::intent_45,
      {"life.intent_45", "1", 0.10, 0.0, 0.5, 'E', no_source,
       "Share who want to work abroad, at 45 with work; nobody from 65 on."}},
    D{&P::intent_jobless,
      {"life.intent_jobless", "1", 1.4, 1.0, 2.0, 'E', "assumed: jobs are the reason named most (S16)",
       "Ratio of the share who want to work abroad, without work."}},
    D{&P::emigration,
      {"life.emigration", "1/year", 0.13, 0.0, 0.5, 'D', "assumed: some 200,000 temporary emigrants a year",
       "Hazard of leaving for abroad of an adult who wants to."}},
    D{&P::replaced,
      {"life.replaced", "1", 0.75, 0.0, 1.0, 'D', "assumed: of late nearly as many come back as go",
       "Share of those leaving in whose place somebody like them, who left before the run, comes back."}},
    D{&P::children_along,
      {"life.children_along", "1", 0.15, 0.0, 1.0, 'E', "assumed: not a tracked category (S16)",
       "Share of leaving parents who take their children along."}},
    D{&P::together,
      {"life.together", "1", 0.35, 0.0, 1.0, 'C', "survey 2022: both or the only parent in 4.7 of 13.8 %",
       "Share of parents who leave without the children and take the other parent with them."}},
    D{&P::undeclared,
      {"life.undeclared", "1", 0.85, 0.0, 1.0, 'C',
       "survey 2022: 536,000 children; register: 72,627 (docs/evidence.md 2)",
       "Share of leaving parents whose absence is not declared."}},
    D{&P::abroad_return,
      {"life.abroad_return", "1/year", 0.15, 0.0, 5.0, 'E', "assumed: keeps the share of children near the survey's",
       "Hazard of coming back, of those who leave in a run."}},
    D{&P::parent_return,
      {"life.parent_return", "1/year", 0.13, 0.0, 5.0, 'E', "assumed: keeps the share of children near the survey's",
       "Hazard of coming back, of parents who were abroad when the population was built."}},
    D{&P::deficit_weeks,
      {"life.deficit_weeks", "week", 104.0, 0.0, 520.0, 'E', "assumed: a deficit of integration (S16), no duration",
       "How long who came back from abroad is not at home here yet."}},
    D{&P::leave_home,
      {"life.leave_home", "1/year", 0.04, 0.0, 0.3, 'D', "assumed: about 2 % of residents change residence a year",
       "Hazard of moving alone, 18 to 34."}},
    D{&P::move_household,
      {"life.move_household", "1/year", 0.012, 0.0, 0.2, 'D', "assumed: about 2 % of residents change residence a year",
       "Hazard of a household moving together."}},
    D{&P::move_within, {"life.move_within", "1", 0.65, 0.0, 1.0, 'E', no_source, "Share of moves within the county."}},
    D{&P::urban_pull,
      {"life.urban_pull", "1", 0.3, 0.0, 1.0, 'E', no_source,
       "Share of movers who meet a village and look once more."}},
    D{&P::care_entry,
      {"life.care_entry", "1/year", 8e-4, 0.0, 2e-2, 'D', "assumed: keeps the number in special protection (48,031)",
       "Hazard of a child coming into foster or residential care, least deprived household."}},
    D{&P::care_deprivation,
      {"life.care_deprivation", "1", 1.5, 0.0, 3.0, 'E', "assumed: poverty and neglect are the reasons named",
       "Log hazard ratio of coming into care, most vs least deprived household."}},
    D{&P::residential_share,
      {"life.residential_share", "1", 0.60, 0.0, 1.0, 'D',
       "assumed: keeps the register's 13,961 of 48,031 (end of 2020)",
       "Share placed in residential care, of those old enough."}},
    D{&P::residential_from,
      {"life.residential_from", "years", 7.0, 0.0, 18.0, 'D', "assumed: young children are placed with families",
       "Age from which children come into residential care."}},
    D{&P::care_exit,
      {"life.care_exit", "1/year", 0.05, 0.0, 1.0, 'E', no_source, "Hazard of leaving care for a family before 18."}},
    D{&P::runaway,
      {"life.runaway", "1/year", 0.15, 0.0, 5.0, 'E', "assumed: named by the field study (S16), no count",
       "Hazard of running away from residential care, from 10 years on."}},
    D{&P::runaway_weeks,
      {"life.runaway_weeks", "week", 1.5, 0.1, 26.0, 'E', no_source, "Mean time until a runaway is back."}},
    D{&P::dropout,
      {"life.dropout", "1/year", 0.006, 0.0, 0.1, 'D', "assumed: 15.6 % leave early (S16), most between two levels",
       "Hazard of leaving school within a level from 11 to 17, least deprived household."}},
    D{&P::dropout_deprivation,
      {"life.dropout_deprivation", "1", 1.5, 0.0, 3.0, 'E', "assumed: poverty is the reason named most (S16)",
       "Log hazard ratio of leaving school, most vs least deprived household."}},
    D{&P::dropout_away,
      {"life.dropout_away", "1", 0.2, -0.5, 1.0, 'D', "Botezat & Pfeiffer 2020: grades do not fall; wide",
       "Log hazard ratio of leaving school, a parent abroad or with relatives."}},
    D{&P::dropout_support,
      {"life.dropout_support", "1", -0.53, -0.8, 0.0, 'A',
       "Campbell 2011: OR 1.72, 21.1 -> 13 % (ratio of hazards 0.139 / 0.237); far from Romania",
       "Log hazard ratio of leaving school, pupil at risk who is helped to stay."}},
    D{&P::dropout_hub,
      {"life.dropout_hub", "1", -0.1, -0.5, 0.0, 'E', "assumed: less than programmes made for it; no study",
       "Log hazard ratio of leaving school, pupil with a place after school."}},
    D{&P::second_chance,
      {"life.second_chance", "1", 0.3, 0.0, 1.5, 'E', "assumed: second-chance programmes, no rate",
       "Log hazard ratio of going back to school, who is helped to."}},
    D{&P::school_return,
      {"life.school_return", "1/year", 0.35, 0.0, 5.0, 'E', "assumed: second-chance programmes, no rate",
       "Hazard of going back, of who left school in a run and is not 18."}},
    D{&P::job_years,
      {"life.job_years", "year", 4.0, 0.25, 40.0, 'E', "assumed: no source yet",
       "Length of a spell in or out of work; the next is drawn anew by age, sex and county."}},
};

constexpr double ageing_from = 40.0;
constexpr double working_from = 16.0;

} // namespace

double age_at_death(double at_40, double growth, double age, double u)
{
    const double lived = std::exp(growth * std::max(age - ageing_from, 0.0));
    return ageing_from + std::log(lived - std::log(u) * growth / at_40) / growth;
}

double intending(const LifeParameters& p, double age, bool employed)
{
    constexpr std::array ages{working_from, 20.0, 30.0, 45.0, retired_age};
    const std::array shares{p.intent_16, p.intent_20, p.intent_30, p.intent_45, 0.0};
    return age < working_from ? 0.0 : std::min(by_age(ages, shares, age) * (employed ? 1.0 : p.intent_jobless), 1.0);
}

double hazard(const LifeParameters& p, Exit exit, const Standing& who)
{
    const bool adult = who.age >= adult_age;
    switch (exit) {
    case Exit::accident:
        return p.accident;
    case Exit::emigration:
        return adult && who.intends ? p.emigration : 0.0;
    case Exit::leaving_home:
        return adult && who.age < home_until ? p.leave_home : 0.0;
    case Exit::household_move:
        return who.first_of_household ? p.move_household : 0.0;
    case Exit::care:
        return adult || who.in_care ? 0.0 : p.care_entry * std::exp(p.care_deprivation * who.deprivation);
    case Exit::dropout:
        return adult || !who.enrolled ? 0.0
                                      : p.dropout * std::exp(p.dropout_deprivation * who.deprivation +
                                                             p.dropout_away * who.away_from_parents);
    }
    return 0.0;
}

std::array<double, exits> bounds(const LifeParameters& p, double age)
{
    const bool adult = age >= adult_age;
    return {p.accident,
            adult && age < retired_age ? p.emigration : 0.0,
            adult && age < home_until ? p.leave_home : 0.0,
            p.move_household,
            adult ? 0.0 : p.care_entry * std::exp(p.care_deprivation),
            adult ? 0.0 : p.dropout * std::exp(p.dropout_deprivation + std::max(p.dropout_away, 0.0))};
}

Slots::Slots(const LifeParameters& p, const sim::Step& step)
{
    for (std::size_t i = 0; i < ages.size(); ++i) {
        const auto most = bounds(p, ages[i]);
        std::transform(most.begin(), most.end(), widths_[i].begin(),
                       [&](double hazard) { return step.probability(hazard); });
        widest_ = std::max(widest_, std::accumulate(widths_[i].begin(), widths_[i].end(), 0.0));
    }
    sim::ensure(widest_ <= 1.0, "the chances of a step exceed certainty");
}

std::optional<Slots::Slot> Slots::at(double age, double u) const
{
    const auto band = std::upper_bound(ages.begin() + 1, ages.end(), age) - ages.begin() - 1;
    const auto& widths = widths_[static_cast<std::size_t>(band)];
    for (std::size_t i = 0; i < exits; ++i) {
        if (u < widths[i]) {
            return Slot{static_cast<Exit>(i), u};
        }
        u -= widths[i];
    }
    return std::nullopt;
}

double staying_ratio(const LifeParameters& p, const Schooling& help)
{
    const double away = help.away_from_parents ? std::max(p.dropout_away, 0.0) * help.parents_relief : 0.0;
    return std::exp(p.dropout_support * help.support + p.dropout_hub * help.hub - away);
}

std::int32_t weeks_until(double u, double hazard)
{
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    constexpr double latest = 52.0 * 200.0;
    return 1 + static_cast<std::int32_t>(std::min(sim::waiting_time(u, hazard) * weeks_per_year, latest));
}

LifeParameters resolved(const sim::Values& values)
{
    return sim::resolve(declared, values);
}

std::vector<sim::ParameterInfo> parameters()
{
    return sim::declarations(declared);
}

} // namespace model::life
