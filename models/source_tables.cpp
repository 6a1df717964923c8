#include "models/source_tables.hpp"

#include "models/county_names.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

namespace model {
namespace {

constexpr std::array<std::string_view, age_groups> group_columns{
    "pop_0_4",   "pop_5_9",   "pop_10_14", "pop_15_19", "pop_20_24", "pop_25_29", "pop_30_34", "pop_35_39", "pop_40_44",
    "pop_45_49", "pop_50_54", "pop_55_59", "pop_60_64", "pop_65_69", "pop_70_74", "pop_75_79", "pop_80_84", "pop_85p"};

/// County codes as keys of the larger tables.
class Codes {
public:
    explicit Codes(const Counties& counties)
    {
        for (std::size_t i = 0; i < county_count; ++i) {
            places_.emplace(counties.all[i].code, static_cast<std::uint8_t>(i));
        }
    }
    CountyId at(const Table& table, std::size_t row, std::size_t column) const
    {
        const auto found = places_.find(table.text(row, column));
        if (found == places_.end()) {
            table.refuse(row, unknown_code(table.text(row, column)));
        }
        return CountyId{found->second};
    }

private:
    std::map<std::string, std::uint8_t, std::less<>> places_;
};

/// Rows whose order gives ids: each must come after the row above it, so that there is but one order.
template <class Key>
void keep_order(const Table& table, std::size_t row, const Key& key, Key& last, const char* expected)
{
    if (row > 0 && !(last < key)) {
        table.refuse(row, sim::refusal("table.order", "out of order", "rows are expected by {columns}, each once",
                                       {{"columns", expected}}));
    }
    last = key;
}

void read_localities(SourceTables& tables, const Codes& codes, const std::filesystem::path& folder,
                     std::vector<std::array<bool, age_groups>>& known)
{
    const Table table =
        Table::read(folder / "localities.csv", {"siruta", "county_code", "name", "residence", "pop_2021"});
    std::array<std::size_t, age_groups> columns{};
    std::transform(group_columns.begin(), group_columns.end(), columns.begin(),
                   [&](std::string_view name) { return table.column(name); });
    const std::size_t siruta = table.column("siruta");
    const std::size_t county = table.column("county_code");
    const std::size_t residence = table.column("residence");
    const std::size_t persons = table.column("pop_2021");
    std::pair<CountyId, std::uint32_t> last;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        LocalityRow locality;
        locality.siruta = static_cast<std::uint32_t>(table.whole(row, siruta, 1, 1'000'000));
        locality.county = codes.at(table, row, county);
        keep_order(table, row, {locality.county, locality.siruta}, last, "county code and siruta");
        const std::string_view settlement = table.text(row, residence);
        if (settlement != "urban" && settlement != "rural") {
            table.refuse(row, sim::refusal("table.residence", "residence is \"{cell}\"", "urban or rural is expected",
                                           {{"cell", settlement}}));
        }
        locality.settlement = settlement == "urban" ? Settlement::urban : Settlement::rural;
        locality.persons = static_cast<std::uint32_t>(table.whole(row, persons, 1, 5'000'000));
        std::array<bool, age_groups> given{};
        for (std::size_t g = 0; g < age_groups; ++g) {
            given[g] = !table.blank(row, columns[g]);
            locality.ages[g] =
                given[g] ? static_cast<std::uint32_t>(table.whole(row, columns[g], 0, locality.persons)) : 0;
        }
        tables.localities.push_back(locality);
        known.push_back(given);
        ++tables.first_locality[locality.county.value + 1u];
    }
    for (std::size_t c = 0; c < county_count; ++c) {
        tables.first_locality[c + 1] += tables.first_locality[c];
    }
}

void read_coordinates(SourceTables& tables, const std::filesystem::path& folder)
{
    const Table table = Table::read(folder / "locality_coordinates.csv", {"siruta", "lat", "lon"});
    const std::size_t siruta = table.column("siruta");
    if (table.rows() != tables.localities.size()) {
        throw sim::InputError("locality_coordinates.csv",
                              sim::refusal("table.coordinates", "{found} rows, localities.csv has {expected}",
                                           "one row for each row of localities.csv is expected",
                                           {{"found", table.rows()}, {"expected", tables.localities.size()}}));
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
        LocalityRow& locality = tables.localities[row];
        if (table.whole(row, siruta) != locality.siruta) {
            table.refuse(row, sim::refusal("table.siruta", "siruta differs from the same row of localities.csv",
                                           "put both tables in the same order"));
        }
        locality.latitude = table.number(row, table.column("lat"));
        locality.longitude = table.number(row, table.column("lon"));
    }
}

/// "15-19" or "85+" as a group; age_groups for anything else.
std::size_t group_named(std::string_view text)
{
    int from = -1;
    std::from_chars(text.data(), text.data() + text.size(), from);
    return text == "all" || from < 0 || from > 85 ? age_groups : group_of(from);
}

void read_margins(SourceTables& tables, const Codes& codes, const std::filesystem::path& folder)
{
    const Table ages =
        Table::read(folder / "population_county_age_2021.csv", {"county_code", "group", "age_group", "population"});
    const std::size_t group = ages.column("group");
    for (std::size_t row = 0; row < ages.rows(); ++row) {
        const std::size_t county = codes.at(ages, row, ages.column("county_code")).value;
        const std::size_t age = group_named(ages.text(row, ages.column("age_group")));
        if (age == age_groups) {
            continue;
        }
        const auto count = static_cast<std::uint32_t>(ages.whole(row, ages.column("population"), 0, 5'000'000));
        const std::string_view name = ages.text(row, group);
        if (name == "male" || name == "female") {
            tables.sex_age[county][name == "male" ? 0 : 1][age] = count;
        } else if (name == "urban" || name == "rural") {
            tables.settlement_age[county][name == "urban" ? 0 : 1][age] = count;
        }
    }
    const Table single =
        Table::read(folder / "population_single_age_0_19_2021.csv", {"county_code", "sex", "age", "population"});
    for (std::size_t row = 0; row < single.rows(); ++row) {
        const std::size_t county = codes.at(single, row, single.column("county_code")).value;
        const std::size_t sex = single.text(row, single.column("sex")) == "male" ? 0 : 1;
        const std::int64_t age = single.whole(row, single.column("age"), 0, single_ages - 1);
        tables.single_age[county][sex][static_cast<std::size_t>(age)] =
            static_cast<std::uint32_t>(single.whole(row, single.column("population"), 0, 5'000'000));
    }
}

/// The single years must add to the census groups, else no person could be dealt an age.
void check_single_years(const SourceTables& tables, const Counties& counties)
{
    sim::Problems problems;
    for (std::size_t county = 0; county < county_count; ++county) {
        for (std::size_t sex = 0; sex < 2; ++sex) {
            for (std::size_t g = 0; g < single_ages / 5; ++g) {
                std::uint32_t sum = 0;
                for (std::size_t a = 0; a < 5; ++a) {
                    sum += tables.single_age[county][sex][g * 5 + a];
                }
                if (sum != tables.sex_age[county][sex][g]) {
                    problems.add(
                        "population_single_age_0_19_2021.csv",
                        sim::refusal("table.ages-sum",
                                     "ages {low} to {high} of county {county} do not add to "
                                     "population_county_age_2021.csv",
                                     "take both tables from the same census",
                                     {{"low", 5 * g}, {"high", 5 * g + 4}, {"county", counties.all[county].code}}));
                }
            }
        }
    }
    problems.raise();
}

void fill_confidential(SourceTables& tables, const std::vector<std::array<bool, age_groups>>& known)
{
    for (std::size_t county = 0; county < county_count; ++county) {
        for (const Settlement settlement : {Settlement::urban, Settlement::rural}) {
            std::vector<std::size_t> members;
            for (std::size_t l = tables.first_locality[county]; l < tables.first_locality[county + 1]; ++l) {
                if (tables.localities[l].settlement == settlement) {
                    members.push_back(l);
                }
            }
            const GroupCounts& sums = tables.settlement_age[county][static_cast<std::size_t>(settlement)];
            double all = 0.0;
            for (const std::uint32_t sum : sums) {
                all += sum;
            }
            std::vector<GroupCounts> cells;
            std::vector<std::array<bool, age_groups>> given;
            std::vector<std::uint32_t> rows;
            std::vector<std::array<double, age_groups>> start;
            for (const std::size_t l : members) {
                cells.push_back(tables.localities[l].ages);
                given.push_back(known[l]);
                rows.push_back(tables.localities[l].persons);
                std::array<double, age_groups> expected{};
                for (std::size_t g = 0; g < age_groups; ++g) {
                    expected[g] = all > 0.0 ? rows.back() * (sums[g] / all) : 0.0;
                    tables.filled_cells += given.back()[g] ? 0 : 1;
                }
                start.push_back(expected);
            }
            fill_residuals(cells, given, rows, sums, start, "localities.csv");
            for (std::size_t i = 0; i < members.size(); ++i) {
                tables.localities[members[i]].ages = cells[i];
            }
        }
    }
}

void read_units(SourceTables& tables, const Codes& codes, const std::filesystem::path& folder)
{
    const Table table =
        Table::read(folder / "schools_units_2024_25.csv", {"unit_id", "county_code", "siruta_uat", "parent_unit_id",
                                                           "n_primary", "n_gymnasium", "n_vocational", "n_highschool"});
    std::map<std::uint32_t, std::uint16_t> place;
    for (std::size_t l = 0; l < tables.localities.size(); ++l) {
        place.emplace(tables.localities[l].siruta, static_cast<std::uint16_t>(l));
    }
    const std::size_t unit_id = table.column("unit_id");
    const std::size_t parent_id = table.column("parent_unit_id");
    std::map<std::string_view, std::uint32_t> line;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!line.emplace(table.text(row, unit_id), static_cast<std::uint32_t>(row)).second) {
            table.refuse(row, sim::refusal("table.unit-repeated", "unit_id is repeated", "keep one row for each unit"));
        }
    }
    std::tuple<CountyId, std::uint32_t, std::string_view> last;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto siruta = static_cast<std::uint32_t>(table.whole(row, table.column("siruta_uat")));
        const auto found = place.find(siruta);
        const CountyId county = codes.at(table, row, table.column("county_code"));
        keep_order(table, row, {county, siruta, table.text(row, unit_id)}, last, "county code, siruta_uat and unit_id");
        if (found == place.end() || tables.localities[found->second].county != county) {
            table.refuse(row, sim::refusal("table.unit-locality",
                                           "siruta_uat is no locality of the county in localities.csv",
                                           "name a locality of the county"));
        }
        const auto parent = line.find(table.text(row, parent_id));
        const auto pupils = [&](std::string_view column) {
            return static_cast<std::uint32_t>(table.whole(row, table.column(column), 0, 20'000));
        };
        tables.units.push_back(
            {found->second,
             parent == line.end() ? static_cast<std::uint32_t>(row) : parent->second,
             {pupils("n_primary"), pupils("n_gymnasium"), pupils("n_vocational") + pupils("n_highschool")}});
        ++tables.first_unit[county.value + 1u];
    }
    for (std::size_t c = 0; c < county_count; ++c) {
        tables.first_unit[c + 1] += tables.first_unit[c];
    }
}

} // namespace

