#include "analysis/report/findings.hpp"

#include "analysis/numbers.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/split.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace analysis {

namespace {

/// The difference in true cases that may be spoken of: cases a year, or percent where cases are kept back.
struct Effect {
    const StrategyResult* strategy;
    Estimate value;
    Verdict verdict;
};

std::vector<Effect> effects(const Disclosed& disclosed)
{
    std::vector<Effect> result;
    for (const StrategyResult& strategy : disclosed.comparison().strategies) {
        const Contrast* truth = find(strategy.contrasts, Ledger::true_cases, {"all", ""});
        if (truth != nullptr) {
            const Estimate& value = disclosed.true_levels() ? truth->difference_per_year : truth->difference_percent;
            result.push_back({&strategy, value, verdict(value)});
        }
    }
    return result;
}

std::vector<std::string> titles(const Text& text, const std::vector<Effect>& effects, Verdict said)
{
    std::vector<std::string> result;
    for (const Effect& effect : effects) {
        if (effect.verdict == said) {
            result.push_back(text("answer.title", {{"title", effect.strategy->title}}));
        }
    }
    return result;
}

std::string size(const Text& text, const Disclosed& disclosed, const Effect& effect)
{
    return disclosed.true_levels() ? change(text, effect.value) : percent_change(text, effect.value);
}

std::string size_range(const Text& text, const Disclosed& disclosed, const Effect& effect)
{
    return disclosed.true_levels() ? change_range(text, effect.value) : percent_range(text, effect.value);
}

/// Whether the runs agree that one strategy leaves fewer true cases than another.
bool ahead(const Comparison& comparison, const std::string& one, const std::string& other)
{
    return std::any_of(comparison.rankings.begin(), comparison.rankings.end(), [&](const Ranking& pair) {
        const Verdict said = verdict(pair.true_difference_per_year);
        return (pair.first == one && pair.second == other && said == Verdict::fewer) ||
               (pair.first == other && pair.second == one && said == Verdict::more);
    });
}

/// The clause on order among strategies that leave fewer cases: one ahead of each of the others, or none.
std::string order_clause(const Text& text, const Disclosed& disclosed, const std::vector<const StrategyResult*>& fewer)
{
    const Comparison& comparison = disclosed.comparison();
    for (const StrategyResult* one : fewer) {
        const bool first = std::all_of(fewer.begin(), fewer.end(), [&](const StrategyResult* other) {
            return one == other || ahead(comparison, one->name, other->name);
        });
        if (first) {
            return text("answer.ahead", {{"title", one->title}});
        }
    }
    return text("answer.no_order");
}

std::string fewer_clause(const Text& text, const Disclosed& disclosed, const std::vector<Effect>& all)
{
    const char* item = disclosed.true_levels() ? "answer.item" : "answer.item_percent";
    std::vector<std::string> items;
    std::vector<const StrategyResult*> fewer;
    for (const Effect& effect : all) {
        if (effect.verdict == Verdict::fewer) {
            items.push_back(text(item, {{"title", effect.strategy->title},
                                        {"change", size(text, disclosed, effect)},
                                        {"range", size_range(text, disclosed, effect)}}));
            fewer.push_back(effect.strategy);
        }
    }
    if (items.size() == 1) {
        return text("answer.fewer_one", {{"item", items.front()}});
    }
    return text("answer.fewer_many", {{"n", before_noun(text, text.count(items.size()))}, {"list", text.join(items)}}) +
           order_clause(text, disclosed, fewer);
}

/// " About 40 runs would do.", where the runs tell.
std::string enough(const Text& text, const Disclosed& disclosed)
{
    const int runs = few_runs(disclosed.comparison()).would_do;
    return runs > 0 ? " " + text("answer.would_do", {{"runs", before_noun(text, number(runs, 0, text.numbers()))}})
                    : "";
}

/// "8 runs are too few", "One run is too few".
std::string too_few(const Text& text, int runs)
{
    return runs == 1 ? text("answer.too_few_single")
                     : text("answer.too_few", {{"runs", before_noun(text, std::to_string(runs))}});
}

std::string finding_sentence(const Text& text, const Disclosed& disclosed)
{
    const auto all = effects(disclosed);
    const auto fewer = titles(text, all, Verdict::fewer);
    const auto more = titles(text, all, Verdict::more);
    const auto unjudged = titles(text, all, Verdict::too_few_runs);
    auto level = titles(text, all, Verdict::not_distinguishable);
    const auto unchanged = titles(text, all, Verdict::unchanged);
    level.insert(level.end(), unchanged.begin(), unchanged.end());
    if (fewer.empty() && more.empty()) {
        if (!unjudged.empty()) {
            return text(all.size() == 1 ? "answer.few_runs_one" : "answer.few_runs",
                        {{"too_few", too_few(text, disclosed.comparison().replicates)}}) +
                   enough(text, disclosed);
        }
        return all.size() == 1 ? text("answer.none_one")
                               : text("answer.none", {{"n", before_noun(text, text.count(all.size()))}});
    }
    std::string sentence =
        fewer.empty() ? text("answer.more_first", {{"list", text.join(more)}}) : fewer_clause(text, disclosed, all);
    if (!fewer.empty() && !more.empty()) {
        sentence += text("answer.more", {{"list", text.join(more)}});
    }
    if (!level.empty()) {
        sentence += text("answer.rest", {{"list", text.join(level)}});
    }
    if (!unjudged.empty()) {
        sentence += text("answer.rest_few", {{"list", text.join(unjudged)}});
    }
    return sentence + "." + (unjudged.empty() ? "" : enough(text, disclosed));
}

/// Which way the register misleads, and which of the ledgers is known to move: "too_bad_both", "too_good_register".
std::string way_of(const BothVerdicts& said)
{
    const Appearance looks = appearance(said);
    if (looks == Appearance::as_it_is) {
        return {};
    }
    const auto moves = [](Verdict one) { return one == Verdict::fewer || one == Verdict::more; };
    return std::string(looks == Appearance::too_bad ? "too_bad" : "too_good") +
           (moves(said.truth) && moves(said.registered) ? "_both"
            : moves(said.truth)                         ? "_truth"
                                                        : "_register");
}

} // namespace

