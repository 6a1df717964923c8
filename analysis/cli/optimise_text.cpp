#include "analysis/cli/findings_text.hpp"
#include "analysis/cli/json.hpp"
#include "analysis/cli/optimise.hpp"
#include "analysis/messages/messages.hpp"
#include "analysis/optimise/groups.hpp"
#include "analysis/sensitivity/findings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ostream>

namespace cli {
namespace {

namespace search = analysis::optimise;
using analysis::sensitivity::Bounded;
using analysis::sensitivity::digits;
using search::Finalist;
using search::ForBudget;
using search::Marginal;
using search::Rise;
using search::Told;
using sim::phrase;

constexpr double percent = 100.0;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

sim::Message group_phrase(std::string_view group)
{
    const std::array all{
        phrase("say.group-all", "everybody"),
        phrase("say.group-girls", "girls"),
        phrase("say.group-boys", "boys"),
        phrase("say.group-women", "women"),
        phrase("say.group-men", "men"),
        phrase("say.group-urban", "towns"),
        phrase("say.group-rural", "villages"),
        phrase("say.group-two-parents", "minors with two parents"),
        phrase("say.group-one-parent", "minors with one parent"),
        phrase("say.group-relatives", "minors with relatives"),
        phrase("say.group-foster", "minors in foster care"),
        phrase("say.group-residential", "minors in residential care"),
    };
    const auto at = std::find(search::group_names.begin(), search::group_names.end(), group);
    return all.at(static_cast<std::size_t>(at - search::group_names.begin()));
}

/// Sentences about what was found.
class OptimumText {
public:
    OptimumText(const Told& told, analysis::Language language, std::ostream& out)
        : told_(told), words_(analysis::message_language(language)), comma_(language == analysis::Language::romanian),
          out_(out)
    {
    }

    void budget(const ForBudget& one) const
    {
        const Finalist& chosen = one.finalists[one.recommended];
        if (one.recommended == 0) {
            say(phrase("say.optimum-none",
                       "{budget} RON a year: no portfolio is recommended; of those run again none averts more "
                       "than nothing does, in the mean, without a rise.",
                       {{"budget", money(one.budget)}}));
        } else {
            say(phrase("say.optimum", "{budget} RON a year: averts {averted} {unit}, at {ron} RON in the dearest year:",
                       {{"budget", money(one.budget)},
                        {"averted", bounded(search::in_unit(told_, chosen.averted))},
                        {"unit", unit()},
                        {"ron", money(chosen.ron)}}));
            for (const Marginal& marginal : one.marginal) {
                measure(chosen, marginal);
            }
            doubt(one, chosen);
        }
        refused(one);
        others(one);
    }

    /// Measures that are in no portfolio.
    void left_out() const
    {
        for (std::size_t k = 0; k < told_.found.harmful.size(); ++k) {
            if (told_.found.unaffordable(k)) {
                say(phrase(
                    "say.optimum-unaffordable",
                    "Not taken, since the largest budget pays too little of it to tell it from nothing: {measure}.",
                    {{"measure", told_.task.measures[k]}}));
            }
            if (told_.found.harmful[k]) {
                say(phrase("say.optimum-harmful",
                           "Not taken, since true cases of somebody rise under it alone: {measure}.",
                           {{"measure", told_.task.measures[k]}}));
            }
        }
    }
    void say(const sim::Message& words) const { out_ << words.text(words_) << '\n'; }

private:
    std::string decimal(std::string text) const
    {
        std::replace(text.begin(), text.end(), '.', comma_ ? ',' : '.');
        return text;
    }
    std::string bounded(const Bounded& b) const
    {
        const std::string between = comma_ ? "; " : ", ";
        return decimal(digits(b.value, b.low, b.high)) + (std::isnan(b.low)
                                                              ? ""
                                                              : " [" + decimal(digits(b.low, b.low, b.high)) + between +
                                                                    decimal(digits(b.high, b.low, b.high)) + "]");
    }
    /// "12,345,678", in Romanian "12.345.678".
    std::string money(double ron) const
    {
        std::string text = std::to_string(std::llround(ron));
        for (std::size_t at = text.size(); at > 3; at -= 3) {
            text.insert(at - 3, comma_ ? "." : ",");
        }
        return text;
    }
    sim::Message unit() const
    {
        const sim::Message of_all = told_.internal
                                        ? phrase("say.optimum-percent", "percent of the baseline's true cases")
                                        : phrase("say.optimum-cases", "true cases a year");
        return told_.child_weight == 1.0
                   ? of_all
                   : phrase("say.optimum-weighted", "{cases}, of which that of a minor counts {weight}",
                            {{"cases", of_all}, {"weight", decimal(digits(told_.child_weight, nan, nan))}});
    }

