#include "analysis/ranking_basis.hpp"

#include "analysis/branch.hpp"
#include "analysis/regression.hpp"
#include "analysis/sensitivity/ranking.hpp"
#include "analysis/sensitivity/smooth.hpp"
#include "analysis/statistics.hpp"
#include "models/effects.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace analysis {
namespace {

constexpr std::size_t thirds = 3;

std::vector<double> chosen(std::span<const double> values, std::span<const std::size_t> inside)
{
    std::vector<double> some;
    for (const std::size_t run : inside) {
        some.push_back(values[run]);
    }
    return some;
}

std::vector<double> per_year(std::vector<double> cases, double years)
{
    for (double& one : cases) {
        one /= years;
    }
    return cases;
}

Bounds bounds_of(const sensitivity::Bounded& one)
{
    return {one.value, one.low, one.high};
}

bool varies(const std::vector<double>& values)
{
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

/// Cases of each run.
std::vector<double> true_cases(const EnsembleResult& result)
{
    std::vector<double> all;
    for (const RunResult& run : result.runs) {
        double sum = 0.0;
        for (const TrueCell& cell : run.true_cases) {
            sum += cell.count;
        }
        all.push_back(sum);
    }
    return all;
}

/// What is uncertain of the measures that one scenario has and another lacks, or has otherwise.
std::set<std::string_view> effects_between(const model::Scenario& one, const model::Scenario& other)
{
    std::set<std::string_view> names;
    const auto add = [&](const model::Scenario& from, const model::Scenario& beside) {
        for (const model::InterventionSpec& spec : from.interventions) {
            const bool shared = std::any_of(beside.interventions.begin(), beside.interventions.end(),
                                            [&](const auto& s) { return same_measure(spec, s); });
            const auto of = model::effects_of(spec.kind, from.pathways);
            names.insert(shared ? of.end() : of.begin(), of.end());
        }
    };
    add(one, other);
    add(other, one);
    return names;
}

/// The parameters that were fitted and those named, as the runs of a result took them.
std::vector<RunValues> run_values(const EnsembleResult& result, const std::set<std::string_view>& effects)
{
    std::vector<RunValues> all;
    const DrawnValues& drawn = result.drawn;
    for (std::size_t p = 0; p < drawn.parameters.size(); ++p) {
        const DrawnParameter& parameter = drawn.parameters[p];
        if (!parameter.fitted && effects.count(parameter.name) == 0) {
            continue;
        }
        RunValues one{parameter.name, !parameter.fitted && parameter.grade >= 'D', {}};
        for (const RunResult& run : result.runs) {
            const auto at = std::lower_bound(drawn.draws.begin(), drawn.draws.end(), run.draw);
            one.values.push_back(drawn.at(static_cast<std::size_t>(at - drawn.draws.begin()), p));
        }
        all.push_back(std::move(one));
    }
    return all;
}

/// Everything that is asked of the runs of a comparison.
struct Asked {
    std::span<const model::Scenario> scenarios;
    std::span<const EnsembleResult> results;
    std::vector<std::vector<double>> cases; ///< by scenario, then run
    std::vector<std::uint32_t> draws;

    GradeShare share(std::size_t first, std::size_t second) const
    {
        const auto effects = effects_between(scenarios[first], scenarios[second]);
        GradeShare share =
            share_of_grades(run_values(results[first], effects), paired_difference(cases[second], cases[first]), draws);
        share.first = results[first].scenario;
        share.second = results[second].scenario;
        return share;
    }
    MultiplierThird third(std::span<const double> multiplier, std::span<const std::size_t> inside) const
    {
        const auto within = chosen(multiplier, inside);
        MultiplierThird third{quantile(within, 0.0), quantile(within, 1.0), inside.size(), {}, {}};
        std::vector<std::string> names;
        for (const EnsembleResult& result : results.subspan(1)) {
            names.push_back(result.scenario);
        }
        const double years = results[0].years;
        third.places = places_of(names, std::span(cases).subspan(1), cases[0], years, inside);
        for (std::size_t a = 1; a < results.size(); ++a) {
            for (std::size_t b = a + 1; b < results.size(); ++b) {
                const auto difference = paired_difference(chosen(cases[b], inside), chosen(cases[a], inside));
                third.pairs.push_back(
                    {results[a].scenario, results[b].scenario, estimate(per_year(difference, years))});
            }
        }
        return third;
    }
};

} // namespace

std::vector<std::vector<std::size_t>> thirds_of(std::span<const double> values)
{
    std::vector<std::size_t> rising(values.size());
    std::iota(rising.begin(), rising.end(), std::size_t{0});
    std::stable_sort(rising.begin(), rising.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<std::vector<std::size_t>> parts;
    std::size_t begin = 0;
    for (std::size_t k = 1; k <= thirds && begin < rising.size(); ++k) {
        std::size_t end = std::max(begin + 1, rising.size() * k / thirds);
        while (end < rising.size() && values[rising[end]] == values[rising[end - 1]]) {
            ++end;
        }
        parts.emplace_back(rising.begin() + static_cast<std::ptrdiff_t>(begin),
                           rising.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    const bool few =
        std::any_of(parts.begin(), parts.end(), [](const auto& p) { return p.size() < fewest_runs_of_third; });
    return few || parts.size() < 2 ? std::vector<std::vector<std::size_t>>{} : parts;
}

OrderOver order_over(std::span<const Verdict> verdicts)
{
    const auto fewer = std::count(verdicts.begin(), verdicts.end(), Verdict::fewer);
    const auto more = std::count(verdicts.begin(), verdicts.end(), Verdict::more);
    if (fewer > 0 && more > 0) {
        return OrderOver::turns;
    }
    const auto told = static_cast<std::size_t>(fewer + more);
    return told == 0 ? OrderOver::nowhere : told == verdicts.size() ? OrderOver::everywhere : OrderOver::somewhere;
}

std::vector<Place> places_of(std::span<const std::string> names, std::span<const std::vector<double>> cases,
                             std::span<const double> baseline, double years, std::span<const std::size_t> inside)
{
    sensitivity::Points utility{names.size(), {}};
    for (const std::size_t run : inside) {
        for (const std::vector<double>& of : cases) {
            utility.values.push_back(-of[run]);
        }
    }
    const auto standings = sensitivity::standings(utility);
    std::vector<Place> places;
    for (std::size_t s = 0; s < names.size(); ++s) {
        const auto difference = paired_difference(chosen(baseline, inside), chosen(cases[s], inside));
        places.push_back({names[s], bounds_of(standings[s].best), bounds_of(standings[s].rank),
                          estimate(per_year(difference, years))});
    }
    return places;
}

GradeShare share_of_grades(std::span<const RunValues> parameters, std::span<const double> difference,
                           std::span<const std::uint32_t> draws)
{
    GradeShare share;
    share.draws = std::set<std::uint32_t>(draws.begin(), draws.end()).size();
    std::vector<std::vector<double>> strong, weak;
    for (const RunValues& one : parameters) {
        if (varies(one.values)) {
            (one.weak ? weak : strong).push_back(sensitivity::normal_scores(one.values));
        }
    }
    share.weak = weak.size();
    share.parameters = strong.size() + weak.size();
    share.draws_needed = draws_per_parameter * share.parameters;
    share.told = share.parameters > 0 && share.draws >= share.draws_needed;
    if (!share.told) {
        return share;
    }
    const auto told = [&](const std::vector<std::vector<double>>& columns) {
        return std::clamp(adjusted_r2(columns, difference), 0.0, 1.0);
    };
    share.strong = told(strong);
    share.weak_alone = told(weak);
    std::vector<std::vector<double>> both = strong;
    both.insert(both.end(), weak.begin(), weak.end());
    share.all = told(both);
    const double beside = std::max(0.0, share.all - share.strong);
    const double alone = std::min(share.weak_alone, share.all);
    share.weak_at_least = std::min(beside, alone);
    share.weak_at_most = std::max(beside, alone);
    return share;
}

Basis ranking_basis(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results)
{
    sim::expect(scenarios.size() == results.size(), "a result for each scenario");
    Basis basis;
    if (results[0].drawn.parameters.empty() || results.size() < 2) {
        return basis;
    }
    Asked asked{scenarios, results, {}, {}};
    std::vector<double> multiplier;
    for (const RunResult& run : results[0].runs) {
        asked.draws.push_back(run.draw);
        multiplier.push_back(run.hidden_multiplier);
    }
    for (const EnsembleResult& result : results) {
        asked.cases.push_back(true_cases(result));
    }
    for (const auto& inside : results.size() > 2 ? thirds_of(multiplier) : std::vector<std::vector<std::size_t>>{}) {
        basis.thirds.push_back(asked.third(multiplier, inside));
    }
    for (std::size_t s = 1; s < results.size(); ++s) {
        basis.shares.push_back(asked.share(s, 0));
    }
    for (std::size_t a = 1; a < results.size(); ++a) {
        for (std::size_t b = a + 1; b < results.size(); ++b) {
            basis.shares.push_back(asked.share(a, b));
        }
    }
    return basis;
}

} // namespace analysis
