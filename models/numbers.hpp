#pragma once

#include "sim/random.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// Whole numbers that add to `total`, each within one of weight / sum(weights) * total (largest remainder; ties go to
/// the earlier entry). All zero when every weight is.
std::vector<std::uint32_t> largest_remainder(std::span<const double> weights, std::uint32_t total);

/// Sizes 1 .. shape.size() of `groups` groups with exactly `members` members: the shape tilted exponentially to the
/// mean, rounded, and the last members moved between neighbouring sizes.
/// \param shape  share of each size, positive
/// \return       number of groups of each size; entry 0 is size 1
/// \throws       ContractError unless groups <= members <= groups * shape.size()
std::vector<std::uint32_t> whole_sizes(std::span<const double> shape, std::uint32_t groups, std::uint32_t members);

/// x with P(Z <= x) = p for a standard normal Z; error below 5e-9 relative.
/// \source P. J. Acklam's rational approximation
double normal_quantile(double p);
double normal_share_below(double x);

/// Draws one after another for one place: the n-th draw is a function of (luck, who, purpose, n) alone.
class Stream {
public:
    Stream(sim::Luck luck, std::uint32_t who, sim::Purpose purpose) : luck_(luck), who_(who), purpose_(purpose) {}

    double uniform();
    std::uint32_t below(std::uint32_t n);
    double normal(double mean, double sd) { return mean + sd * normal_quantile(uniform()); }
    bool chance(double probability) { return uniform() < probability; }

    template <class T>
    void shuffle(std::vector<T>& values)
    {
        for (std::size_t i = values.size(); i > 1; --i) {
            std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
        }
    }

private:
    sim::Luck luck_;
    std::uint32_t who_;
    sim::Purpose purpose_;
    std::uint32_t drawn_{0};
};

} // namespace model
