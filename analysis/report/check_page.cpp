#include "analysis/report/check_page.hpp"

#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/check_charts.hpp"
#include "analysis/report/check_learned.hpp"
#include "analysis/report/check_went.hpp"
#include "analysis/report/check_words.hpp"
#include "analysis/report/figure.hpp"
#include "analysis/report/page_data.hpp"
#include "analysis/report/resources.hpp"
#include "sim/atomic_file.hpp"
#include "sim/error.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <cmath>

namespace analysis {

namespace {

namespace mustache = kainjow::mustache;
using calibration::CheckedFigure;
using calibration::FitCheck;
using calibration::Posterior;
using mustache::data;

std::string years_text(const Text& text, const calibration::Years& years)
{
    const std::string from = years.from ? std::to_string(*years.from) : "";
    const std::string until = years.until ? std::to_string(*years.until) : "";
    if (years.from && years.until) {
        return text("frame.years_between", {{"from", from}, {"until", until}});
    }
    return years.from    ? text("frame.years_from", {{"from", from}})
           : years.until ? text("frame.years_until", {{"until", until}})
                         : text("frame.years_all");
}

std::string people_text(const Text& text, const calibration::PeopleScale& people)
{
    constexpr int decimals = 3;
    return text("frame.people_scaled", {{"meant", number(static_cast<double>(people.meant), 0, text.numbers())},
                                        {"simulated", number(static_cast<double>(people.simulated), 0, text.numbers())},
                                        {"factor", number(people.factor(), decimals, text.numbers())}});
}

/// In the language of the page where the posterior has it.
const std::string& in_language(Language language, const std::string& english, const std::string& romanian)
{
    return language == Language::romanian && !romanian.empty() ? romanian : english;
}

data frame_data(const Text& text, const Posterior& posterior)
{
    constexpr std::size_t shown_digits = 16;
    data list{data::type::list};
    const auto add = [&](const std::string& key, const std::string& value) {
        data entry;
        entry.set("term", text("frame." + key));
        entry.set("value", value);
        list << entry;
    };
    add("years", years_text(text, posterior.years));
    add("draws", number(static_cast<double>(posterior.size()), 0, text.numbers()));
    if (posterior.people.meant > 0) {
        add("people", people_text(text, posterior.people));
    }
    add("checks", number(static_cast<double>(posterior.checks.size()), 0, text.numbers()));
    add("scenario", posterior.scenario);
    add("program", posterior.program);
    add("digest", calibration::digest(posterior).substr(0, shown_digits));
    return list;
}

std::string p_text(const Text& text, double p)
{
    constexpr int decimals = 3;
    return number(p, decimals, text.numbers());
}

std::string between(const std::string& low, const std::string& high)
{
    return low + " \u2013 " + high;
}

std::string standing(const Text& text, calibration::Standing standing)
{
    return text("standing." + std::string(calibration::standing_names[static_cast<std::size_t>(standing)]));
}

/// A table, or what stands there when it would be empty.
std::string table_or(const Table& table, const std::string& otherwise)
{
    return table.rows.empty() ? "<p class=\"note\">" + html(otherwise) + "</p>" : table_html(table);
}

Table figures_table(const Text& text, const FitCheck& check, bool misfits)
{
    Table table{"",
                {text("misfits.figure"), text("misfits.published"), text("misfits.expected"), text("misfits.interval"),
                 text("misfits.p"), text("misfits.standing"), text("misfits.where")},
                {}};
    for (const CheckedFigure& f : check.figures) {
        if (misfits && !f.outside() && !f.flagged()) {
            continue;
        }
        const auto& j = f.judged;
        const auto said = [&](double value) { return in_unit(text, f, value); };
        table.rows.push_back({{figure_name(text, f), "text"},
                              {published(text, f), "register"},
                              {j ? said(j->expected) : "\u2013", "num"},
                              {j ? between(said(j->intervals[2].low), said(j->intervals[2].high)) : "\u2013", "num"},
                              {j ? p_text(text, j->p) : "\u2013", "num"},
                              {standing(text, f.standing), "text"},
                              {calibration::file_of(f.figure.target) +
                                   f.figure.target.where.substr(
                                       std::min(f.figure.target.where.rfind(':'), f.figure.target.where.size())),
                               "text"}});
    }
    return table;
}

Table unmeant_table(const Text& text, const FitCheck& check)
{
    Table table{"", {text("unmeant.figure"), text("unmeant.why")}, {}};
    for (const CheckedFigure& f : check.figures) {
        if (!f.judged) {
            table.rows.push_back({{figure_name(text, f), "text"}, {reason(text, f), "text"}});
        }
    }
    return table;
}

/// A statistic with the digits of its kind.
std::string statistic_text(const Text& text, const calibration::Statistic& s, double value)
{
    const bool share = s.name == "top_five" || s.name == "girls";
    return share ? number(100.0 * value, 0, text.numbers()) + " %"
                 : number(value, s.name == "dispersion" ? 1 : 0, text.numbers());
}

Table statistics_table(const Text& text, const FitCheck& check)
{
    Table table{"",
                {text("statistics.name"), text("statistics.observed"), text("statistics.expected"),
                 text("statistics.interval"), text("statistics.p")},
                {}};
    for (const calibration::Statistic& s : check.statistics) {
        const std::string& name = text("statistics." + s.name);
        table.rows.push_back(
            {{s.later ? text("statistics.later", {{"name", name}}) : name, "text"},
             {statistic_text(text, s, s.observed), "num"},
             {statistic_text(text, s, s.expected), "num"},
             {between(statistic_text(text, s, s.interval.low), statistic_text(text, s, s.interval.high)), "num"},
             {p_text(text, s.p), "num"}});
    }
    return table;
}

Table scores_table(const Text& text, const FitCheck& check)
{
    Table table{"",
                {text("scores.measure"), text("scores.year"), text("scores.standing"), text("scores.model_crps"),
                 text("scores.mean_crps"), text("scores.last_crps"), text("scores.model_log"), text("scores.mean_log"),
                 text("scores.last_log")},
                {}};
    for (const calibration::NationalScore& s : check.national) {
        const auto said = [&](double value) { return TableCell{number(value, 2, text.numbers()), "num"}; };
        table.rows.push_back({{text.label("target", s.measure), "text"},
                              {std::to_string(s.year), "text"},
                              {standing(text, check.figures[s.figure].standing), "text"},
                              said(s.crps),
                              said(s.mean_crps),
                              said(s.last_crps),
                              said(s.log_score),
                              said(s.mean_log_score),
                              said(s.last_log_score)});
    }
    return table;
}

Table conflicts_table(const Text& text, const FitCheck& check)
{
    Table table{"", {text("conflict.first"), text("conflict.second")}, {}};
    const auto said = [&](const calibration::Target& t) {
        CheckedFigure f;
        f.figure.target = t;
        f.low = t.low < calibration::smallest_published ? 0 : t.low;
        f.high =
            t.low < calibration::smallest_published ? std::max(t.high, calibration::smallest_published - 1) : t.high;
        const auto checked = std::find_if(check.figures.begin(), check.figures.end(), [&](const CheckedFigure& other) {
            return other.hidden() && other.figure.target.where == t.where &&
                   calibration::identity(other.figure.target) == calibration::identity(t);
        });
        if (checked != check.figures.end()) { // hidden there, hidden here
            f.low = checked->low;
            f.high = checked->high;
        }
        return TableCell{figure_name(text, f) + ": " + published(text, f) + " (" + t.where + ")", "text"};
    };
    for (const calibration::Conflict& c : check.conflicts) {
        table.rows.push_back({said(c.first), said(c.second)});
    }
    return table;
}

/// What the sources of a measure are known to differ in, in the language of the page.
Table known_conflicts_table(const Text& text, const FitCheck& check, Language language)
{
    Table table{"", {text("conflict.measure"), text("conflict.known")}, {}};
    for (const calibration::KnownConflict& c : check.known_conflicts) {
        table.rows.push_back(
            {{text.label("target", c.measure), "text"}, {language == Language::romanian ? c.text_ro : c.text, "text"}});
    }
    return table;
}

std::string conflicts_html(const Text& text, const FitCheck& check, Language language)
{
    const Table figures = conflicts_table(text, check);
    const Table sources = known_conflicts_table(text, check, language);
    if (figures.rows.empty() && sources.rows.empty()) {
        return table_or(figures, text("conflict.none"));
    }
    return (figures.rows.empty() ? "" : table_html(figures)) + (sources.rows.empty() ? "" : table_html(sources));
}

std::string chart_or(const Text& text, const std::string& chart)
{
    return chart.empty() ? "<p class=\"note\">" + html(text("chart.none")) + "</p>" : chart;
}

} // namespace

std::string render_fit_check(const Posterior& posterior, const FitCheck& check, Language language)
{
    const Text& text = check_text(language);
    data page;
    page.set("t", text_data(text));
    page.set("title", in_language(language, posterior.title, posterior.title_ro));
    if (const std::string& note = in_language(language, posterior.note, posterior.note_ro); !note.empty()) {
        page.set("note", note);
    }
    page.set("frame", frame_data(text, posterior));
    page.set("verdict", strings_data(verdict_of(text, check)));
    page.set("years", chart_or(text, year_charts(text, check)));
    page.set("ages", chart_or(text, age_charts(text, check)));
    page.set("splits", chart_or(text, split_charts(text, check)));
    page.set("counties", chart_or(text, county_chart(text, check)));
    page.set("learned", table_html(learned_table(text, posterior)));
    page.set("product", strings_data(said_of_product(text, posterior)));
    page.set("went", table_html(went_table(text, posterior.diagnostics)));
    page.set("statistics", table_or(statistics_table(text, check), text("verdict.statistics_none")));
    page.set("scores", table_or(scores_table(text, check), text("scores.none")));
    page.set("misfits", table_or(figures_table(text, check, true), text("misfits.none")));
    page.set("all", table_or(figures_table(text, check, false), text("chart.none")));
    page.set("unmeant", table_or(unmeant_table(text, check), text("unmeant.none")));
    page.set("conflicts", conflicts_html(text, check, language));
    page.set("limits", strings_data(text.list("reading_page.limits")));
    page.set("style", std::string(resources::style_css));
    mustache::mustache frame{std::string(resources::check_html)};
    if (!frame.is_valid()) {
        throw sim::ContractError("page of a fit: " + frame.error_message());
    }
    frame.set_custom_escape([](const std::string& raw) { return html(raw); });
    return frame.render(page);
}

void write_fit_check(const Posterior& posterior, const FitCheck& check, const std::filesystem::path& folder)
{
    sim::write_file(folder / fit_check_files[0], render_fit_check(posterior, check, Language::english));
    sim::write_file(folder / fit_check_files[1], render_fit_check(posterior, check, Language::romanian));
    sim::write_file(folder / fit_check_files[2], misfits_csv(check));
    sim::write_file(folder / fit_check_files[3], fit_check_json(posterior, check));
}

} // namespace analysis
