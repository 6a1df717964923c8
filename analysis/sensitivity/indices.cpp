#include "analysis/sensitivity/indices.hpp"

#include "analysis/statistics.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace analysis::sensitivity {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t bases_again = 2;
constexpr std::uint32_t replicates_again = 3;

/// How often each base point and each replicate counts.
struct Times {
    std::vector<double> bases, replicates;
};

/// Mean of the products of what two rows gave in different replicates; with one replicate the product.
class Cross {
public:
    explicit Cross(std::span<const double> times) : times_(times)
    {
        const double sum = std::accumulate(times.begin(), times.end(), 0.0);
        double squares = 0.0;
        for (const double t : times) {
            squares += t * t;
        }
        pairs_ = times.size() == 1 ? 1.0 : sum * sum - squares;
    }
    bool defined() const { return pairs_ > 0.0; }

    template <class First, class Second>
    double operator()(First&& first, Second&& second) const
    {
        if (times_.size() == 1) {
            return first(0) * second(0);
        }
        double a = 0.0;
        double b = 0.0;
        double same = 0.0;
        for (std::size_t r = 0; r < times_.size(); ++r) {
            const double x = times_[r] * first(r);
            const double y = times_[r] * second(r);
            a += x;
            b += y;
            same += x * y;
        }
        return (a * b - same) / pairs_;
    }

private:
    std::span<const double> times_;
    double pairs_{};
};

/// Indices as bare numbers: variance, then first and total by axis, then pairs.
struct Shares {
    double variance{}, luck{};
    std::vector<double> first, total, second;
};

class Estimator {
public:
    Estimator(const SaltelliRows& layout, const Outcomes& outcomes)
        : at_(layout), y_(outcomes), bases_(outcomes.size() / layout.together())
    {
        sim::expect(bases_ >= 2 && outcomes.size() % layout.together() == 0,
                    "every row of a design with two base points or more has outcomes");
        centre();
    }

    std::size_t bases() const { return bases_; }

    Shares shares(const Times& times) const
    {
        const Cross cross(times.replicates);
        Shares found;
        found.variance = cross.defined() ? variance_of_means(times, cross) : nan;
        found.luck = luck(times);
        for (std::size_t i = 0; i < at_.dimension; ++i) {
            const double first = over_bases(times, [&](std::size_t b) {
                return cross([&](std::size_t r) { return y_[at_.b(b)][r]; },
                             [&](std::size_t r) { return moved(b, i, r); });
            });
            const double total = over_bases(times, [&](std::size_t b) {
                const auto step = [&](std::size_t r) { return moved(b, i, r); };
                return 0.5 * cross(step, step);
            });
            found.first.push_back(first / found.variance);
            found.total.push_back(total / found.variance);
        }
        if (at_.second_order) {
            found.second = pairs(times, cross, found);
        }
        return found;
    }

private:
    /// Takes off each replicate its mean over A and B: products of numbers far from zero would drown the differences.
    void centre()
    {
        for (std::size_t r = 0; r < y_.dimension; ++r) {
            double sum = 0.0;
            for (std::size_t b = 0; b < bases_; ++b) {
                sum += y_[at_.a(b)][r] + y_[at_.b(b)][r];
            }
            for (std::size_t row = 0; row < y_.size(); ++row) {
                y_[row][r] -= sum / (2.0 * static_cast<double>(bases_));
            }
        }
    }

    double moved(std::size_t base, std::size_t axis, std::size_t r) const
    {
        return y_[at_.ab(base, axis)][r] - y_[at_.a(base)][r];
    }

    template <class Term>
    double over_bases(const Times& times, Term&& term) const
    {
        double sum = 0.0;
        for (std::size_t b = 0; b < bases_; ++b) {
            sum += times.bases[b] == 0.0 ? 0.0 : times.bases[b] * term(b);
        }
        return sum / static_cast<double>(bases_);
    }

    /// Covariance, over the rows of A and B, of different replicates.
    double variance_of_means(const Times& times, const Cross& cross) const
    {
        const auto own = [&](std::size_t row) {
            const auto y = [&](std::size_t r) { return y_[row][r]; };
            return cross(y, y);
        };
        const double square = over_bases(times, [&](std::size_t b) { return own(at_.a(b)) + own(at_.b(b)); }) / 2.0;
        std::vector<double> middle(y_.dimension);
        for (std::size_t r = 0; r < y_.dimension; ++r) {
            middle[r] = over_bases(times, [&](std::size_t b) { return y_[at_.a(b)][r] + y_[at_.b(b)][r]; }) / 2.0;
        }
        const auto mean_of = [&](std::size_t r) { return middle[r]; };
        const auto n = 2.0 * static_cast<double>(bases_);
        return (square - cross(mean_of, mean_of)) * n / (n - 1.0);
    }

    /// Mean variance of the replicates of a row, over A and B.
    double luck(const Times& times) const
    {
        if (y_.dimension < 2) {
            return nan;
        }
        return over_bases(times, [&](std::size_t b) { return variance(y_[at_.a(b)]) + variance(y_[at_.b(b)]); }) / 2.0;
    }

