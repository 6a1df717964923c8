#include "analysis/calibration/plan_reader.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace analysis::calibration {
namespace {

using sim::phrase;
using sim::refusal;

namespace fs = std::filesystem;
using model::Allowed;
using model::Findings;
using model::Node;
using model::Section;
using reader::years_allowed;

constexpr std::int64_t plan_format = 1;
constexpr Allowed points_allowed{1, 100000, "points"};
constexpr Allowed replicates_allowed{1, 1000, "replicates"};
constexpr Allowed particles_allowed{100, 1000000, "particles"};
constexpr Allowed checks_allowed{0, 1000, "runs"};
constexpr Allowed format_allowed{0, 1e9, "1"};
constexpr Allowed seed_allowed{0, model::largest_seed, "1"};
constexpr Allowed persons_allowed{1000, 1e10, "persons"};
constexpr Allowed factor_allowed{1.01, 1000, "1"};

/// Reads [free] and the tables inside it.
class FreeParameters {
public:
    FreeParameters(std::span<const sim::ParameterInfo> declared, Findings& findings)
        : declared_(declared), findings_(findings)
    {
        std::transform(declared.begin(), declared.end(), std::back_inserter(names_),
                       [](const sim::ParameterInfo& info) { return std::string(info.name); });
    }

    void read(const Node::Table& table, const std::string& prefix)
    {
        for (const auto& [key, node] : table) {
            const std::string name = prefix + key;
            const auto info = std::find_if(declared_.begin(), declared_.end(),
                                           [&](const sim::ParameterInfo& known) { return known.name == name; });
            const auto* const inner = std::get_if<Node::Table>(&node.value);
            if (!inner) {
                findings_.add(node,
                              model::wrong_type("free." + name, node,
                                                phrase("say.table-of-prior", "a table such as {example}",
                                                       {{"example", "{ } or { factor = 2.0, reason = \"...\" }"}})));
            } else if (info != declared_.end()) {
                add(*info, Section(inner, "free." + name + ".", findings_), node);
            } else if (!inner->empty() && prefix.empty()) {
                read(*inner, name + "."); // [free.offenders] per_100k = { }
            } else {
                findings_.add(node, model::unknown_key("free." + model::shortened(name),
                                                       model::suggestion(name, names_, findings_, "free.")));
            }
        }
    }
    std::vector<FreeParameter> take() { return std::move(all_); }

private:
    void add(const sim::ParameterInfo& info, const Section& section, const Node& node)
    {
        static const std::array<std::string, 4> known{"factor", "median", "scale", "reason"};
        static const std::array<std::string, 2> scales{"log", "logit"};
        section.refuse_unknown(known);
        const auto factor = section.number("factor", factor_allowed);
        const auto median = section.number("median", {info.low, info.high, info.unit});
        const bool logit = section.choice("scale", scales).value_or(0) == 1;
        const std::string reason = section.text("reason").value_or("");
        const double middle = median.value_or(info.value);
        if (middle <= 0.0 || (logit && middle >= 1.0)) {
            const std::string key = section.name("median");
            const std::string value = model::number_text(middle);
            findings_.add(node, logit
                                    ? refusal("plan.median-logit",
                                              "{key} = {value}: a logit prior needs a median above 0 and below 1",
                                              "set median", {{"key", key}, {"value", value}})
                                    : refusal("plan.median-log", "{key} = {value}: a log prior needs a median above 0",
                                              "set median", {{"key", key}, {"value", value}}));
            return;
        }
        if ((section.has("factor") || section.has("median")) && reason.empty()) {
            findings_.add(node, refusal("plan.no-reason", "{key} is missing, though the prior is not the declaration's",
                                        "write why, as reason = \"...\"", {{"key", section.name("reason")}}));
        }
        sim::ParameterInfo about = info;
        about.value = middle;
        all_.push_back({std::string(info.name),
                        prior_of(about, logit ? Prior::Scale::logit : Prior::Scale::log, factor.value_or(0.0)), reason,
                        std::string(info.unit)});
    }

