#include "analysis/report/page.hpp"

#include "analysis/escape.hpp"
#include "analysis/explain/words.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/findings.hpp"
#include "analysis/report/phrases.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace analysis {

Words words_of(const Text& text)
{
    return Words(text("language") == "ro" ? Language::romanian : Language::english);
}

std::string day(const Text& text, const std::string& date)
{
    const auto parsed = sim::parse_date(date);
    return parsed ? words_of(text).date(*parsed) : date;
}

namespace {

const char* verdict_class(Verdict said)
{
    return said == Verdict::fewer || said == Verdict::more ? "firm" : "open";
}

std::string whole(const Text& text, std::int64_t value)
{
    return number(static_cast<double>(value), 0, text.numbers());
}

} // namespace

std::string intervention_name(const Text& text, const Words& words, const std::string& name)
{
    return words.declared("kind." + name + ".name", text.label("resource", name));
}

std::string resource_name(const Text& text, const Words& words, const std::string& name)
{
    const std::size_t colon = name.rfind(": ");
    const std::string resource = colon == std::string::npos ? name.substr(name.find('.') + 1) : name.substr(colon + 2);
    const std::string said =
        words.has("uses." + resource) ? words.several("uses." + resource) : text.label("resource", resource);
    return colon == std::string::npos ? said : intervention_name(text, words, name.substr(0, colon)) + ": " + said;
}

std::string plain(const Text& text, double value)
{
    // The shortest fixed form says how many decimals the value was written with.
    std::array<char, 400> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto point = digits.find('.');
    return number(value, point == std::string_view::npos ? 0 : static_cast<int>(digits.size() - point - 1),
                  text.numbers());
}

namespace {

std::string runs_text(const Text& text, const Comparison& comparison)
{
    const std::string n = std::to_string(comparison.replicates);
    const int draws = comparison.runs_differ_in.draws;
    return draws > 1 ? text("page.runs_value_drawn", {{"n", n}, {"draws", before_noun(text, std::to_string(draws))}})
                     : text("page.runs_value", {{"n", n}});
}

std::string range_text(const Text& text, const Comparison& comparison)
{
    const std::string n = before_noun(text, std::to_string(comparison.replicates));
    const int draws = comparison.runs_differ_in.draws;
    return draws > 1 ? text("reading.range_drawn", {{"n", n}, {"draws", before_noun(text, std::to_string(draws))}})
                     : text("reading.range", {{"n", n}});
}

std::string posterior_text(const Text& text, const Provenance& provenance)
{
    return provenance.posterior.empty()
               ? ""
               : text("provenance.posterior_value",
                      {{"file", provenance.posterior}, {"draws", before_noun(text, provenance.posterior_draws)}});
}

} // namespace

Terms frame_terms(const Text& text, const Comparison& comparison)
{
    const std::string persons = whole(text, comparison.persons);
    const double rounded = std::round(comparison.years * 10.0) / 10.0;
    const std::string years = words_of(text).counted(rounded, "unit.year", plain(text, rounded));
    return {{text("page.area"), comparison.area.empty() ? text("page.country") : text.join(comparison.area)},
            {text("page.people"),
             comparison.children > 0
                 ? text("page.people_value", {{"persons", persons}, {"children", whole(text, comparison.children)}})
                 : text("page.people_only", {{"persons", persons}})},
            {text("page.period"),
             text("page.period_value",
                  {{"start", day(text, comparison.start)}, {"end", day(text, comparison.end)}, {"years", years}})},
            {text("page.runs"), runs_text(text, comparison)}};
}

