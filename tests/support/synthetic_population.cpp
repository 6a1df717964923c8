#include "tests/support/synthetic_population.hpp"

#include "sim/random.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace test_support {
namespace {

using model::Row;

constexpr std::size_t villages = 9; // and one town in each county
constexpr std::size_t places = villages + 1;
constexpr double town_share = 0.4;

/// Where a population comes from: luck, and whether every county is made with that of the first.
struct Source {
    sim::Luck luck{99, 0};
    bool twins{};

    std::uint32_t key(std::uint32_t county, std::uint32_t number) const { return (twins ? 0 : county << 20) | number; }
};

struct Person {
    int age;
    model::Sex sex;
    std::uint16_t locality;
    std::uint32_t household;
    std::uint32_t id;
};

struct Draft {
    std::vector<Person> persons;
    std::vector<std::uint16_t> household_locality;
};

/// Ages of one household: an old couple, a couple, a family with one to three children, or three generations.
std::vector<int> ages_of_household(const sim::Luck& luck, std::uint32_t key)
{
    const auto draw = [&](std::uint32_t slot) { return luck(key, "synthetic.household", sim::Tick{0}, slot); };
    const double kind = draw(0).uniform();
    const int parent = 24 + static_cast<int>(draw(1).below(28));
    std::vector<int> ages;
    if (kind < 0.25) {
        ages = {62 + static_cast<int>(draw(1).below(28))};
    } else if (kind < 0.55) {
        const int age = 20 + static_cast<int>(draw(1).below(65));
        ages = {age, std::max(18, age - 3)};
    } else {
        ages = {parent, std::max(18, parent - 3)};
        const std::uint32_t children = 1 + draw(2).below(3);
        for (std::uint32_t c = 0; c < children; ++c) {
            ages.push_back(std::max(0, parent - 25 - 3 * static_cast<int>(c)));
        }
        if (kind > 0.85) {
            ages.push_back(parent + 26);
        }
    }
    return ages;
}

Draft draft_county(const Source& source, std::uint32_t county, std::uint32_t persons)
{
    Draft draft;
    std::uint32_t household = 0;
    for (std::size_t place = 0; place < places; ++place) {
        const double share = place == 0 ? town_share : (1.0 - town_share) / villages;
        const auto wanted = static_cast<std::size_t>(share * persons);
        for (std::size_t here = 0; here < wanted; ++household) {
            const auto ages = ages_of_household(source.luck, source.key(county, household));
            for (const int age : ages) {
                const auto id = static_cast<std::uint32_t>(draft.persons.size());
                const double draw = source.luck(source.key(county, id), "synthetic.sex").uniform();
                const auto sex = draw < 0.5 ? model::Sex::male : model::Sex::female;
                draft.persons.push_back({age, sex, static_cast<std::uint16_t>(county * places + place), household, id});
            }
            here += ages.size();
            draft.household_locality.push_back(draft.persons.back().locality);
        }
    }
    return draft;
}

/// (locality of the unit, level, year of entry, number) names a class in every selection.
using ClassName = std::tuple<std::uint32_t, std::uint8_t, std::int16_t, std::uint32_t>;

using Classes = std::map<ClassName, std::vector<Row>>;

constexpr int school_year = 2021;

/// The class that a person of school age attends.
/// \param places_taken  by (unit, age, county of the pupil), so far
ClassName class_of(const Source& source, const Person& person,
                   std::map<std::tuple<std::uint32_t, int, std::uint32_t>, std::uint32_t>& places_taken)
{
    constexpr std::uint32_t class_size = 22;
    const int level = person.age < 11 ? 0 : person.age < 15 ? 1 : 2;
    const int entry_age = level == 0 ? 6 : level == 1 ? 11 : 15;
    const std::uint32_t county = person.locality / places;
    const bool commutes = source.luck(source.key(county, person.id), "synthetic.commute").uniform() < 0.03;
    const std::uint32_t unit_county = level == 2 && commutes ? (county + 1) % synthetic_counties : county;
    const std::uint32_t unit = level == 2 ? static_cast<std::uint32_t>(unit_county * places) : person.locality;
    // numbered within the pupil's own county, so that a class is the same in every selection
    const std::uint32_t taken = places_taken[{unit, person.age, county}]++;
    const auto number = commutes && level == 2 ? 0 : taken / class_size;
    return {unit, static_cast<std::uint8_t>(level), static_cast<std::int16_t>(school_year - (person.age - entry_age)),
            number};
}

/// Everybody below 19 is a pupil, or was or will be one. Gives those who attend a class now, by class.
Classes enrol(model::Population& people, const Source& source, const std::vector<Person>& persons)
{
    Classes classes;
    std::map<std::tuple<std::uint32_t, int, std::uint32_t>, std::uint32_t> places_taken;
    std::vector<std::uint32_t> pupil(persons.size(), model::none);
    std::vector<Row> pupils;
    for (Row row = 0; row < persons.size(); ++row) {
        const int age = persons[row].age;
        if (age < 19) {
            pupil[row] = static_cast<std::uint32_t>(pupils.size());
            pupils.push_back(row);
        }
        if (age >= 6 && age <= 18) {
            classes[class_of(source, persons[row], places_taken)].push_back(row);
        }
    }
    people.pupil = std::move(pupil);
    people.pupils.boarding = std::vector<std::uint8_t>(pupils.size(), 0);
    people.pupils.person = std::move(pupils);
    return classes;
}

void place_classes(model::Population& people, Classes classes)
{
    std::array<std::vector<std::uint32_t>, model::school_levels> school_class;
    school_class.fill(std::vector<std::uint32_t>(people.pupils.person.size(), model::none));
    std::vector<std::uint32_t> unit;
    std::vector<model::SchoolLevel> level;
    std::vector<std::int16_t> entry_year;
    std::vector<std::uint32_t> member_first{0};
    std::vector<Row> members;
    for (auto& [name, rows] : classes) {
        std::sort(rows.begin(), rows.end());
        for (const Row row : rows) {
            school_class[std::get<1>(name)][people.pupil[row]] = static_cast<std::uint32_t>(unit.size());
        }
        unit.push_back(std::get<0>(name));
        level.push_back(static_cast<model::SchoolLevel>(std::get<1>(name)));
        entry_year.push_back(std::get<2>(name));
        members.insert(members.end(), rows.begin(), rows.end());
        member_first.push_back(static_cast<std::uint32_t>(members.size()));
    }
    for (std::size_t i = 0; i < school_class.size(); ++i) {
        people.pupils.school_class[i] = std::move(school_class[i]);
    }
    people.classes.unit = std::move(unit);
    people.classes.level = std::move(level);
    people.classes.entry_year = std::move(entry_year);
    people.classes.member_first = std::move(member_first);
    people.classes.members = std::move(members);
}

/// One unit in each locality.
void place_units(model::Population& people)
{
    std::vector<std::uint32_t> ids(synthetic_counties * places);
    std::vector<std::uint16_t> at(ids.size());
    for (std::uint32_t i = 0; i < ids.size(); ++i) {
        ids[i] = i;
        at[i] = static_cast<std::uint16_t>(i);
    }
    people.units.stable_id = ids;
    people.units.parent = std::move(ids);
    people.units.places = std::vector<std::uint16_t>(at.size(), 500);
    people.units.locality = std::move(at);
}

void place_localities(model::Population& people, std::uint32_t persons_per_county, const std::vector<Person>& persons)
{
    constexpr std::size_t n = synthetic_counties * places;
    std::vector<std::uint32_t> siruta(n);
    std::vector<model::CountyId> county(n);
    std::vector<model::Settlement> settlement(n);
    std::vector<std::uint32_t> size(n);
    std::vector<float> latitude(n);
    std::vector<float> longitude(n);
    std::vector<Row> first(n + 1, 0);
    for (const Person& person : persons) {
        ++first[person.locality + 1u];
    }
    for (std::size_t i = 0; i < n; ++i) {
        first[i + 1] += first[i];
        siruta[i] = static_cast<std::uint32_t>(1000 + i);
        county[i] = {static_cast<std::uint8_t>(i / places)};
        settlement[i] = i % places == 0 ? model::Settlement::urban : model::Settlement::rural;
        const double share = i % places == 0 ? town_share : (1.0 - town_share) / villages;
        size[i] = static_cast<std::uint32_t>(share * persons_per_county);
        latitude[i] = static_cast<float>(45.0 + 0.05 * static_cast<double>(i % places));
        longitude[i] = static_cast<float>(22.0 + 0.8 * static_cast<double>(i / places));
    }
    people.localities.siruta = std::move(siruta);
    people.localities.county = std::move(county);
    people.localities.settlement = std::move(settlement);
    people.localities.persons = std::move(size);
    people.localities.latitude = std::move(latitude);
    people.localities.longitude = std::move(longitude);
    people.localities.first_row = std::move(first);
}

template <class T, class Value>
std::vector<T> column(const std::vector<Person>& persons, Value&& value)
{
    std::vector<T> result;
    result.reserve(persons.size());
    for (const Person& person : persons) {
        result.push_back(value(person));
    }
    return result;
}

void place_persons(model::Population& people, const Source& source, const std::vector<Person>& persons)
{
    using model::Care;
    const auto key = [&](const Person& p) { return source.key(static_cast<std::uint32_t>(p.locality / places), p.id); };
    people.sex = column<model::Sex>(persons, [](const Person& p) { return p.sex; });
    people.birth_week = column<std::int16_t>(persons, [&](const Person& p) {
        const double weeks = (p.age + source.luck(key(p), "synthetic.week").uniform() * 0.99) * 52.1775;
        return static_cast<std::int16_t>(synthetic_start.value - static_cast<int>(weeks) - 1);
    });
    people.locality = column<std::uint16_t>(persons, [](const Person& p) { return p.locality; });
    people.household = column<std::uint32_t>(persons, [](const Person& p) { return p.household; });
    people.care = column<Care>(persons, [](const Person& p) { return p.age < 18 ? Care::two_parents : Care::adult; });
    people.parent_abroad = std::vector<model::ParentAbroad>(persons.size(), model::ParentAbroad::none);
    people.online_exposure =
        column<std::uint8_t>(persons, [](const Person& p) { return static_cast<std::uint8_t>(p.age > 5 ? 100 : 0); });
    people.supervision = std::vector<std::uint8_t>(persons.size(), 128);
    people.flags = column<std::uint8_t>(persons, [&](const Person& p) {
        const bool employed = p.age >= 18 && p.age < 65 && source.luck(key(p), "synthetic.work").uniform() < 0.65;
        return static_cast<std::uint8_t>(model::flag::internet | (employed ? model::flag::employed : 0));
    });
}

model::Population populate(const Source& source, std::span<const std::uint8_t> counties, std::uint32_t persons)
{
    model::Population people;
    std::vector<Person> all;
    std::vector<std::uint16_t> household_locality;
    std::vector<Row> first_member;
    std::uint32_t first_id = 0;
    for (std::uint8_t county = 0; county < synthetic_counties; ++county) {
        const Draft draft = draft_county(source, county, persons);
        const auto size = static_cast<std::uint32_t>(draft.persons.size());
        if (std::find(counties.begin(), counties.end(), county) != counties.end()) {
            people.counties.push_back({{county}, first_id, static_cast<Row>(all.size()), size});
            const auto households_before = static_cast<std::uint32_t>(household_locality.size());
            for (Person person : draft.persons) {
                person.household += households_before;
                if (person.household == first_member.size()) {
                    first_member.push_back(static_cast<Row>(all.size()));
                }
                all.push_back(person);
            }
            household_locality.insert(household_locality.end(), draft.household_locality.begin(),
                                      draft.household_locality.end());
        }
        first_id += size;
    }
    first_member.push_back(static_cast<Row>(all.size()));
    place_persons(people, source, all);
    place_classes(people, enrol(people, source, all));
    place_units(people);
    place_localities(people, persons, all);
    const std::size_t n = household_locality.size();
    people.households.first_member = std::move(first_member);
    people.households.locality = std::move(household_locality);
    people.households.deprivation = std::vector<std::uint8_t>(n, 100);
    people.households.digital_skill = std::vector<std::uint8_t>(n, 100);
    people.households.complicity = std::vector<std::uint8_t>(n, 0);
    people.households.institution = std::vector<std::uint8_t>(n, 0);
    return people;
}

} // namespace

model::Population synthetic_population(std::span<const std::uint8_t> counties, std::uint32_t persons)
{
    return populate({}, counties, persons);
}

model::Population twin_population(std::span<const std::uint8_t> counties, std::uint32_t persons, std::uint32_t which)
{
    return populate({sim::Luck(98, which), true}, counties, persons);
}

} // namespace test_support
