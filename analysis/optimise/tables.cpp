#include "analysis/optimise/tables.hpp"

#include "analysis/escape.hpp"
#include "analysis/sensitivity/findings.hpp"
#include "analysis/statistics.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace analysis::optimise {
namespace {

using sensitivity::Bounded;
using sensitivity::digits;

constexpr double million = 1e6;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Money to whole RON; blank where it is not known.
std::string money(double ron)
{
    return std::isnan(ron) ? "" : model::number_text(std::round(ron));
}

std::string number(double value, const Bounded& with)
{
    return std::isnan(value) ? "" : digits(value, with.low, with.high);
}

/// ",value,low,high"
std::string bounded(const Bounded& b)
{
    return "," + number(b.value, b) + "," + number(b.low, b) + "," + number(b.high, b);
}

std::string flag(bool value)
{
    return value ? "true" : "false";
}

/// What a measure's scale is set to: "0.45", "412".
std::string value_text(const Candidate& candidate, double size)
{
    return digits(candidate.value(size), candidate.from, candidate.to);
}

} // namespace

std::string unit_of(const Told& told)
{
    const std::string weighted = told.child_weight == 1.0 ? "" : "weighted ";
    return told.internal
               ? "percent of the baseline's " + std::string("true cases") + (weighted.empty() ? "" : " (weighted)")
               : weighted + "true cases a year";
}

Bounded in_unit(double factor, const Estimate& averted)
{
    const Bounds bounds = bounds_of(averted);
    return {factor * averted.mean, factor * bounds.low, factor * bounds.high};
}

double worth_in_unit(const Told& told, double worth)
{
    const double value = told.factor * worth;
    return value < 0.0 ? 0.0 : value;
}

bool luck_alone(const ForBudget& found)
{
    const std::vector<std::uint32_t>& draws = found.finalists[found.recommended].effects.draws;
    return std::all_of(draws.begin(), draws.end(), [](std::uint32_t draw) { return draw == 0; });
}

double spent(const Finalist& finalist)
{
    return mean(finalist.effects.ron);
}

bool told_apart(const Estimate& mean)
{
    const Bounds bounds = bounds_of(mean);
    return bounds.low > 0.0 || bounds.high < 0.0;
}

double ron_per_case(const Told& told, const Finalist& finalist)
{
    const bool known = !told.internal && told.child_weight == 1.0 && bounds_of(finalist.averted).low > 0.0;
    return known ? spent(finalist) / finalist.averted.mean : nan;
}

std::string_view name_of(Origin origin)
{
    static constexpr std::array<std::string_view, 4> names{"nothing", "search", "greedy", "single"};
    return names[static_cast<std::size_t>(origin)];
}

std::string_view name_of(Rise rise)
{
    static constexpr std::array<std::string_view, 3> names{"none", "open", "told"};
    return names[static_cast<std::size_t>(rise)];
}

std::string frontier_csv(const Told& told)
{
    std::string text = "budget_ron,recommended,ron_dearest_year,ron_spent_a_year,averted,averted_low,averted_high,unit,"
                       "ron_per_case,probability_best,undecided_at_least,undecided_at_most\n";
    for (const ForBudget& one : told.found.budgets) {
        const Finalist& f = one.finalists[one.recommended];
        const Bounded averted = in_unit(told, f.averted);
        const auto worth = [&](const Bounded& b) { return number(worth_in_unit(told, b.value), averted); };
        text += money(one.budget) + "," + std::to_string(one.recommended) + "," + money(f.ron) + "," + money(spent(f)) +
                bounded(averted) + "," + unit_of(told) + "," + money(ron_per_case(told, f)) + "," +
                number(f.best.value, f.best) + "," + worth(one.undecided.at_least) + "," +
                worth(one.undecided.at_most) + "\n";
    }
    return text;
}