    /// Both axes fixed: mean of (B with i of A) (A with j of B), less that of A and B, which share no axis.
    std::vector<double> pairs(const Times& times, const Cross& cross, const Shares& found) const
    {
        const auto product = [&](auto&& one, auto&& other) {
            return over_bases(times, [&](std::size_t b) {
                return cross([&](std::size_t r) { return y_[one(b)][r]; },
                             [&](std::size_t r) { return y_[other(b)][r]; });
            });
        };
        const double nothing =
            product([&](std::size_t b) { return at_.a(b); }, [&](std::size_t b) { return at_.b(b); });
        std::vector<double> second;
        for (std::size_t i = 0; i < at_.dimension; ++i) {
            for (std::size_t j = i + 1; j < at_.dimension; ++j) {
                const double both =
                    product([&](std::size_t b) { return at_.ba(b, i); }, [&](std::size_t b) { return at_.ab(b, j); });
                second.push_back((both - nothing) / found.variance - found.first[i] - found.first[j]);
            }
        }
        return second;
    }

    SaltelliRows at_;
    Outcomes y_;
    std::size_t bases_;
};

std::vector<Shares> again(const Estimator& estimator, std::size_t replicates, const Resampling& resampling)
{
    std::vector<Shares> draws;
    for (std::uint32_t k = 0; k < resampling.draws; ++k) {
        Times times{drawn_again(estimator.bases(), resampling, k, bases_again), std::vector<double>(replicates, 1.0)};
        if (replicates >= least_replicates) {
            times.replicates = drawn_again(replicates, resampling, k, replicates_again);
        }
        draws.push_back(estimator.shares(times));
    }
    return draws;
}

Bounded bounded(const Shares& found, const std::vector<Shares>& draws, double level,
                const std::function<double(const Shares&)>& part)
{
    std::vector<double> values;
    std::transform(draws.begin(), draws.end(), std::back_inserter(values), part);
    return percentile(part(found), values, level);
}

/// The variance of the mean is estimated without bias, and may come out below 0.
double luck_share(const Shares& shares)
{
    return shares.luck / (shares.luck + std::max(shares.variance, 0.0));
}

} // namespace

VarianceShares variance_shares(const SaltelliRows& layout, const Outcomes& outcomes, const Resampling& resampling)
{
    const Estimator estimator(layout, outcomes);
    const std::size_t replicates = outcomes.dimension;
    const Shares found =
        estimator.shares({std::vector<double>(estimator.bases(), 1.0), std::vector<double>(replicates, 1.0)});
    const auto draws = again(estimator, replicates, resampling);
    const auto part = [&](auto&& which) { return bounded(found, draws, resampling.level, which); };
    const bool judged = part([](const Shares& s) { return s.variance; }).low > 0.0;
    VarianceShares shares{found.variance, found.luck, part(luck_share), judged, {}, {}};
    for (std::size_t i = 0; i < layout.dimension; ++i) {
        shares.axes.push_back(
            {part([i](const Shares& s) { return s.first[i]; }), part([i](const Shares& s) { return s.total[i]; })});
    }
    std::size_t k = 0;
    for (std::size_t i = 0; layout.second_order && i < layout.dimension; ++i) {
        for (std::size_t j = i + 1; j < layout.dimension; ++j, ++k) {
            shares.pairs.push_back({i, j, part([k](const Shares& s) { return s.second[k]; })});
        }
    }
    return shares;
}

VarianceShares over_scrambles(std::span<const VarianceShares> scrambles, double level)
{
    sim::expect(scrambles.size() >= 2, "an interval over scrambles needs two");
    const auto over = [&](auto&& part) {
        std::vector<double> values;
        std::transform(scrambles.begin(), scrambles.end(), std::back_inserter(values), part);
        return over_repetitions(values, level);
    };
    using Scramble = VarianceShares;
    VarianceShares shares;
    shares.variance = over([](const Scramble& s) { return s.variance; }).value;
    shares.luck_variance = over([](const Scramble& s) { return s.luck_variance; }).value;
    shares.luck = over([](const Scramble& s) { return s.luck.value; });
    shares.judged = std::all_of(scrambles.begin(), scrambles.end(), [](const Scramble& s) { return s.judged; });
    for (std::size_t i = 0; i < scrambles.front().axes.size(); ++i) {
        shares.axes.push_back({over([i](const Scramble& s) { return s.axes.at(i).first.value; }),
                               over([i](const Scramble& s) { return s.axes.at(i).total.value; })});
    }
    for (std::size_t k = 0; k < scrambles.front().pairs.size(); ++k) {
        const PairShare& pair = scrambles.front().pairs[k];
        shares.pairs.push_back(
            {pair.one, pair.other, over([k](const Scramble& s) { return s.pairs.at(k).second.value; })});
    }
    return shares;
}

} // namespace analysis::sensitivity
