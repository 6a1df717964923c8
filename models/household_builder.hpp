#pragma once

#include "models/household_pool.hpp"
#include "sim/stop.hpp"

#include <array>
#include <vector>

namespace model {

inline constexpr std::size_t largest_sibling_group = 8;

/// A household being composed: its members so far and how many it is to have.
struct Draft {
    static constexpr std::size_t capacity = largest_household + largest_sibling_group;

    std::array<Member, capacity> member{};
    std::uint8_t members{0};
    std::uint8_t children{0};
    std::uint8_t wanted{0};
    Situation situation{Situation::two_parents};

    void add(const Member& one) { member[members++] = one; }
};

/// Composes the households of one locality, in this order: residential groups, sibling groups, who looks after them,
/// sizes, further relatives, households without children.
class HouseholdBuilder {
public:
    HouseholdBuilder(const AgeCounts& counts, Settlement settlement, const CareQuota& quota,
                     const HouseholdShape& shape, Stream stream, const sim::Stop& stop);

    HouseholdList build();

private:
    void take_residential();
    double parents_of_age(Sex sex) const;
    void group_siblings();
    void settle_situations();
    void mark_abroad(Draft& draft, std::uint32_t& declared, ParentAbroad which);
    void add_carers(Draft& draft);
    void add_parents(Draft& draft, bool mother_first, bool both);
    void add_grandparents(Draft& draft);
    void add_foster(Draft& draft);
    void settle_sizes();
    std::uint32_t shrink_others(std::uint32_t by);
    void add_relative(Draft& draft);
    void fill_without_children();
    void take_singles();
    void compose_large(Draft& draft);
    void compose_pair(Draft& draft);
    void add_partner(Draft& draft, const Member& woman);
    void add_grown_child(Draft& draft, int mother_age);
    bool rural() const { return settlement_ == Settlement::rural; }
    HouseholdList lay_out();

    Pool pool_;
    Settlement settlement_;
    const CareQuota& quota_;
    Stream stream_;
    const sim::Stop& stop_;
    std::uint32_t households_{0};
    std::vector<std::uint32_t> sizes_; ///< households still to be made of each size; entry 0 is size 1
    std::vector<Draft> drafts_;
    std::vector<std::vector<Member>> residential_;
};

} // namespace model
