#pragma once

#include "models/people.hpp"
#include "sim/clock.hpp"

#include <vector>

namespace model::life {

/// Who looks after a child, and which parents are abroad.
struct Family {
    Care care;
    ParentAbroad abroad;

    friend bool operator==(const Family&, const Family&) = default;
};

/// One more parent goes abroad: of two one stays, of one the relatives take over; who is in care stays there. Pure.
Family parent_left(Family family);
/// One of the parents abroad comes back: the reverse. Pure.
Family parent_back(Family family);
/// Of a child that leaves care: as it was built, with the parents who have left or come back since. Who was in care from the
/// beginning goes to one parent. Pure.
Family out_of_care(Family built, ParentAbroad now);

/// One byte of Life::family: 0 is as built.
std::uint8_t packed(Family family, bool undeclared);
Family unpacked(std::uint8_t byte, Family built);
/// \param built  whether the absence was undeclared when the population was built
bool undeclared(std::uint8_t byte, bool built);

/// Calls body(row) for everybody registered in the household, those abroad, dead or not yet born among them.
template <class Body>
void for_each_member(const Population& people, std::uint32_t household, Body&& body)
{
    for (Row row = people.households.first_member[household]; row < people.households.first_member[household + 1];
         ++row) {
        body(row);
    }
    const auto [first, last] = people.births_into(household);
    for (Row row = first; row < last; ++row) {
        body(row);
    }
}

/// The child's parents as far as a household tells: of its adults the `count` nearest in age, 15 to 45 years older.
std::vector<Row> parents(const Population& people, Row child, sim::Tick tick, std::size_t count);

/// How many parents a child has at home or abroad. Pure.
std::size_t parent_count(Family family);

} // namespace model::life