    std::span<const sim::ParameterInfo> declared_;
    Findings& findings_;
    std::vector<std::string> names_;
    std::vector<FreeParameter> all_;
};

Years read_years(const Section& top)
{
    const auto year = [&](std::string_view key) {
        const auto value = top.whole(key, years_allowed);
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    };
    const Years years{year("from"), year("until")};
    if (years.from && years.until && *years.from > *years.until) {
        top.findings().add(*top.find("from"), refusal("plan.years", "from = {from} is after until = {until}",
                                                      "write years between which figures lie",
                                                      {{"from", *years.from}, {"until", *years.until}}));
    }
    return years;
}

/// [scale]: whom the figures are of, where those of the run are others.
std::optional<FigurePeople> read_people(const Section& top)
{
    static const std::array<std::string, 2> known{"persons", "reason"};
    const Section scale = top.section("scale");
    if (!scale.table()) {
        return std::nullopt;
    }
    scale.refuse_unknown(known);
    const std::string where = scale.where("persons", top.where("scale"));
    if (!scale.has("persons")) {
        scale.findings().add(where, refusal("plan.no-persons", "{key} is missing: how many people the figures are of",
                                            "write it, such as persons = 21_000_000, or take [scale] out",
                                            {{"key", scale.name("persons")}}));
    }
    const std::string reason = scale.text("reason").value_or("");
    if (reason.empty()) {
        scale.findings().add(where, refusal("plan.no-source", "{key} is missing: where the number of people is from",
                                            "write it, as reason = \"...\"", {{"key", scale.name("reason")}}));
    }
    const auto persons = scale.whole("persons", persons_allowed);
    return persons ? std::optional(FigurePeople{*persons, reason}) : std::nullopt;
}

void read_budget(const Section& top, const std::string& otherwise, Plan& plan)
{
    static const std::array<std::string, 5> known{"waves", "replicates", "particles", "checks", "seed"};
    const Section budget = top.section("budget");
    budget.refuse_unknown(known);
    if (const auto* const waves =
            budget.list("waves", phrase("say.array-of-waves", "an array of numbers of points, such as [128, 72],"))) {
        for (const Node& node : *waves) {
            plan.waves.push_back(
                model::read_whole(node, budget.name("waves"), points_allowed, budget.findings(), model::Held::listed)
                    .value_or(1));
        }
    }
    if (plan.waves.empty()) {
        budget.findings().add(
            budget.where("waves", top.where("budget", otherwise)),
            refusal("plan.no-waves", "budget.waves names no wave of simulations", "write waves = [128, 72]"));
    }
    plan.replicates = budget.whole("replicates", replicates_allowed).value_or(plan.replicates);
    plan.particles = budget.whole("particles", particles_allowed).value_or(plan.particles);
    plan.checks = budget.whole("checks", checks_allowed).value_or(plan.checks);
    plan.seed = static_cast<std::uint64_t>(budget.whole("seed", seed_allowed).value_or(1));
}

} // namespace

std::int64_t Plan::runs() const
{
    std::int64_t points = 0;
    for (const std::int64_t wave : waves) {
        points += wave;
    }
    return points * replicates + checks;
}

std::vector<Target> figures_within(const std::vector<Target>& figures, const Years& years)
{
    std::vector<Target> kept;
    std::copy_if(figures.begin(), figures.end(), std::back_inserter(kept), [&](const Target& t) {
        return t.period ? t.period->first_year >= years.from.value_or(t.period->first_year) &&
                              t.period->last_year <= years.until.value_or(t.period->last_year)
                        : !years.from && !years.until;
    });
    return kept;
}

Plan read_plan(const fs::path& file, std::span<const sim::ParameterInfo> declared)
{
    static const std::array<std::string, 12> known{"format", "title", "title_ro", "note",   "note_ro", "scenario",
                                                   "from",   "until", "scale",    "budget", "free",    "target"};
    Findings findings;
    const std::string shown = file.generic_string();
    const std::string first_line = shown + ":1";
    const Node::Table table = model::read_toml(file, shown, findings);
    findings.raise();
    const Section top(&table, "", findings);
    top.refuse_unknown(known);
    if (top.whole("format", format_allowed).value_or(0) != plan_format) {
        findings.add(top.where("format", first_line),
                     refusal("plan.format", "this is no plan of format {format}", "format = {format} is expected",
                             {{"format", plan_format}}));
    }
    Plan plan;
    plan.title = top.needed_text("title", first_line, "Registered victims 2018-2021");
    plan.title_ro = top.text("title_ro").value_or("");
    plan.note = top.text("note").value_or("");
    plan.note_ro = top.text("note_ro").value_or("");
    const std::string scenario = top.needed_text("scenario", first_line, "../baselines/romania.toml");
    plan.scenario = (file.parent_path() / scenario).lexically_normal();
    plan.years = read_years(top);
    plan.people = read_people(top);
    read_budget(top, first_line, plan);
    FreeParameters free(declared, findings);
    if (const Section section = top.section("free"); section.table()) {
        free.read(*section.table(), "");
    }
    plan.free = free.take();
    if (plan.free.empty()) {
        findings.add(top.where("free", first_line),
                     refusal("plan.nothing-free", "no parameter is free", "name one in [free], such as {example}",
                             {{"example", "\"detection.scale\" = { }"}}));
    }
    reader::read_targets_of(top, first_line, file.parent_path(), plan);
    reader::check_totals(plan, findings);
    findings.raise();
    return plan;
}

} // namespace analysis::calibration
