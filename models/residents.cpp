#include "models/residents.hpp"

#include "models/ledgers.hpp"
#include "models/life/rates.hpp"

#include <array>

namespace model {
namespace {

constexpr std::size_t sexes = sex_names.size();
constexpr std::size_t bands = age_band_names.size();
constexpr std::size_t settlements = 2;
constexpr std::size_t statuses = care_status_names.size();
/// Persons of a county by sex, age band, settlement and care, the last fastest.
using Groups = std::array<std::uint32_t, sexes * bands * settlements * statuses>;

Groups groups_of(const Population& people, const CountyBlock& block, sim::Tick start)
{
    Groups persons{};
    for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
        const double age = age_at(people.birth_week[row], start);
        if (age < 0.0) {
            continue;
        }
        const std::size_t care = care_status(age >= life::adult_age ? Care::adult : people.care[row]);
        const auto sex = static_cast<std::size_t>(people.sex[row]);
        const auto settlement = static_cast<std::size_t>(people.settlement_of(row));
        ++persons[((sex * bands + age_band(age)) * settlements + settlement) * statuses + care];
    }
    return persons;
}

} // namespace

std::vector<ResidentCount> residents(const Ground& ground)
{
    const Population& people = ground.population;
    std::vector<ResidentCount> counts;
    for (std::size_t c = 0; c < people.counties.size(); ++c) {
        const Groups persons = groups_of(people, people.counties[c], ground.counted.first());
        for (std::size_t at = 0; at < persons.size(); ++at) {
            if (persons[at] > 0) {
                counts.push_back({c, static_cast<Sex>(at / (bands * settlements * statuses)),
                                  at / (settlements * statuses) % bands,
                                  static_cast<Settlement>(at / statuses % settlements), at % statuses, persons[at]});
            }
        }
    }
    return counts;
}

} // namespace model
