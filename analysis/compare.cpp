#include "analysis/compare.hpp"

#include "analysis/assemble.hpp"
#include "analysis/ranking_basis.hpp"
#include "models/county_names.hpp"
#include "models/registry.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace analysis {
namespace {

/// Names of the counties; nothing for the whole country.
std::vector<std::string> area_of(const model::Scenario& baseline)
{
    std::vector<std::string> names;
    if (baseline.counties.size() != model::county_count) {
        for (const model::CountyId county : baseline.counties) {
            names.emplace_back(model::county_name(county));
        }
    }
    return names;
}

std::int64_t children_of(const EnsembleResult& result)
{
    const std::set<std::string> bands{"0-9", "10-13", "14-17"};
    std::int64_t children = 0;
    for (const Residents& group : result.residents) {
        children += bands.count(result.axes.age_bands[group.age_band]) != 0 ? group.persons : 0;
    }
    return children;
}

/// Whether the files of a scenario with a posterior state a parameter, which so is not drawn.
bool stated(const model::Scenario& s, std::string_view name)
{
    return s.posterior && std::binary_search(s.posterior->stated.begin(), s.posterior->stated.end(), name);
}

/// What a strategy changes beside its interventions: nothing that a reader should have to find out.
std::vector<std::string> changed_values(const model::Scenario& baseline, const model::Scenario& strategy)
{
    std::vector<std::string> changed;
    for (const auto& info : model::all_parameters()) {
        if (baseline.parameters.value_or(info.name, info.value) !=
                strategy.parameters.value_or(info.name, info.value) ||
            stated(baseline, info.name) != stated(strategy, info.name)) {
            changed.emplace_back(info.name);
        }
    }
    return changed;
}

} // namespace

void require_pairs(std::span<const model::Scenario> scenarios, std::span<const std::filesystem::path> files)
{
    sim::Problems problems;
    const model::Scenario& base = scenarios[0];
    std::set<std::string> names{base.name};
    for (std::size_t i = 1; i < scenarios.size(); ++i) {
        const model::Scenario& s = scenarios[i];
        const std::string where = files[i].generic_string();
        const auto refuse = [&](bool differs, const char* what) {
            if (differs) {
                problems.add(where,
                             sim::refusal("compare.changes", "changes {key} of the baseline",
                                          "a strategy is paired with the baseline on the same persons and weeks, "
                                          "so leave it out",
                                          {{"key", what}}));
            }
        };
        refuse(s.counties != base.counties, "run.counties");
        refuse(s.start != base.start, "run.start");
        refuse(s.end != base.end, "run.end");
        refuse(s.warmup_weeks != base.warmup_weeks, "run.warmup_weeks");
        refuse(s.seed != base.seed, "run.seed");
        refuse(s.replicates != base.replicates, "run.replicates");
        refuse(s.pathways != base.pathways, "model.pathways");
        refuse(s.population_seed != base.population_seed, "population.seed");
        refuse(s.data_folder != base.data_folder, "population.data");
        refuse(s.branch != base.branch, "branch");
        refuse(s.costs != base.costs, "costs");
        refuse(s.posterior.has_value() != base.posterior.has_value() ||
                   (s.posterior &&
                    (s.posterior->file != base.posterior->file || s.posterior->draws != base.posterior->draws ||
                     s.posterior->effects != base.posterior->effects)),
               "posterior");
        if (!names.insert(s.name).second) {
            problems.add(where, sim::refusal("compare.same-name", "another scenario is named {name} too",
                                             "files are told apart by name, so rename one", {{"name", s.name}}));
        }
    }
    problems.raise();
}

std::vector<Assumption> assumptions(const model::Scenario& baseline, const std::map<std::string, TakenValues>& taken)
{
    std::vector<Assumption> all;
    const auto add = [&](const sim::ParameterInfo& p, double value) {
        all.push_back({std::string(p.name), std::string(p.unit), std::string(p.doc), std::string(p.source), value,
                       p.low, p.high, p.grade});
        if (value != p.value || stated(baseline, p.name)) {
            all.back().origin = Origin::stated;
        }
        const auto found = taken.find(all.back().name);
        const bool by_itself = all.back().origin == Origin::stated;
        if (found != taken.end() && !(found->second.origin == Origin::declared && by_itself)) {
            take(all.back(), found->second);
        }
    };
    for (const sim::ParameterInfo& p : model::all_parameters()) {
        add(p, baseline.parameters.value_or(p.name, p.value));
    }
    for (const model::FixedAssumptions& group : model::fixed_assumptions()) {
        for (const sim::ParameterInfo& p : group.parameters) {
            add(p, p.name == "costs.discount_rate" ? baseline.costs.discount_rate : p.value);
        }
    }
    return all;
}

namespace {

/// Notes which values the runs of a strategy take otherwise than those of the baseline.
void note_others(std::vector<Assumption>& all, const model::Scenario& strategy, const EnsembleResult& result)
{
    const std::vector<Assumption> theirs = assumptions(strategy, taken_values(result));
    sim::expect(theirs.size() == all.size(), "every scenario has the same declarations");
    for (std::size_t k = 0; k < all.size(); ++k) {
        const auto what = [](const Assumption& a) {
            return std::tuple(was_drawn(a), a.value, a.taken_low, a.taken_high);
        };
        if (what(all[k]) != what(theirs[k])) {
            const Assumption& other = theirs[k];
            all[k].others.push_back(
                {result.scenario, other.value, was_drawn(other), other.taken_low, other.taken_high});
        }
    }
}

} // namespace

std::vector<std::pair<std::string, bool>> pathways(const model::Scenario& baseline)
{
    const auto& run = baseline.pathways;
    std::vector<std::pair<std::string, bool>> all;
    for (const model::ModuleEntry& pathway : model::pathways()) {
        all.emplace_back(pathway.name, std::find(run.begin(), run.end(), pathway.name) != run.end());
    }
    return all;
}

Comparison compare(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results,
                   const model::Ground& ground)
{
    const model::Scenario& base = scenarios[0];
    Comparison c = assemble(results[0], results.subspan(1), geography(ground));
    c.title = base.title;
    c.question = base.question;
    c.title_ro = base.title_ro;
    c.question_ro = base.question_ro;
    c.calibrated = base.calibrated;
    c.area = area_of(base);
    c.children = children_of(results[0]);
    c.start = sim::to_text(base.start);
    c.end = sim::to_text(base.end);
    for (std::size_t i = 0; i < c.strategies.size(); ++i) {
        const model::Scenario& strategy = scenarios[i + 1];
        c.strategies[i].description = strategy.description;
        c.strategies[i].title_ro = strategy.title_ro;
        c.strategies[i].description_ro = strategy.description_ro;
        c.strategies[i].changed_values = changed_values(base, strategy);
        c.test_only = c.test_only || strategy.test_only;
    }
    c.test_only = c.test_only || base.test_only;
    c.assumptions = assumptions(base, taken_values(results[0]));
    for (std::size_t s = 1; s < scenarios.size(); ++s) {
        note_others(c.assumptions, scenarios[s], results[s]);
    }
    c.pathways = pathways(base);
    c.sensitivity = sensitivity(results);
    c.basis = ranking_basis(scenarios, results);
    c.fitted_to = results[0].drawn_from.fitted_to;
    if (years_fitted(c.fitted_to, register_years[0], register_years[1]) != YearsFitted::none) {
        c.orientation = orientation(results[0], base.data_folder); // else it would stand beside figures of another time
    }
    return c;
}

} // namespace analysis
