#include "models/networks/assumptions.hpp"
#include "models/networks/county_view.hpp"
#include "models/schools.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace model::network {
namespace {

// Friends are found twice: first within the class and mostly of one's sex (adults: the quarter, of one's age), then
// in a wider circle. The second time only those meet who held the same place in different first groups, so that no
// two persons meet twice.

constexpr int youngest_friend = 6;
constexpr int adult_age = 19;
constexpr int teen_age = 15;
constexpr int luck_bits = 28;
constexpr int slot_bits = 3;
/// Locals without a school are pooled by locality, after all units (stable ids run to 17,499).
constexpr std::uint32_t after_all_units = 17'500;
constexpr int unit_bits = 16;

struct Circle {
    std::vector<Row> members;
    std::vector<std::uint8_t> slot; ///< place in the first group, one entry per row of the county
};

std::uint64_t order_luck(const CountyView& county, Row row, sim::Purpose purpose, std::uint32_t slot = sim::no_other)
{
    return county.draw(row, purpose, slot).words[0] >> (32 - luck_bits);
}

std::size_t whole(const P& parameter)
{
    return static_cast<std::size_t>(parameter.value);
}

/// Cuts the first groups and notes the place of everybody in theirs.
void cut_first(const CountyView& county, std::vector<sim::Keyed>& list, std::size_t size, Circle& circle,
               sim::Groups& groups)
{
    sim::cut_into_groups(list, size, groups);
    for (std::size_t i = 0; i < list.size(); ++i) {
        circle.slot[list[i].row - county.begin()] = static_cast<std::uint8_t>(i % size);
    }
}

/// Position of each row's class among the classes that pupils of the county attend, ordered by what is the same in
/// every selection.
class ClassOrder {
public:
    ClassOrder(const CountyView& county, const std::vector<Row>& young)
    {
        const Population& people = county.people();
        const sim::Date date = date_of(county.start());
        attended_.reserve(young.size());
        std::vector<std::uint32_t> classes;
        for (const Row row : young) {
            const std::uint32_t pupil = people.pupil[row];
            attended_.push_back(pupil == none ? none : current_class(people, pupil, date));
            if (attended_.back() != none) {
                classes.push_back(attended_.back());
            }
        }
        const auto before = [&](std::uint32_t a, std::uint32_t b) {
            const auto name = [&](std::uint32_t c) {
                return std::tuple(people.units.stable_id[people.classes.unit[c]], people.classes.level[c],
                                  people.classes.entry_year[c], c);
            };
            return name(a) < name(b);
        };
        std::sort(classes.begin(), classes.end());
        classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
        std::sort(classes.begin(), classes.end(), before);
        for (std::uint32_t i = 0; i < classes.size(); ++i) {
            rank_.emplace(classes[i], i);
        }
    }
    std::uint32_t attended(std::size_t i) const { return attended_[i]; }
    std::uint32_t rank(std::size_t i) const { return rank_.at(attended_[i]); }
    std::size_t classes() const { return rank_.size(); }

private:
    std::vector<std::uint32_t> attended_; ///< per young person
    std::unordered_map<std::uint32_t, std::uint32_t> rank_;
};

bool finds_friends_outside_school(const CountyView& county, Row row)
{
    return county.age(row) >= teen_age && county.draw(row, "network.friend.outside").uniform() < friend_general.value;
}

void make_young_friends(const CountyView& county, Circle& young, sim::Groups& groups)
{
    const Population& people = county.people();
    const ClassOrder order(county, young.members);
    constexpr int class_bits = 20;
    std::vector<sim::Keyed> list;
    for (std::size_t i = 0; i < young.members.size(); ++i) {
        county.check_stop();
        const Row row = young.members[i];
        const std::uint64_t pool = order.attended(i) != none ? order.rank(i) : order.classes() + people.locality[row];
        // girls first in every second class, so that a group across two classes is of one sex
        const std::uint64_t later = (people.sex[row] == Sex::female ? 1u : 0u) ^ (pool & 1u);
        list.push_back({sim::Key()
                            .then(pool, class_bits)
                            .then(later, 1)
                            .then(order_luck(county, row, "network.friend.first"), luck_bits)
                            .value(),
                        row});
    }
    cut_first(county, list, whole(friend_group), young, groups);

    list.clear();
    for (std::size_t i = 0; i < young.members.size(); ++i) {
        county.check_stop();
        const Row row = young.members[i];
        if (finds_friends_outside_school(county, row)) {
            continue;
        }
        const std::uint32_t unit = order.attended(i) != none
                                       ? people.units.stable_id[people.classes.unit[order.attended(i)]]
                                       : after_all_units + people.locality[row];
        const std::uint32_t slot = young.slot[row - county.begin()];
        const std::uint64_t age =
            county.latent_age(row, "network.friend.age", friend_grade_years.value, 0.0, young.members);
        // youngest first and oldest first in turn, so that a group across two slots is of one age
        const std::uint64_t along = (unit + slot) % 2 == 0 ? age : (1u << latent_bits) - 1 - age;
        list.push_back({sim::Key()
                            .then(unit, unit_bits)
                            .then(slot, slot_bits)
                            .then(along, latent_bits)
                            .then(order_luck(county, row, "network.friend.second"), luck_bits)
                            .value(),
                        row});
    }
    sim::cut_into_groups(list, whole(friend_group), groups);
}

void make_adult_friends(const CountyView& county, Circle& adults, const std::vector<Row>& teens, sim::Groups& groups)
{
    const Population& people = county.people();
    constexpr int block_bits = 8;
    const auto latent = [&](Row row, sim::Purpose purpose, std::uint32_t slot = sim::no_other) {
        return county.latent_age(row, purpose, close_years.value, close_any_age.value, adults.members, slot);
    };
    std::vector<sim::Keyed> list;
    for (const Row row : adults.members) {
        county.check_stop();
        const sim::Draw luck = county.draw(row, "network.close.sex");
        const bool female =
            luck.uniform() < close_same_sex.value ? people.sex[row] == Sex::female : luck.second() < 0.5;
        list.push_back({sim::Key()
                            .then(people.locality[row], locality_bits)
                            .then(county.part_of_locality(row, close_block.value), block_bits)
                            .then(female ? 1 : 0, 1)
                            .then(latent(row, "network.close.age.first"), latent_bits)
                            .then(order_luck(county, row, "network.close.first"), luck_bits)
                            .value(),
                        row});
    }
    cut_first(county, list, whole(close_group), adults, groups);

    list.clear();
    const auto join_second = [&](Row row, std::uint64_t slot, std::uint32_t turn) {
        const sim::Draw luck = county.draw(row, "network.close.place", turn);
        const std::uint16_t home = people.locality[row];
        const std::uint16_t place =
            luck.uniform() < close_place.value ? home : county.places().elsewhere(home, luck.second());
        list.push_back({sim::Key()
                            .then(place, locality_bits)
                            .then(slot, slot_bits)
                            .then(latent(row, "network.close.age.second", turn), latent_bits)
                            .then(order_luck(county, row, "network.close.second", turn), luck_bits)
                            .value(),
                        row});
    };
    for (const Row row : adults.members) {
        county.check_stop();
        join_second(row, adults.slot[row - county.begin()], 0);
    }
    for (const Row row : teens) {
        // two groups of three in place of one of five: as many ties
        const auto slot = order_luck(county, row, "network.friend.slot") % whole(close_group);
        join_second(row, slot, 0);
        join_second(row, (slot + 1) % whole(close_group), 1);
    }
    sim::cut_into_groups(list, whole(close_second), groups);
}

} // namespace

