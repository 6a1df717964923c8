#pragma once

#include "sim/graph/layer.hpp"
#include "sim/random.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sim {

/// Groups on their way to a CliqueLayer. Every group has at least two different members, in ascending order.
class Groups {
public:
    /// Adds a group; members named twice count once, and a group left with fewer than two is dropped.
    void add(std::span<const Row> members);
    std::size_t size() const { return first_.size() - 1; }
    std::span<const Row> members(std::size_t group) const
    {
        return std::span(members_).subspan(first_[group], first_[group + 1] - first_[group]);
    }
    std::size_t memberships() const { return members_.size(); }

private:
    std::vector<std::uint32_t> first_{0};
    std::vector<Row> members_;
};

/// One membership that looks for its group: memberships are cut into groups in the order of their keys.
struct Keyed {
    std::uint64_t key;
    Row row;
};

/// Packs fields into a sort key, the most significant first, each clamped to its bits.
class Key {
public:
    Key& then(std::uint64_t value, int bits)
    {
        const std::uint64_t top = (std::uint64_t{1} << bits) - 1;
        value_ = value_ << bits | (value < top ? value : top);
        return *this;
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_{};
};

/// Orders by key, then row: one order, however the list was made.
void sort_by_key(std::vector<Keyed>& memberships);

/// Sorts the memberships and cuts them into runs of `size`; who stands side by side meets. What is left at the end
/// joins the last groups, so none is smaller than `size` unless there are fewer memberships than that.
/// Degree of a row in one group: size - 1; in two groups without a common other member: 2 (size - 1), with
/// transitivity (size - 2) / (2 size - 3), which is 0.43 for groups of five.
void cut_into_groups(std::vector<Keyed>& memberships, std::size_t size, Groups& groups);

/// As above with a size for each group: next_size(first row of the group), at least 2.
void cut_into_groups(std::vector<Keyed>& memberships, const std::function<std::size_t(Row)>& next_size, Groups& groups);

/// Ties one free end of `a` to one of `b`, each end used at most once, min(|a|, |b|) ties: both lists are sorted, and
/// the k-th of the shorter meets the one at the same quantile of the longer. With random keys this is a uniformly
/// random matching; with a latent position as key, likes meet likes. Ends left over are appended to `left_over`.
void match_ends(std::vector<Keyed>& a, std::vector<Keyed>& b, std::vector<std::uint64_t>& ties,
                std::vector<Row>* left_over = nullptr);

/// A tie as one number: what match_ends appends and ties_to_layer takes.
constexpr std::uint64_t tie_of(Row a, Row b)
{
    return std::uint64_t{a} << 32 | b;
}

/// Membership lists both ways.
/// \param parts  groups in parts (one for each task that made them), numbered in this order
/// \throws ContractError when a group is larger than `largest_group`
CliqueLayer groups_to_layer(std::size_t rows, std::span<const Groups> parts);

inline constexpr std::size_t largest_group = 60;

/// Compressed rows of the ties, seen from both ends, each once; self ties are dropped.
/// \param parts  ties in parts; all ties at a row of part i's range [range_first[i], range_first[i + 1]) must be found
///               in parts[i], those that cross ranges in both parts
/// \param range_first  where the ranges of rows begin, and the number of rows
CsrLayer ties_to_layer(std::span<const Row> range_first, std::span<const std::vector<std::uint64_t>> parts);

/// Both directions of every pair in the groups.
void append_ties(const Groups& groups, std::vector<std::uint64_t>& ties);

/// Laplace deviate of mean 0 and mean absolute value `scale`, from u in (0, 1).
double laplace(double u, double scale);

/// Log-normal deviate of mean `mean` whose logarithm has standard deviation `sigma`, from two uniforms in (0, 1).
double lognormal(double u, double v, double mean, double sigma);

/// A whole number with mean `x`: floor(x), or one more with the chance of the remainder.
std::uint32_t round_by_luck(double x, double u);

} // namespace sim
