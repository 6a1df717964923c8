#include "sim/graph/generators.hpp"

#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace sim {

void Groups::add(std::span<const Row> members)
{
    const auto begin = static_cast<std::ptrdiff_t>(members_.size());
    members_.insert(members_.end(), members.begin(), members.end());
    std::sort(members_.begin() + begin, members_.end());
    members_.erase(std::unique(members_.begin() + begin, members_.end()), members_.end());
    if (static_cast<std::ptrdiff_t>(members_.size()) - begin < 2) {
        members_.resize(static_cast<std::size_t>(begin));
    } else {
        first_.push_back(static_cast<std::uint32_t>(members_.size()));
    }
}

namespace {

/// Below this length a comparison sort is quicker than eight passes.
constexpr std::size_t radix_from = 2048;

void radix_sort(std::vector<Keyed>& list)
{
    constexpr std::size_t digits = 8;
    constexpr std::size_t buckets = 256;
    std::vector<std::array<std::uint32_t, buckets>> counts(digits);
    for (const Keyed& k : list) {
        for (std::size_t d = 0; d < digits; ++d) {
            ++counts[d][(k.key >> (8 * d)) & 0xFF];
        }
    }
    std::vector<Keyed> other(list.size());
    for (std::size_t d = 0; d < digits; ++d) {
        auto& count = counts[d];
        if (count[(list.front().key >> (8 * d)) & 0xFF] == list.size()) {
            continue; // every key has the same digit here
        }
        std::uint32_t start = 0;
        for (std::uint32_t& c : count) {
            start += std::exchange(c, start);
        }
        for (const Keyed& k : list) {
            other[count[(k.key >> (8 * d)) & 0xFF]++] = k;
        }
        list.swap(other);
    }
}

} // namespace

