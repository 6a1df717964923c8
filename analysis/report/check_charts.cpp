#include "analysis/report/check_charts.hpp"

#include "analysis/escape.hpp"
#include "analysis/numbers.hpp"
#include "analysis/report/check_words.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace analysis {

namespace {

using calibration::CheckedFigure;
using calibration::FitCheck;
using calibration::Standing;
using calibration::TargetKind;

constexpr std::array<const char*, 3> bar_colours{"#3f7fb0", "#8fb8d4", "#d3e2ee"}; // of 50, 80 and 95
constexpr const char* ink = "#1b2530";
constexpr const char* red = "#b3261e";

std::string px(double value)
{
    return json(std::round(value * 10.0) / 10.0);
}

std::string attribute(const char* name, double value)
{
    return std::string(" ") + name + "=\"" + px(value) + "\"";
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style)
{
    return "<line" + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2) + " " +
           style + "/>";
}

std::string rect(double x, double y, double width, double height, const char* fill)
{
    return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) + attribute("height", height) +
           " fill=\"" + fill + "\"/>";
}

std::string label(double x, double y, const char* anchor, const std::string& words, const char* kind = "")
{
    return "<text" + attribute("x", x) + attribute("y", y) + " text-anchor=\"" + anchor + "\"" + kind + ">" +
           html(words) + "</text>";
}

std::string svg(double width, double height, const std::string& title, const std::string& body)
{
    return "<svg viewBox=\"0 0 " + px(width) + " " + px(height) + "\" role=\"img\"><title>" + html(title) + "</title>" +
           body + "</svg>";
}

/// A scale from 0 to a round number, and its steps.
struct Scale {
    double high{1.0};
    double step{1.0};
    double from{}; ///< pixels of 0 and of `high`
    double to{};

    double operator()(double value) const { return from + (to - from) * std::clamp(value / high, 0.0, 1.0); }
};

Scale scale_to(double most, double from, double to)
{
    constexpr double steps = 4.0;
    const double raw = std::max(most, 1e-9) / steps;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10.0 * power;
    for (const double part : {1.0, 2.0, 2.5, 5.0}) {
        if (raw <= part * power) {
            step = part * power;
            break;
        }
    }
    return {std::ceil(most / step) * step, step, from, to};
}

/// What a figure's number is divided by to be drawn.
double divisor(const CheckedFigure& f, bool as_part)
{
    return as_part ? static_cast<double>(std::max<std::int64_t>(f.figure.target.denominator, 1)) : 1.0;
}

struct Drawn {
    std::array<calibration::Interval, 3> bars;
    double low{}, high{}; ///< published
};

Drawn drawn(const CheckedFigure& f, bool as_part)
{
    const double by = divisor(f, as_part);
    Drawn d;
    for (std::size_t k = 0; k < d.bars.size(); ++k) {
        d.bars[k] = {f.judged->intervals[k].low / by, f.judged->intervals[k].high / by};
    }
    const bool share = f.figure.target.kind == TargetKind::share;
    d.low = share ? f.figure.target.value : static_cast<double>(f.low) / by;
    d.high = share ? f.figure.target.value : static_cast<double>(f.high) / by;
    return d;
}

double most(const CheckedFigure& f, bool as_part)
{
    const Drawn d = drawn(f, as_part);
    return std::max(d.bars[2].high, d.high);
}

std::string tip(const Text& text, const CheckedFigure& f)
{
    const auto& i = f.judged->intervals[2];
    return figure_name(text, f) + ": " + published(text, f) + "; " + in_unit(text, f, i.low) + " \u2013 " +
           in_unit(text, f, i.high);
}

/// Bars and dot of a figure. \param at  the middle across the scale  \param upright  whether the scale runs upwards
std::string mark(const Text& text, const CheckedFigure& f, const Scale& scale, double at, double half, bool upright,
                 bool as_part)
{
    const Drawn d = drawn(f, as_part);
    std::string out = "<g><title>" + html(tip(text, f)) + "</title>";
    for (std::size_t k = d.bars.size(); k-- > 0;) {
        const double a = scale(d.bars[k].low);
        const double b = scale(d.bars[k].high);
        const double from = std::min(a, b) - 0.5;
        const double length = std::abs(b - a) + 1.0;
        out += upright ? rect(at - half, from, 2.0 * half, length, bar_colours[k])
                       : rect(from, at - half, length, 2.0 * half, bar_colours[k]);
    }
    const char* colour = f.outside() ? red : ink;
    const double low = scale(d.low);
    const double high = scale(d.high);
    if (f.hidden() && f.figure.target.kind != TargetKind::share) {
        const std::string style = std::string("stroke=\"") + colour + "\" stroke-width=\"1.4\"";
        const double tick = std::min(half, 4.0);
        out += upright ? line(at, low, at, high, style) + line(at - tick, low, at + tick, low, style) +
                             line(at - tick, high, at + tick, high, style)
                       : line(low, at, high, at, style) + line(low, at - tick, low, at + tick, style) +
                             line(high, at - tick, high, at + tick, style);
    } else {
        const std::string x =
            upright ? attribute("cx", at) + attribute("cy", low) : attribute("cx", low) + attribute("cy", at);
        const bool unseen = f.standing == Standing::later;
        out += "<circle" + x + " r=\"3.6\" fill=\"" + (unseen ? "#fff" : colour) + "\" stroke=\"" + colour +
               "\" stroke-width=\"1.6\"/>";
    }
    return out + "</g>";
}

