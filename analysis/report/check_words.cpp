#include "analysis/report/check_words.hpp"

#include "analysis/numbers.hpp"
#include "analysis/report/resources.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace analysis {

namespace {

namespace calibration = analysis::calibration;
using calibration::CheckedFigure;
using calibration::FitCheck;
using calibration::Standing;
using calibration::TargetKind;

std::string decimal(const Text& text, double value, int decimals)
{
    return number(value, decimals, text.numbers());
}

std::string whole(const Text& text, std::size_t n)
{
    return decimal(text, static_cast<double>(n), 0);
}

std::string key_of(Standing standing)
{
    return std::string(calibration::standing_names[static_cast<std::size_t>(standing)]);
}

/// How many figures lie within the intervals.
struct Inside {
    std::size_t all{};
    std::array<std::size_t, 3> within{};
};

Inside inside(const FitCheck& check, bool later_alone)
{
    Inside sum;
    for (const CheckedFigure& f : check.figures) {
        if (!f.judged || (later_alone && f.standing != Standing::later)) {
            continue;
        }
        ++sum.all;
        for (std::size_t k = 0; k < sum.within.size(); ++k) {
            sum.within[k] += f.judged->inside[k] > 0.0 ? 1U : 0U;
        }
    }
    return sum;
}

std::string statistics_sentence(const Text& text, const FitCheck& check)
{
    if (check.statistics.empty()) {
        return text("verdict.statistics_none");
    }
    std::vector<std::string> flagged;
    for (const calibration::Statistic& s : check.statistics) {
        if (s.flagged()) {
            const std::string& name = text("statistics." + s.name);
            flagged.push_back((s.later ? text("statistics.later", {{"name", name}}) : name) + " (p " +
                              decimal(text, s.p, 3) + ")");
        }
    }
    return flagged.empty() ? text("verdict.statistics_good")
                           : text("verdict.statistics_bad", {{"list", text.join(flagged)}});
}

std::string against_naive(const Text& text, const std::string& measure, const calibration::MeanScore& score)
{
    const char* const word = !score.better()  ? "verdict.no_better"
                             : score.mostly() ? "verdict.better"
                                              : "verdict.better_by_few";
    return text("verdict.score", {{"name", text.label("target", measure)},
                                  {"word", text(word)},
                                  {"better", whole(text, score.better_years)},
                                  {"years", whole(text, score.years)}});
}

/// Measure by measure, since counts of different things have scores of different size.
std::string naive_list(const Text& text, const FitCheck& check, calibration::Seen which)
{
    std::vector<std::string> measures;
    std::string list;
    for (const calibration::NationalScore& s : check.national) {
        if (std::find(measures.begin(), measures.end(), s.measure) == measures.end()) {
            measures.push_back(s.measure);
        }
    }
    for (const std::string& measure : measures) {
        if (const auto score = calibration::mean_score(check, measure, which); score.years > 0) {
            list += (list.empty() ? "" : "; ") + against_naive(text, measure, score);
        }
    }
    return list;
}

void add_naive(const Text& text, const FitCheck& check, std::vector<std::string>& sentences)
{
    const std::string later = naive_list(text, check, calibration::Seen::later);
    const bool counties = std::any_of(check.counties.begin(), check.counties.end(), [](const auto& scores) {
        return scores.standing == Standing::later && scores.cells > 0;
    });
    if (!later.empty()) {
        sentences.push_back(text("verdict.forecast", {{"list", later}}));
    } else if (!counties) {
        sentences.push_back(text(inside(check, true).all > 0 ? "verdict.no_mean" : "verdict.no_forecast"));
    }
    if ((!later.empty() || counties) && check.years.until) {
        sentences.push_back(text("verdict.known_until", {{"until", std::to_string(*check.years.until)}}));
    }
    if (!check.history.empty()) {
        sentences.push_back(text("verdict.history", {{"list", text.join(check.history)}}));
    }
    for (const auto& [which, key] : {std::pair{calibration::Seen::known, "verdict.known"},
                                     std::pair{calibration::Seen::earlier, "verdict.earlier"}}) {
        if (const std::string list = naive_list(text, check, which); !list.empty()) {
            sentences.push_back(text(key, {{"list", list}}));
        }
    }
}

void add_counties(const Text& text, const FitCheck& check, std::vector<std::string>& sentences)
{
    constexpr int decimals = 2;
    for (const calibration::CountyScores& scores : check.counties) {
        const auto percent = [&](std::size_t k) { return decimal(text, 100.0 * scores.inside[k], 0); };
        if (scores.cells > 0) {
            sentences.push_back(text("verdict.counties",
                                     {{"standing", text("standing." + key_of(scores.standing))},
                                      {"word", text(scores.gain.low > 0.0 ? "verdict.better" : "verdict.no_better")},
                                      {"gain", decimal(text, scores.gain.mean, decimals)},
                                      {"low", decimal(text, scores.gain.low, decimals)},
                                      {"high", decimal(text, scores.gain.high, decimals)}}));
            sentences.push_back(text("verdict.coverage",
                                     {{"inside50", percent(0)},
                                      {"inside80", percent(1)},
                                      {"inside95", percent(2)},
                                      {"word", text(scores.covered() ? "verdict.covered" : "verdict.not_covered")}}));
        }
    }
}

} // namespace

