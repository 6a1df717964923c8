#include "models/residents.hpp"

#include "models/ledgers.hpp"

#include <array>

namespace model {

std::vector<ResidentCount> residents(const Ground& ground)
{
    const Population& people = ground.population;
    const sim::Tick start = ground.counted.first();
    std::vector<ResidentCount> counts;
    for (std::size_t c = 0; c < people.counties.size(); ++c) {
        const CountyBlock& block = people.counties[c];
        std::array<std::array<std::uint32_t, age_band_names.size()>, 2> persons{};
        for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
            const double age = age_at(people.birth_week[row], start);
            if (age >= 0.0) {
                ++persons[static_cast<std::size_t>(people.sex[row])][age_band(age)];
            }
        }
        for (const Sex sex : {Sex::male, Sex::female}) {
            for (std::size_t band = 0; band < age_band_names.size(); ++band) {
                if (const std::uint32_t n = persons[static_cast<std::size_t>(sex)][band]; n > 0) {
                    counts.push_back({c, sex, band, n});
                }
            }
        }
    }
    return counts;
}

} // namespace model