EvidenceShare evidence_share(const std::vector<Assumption>& assumptions)
{
    EvidenceShare share;
    share.all = assumptions.size();
    for (const char grade : {'A', 'B', 'C', 'D', 'E'}) {
        const auto count = std::count_if(assumptions.begin(), assumptions.end(),
                                         [grade](const Assumption& a) { return a.grade == grade; });
        share.by_grade.emplace_back(grade, static_cast<std::size_t>(count));
    }
    for (const Assumption& assumption : assumptions) {
        share.guesses += assumption.grade == 'E' ? 1 : 0;
        share.expert += assumption.grade == 'D' ? 1 : 0;
        share.fitted += assumption.origin == Origin::fitted ? 1 : 0;
    }
    return share;
}

std::string evidence_text(const Text& text, const EvidenceShare& share)
{
    const auto percent = [&](std::size_t count) {
        return number(share.all == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(share.all), 0,
                      text.numbers());
    };
    const auto whole = [&](std::size_t count) { return number(static_cast<double>(count), 0, text.numbers()); };
    const std::string fitted =
        share.fitted > 0 ? " " + text("banner.fitted", {{"n", std::to_string(share.fitted)}}) : "";
    return text("banner.share", {{"guesses", whole(share.guesses)},
                                 {"all", before_noun(text, whole(share.all))},
                                 {"percent", percent(share.guesses)},
                                 {"expert", before_noun(text, whole(share.expert))}}) +
           fitted;
}

