#include "analysis/report/report.hpp"

#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/assumptions.hpp"
#include "analysis/report/basis.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/findings.hpp"
#include "analysis/report/page.hpp"
#include "analysis/report/page_data.hpp"
#include "analysis/report/phrases.hpp"
#include "analysis/report/resources.hpp"
#include "analysis/report/spec.hpp"
#include "analysis/report/split.hpp"
#include "analysis/summary.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"
#include "sim/sha256.hpp"

#include <kainjow/mustache.hpp>

#include <array>

namespace analysis {

namespace {

namespace mustache = kainjow::mustache;
using mustache::data;

/// Standard base 64, for the hash of the script in the content policy.
std::string base64(const std::array<std::uint8_t, 32>& bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t k = 0; k < bytes.size(); k += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - k);
        std::uint32_t word = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            word = (word << 8U) | (j < left ? bytes[k + j] : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= left ? digits[(word >> (18U - 6U * j)) & 63U] : '=';
        }
    }
    return out;
}

/// Runs the one script of the page and loads nothing from anywhere.
std::string policy(const std::string& script)
{
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; "
           "script-src 'sha256-" +
           base64(sim::Sha256().update(script).finish()) + "'";
}

data terms_data(const Terms& terms)
{
    data list{data::type::list};
    for (const auto& [term, value] : terms) {
        data entry;
        entry.set("term", term);
        entry.set("value", value);
        list << entry;
    }
    return list;
}

void set_unless_empty(data& object, const std::string& key, const std::string& value)
{
    if (!value.empty()) {
        object.set(key, value);
    }
}

data cards_data(const Text& text, const Disclosed& disclosed)
{
    constexpr std::size_t colours = 6;
    data list{data::type::list};
    std::size_t k = 0;
    for (const StrategyResult& strategy : disclosed.comparison().strategies) {
        data card;
        card.set("k", std::to_string(k++ % colours));
        card.set("title", strategy.title);
        card.set("description", strategy.description);
        data ledgers{data::type::list};
        for (const Ledger ledger : {Ledger::true_cases, Ledger::registered}) {
            const LedgerCard part = ledger_card(text, strategy, ledger, disclosed.comparison().replicates);
            data entry;
            for (const auto& [key, value] :
                 Terms{{"ledger", part.ledger},
                       {"name", part.name},
                       {"change", part.change},
                       {"range", part.range},
                       {"per_100k", part.per_100k},
                       {"percent", part.percent},
                       {"split", split_sentence(text, disclosed.comparison(), strategy.name, ledger)},
                       {"verdict", part.verdict},
                       {"finding", part.finding},
                       {"runs", part.runs}}) {
                set_unless_empty(entry, key, value);
            }
            ledgers << entry;
        }
        card.set("ledgers", ledgers);
        data money{data::type::list};
        for (const Money& amount : money_of(text, disclosed, strategy)) {
            data entry;
            entry.set("term", amount.term);
            entry.set("value", amount.value);
            set_unless_empty(entry, "range", amount.range);
            money << entry;
        }
        card.set("money", money);
        list << card;
    }
    return list;
}

data warnings_data(const Text& text, const Comparison& comparison)
{
    data list{data::type::list};
    const auto add = [&](const std::string& heading, const std::string& body) {
        data entry;
        entry.set("heading", heading);
        entry.set("body", body);
        list << entry;
    };
    for (const Box& box : register_boxes(text, comparison)) {
        add(box.heading, box.body);
    }
    for (const StrategyResult& strategy : comparison.strategies) {
        if (!strategy.changed_values.empty()) {
            add(strategy.title, text("warning.changed_values", {{"list", text.join(strategy.changed_values)}}));
        }
    }
    return list;
}