    void measure(const Finalist& chosen, const Marginal& m) const
    {
        const search::Candidate& candidate = told_.money.candidates()[m.measure];
        const double size = told_.money.sizes(chosen.portfolio)[m.measure];
        const std::string value = decimal(digits(candidate.value(size), candidate.from, candidate.to));
        const Bounded averted = search::in_unit(told_, m.averted);
        const auto with = [&](const sim::Message& what) {
            say(phrase("say.optimum-measure", "  {measure}: {scale} {value}, {ron} RON; {what}",
                       {{"measure", candidate.name},
                        {"scale", candidate.scale},
                        {"value", value},
                        {"ron", money(m.ron)},
                        {"what", what}}));
        };
        if (m.averted.mean == 0.0 && m.averted.standard_error == 0.0) {
            with(phrase("say.optimum-adds-nothing", "in no run does it add anything: leave it out"));
        } else if (search::told_apart(m.averted)) {
            with(phrase("say.optimum-adds", "without it {averted} fewer averted", {{"averted", bounded(averted)}}));
        } else {
            with(phrase("say.optimum-adds-open", "what it adds is not told apart from nothing: {averted}",
                        {{"averted", bounded(averted)}}));
        }
    }

    /// What is not known of the portfolio that is recommended.
    void doubt(const ForBudget& one, const Finalist& chosen) const
    {
        if (!search::told_apart(chosen.averted)) {
            say(phrase("say.optimum-open", "  It is not told apart from doing nothing: more runs, or none of it."));
        }
        if (one.overruled) {
            say(phrase("say.optimum-overruled", "  The search had another first; the runs that confirm chose this one, "
                                                "so that it looks a little too good."));
        }
        for (std::size_t g = 0; g < told_.task.groups.size(); ++g) {
            if (chosen.rises[g] == Rise::open) {
                say(phrase("say.optimum-rise-open", "  A rise is neither told nor ruled out among: {group}.",
                           {{"group", group_phrase(told_.task.groups[g])}}));
            }
        }
        undecided(one, search::in_unit(told_, chosen.averted));
    }

    /// What it would be worth to know more before choosing.
    void undecided(const ForBudget& one, const Bounded& averted) const
    {
        const double most = search::worth_in_unit(told_, one.undecided.at_most.value);
        if (std::isnan(most)) {
            return;
        }
        const std::string worth = decimal(digits(most, averted.low, averted.high));
        if (search::luck_alone(one)) {
            say(phrase("say.optimum-worth-luck",
                       "  To know everything before choosing, luck included, would avert at most {worth} {unit} more; "
                       "nothing else differs from run to run without a posterior.",
                       {{"worth", worth}, {"unit", unit()}}));
        } else {
            say(phrase("say.optimum-worth",
                       "  To know all but luck before choosing would avert at most {worth} {unit} more.",
                       {{"worth", worth}, {"unit", unit()}}));
        }
    }

    void refused(const ForBudget& one) const
    {
        for (std::size_t i = 1; i < one.finalists.size(); ++i) {
            for (std::size_t g = 0; g < told_.task.groups.size(); ++g) {
                if (one.finalists[i].rises[g] == Rise::told) {
                    say(phrase("say.optimum-refused",
                               "  Portfolio {number} is not accepted: true cases rise among {group}.",
                               {{"number", i}, {"group", group_phrase(told_.task.groups[g])}}));
                }
            }
        }
    }

    /// Portfolios that the runs do not tell apart from the one recommended.
    void others(const ForBudget& one) const
    {
        std::vector<std::string> same;
        for (std::size_t i = 1; i < one.finalists.size(); ++i) {
            const Finalist& f = one.finalists[i];
            if (i != one.recommended && !f.apart && f.accepted()) {
                same.push_back(std::to_string(i) + " (" + bounded(search::in_unit(told_, f.averted)) + ", " +
                               money(f.ron) + " RON)");
            }
        }
        if (!same.empty()) {
            say(phrase("say.optimum-others", "  Not told apart from it, by number in finalists.csv: {list}.",
                       {{"list", joined(same)}}));
        }
    }