void sort_by_key(std::vector<Keyed>& memberships)
{
    const auto by_row = [](const Keyed& a, const Keyed& b) { return a.row < b.row; };
    if (memberships.size() >= radix_from) {
        if (!std::is_sorted(memberships.begin(), memberships.end(), by_row)) {
            std::stable_sort(memberships.begin(), memberships.end(), by_row);
        }
        radix_sort(memberships); // stable: rows stay in order where keys are equal
        return;
    }
    std::sort(memberships.begin(), memberships.end(),
              [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
}

void cut_into_groups(std::vector<Keyed>& memberships, std::size_t size, Groups& groups)
{
    expect(size >= 2, "a group has at least two members");
    sort_by_key(memberships);
    const std::size_t count = std::max<std::size_t>(1, memberships.size() / size);
    const std::size_t left_over = memberships.size() >= size ? memberships.size() - count * size : 0;
    std::vector<Row> members;
    std::size_t at = 0;
    for (std::size_t g = 0; g < count; ++g) {
        // The last groups take one more each (with fewer groups than that, several).
        const std::size_t from_end = count - 1 - g;
        const std::size_t extra = left_over / count + (from_end < left_over % count ? 1 : 0);
        const std::size_t end = std::min(memberships.size(), at + size + extra);
        members.clear();
        for (; at < end; ++at) {
            members.push_back(memberships[at].row);
        }
        groups.add(members);
    }
}

void cut_into_groups(std::vector<Keyed>& memberships, const std::function<std::size_t(Row)>& next_size, Groups& groups)
{
    sort_by_key(memberships);
    std::vector<Row> members;
    for (std::size_t at = 0; at < memberships.size();) {
        const std::size_t size = next_size(memberships[at].row);
        expect(size >= 2 && size <= largest_group, "a group has 2 to 60 members");
        const std::size_t end = std::min(memberships.size(), at + size);
        members.clear();
        for (; at < end; ++at) {
            members.push_back(memberships[at].row);
        }
        groups.add(members);
    }
}

void match_ends(std::vector<Keyed>& a, std::vector<Keyed>& b, std::vector<std::uint64_t>& ties,
                std::vector<Row>* left_over)
{
    sort_by_key(a);
    sort_by_key(b);
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    std::size_t next = 0; // first end of the longer list that is not settled yet
    for (std::size_t k = 0; k < shorter.size(); ++k) {
        const std::size_t partner = (2 * k + 1) * longer.size() / (2 * shorter.size());
        for (; left_over != nullptr && next < partner; ++next) {
            left_over->push_back(longer[next].row);
        }
        next = partner + 1;
        ties.push_back(tie_of(shorter[k].row, longer[partner].row));
    }
    for (; left_over != nullptr && next < longer.size(); ++next) {
        left_over->push_back(longer[next].row);
    }
}

CliqueLayer groups_to_layer(std::size_t rows, std::span<const Groups> parts)
{
    std::size_t group_count = 0;
    std::size_t memberships = 0;
    for (const Groups& part : parts) {
        group_count += part.size();
        memberships += part.memberships();
    }
    std::vector<std::uint32_t> group_first{0};
    std::vector<Row> members;
    std::vector<std::uint32_t> groups_first(rows + 1, 0);
    group_first.reserve(group_count + 1);
    members.reserve(memberships);
    for (const Groups& part : parts) {
        for (std::size_t g = 0; g < part.size(); ++g) {
            const auto all = part.members(g);
            expect(all.size() <= largest_group, "no group above 60 members");
            members.insert(members.end(), all.begin(), all.end());
            group_first.push_back(static_cast<std::uint32_t>(members.size()));
            for (const Row row : all) {
                ++groups_first[row + 1];
            }
        }
    }
    std::partial_sum(groups_first.begin(), groups_first.end(), groups_first.begin());
    std::vector<std::uint32_t> groups(memberships);
    std::vector<std::uint32_t> next(groups_first.begin(), groups_first.end() - 1);
    for (std::uint32_t g = 0; g < group_count; ++g) {
        for (std::uint32_t m = group_first[g]; m < group_first[g + 1]; ++m) {
            groups[next[members[m]]++] = g;
        }
    }
    return {std::move(group_first), std::move(members), std::move(groups_first), std::move(groups)};
}

namespace {

/// The neighbours of the rows of one range, as CsrLayer wants them.
struct RangeTies {
    std::vector<std::uint32_t> degrees;
    std::vector<Row> targets;
};

RangeTies settle_range(Row begin, Row end, std::span<const std::uint64_t> ties)
{
    const auto inside = [&](Row row) { return row >= begin && row < end; };
    std::vector<std::uint32_t> first(end - begin + 1, 0);
    const auto each_end = [&](auto&& visit) {
        for (const std::uint64_t tie : ties) {
            const auto a = static_cast<Row>(tie >> 32);
            const auto b = static_cast<Row>(tie);
            if (a != b && inside(a)) {
                visit(a, b);
            }
            if (a != b && inside(b)) {
                visit(b, a);
            }
        }
    };
    each_end([&](Row from, Row) { ++first[from - begin + 1]; });
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<Row> targets(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    each_end([&](Row from, Row to) { targets[next[from - begin]++] = to; });

    RangeTies result{std::vector<std::uint32_t>(end - begin), {}};
    auto write = targets.begin();
    for (std::size_t i = 0; i + 1 < first.size(); ++i) {
        const auto list_begin = targets.begin() + first[i];
        const auto list_end = targets.begin() + first[i + 1];
        std::sort(list_begin, list_end);
        const auto kept = std::unique(list_begin, list_end);
        result.degrees[i] = static_cast<std::uint32_t>(kept - list_begin);
        write = std::copy(list_begin, kept, write); // never ahead of what is still to be read
    }
    targets.erase(write, targets.end());
    result.targets = std::move(targets);
    return result;
}

} // namespace

CsrLayer ties_to_layer(std::span<const Row> range_first, std::span<const std::vector<std::uint64_t>> parts)
{
    expect(range_first.size() == parts.size() + 1, "one range of rows for each part");
    std::vector<RangeTies> ranges(parts.size());
    for_each_task(parts.size(),
                  [&](std::size_t i) { ranges[i] = settle_range(range_first[i], range_first[i + 1], parts[i]); });
    std::vector<std::uint32_t> first{0};
    std::vector<Row> targets;
    first.reserve(range_first.back() + 1);
    targets.reserve(std::accumulate(ranges.begin(), ranges.end(), std::size_t{0},
                                    [](std::size_t n, const RangeTies& r) { return n + r.targets.size(); }));
    for (RangeTies& range : ranges) {
        for (const std::uint32_t degree : range.degrees) {
            first.push_back(first.back() + degree);
        }
        targets.insert(targets.end(), range.targets.begin(), range.targets.end());
        range = {}; // both lists whole at once would be the largest thing of all
    }
    return {std::move(first), std::move(targets)};
}

void append_ties(const Groups& groups, std::vector<std::uint64_t>& ties)
{
    std::size_t pairs = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        pairs += groups.members(g).size() * (groups.members(g).size() - 1) / 2;
    }
    ties.reserve(ties.size() + pairs);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto members = groups.members(g);
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t j = i + 1; j < members.size(); ++j) {
                ties.push_back(tie_of(members[i], members[j]));
            }
        }
    }
}

double laplace(double u, double scale)
{
    const double magnitude = -std::log(1.0 - std::abs(2.0 * u - 1.0));
    return u < 0.5 ? -scale * magnitude : scale * magnitude;
}

double lognormal(double u, double v, double mean, double sigma)
{
    const double normal = std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
    return mean * std::exp(sigma * normal - sigma * sigma / 2.0);
}

std::uint32_t round_by_luck(double x, double u)
{
    const double whole = std::floor(x);
    return static_cast<std::uint32_t>(whole) + (u < x - whole ? 1u : 0u);
}

} // namespace sim
