#include "analysis/sensitivity/ranking.hpp"

#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <map>
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
    constexpr double rounding = 1e-9; // six sixths add up to a little less than one
    const auto whole = [](double count) { return static_cast<std::int64_t>(count); };
    const auto low = wilson(whole(std::floor(successes + rounding)), whole(draws), z);
    const auto high = wilson(whole(std::ceil(successes - rounding)), whole(draws), z);
    return {successes / draws, low.low, high.high};
}

/// Rows of a state that are drawn again together, by their place among those units.
struct Units {
    std::vector<std::size_t> of_row;
    std::size_t count{};
};

Units units_of(const RunGroup& state, std::span<const std::uint32_t> draws)
{
    Units units;
    std::map<std::uint32_t, std::size_t> known;
    for (const std::size_t row : state) {
        const bool fresh = draws.empty() || known.emplace(draws[row], units.count).second;
        units.of_row.push_back(fresh ? units.count : known.at(draws[row]));
        units.count += fresh ? 1 : 0;
    }
    return units;
}

/// Means over the rows of a state, whose units are there so many times.
std::vector<double> mean_utility(const Points& utility, const RunGroup& state, const Units& units,
                                 std::span<const double> times)
{
    std::vector<double> sums(utility.dimension, 0.0);
    double all = 0.0;
    for (std::size_t k = 0; k < state.size(); ++k) {
        const double often = times[units.of_row[k]];
        all += often;
        for (std::size_t s = 0; s < sums.size(); ++s) {
            sums[s] += often * utility[state[k]][s];
        }
    }
    for (double& sum : sums) {
        sum /= all;
    }
    return sums;
}

/// What an option forgoes, as the mean utilities of states have it.
struct Forgone {
    double mean{}, greatest{};
    std::size_t greatest_at{};
};

/// By option, from the mean utilities of states that weigh as they have rows.
std::vector<Forgone> forgone_by(const std::vector<std::vector<double>>& means, std::span<const RunGroup> groups)
{
    double all = 0.0;
    for (const RunGroup& group : groups) {
        all += static_cast<double>(group.size());
    }
    std::vector<Forgone> options(means.front().size());
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

/// The option of which a part is least; of several the first.
std::size_t least(const std::vector<Forgone>& options, double Forgone::*part)
{
    const auto found = std::min_element(options.begin(), options.end(),
                                        [&](const Forgone& a, const Forgone& b) { return a.*part < b.*part; });
    return static_cast<std::size_t>(found - options.begin());
}

/// What bootstrap draws gave, number by number.
class Again {
public:
    void add(const std::vector<double>& numbers)
    {
        draws_.resize(numbers.size());
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            draws_[k].push_back(numbers[k]);
        }
    }
    Bounded interval(std::size_t k, double value, double level) const { return percentile(value, draws_.at(k), level); }

private:
    std::vector<std::vector<double>> draws_;
};

/// Mean utilities of the states, option by option, then what options forgo on average and at most.
std::vector<double> numbers_of(const std::vector<std::vector<double>>& means, const std::vector<Forgone>& options)
{
    std::vector<double> all;
    for (const std::vector<double>& of_state : means) {
        all.insert(all.end(), of_state.begin(), of_state.end());
    }
    for (const Forgone& option : options) {
        all.insert(all.end(), {option.mean, option.greatest});
    }
    return all;
}

void bound(RegretOverStates& found, const std::vector<std::vector<double>>& means, const std::vector<Forgone>& options,
           const Again& again, double level)
{
    std::size_t k = 0;
    for (std::size_t g = 0; g < means.size(); ++g) {
        for (const double mean : means[g]) {
            found.states[g].mean_utility.push_back(again.interval(k++, mean, level));
        }
    }
    for (const Forgone& option : options) {
        const Bounded mean = again.interval(k, option.mean, level);
        found.options.push_back({mean, again.interval(k + 1, option.greatest, level), option.greatest_at});
        k += 2;
    }
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

RegretOverStates regret_over(const Rows& rows, std::span<const RunGroup> states, const Resampling& resampling)
{
    sim::expect(rows.parameter.size() == rows.utility.size() && !states.empty(), "every row has a parameter's value");
    RegretOverStates found;
    std::vector<std::vector<double>> means;
    std::vector<Units> units;
    for (const RunGroup& state : states) {
        units.push_back(units_of(state, rows.draws));
        means.push_back(mean_utility(rows.utility, state, units.back(), std::vector<double>(units.back().count, 1.0)));
        const auto best = std::max_element(means.back().begin(), means.back().end()) - means.back().begin();
        found.states.push_back({rows.parameter[state.front()],
                                rows.parameter[state.back()],
                                units.back().count,
                                {},
                                static_cast<std::size_t>(best)});
    }
    const std::vector<Forgone> options = forgone_by(means, states);
    found.least_mean = least(options, &Forgone::mean);
    found.least_greatest = least(options, &Forgone::greatest);
    const std::vector<std::vector<double>> as_found = means;
    Again again;
    double holds = 0.0;
    const auto count = static_cast<std::uint32_t>(states.size());
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        for (std::uint32_t g = 0; g < count; ++g) {
            const auto times = drawn_again(units[g].count, resampling, k * count + g, in_states_again);
            means[g] = mean_utility(rows.utility, states[g], units[g], times);
        }
        const std::vector<Forgone> drawn = forgone_by(means, states);
        again.add(numbers_of(means, drawn));
        holds += least(drawn, &Forgone::greatest) == found.least_greatest ? 1.0 : 0.0;
    }
    found.least_greatest_holds = holds / static_cast<double>(resampling.draws);
    bound(found, as_found, options, again, resampling.level);
    return found;
}

} // namespace analysis::sensitivity