const Text& check_text(Language language)
{
    static const Text english(resources::check_en_toml);
    static const Text romanian(resources::check_ro_toml);
    return language == Language::romanian ? romanian : english;
}

std::string category_name(const Text& text, const std::string& category)
{
    constexpr std::string_view plus = " + ";
    std::string name;
    for (std::size_t at = 0; at <= category.size();) {
        const std::size_t end = std::min(category.find(plus, at), category.size());
        name += (name.empty() ? "" : std::string(plus)) + text.label("target", category.substr(at, end - at));
        at = end + plus.size();
    }
    return name;
}

std::string figure_name(const Text& text, const CheckedFigure& figure)
{
    const calibration::Target& t = figure.figure.target;
    std::string name = text.label("target", t.measure);
    if (!t.category.empty()) {
        name += ": " + category_name(text, t.category);
    }
    if (!t.group.empty()) {
        name += " (" + text.label("target", t.group) + ")";
    }
    if (t.county) {
        name += ", " + std::string(model::county_name(*t.county));
    }
    if (t.period) {
        name += " " + calibration::period_text(*t.period);
    }
    const std::string& reading =
        text("reading." + (figure.reading == calibration::Reading::only
                               ? std::string("only")
                               : std::string(calibration::reading_names[static_cast<std::size_t>(figure.reading)])));
    return reading.empty() ? name : name + ", " + reading;
}

std::string in_unit(const Text& text, const CheckedFigure& figure, double value)
{
    constexpr double few = 20.0;
    const bool share = figure.figure.target.kind == TargetKind::share;
    return share ? decimal(text, 100.0 * value, 0) + " %"
                 : decimal(text, value, value < few && value != std::floor(value) ? 1 : 0);
}

std::string published(const Text& text, const CheckedFigure& figure)
{
    const calibration::Target& t = figure.figure.target;
    switch (t.kind) {
    case TargetKind::missing:
        return "\u2013";
    case TargetKind::share:
        return in_unit(text, figure, t.value);
    case TargetKind::amount:
        return decimal(text, t.value, 2);
    default:
        break;
    }
    const std::string low = decimal(text, static_cast<double>(figure.low), 0);
    const std::string count = !figure.hidden()                                ? low
                              : figure.high < calibration::smallest_published ? "< " + std::to_string(figure.high + 1)
                              : figure.low == 0 ? "< " + decimal(text, static_cast<double>(figure.high + 1), 0)
                                                : low + " \u2013 " + decimal(text, static_cast<double>(figure.high), 0);
    if (t.kind != TargetKind::split) {
        return count;
    }
    const std::string whole = t.denominator < calibration::smallest_published
                                  ? "< " + std::to_string(calibration::smallest_published)
                                  : decimal(text, static_cast<double>(t.denominator), 0);
    return count + " " + text("chart.of", {{"n", whole}});
}

