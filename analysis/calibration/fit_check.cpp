#include "analysis/calibration/fit_check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace analysis::calibration {
namespace {

Standing standing_of(const Target& t, const Years& years, const PlanSpreads& plan)
{
    if (!t.period) {
        return Standing::across;
    }
    if (plan.fits(t, years)) {
        return Standing::fitted;
    }
    if (!figures_within({t}, years).empty()) {
        return Standing::beside;
    }
    if (years.until && t.period->first_year > *years.until) {
        return Standing::later;
    }
    return years.from && t.period->last_year < *years.from ? Standing::earlier : Standing::across;
}

/// Half of the last digit of a share that was published with two decimals, or with as many more as it has.
double half_step(double share)
{
    constexpr double hair = 1e-9;
    double step = 0.01;
    for (; step > hair; step /= 10.0) {
        if (std::abs(share / step - std::round(share / step)) < hair / step) {
            break;
        }
    }
    return step / 2.0;
}

/// What is published of a count: small ones are below ten.
void hide_small(CheckedFigure& figure)
{
    const Target& t = figure.figure.target;
    figure.low = t.low;
    figure.high = t.high;
    if (t.kind != TargetKind::share && t.low < smallest_published) {
        figure.low = 0;
        figure.high = std::max(t.high, smallest_published - 1);
    }
}

/// Where the categories of a split come to its whole together, a reader has a small one from the others: a further one is hidden, too
/// (RELIABILITY R3).
void hide_what_gives_away(std::vector<CheckedFigure>& figures)
{
    using Key = std::tuple<std::string, std::string, std::string, std::string, int, std::int64_t, std::int64_t>;
    std::map<Key, std::vector<CheckedFigure*>> groups;
    for (CheckedFigure& f : figures) {
        const Target& t = f.figure.target;
        if (t.kind == TargetKind::split) {
            groups[{file_of(t), t.measure, t.group, t.period ? period_text(*t.period) : "",
                    t.county ? int{t.county->value} : -1, t.denominator, f.figure.unplaced}]
                .push_back(&f);
        }
    }
    for (const auto& [key, group] : groups) {
        std::vector<std::int64_t> counts;
        std::int64_t sum = 0;
        for (const CheckedFigure* const f : group) {
            counts.push_back(f->figure.target.low);
            sum += counts.back();
        }
        const std::int64_t whole = group.front()->figure.target.denominator;
        if (sum != whole || whole < smallest_published) {
            continue;
        }
        const std::vector<ShownCount> shown = shown_parts(counts);
        for (std::size_t i = 0; i < group.size(); ++i) {
            group[i]->low = shown[i].low;
            group[i]->high = shown[i].high;
        }
    }
}

/// A split with its neighbours: the categories of its group in its table.
std::vector<Meant> group_of(const Meant& figure, const std::vector<Meant>& all)
{
    std::vector<Meant> group;
    const Target& t = figure.target;
    for (const Meant& other : all) {
        const Target& o = other.target;
        if (t.kind == TargetKind::split && o.kind == TargetKind::split && other.meaning && o.measure == t.measure &&
            o.group == t.group && o.period == t.period && o.denominator == t.denominator && file_of(o) == file_of(t)) {
            group.push_back(other);
        }
    }
    return group;
}

void judge(CheckedFigure& figure, const Predictor& predictor, const std::vector<Meant>& all)
{
    const Target& t = figure.figure.target;
    const Predictive predictive =
        predictor.predict(figure.figure, figure.reading == Reading::workload, group_of(figure.figure, all));
    figure.absent = predictive.empty();
    if (figure.absent) {
        return;
    }
    Randomness random = predictor.randomness("published " + identity(t) + " " +
                                             std::string(reading_names[static_cast<std::size_t>(figure.reading)]));
    figure.judged = t.kind == TargetKind::share ? judge_share(predictive, t.value, half_step(t.value), random)
                                                : calibration::judge(predictive, figure.low, figure.high, random);
}

/// What the tables that are judged do not have themselves.
std::vector<Meant> years_before(std::span<const Target> targets, std::span<const Target> history)
{
    std::set<std::string> judged;
    for (const Target& t : targets) {
        if (t.kind != TargetKind::missing) {
            judged.insert(identity(t));
        }
    }
    std::vector<Meant> all = meant(history);
    std::erase_if(all, [&](const Meant& m) { return judged.contains(identity(m.target)); });
    return all;
}

/// Figures that are judged against one another and against other tables.
std::vector<Conflict> all_conflicts(std::span<const Target> targets, std::span<const Target> history)
{
    std::vector<Conflict> all = conflicts({targets.begin(), targets.end()});
    for (const Target& t : targets) {
        for (const Target& other : history) {
            if (contradict(t, other)) {
                all.push_back({t, other});
            }
        }
    }
    return all;
}

} // namespace

FitCheck check_fit(const Posterior& posterior, std::span<const Target> targets, std::span<const Target> history)
{
    const Predictor predictor(posterior);
    FitCheck check;
    check.years = posterior.years;
    const std::vector<Meant> all = meant(targets);
    for (const Meant& m : all) {
        const bool open = m.meaning && !m.meaning->workload.empty();
        for (const Reading reading :
             open ? std::vector{Reading::closing, Reading::workload} : std::vector{Reading::only}) {
            CheckedFigure figure{m,     reading, standing_of(m.target, posterior.years, predictor.spreads()), 0, 0,
                                 false, {}};
            hide_small(figure);
            check.figures.push_back(std::move(figure));
        }
    }
    hide_what_gives_away(check.figures);
    for (CheckedFigure& figure : check.figures) {
        if (figure.figure.meaning) {
            judge(figure, predictor, all);
        }
    }
    const std::vector<Meant> before = years_before(targets, history);
    check.national = national_scores(check.figures, before);
    check.counties = county_scores(check.figures, posterior.seed, before);
    check.statistics = statistics(predictor, check.figures);
    check.conflicts = all_conflicts(targets, history);
    check.history = history_files(check.figures, before);
    return check;
}

} // namespace analysis::calibration