    const Told& told_;
    sim::Language words_;
    bool comma_{}; ///< for decimals
    std::ostream& out_;
};

Json json_of(const Bounded& b)
{
    Json all = Json::object();
    all.add("value", Json::number(b.value)).add("low", Json::number(b.low)).add("high", Json::number(b.high));
    return all;
}

Json json_of(const Told& told, const ForBudget& one)
{
    const Finalist& chosen = one.finalists[one.recommended];
    const auto sizes = told.money.sizes(chosen.portfolio);
    Json measures = Json::array();
    for (const Marginal& m : one.marginal) {
        const search::Candidate& candidate = told.money.candidates()[m.measure];
        Json measure = Json::object();
        measure.add("measure", Json::text(candidate.name))
            .add("scale", Json::text(candidate.scale))
            .add("value", Json::number(candidate.value(sizes[m.measure])))
            .add("ron_a_year", Json::number(std::round(m.ron)))
            .add("averted", json_of(search::in_unit(told, m.averted)))
            .add("told_apart_from_none", Json::flag(search::told_apart(m.averted)));
        measures.push(std::move(measure));
    }
    Json rises = Json::object();
    for (std::size_t g = 0; g < told.task.groups.size(); ++g) {
        rises.add(told.task.groups[g], Json::text(search::name_of(chosen.rises[g])));
    }
    Json open = Json::array();
    for (std::size_t i = 1; i < one.finalists.size(); ++i) {
        if (i != one.recommended && !one.finalists[i].apart && one.finalists[i].accepted()) {
            open.push(Json::number(static_cast<double>(i)));
        }
    }
    Json all = Json::object();
    all.add("budget_ron", Json::number(one.budget))
        .add("recommended", Json::number(static_cast<double>(one.recommended)))
        .add("ron_dearest_year", Json::number(std::round(chosen.ron)))
        .add("averted", json_of(search::in_unit(told, chosen.averted)))
        .add("told_apart_from_nothing", Json::flag(search::told_apart(chosen.averted)))
        .add("probability_best", json_of(chosen.best))
        .add("not_told_apart", std::move(open))
        .add("measures", std::move(measures))
        .add("rises", std::move(rises));
    return all;
}

} // namespace

void tell_optimum(const Told& told, const search::Plan& plan, bool test_only, analysis::Language language,
                  std::ostream& out)
{
    const OptimumText text(told, language, out);
    text.say(
        phrase("say.optimum-runs",
               "Measures: {measures}; paired runs: {runs}, of which each portfolio told of has {confirm} that had no "
               "part in its choice. In brackets: nine in ten for the mean.",
               {{"measures", told.task.measures.size()}, {"runs", told.found.runs}, {"confirm", plan.effort.confirm}}));
    if (test_only) {
        text.say(phrase("say.optimum-test",
                        "The baseline is for tests only: its rates are raised, and nothing of this is a result."));
    }
    if (told.internal) {
        text.say(phrase("say.optimum-internal",
                        "Fewer than three counties: true cases are told in percent, and not by case."));
    }
    text.left_out();
    for (const ForBudget& one : told.found.budgets) {
        text.budget(one);
    }
}

std::string optimum_json(const Told& told, const search::Plan& plan, bool test_only)
{
    Json budgets = Json::array();
    for (const ForBudget& one : told.found.budgets) {
        budgets.push(json_of(told, one));
    }
    std::vector<std::string> harmful, unaffordable;
    for (std::size_t k = 0; k < told.found.harmful.size(); ++k) {
        if (told.found.harmful[k]) {
            harmful.push_back(told.task.measures[k]);
        }
        if (told.found.unaffordable(k)) {
            unaffordable.push_back(told.task.measures[k]);
        }
    }
    Json all = Json::object();
    all.add("title", Json::text(plan.title))
        .add("test_only", Json::flag(test_only))
        .add("unit", Json::text(search::unit_of(told)))
        .add("paired_runs", Json::number(static_cast<double>(told.found.runs)))
        .add("confirming_runs", Json::number(static_cast<double>(plan.effort.confirm)))
        .add("harmful", Json::texts(harmful))
        .add("unaffordable", Json::texts(unaffordable))
        .add("budgets", std::move(budgets));
    return all.written();
}

} // namespace cli
