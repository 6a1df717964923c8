#pragma once

#include "sim/ahead.hpp"
#include "sim/array.hpp"
#include "sim/ids.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace sim {

/// Ties stored one by one: compressed rows, each tie seen from both ends, a row's neighbours in ascending order, none
/// of them twice.
class CsrLayer {
public:
    CsrLayer() = default;
    /// \param first    one entry per row and one more: where the row's neighbours begin
    /// \param targets  the neighbours, ascending within a row
    CsrLayer(Array<std::uint32_t> first, Array<Row> targets) : first_(std::move(first)), targets_(std::move(targets)) {}

    std::size_t rows() const { return first_.empty() ? 0 : first_.size() - 1; }
    std::span<const Row> neighbours(Row row) const
    {
        return targets_.span().subspan(first_[row], first_[row + 1] - first_[row]);
    }
    std::size_t degree(Row row) const { return first_[row + 1] - first_[row]; }
    template <class Visit>
    void for_each_neighbour(Row row, Visit&& visit) const
    {
        for (const Row other : neighbours(row)) {
            visit(other);
        }
    }
    /// One neighbour, each equally likely, chosen by `u` in (0, 1); no_row when there is none.
    Row pick(Row row, double u) const
    {
        const auto others = neighbours(row);
        return others.empty() ? no_row : others[static_cast<std::size_t>(u * static_cast<double>(others.size()))];
    }

    const Array<std::uint32_t>& first() const { return first_; }
    const Array<Row>& targets() const { return targets_; }

private:
    Array<std::uint32_t> first_;
    Array<Row> targets_;
};

/// Ties stored as groups in which everybody knows everybody: membership lists both ways. None above 60 members.
class CliqueLayer {
public:
    CliqueLayer() = default;
    /// \param group_first   one entry per group and one more
    /// \param members       the members, ascending within a group
    /// \param groups_first  one entry per row and one more
    /// \param groups        the groups of each row, ascending
    CliqueLayer(Array<std::uint32_t> group_first, Array<Row> members, Array<std::uint32_t> groups_first,
                Array<std::uint32_t> groups)
        : group_first_(std::move(group_first)), members_(std::move(members)), groups_first_(std::move(groups_first)),
          groups_(std::move(groups))
    {
    }

    std::size_t rows() const { return groups_first_.empty() ? 0 : groups_first_.size() - 1; }
    std::size_t group_count() const { return group_first_.empty() ? 0 : group_first_.size() - 1; }
    std::span<const Row> members(std::uint32_t group) const
    {
        return members_.span().subspan(group_first_[group], group_first_[group + 1] - group_first_[group]);
    }
    std::span<const std::uint32_t> groups(Row row) const
    {
        return groups_.span().subspan(groups_first_[row], groups_first_[row + 1] - groups_first_[row]);
    }
    /// Visits each neighbour once, never the row itself.
    template <class Visit>
    void for_each_neighbour(Row row, Visit&& visit) const
    {
        const auto mine = groups(row);
        for (std::size_t g = 0; g < mine.size(); ++g) {
            for (const Row other : members(mine[g])) {
                if (other != row && !met_before(mine.first(g), other)) {
                    visit(other);
                }
            }
        }
    }
    /// What pick() will read of a row lies in four places, each found through the one before. For sim::ahead: to be
    /// called one after the other, with work between.
    void fetch_row(Row row) const { fetch(groups_first_.data() + row); }
    void fetch_groups(Row row) const { fetch(groups_.data() + groups_first_[row]); }
    void fetch_bounds(Row row) const
    {
        for (const std::uint32_t g : groups(row)) {
            fetch(group_first_.data() + g);
        }
    }
    void fetch_members(Row row) const
    {
        for (const std::uint32_t g : groups(row)) {
            fetch(members_.data() + group_first_[g]);
        }
    }
    /// One tie, each (group, other member) equally likely, chosen by `u` in (0, 1); no_row when there is none.
    Row pick(Row row, double u) const
    {
        std::size_t ties = 0;
        for (const std::uint32_t g : groups(row)) {
            ties += members(g).size() - 1;
        }
        auto k = static_cast<std::size_t>(u * static_cast<double>(ties));
        for (const std::uint32_t g : groups(row)) {
            const auto all = members(g);
            if (k < all.size() - 1) {
                const auto self = static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), row) - all.begin());
                return all[k < self ? k : k + 1];
            }
            k -= all.size() - 1;
        }
        return no_row;
    }

    const Array<std::uint32_t>& group_first() const { return group_first_; }
    const Array<Row>& all_members() const { return members_; }
    const Array<std::uint32_t>& groups_first() const { return groups_first_; }
    const Array<std::uint32_t>& all_groups() const { return groups_; }

private:
    bool met_before(std::span<const std::uint32_t> earlier, Row other) const
    {
        return std::any_of(earlier.begin(), earlier.end(), [&](std::uint32_t g) {
            const auto all = members(g);
            return std::binary_search(all.begin(), all.end(), other);
        });
    }

    Array<std::uint32_t> group_first_;
    Array<Row> members_;
    Array<std::uint32_t> groups_first_;
    Array<std::uint32_t> groups_;
};

/// Groups that are runs of consecutive rows (households: a household's members stand side by side).
class BlockLayer {
public:
    BlockLayer() = default;
    /// \param group_first  one entry per group and one more, ascending from 0 to the number of rows
    /// \param group_of     one entry per row
    BlockLayer(Array<Row> group_first, Array<std::uint32_t> group_of)
        : group_first_(std::move(group_first)), group_of_(std::move(group_of))
    {
    }

    std::size_t rows() const { return group_of_.size(); }
    std::size_t group_count() const { return group_first_.empty() ? 0 : group_first_.size() - 1; }
    std::uint32_t group_of(Row row) const { return group_of_[row]; }
    Row group_begin(std::uint32_t group) const { return group_first_[group]; }
    Row group_end(std::uint32_t group) const { return group_first_[group + 1]; }
    template <class Visit>
    void for_each_neighbour(Row row, Visit&& visit) const
    {
        const std::uint32_t g = group_of_[row];
        for (Row other = group_first_[g]; other < group_first_[g + 1]; ++other) {
            if (other != row) {
                visit(other);
            }
        }
    }

private:
    Array<Row> group_first_;
    Array<std::uint32_t> group_of_;
};

} // namespace sim
