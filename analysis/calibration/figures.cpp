#include "analysis/calibration/figures.hpp"

#include "sim/error.hpp"

#include <algorithm>

namespace analysis::calibration {
namespace {

std::string name_of(const Target& t)
{
    std::string name = t.measure;
    for (const std::string& word : {t.group, t.period ? period_text(*t.period) : std::string()}) {
        name += word.empty() ? "" : " " + word;
    }
    return name;
}

sim::Message untold(const Meant& one)
{
    return sim::refusal("calibrate.untold", "{measure}: no line of the register tells it ({why})",
                        "leave it out of the plan: it can be compared afterwards",
                        {{"measure", name_of(one.target)}, {"why", unmeant_names[static_cast<std::size_t>(one.why)]}});
}

void add_counts(const PlannedTarget& planned, double scale, Figures& figures, sim::Problems& problems)
{
    for (const Target& t : planned.figures) {
        if (t.county) {
            continue; // county rates are drawn when the country is fitted
        }
        const Meant one = meant(t);
        if (!one.meaning || !one.meaning->figure.empty() || one.meaning->whole) {
            problems.add(t.where, untold(one));
            continue;
        }
        figures.counts.push_back({name_of(t),
                                  t.low,
                                  t.high,
                                  t.period ? t.period->years() : 1.0,
                                  scale,
                                  planned.spread,
                                  planned.discrepancy,
                                  {one.meaning->counted}});
    }
}

/// One group of a split with all of its categories, or one category and the rest of the whole.
void add_group(std::span<const Meant> group, const PlannedTarget& planned, SplitFigure& split)
{
    for (const Meant& one : group) {
        split.categories.push_back((one.target.group.empty() ? "" : one.target.group + " ") + one.target.category);
        split.counts.push_back(one.target.low);
        split.counted.push_back({{one.meaning->counted}});
    }
    if (group.size() == 1) {
        const Target& t = group.front().target;
        split.categories.push_back("not " + t.category);
        split.counts.push_back(t.denominator - t.low);
        split.counted.push_back({{*group.front().meaning->whole, {group.front().meaning->counted}}});
    }
    split.spread = planned.spread;
    split.discrepancy = planned.discrepancy;
}

/// Whether nobody stands in two of the categories; who does would count twice.
bool apart(const SplitFigure& split, const PlannedTarget& planned, sim::Problems& problems)
{
    for (std::size_t i = 0; i < split.counted.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (split.counted[i][0].but_not.empty() && split.counted[j][0].but_not.empty() &&
                !both(split.counted[i][0].in, split.counted[j][0].in).empty()) {
                problems.add(
                    planned.where,
                    sim::refusal("calibrate.overlap",
                                 "{measure}: some persons stand in two of its categories, {first} and {second}",
                                 "name one group of the table",
                                 {{"measure", planned.measure},
                                  {"first", split.categories[j]},
                                  {"second", split.categories[i]}}));
                return false;
            }
        }
    }
    return true;
}

void add_splits(const PlannedTarget& planned, Figures& figures, sim::Problems& problems)
{
    std::vector<Meant> told;
    for (Meant& one : meant(std::span(planned.figures))) {
        if (one.meaning && one.meaning->figure.empty() && !one.meaning->part) {
            told.push_back(std::move(one));
        } else if (one.why != Unmeant::part) {
            problems.add(one.target.where, untold(one));
        }
    }
    if (told.empty()) {
        return;
    }
    SplitFigure split;
    split.name = planned.measure + (planned.group.empty() ? "" : " " + planned.group);
    for (std::size_t first = 0; first < told.size();) {
        std::size_t last = first;
        while (last < told.size() && told[last].target.group == told[first].target.group) {
            ++last;
        }
        add_group(std::span(told).subspan(first, last - first), planned, split);
        first = last;
    }
    if (apart(split, planned, problems)) {
        figures.splits.push_back(std::move(split));
    }
}

/// The parts of a whole in one period, and who is in none of them where parts are less than the whole.
void add_parts(std::span<const Target> targets, const PlannedTarget& planned, Figures& figures, sim::Problems& problems)
{
    Target whole = targets.front();
    whole.measure = planned.measure;
    whole.low = whole.high = targets.front().denominator;
    std::vector<Meant> told = meant(targets); // "other" is what the others do not name
    told.push_back(meant(whole));
    for (const Meant& one : told) {
        if (!one.meaning || !one.meaning->figure.empty() || one.meaning->whole) {
            problems.add(one.target.where, untold(one));
            return;
        }
    }
    const Selection everybody = told.back().meaning->counted;
    told.pop_back();
    SplitFigure split;
    split.name = name_of(whole);
    split.spread = planned.spread;
    split.discrepancy = planned.discrepancy;
    std::int64_t rest = whole.low;
    Counted others{everybody, {}};
    for (const Meant& one : told) {
        split.categories.push_back(one.target.measure);
        split.counts.push_back(one.target.low);
        split.counted.push_back({{both(one.meaning->counted, everybody)}});
        others.but_not.push_back(one.meaning->counted);
        rest -= one.target.low;
    }
    if (rest > 0 || told.size() == 1) {
        split.categories.push_back("not so");
        split.counts.push_back(rest);
        split.counted.push_back({std::move(others)});
    }
    if (apart(split, planned, problems)) {
        figures.splits.push_back(std::move(split));
    }
}

/// Parts of wholes, period by period.
void add_all_parts(const PlannedTarget& planned, Figures& figures, sim::Problems& problems)
{
    const std::span<const Target> all(planned.figures);
    for (std::size_t first = 0; first < all.size(); first += planned.parts.size()) {
        add_parts(all.subspan(first, planned.parts.size()), planned, figures, problems);
    }
}

} // namespace

bool Counted::holds(const Profile& profile) const
{
    return in.holds(profile) &&
           std::none_of(but_not.begin(), but_not.end(), [&](const Selection& s) { return s.holds(profile); });
}

Figures figures_of(const Plan& plan, double scale)
{
    Figures figures;
    sim::Problems problems;
    for (const PlannedTarget& planned : plan.targets) {
        if (planned.error == ErrorModel::count) {
            add_counts(planned, scale, figures, problems);
        } else if (!planned.parts.empty()) {
            add_all_parts(planned, figures, problems);
        } else {
            add_splits(planned, figures, problems);
        }
    }
    problems.raise();
    return figures;
}

} // namespace analysis::calibration
