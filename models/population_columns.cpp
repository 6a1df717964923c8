#include "models/population_builder.hpp"

#include <utility>

namespace model {

void Columns::resize(std::size_t persons, std::size_t households)
{
    sex.resize(persons);
    birth_week.resize(persons);
    locality.resize(persons);
    household.resize(persons);
    care.resize(persons);
    parent_abroad.resize(persons);
    online_exposure.resize(persons);
    supervision.resize(persons);
    flags.resize(persons);
    pupil.assign(persons, none);
    first_member.resize(households + 1);
    first_member[households] = static_cast<Row>(persons);
    household_locality.resize(households);
    deprivation.resize(households);
    digital_skill.resize(households);
    complicity.resize(households);
    institution.resize(households);
    need.resize(households);
}

void Columns::hand_over(Population& population)
{
    population.sex = std::move(sex);
    population.birth_week = std::move(birth_week);
    population.locality = std::move(locality);
    population.household = std::move(household);
    population.care = std::move(care);
    population.parent_abroad = std::move(parent_abroad);
    population.online_exposure = std::move(online_exposure);
    population.supervision = std::move(supervision);
    population.flags = std::move(flags);
    population.pupil = std::move(pupil);
    population.households.first_member = std::move(first_member);
    population.households.locality = std::move(household_locality);
    population.households.deprivation = std::move(deprivation);
    population.households.digital_skill = std::move(digital_skill);
    population.households.complicity = std::move(complicity);
    population.households.institution = std::move(institution);
}

} // namespace model