data digests_data(const Text& text, const Provenance& provenance)
{
    data list{data::type::list};
    const auto add = [&](const std::string& heading, const auto& digests) {
        data rows{data::type::list};
        for (const auto& [name, digest] : digests) {
            data row;
            row.set("name", name);
            row.set("digest", digest);
            rows << row;
        }
        data entry;
        entry.set("heading", heading);
        entry.set("rows", rows);
        if (!digests.empty()) {
            list << entry;
        }
    };
    add(text("provenance.results"), provenance.core_digests);
    add(text("provenance.data"), provenance.data_digests);
    return list;
}

data scenarios_data(const Text& text, const Provenance& provenance)
{
    data list{data::type::list};
    for (const auto& [name, toml] : provenance.scenarios) {
        data entry;
        entry.set("heading", text("provenance.scenario", {{"name", name}}));
        entry.set("body", toml);
        list << entry;
    }
    return list;
}

/// A member of the map file's header, which is plain text without escapes.
std::string map_member(const std::string& key)
{
    const std::string_view map = resources::map_romania_counties_json;
    const std::string mark = "\"" + key + "\":\"";
    const auto begin = map.find(mark);
    if (begin == std::string_view::npos) {
        throw sim::ContractError("the county map has no " + key);
    }
    const auto from = begin + mark.size();
    return std::string(map.substr(from, map.find('"', from) - from));
}

void set_banner(data& page, const Text& text, const Comparison& comparison)
{
    const char* state = comparison.calibrated ? "banner.calibrated" : "banner.uncalibrated";
    page.set("banner_title", text(state + std::string("_title")));
    page.set("banner_text", text(state));
    page.set("fit_notes", strings_data(fit_notes(text, comparison.fitted_to)));
    page.set("share", evidence_text(text, evidence_share(comparison.assumptions)));
    page.set("evidence_bar", evidence_bar(text, comparison.assumptions));
}

/// Places every figure on the page and returns what the script draws, as JSON.
std::string set_figures(data& page, const Text& text, const Disclosed& disclosed)
{
    std::vector<Figure> figures{difference_figure(text, disclosed), time_figure(text, disclosed),
                                map_figure(text, disclosed), cost_figure(text, disclosed),
                                sensitivity_figure(text, disclosed)};
    for (const char* kind : {"pathway", "sex", "age_band", "settlement", "care", "year", "region"}) {
        figures.push_back(group_figure(text, disclosed, kind));
    }
    spec::Members specs;
    for (const Figure& figure : figures) {
        page.set("figure_" + figure.id, figure_html(text, figure));
        if (!figure.table.rows.empty() && !figure.spec.empty()) {
            specs.emplace_back(figure.id, figure.spec);
        }
    }
    page.set("has_time", !figures[1].table.rows.empty());
    std::vector<std::string> titles;
    for (const StrategyResult& strategy : disclosed.comparison().strategies) {
        titles.push_back(json(strategy.title));
    }
    const spec::Members words{{"kept_back", json(text("change.kept_back"))},
                              {"scales", json(text("difference.scales"))},
                              {"thousands", json(text.numbers().thousands)},
                              {"decimal", json(text.numbers().decimal)}};
    return spec::object({{"strategies", spec::array(titles)},
                         {"text", spec::object(words)},
                         {"figures", spec::object(specs)},
                         {"map", std::string(resources::map_romania_counties_json)}});
}

/// Which sentence says how the register beside the baseline and its fit go together.
const char* orientation_intro(const Comparison& comparison)
{
    if (!comparison.calibrated) {
        return "orientation.intro";
    }
    const bool all = years_fitted(comparison.fitted_to, register_years[0], register_years[1]) == YearsFitted::all;
    return all ? "orientation.intro_fitted" : "orientation.intro_partly";
}

std::string sensitivity_intro(const Text& text, const Comparison& comparison)
{
    if (comparison.sensitivity.empty() && comparison.runs_differ_in.multiplier) {
        const int draws = comparison.runs_differ_in.draws;
        if (draws > 1 && draws < comparison.replicates) {
            return text("sensitivity.few_draws", {{"draws", before_noun(text, std::to_string(draws))}});
        }
        return text("sensitivity.few_runs", {{"n", before_noun(text, std::to_string(comparison.replicates))}});
    }
    return text(comparison.sensitivity.empty() ? "sensitivity.absent" : "sensitivity.intro");
}

