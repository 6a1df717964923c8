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

/// All figures of a target's table; what is wrong with it is found.
std::vector<Target> figures_in(const fs::path& table, Findings& findings)
{
    try {
        return read_targets(table);
    } catch (const sim::InputError& e) {
        for (const sim::Problem& problem : e.problems()) {
            findings.add(problem.where, problem.message);
        }
        return {};
    }
}

/// That a table has not what a target names. \param key  that names it
void refuse_measure(const PlannedTarget& target, const std::vector<Target>& all, const std::string& key,
                    const std::string& measure, Findings& findings)
{
    std::set<std::string> measures;
    for (const Target& t : all) {
        measures.insert(t.measure);
    }
    const std::vector<std::string> names(measures.begin(), measures.end());
    const std::string shown = model::shortened(measure);
    findings.add(
        target.where,
        measures.contains(measure) && !target.group.empty()
            ? refusal("plan.no-group", "{key} = {measure}: the table has no figure of group {group}",
                      "name a group of the table, or none",
                      {{"key", key}, {"measure", shown}, {"group", model::shortened(target.group)}})
            : refusal(
                  "plan.no-measure", "{key} = {measure}: the table has no such measure", "{nearest}",
                  {{"key", key}, {"measure", shown}, {"nearest", model::suggestion(measure, names, findings, "")}}));
}

/// Within the years that may be seen; a finding where none is.
std::vector<Target> seen_of(const std::vector<Target>& figures, const PlannedTarget& target, const Section& section,
                            const Years& years)
{
    std::vector<Target> seen = figures_within(figures, years);
    if (seen.empty()) {
        section.findings().add(target.where, refusal("plan.no-figure", "{measure} has no figure within {years}",
                                                     "take it out or move from and until",
                                                     {{"measure", target.measure}, {"years", text(years)}}));
    }
    return seen;
}

/// The figures of a target's measure and group; findings where there are none or the error model takes them not.
std::vector<Target> figures_of(const PlannedTarget& target, const std::vector<Target>& all, const Section& section,
                               const Years& years)
{
    std::vector<Target> chosen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const Target& t) {
        return t.measure == target.measure && (target.group.empty() || t.group == target.group) &&
               t.kind != TargetKind::missing;
    });
    if (chosen.empty()) {
        refuse_measure(target, all, section.name("measure"), target.measure, section.findings());
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
    return seen_of(chosen, target, section, years);
}

const Target* count_of(const std::vector<Target>& all, const std::string& measure, const std::optional<Period>& period)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Target& t) {
        return t.measure == measure && t.period == period && !t.county && t.kind == TargetKind::count;
    });
    return found == all.end() ? nullptr : &*found;
}

/// Counts of the parts of a whole, period by period, each with the whole's count as what it is a part of; findings where a part was
/// not published or all are more than the whole.
std::vector<Target> parts_of(const PlannedTarget& target, const std::vector<Target>& all, const Section& section,
                             const Years& years)
{
    std::vector<Target> wholes;
    std::copy_if(all.begin(), all.end(), std::back_inserter(wholes), [&](const Target& t) {
        return t.measure == target.measure && !t.county && t.kind == TargetKind::count;
    });
    if (wholes.empty()) {
        refuse_measure(target, all, section.name("measure"), target.measure, section.findings());
        return {};
    }
    std::vector<Target> parts;
    for (const Target& whole : seen_of(wholes, target, section, years)) {
        std::int64_t sum = 0;
        for (const std::string& name : target.parts) {
            const Target* const part = count_of(all, name, whole.period);
            if (part == nullptr) {
                refuse_measure(target, all, section.name("parts"), name, section.findings());
                continue;
            }
            parts.push_back(*part);
            parts.back().denominator = whole.low;
            sum += part->low;
        }
        if (sum > whole.low) {
            section.findings().add(target.where,
                                   refusal("plan.parts-above-whole",
                                           "{key}: together {sum}, of {measure} = {whole} in {period}",
                                           "name parts that nobody is in twice, or write a target for each",
                                           {{"key", section.name("parts")},
                                            {"sum", sum},
                                            {"measure", target.measure},
                                            {"whole", whole.low},
                                            {"period", whole.period ? period_text(*whole.period) : std::string("?")}}));
        }
    }
    return parts;
}