std::string tick_text(const Text& text, double value, bool percent)
{
    constexpr double digits = 1e6;
    const double shown = std::round((percent ? 100.0 : 1.0) * value * digits) / digits;
    return number(shown, shown != std::round(shown) ? 1 : 0, text.numbers()) + (percent ? " %" : "");
}

/// Figures side by side over their labels.
std::string columns(const Text& text, const std::string& title, const std::vector<const CheckedFigure*>& figures,
                    const std::vector<std::string>& labels, double wide)
{
    constexpr double left = 50.0, top = 8.0, bottom = 24.0, tall = 190.0;
    const bool percent = figures.front()->figure.target.kind == TargetKind::share;
    double high = 0.0;
    for (const CheckedFigure* const f : figures) {
        high = std::max(high, most(*f, false));
    }
    const Scale scale = scale_to(high, tall - bottom, top);
    std::string body;
    for (double value = 0.0; value <= scale.high * 1.0001; value += scale.step) {
        body += line(left, scale(value), wide, scale(value), "stroke=\"#e6eaee\"");
        body += label(left - 6.0, scale(value) + 4.0, "end", tick_text(text, value, percent));
    }
    const double step = (wide - left) / static_cast<double>(figures.size());
    std::size_t letters = 0;
    for (const std::string& one : labels) {
        letters = std::max(letters, one.size());
    }
    constexpr double letter = 7.6; // pixels
    const auto every = static_cast<std::size_t>(std::ceil(letter * static_cast<double>(letters + 1) / step));
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const double at = left + (static_cast<double>(i) + 0.5) * step;
        body += mark(text, *figures[i], scale, at, std::min(step * 0.32, 11.0), true, false);
        body += i % every == 0 ? label(at, tall - 6.0, "middle", labels[i]) : "";
    }
    return "<div class=\"panel\"><h4>" + html(title) + "</h4>" + svg(wide, tall, title, body) + "</div>";
}

std::string panels(const std::string& inside, const char* number)
{
    return inside.empty() ? "" : std::string("<div class=\"canvas panels ") + number + "\">" + inside + "</div>";
}

} // namespace

std::string year_charts(const Text& text, const FitCheck& check)
{
    std::vector<std::string> order;
    std::map<std::string, std::vector<const CheckedFigure*>> by_measure;
    for (const CheckedFigure& f : check.figures) {
        const auto& t = f.figure.target;
        if (f.judged && !t.county && t.kind != TargetKind::split && t.period) {
            const std::string key =
                t.measure + "\n" + std::string(calibration::reading_names[static_cast<std::size_t>(f.reading)]);
            if (by_measure[key].empty()) {
                order.push_back(key);
            }
            by_measure[key].push_back(&f);
        }
    }
    std::string out;
    for (const std::string& key : order) {
        auto& figures = by_measure[key];
        std::stable_sort(figures.begin(), figures.end(), [](const CheckedFigure* a, const CheckedFigure* b) {
            return *a->figure.target.period < *b->figure.target.period;
        });
        std::vector<std::string> labels;
        for (const CheckedFigure* const f : figures) {
            labels.push_back(calibration::period_text(*f->figure.target.period));
        }
        const CheckedFigure& first = *figures.front();
        std::string title = text.label("target", first.figure.target.measure);
        if (first.reading != calibration::Reading::only) {
            title += ", " + text("reading." +
                                 std::string(calibration::reading_names[static_cast<std::size_t>(first.reading)]));
        }
        constexpr double third = 330.0;
        out += columns(text, title, figures, labels, third);
    }
    return panels(out, "three");
}