void set_parts(data& page, const Text& text, const Disclosed& disclosed)
{
    const Comparison& comparison = disclosed.comparison();
    page.set("frame", terms_data(frame_terms(text, comparison)));
    page.set("answer", strings_data(answer(text, disclosed)));
    page.set("warnings", warnings_data(text, comparison));
    page.set("no_levels", !disclosed.true_levels());
    page.set("key_intro", text("key.intro", {{"ranges", what_ranges_hold(text, comparison.runs_differ_in)}}));
    page.set("cards", cards_data(text, disclosed));
    const std::string split = split_html(text, comparison);
    page.set("luck", split.empty() ? data{data::type::bool_false} : data{split});
    page.set("buys", buys_html(text, comparison));
    page.set("resources", resources_html(text, comparison));
    page.set("totals", totals_html(text, comparison));
    page.set("spending", spending_html(text, comparison));
    page.set("sensitivity_intro", sensitivity_intro(text, comparison));
    page.set("orientation_intro", text(orientation_intro(comparison)));
    const std::string basis = basis_html(text, disclosed);
    page.set("has_basis", !basis.empty());
    page.set("basis", basis);
    page.set("orientation", orientation_html(text, comparison));
    page.set("has_orientation", !comparison.orientation.empty());
    page.set("limits", strings_data(limits(text, comparison)));
    page.set("reading", terms_data(reading_terms(text, comparison)));
    page.set("assumptions", assumptions_data(text, comparison));
    page.set("fitted_note", evidence_share(comparison.assumptions).fitted > 0);
    page.set("assumptions_open",
             text("assumptions.open",
                  {{"n", before_noun(text,
                                     number(static_cast<double>(comparison.assumptions.size()), 0, text.numbers()))}}));
    page.set("provenance", terms_data(provenance_terms(text, comparison.provenance)));
    page.set("digests", digests_data(text, comparison.provenance));
    page.set("scenarios", scenarios_data(text, comparison.provenance));
    page.set("map_credit", map_credit(text));
}

/// The one script of the page.
std::string page_script()
{
    return std::string(resources::d3_min_js) + "\n" + std::string(resources::charts_js);
}

} // namespace

std::string map_credit(const Text& text)
{
    return text("map.attribution", {{"attribution", map_member("attribution")}, {"licence", map_member("licence")}});
}

std::string report_policy()
{
    return policy(page_script());
}

std::string render_report(const Disclosed& shown, const Text& text)
{
    const Disclosed disclosed = text("language") == "ro" ? in_romanian(shown) : shown;
    const Comparison& comparison = disclosed.comparison();
    data page;
    page.set("t", text_data(text));
    page.set("title", comparison.title);
    page.set("question", comparison.question.empty() ? text("page.question_default") : comparison.question);
    page.set("test_only", comparison.test_only);
    set_banner(page, text, comparison);
    set_parts(page, text, disclosed);
    page.set("data", set_figures(page, text, disclosed));
    const std::string script = page_script();
    page.set("style", std::string(resources::style_css));
    page.set("script", script);
    page.set("policy", policy(script));
    mustache::mustache frame{std::string(resources::page_html)};
    if (!frame.is_valid()) {
        throw sim::ContractError("report page: " + frame.error_message());
    }
    frame.set_custom_escape([](const std::string& raw) { return html(raw); });
    return frame.render(page);
}

void write_comparison(const Disclosed& disclosed, const std::filesystem::path& folder)
{
    sim::write_file(folder / comparison_files[0], render_report(disclosed, english()));
    sim::write_file(folder / comparison_files[1], render_report(disclosed, romanian()));
    sim::write_file(folder / comparison_files[2], summary_csv(disclosed));
}

} // namespace analysis