sim::Groups make_friends(const CountyView& county)
{
    const std::size_t persons = county.end() - county.begin();
    Circle young{{}, std::vector<std::uint8_t>(persons)};
    Circle adults{{}, std::vector<std::uint8_t>(persons)};
    std::vector<Row> teens;
    for (Row row = county.begin(); row < county.end(); ++row) {
        const int age = county.age(row);
        if (age >= adult_age) {
            adults.members.push_back(row);
        } else if (age >= youngest_friend) {
            young.members.push_back(row);
            if (finds_friends_outside_school(county, row)) {
                teens.push_back(row);
            }
        }
    }
    sim::Groups groups;
    make_young_friends(county, young, groups);
    make_adult_friends(county, adults, teens, groups);
    return groups;
}

sim::Groups attend_classes(const Population& people, sim::Date date)
{
    sim::Groups groups;
    std::vector<Row> members;
    for (std::uint32_t c = 0; c < people.classes.unit.size(); ++c) {
        members.clear();
        for (std::uint32_t m = people.classes.member_first[c]; m < people.classes.member_first[c + 1]; ++m) {
            const Row row = people.classes.members[m];
            if (current_class(people, people.pupil[row], date) == c) {
                members.push_back(row);
            }
        }
        groups.add(members);
    }
    return groups;
}

} // namespace model::network