namespace {

bool by_age(const CheckedFigure& f)
{
    return f.judged && f.figure.target.kind == TargetKind::split && f.figure.target.measure == "age";
}

/// Splits of one group, in the order of the tables.
std::vector<std::vector<const CheckedFigure*>> groups(const FitCheck& check, bool ages)
{
    std::vector<std::vector<const CheckedFigure*>> all;
    std::map<std::string, std::size_t> position;
    for (const CheckedFigure& f : check.figures) {
        const auto& t = f.figure.target;
        if (!f.judged || t.kind != TargetKind::split || by_age(f) != ages) {
            continue;
        }
        const std::string key = t.measure + "\n" + t.group + "\n" + calibration::file_of(t) + "\n" +
                                std::to_string(t.denominator) + "\n" +
                                (t.period ? calibration::period_text(*t.period) : "");
        const auto [found, added] = position.emplace(key, all.size());
        if (added) {
            all.emplace_back();
        }
        all[found->second].push_back(&f);
    }
    return all;
}

std::string group_title(const Text& text, const CheckedFigure& f)
{
    const auto& t = f.figure.target;
    const std::string period = t.period ? " " + calibration::period_text(*t.period) : "";
    return text.label("target", t.measure) + ", " + text.label("target", t.group) + period + " (" +
           text("chart.of", {{"n", number(static_cast<double>(t.denominator), 0, text.numbers())}}) + ")";
}

} // namespace

std::string age_charts(const Text& text, const FitCheck& check)
{
    std::string out;
    for (const auto& group : groups(check, true)) {
        std::vector<std::string> labels;
        for (const CheckedFigure* const f : group) {
            labels.push_back(category_name(text, f->figure.target.category));
        }
        constexpr double half = 490.0;
        out += columns(text, group_title(text, *group.front()), group, labels, half);
    }
    return panels(out, "two");
}

std::string split_charts(const Text& text, const FitCheck& check)
{
    constexpr double wide = 480.0, left = 190.0, row = 24.0, bottom = 22.0;
    constexpr double all = 1.0;
    std::string out;
    for (const auto& group : groups(check, false)) {
        const double tall = row * static_cast<double>(group.size()) + bottom;
        const Scale scale{all, all / 4.0, left, wide - 14.0};
        std::string body;
        for (double value = 0.0; value <= all * 1.0001; value += scale.step) {
            body += line(scale(value), 0.0, scale(value), tall - bottom, "stroke=\"#e6eaee\"");
            body += label(scale(value), tall - 6.0, "middle", tick_text(text, value, true));
        }
        double at = row / 2.0;
        for (const CheckedFigure* const f : group) {
            body += mark(text, *f, scale, at, 6.0, false, true);
            body += label(left - 8.0, at + 4.0, "end", category_name(text, f->figure.target.category));
            at += row;
        }
        const std::string title = group_title(text, *group.front());
        out += "<div class=\"panel\"><h4>" + html(title) + "</h4>" + svg(wide, tall, title, body) + "</div>";
    }
    return panels(out, "two");
}

std::string county_chart(const Text& text, const FitCheck& check)
{
    std::map<std::string, std::map<std::string, const CheckedFigure*>> rows; // by code, then period
    std::set<std::string> periods;
    double high = 1.0;
    for (const CheckedFigure& f : check.figures) {
        const auto& t = f.figure.target;
        if (f.judged && t.county && t.period && t.kind != TargetKind::share &&
            f.figure.meaning->counted == calibration::minors()) {
            const std::string period = calibration::period_text(*t.period);
            rows[std::string(model::county_code(*t.county))].emplace(period, &f);
            periods.insert(period);
            high = std::max(high, most(f, false));
        }
    }
    if (rows.empty()) {
        return "";
    }
    constexpr double wide = 1016.0, left = 150.0, row = 19.0, top = 22.0, gap = 16.0;
    const double column = (wide - left) / static_cast<double>(periods.size());
    const double tall = top + row * static_cast<double>(rows.size()) + 4.0;
    std::string body;
    double x = left;
    std::map<std::string, Scale> scales;
    for (const std::string& period : periods) {
        const Scale scale = scale_to(high, x, x + column - gap);
        scales.emplace(period, scale);
        body += label(x, 14.0, "start", period, " class=\"label\"");
        for (double value = 0.0; value <= scale.high * 1.0001; value += scale.step) {
            body += line(scale(value), top, scale(value), tall - 4.0, "stroke=\"#e6eaee\"");
        }
        x += column;
    }
    std::vector<std::pair<std::string, std::string>> names; // as they are read, and their codes
    for (const auto& [code, cells] : rows) {
        names.emplace_back(sim::fold(model::county_name(*model::find_county(code))), code);
    }
    std::sort(names.begin(), names.end());
    double y = top + row / 2.0;
    for (const auto& [folded, code] : names) {
        body += label(left - 10.0, y + 4.5, "end", std::string(model::county_name(*model::find_county(code))));
        for (const auto& [period, figure] : rows[code]) {
            body += mark(text, *figure, scales.at(period), y, 5.0, false, false);
        }
        y += row;
    }
    const Scale any = scale_to(high, 0.0, 1.0);
    return "<div class=\"canvas\">" + svg(wide, tall, text("chart.counties"), body) + "</div><p class=\"note\">" +
           html(text("chart.scale", {{"high", number(any.high, 0, text.numbers())}})) + "</p>";
}

} // namespace analysis
