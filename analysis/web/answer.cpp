#include "analysis/web/answer.hpp"

#include "analysis/report/findings.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/web/asked.hpp"
#include "analysis/web/json.hpp"
#include "analysis/web/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace analysis::web {
namespace {

/// What every part of an answer is made of.
struct Source {
    const Comparison& comparison;
    const StrategyResult& strategy;
    bool true_levels;
    const Text& report;
    const Text& server;
};

const Stratum whole{"all", ""};
constexpr std::array both_ledgers{Ledger::true_cases, Ledger::registered};

std::string ledger_name(Ledger ledger)
{
    return ledger == Ledger::true_cases ? "truth" : "registered";
}

Json estimate(const Estimate& value)
{
    if (!shown(value) || !std::isfinite(value.low) || !std::isfinite(value.high)) {
        return nullptr;
    }
    return {{"mean", value.mean}, {"low", value.low}, {"high", value.high}};
}

/// A difference in numbers and words: cases a year, or percent where cases are kept back.
Json change_of(const Source& source, const Contrast& contrast)
{
    const Estimate& value = published_difference(contrast);
    const bool cases = shown(contrast.difference_per_year);
    const bool hidden = !shown(value);
    Json change{{"unit", cases ? "cases_a_year" : "percent"}, {"hidden", hidden}, {"change", estimate(value)}};
    const std::string text = cases ? analysis::change(source.report, value) : percent_change(source.report, value);
    const bool counts = cases && !hidden && value.mean != 0.0; // "no change" has no time
    change["text"] = counts ? source.report("key.a_year", {{"change", text}}) : text;
    change["range"] = hidden ? "" : cases ? change_range(source.report, value) : percent_range(source.report, value);
    change["verdict"] = word_of(verdict(value));
    return change;
}

/// Of ten runs, how many are lower, higher, alike. \return null where nothing is published
Json in_ten(const Estimate& value)
{
    if (!shown(value)) {
        return nullptr;
    }
    constexpr int ten = 10;
    const int fewer = static_cast<int>(std::lround(value.probability_below_zero * ten));
    const int more = std::min(ten - fewer, static_cast<int>(std::lround(value.probability_above_zero * ten)));
    return {{"fewer", fewer}, {"more", more}, {"same", ten - fewer - more}};
}

/// What is found, in the words of the page, on which everything is held against today. \param report  what the report says of it
std::string finding_of(const Source& source, const Estimate& value, const std::string& report)
{
    const Verdict said = verdict(value);
    const bool moves = said == Verdict::fewer || said == Verdict::more;
    return moves ? source.server("finding." + std::string(word_of(said))) : report;
}

/// The answer in a sentence: of the measures that are tried together, which the report calls a strategy.
std::string sentence_of(const Source& source, const Json& truth)
{
    static constexpr std::array keys{std::pair{Verdict::fewer, "answer.fewer"}, std::pair{Verdict::more, "answer.more"},
                                     std::pair{Verdict::not_distinguishable, "answer.not_distinguishable"},
                                     std::pair{Verdict::unchanged, "answer.unchanged"},
                                     std::pair{Verdict::too_few_runs, "answer.too_few_runs"}};
    const std::string said = truth.value("verdict", "");
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const auto& one) { return word_of(one.first) == said; });
    return source.server(key == keys.end() ? "answer.kept_back" : key->second,
                         {{"change", truth.value("text", "")}, {"range", truth.value("range", "")}});
}

/// Which measures mean nobody in these counties; empty where each means somebody, or none is of those that count whom they mean.
std::string nobody(const Source& source, std::span<const model::InterventionSpec> measures)
{
    const Words words = words_of(source.report);
    std::vector<std::string> idle;
    for (const model::InterventionSpec& measure : measures) {
        bool counted = false;
        double meant = 0.0;
        for (const YearSpending& year : source.strategy.spending) {
            const bool of_it = year.intervention == measure.name && !year.audience.empty();
            counted = counted || of_it;
            meant += of_it ? year.meant : 0.0;
        }
        if (counted && meant == 0.0) {
            idle.push_back(kind_title(measure.kind, words));
        }
    }
    return idle.empty() ? std::string{} : source.server("answer.nobody", {{"list", words.joined(idle)}});
}

/// Pairs of runs that would do where these are too few; 0 where they are not, and where these do not tell.
int pairs_wanted(const Source& source, const Estimate& value)
{
    return verdict(value) == Verdict::too_few_runs ? runs_that_would_do(value, source.comparison.replicates) : 0;
}