Terms reading_terms(const Text& text, const Comparison& comparison)
{
    double ratio = 0.0;
    for (const StrategyResult& strategy : comparison.strategies) {
        const Contrast* truth = find(strategy.contrasts, Ledger::true_cases, {"all", ""});
        if (truth != nullptr && std::isfinite(truth->variance_ratio)) {
            ratio = ratio == 0.0 ? truth->variance_ratio : std::min(ratio, truth->variance_ratio);
        }
    }
    constexpr double worth_saying = 1.5;
    const std::string paired =
        ratio >= worth_saying
            ? text("reading.paired",
                   {{"ratio", before_noun(text, number(ratio, ratio < 10.0 ? 1 : 0, text.numbers()))}})
            : text("reading.paired_plain");
    constexpr int few = 20; // less than one run beyond either end
    std::string range = range_text(text, comparison);
    range += comparison.replicates < few ? " " + text("reading.range_few") : "";
    return {{text("reading.true_term"), text("reading.true")},
            {text("reading.registered_term"), text("reading.registered")},
            {text("reading.range_term"), range},
            {text("reading.paired_term"), paired},
            {text("reading.words_term"), text("reading.words")}};
}

Terms provenance_terms(const Text& text, const Provenance& provenance)
{
    Terms terms{{text("provenance.version"), provenance.version},
                {text("provenance.commit"), provenance.commit},
                {text("provenance.build"), provenance.compiler + " " + provenance.flags + " " + provenance.built},
                {text("provenance.command"), provenance.command},
                {text("provenance.seed"), provenance.seed},
                {text("provenance.replicates"), provenance.replicates},
                {text("provenance.started"), provenance.started},
                {text("provenance.seconds"), provenance.wall_seconds.empty()
                                                 ? ""
                                                 : text("provenance.seconds_value", {{"n", provenance.wall_seconds}})},
                {text("provenance.machine"), provenance.machine},
                {text("provenance.posterior"), posterior_text(text, provenance)},
                {text("provenance.posterior_digest"), provenance.posterior_digest}};
    std::erase_if(terms, [](const auto& term) { return term.second.find_first_not_of(' ') == std::string::npos; });
    return terms;
}

LedgerCard ledger_card(const Text& text, const StrategyResult& strategy, Ledger ledger, int runs)
{
    LedgerCard card;
    card.ledger = ledger == Ledger::true_cases ? "true" : "registered";
    card.name = text(ledger == Ledger::true_cases ? "key.true" : "key.registered");
    const Contrast* contrast = find(strategy.contrasts, ledger, {"all", ""});
    if (contrast == nullptr) {
        card.change = text("change.kept_back");
        return card;
    }
    const bool cases = shown(contrast->difference_per_year);
    const Estimate& value = published_difference(*contrast);
    const Verdict said = verdict(value);
    card.change = cases ? text("key.a_year", {{"change", change(text, value)}}) : percent_change(text, value);
    card.range = text("key.range", {{"range", cases ? change_range(text, value) : percent_range(text, value)}});
    if (cases && shown(contrast->difference_percent)) {
        const bool same = contrast->difference_percent.mean == 0.0;
        card.percent = text(same ? "key.percent_same" : "key.percent",
                            {{"change", percent_change(text, contrast->difference_percent)},
                             {"range", percent_range(text, contrast->difference_percent)}});
    }
    if (shown(contrast->difference_per_100k)) {
        card.per_100k = text("key.per_100k", {{"change", change(text, contrast->difference_per_100k)},
                                              {"range", change_range(text, contrast->difference_per_100k)}});
    }
    card.verdict = verdict_class(said);
    card.finding = finding(text, said);
    if (said != Verdict::kept_back && said != Verdict::unchanged) {
        const double chance = value.mean <= 0.0 ? value.probability_below_zero : value.probability_above_zero;
        card.runs = firm(value) ? text("key.in_runs", {{"chance", of_runs(text, chance, runs)}})
                                : runs_apart(text, value, runs);
    }
    return card;
}