/// The measures that are parts of the whole that `measure` names.
std::vector<std::string> read_parts(const Section& section, const PlannedTarget& target)
{
    std::vector<std::string> parts;
    const auto* const list =
        section.list("parts", phrase("say.array-of-measures", "an array of measures, such as [\"victims_children\"],"));
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const Node& node = (*list)[i];
        if (const auto* const measure = std::get_if<std::string>(&node.value)) {
            parts.push_back(*measure);
        } else {
            section.findings().add(node,
                                   model::wrong_type(section.name("parts"), node,
                                                     phrase("say.array-of-measures",
                                                            "an array of measures, such as [\"victims_children\"],")));
        }
    }
    if (!parts.empty() && target.error != ErrorModel::split) {
        section.findings().add(*section.find("parts"),
                               refusal("plan.parts-of-counts", "{key}: parts of a whole are shares of it",
                                       "write error = \"split\", or take the parts out",
                                       {{"key", section.name("parts")}}));
    }
    return parts;
}

PlannedTarget read_target(const Section& section, const std::string& where, const fs::path& folder, const Years& years)
{
    static const std::array<std::string, 8> known{"table", "measure", "group",       "parts",
                                                  "error", "spread",  "discrepancy", "until"};
    static const std::array<std::string, 2> errors{"count", "split"};
    section.refuse_unknown(known);
    PlannedTarget target;
    target.where = where;
    const std::string table = section.needed_text("table", where, "../data/anitp_national_by_year.csv");
    target.table = (folder / table).lexically_normal();
    target.measure = section.needed_text("measure", where, "victims_children");
    target.group = section.text("group").value_or("");
    section.needed_text("error", where, "count");
    const auto error = section.choice("error", errors);
    target.error = error.value_or(0) == 1 ? ErrorModel::split : ErrorModel::count;
    target.parts = read_parts(section, target);
    if (!section.has("spread")) {
        section.findings().add(where, refusal("plan.no-spread",
                                              "{key} is missing: how far figures stray beyond their own luck",
                                              "write it, such as spread = 0.17", {{"key", section.name("spread")}}));
    }
    target.spread = section.number("spread", spread_allowed).value_or(0.0);
    target.discrepancy = section.number("discrepancy", discrepancy_allowed).value_or(0.0);
    Years seen = years;
    if (const auto until = section.whole("until", years_allowed)) {
        if (target.error != ErrorModel::split) {
            section.findings().add(*section.find("until"),
                                   refusal("plan.until-of-counts", "{key}: counts of later years would be seen",
                                           "take it out: only shares of a longer table may reach past the plan's until",
                                           {{"key", section.name("until")}}));
        }
        seen.until = static_cast<int>(*until);
    }
    if (!table.empty() && !target.measure.empty() && error) {
        const std::vector<Target> all = figures_in(target.table, section.findings());
        target.figures = all.empty()            ? all
                         : target.parts.empty() ? figures_of(target, all, section, seen)
                                                : parts_of(target, all, section, seen);
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
        for (const std::string& measure : target.parts.empty() ? std::vector{target.measure} : target.parts) {
            if (!met.insert(target.table.generic_string() + "\n" + measure + "\n" + target.group).second) {
                findings.add(node, refusal("plan.twice", "{measure} of this table is a target twice",
                                           "leave one out: figures count once", {{"measure", measure}}));
            }
        }
        plan.targets.push_back(std::move(target));
    }
}

/// Intervals taken one by one say too much: each needs the total of its year.
void check_totals(const Plan& plan, Findings& findings)
{
    const auto total = [&](const Target& interval) {
        return std::any_of(plan.targets.begin(), plan.targets.end(), [&](const PlannedTarget& target) {
            return target.error == ErrorModel::count &&
                   std::any_of(target.figures.begin(), target.figures.end(), [&](const Target& t) {
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
