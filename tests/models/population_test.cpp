#include "models/population.hpp"
#include "models/population_assumptions.hpp"
#include "models/schools.hpp"
#include "models/source_tables.hpp"
#include "sim/error.hpp"
#include "sim/parallel.hpp"
#include "tests/support/files.hpp"

#include <gtest/gtest.h>

#include <map>

namespace {

using model::CountyId;
using model::Population;
using model::Row;

const std::filesystem::path folder = VEGHE_SOURCE_DIR "/scenarios/data";
constexpr std::uint64_t seed = 20211201;

const model::Counties& counties()
{
    static const model::Counties read = model::read_counties(folder);
    return read;
}

const model::SourceTables& tables()
{
    static const model::SourceTables read = model::read_source_tables(counties(), folder);
    return read;
}

Population build(std::initializer_list<std::string_view> codes)
{
    std::vector<CountyId> selection;
    for (const std::string_view code : codes) {
        selection.push_back(counties().find(code, "test"));
    }
    model::MisfitReport misfit;
    return model::build_population(counties(), folder, selection, seed, misfit);
}

/// The smallest county, built once.
const Population& tulcea()
{
    static const Population built = build({"TL"});
    return built;
}

const Population& three()
{
    static const Population built = build({"IS", "DJ", "BC"});
    return built;
}

int age(const Population& population, Row row)
{
    return model::age_years(population.birth_week[row], model::census_day);
}

template <class T>
void hash(std::uint64_t& digest, const T& value)
{
    digest = (digest ^ static_cast<std::uint64_t>(value)) * 1099511628211u;
}

/// Everything about the persons and households of one county that must not depend on the selection or the threads;
/// rows are counted from the county's first, classes are named by unit, level, year and first classmate of the county.
std::uint64_t digest(const Population& population, const model::CountyBlock& block)
{
    std::uint64_t d = 1469598103934665603u;
    const Row first = block.first_row;
    const std::uint32_t household = population.household[first];
    for (Row row = first; row < first + block.persons; ++row) {
        hash(d, population.sex[row]);
        hash(d, population.birth_week[row]);
        hash(d, population.locality[row]);
        hash(d, population.household[row] - household);
        hash(d, population.care[row]);
        hash(d, population.parent_abroad[row]);
        hash(d, population.online_exposure[row]);
        hash(d, population.supervision[row]);
        hash(d, population.flags[row]);
        const std::uint32_t h = population.household[row];
        hash(d, population.households.first_member[h] - first);
        hash(d, population.households.deprivation[h]);
        hash(d, population.households.digital_skill[h]);
        hash(d, population.households.complicity[h]);
        hash(d, population.households.institution[h]);
        const std::uint32_t pupil = population.pupil[row];
        if (pupil == model::none) {
            continue;
        }
        hash(d, population.pupils.boarding[pupil]);
        for (const auto& level : population.pupils.school_class) {
            const std::uint32_t c = level[pupil];
            if (c == model::none) {
                hash(d, c);
                continue;
            }
            hash(d, population.units.stable_id[population.classes.unit[c]]);
            hash(d, population.classes.entry_year[c]);
            for (std::uint32_t m = population.classes.member_first[c]; m < population.classes.member_first[c + 1];
                 ++m) {
                const Row other = population.classes.members[m];
                if (other >= first && other < first + block.persons) {
                    hash(d, other - first);
                }
            }
        }
    }
    return d;
}

void expect_margins(const Population& population, sim::Date reference = model::census_day)
{
    for (const model::CountyBlock& block : population.counties) {
        const std::size_t county = block.county.value;
        EXPECT_EQ(block.persons, counties().all[county].persons);
        std::array<model::GroupCounts, 2> sex_age{};
        model::PerSex<std::array<std::uint32_t, model::single_ages>> single{};
        std::map<std::size_t, model::GroupCounts> locality_age;
        for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
            const auto a = model::age_years(population.birth_week[row], reference);
            const auto sex = static_cast<std::size_t>(population.sex[row]);
            ++sex_age[sex][model::group_of(a)];
            ++locality_age[population.locality[row]][model::group_of(a)];
            if (a < static_cast<int>(model::single_ages)) {
                ++single[sex][static_cast<std::size_t>(a)];
            }
        }
        EXPECT_EQ(sex_age, tables().sex_age[county]);
        EXPECT_EQ(single, tables().single_age[county]);
        for (std::size_t l = tables().first_locality[county]; l < tables().first_locality[county + 1]; ++l) {
            EXPECT_EQ(locality_age[l], tables().localities[l].ages) << "locality " << l;
        }
    }
}

TEST(Population, CountsOfTheCensusAreMetExactly)
{
    expect_margins(tulcea());
    expect_margins(three());
}

