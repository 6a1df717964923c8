#include "analysis/branch.hpp"

#include "sim/error.hpp"

#include <algorithm>

namespace analysis {
namespace {

/// A measure that some of the scenarios lack, or that another budget may hold back, the first to begin; none when all have
/// the same.
const model::InterventionSpec* first_difference(std::span<const model::Scenario> scenarios)
{
    const model::InterventionSpec* first = nullptr;
    const bool same_budget = std::all_of(scenarios.begin(), scenarios.end(), [&](const model::Scenario& other) {
        return other.budget_per_year == scenarios.front().budget_per_year;
    });
    for (const model::Scenario& scenario : scenarios) {
        for (const model::InterventionSpec& spec : scenario.interventions) {
            const bool shared =
                same_budget && std::all_of(scenarios.begin(), scenarios.end(), [&](const model::Scenario& other) {
                    return std::any_of(other.interventions.begin(), other.interventions.end(),
                                       [&](const model::InterventionSpec& o) { return same_measure(spec, o); });
                });
            if (!shared && (first == nullptr || spec.start < first->start)) {
                first = &spec;
            }
        }
    }
    return first;
}

} // namespace

bool same_measure(const model::InterventionSpec& a, const model::InterventionSpec& b)
{
    return a.kind == b.kind && a.name == b.name && a.target == b.target && a.start == b.start && a.end == b.end &&
           a.ramp_weeks == b.ramp_weeks && a.coverage == b.coverage && a.budget_per_year == b.budget_per_year &&
           a.settings == b.settings;
}

std::optional<sim::Date> shared_past(std::span<const model::Scenario> scenarios)
{
    const model::Scenario& base = scenarios.front();
    const bool same_values = std::all_of(scenarios.begin(), scenarios.end(), [&](const model::Scenario& s) {
        const bool drawn = !s.posterior || (base.posterior && s.posterior->stated == base.posterior->stated &&
                                            s.posterior->effects == base.posterior->effects);
        return s.parameters.all() == base.parameters.all() && s.pathways == base.pathways && drawn;
    });
    const model::InterventionSpec* const first = first_difference(scenarios);
    if (base.branch) {
        sim::Problems problems;
        if (!same_values) {
            problems.add("branch.at",
                         sim::refusal("branch.parameters",
                                      "the scenarios have different parameters or pathways, and those act before {at}",
                                      "leave [branch] out", {{"at", sim::to_text(base.branch->at)}}));
        }
        if (first != nullptr && first->start < base.branch->at) {
            problems.add(
                first->where,
                sim::refusal("branch.before",
                             "\"{name}\" begins on {start}, before branch.at = {at}, and is not in all scenarios "
                             "with the same budget",
                             "begin it later or branch earlier",
                             {{"name", first->name},
                              {"start", sim::to_text(first->start)},
                              {"at", sim::to_text(base.branch->at)}}));
        }
        problems.raise();
        return base.branch->at;
    }
    const sim::Date begin = base.start - std::chrono::weeks{base.warmup_weeks};
    if (scenarios.size() < 2 || !same_values || first == nullptr || first->start <= begin) {
        return std::nullopt;
    }
    return first->start;
}

model::Scenario before_branch(model::Scenario scenario, sim::Date date)
{
    auto& all = scenario.interventions;
    const auto later = [&](const model::InterventionSpec& spec) { return spec.start >= date; };
    // One that is paid first takes money of its year from those behind it, before it begins: it stays in the plan.
    const auto behind =
        scenario.budget_per_year ? std::find_if_not(all.rbegin(), all.rend(), later).base() : all.begin();
    all.erase(std::remove_if(behind, all.end(), later), all.end());
    return scenario;
}

} // namespace analysis
