#include "analysis/variance_split.hpp"

#include "sim/error.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <vector>

namespace analysis {
namespace {

/// Confidence that the share lies above its lower end, and that it lies below its upper one.
constexpr double one_sided = 0.95;

/// The runs of one draw.
struct Group {
    double runs{};
    double sum{};
    double least{std::numeric_limits<double>::infinity()};
    double most{-std::numeric_limits<double>::infinity()};
    /// Of runs that are alike it is their value to the bit, so that rounding is not taken for luck.
    double mean() const { return least == most ? least : sum / runs; }
};

std::map<std::uint32_t, Group> grouped(std::span<const double> sample, std::span<const std::uint32_t> draws)
{
    sim::expect(sample.size() == draws.size(), "every value has taken a draw");
    std::map<std::uint32_t, Group> groups;
    for (std::size_t r = 0; r < sample.size(); ++r) {
        Group& group = groups[draws[r]];
        group.runs += 1.0;
        group.sum += sample[r];
        group.least = std::min(group.least, sample[r]);
        group.most = std::max(group.most, sample[r]);
    }
    return groups;
}

/// Sum of squares of the draws' means about their weighted mean. \param ratio  of the variances, parameters over luck
double weighted_squares(const std::map<std::uint32_t, Group>& groups, double ratio)
{
    const auto weight = [&](const Group& g) { return g.runs / (1.0 + g.runs * ratio); };
    double weights = 0.0;
    double sum = 0.0;
    for (const auto& [draw, group] : groups) {
        weights += weight(group);
        sum += weight(group) * group.mean();
    }
    double squares = 0.0;
    for (const auto& [draw, group] : groups) {
        squares += weight(group) * std::pow(group.mean() - sum / weights, 2.0);
    }
    return squares;
}

/// The share of the parameters by the ratio of their variance over that of luck.
double share_of(double ratio)
{
    return ratio / (1.0 + ratio);
}

/// The share in [0, 1] at which a falling function is nothing; 0 where it is below nothing already.
double falls_to_nothing(const std::function<double(double)>& of_share)
{
    constexpr int bits = 40;
    constexpr double most = 1.0 - 1e-12; // at 1 the ratio of the variances is infinite
    if (!(of_share(0.0) > 0.0)) {
        return 0.0;
    }
    if (!(of_share(most) < 0.0)) {
        return 1.0;
    }
    std::uintmax_t steps = 200;
    const auto [low, high] =
        boost::math::tools::toms748_solve(of_share, 0.0, most, boost::math::tools::eps_tolerance<double>(bits), steps);
    return (low + high) / 2.0;
}

} // namespace

OneWay one_way(std::span<const double> sample, std::span<const std::uint32_t> draws)
{
    const auto groups = grouped(sample, draws);
    OneWay layout;
    layout.runs = static_cast<int>(sample.size());
    layout.draws = static_cast<int>(groups.size());
    double squared_runs = 0.0;
    for (const auto& [draw, group] : groups) {
        squared_runs += group.runs * group.runs;
    }
    double within = 0.0;
    for (std::size_t r = 0; r < sample.size(); ++r) {
        within += std::pow(sample[r] - groups.at(draws[r]).mean(), 2.0);
    }
    const double n = layout.runs;
    const double apart = layout.draws - 1.0;
    if (layout.draws > 1) {
        layout.between = weighted_squares(groups, 0.0) / apart;
        layout.runs_per_draw = (n - squared_runs / n) / apart;
    }
    layout.within = layout.runs > layout.draws ? within / (n - layout.draws) : 0.0;
    return layout;
}

VarianceSplit split_variance(std::span<const double> sample, std::span<const std::uint32_t> draws)
{
    if (std::all_of(draws.begin(), draws.end(), [](std::uint32_t draw) { return draw == 0; })) {
        return {.state = SplitState::no_draws};
    }
    const OneWay layout = one_way(sample, draws);
    if (layout.draws < 2) {
        return {.state = SplitState::one_draw};
    }
    if (layout.runs == layout.draws) {
        return {.state = SplitState::no_pair};
    }
    if (!(layout.within > 0.0)) {
        return {.state = SplitState::alike};
    }
    const boost::math::fisher_f_distribution<double> f(layout.draws - 1.0, layout.runs - layout.draws);
    const double highest = boost::math::quantile(f, one_sided);
    const double lowest = boost::math::quantile(f, 1.0 - one_sided);
    if (layout.between <= layout.within) {
        return {.state = SplitState::told,
                .share = 0.0,
                .low = 0.0,
                .high = share_of((1.0 / lowest - 1.0) / layout.runs_per_draw)};
    }
    const double ratio = (layout.between - layout.within) / layout.runs_per_draw / layout.within;
    const auto groups = grouped(sample, draws);
    const double scale = (layout.draws - 1.0) * layout.within;
    const auto end = [&](double quantile) {
        return falls_to_nothing(
            [&, quantile](double share) { return weighted_squares(groups, share / (1.0 - share)) / scale - quantile; });
    };
    return {.state = SplitState::told, .share = share_of(ratio), .low = end(highest), .high = end(lowest)};
}

double narrowed_by(double share)
{
    return 1.0 - std::sqrt(1.0 - share);
}

} // namespace analysis
