#include "analysis/calibration/plan_reader.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace analysis::calibration::reader {
namespace {

using sim::phrase;
using sim::refusal;

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;

constexpr Allowed spread_allowed{0.001, 2, "1"};
constexpr Allowed discrepancy_allowed{0, 2, "1"};

sim::Message text(const Years& years)
{
    const std::string from = years.from ? std::to_string(*years.from) : "";
    const std::string until = years.until ? std::to_string(*years.until) : "";
    if (years.from && years.until) {
        return phrase("say.years-between", "{from} to {until}", {{"from", from}, {"until", until}});
    }
    return years.from ? phrase("say.years-from", "{from} to the last year", {{"from", from}})
                      : phrase("say.years-until", "the first year to {until}", {{"until", until}});
}

/// Whether an error model takes a figure.
bool takes(ErrorModel error, const Target& figure)
{
    return error == ErrorModel::split ? figure.kind == TargetKind::split
                                      : figure.kind == TargetKind::count || figure.kind == TargetKind::interval;
}

/// The figures of a target's measure and group; findings where there are none or the error model takes them not.
std::vector<Target> figures_of(const PlannedTarget& target, const Section& section, const Years& years)
{
    std::vector<Target> all;
    try {
        all = read_targets(target.table);
    } catch (const sim::InputError& e) {
        for (const sim::Problem& problem : e.problems()) {
            section.findings().add(problem.where, problem.message);
        }
        return {};
    }
    std::set<std::string> measures;
    std::vector<Target> chosen;
    for (Target& t : all) {
        measures.insert(t.measure);
        if (t.measure == target.measure && (target.group.empty() || t.group == target.group) &&
            t.kind != TargetKind::missing) {
            chosen.push_back(std::move(t));
        }
    }
    const std::vector<std::string> names(measures.begin(), measures.end());
    if (chosen.empty()) {
        const std::string measure = model::shortened(target.measure);
        section.findings().add(
            target.where,
            measures.contains(target.measure)
                ? refusal("plan.no-group", "{key} = {measure}: the table has no figure of group {group}",
                          "name a group of the table, or none",
                          {{"key", section.name("measure")},
                           {"measure", measure},
                           {"group", model::shortened(target.group)}})
                : refusal("plan.no-measure", "{key} = {measure}: the table has no such measure", "{nearest}",
                          {{"key", section.name("measure")},
                           {"measure", measure},
                           {"nearest", model::suggestion(target.measure, names, section.findings(), "")}}));
        return {};
    }
    const auto bad =
        std::find_if(chosen.begin(), chosen.end(), [&](const Target& t) { return !takes(target.error, t); });
    if (bad != chosen.end()) {
        section.findings().add(
            bad->where,
            refusal("plan.error-model", "{measure} cannot be a target with error = \"{error}\"",
                    "counts and intervals take count, categories of a published whole take split, a share or amount "
                    "without "
                    "its count takes neither and can only be compared afterwards",
                    {{"measure", target.measure}, {"error", target.error == ErrorModel::split ? "split" : "count"}}));
        return {};
    }
    chosen = figures_within(chosen, years);
    if (chosen.empty()) {
        section.findings().add(target.where, refusal("plan.no-figure", "{measure} has no figure within {years}",
                                                     "take it out or move from and until",
                                                     {{"measure", target.measure}, {"years", text(years)}}));
    }
    return chosen;
}

PlannedTarget read_target(const Section& section, const std::string& where, const fs::path& folder, const Years& years)
{
    static const std::array<std::string, 7> known{"table",  "measure",     "group", "error",
                                                  "spread", "discrepancy", "until"};
    static const std::array<std::string, 2> errors{"count", "split"};
    section.refuse_unknown(known);
    PlannedTarget target;
    target.where = where;
    const std::string table = needed(section, "table", where, "../data/anitp_national_by_year.csv");
    target.table = (folder / table).lexically_normal();
    target.measure = needed(section, "measure", where, "victims_children");
    target.group = section.text("group").value_or("");
    needed(section, "error", where, "count");
    const auto error = section.choice("error", errors);
    target.error = error.value_or(0) == 1 ? ErrorModel::split : ErrorModel::count;
    if (!section.has("spread")) {
        section.findings().add(where, refusal("plan.no-spread",
                                              "{key} is missing: how far figures stray beyond their own luck",
                                              "write it, such as spread = 0.17", {{"key", section.name("spread")}}));
    }
    target.spread = section.number("spread", spread_allowed).value_or(0.0);
    target.discrepancy = section.number("discrepancy", discrepancy_allowed).value_or(0.0);
    Years seen = years;
    if (const auto until = whole(section, "until", years_allowed)) {
        if (target.error != ErrorModel::split) {
            section.findings().add(*section.find("until"),
                                   refusal("plan.until-of-counts", "{key}: counts of later years would be seen",
                                           "take it out: only shares of a longer table may reach past the plan's until",
                                           {{"key", section.name("until")}}));
        }
        seen.until = static_cast<int>(*until);
    }
    if (!table.empty() && !target.measure.empty() && error) {
        target.figures = figures_of(target, section, seen);
    }
    return target;
}

} // namespace

void read_targets_of(const Section& top, const std::string& otherwise, const fs::path& folder, Plan& plan)
{
    Findings& findings = top.findings();
    const auto* const targets =
        top.list("target", phrase("say.array-of-targets", "an array of tables, each written [[target]],"));
    if (!targets || targets->empty()) {
        findings.add(top.where("target", otherwise),
                     refusal("plan.no-target", "no figure is a target", "write a table [[target]]"));
        return;
    }
    std::set<std::string> met;
    for (const Node& node : *targets) {
        const auto* const one = std::get_if<Node::Table>(&node.value);
        if (!one) {
            findings.add(
                node, model::wrong_type("target", node, phrase("say.table-of-target", "a table, written [[target]],")));
            continue;
        }
        PlannedTarget target = read_target(Section(one, "target.", findings), node.where, folder, plan.years);
        if (!met.insert(target.table.generic_string() + "\n" + target.measure + "\n" + target.group).second) {
            findings.add(node, refusal("plan.twice", "{measure} of this table is a target twice",
                                       "leave one out: figures count once", {{"measure", target.measure}}));
        }
        plan.targets.push_back(std::move(target));
    }
}

/// Intervals taken one by one say too much: each needs the total of its year.
void check_totals(const Plan& plan, Findings& findings)
{
    const auto total = [&](const Target& interval) {
        return std::any_of(plan.targets.begin(), plan.targets.end(), [&](const PlannedTarget& target) {
            return std::any_of(target.figures.begin(), target.figures.end(), [&](const Target& t) {
                return t.measure == interval.measure && !t.county && t.period == interval.period &&
                       t.kind == TargetKind::count;
            });
        });
    };
    for (const PlannedTarget& target : plan.targets) {
        const auto alone = std::find_if(target.figures.begin(), target.figures.end(), [&](const Target& t) {
            return t.kind == TargetKind::interval && t.county && !total(t);
        });
        if (alone != target.figures.end()) {
            findings.add(
                target.where,
                refusal("plan.no-total",
                        "intervals of {measure} in {period} need the country's total of that year, without which "
                        "they imply too many",
                        "add a target with it",
                        {{"measure", alone->measure},
                         {"period", alone->period ? period_text(*alone->period) : std::string("?")}}));
        }
    }
}

} // namespace analysis::calibration::reader