Json ledger(const Source& source, Ledger which)
{
    const Contrast* const all = find(source.strategy.contrasts, which, whole);
    if (all == nullptr) {
        return {{"hidden", true}};
    }
    const LedgerCard card = ledger_card(source.report, source.strategy, which, source.comparison.replicates);
    const Estimate& value = published_difference(*all);
    Json part = change_of(source, *all);
    const bool level = which == Ledger::registered || source.true_levels;
    part["hidden_reason"] =
        shown(value) && level ? Json(nullptr) : Json(source.server(shown(value) ? "hidden.level" : "hidden.small"));
    part["baseline"] = estimate(all->baseline_per_year);
    part["strategy"] = estimate(all->strategy_per_year);
    part["percent"] = estimate(all->difference_percent);
    part["runs"] = card.runs;
    part["would_do"] = pairs_wanted(source, value);
    part["finding"] = finding_of(source, value, card.finding);
    part["in_ten"] = in_ten(value);
    return part;
}

/// How exact the change in true cases is, beside how far the runs lie apart.
Json monte_carlo(const Source& source)
{
    const Contrast* const all = find(source.strategy.contrasts, Ledger::true_cases, whole);
    if (all == nullptr || !shown(published_difference(*all))) {
        return nullptr;
    }
    const Estimate& value = published_difference(*all);
    const double interval = value.high - value.low;
    const int enough = pairs_wanted(source, value);
    const bool told = interval > 0.0 && std::isfinite(value.standard_error);
    const Text& text = source.report;
    const std::string sentence =
        enough > 0 ? text("answer.would_do", {{"runs", before_noun(text, number(enough, 0, text.numbers()))}}) : "";
    return {{"standard_error", std::isfinite(value.standard_error) ? Json(value.standard_error) : Json(nullptr)},
            {"interval", interval},
            {"share", told ? Json(judged_error(value) / interval) : Json(nullptr)},
            {"wanted", largest_error_share},
            {"enough", verdict(value) != Verdict::too_few_runs},
            {"text", sentence}};
}

Json cost(const Source& source, const Disclosed& disclosed)
{
    const auto money = money_of(source.report, disclosed, source.strategy);
    const auto line = [](const Money& one) {
        return Json{{"term", one.term}, {"text", one.value}, {"range", one.range}};
    };
    Json all = line(money.front());
    all["per_case"] = nullptr;
    if (money.size() > 1) {
        all["per_case"] = line(money[1]);
        all["per_case"]["hidden"] = estimate(source.strategy.cost_per_true_case_averted).is_null();
    }
    all["ron_a_year"] = estimate(source.strategy.cost_ron_per_year);
    all["buys"] = Json::array();
    const Words words = words_of(source.report);
    for (const ResourceUse& use : source.strategy.resources) {
        all["buys"].push_back({{"what", resource_name(source.report, words, use.name)},
                               {"amount", bought_once(use) ? once_text(source.report, use, source.comparison.years)
                                                           : with_interval(source.report, use.per_year,
                                                                           source.report.label("unit", use.unit))}});
    }
    return all;
}

std::string group_label(const Source& source, const Stratum& stratum)
{
    if (stratum.kind == "county") {
        const auto& all = source.comparison.geography;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const CountyName& c) { return c.code == stratum.value; });
        return found == all.end() ? stratum.value : found->name;
    }
    return source.report.label(stratum.kind, stratum.value);
}

Json group(const Source& source, const Stratum& stratum)
{
    Json one{{"kind", stratum.kind},
             {"kind_label", source.server("group." + stratum.kind)},
             {"id", stratum.value},
             {"label", group_label(source, stratum)}};
    for (const Ledger which : both_ledgers) {
        const Contrast* const contrast = find(source.strategy.contrasts, which, stratum);
        Json part{{"unit", "percent"}, {"hidden", true},
                  {"change", nullptr}, {"text", source.report("change.kept_back")},
                  {"range", ""},       {"verdict", word_of(Verdict::kept_back)}};
        if (contrast != nullptr) {
            part = change_of(source, *contrast);
        }
        const bool place = contrast == nullptr && which == Ledger::true_cases;
        const char* const reason = !place                         ? "hidden.small"
                                   : stratum.kind == "settlement" ? "hidden.settlement"
                                                                  : "hidden.place";
        part["hidden_reason"] = part["hidden"] ? Json(source.server(reason)) : Json(nullptr);
        one[ledger_name(which)] = std::move(part);
    }
    return one;
}