namespace {

/// The measure with a name of its own on the page that is nearest to one that means nothing; empty where none is.
std::string near_measure(const Text& text, const CheckedFigure& figure)
{
    constexpr std::string_view labels = "label.target.";
    if (figure.figure.meaning || figure.figure.why != calibration::Unmeant::unknown) {
        return {};
    }
    std::vector<std::string> known;
    for (auto at = text.all().lower_bound(std::string(labels)); at != text.all().end() && at->first.starts_with(labels);
         ++at) {
        known.push_back(at->first.substr(labels.size()));
    }
    const std::string near = sim::nearest(figure.figure.target.measure, known);
    return near == figure.figure.target.measure ? std::string{} : near;
}

} // namespace

std::string reason(const Text& text, const CheckedFigure& figure)
{
    if (figure.absent) {
        return text("unmeant.absent");
    }
    const std::string key =
        "unmeant." + std::string(calibration::unmeant_names[static_cast<std::size_t>(figure.figure.why)]);
    const std::string& sentence = text(key);
    const std::string said =
        sentence.find("{word}") == std::string::npos ? sentence : text(key, {{"word", figure.figure.word}});
    const std::string near = near_measure(text, figure);
    return near.empty() ? said : said + "; " + text("unmeant.near", {{"near", near}});
}

namespace {

/// Measures that may be a name with a letter wrong, each once.
void add_misspelt(const Text& text, const FitCheck& check, std::vector<std::string>& sentences)
{
    std::vector<std::string> list;
    for (const CheckedFigure& f : check.figures) {
        if (const std::string near = near_measure(text, f); !near.empty()) {
            const std::string one = text("verdict.near", {{"measure", f.figure.target.measure}, {"near", near}});
            if (std::find(list.begin(), list.end(), one) == list.end()) {
                list.push_back(one);
            }
        }
    }
    if (!list.empty()) {
        sentences.push_back(text("verdict.misspelt", {{"list", text.join(list)}}));
    }
}

} // namespace

std::vector<std::string> verdict_of(const Text& text, const FitCheck& check)
{
    const Inside all = inside(check, false);
    const Inside later = inside(check, true);
    const double outside = static_cast<double>(all.all) * (1.0 - calibration::coverages[2]);
    std::vector<std::string> sentences;
    if (all.all == 0) {
        sentences.push_back(text("verdict.nothing"));
    } else {
        sentences.push_back(text("verdict.inside", {{"all", whole(text, all.all)},
                                                    {"inside50", whole(text, all.within[0])},
                                                    {"inside80", whole(text, all.within[1])},
                                                    {"inside95", whole(text, all.within[2])},
                                                    {"outside95", whole(text, all.all - all.within[2])},
                                                    {"expected", decimal(text, outside, outside < 1.0 ? 1 : 0)}}));
    }
    if (later.all > 0) {
        sentences.push_back(text("verdict.later", {{"all", whole(text, later.all)},
                                                   {"inside50", whole(text, later.within[0])},
                                                   {"inside80", whole(text, later.within[1])},
                                                   {"inside95", whole(text, later.within[2])}}));
    }
    add_naive(text, check, sentences);
    add_counties(text, check, sentences);
    sentences.push_back(statistics_sentence(text, check));
    const auto unmeant = static_cast<std::size_t>(
        std::count_if(check.figures.begin(), check.figures.end(), [](const CheckedFigure& f) { return !f.judged; }));
    if (unmeant > 0) {
        sentences.push_back(text("verdict.unmeant", {{"n", whole(text, unmeant)}}));
        add_misspelt(text, check, sentences);
    }
    if (!check.conflicts.empty()) {
        sentences.push_back(text("verdict.conflicts", {{"n", whole(text, check.conflicts.size())}}));
    }
    if (!check.known_conflicts.empty()) {
        sentences.push_back(text("verdict.known_conflicts", {{"n", whole(text, check.known_conflicts.size())}}));
    }
    return sentences;
}

} // namespace analysis
