#include "analysis/cli/findings_text.hpp"

#include "analysis/messages/messages.hpp"
#include "analysis/sensitivity/smooth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

namespace cli {

using analysis::fewest_of_third;
using analysis::sensitivity::Bounded;
using analysis::sensitivity::DataSet;
using analysis::sensitivity::digits;
using analysis::sensitivity::Efficient;
using analysis::sensitivity::Finding;
using analysis::sensitivity::Information;
using analysis::sensitivity::Judged;
using analysis::sensitivity::least_points;
using analysis::sensitivity::Measurement;
using analysis::sensitivity::Method;
using analysis::sensitivity::Quantity;
using analysis::sensitivity::RankingFindings;
using analysis::sensitivity::Regret;
using analysis::sensitivity::RegretOverStates;
using analysis::sensitivity::rough;
using analysis::sensitivity::Sensitivity;
using analysis::sensitivity::Standing;
using analysis::sensitivity::State;
using analysis::sensitivity::Turn;
using analysis::sensitivity::Withheld;
using analysis::sensitivity::Worth;
using sim::phrase;

namespace {

constexpr std::size_t most_told = 10;
constexpr std::size_t most_groups = 5;

/// Whether a share cannot be, so that its estimate is off.
bool beyond(const Finding& finding)
{
    return finding.value.value < 0.0 || finding.value.value > 1.0;
}

/// No information is worth less than nothing: below 0 lies what bias was taken off too much, or what luck hid.
Bounded at_least_nothing(const Bounded& worth)
{
    return {std::max(worth.value, 0.0), std::max(worth.low, 0.0), std::max(worth.high, 0.0)};
}

/// The finding of a parameter by its index.
const Finding* find(const Sensitivity& found, const std::string& parameter, std::string_view index)
{
    const auto at = std::find_if(found.findings.begin(), found.findings.end(), [&](const Finding& f) {
        return f.parameter == parameter && f.other.empty() && f.index == index;
    });
    return at == found.findings.end() ? nullptr : &*at;
}

} // namespace

FindingsText::FindingsText(analysis::Language language, const DataSet& data, std::ostream& out)
    : words_(analysis::message_language(language)), comma_(language == analysis::Language::romanian), data_(data),
      out_(out)
{
}

void FindingsText::say(const sim::Message& words) const
{
    out_ << words.text(words_) << '\n';
}

std::string FindingsText::number(double value) const
{
    std::string text = rough(value);
    std::replace(text.begin(), text.end(), '.', comma_ ? ',' : '.');
    return text;
}

std::string FindingsText::bounded(const Bounded& b) const
{
    std::string text = digits(b.value, b.low, b.high);
    if (!std::isnan(b.low)) {
        text += " [" + digits(b.low, b.low, b.high) + (comma_ ? "; " : ", ") + digits(b.high, b.low, b.high) + "]";
    }
    if (comma_) {
        std::replace(text.begin(), text.end(), '.', ',');
    }
    return text;
}

std::string FindingsText::percent(double share) const
{
    return std::to_string(std::lround(100.0 * share)) + (comma_ ? " %" : "%");
}

sim::Message FindingsText::unit(double threshold) const
{
    constexpr double exact = std::numeric_limits<double>::quiet_NaN();
    if (threshold > 0.0) {
        return phrase("say.in-ron", "RON, at {threshold} RON for a true case averted",
                      {{"threshold", digits(threshold, exact, exact)}});
    }
    return data_.internal ? phrase("say.in-percent", "percent of the baseline's true cases")
                          : phrase("say.in-cases", "true cases averted in the whole run");
}

void FindingsText::data() const
{
    say(phrase("say.data-set",
               "Points: {points}; replicates of each: {replicates}; strategies beside {baseline}: {strategies}.",
               {{"points", data_.points()},
                {"replicates", data_.replicates()},
                {"strategies", data_.strategies.size() - 1},
                {"baseline", data_.strategies.front()}}));
    if (data_.stratum != "all") {
        say(phrase("say.of-stratum", "Of {stratum} alone.", {{"stratum", data_.stratum}}));
    }
    if (data_.left_out > 0) {
        say(phrase("say.left-out", "Points left out, since something of them is missing: {points}.",
                   {{"points", data_.left_out}}));
    }
    if (data_.left_out > 0 && data_.together > 1) {
        const std::size_t left = data_.points() / data_.together;
        say(phrase("say.blocks-left",
                   "Base points or trajectories that are whole, of which alone this is told: {left} of {all}.",
                   {{"left", left}, {"all", left + data_.left_out / data_.together}}));
    }
    if (data_.replicates_left_out > 0) {
        say(phrase("say.replicates-left-out", "Replicates left out, since too few points have them: {replicates}.",
                   {{"replicates", data_.replicates_left_out}}));
    }
    if (data_.results_missing > 0) {
        say(phrase(
            "say.part-of-sweep",
            "A part of a sweep: {missing} of {all} results are missing, not made or put aside after they failed. "
            "What fails may lie together, and what is told here is not of it.",
            {{"missing", data_.results_missing}, {"all", data_.results}}));
    }
    if (data_.runs_left_out > 0) {
        say(phrase("say.runs-left-out", "Runs left out, so that each draw has as many: {runs}.",
                   {{"runs", data_.runs_left_out}}));
    }
    if (!data_.unheld.empty()) {
        say(phrase("say.unheld",
                   "Read as it stands, and not as veghe sweep merge is known to have written it: {tables}.",
                   {{"tables", joined(data_.unheld)}}));
    }
    if (data_.internal) {
        say(phrase("say.internal-percent", "Fewer than three counties: true cases are given in percent of the baseline "
                                           "only, without a level and without a cost per case."));
    }
}

void FindingsText::tell(const Sensitivity& found, std::size_t strategy) const
{
    const std::string& name = data_.strategies[strategy];
    const sim::Message what = data_.quantity == Quantity::level ? counted(name) : changed(name);
    const bool screening = found.method == Method::screening;
    if (found.method == Method::shares) {
        say(phrase("say.shares", "{what} hangs on (share of the variance, total, then alone):", {{"what", what}}));
    } else if (screening) {
        say(phrase("say.screening",
                   "{what} hangs on (mean absolute effect across the prior, then with its sign):", {{"what", what}}));
    } else {
        say(phrase("say.curves",
                   "{what} hangs on (share of the variance that a curve of the parameter has):", {{"what", what}}));
    }
    doubt(found);
    const bool hidden = found.judged != Judged::yes && !screening;
    const auto told = hidden ? 0 : std::min(found.by_weight.size(), most_told);
    for (std::size_t k = 0; k < told; ++k) {
        const std::string& parameter = data_.parameters[found.by_weight[k]];
        const Finding* const whole = find(found, parameter, screening ? "absolute_effect" : "total");
        const Finding* const own = find(found, parameter, screening ? "mean_effect" : "first");
        out_ << "  " << parameter << "  " << (whole == nullptr ? "" : bounded(whole->value) + "  ")
             << (own == nullptr ? "" : bounded(own->value)) << '\n';
    }
    if (found.method == Method::shares && !hidden &&
        std::any_of(found.findings.begin(), found.findings.end(), beyond)) {
        say(phrase("say.shares-beyond", "A share below 0 or above 1 is the error of its estimate: points are few."));
    }
    if (found.method == Method::curves && !hidden) {
        const auto above = std::count_if(found.findings.begin(), found.findings.end(),
                                         [](const Finding& f) { return f.value.low > 0.0; });
        beyond_chance(static_cast<std::size_t>(above), found.findings.size());
    }
    if (const Finding* const luck = find(found, "", "luck"); luck != nullptr && !std::isnan(luck->value.value)) {
        say(phrase("say.share-of-luck",
                   "Luck has {share} of the variance of a single run; it is in none of the shares.",
                   {{"share", bounded(luck->value)}}));
    }
}

sim::Message FindingsText::counted(const std::string& strategy) const
{
    if (data_.measure == "cost") {
        return phrase("say.costs-in-all", "What {name} costs in all", {{"name", strategy}});
    }
    if (!data_.measure.starts_with("cases")) {
        return phrase("say.level", "The level of {measure} with {name}",
                      {{"measure", data_.measure}, {"name", strategy}});
    }
    return data_.ledger == "true"
               ? phrase("say.true-cases", "The number of true cases with {name}", {{"name", strategy}})
               : phrase("say.registered-cases", "The number of registered cases with {name}", {{"name", strategy}});
}

sim::Message FindingsText::changed(const std::string& strategy) const
{
    if (data_.measure == "cost") {
        return phrase("say.costs", "What {name} costs beyond the baseline", {{"name", strategy}});
    }
    if (!data_.measure.starts_with("cases")) {
        return phrase("say.takes-away", "How many fewer there are of {measure} with {name}",
                      {{"measure", data_.measure}, {"name", strategy}});
    }
    return data_.ledger == "true"
               ? phrase("say.averts", "What {name} averts", {{"name", strategy}})
               : phrase("say.registers-fewer", "How many fewer are registered with {name}", {{"name", strategy}});
}

void FindingsText::doubt(const Sensitivity& found) const
{
    if (found.judged == Judged::nothing_varies) {
        say(phrase("say.nothing-varies", "It is the same in every run: it hangs on no parameter, nor on luck."));
    } else if (found.judged == Judged::luck_hides_it) {
        say(phrase("say.shares-not-judged", "Too few runs to judge: luck hides which share goes through which "
                                            "parameter. More replicates of each point, or more points, would tell."));
    }
    double luck = 0.0;
    for (const Finding& finding : found.findings) {
        luck = finding.index == "effect_of_luck" ? std::max(luck, finding.value.value) : luck; // NaN: not known
    }
    if (luck > 0.0) {
        say(phrase("say.effect-of-luck",
                   "Luck alone gives a parameter without effect a mean absolute effect of {luck}.",
                   {{"luck", number(luck)}}));
    }
}

void FindingsText::beyond_chance(std::size_t above, std::size_t all) const
{
    constexpr double one_side = 0.05; // of intervals of 90 %
    say(phrase("say.beyond-chance",
               "{above} of {all} parameters have an interval above 0; about {chance} would by chance alone.",
               {{"above", above}, {"all", all}, {"chance", std::lround(one_side * static_cast<double>(all))}}));
}

void FindingsText::worth(const Worth& found) const
{
    const Measurement& m = found.measurement;
    out_ << "  " << found.parameter << "  " << bounded(at_least_nothing(m.worth)) << "  " << percent(m.changes.value);
    for (const Turn& turn : m.turns) {
        out_ << "  " << data_.strategies[turn.below] << " | " << number(turn.value) << " | "
             << data_.strategies[turn.above];
    }
    out_ << '\n';
}

void FindingsText::tell(const std::optional<Information>& found, double threshold) const
{
    if (!found) {
        say(phrase("say.no-information",
                   "What a measurement would be worth is not told: trajectories are no sample of what is "
                   "believed of the parameters, and a curve needs {least} points.",
                   {{"least", least_points}}));
        return;
    }
    say(phrase(
        "say.worth",
        "What measuring a parameter would be worth to who chooses [{unit}]; how often it would change the choice:",
        {{"unit", unit(threshold)}}));
    const auto told = std::min(found->parameters.size(), most_told);
    std::for_each(found->parameters.begin(), found->parameters.begin() + static_cast<std::ptrdiff_t>(told),
                  [&](const Worth& one) { worth(one); });
    const auto above = std::count_if(found->parameters.begin(), found->parameters.end(),
                                     [](const auto& p) { return p.measurement.worth.low > 0.0; });
    beyond_chance(static_cast<std::size_t>(above), found->parameters.size());
    if (!found->groups.empty()) {
        say(phrase("say.worth-together", "Measured together:"));
        const auto groups = std::min(found->groups.size(), most_groups);
        std::for_each(found->groups.begin(), found->groups.begin() + static_cast<std::ptrdiff_t>(groups),
                      [&](const Worth& one) { worth(one); });
    }
    everything(*found);
}

void FindingsText::everything(const Information& found) const
{
    const Bounded most = at_least_nothing(found.all.at_most);
    if (std::isnan(found.all.at_least.value)) {
        say(phrase("say.worth-of-all-luck", "Knowing everything: at most {most}, luck included.",
                   {{"most", bounded(most)}}));
    } else {
        say(phrase("say.worth-of-all", "Knowing everything but luck: at least {least}, at most {most}.",
                   {{"least", bounded(at_least_nothing(found.all.at_least))}, {"most", bounded(most)}}));
    }
    const auto above = [&](const Worth& one) { return one.measurement.worth.value > most.value; };
    if (std::any_of(found.parameters.begin(), found.parameters.end(), above) ||
        std::any_of(found.groups.begin(), found.groups.end(), above)) {
        say(phrase("say.worth-unsettled", "A part seems to be worth more than the whole, which cannot be: points are "
                                          "too few to tell what these are worth."));
    }
}

void FindingsText::order(const RankingFindings& found) const
{
    if (found.first) {
        say(phrase("say.first", "First: {name}, better than each other in more than 9 of 10 draws.",
                   {{"name", data_.strategies[*found.first]}}));
    } else {
        say(phrase("say.no-first",
                   "No strategy is better than each other in more than 9 of 10 draws, or there are too few "
                   "draws to say so: not distinguishable."));
    }
}

void FindingsText::regret(const RegretOverStates& found) const
{
    say(phrase(
        "say.regret",
        "Forgone against the best, over thirds of the hidden multiplier (mean; greatest, at which multiplier):"));
    for (std::size_t s = 0; s < data_.strategies.size(); ++s) {
        const Regret& regret = found.options[s];
        const State& at = found.states[regret.greatest_at];
        out_ << "  " << data_.strategies[s] << "  " << bounded(regret.mean) << "; " << bounded(regret.greatest);
        if (regret.greatest.value > 0.0) {
            out_ << " (" << number(at.low) << " - " << number(at.high) << ")";
        }
        out_ << '\n';
    }
    say(phrase("say.minimax",
               "Least regretted where it is regretted most: {name}; that stays so in {share} of bootstrap draws.",
               {{"name", data_.strategies[found.least_greatest]}, {"share", percent(found.least_greatest_holds)}}));
}

void FindingsText::withheld(Withheld why) const
{
    if (why == Withheld::no_multiplier) {
        say(phrase("say.no-multiplier", "Nothing on what is forgone over thirds of the hidden multiplier: it does not "
                                        "vary over these points."));
    } else if (why == Withheld::few_draws) {
        say(phrase("say.regret-few-draws",
                   "What is forgone over thirds of the hidden multiplier is not told: a third has fewer than {least} "
                   "draws.",
                   {{"least", fewest_of_third}}));
    } else if (why == Withheld::few_cases) {
        say(phrase("say.regret-few-cases", "What is forgone over thirds of the hidden multiplier is kept back: a third "
                                           "has one to four cases in some strategy."));
    }
}

void FindingsText::tell(const RankingFindings& found, double threshold) const
{
    say(found.draws_are_runs
            ? phrase("say.draws-are-runs",
                     "A draw is a run: runs differ by luck, and by the hidden multiplier where it is drawn for each; "
                     "nothing is said of what else is not known.")
            : phrase("say.draws-are-points", "A draw is a point, the mean of its replicates."));
    say(phrase("say.standings", "Probability of being best, mean rank, mean [{unit}]:", {{"unit", unit(threshold)}}));
    for (std::size_t s = 0; s < data_.strategies.size(); ++s) {
        const Standing& standing = found.standings[s];
        out_ << "  " << data_.strategies[s] << "  " << bounded(standing.best) << "  " << bounded(standing.rank) << "  "
             << bounded(standing.mean) << '\n';
    }
    order(found);
    if (found.regret) {
        regret(*found.regret);
    }
    withheld(found.regret_withheld);
    if (!found.frontier.empty()) {
        if (data_.stratum != "all") {
            say(phrase("say.costs-of-everybody", "Costs are everybody's: they know no stratum."));
        }
        say(phrase("say.efficient", "Efficient, from the cheapest on (RON per further true case averted):"));
        for (const Efficient& e : found.frontier) {
            out_ << "  " << data_.strategies[e.option] << (e.ratio > 0.0 ? "  " + number(std::round(e.ratio)) : "")
                 << '\n';
        }
    }
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace cli
