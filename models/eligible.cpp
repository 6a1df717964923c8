#include "models/eligible.hpp"

#include "models/ledgers.hpp"
#include "models/life/family.hpp"
#include "models/traits.hpp"
#include "sim/clock.hpp"

#include <cmath>

namespace model::supports {
namespace {

constexpr double byte = 255.0;
constexpr double upper_age = 15.0;
constexpr double adult_age = 18.0;
constexpr double weeks_per_year = sim::days_per_year / 7.0;

/// Share who came back within the deficit's time. \param rate  [1/year]
double returned_in_time(const LifeParameters& lives, double rate)
{
    return -std::expm1(-rate * lives.deficit_weeks / weeks_per_year);
}

bool unborn(const Ground& ground, Row row)
{
    return ground.population.birth_week[row] > ground.clock.first().value;
}

/// The class in which somebody boards; `none` who does not.
std::uint32_t boards_in(const Ground& ground, Row row, double age)
{
    const Population& people = ground.population;
    const std::uint32_t pupil = people.pupil[row];
    const bool boards = pupil != none && people.pupils.boarding[pupil] != 0 && age >= upper_age && age < adult_age;
    return boards ? ground.class_at(row, ground.clock.first()) : none;
}

Eligibility as_built(const Ground& ground, Row row, double age)
{
    const Population& people = ground.population;
    const std::uint32_t household = people.household[row];
    const bool abroad = people.parent_abroad[row] != ParentAbroad::none;
    return {.age = age,
            .deprivation = people.households.deprivation[household] / byte,
            .institution = people.households.institution[household] != 0,
            .boarding = boards_in(ground, row, age) != none,
            .parents_away = (age < adult_age && people.care[row] == Care::relatives) || abroad,
            .prior_abuse = (people.flags[row] & flag::prior_abuse) != 0,
            .care = age < adult_age ? people.care[row] : Care::adult,
            .parent_abroad = abroad};
}

/// Share of those like somebody who want to work abroad.
double intending(const LifeParameters& lives, const Ground& ground, Row row, double age)
{
    const bool employed = age >= adult_age && (ground.population.flags[row] & flag::employed) != 0;
    return life::intending(lives, age, employed);
}

/// Share of those like a child whom a parent has lately brought back.
double along_with_parents(const LifeParameters& lives, const Ground& ground, Row child)
{
    const Population& people = ground.population;
    const sim::Tick first = ground.clock.first();
    const std::size_t count = life::parent_count({people.care[child], people.parent_abroad[child]});
    std::vector<double> intend;
    for (const Row parent : life::parents(people, child, first, count)) {
        intend.push_back(intending(lives, ground, parent, age_at(people.birth_week[parent], first)));
    }
    return returned_along(lives, intend);
}

/// Expected number that one person is: of a household its first member who is eligible and meant.
double number_of(const SupportParameters& p, const LifeParameters& lives, const Ground& ground, Row row, Support kind,
                 const Meant& whom)
{
    const Population& people = ground.population;
    const double age = age_at(people.birth_week[row], ground.clock.first());
    const bool all = whom.everybody();
    if (kind == Support::migrants || kind == Support::returned) {
        if (!all && !means(whom, asked(as_built(ground, row, age)))) {
            return 0.0;
        }
        const double intends = intending(lives, ground, row, age);
        const double along = age < adult_age ? along_with_parents(lives, ground, row) : 0.0;
        const double own = kind == Support::returned ? intends * returned_share(lives) : intends;
        return 1.0 - (1.0 - own) * (1.0 - along);
    }
    Eligibility who = as_built(ground, row, age);
    if (!eligible(p, kind, who) || (!all && !means(whom, asked(who)))) {
        return 0.0;
    }
    if (kind == Support::guidance && who.prior_abuse) { // at an age that only the run knows
        who.prior_abuse = false;
        return eligible(p, kind, who) ? 1.0 : abused_share(age);
    }
    if (kind == Support::income || kind == Support::carers) {
        const auto can = [&](Row other) {
            if (unborn(ground, other)) {
                return false;
            }
            const Eligibility its = as_built(ground, other, age_at(people.birth_week[other], ground.clock.first()));
            return eligible(p, kind, its) && means(whom, asked(its));
        };
        for (Row other = people.households.first_member[people.household[row]]; other < row; ++other) {
            if (can(other)) {
                return 0.0;
            }
        }
    }
    return 1.0;
}

} // namespace

double returned_share(const LifeParameters& lives)
{
    return returned_in_time(lives, lives.emigration * lives.replaced);
}

double returned_along(const LifeParameters& lives, std::span<const double> parents_intend)
{
    const double share = returned_in_time(lives, lives.emigration * lives.replaced * lives.children_along);
    double stayed = 1.0;
    for (const double intends : parents_intend) {
        stayed *= 1.0 - intends * share;
    }
    return 1.0 - stayed;
}

std::vector<double> eligible_as_built(const SupportParameters& p, const LifeParameters& lives, const Ground& ground,
                                      Support kind, const Meant& whom)
{
    const Population& people = ground.population;
    std::vector<double> persons(people.localities.siruta.size(), 0.0);
    for (const CountyBlock& block : people.counties) {
        for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
            if (unborn(ground, row)) {
                continue;
            }
            const double age = age_at(people.birth_week[row], ground.clock.first());
            const std::uint32_t c = kind == Support::boarding ? boards_in(ground, row, age) : none;
            const std::uint32_t place =
                c == none ? people.locality[row] : people.units.locality[people.classes.unit[c]];
            persons[place] += number_of(p, lives, ground, row, kind, whom);
        }
    }
    return persons;
}

} // namespace model::supports
