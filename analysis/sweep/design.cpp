#include "analysis/sweep/design.hpp"

#include "analysis/sweep/axis_reader.hpp"
#include "models/scenario_check.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace analysis::sweep {
namespace {

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

constexpr std::int64_t design_format = 1;
constexpr Allowed format_allowed{0, 1e9, "1"};
constexpr Allowed seed_allowed{0, model::largest_seed, "1"};
constexpr Allowed replicates_allowed{1, 100'000, "replicates"};
constexpr Allowed attempts_allowed{1, 100, "attempts"};
constexpr Allowed points_allowed{1, 1'000'000, "points"};
constexpr Allowed levels_allowed{1, 1000, "levels"};
constexpr Allowed scramble_allowed{0, 1'000'000, "1"};
constexpr Allowed units_allowed{1, 10'000'000, "units"};
constexpr std::int64_t usual_most_units = 10'000;

void read_files(const Section& top, const std::string& first_line, const fs::path& folder, Design& design)
{
    design.title = top.needed_text("title", first_line, "What lessons change, over what is believed");
    const std::string baseline = top.needed_text("baseline", first_line, "../baselines/three_counties.toml");
    design.baseline = (folder / baseline).lexically_normal();
    const auto* const strategies =
        top.list("strategies", phrase("say.array-of-files", "an array of files, such as [\"a.toml\"],"));
    for (const Node& node : strategies ? *strategies : Node::List{}) {
        if (const auto* const text = std::get_if<std::string>(&node.value)) {
            design.strategies.push_back((folder / *text).lexically_normal());
        } else {
            top.findings().add(node, model::wrong_type("strategies", node, phrase("say.name-of-file", "a file")));
        }
    }
}

void read_run(const Section& top, Design& design)
{
    static const std::array<std::string, 3> known{"seed", "replicates", "attempts"};
    const Section run = top.section("run");
    run.refuse_unknown(known);
    design.seed = static_cast<std::uint64_t>(run.whole("seed", seed_allowed).value_or(1));
    design.replicates = run.whole("replicates", replicates_allowed).value_or(1);
    design.attempts = run.whole("attempts", attempts_allowed).value_or(design.attempts);
}

bool counts_points(Kind kind)
{
    return kind == Kind::latin_hypercube || kind == Kind::sobol || kind == Kind::saltelli || kind == Kind::morris;
}

/// The keys of [design] that a kind does not read are refused: they would do nothing in silence.
void refuse_idle(const Section& section, Kind kind)
{
    static const std::array<std::string, 8> known{"kind",     "points",       "levels", "seed",
                                                  "scramble", "second_order", "file",   "slices"};
    section.refuse_unknown(known);
    const auto idle = [&](std::string_view key, bool read) {
        if (section.has(key) && !read) {
            section.findings().add(
                section.where(key),
                refusal("sweep.idle-key", "{key} says nothing in a design of kind \"{kind}\"", "take it out",
                        {{"key", section.name(key)}, {"kind", kind_names[static_cast<std::size_t>(kind)]}}));
        }
    };
    idle("points", counts_points(kind) || kind == Kind::posterior);
    idle("levels", kind == Kind::grid);
    idle("seed", counts_points(kind));
    idle("scramble", counts_points(kind));
    idle("second_order", kind == Kind::saltelli);
    idle("slices", kind == Kind::morris);
    idle("file", kind == Kind::csv);
}

/// \return  whether the kind is known, so that it can be told what it has no use for
bool read_points(const Section& top, const std::string& first_line, const fs::path& folder, Design& design)
{
    static const std::array<std::string, 8> kinds = [] {
        std::array<std::string, 8> all;
        std::copy(kind_names.begin(), kind_names.end(), all.begin());
        return all;
    }();
    const Section section = top.section("design");
    const std::string where = top.where("design", first_line);
    if (!section.table()) {
        design.kind = Kind::declared;
        return !top.has("design");
    }
    if (!section.has("kind")) {
        section.needed_text("kind", where, "sobol");
    }
    const auto kind = section.choice("kind", kinds);
    design.kind = static_cast<Kind>(kind.value_or(0));
    if (kind) {
        refuse_idle(section, design.kind);
    }
    if (counts_points(design.kind) && !section.has("points")) {
        section.findings().add(where, refusal("sweep.no-points", "{key} is missing: how many points",
                                              "write it, such as points = 64", {{"key", section.name("points")}}));
    }
    design.points = section.whole("points", points_allowed).value_or(design.kind == Kind::posterior ? 0 : 1);
    design.levels = section.whole("levels", levels_allowed).value_or(design.levels);
    design.slices = section.whole("slices", levels_allowed).value_or(design.slices);
    if (design.slices % 2 != 0) {
        section.findings().add(section.where("slices"),
                               refusal("sweep.odd-slices", "{key} = {value} is odd", "write an even number, such as 4",
                                       {{"key", section.name("slices")}, {"value", design.slices}}));
    }
    design.design_seed = static_cast<std::uint64_t>(section.whole("seed", seed_allowed).value_or(1));
    design.scramble = section.whole("scramble", scramble_allowed).value_or(0);
    design.second_order = section.flag("second_order").value_or(false);
    if (design.kind == Kind::csv) {
        design.table = (folder / section.needed_text("file", where, "points.csv")).lexically_normal();
    }
    return kind.has_value();
}

void read_keep(const Section& top, Design& design)
{
    static const std::array<std::string, 3> known{"strata", "costs", "events"};
    static const std::array<std::string, 6> strata = [] {
        std::array<std::string, 6> all;
        std::copy(stratum_names.begin(), stratum_names.end(), all.begin());
        return all;
    }();
    const Section keep = top.section("keep");
    keep.refuse_unknown(known);
    if (const auto chosen = keep.choices("strata", strata)) {
        for (const std::size_t at : *chosen) {
            design.keep.strata.push_back(strata[at]);
        }
    } else if (!keep.has("strata")) {
        design.keep.strata.assign(strata.begin(), strata.end());
    }
    std::sort(design.keep.strata.begin(), design.keep.strata.end());
    design.keep.costs = keep.flag("costs").value_or(true);
    design.keep.events = keep.flag("events").value_or(false);
}

/// What [parameters] must say of a kind.
void check_axes(const Section& top, const std::string& first_line, const Design& design)
{
    const bool wanted = counts_points(design.kind) || design.kind == Kind::grid;
    if (wanted && design.axes.empty()) {
        top.findings().add(top.where("parameters", first_line), refusal("sweep.no-axis", "no parameter is swept",
                                                                        "name one in [parameters], such as {example}",
                                                                        {{"example", "\"lover_boy.approach\" = { }"}}));
    }
    if (!wanted && !design.axes.empty()) {
        top.findings().add(top.where("parameters"),
                           refusal("sweep.idle-axes", "[parameters] says nothing in a design of kind \"{kind}\"",
                                   "take it out, or write a kind that lays points",
                                   {{"kind", kind_names[static_cast<std::size_t>(design.kind)]}}));
    }
}

/// A scenario in the place of a design has every key wrong, and no one of them is what is wrong.
void refuse_scenario(const Section& top, const std::string& first_line, const fs::path& file)
{
    if (top.has("baseline")) {
        return;
    }
    const Section run = top.section("run");
    if (run.has("counties") || run.has("start")) {
        throw sim::InputError(first_line, refusal("sweep.scenario", "this is a scenario, and a design is expected",
                                                  "write a design that names it: baseline = \"{file}\"",
                                                  {{"file", file.filename().generic_string()}}));
    }
}

} // namespace

Design read_design(const fs::path& file, std::span<const sim::ParameterInfo> declared)
{
    static const std::array<std::string, 10> known{"format", "title",      "baseline", "strategies", "run",
                                                   "design", "parameters", "keep",     "budget",     "slurm"};
    static const std::array<std::string, 1> budget_known{"units"};
    Findings findings;
    const std::string shown = file.generic_string();
    const std::string first_line = shown + ":1";
    const Node::Table table = model::read_toml(file, shown, findings);
    findings.raise();
    const Section top(&table, "", findings);
    refuse_scenario(top, first_line, file);
    top.refuse_unknown(known);
    if (top.whole("format", format_allowed).value_or(0) != design_format) {
        findings.add(top.where("format", first_line),
                     refusal("sweep.format", "this is no design of format {format}", "format = {format} is expected",
                             {{"format", design_format}}));
    }
    Design design;
    read_files(top, first_line, file.parent_path(), design);
    read_run(top, design);
    const bool knows_kind = read_points(top, first_line, file.parent_path(), design);
    read_keep(top, design);
    const Section budget = top.section("budget");
    budget.refuse_unknown(budget_known);
    design.most_units = budget.whole("units", units_allowed).value_or(usual_most_units);
    if (top.has("slurm")) {
        design.slurm = cluster::read_slurm_options(top.section("slurm"), file.parent_path());
    }
    AxisReader axes(declared, design.kind == Kind::grid, findings);
    if (const Section section = top.section("parameters"); section.table()) {
        axes.read(*section.table(), "");
    }
    design.axes = axes.take();
    std::sort(design.axes.begin(), design.axes.end(), [](const Axis& a, const Axis& b) { return a.name < b.name; });
    if (knows_kind) { // what says nothing of a kind that is misspelt may say much of the one that is meant
        check_axes(top, first_line, design);
    }
    findings.raise();
    return design;
}

} // namespace analysis::sweep