TEST(Population, ConfidentialCellsAddToRowsAndColumns)
{
    EXPECT_EQ(tables().filled_cells, 19u);
    for (std::size_t county = 0; county < model::county_count; ++county) {
        std::array<model::GroupCounts, 2> settlement{};
        for (std::size_t l = tables().first_locality[county]; l < tables().first_locality[county + 1]; ++l) {
            const model::LocalityRow& row = tables().localities[l];
            std::uint32_t persons = 0;
            for (std::size_t g = 0; g < model::age_groups; ++g) {
                settlement[static_cast<std::size_t>(row.settlement)][g] += row.ages[g];
                persons += row.ages[g];
            }
            EXPECT_EQ(persons, row.persons) << row.siruta;
        }
        EXPECT_EQ(settlement, tables().settlement_age[county]) << counties().all[county].code;
    }
}

TEST(Population, EveryChildLivesWithAnAdult)
{
    const Population& population = three();
    const auto& households = population.households;
    for (std::size_t h = 0; h < households.locality.size(); ++h) {
        int adults = 0;
        int children = 0;
        for (Row row = households.first_member[h]; row < households.first_member[h + 1]; ++row) {
            EXPECT_EQ(population.household[row], h);
            const bool adult = age(population, row) >= 18;
            (adult ? adults : children) += 1;
            EXPECT_EQ(adult, population.care[row] == model::Care::adult);
            EXPECT_EQ(population.care[row] == model::Care::residential, households.institution[h] != 0);
        }
        if (households.institution[h] != 0) {
            EXPECT_LE(children, 60);
            EXPECT_EQ(adults, 0);
        } else {
            EXPECT_GT(adults, 0) << "household " << h;
            EXPECT_LE(adults + children, 24);
        }
    }
}

TEST(Population, CareAndParentsAbroadAgree)
{
    const Population& population = three();
    for (Row row = 0; row < population.residents(); ++row) {
        const model::ParentAbroad abroad = population.parent_abroad[row];
        if (abroad == model::ParentAbroad::both) {
            EXPECT_EQ(population.care[row], model::Care::relatives);
        } else if (abroad == model::ParentAbroad::one) {
            EXPECT_TRUE(population.care[row] == model::Care::one_parent ||
                        population.care[row] == model::Care::relatives);
        } else {
            EXPECT_EQ(population.flags[row] & model::flag::abroad_undeclared, 0);
        }
    }
}

TEST(Population, SameBitsForAnyNumberOfThreads)
{
    std::vector<std::uint64_t> digests;
    for (const int count : {1, 2, 3, 7, 16}) {
        const sim::Threads threads(count);
        const Population population = build({"TL", "CV"});
        for (const model::CountyBlock& block : population.counties) {
            digests.push_back(digest(population, block));
        }
    }
    for (std::size_t i = 2; i < digests.size(); ++i) {
        EXPECT_EQ(digests[i], digests[i % 2]);
    }
}

TEST(Population, ACountyIsTheSameInEverySelection)
{
    for (const char* code : {"DJ", "BC"}) {
        const Population alone = build({code});
        const CountyId id = counties().find(code, "test");
        for (const model::CountyBlock& block : three().counties) {
            if (block.county == id) {
                EXPECT_EQ(digest(alone, alone.counties.front()), digest(three(), block)) << code;
                EXPECT_EQ(alone.id_of(0), three().id_of(block.first_row));
            }
        }
    }
}

TEST(Population, AnotherSeedIsAnotherPopulation)
{
    model::MisfitReport misfit;
    const std::vector<CountyId> selection{counties().find("TL", "test")};
    const Population other = model::build_population(counties(), folder, selection, seed + 1, misfit);
    EXPECT_NE(digest(other, other.counties.front()), digest(tulcea(), tulcea().counties.front()));
    expect_margins(other);
}

// What the other tables say of a county moves no person and no tie; and each of those named is read.
TEST(Population, IsMadeOfItsTablesAlone)
{
    model::Counties bare = counties();
    bare.adjacent = {};
    for (model::County& county : bare.all) { // of the centroids
        county.latitude = county.longitude = 0.0;
    }
    const test::Folder few;
    for (const std::string_view table : model::population_tables) {
        std::filesystem::create_symlink(folder / table, few / table);
    }
    model::MisfitReport misfit;
    const std::vector<CountyId> selection{counties().find("TL", "test")};
    const Population made = model::build_population(bare, few.path(), selection, seed, misfit);
    EXPECT_EQ(digest(made, made.counties.front()), digest(tulcea(), tulcea().counties.front()));
    for (const std::string_view table : model::population_tables) {
        const test::Folder all;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".csv" && entry.path().filename() != table) {
                std::filesystem::create_symlink(entry.path(), all.path() / entry.path().filename());
            }
        }
        EXPECT_THROW(model::read_source_tables(model::read_counties(all.path()), all.path()), sim::InputError) << table;
    }
}

// A run that begins later may take the ages of 2021 as those of its own first day: margins hold on that day, and
// nobody's career is behind it.
TEST(Population, TheReferenceMovesEverybody)
{
    const sim::Date reference = sim::parse_date("2024-01-01").value();
    model::MisfitReport misfit;
    const std::vector<CountyId> selection{counties().find("TL", "test")};
    const Population later = model::build_population(counties(), folder, selection, seed, misfit, reference);
    expect_margins(later, reference);
    for (const model::Misfit& row : misfit.rows) {
        EXPECT_TRUE(row.met()) << row.subject << ", " << row.property;
    }
    for (std::uint32_t c = 0; c < later.classes.unit.size(); ++c) {
        const auto level = static_cast<std::size_t>(later.classes.level[c]);
        EXPECT_GT(later.classes.entry_year[c] + model::level_grades[level], 2023);
    }
}