std::vector<Money> money_of(const Text& text, const Disclosed& disclosed, const StrategyResult& strategy)
{
    const auto amount = [&](const std::string& term, const Estimate& value, const std::string& without) {
        if (!shown(value) || !std::isfinite(value.low) || !std::isfinite(value.high)) {
            return Money{term, without, ""};
        }
        const NumberText parts = number_text(value, text.numbers());
        const std::string range =
            value.low == value.high
                ? text("key.cost_same")
                : text("key.cost_range", {{"low", parts.low}, {"high", before_noun(text, parts.high + parts.scale)}});
        return Money{term, text("key.cost_value", {{"cost", before_noun(text, parts.mean + parts.scale)}}), range};
    };
    const Estimate& cost = strategy.cost_ron_per_year;
    if (strategy.resources.empty() && cost.mean == 0.0) {
        return {{text("key.cost"), text("key.cost_none"), ""}};
    }
    const Money a_year = amount(text("key.cost"), cost, text("change.kept_back"));
    if (cost.mean < 0.0) { // a ratio below zero says nothing: it is greater, the fewer cases are averted
        return {a_year, {text("key.per_case"), text("key.per_case_saves"), ""}};
    }
    return {a_year, amount(text("key.per_case"), strategy.cost_per_true_case_averted,
                           text(disclosed.true_levels() ? "key.per_case_none" : "key.per_case_hidden"))};
}

std::string evidence_bar(const Text& text, const std::vector<Assumption>& assumptions)
{
    const EvidenceShare share = evidence_share(assumptions);
    if (share.all == 0) {
        return "";
    }
    static const std::map<char, std::string> colours{
        {'A', "#17456b"}, {'B', "#46779e"}, {'C', "#a9c6dc"}, {'D', "#f3d9a4"}, {'E', "#e39a4f"}};
    std::string bar = "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" role=\"img\"><title>" +
                      html(text("banner.bar")) + "</title>";
    std::string key = "<ul class=\"bar-key\">";
    double at = 0.0;
    for (const auto& [grade, count] : share.by_grade) {
        const double width = 100.0 * static_cast<double>(count) / static_cast<double>(share.all);
        const std::string& colour = colours.at(grade);
        bar += "<rect x=\"" + json(at) + "\" y=\"0\" width=\"" + json(width) + "\" height=\"10\" fill=\"" + colour +
               "\"/>";
        key += "<li><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" "
               "fill=\"" +
               colour + "\"/></svg>" + grade + " " + std::to_string(count) + "</li>";
        at += width;
    }
    return bar + "</svg>" + key + "</ul>";
}

std::string resources_html(const Text& text, const Comparison& comparison)
{
    Table table{"",
                {text("cost.strategy"), text("cost.resource"), text("cost.use"), text("cost.unit_cost"),
                 text("cost.grade"), text("cost.source")},
                {}};
    const Words words = words_of(text);
    for (const StrategyResult& strategy : comparison.strategies) {
        for (const ResourceUse& use : strategy.resources) {
            const bool priced = use.unit_cost_ron != 0.0;
            table.rows.push_back({{strategy.title, "text"},
                                  {resource_name(text, words, use.name), "text"},
                                  {bought_once(use) ? once_text(text, use, comparison.years)
                                                    : with_interval(text, use.per_year, text.label("unit", use.unit)),
                                   "num"},
                                  {priced ? plain(text, use.unit_cost_ron) : "\u2013", "num"},
                                  {priced ? std::string(1, use.cost_grade) : "\u2013", "text"},
                                  {priced ? use.cost_source : text("cost.not_priced"), "text"}});
        }
    }
    return table.rows.empty() ? "" : table_html(table);
}

std::string orientation_html(const Text& text, const Comparison& comparison)
{
    Table table{"",
                {text("orientation.what"), text("orientation.simulated"), text("orientation.register"),
                 text("orientation.note")},
                {}};
    for (const Orientation& row : comparison.orientation) {
        const Estimate simulated{.mean = row.simulated_mean, .low = row.simulated_low, .high = row.simulated_high};
        const std::string& area = row.county.empty() ? text("page.country") : row.county;
        table.rows.push_back(
            {{text("orientation.children", {{"area", area}}), "text"},
             {with_interval(text, simulated), "registered"},
             {row.register_value, "register"},
             {text(row.county.empty() ? "orientation.note_country" : "orientation.note_county"), "text"}});
    }
    return table.rows.empty() ? "" : table_html(table);
}

} // namespace analysis