std::vector<std::string> fit_notes(const Text& text, const FittedTo& fit)
{
    std::vector<std::string> notes;
    if (!fit.note.empty()) {
        notes.push_back(fit.note);
    }
    if (fit.people > 0 && fit.people_simulated > 0) {
        constexpr int decimals = 3;
        const auto people = static_cast<double>(fit.people);
        const auto simulated = static_cast<double>(fit.people_simulated);
        notes.push_back(
            text("banner.people_scaled", {{"people", number(people, 0, text.numbers())},
                                          {"simulated", number(simulated, 0, text.numbers())},
                                          {"factor", number(people / simulated, decimals, text.numbers())}}));
    }
    return notes;
}

std::vector<std::string> register_gaps(const std::vector<Assumption>& assumptions)
{
    std::vector<std::string> gaps;
    for (const Assumption& a : assumptions) {
        const std::string name = a.name.empty() ? "(no name)" : a.name;
        for (const auto& [field, filled] : {std::pair{"name", !a.name.empty()},
                                            {"unit", !a.unit.empty()},
                                            {"source", !a.source.empty()},
                                            {"sentence", !a.doc.empty()},
                                            {"grade from A to E", a.grade >= 'A' && a.grade <= 'E'},
                                            {"value inside its range", a.low <= a.value && a.value <= a.high}}) {
            if (!filled) {
                gaps.push_back(name + ": no " + field);
            }
        }
    }
    return gaps;
}

std::vector<std::string> answer(const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    const EvidenceShare share = evidence_share(comparison.assumptions);
    const auto weak = static_cast<double>(share.guesses + share.expert);
    const double percent = share.all == 0 ? 0.0 : 100.0 * weak / static_cast<double>(share.all);
    const auto all = effects(disclosed);
    const bool found = std::any_of(all.begin(), all.end(), [](const Effect& effect) {
        return effect.verdict == Verdict::fewer || effect.verdict == Verdict::more;
    });
    const char* const calibrated = found ? "answer.caution_calibrated" : "answer.caution_calibrated_none";
    const char* const uncalibrated = found ? "answer.caution_uncalibrated" : "answer.caution_uncalibrated_none";
    const char* const caution = comparison.calibrated ? calibrated : uncalibrated; // no finding, no direction
    return {finding_sentence(text, disclosed), text(caution, {{"percent", number(percent, 0, text.numbers())}})};
}

std::vector<Box> register_boxes(const Text& text, const Comparison& comparison)
{
    std::map<std::string, std::map<BothVerdicts, std::vector<std::string>>> titles;
    for (const StrategyResult& strategy : comparison.strategies) {
        const BothVerdicts said = verdicts(strategy);
        titles[way_of(said)][said].push_back(text("answer.title", {{"title", strategy.title}}));
    }
    titles.erase("");
    std::vector<Box> boxes;
    for (const auto& [way, by_verdicts] : titles) {
        std::string body;
        for (const auto& [said, list] : by_verdicts) {
            body += text("warning.moves",
                         {{"list", text.join(list)},
                          {"registered", text("warning.registered_" + std::string(word_of(said.registered)))},
                          {"truth", text("warning.true_" + std::string(word_of(said.truth)))}}) +
                    " ";
        }
        boxes.push_back({text("warning." + way + "_title"), body + text("warning." + way)});
    }
    return boxes;
}

std::vector<std::string> limits(const Text& text, const Comparison& comparison)
{
    std::vector<std::string> simulated;
    std::vector<std::string> absent;
    for (const auto& [name, runs] : comparison.pathways) {
        (runs ? simulated : absent).push_back(text.label("pathway", name));
    }
    std::string pathways =
        simulated.empty() ? text("limits.no_pathway") : text("limits.pathways", {{"list", text.join(simulated)}});
    if (!absent.empty()) {
        pathways += " " + text("limits.absent_pathways", {{"list", text.join(absent)}});
    }
    std::vector<std::string> all = text.list("limits.standard");
    all.push_back(what_ranges_hold(text, comparison.runs_differ_in));
    all.push_back(std::move(pathways));
    return all;
}

} // namespace analysis