TEST(Population, ClassesAreSmallAndMembersAgreeBothWays)
{
    const Population& population = three();
    const auto& classes = population.classes;
    for (std::uint32_t c = 0; c < classes.unit.size(); ++c) {
        const std::uint32_t size = classes.member_first[c + 1] - classes.member_first[c];
        EXPECT_GE(size, 1u);
        EXPECT_LE(size, 40u);
        for (std::uint32_t m = classes.member_first[c]; m < classes.member_first[c + 1]; ++m) {
            const Row row = classes.members[m];
            EXPECT_TRUE(m == classes.member_first[c] || classes.members[m - 1] < row);
            const std::uint32_t pupil = population.pupil[row];
            ASSERT_NE(pupil, model::none);
            EXPECT_EQ(population.pupils.person[pupil], row);
            EXPECT_EQ(population.pupils.school_class[static_cast<std::size_t>(classes.level[c])][pupil], c);
        }
    }
    std::size_t places = 0;
    for (const auto& level : population.pupils.school_class) {
        places += static_cast<std::size_t>(
            std::count_if(level.begin(), level.end(), [](std::uint32_t c) { return c != model::none; }));
    }
    EXPECT_EQ(places, classes.members.size());
}

TEST(Population, CareersFollowAges)
{
    const Population& population = three();
    std::size_t in_school = 0;
    std::size_t of_age = 0;
    for (std::uint32_t pupil = 0; pupil < population.pupils.person.size(); ++pupil) {
        const Row row = population.pupils.person[pupil];
        const int entry = model::school_entry_year(population.birth_week[row]);
        for (std::size_t level = 0; level < model::school_levels; ++level) {
            const std::uint32_t c = population.pupils.school_class[level][pupil];
            if (c == model::none) {
                continue;
            }
            const int begins = model::level_entry_year(entry, static_cast<model::SchoolLevel>(level));
            EXPECT_EQ(population.classes.entry_year[c], begins);
            EXPECT_GT(begins + model::level_grades[level], 2021) << "a level that is over has no class";
        }
        const std::uint32_t now = model::current_class(population, pupil, model::census_day);
        in_school += now != model::none ? 1 : 0;
        const int years = age(population, row);
        of_age += years >= 7 && years <= 17 ? 1 : 0;
        if (now != model::none) {
            EXPECT_GE(years, 6);
            // Two months into the year: grade 0 at 6 or 7, grade 12 at 18.
            const int grade = model::grade(population, now, model::census_day).value();
            EXPECT_GE(years, grade + 6);
            EXPECT_LE(years, grade + 7);
        }
    }
    EXPECT_GT(static_cast<double>(in_school), 0.75 * static_cast<double>(of_age));
}

TEST(Population, MisfitNamesEveryMarginAndMeetsIt)
{
    model::MisfitReport misfit;
    const std::vector<CountyId> selection{counties().find("TL", "test"), counties().find("DJ", "test")};
    model::build_population(counties(), folder, selection, seed, misfit);
    std::map<std::string, int> rows;
    for (const model::Misfit& row : misfit.rows) {
        ++rows[row.county];
        EXPECT_TRUE(row.met()) << row.county << ": " << row.subject << ", " << row.property << ": " << row.achieved
                               << " instead of " << row.target;
        EXPECT_FALSE(row.source.empty());
        if (row.property == "persons in the right cell") {
            EXPECT_EQ(row.tolerance, 0.0) << "a count is met exactly";
        }
    }
    EXPECT_GE(rows["DJ"], 30);
    EXPECT_EQ(rows["DJ"], rows["TL"]);
    EXPECT_GE(rows["all"], 5);
}

TEST(Population, DeprivationAndInternetMeetTheRegion)
{
    const Population& population = three();
    for (const model::CountyBlock& block : population.counties) {
        std::uint32_t deprived = 0;
        for (Row row = block.first_row; row < block.first_row + block.persons; ++row) {
            deprived += population.households.deprivation[population.household[row]] >= 128 ? 1 : 0;
        }
        EXPECT_NEAR(deprived / static_cast<double>(block.persons), counties()[block.county].arope_pct / 100.0, 0.005);
    }
}

TEST(Population, AssumptionsLieInTheirRanges)
{
    std::map<std::string_view, int> names;
    for (const sim::ParameterInfo& one : model::assume::all()) {
        EXPECT_EQ(++names[one.name], 1) << one.name;
        EXPECT_GE(one.value, one.low) << one.name;
        EXPECT_LE(one.value, one.high) << one.name;
        EXPECT_FALSE(one.source.empty() || one.doc.empty() || one.unit.empty()) << one.name;
    }
    EXPECT_GE(names.size(), 140u);
}

} // namespace
