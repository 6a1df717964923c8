#include "models/births.hpp"

#include "models/ledgers.hpp"
#include "models/population_traits.hpp"
#include "models/traits.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace model {
namespace {

constexpr double band_first = 15.0; ///< age at which fertility begins [years]
constexpr double band_years = 5.0;
constexpr std::array<double, 6> fertility{assume::fertility_15.value, assume::fertility_20.value,
                                          assume::fertility_25.value, assume::fertility_30.value,
                                          assume::fertility_35.value, assume::fertility_40.value};

/// A child to be born.
struct Birth {
    Row mother;
    std::int16_t week;
};

std::vector<Birth> births_of(const Population& people, const CountyBlock& block, sim::Tick reference,
                             const sim::Luck& luck, const sim::Stop& stop)
{
    constexpr double weeks_per_year = sim::days_per_year / 7.0;
    constexpr std::size_t chunk_size = 1u << 15;
    std::vector<std::vector<Birth>> parts(sim::chunk_count(block.persons, chunk_size));
    sim::for_each_chunk(block.persons, chunk_size, [&](sim::Chunk chunk) {
        stop.check();
        for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
            const Row row = block.first_row + static_cast<Row>(i);
            if (people.sex[row] != Sex::female) {
                continue;
            }
            const AgentId id{block.first_id + static_cast<std::uint32_t>(i)};
            const double age = age_at(people.birth_week[row], reference);
            const double last = births_to(age + assume::births_years.value);
            double borne = births_to(age);
            for (std::uint32_t order = 0; borne < last; ++order) {
                borne -= std::log(luck(id, "population.births", sim::Tick{0}, order).uniform());
                if (borne < last) {
                    const double at = age_at_births(borne);
                    const auto weeks = static_cast<std::int32_t>((at - age) * weeks_per_year);
                    parts[chunk.index].push_back({row, static_cast<std::int16_t>(reference.value + 1 + weeks)});
                }
            }
        }
    });
    std::vector<Birth> all;
    for (const std::vector<Birth>& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// Whether a man of about the mother's age lives with her.
bool lives_with_a_man(const Population& people, Row mother)
{
    constexpr int near_weeks = 12 * 52;
    const std::uint32_t h = people.household[mother];
    for (Row row = people.households.first_member[h]; row < people.households.first_member[h + 1]; ++row) {
        if (people.sex[row] == Sex::male && std::abs(people.birth_week[row] - people.birth_week[mother]) < near_weeks) {
            return true;
        }
    }
    return false;
}

template <class T>
void extend(Array<T>& column, const std::vector<T>& more)
{
    std::vector<T> all;
    all.reserve(column.size() + more.size());
    all.assign(column.begin(), column.end());
    all.insert(all.end(), more.begin(), more.end());
    column = std::move(all);
}

/// Columns of those to be born, in the order of counties and mothers.
struct Newborns {
    std::vector<Sex> sex;
    std::vector<std::int16_t> birth_week;
    std::vector<std::uint16_t> locality;
    std::vector<std::uint32_t> household;
    std::vector<Care> care;
    std::vector<std::uint8_t> online_exposure, supervision, flags;
    std::vector<Row> mother;

    void add(const Population& people, const County& county, const Birth& birth, AgentId id, const sim::Luck& luck)
    {
        const std::uint32_t home = people.household[birth.mother];
        const bool boy = luck(id, "population.newborn").uniform() < assume::share_of_boys.value;
        const bool internet = (people.flags[birth.mother] & flag::internet) != 0;
        const Member member{0, boy ? Sex::male : Sex::female,
                            lives_with_a_man(people, birth.mother) ? Care::two_parents : Care::one_parent};
        const PersonTraits traits =
            person_traits(member, county, people.households.deprivation[home], internet, id, luck);
        sex.push_back(member.sex);
        birth_week.push_back(birth.week);
        locality.push_back(people.locality[birth.mother]);
        household.push_back(home);
        care.push_back(member.care);
        online_exposure.push_back(traits.online_exposure);
        supervision.push_back(traits.supervision);
        flags.push_back(traits.flags);
        mother.push_back(birth.mother);
    }

    void append_to(Population& people) const
    {
        extend(people.sex, sex);
        extend(people.birth_week, birth_week);
        extend(people.locality, locality);
        extend(people.household, household);
        extend(people.care, care);
        extend(people.parent_abroad, std::vector<ParentAbroad>(sex.size(), ParentAbroad::none));
        extend(people.online_exposure, online_exposure);
        extend(people.supervision, supervision);
        extend(people.flags, flags);
        extend(people.pupil, std::vector<std::uint32_t>(sex.size(), none));
        people.mother = std::vector<Row>(mother);
    }
};

} // namespace

double births_to(double age)
{
    double births = 0.0;
    for (std::size_t band = 0; band < fertility.size(); ++band) {
        const double first = band_first + band_years * static_cast<double>(band);
        births += fertility[band] * std::clamp(age - first, 0.0, band_years);
    }
    return births;
}

double age_at_births(double births)
{
    for (std::size_t band = 0; band < fertility.size(); ++band) {
        const double in_band = fertility[band] * band_years;
        if (births < in_band) {
            return band_first + band_years * static_cast<double>(band) + births / fertility[band];
        }
        births -= in_band;
    }
    return std::numeric_limits<double>::infinity();
}

void append_births(Population& people, const Counties& counties, sim::Tick reference, const sim::Luck& luck,
                   const sim::Stop& stop)
{
    sim::expect(people.births.empty(), "births are appended once");
    Newborns newborns;
    const auto first_row = static_cast<Row>(people.size());
    for (const CountyBlock& block : people.counties) {
        const std::uint32_t first_id = births_first_id + block.county.value * births_per_county;
        const std::size_t before = newborns.sex.size();
        const std::vector<Birth> births = births_of(people, block, reference, luck, stop);
        sim::ensure(births.size() <= births_per_county, "a county's births have room for their ids");
        for (std::size_t i = 0; i < births.size(); ++i) {
            stop.check();
            newborns.add(people, counties[block.county], births[i], AgentId{first_id + static_cast<std::uint32_t>(i)},
                         luck);
        }
        people.births.push_back(
            {block.county, first_id, first_row + static_cast<Row>(before), static_cast<std::uint32_t>(births.size())});
    }
    newborns.append_to(people);
}

} // namespace model