std::string portfolios_csv(const Told& told)
{
    std::string text =
        "budget_ron,measure,scale,scale_unit,value,ron_a_year,share,averted,averted_low,averted_high,unit,"
        "averted_per_million_ron,told_apart_from_none\n";
    for (const ForBudget& one : told.found.budgets) {
        const auto sizes = told.money.sizes(one.finalists[one.recommended].portfolio);
        double all = 0.0;
        for (const Marginal& marginal : one.marginal) {
            all += marginal.ron;
        }
        for (const Marginal& m : one.marginal) {
            const Candidate& candidate = told.money.candidates()[m.measure];
            const Bounded averted = in_unit(told, m.averted);
            const double per = m.ron > 0.0 ? million / m.ron : nan;
            const Bounded each{per * averted.value, per * averted.low, per * averted.high};
            text += money(one.budget) + "," + csv(candidate.name) + "," + candidate.scale + "," + csv(candidate.unit) +
                    "," + value_text(candidate, sizes[m.measure]) + "," + money(m.ron) + "," +
                    digits(m.ron / all, 0.0, 1.0) + bounded(averted) + "," + unit_of(told) + "," +
                    number(each.value, each) + "," + flag(told_apart(m.averted)) + "\n";
        }
    }
    return text;
}

std::string finalists_csv(const Told& told)
{
    std::string text =
        "budget_ron,finalist,origin,recommended,accepted,rise,ron_dearest_year,ron_spent_a_year,expected,"
        "averted,averted_low,averted_high,unit,ron_per_case,probability_best,probability_best_low,"
        "probability_best_high,told_apart";
    for (const Candidate& candidate : told.money.candidates()) {
        text += "," + csv(candidate.name + " [" + candidate.scale + "]");
    }
    text += "\n";
    for (const ForBudget& one : told.found.budgets) {
        for (std::size_t i = 0; i < one.finalists.size(); ++i) {
            const Finalist& f = one.finalists[i];
            const Bounded averted = in_unit(told, f.averted);
            text += money(one.budget) + "," + std::to_string(i) + "," + std::string(name_of(f.origin)) + "," +
                    flag(i == one.recommended) + "," + flag(f.accepted()) + "," + std::string(name_of(worst(f.rises))) +
                    "," + money(f.ron) + "," + money(spent(f)) + "," +
                    number(told.factor_of_search * f.expected, averted) + bounded(averted) + "," + unit_of(told) + "," +
                    money(ron_per_case(told, f)) + bounded(f.best) + "," + flag(f.apart);
            const auto sizes = told.money.sizes(f.portfolio);
            for (std::size_t k = 0; k < sizes.size(); ++k) {
                text += "," + (sizes[k] > 0.0 ? value_text(told.money.candidates()[k], sizes[k]) : std::string());
            }
            text += "\n";
        }
    }
    return text;
}

std::string groups_csv(const Told& told)
{
    std::string text = "budget_ron,finalist,group,rise\n";
    for (const ForBudget& one : told.found.budgets) {
        for (std::size_t i = 1; i < one.finalists.size(); ++i) {
            for (std::size_t g = 0; g < told.task.groups.size(); ++g) {
                text += money(one.budget) + "," + std::to_string(i) + "," + told.task.groups[g] + "," +
                        std::string(name_of(one.finalists[i].rises[g])) + "\n";
            }
        }
    }
    return text;
}

std::string responses_csv(const Told& told)
{
    std::string text =
        "measure,scale,scale_unit,value,ron_dearest_year,averted,averted_low,averted_high,unit,rise,taken\n";
    for (std::size_t k = 0; k < told.found.alone.size(); ++k) {
        const Candidate& candidate = told.money.candidates()[k];
        if (told.found.unaffordable(k)) {
            text += csv(candidate.name) + "," + candidate.scale + "," + csv(candidate.unit) + ",,,,,," + unit_of(told) +
                    ",," + flag(false) + "\n";
        }
        for (const Tried& tried : told.found.alone[k]) {
            text += csv(candidate.name) + "," + candidate.scale + "," + csv(candidate.unit) + "," +
                    value_text(candidate, told.money.sizes(tried.portfolio)[k]) + "," + money(tried.ron) +
                    bounded(in_unit(told.factor_of_search, tried.averted)) + "," + unit_of(told) + "," +
                    std::string(name_of(tried.rise)) + "," + flag(!told.found.harmful[k]) + "\n";
        }
    }
    return text;
}

} // namespace analysis::optimise
