#include "analysis/optimise/plan.hpp"

#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace analysis::optimise {
namespace {

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

constexpr std::int64_t plan_format = 1;
constexpr std::int64_t usual_most_runs = 5000;
constexpr Allowed format_allowed{0, 1e9, "1"};
constexpr Allowed seed_allowed{0, model::largest_seed, "1"};
constexpr Allowed money_allowed{1000.0, 1e12, "RON"};
constexpr Allowed weight_allowed{1.0, 10.0, "1"};
constexpr Allowed scale_allowed{0.0, 1e12, "1"};
constexpr Allowed replicates_allowed{4, 10'000, "replicates"};
constexpr Allowed levels_allowed{1, 16, "levels"};
constexpr Allowed count_allowed{0, 1000, "portfolios"};
constexpr Allowed some_allowed{1, 1000, "portfolios"};
constexpr Allowed rounds_allowed{0, 100, "rounds"};
constexpr Allowed runs_allowed{1, 100'000'000, "runs"};
constexpr std::string_view only_aim = "true_cases_averted";

/// Only fewer true cases are an aim: fewer registered ones may mean that fewer were found (RELIABILITY R7).
void read_aim(const Section& top, Plan& plan)
{
    static const std::array<std::string, 2> known{"objective", "child_weight"};
    const Section aim = top.section("aim");
    aim.refuse_unknown(known);
    const std::string objective = aim.text("objective").value_or(std::string(only_aim));
    if (objective != only_aim) {
        aim.findings().add(
            aim.where("objective"),
            refusal(
                "optimise.aim", "{key} = \"{value}\" is no aim: portfolios are chosen by true cases averted alone",
                "leave it out; what the register shows may fall because less is found, and a search would find out how",
                {{"key", aim.name("objective")}, {"value", model::shortened(objective)}}));
    }
    plan.child_weight = aim.number("child_weight", weight_allowed).value_or(plan.child_weight);
}

void read_budgets(const Section& top, const std::string& first_line, Plan& plan)
{
    const auto* const list =
        top.list("budgets", phrase("say.array-of-money", "an array of sums of money, such as [\"10 million RON\"],"));
    for (const Node& node : list ? *list : Node::List{}) {
        if (const auto sum = model::read_number(node, "budgets", money_allowed, top.findings(), model::Held::listed)) {
            plan.budgets.push_back(*sum);
        }
    }
    if (!list || list->empty()) {
        top.findings().add(top.where("budgets", first_line),
                           refusal("optimise.no-budget", "there is no money to spend",
                                   "write budgets = [\"10 million RON\"], or several for what more would bring"));
    }
    std::sort(plan.budgets.begin(), plan.budgets.end());
    // Names of files have whole lei.
    const auto same = [](double one, double other) { return std::llround(one) == std::llround(other); };
    if (std::adjacent_find(plan.budgets.begin(), plan.budgets.end(), same) != plan.budgets.end()) {
        top.findings().add(top.where("budgets", first_line),
                           refusal("optimise.same-budget", "a budget stands there twice", "take one out"));
    }
}

void read_effort(const Section& top, Plan& plan)
{
    static const std::array<std::string, 9> known{"seed",      "replicates", "levels",  "explore", "rounds",
                                                  "proposals", "finalists",  "confirm", "runs"};
    const Section search = top.section("search");
    search.refuse_unknown(known);
    Effort& e = plan.effort;
    const auto take = [&](std::size_t& into, std::string_view key, const Allowed& allowed) {
        into = static_cast<std::size_t>(search.whole(key, allowed).value_or(static_cast<std::int64_t>(into)));
    };
    e.seed = static_cast<std::uint64_t>(search.whole("seed", seed_allowed).value_or(1));
    take(e.replicates, "replicates", replicates_allowed);
    take(e.levels, "levels", levels_allowed);
    take(e.explore, "explore", count_allowed);
    take(e.rounds, "rounds", rounds_allowed);
    take(e.proposals, "proposals", some_allowed);
    take(e.finalists, "finalists", some_allowed);
    take(e.confirm, "confirm", replicates_allowed);
    plan.most_runs = usual_most_runs;
    take(plan.most_runs, "runs", runs_allowed);
}

PlannedMeasure read_measure(const Section& section, const std::string& where, const fs::path& folder)
{
    static const std::array<std::string, 6> known{"file", "kind", "name", "scale", "from", "to"};
    section.refuse_unknown(known);
    PlannedMeasure measure;
    measure.where = where;
    if (section.has("file") == section.has("kind")) {
        section.findings().add(where,
                               refusal("optimise.which-measure", "a measure is one strategy's file or one kind",
                                       "write file = \"../strategies/curriculum.toml\", or kind = \"curriculum\""));
    }
    if (const auto file = section.text("file")) {
        measure.file = (folder / *file).lexically_normal();
    }
    measure.kind = section.text("kind").value_or("");
    measure.name = section.text("name").value_or(measure.kind.empty() ? measure.file.stem().string() : measure.kind);
    measure.scale = section.text("scale").value_or(measure.scale);
    measure.from = section.number("from", scale_allowed);
    measure.to = section.number("to", scale_allowed);
    return measure;
}

void read_measures(const Section& top, const std::string& first_line, const fs::path& folder, Plan& plan)
{
    Findings& findings = top.findings();
    const auto* const list =
        top.list("measure", phrase("say.array-of-bought", "an array of tables, each written [[measure]],"));
    if (!list || list->empty()) {
        findings.add(top.where("measure", first_line),
                     refusal("optimise.no-measure", "there is no measure to spend money on",
                             "write a table [[measure]] for each, with file = \"...\" or kind = \"...\""));
    }
    for (const Node& node : list ? *list : Node::List{}) {
        const auto* const one = std::get_if<Node::Table>(&node.value);
        if (!one) {
            findings.add(node, model::wrong_type("measure", node,
                                                 phrase("say.table-of-measure", "a table, written [[measure]],")));
            continue;
        }
        PlannedMeasure measure = read_measure(Section(one, "measure.", findings), node.where, folder);
        const bool twice = std::any_of(plan.measures.begin(), plan.measures.end(),
                                       [&](const PlannedMeasure& other) { return other.name == measure.name; });
        if (twice) {
            findings.add(node, refusal("optimise.same-name", "two measures are named \"{name}\"",
                                       "give one another name = \"...\"", {{"name", model::shortened(measure.name)}}));
        }
        plan.measures.push_back(std::move(measure));
    }
}

} // namespace

Plan read_plan(const fs::path& file)
{
    static const std::array<std::string, 8> known{"format", "title",   "title_ro", "baseline",
                                                  "aim",    "budgets", "search",   "measure"};
    Findings findings;
    const std::string shown = file.generic_string();
    const std::string first_line = shown + ":1";
    const Node::Table table = model::read_toml(file, shown, findings);
    findings.raise();
    const Section top(&table, "", findings);
    top.refuse_unknown(known);
    if (top.whole("format", format_allowed).value_or(0) != plan_format) {
        findings.add(top.where("format", first_line),
                     refusal("optimise.format", "this is no budget search of format {format}",
                             "format = {format} is expected", {{"format", plan_format}}));
    }
    Plan plan;
    plan.title = top.needed_text("title", first_line, "What 10 million RON a year can avert");
    plan.title_ro = top.text("title_ro").value_or("");
    const std::string baseline = top.needed_text("baseline", first_line, "../baselines/three_counties.toml");
    plan.baseline = (file.parent_path() / baseline).lexically_normal();
    read_aim(top, plan);
    read_budgets(top, first_line, plan);
    read_effort(top, plan);
    read_measures(top, first_line, file.parent_path(), plan);
    findings.raise();
    return plan;
}

} // namespace analysis::optimise
