#include "models/life/family.hpp"

#include "models/ledgers.hpp"
#include "models/life/rates.hpp"

#include <algorithm>

namespace model::life {
namespace {

constexpr unsigned care_bits = 7u;
constexpr unsigned abroad_shift = 3u;
constexpr unsigned abroad_bits = 3u;
constexpr std::uint8_t undeclared_bit = 1u << 5;

bool in_family(Care care)
{
    return care == Care::two_parents || care == Care::one_parent || care == Care::relatives;
}

} // namespace

Family parent_left(Family family)
{
    const bool first = family.abroad == ParentAbroad::none;
    const Care care = !in_family(family.care)            ? family.care
                      : family.care == Care::two_parents ? Care::one_parent
                                                         : Care::relatives;
    return {care, first ? ParentAbroad::one : ParentAbroad::both};
}

Family parent_back(Family family)
{
    if (family.abroad == ParentAbroad::none) {
        return family;
    }
    const Care care = !in_family(family.care)          ? family.care
                      : family.care == Care::relatives ? Care::one_parent
                                                       : Care::two_parents;
    return {care, family.abroad == ParentAbroad::both ? ParentAbroad::one : ParentAbroad::none};
}

Family out_of_care(Family built, ParentAbroad now)
{
    if (!in_family(built.care)) {
        return {Care::one_parent, now};
    }
    while (built.abroad < now) {
        built = parent_left(built);
    }
    while (built.abroad > now) {
        built = parent_back(built);
    }
    return built;
}

std::uint8_t packed(Family family, bool undeclared)
{
    return static_cast<std::uint8_t>((static_cast<unsigned>(family.care) + 1u) |
                                     (static_cast<unsigned>(family.abroad) << abroad_shift) |
                                     (undeclared ? undeclared_bit : 0u));
}

Family unpacked(std::uint8_t byte, Family built)
{
    return byte == 0 ? built
                     : Family{static_cast<Care>((byte & care_bits) - 1u),
                              static_cast<ParentAbroad>((byte >> abroad_shift) & abroad_bits)};
}

bool undeclared(std::uint8_t byte, bool built)
{
    return byte == 0 ? built : (byte & undeclared_bit) != 0;
}

std::size_t parent_count(Family family)
{
    const std::size_t home = family.care == Care::two_parents ? 2 : family.care == Care::one_parent ? 1 : 0;
    const std::size_t abroad = family.abroad == ParentAbroad::both ? 2 : family.abroad == ParentAbroad::one ? 1 : 0;
    return std::min<std::size_t>(home + abroad, 2);
}

std::vector<Row> parents(const Population& people, Row child, sim::Tick tick, std::size_t count)
{
    constexpr double youngest_gap = 15.0;
    constexpr double oldest_gap = 45.0;
    const double age = age_at(people.birth_week[child], tick);
    std::vector<std::pair<double, Row>> adults;
    for_each_member(people, people.household[child], [&](Row row) {
        const double gap = age_at(people.birth_week[row], tick) - age;
        if (gap >= youngest_gap && gap <= oldest_gap) {
            adults.emplace_back(gap, row);
        }
    });
    std::sort(adults.begin(), adults.end());
    adults.resize(std::min(adults.size(), count));
    std::vector<Row> nearest;
    for (const auto& [gap, row] : adults) {
        nearest.push_back(row);
    }
    return nearest;
}

} // namespace model::life
