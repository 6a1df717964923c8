#include "analysis/optimise/candidates.hpp"

#include "models/registry.hpp"
#include "models/scenario_overlap.hpp"
#include "models/scenario_text.hpp"
#include "models/vocabulary.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace analysis::optimise {
namespace {

using model::InterventionKind;
using model::InterventionSpec;
using model::SettingInfo;
using sim::phrase;
using sim::refusal;

constexpr std::string_view coverage = "coverage";

const InterventionKind* kind_of(const std::string& name)
{
    const auto& all = model::interventions();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const InterventionKind& kind) { return kind.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// A kind at its declared settings, for everybody, from the first day to the last.
InterventionSpec declared(const InterventionKind& kind, const PlannedMeasure& planned, const model::Scenario& baseline)
{
    InterventionSpec spec;
    spec.kind = kind.name;
    spec.name = planned.name;
    spec.where = planned.where;
    spec.start = baseline.start;
    spec.end = baseline.end;
    for (const SettingInfo& setting : kind.settings) {
        spec.settings.emplace(setting.name, setting.value);
    }
    return spec;
}

bool same_posterior(const model::Scenario& one, const model::Scenario& other)
{
    return one.posterior.has_value() == other.posterior.has_value() &&
           (!one.posterior ||
            (one.posterior->file == other.posterior->file && one.posterior->stated == other.posterior->stated &&
             one.posterior->effects == other.posterior->effects));
}

/// Whether the same would happen to the same people without any measure.
bool same_world(const model::Scenario& one, const model::Scenario& other)
{
    return one.parameters.all() == other.parameters.all() && one.pathways == other.pathways &&
           one.start == other.start && one.end == other.end && one.warmup_weeks == other.warmup_weeks &&
           one.counties == other.counties && one.data_folder == other.data_folder &&
           one.population_seed == other.population_seed && same_posterior(one, other);
}

/// Only a strategy's measures are taken, laid over the baseline one beside the other: what else a file says would be dropped.
void refuse_the_rest(const PlannedMeasure& planned, const model::Scenario& laid, const model::Scenario& baseline,
                     sim::Problems& problems)
{
    const std::string file = planned.file.generic_string();
    if (!same_world(laid, baseline)) {
        problems.add(
            planned.where,
            refusal("optimise.parameters", "{file} changes parameters, pathways, dates or people of the baseline",
                    "money buys measures, and no other world: take them out of the file, or put them into the baseline",
                    {{"file", file}}));
    }
    if (laid.budget_per_year != baseline.budget_per_year || laid.costs != baseline.costs) {
        problems.add(planned.where,
                     refusal("optimise.own-money", "{file} has a [budget] or [costs] of its own",
                             "take them out of the file, or put them into the baseline, where they bind every "
                             "portfolio; budget_per_year of an [[intervention]] may stay",
                             {{"file", file}}));
    }
}

/// What a strategy's file takes beyond its baseline.
std::vector<InterventionSpec> taken_by(const PlannedMeasure& planned, const Plan& plan, const model::Scenario& baseline,
                                       sim::Problems& problems)
{
    const model::Scenario laid = model::load_scenario(plan.baseline, std::span(&planned.file, 1));
    refuse_the_rest(planned, laid, baseline, problems);
    if (laid.interventions.size() <= baseline.interventions.size()) {
        problems.add(planned.where,
                     refusal("optimise.nothing-taken", "{file} takes no measure",
                             "name a strategy with an [[intervention]]", {{"file", planned.file.generic_string()}}));
        return {};
    }
    return {laid.interventions.begin() + static_cast<std::ptrdiff_t>(baseline.interventions.size()),
            laid.interventions.end()};
}

std::vector<InterventionSpec> specs_of(const PlannedMeasure& planned, const Plan& plan, const model::Scenario& baseline,
                                       sim::Problems& problems)
{
    if (planned.kind.empty()) {
        return taken_by(planned, plan, baseline, problems);
    }
    const InterventionKind* const kind = kind_of(planned.kind);
    if (kind == nullptr) {
        std::vector<std::string> names;
        for (const InterventionKind& known : model::interventions()) {
            names.emplace_back(known.name);
        }
        problems.add(planned.where, refusal("optimise.no-kind", "there is no measure of kind \"{kind}\"",
                                            "nearest is {nearest}; veghe describe interventions lists them",
                                            {{"kind", model::shortened(planned.kind)},
                                             {"nearest", sim::nearest(planned.kind, names)}}));
        return {};
    }
    return {declared(*kind, planned, baseline)};
}

/// What happens to people is nothing to be bought.
void refuse_shocks(const PlannedMeasure& planned, std::span<const InterventionSpec> specs, sim::Problems& problems)
{
    for (const InterventionSpec& spec : specs) {
        if (const InterventionKind* const kind = kind_of(spec.kind); kind != nullptr && kind->shock()) {
            problems.add(planned.where,
                         refusal("optimise.shock", "{kind} is a shock or a cut, and no measure to buy",
                                 "put it into the baseline, so that every portfolio meets it", {{"kind", spec.kind}}));
        }
    }
}

sim::Message bad_scale(const PlannedMeasure& planned, sim::Message why)
{
    return refusal(
        "optimise.scale", "{name} cannot grow by \"{scale}\": {why}",
        "write scale = \"coverage\", or a setting of its kind that is a number, with a range inside the declared one",
        {{"name", planned.name}, {"scale", model::shortened(planned.scale)}, {"why", std::move(why)}});
}

void scale_by_coverage(Candidate& candidate, const PlannedMeasure& planned, sim::Problems& problems)
{
    candidate.unit = "1";
    candidate.to = candidate.specs.size() == 1 ? candidate.specs[0].coverage : 1.0;
    if (planned.from.value_or(0.0) != 0.0) {
        problems.add(planned.where, bad_scale(planned, phrase("say.grows-from-nothing", "coverage grows from 0")));
    }
    if (planned.to && candidate.specs.size() == 1 && *planned.to > 0.0 && *planned.to <= 1.0) {
        candidate.to = *planned.to;
        candidate.specs[0].coverage = *planned.to;
    } else if (planned.to) {
        problems.add(planned.where,
                     bad_scale(planned, phrase("say.bad-coverage", "to = {value}, of a share, or of several measures",
                                               {{"value", model::number_text(*planned.to)}})));
    }
}

void scale_by_setting(Candidate& candidate, const PlannedMeasure& planned, sim::Problems& problems)
{
    const InterventionKind* const kind = candidate.specs.size() == 1 ? kind_of(candidate.specs[0].kind) : nullptr;
    if (kind == nullptr) {
        problems.add(planned.where,
                     bad_scale(planned, phrase("say.several-measures", "the file takes several measures")));
        return;
    }
    const auto found = std::find_if(kind->settings.begin(), kind->settings.end(),
                                    [&](const SettingInfo& s) { return s.name == planned.scale; });
    if (found == kind->settings.end() || !found->choices.empty()) {
        problems.add(planned.where, bad_scale(planned, phrase("say.no-such-number", "{kind} has no such number",
                                                              {{"kind", kind->name}})));
        return;
    }
    candidate.unit = found->unit;
    candidate.whole = found->whole;
    candidate.from = planned.from.value_or(found->low);
    candidate.to = planned.to.value_or(candidate.specs[0].settings.at(std::string(found->name)));
    const auto outside = [&](double value) { return value < found->low || value > found->high; };
    if (outside(candidate.from) || outside(candidate.to) || candidate.from == candidate.to) {
        problems.add(planned.where, bad_scale(planned, phrase("say.outside-declared",
                                                              "from {from} to {to}, where {low} to {high} is allowed",
                                                              {{"from", model::number_text(candidate.from)},
                                                               {"to", model::number_text(candidate.to)},
                                                               {"low", model::number_text(found->low)},
                                                               {"high", model::number_text(found->high)}})));
    }
}

/// Names that stand twice, and measures that mean the same persons at the same time.
void refuse_clashes(std::span<const Candidate> candidates, const model::Scenario& baseline, sim::Problems& problems)
{
    std::vector<InterventionSpec> all = baseline.interventions;
    std::set<std::string> names;
    for (const InterventionSpec& spec : all) {
        names.insert(spec.name);
    }
    for (const Candidate& candidate : candidates) {
        for (const InterventionSpec& spec : candidate.specs) {
            if (!names.insert(spec.name).second) {
                problems.add(spec.where,
                             refusal("optimise.same-name", "two measures are named \"{name}\"",
                                     "give one another name = \"...\"", {{"name", model::shortened(spec.name)}}));
            }
            all.push_back(spec);
        }
    }
    model::Findings findings;
    model::refuse_overlaps(all, model::registry_vocabulary(), findings);
    model::refuse_many_groups(all, findings);
    try {
        findings.raise();
    } catch (const sim::InputError& error) {
        problems.add(error.problems());
    }
}

} // namespace

bool Candidate::by_setting() const
{
    return scale != coverage;
}

double Candidate::value(double size) const
{
    const double exact = from + (to - from) * std::clamp(size, 0.0, 1.0);
    return whole ? std::round(exact) : exact;
}

std::vector<InterventionSpec> Candidate::at(double size) const
{
    const double rounded = std::round(size * steps_of_size) / steps_of_size;
    if (rounded <= 0.0) {
        return {};
    }
    std::vector<InterventionSpec> sized = specs;
    for (InterventionSpec& spec : sized) {
        if (by_setting()) {
            spec.settings[scale] = value(rounded);
        } else {
            spec.coverage *= rounded;
        }
    }
    return sized;
}

std::vector<Candidate> read_candidates(const Plan& plan, const model::Scenario& baseline)
{
    sim::Problems problems;
    std::vector<Candidate> candidates;
    for (const PlannedMeasure& planned : plan.measures) {
        Candidate candidate{.name = planned.name, .specs = {}, .scale = planned.scale, .unit = {}};
        try {
            candidate.specs = specs_of(planned, plan, baseline, problems);
        } catch (const sim::InputError& error) {
            problems.add(error.problems());
        }
        if (candidate.specs.empty()) {
            continue;
        }
        refuse_shocks(planned, candidate.specs, problems);
        if (planned.scale == coverage) {
            scale_by_coverage(candidate, planned, problems);
        } else {
            scale_by_setting(candidate, planned, problems);
        }
        candidates.push_back(std::move(candidate));
    }
    refuse_clashes(candidates, baseline, problems);
    problems.raise();
    return candidates;
}

model::Scenario portfolio_scenario(const model::Scenario& baseline, std::span<const Candidate> candidates,
                                   std::span<const double> sizes)
{
    model::Scenario scenario = baseline;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        const auto sized = candidates[k].at(sizes[k]);
        scenario.interventions.insert(scenario.interventions.end(), sized.begin(), sized.end());
    }
    return scenario;
}

std::string strategy_text(const model::Scenario& baseline, std::span<const Candidate> candidates,
                          std::span<const double> sizes, const std::string& title, const std::string& title_ro)
{
    model::Scenario bare = baseline;
    bare.interventions.clear();
    const std::string whole = model::to_toml(portfolio_scenario(bare, candidates, sizes), model::registry_vocabulary());
    const std::size_t first = whole.find("\n[[intervention]]");
    return "# A strategy, written by veghe optimise: laid over the baseline of its plan.\nformat = 1\ntitle = " +
           model::toml_string(title) + "\n" +
           (title_ro.empty() ? "" : "title_ro = " + model::toml_string(title_ro) + "\n") +
           (first == std::string::npos ? "" : whole.substr(first));
}

} // namespace analysis::optimise
