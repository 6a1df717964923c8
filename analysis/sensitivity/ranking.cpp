#include "analysis/sensitivity/ranking.hpp"

#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace analysis::sensitivity {
namespace {

constexpr std::uint32_t draws_again = 5;
constexpr std::uint32_t in_states_again = 6;

std::vector<std::size_t> falling(std::span<const double> utility)
{
    std::vector<std::size_t> order(utility.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return utility[a] > utility[b]; });
    return order;
}

/// Wilson interval of a share that may be no whole number of draws.
Bounded share_of(double successes, double draws, double level)
{
    const double z = boost::math::quantile(boost::math::normal(), 0.5 + level / 2.0);
    const auto low = wilson(static_cast<std::int64_t>(successes), static_cast<std::int64_t>(draws), z);
    const auto high = wilson(static_cast<std::int64_t>(std::ceil(successes)), static_cast<std::int64_t>(draws), z);
    return {successes / draws, low.low, high.high};
}

/// Draws in order of the parameter, in groups of about the same size that part no equal values.
std::vector<std::vector<std::size_t>> groups_of(std::span<const double> parameter, std::size_t states)
{
    std::vector<std::size_t> rising(parameter.size());
    std::iota(rising.begin(), rising.end(), std::size_t{0});
    std::stable_sort(rising.begin(), rising.end(),
                     [&](std::size_t a, std::size_t b) { return parameter[a] < parameter[b]; });
    std::vector<std::vector<std::size_t>> groups;
    std::size_t begin = 0;
    for (std::size_t k = 1; k <= states && begin < rising.size(); ++k) {
        std::size_t end = std::max(begin + 1, rising.size() * k / states);
        while (end < rising.size() && parameter[rising[end]] == parameter[rising[end - 1]]) {
            ++end;
        }
        groups.emplace_back(rising.begin() + static_cast<std::ptrdiff_t>(begin),
                            rising.begin() + static_cast<std::ptrdiff_t>(end));
        begin = end;
    }
    return groups;
}

std::vector<double> mean_utility(const Points& utility, std::span<const std::size_t> draws,
                                 std::span<const double> times)
{
    std::vector<double> means(utility.dimension, 0.0);
    for (std::size_t k = 0; k < draws.size(); ++k) {
        for (std::size_t s = 0; s < means.size(); ++s) {
            means[s] += times[k] * utility[draws[k]][s] / static_cast<double>(draws.size());
        }
    }
    return means;
}

/// Regrets of options, from the mean utilities of states that weigh as they have draws.
std::vector<Regret> regrets(const std::vector<std::vector<double>>& means,
                            const std::vector<std::vector<std::size_t>>& groups)
{
    double all = 0.0;
    for (const auto& group : groups) {
        all += static_cast<double>(group.size());
    }
    std::vector<Regret> options(means.front().size());
    for (std::size_t k = 0; k < means.size(); ++k) {
        const double best = *std::max_element(means[k].begin(), means[k].end());
        for (std::size_t s = 0; s < options.size(); ++s) {
            const double forgone = best - means[k][s];
            options[s].mean += forgone * static_cast<double>(groups[k].size()) / all;
            if (forgone > options[s].greatest) {
                options[s].greatest = forgone;
                options[s].greatest_at = k;
            }
        }
    }
    return options;
}

template <class Part>
std::size_t least(const std::vector<Regret>& options, Part&& part)
{
    const auto found = std::min_element(options.begin(), options.end(),
                                        [&](const Regret& a, const Regret& b) { return part(a) < part(b); });
    return static_cast<std::size_t>(found - options.begin());
}

double greatest(const Regret& regret)
{
    return regret.greatest;
}

} // namespace

std::vector<double> ranks(std::span<const double> utility)
{
    const auto order = falling(utility);
    std::vector<double> all(utility.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last < order.size() && utility[order[last]] == utility[order[first]]) {
            ++last;
        }
        const double middle = (static_cast<double>(first + last) + 1.0) / 2.0;
        for (; first < last; ++first) {
            all[order[first]] = middle;
        }
    }
    return all;
}

std::vector<Standing> standings(const Points& utility, const Resampling& resampling)
{
    sim::expect(utility.size() > 0, "there are draws");
    const std::size_t options = utility.dimension;
    Points rank{options, {}};
    std::vector<double> best(options, 0.0);
    for (std::size_t i = 0; i < utility.size(); ++i) {
        const auto row = utility[i];
        rank.add(ranks(row));
        const double top = *std::max_element(row.begin(), row.end());
        const auto tied = static_cast<double>(std::count(row.begin(), row.end(), top));
        for (std::size_t s = 0; s < options; ++s) {
            best[s] += row[s] == top ? 1.0 / tied : 0.0;
        }
    }
    std::vector<std::vector<double>> rank_draws(options), mean_draws(options);
    const auto over = [&](const Points& of, std::size_t s, std::span<const double> times) {
        double sum = 0.0;
        for (std::size_t i = 0; i < of.size(); ++i) {
            sum += times[i] * of[i][s];
        }
        return sum / static_cast<double>(of.size());
    };
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        const auto times = drawn_again(utility.size(), resampling, k, draws_again);
        for (std::size_t s = 0; s < options; ++s) {
            rank_draws[s].push_back(over(rank, s, times));
            mean_draws[s].push_back(over(utility, s, times));
        }
    }
    const std::vector<double> once(utility.size(), 1.0);
    std::vector<Standing> all;
    for (std::size_t s = 0; s < options; ++s) {
        all.push_back({share_of(best[s], static_cast<double>(utility.size()), resampling.level),
                       percentile(over(rank, s, once), rank_draws[s], resampling.level),
                       percentile(over(utility, s, once), mean_draws[s], resampling.level)});
    }
    return all;
}

RegretOverStates regret_over(std::span<const double> parameter, const Points& utility, std::size_t states,
                             const Resampling& resampling)
{
    sim::expect(parameter.size() == utility.size() && utility.size() > 0 && states > 0,
                "every draw has a value of the parameter");
    const auto groups = groups_of(parameter, states);
    RegretOverStates found;
    std::vector<std::vector<double>> means;
    for (const auto& group : groups) {
        means.push_back(mean_utility(utility, group, std::vector<double>(group.size(), 1.0)));
        const auto best = std::max_element(means.back().begin(), means.back().end()) - means.back().begin();
        found.states.push_back({parameter[group.front()], parameter[group.back()], group.size(), means.back(),
                                static_cast<std::size_t>(best)});
    }
    found.options = regrets(means, groups);
    found.least_mean = least(found.options, [](const Regret& r) { return r.mean; });
    found.least_greatest = least(found.options, greatest);
    double holds = 0.0;
    const auto count = static_cast<std::uint32_t>(groups.size());
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        for (std::uint32_t g = 0; g < count; ++g) {
            const auto times = drawn_again(groups[g].size(), resampling, k * count + g, in_states_again);
            means[g] = mean_utility(utility, groups[g], times);
        }
        holds += least(regrets(means, groups), greatest) == found.least_greatest ? 1.0 : 0.0;
    }
    found.least_greatest_holds = holds / static_cast<double>(resampling.draws);
    return found;
}

} // namespace analysis::sensitivity
