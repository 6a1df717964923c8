#include "analysis/sensitivity/information.hpp"

#include "analysis/sensitivity/smooth.hpp"
#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace analysis::sensitivity {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t points_again = 4;
constexpr std::array quantiles{0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50,
                               0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95};

std::size_t best_of(std::span<const double> utilities)
{
    return static_cast<std::size_t>(std::max_element(utilities.begin(), utilities.end()) - utilities.begin());
}

/// Weighted mean of each option.
std::vector<double> option_means(const Points& utility, std::span<const double> times)
{
    std::vector<double> means(utility.dimension, 0.0);
    const double n = std::accumulate(times.begin(), times.end(), 0.0);
    for (std::size_t i = 0; i < utility.size(); ++i) {
        for (std::size_t s = 0; s < utility.dimension; ++s) {
            means[s] += times[i] * utility[i][s] / n;
        }
    }
    return means;
}

/// Mean of the best of each row, less the best of the means.
double gain(const Points& utility, std::span<const double> times)
{
    const auto means = option_means(utility, times);
    const double chosen = means[best_of(means)];
    double sum = 0.0;
    double n = 0.0;
    for (std::size_t i = 0; i < utility.size(); ++i) {
        // Against the best mean first: what is small is not lost among what is large.
        sum += times[i] * (utility[i][best_of(utility[i])] - chosen);
        n += times[i];
    }
    return sum / n;
}

std::vector<double> once_each(std::size_t n)
{
    return std::vector<double>(n, 1.0);
}

/// Of each row the utility, in the replicate left out, of the option that the others find best; mean over replicates.
std::vector<double> chosen_by_others(std::span<const Outcomes> utility)
{
    const std::size_t replicates = utility.front().dimension;
    std::vector<double> chosen(utility.front().size(), 0.0);
    std::vector<double> others(utility.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        for (std::size_t left_out = 0; left_out < replicates; ++left_out) {
            for (std::size_t s = 0; s < utility.size(); ++s) {
                const auto row = utility[s][i];
                others[s] = std::accumulate(row.begin(), row.end(), 0.0) - row[left_out];
            }
            chosen[i] += utility[best_of(others)][i][left_out] / static_cast<double>(replicates);
        }
    }
    return chosen;
}

/// The share of points, drawn `times` often, at which another option is best than on average.
double changed(const Points& utility, std::span<const double> times)
{
    const std::size_t best = best_of(option_means(utility, times));
    double sum = 0.0;
    double n = 0.0;
    for (std::size_t i = 0; i < utility.size(); ++i) {
        sum += best_of(utility[i]) == best ? 0.0 : times[i];
        n += times[i];
    }
    return sum / n;
}

std::vector<Turn> turns_of(std::span<const double> parameter, const Points& fitted,
                           const std::vector<std::size_t>& rising)
{
    std::vector<Turn> turns;
    for (std::size_t k = 1; k < rising.size(); ++k) {
        const std::size_t before = best_of(fitted[rising[k - 1]]);
        const std::size_t after = best_of(fitted[rising[k]]);
        if (before == after) {
            continue;
        }
        const double lead = fitted[rising[k - 1]][before] - fitted[rising[k - 1]][after];
        const double loss = fitted[rising[k]][after] - fitted[rising[k]][before];
        const double share = lead + loss > 0.0 ? lead / (lead + loss) : 0.5;
        const double from = parameter[rising[k - 1]];
        turns.push_back({from + share * (parameter[rising[k]] - from), before, after});
    }
    return turns;
}

void follow(Measurement& measured, const Points& parameters, const Points& fitted)
{
    std::vector<std::size_t> rising(parameters.size());
    std::iota(rising.begin(), rising.end(), std::size_t{0});
    std::sort(rising.begin(), rising.end(),
              [&](std::size_t a, std::size_t b) { return parameters.values[a] < parameters.values[b]; });
    for (const double q : quantiles) {
        const auto at = static_cast<std::size_t>(std::lround(q * static_cast<double>(rising.size() - 1)));
        measured.best_at.push_back(best_of(fitted[rising[at]]));
    }
    measured.turns = turns_of(parameters.values, fitted, rising);
}

} // namespace

std::size_t best_on_average(const Points& utility)
{
    return best_of(option_means(utility, once_each(utility.size())));
}

Points columns(const Points& points, std::span<const std::size_t> which)
{
    Points taken{which.size(), {}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (const std::size_t column : which) {
            taken.values.push_back(points[i][column]);
        }
    }
    return taken;
}

PerfectInformation perfect_information(std::span<const Outcomes> utility, const Resampling& resampling)
{
    sim::expect(!utility.empty() && utility.front().size() > 0, "there are options and points");
    const Points means = columns_of_means(utility);
    const std::size_t n = means.size();
    const bool several = utility.front().dimension > 1;
    const auto chosen = several ? chosen_by_others(utility) : std::vector<double>(n, nan);
    const auto least = [&](std::span<const double> times) {
        const auto of_options = option_means(means, times);
        double sum = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += times[i] * (chosen[i] - of_options[best_of(of_options)]);
        }
        return sum / static_cast<double>(n);
    };
    std::vector<double> most_draws, least_draws;
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        const auto times = drawn_again(n, resampling, k, points_again);
        most_draws.push_back(gain(means, times));
        least_draws.push_back(least(times));
    }
    const auto once = once_each(n);
    return {percentile(gain(means, once), most_draws, resampling.level),
            several ? percentile(least(once), least_draws, resampling.level) : Bounded{nan, nan, nan}};
}

Measurement worth_of_measuring(const Points& parameters, const Points& utility, const Resampling& resampling)
{
    const Smooth smooth(parameters, utility);
    const Points fitted = smooth.fitted();
    const auto once = once_each(utility.size());
    Measurement measured;
    measured.best = best_of(option_means(fitted, once));
    measured.as_fitted = gain(fitted, once);
    std::vector<double> gains, changes;
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        const Points drawn = smooth.drawn(resampling.seed, k);
        const auto times = drawn_again(utility.size(), resampling, k, points_again);
        gains.push_back(gain(drawn, times));
        changes.push_back(changed(drawn, times));
    }
    measured.worth = less_bias(measured.as_fitted, gains, resampling.level);
    measured.standard_error = std::sqrt(variance(gains));
    measured.changes = percentile(changed(fitted, once), changes, resampling.level);
    if (parameters.dimension == 1) {
        follow(measured, parameters, fitted);
    }
    return measured;
}

} // namespace analysis::sensitivity
