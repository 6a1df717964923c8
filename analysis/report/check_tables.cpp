#include "analysis/escape.hpp"
#include "analysis/report/check_page.hpp"
#include "analysis/report/check_words.hpp"
#include "analysis/report/spec.hpp"
#include "models/county_names.hpp"

#include <cmath>

namespace analysis {

namespace {

using calibration::CheckedFigure;
using calibration::FitCheck;
using calibration::TargetKind;

constexpr std::array<std::string_view, 6> kind_names{"count", "interval", "share", "split", "amount", "missing"};

/// Digits that a prediction from 2,000 outcomes supports.
double rounded(double value)
{
    constexpr double steps = 1e4;
    return std::isfinite(value) ? std::round(value * steps) / steps : value;
}

std::string verdict_word(const CheckedFigure& f)
{
    return f.absent      ? "not_in_the_runs"
           : !f.judged   ? "not_in_the_model"
           : f.outside() ? "outside_95"
           : f.flagged() ? "flagged"
                         : "inside_95";
}

/// Bounds of what was published: equal where it is known, 0 and 9 of a small count.
std::pair<double, double> bounds(const CheckedFigure& f)
{
    const auto& t = f.figure.target;
    if (t.kind == TargetKind::missing) {
        return {std::nan(""), std::nan("")};
    }
    if (t.kind == TargetKind::share || t.kind == TargetKind::amount) {
        return {t.value, t.value};
    }
    return {static_cast<double>(f.low), static_cast<double>(f.high)};
}

/// A column of the table, in both of its forms.
struct Cell {
    std::string name;
    std::string text; ///< for CSV
    std::string json; ///< for JSON
};

Cell words(std::string name, const std::string& value)
{
    return {std::move(name), csv(value), json(value)};
}

Cell amount(std::string name, double value)
{
    return {std::move(name), csv(rounded(value)), json(rounded(value))};
}

std::vector<Cell> cells(const CheckedFigure& f)
{
    const auto& t = f.figure.target;
    const bool split = t.kind == TargetKind::split;
    const auto [low, high] = bounds(f);
    const double none = std::nan("");
    const auto standing = static_cast<std::size_t>(f.standing);
    std::vector<Cell> row{
        words("measure", t.measure),
        words("group", t.group),
        words("category", t.category),
        words("county", t.county ? std::string(model::county_code(*t.county)) : ""),
        words("period", t.period ? calibration::period_text(*t.period) : ""),
        words("reading", std::string(calibration::reading_names[static_cast<std::size_t>(f.reading)])),
        words("kind", std::string(kind_names[static_cast<std::size_t>(t.kind)])),
        words("standing", std::string(calibration::standing_names[standing])),
        words("verdict", verdict_word(f)),
        words("reason", f.judged ? "" : reason(check_text(Language::english), f)),
        amount("published_low", low),
        amount("published_high", high),
        amount("whole",
               split && t.denominator >= calibration::smallest_published ? static_cast<double>(t.denominator) : none),
        amount("unplaced", split ? static_cast<double>(f.figure.unplaced) : none),
        amount("expected", f.judged ? f.judged->expected : none)};
    for (std::size_t k = 0; k < calibration::coverages.size(); ++k) {
        const std::string percent = std::to_string(static_cast<int>(std::lround(100.0 * calibration::coverages[k])));
        row.push_back(amount("low_" + percent, f.judged ? f.judged->intervals[k].low : none));
        row.push_back(amount("high_" + percent, f.judged ? f.judged->intervals[k].high : none));
    }
    row.push_back(amount("p", f.judged ? f.judged->p : none));
    row.push_back(amount("crps", f.judged ? f.judged->crps : none));
    row.push_back(amount("log_score", f.judged ? f.judged->log_score : none));
    row.push_back(words("quality", t.quality));
    row.push_back(words("source", t.source));
    row.push_back(words("where", t.where));
    return row;
}

std::string object(const std::vector<Cell>& row)
{
    spec::Members members;
    for (const Cell& cell : row) {
        members.emplace_back(cell.name, cell.json);
    }
    return spec::object(members);
}

std::string score_json(const FitCheck& check, const calibration::NationalScore& s)
{
    const auto standing = static_cast<std::size_t>(check.figures[s.figure].standing);
    return object({words("measure", s.measure), amount("year", s.year),
                   words("standing", std::string(calibration::standing_names[standing])),
                   amount("years_before", static_cast<double>(s.years_before)), amount("crps", s.crps),
                   amount("log_score", s.log_score), amount("running_mean_crps", s.mean_crps),
                   amount("running_mean_log_score", s.mean_log_score), amount("last_value_crps", s.last_crps),
                   amount("last_value_log_score", s.last_log_score)});
}

std::string county_json(const calibration::CountyScores& s)
{
    return object({words("standing", std::string(calibration::standing_names[static_cast<std::size_t>(s.standing)])),
                   amount("cells", static_cast<double>(s.cells)), amount("log_score", s.log_score),
                   amount("running_mean_log_score", s.mean_log_score), amount("gain", s.gain.mean),
                   amount("gain_low_90", s.gain.low), amount("gain_high_90", s.gain.high),
                   amount("inside_50", s.inside[0]), amount("inside_80", s.inside[1]),
                   amount("inside_95", s.inside[2])});
}

std::string statistic_json(const calibration::Statistic& s)
{
    return object({words("name", s.name), words("years", s.later ? "later" : "known"), amount("published", s.observed),
                   amount("expected", s.expected), amount("low_95", s.interval.low), amount("high_95", s.interval.high),
                   amount("p", s.p)});
}

} // namespace

std::string misfits_csv(const FitCheck& check)
{
    std::string out;
    for (const Cell& cell : cells(CheckedFigure{})) {
        out += (out.empty() ? "" : ",") + cell.name;
    }
    out += '\n';
    for (const CheckedFigure& f : check.figures) {
        std::string row;
        for (const Cell& cell : cells(f)) {
            row += (cell.name == "measure" ? "" : ",") + cell.text;
        }
        out += row + '\n';
    }
    return out;
}

std::string fit_check_json(const calibration::Posterior& posterior, const FitCheck& check)
{
    std::vector<std::string> figures, national, counties, statistics, conflicts, known, history, verdict;
    for (const CheckedFigure& f : check.figures) {
        figures.push_back(object(cells(f)));
    }
    for (const auto& s : check.national) {
        national.push_back(score_json(check, s));
    }
    for (const auto& s : check.counties) {
        counties.push_back(county_json(s));
    }
    for (const auto& s : check.statistics) {
        statistics.push_back(statistic_json(s));
    }
    for (const auto& c : check.conflicts) {
        conflicts.push_back(spec::object({{"first", json(c.first.where)}, {"second", json(c.second.where)}}));
    }
    for (const auto& c : check.known_conflicts) {
        known.push_back(spec::object({{"measure", json(c.measure)}, {"conflict", json(c.text)}}));
    }
    for (const std::string& file : check.history) {
        history.push_back(json(file));
    }
    for (const std::string& sentence : verdict_of(check_text(Language::english), check)) {
        verdict.push_back(json(sentence));
    }
    return spec::object({{"format", json("veghe check-fit")},
                         {"version", "1"},
                         {"posterior", json(posterior.title)},
                         {"digest", json(calibration::digest(posterior))},
                         {"note", json(posterior.note)},
                         {"count_factor", json(posterior.people.factor())},
                         {"verdict", spec::array(verdict)},
                         {"statistics", spec::array(statistics)},
                         {"national", spec::array(national)},
                         {"history", spec::array(history)},
                         {"county_years", spec::array(counties)},
                         {"conflicts", spec::array(conflicts)},
                         {"conflicts_known", spec::array(known)},
                         {"figures", spec::array(figures)}}) +
           "\n";
}

} // namespace analysis