HouseholdShapes read_household_shapes(const std::filesystem::path& folder)
{
    const Table table = Table::read(folder / "household_size_distribution.csv", {"area", "persons", "share"});
    HouseholdShapes shapes{};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view area = table.text(row, table.column("area"));
        if (area != "urban" && area != "rural") {
            continue;
        }
        const std::string_view persons = table.text(row, table.column("persons"));
        const std::size_t size = static_cast<std::size_t>(persons.empty() ? 0 : persons.front() - '0');
        if (size < 1 || size > household_shapes) {
            table.refuse(row, sim::refusal("table.household-size", "persons is \"{cell}\"", "1 to 5 or 6+ is expected",
                                           {{"cell", persons}}));
        }
        shapes[area == "urban" ? 0 : 1][size - 1] = table.number(row, table.column("share"));
    }
    return shapes;
}

SourceTables read_source_tables(const Counties& counties, const std::filesystem::path& folder)
{
    SourceTables tables;
    const Codes codes(counties);
    tables.bucharest = counties.find("B", "counties.csv");
    tables.ilfov = counties.find("IF", "counties.csv");
    std::vector<std::array<bool, age_groups>> known;
    read_localities(tables, codes, folder, known);
    read_coordinates(tables, folder);
    read_margins(tables, codes, folder);
    check_single_years(tables, counties);
    fill_confidential(tables, known);
    read_units(tables, codes, folder);
    tables.household_shape = read_household_shapes(folder);
    return tables;
}

} // namespace model