Json groups(const Source& source)
{
    Json all = Json::array();
    for (const char* const kind : {"sex", "age_band", "settlement", "care", "pathway", "region", "county"}) {
        std::vector<Stratum> members; // in the order of the table, each once
        for (const Contrast& contrast : source.strategy.contrasts) {
            if (contrast.stratum.kind == kind &&
                std::find(members.begin(), members.end(), contrast.stratum) == members.end()) {
                members.push_back(contrast.stratum);
            }
        }
        if (members.size() > 1) { // one alone is the whole
            for (const Stratum& member : members) {
                all.push_back(group(source, member));
            }
        }
    }
    return all;
}

Json by_year(const Source& source)
{
    std::set<std::string> years;
    for (const Contrast& contrast : source.strategy.contrasts) {
        if (contrast.stratum.kind == "year") {
            years.insert(contrast.stratum.value);
        }
    }
    Json rows = Json::array();
    for (const std::string& year : years) {
        Json row{{"year", year}};
        for (const Ledger which : both_ledgers) {
            const Contrast* const contrast = find(source.strategy.contrasts, which, {"year", year});
            const std::string name = ledger_name(which);
            row[name + "_baseline"] = contrast == nullptr ? Json(nullptr) : estimate(contrast->baseline_per_year);
            row[name + "_strategy"] = contrast == nullptr ? Json(nullptr) : estimate(contrast->strategy_per_year);
            row[name + "_change"] = contrast == nullptr ? Json(nullptr) : estimate(published_difference(*contrast));
        }
        rows.push_back(std::move(row));
    }
    return {{"hidden_reason", source.true_levels ? Json(nullptr) : Json(source.server("hidden.by_year"))},
            {"rows", std::move(rows)}};
}

Json weak(const Source& source)
{
    const EvidenceShare share = evidence_share(source.comparison.assumptions);
    const auto percent = [&](std::size_t count) {
        return share.all == 0 ? 0L : std::lround(100.0 * static_cast<double>(count) / static_cast<double>(share.all));
    };
    Json grades = Json::object();
    for (const auto& [grade, count] : share.by_grade) {
        grades[std::string(1, grade)] = count;
    }
    return {{"share_percent", percent(share.guesses)},
            {"weak_percent", percent(share.guesses + share.expert)},
            {"all", share.all},
            {"grades", std::move(grades)},
            {"text", evidence_text(source.report, share)}};
}

Json parted(const Source& source)
{
    const auto boxes = register_boxes(source.report, source.comparison);
    return boxes.empty() ? Json(nullptr) : Json{{"title", boxes.front().heading}, {"text", boxes.front().body}};
}

} // namespace

std::string answer_json(const Disclosed& shown_to_all, Language language, int of,
                        std::span<const model::InterventionSpec> measures)
{
    const Disclosed disclosed = language == Language::romanian ? in_romanian(shown_to_all) : shown_to_all;
    const Comparison& c = disclosed.comparison();
    const Source source{c, c.strategies.at(0), disclosed.true_levels(), report_text(language), server_text(language)};
    Json all{{"pairs", c.replicates}, {"of", of}, {"area", source.report.join(c.area)}, {"counties", c.counties}};
    all["start"] = c.start;
    all["end"] = c.end;
    all["years_run"] = std::round(c.years);
    all["title"] = source.strategy.title;
    all["truth"] = ledger(source, Ledger::true_cases);
    all["sentence"] = sentence_of(source, all["truth"]);
    all["nobody"] = nobody(source, measures);
    all["caution"] = analysis::answer(source.report, disclosed).at(1);
    all["registered"] = ledger(source, Ledger::registered);
    all["parted"] = parted(source);
    all["cost"] = cost(source, disclosed);
    all["groups"] = groups(source);
    all["by_year"] = by_year(source);
    all["monte_carlo"] = monte_carlo(source);
    all["weak"] = weak(source);
    all["cannot_say"] = limits(source.report, c);
    if (source.true_levels) {
        all["cannot_say"].push_back(source.server("hidden.overlapping"));
    }
    all["small_cells"] = source.server("hidden.cells");
    return all.dump();
}

} // namespace analysis::web
