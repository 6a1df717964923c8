#include "models/margins.hpp"

#include "models/numbers.hpp"
#include "models/population_assumptions.hpp"
#include "sim/error.hpp"

#include <cmath>

namespace model {
namespace {

/// Single years of one group and sex, dealt to the county's shuffled persons of it.
void deal_single_years(std::vector<AgeCounts>& localities, const std::vector<std::uint32_t>& persons, std::size_t group,
                       std::size_t sex, const std::array<std::uint32_t, single_ages>& single, Stream stream)
{
    std::vector<std::uint8_t> ages;
    for (std::size_t age = group * 5; age < group * 5 + 5; ++age) {
        ages.insert(ages.end(), single[age], static_cast<std::uint8_t>(age));
    }
    stream.shuffle(ages);
    std::size_t next = 0;
    for (std::size_t l = 0; l < localities.size(); ++l) {
        for (std::uint32_t i = 0; i < persons[l]; ++i) {
            ++localities[l][sex][ages[next++]];
        }
    }
    sim::ensure(next == ages.size(), "single years and age groups have the same persons");
}

void spread_evenly(AgeCounts& counts, std::uint32_t persons, std::size_t group, std::size_t sex, Stream& stream)
{
    constexpr std::uint32_t width = 5;
    for (std::uint32_t a = 0; a < width; ++a) {
        counts[sex][group * width + a] += persons / width;
    }
    for (std::uint32_t i = 0; i < persons % width; ++i) {
        ++counts[sex][group * width + stream.below(width)];
    }
}

void spread_oldest(AgeCounts& counts, std::uint32_t persons, std::size_t sex, Stream& stream)
{
    constexpr int from = 85;
    // Geometric on 0, 1, 2, ... with this mean: survival per year is mean / (1 + mean).
    const double log_survival = std::log(assume::beyond_85.value / (1.0 + assume::beyond_85.value));
    for (std::uint32_t i = 0; i < persons; ++i) {
        const int beyond = static_cast<int>(std::log(stream.uniform()) / log_survival);
        ++counts[sex][static_cast<std::size_t>(std::min(from + beyond, oldest_age))];
    }
}

} // namespace

std::vector<AgeCounts> age_counts(const SourceTables& tables, CountyId county, std::uint32_t first_id,
                                  const sim::Luck& luck)
{
    const std::size_t first = tables.first_locality[county.value];
    const std::size_t count = tables.first_locality[county.value + 1u] - first;
    std::vector<AgeCounts> localities(count);
    std::vector<double> all(count);
    PerSex<std::vector<std::uint32_t>> persons;
    for (std::size_t group = 0; group < age_groups; ++group) {
        for (std::size_t l = 0; l < count; ++l) {
            all[l] = tables.localities[first + l].ages[group];
        }
        persons[0] = largest_remainder(all, tables.sex_age[county.value][0][group]);
        persons[1].resize(count);
        for (std::size_t l = 0; l < count; ++l) {
            persons[1][l] = static_cast<std::uint32_t>(all[l]) - persons[0][l];
        }
        for (std::size_t sex = 0; sex < 2; ++sex) {
            if (group < single_ages / 5) {
                const auto who = static_cast<std::uint32_t>(first_id + 2 * group + sex);
                deal_single_years(localities, persons[sex], group, sex, tables.single_age[county.value][sex],
                                  Stream(luck, who, "population.single_years"));
                continue;
            }
            for (std::size_t l = 0; l < count; ++l) {
                const auto who = static_cast<std::uint32_t>((first + l) * 2 * age_groups + 2 * group + sex);
                Stream stream(luck, who, "population.adult_years");
                if (group + 1 < age_groups) {
                    spread_evenly(localities[l], persons[sex][l], group, sex, stream);
                } else {
                    spread_oldest(localities[l], persons[sex][l], sex, stream);
                }
            }
        }
    }
    return localities;
}

} // namespace model
