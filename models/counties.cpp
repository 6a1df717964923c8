#include "models/counties.hpp"

#include "models/county_names.hpp"
#include "models/tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <bitset>

namespace model {
namespace {

using sim::refusal;

/// Other names in use for a county, folded.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> aliases{{{"bucharest", "B"},
                                                                                {"municipiul bucuresti", "B"},
                                                                                {"bucuresti sector", "B"},
                                                                                {"bukarest", "B"},
                                                                                {"bucarest", "B"},
                                                                                {"ro-b", "B"}}};

/// Folded, with blanks and hyphens as one kind of gap and the word for county left out.
std::string key(std::string_view text)
{
    std::string folded = sim::fold(text);
    std::replace(folded.begin(), folded.end(), '-', ' ');
    std::replace(folded.begin(), folded.end(), '_', ' ');
    std::string result;
    for (const char c : folded) {
        if (c != ' ' && c != '\t') {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    while (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    for (const std::string_view prefix : {"judetul ", "county "}) {
        if (result.compare(0, prefix.size(), prefix) == 0) {
            result.erase(0, prefix.size());
        }
    }
    return result;
}

std::uint8_t place_in(std::vector<std::string>& sorted, const std::string& value)
{
    return static_cast<std::uint8_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

void add_once(std::vector<std::string>& sorted, const std::string& value)
{
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
    if (at == sorted.end() || *at != value) {
        sorted.insert(at, value);
    }
}

void read_list(Counties& counties, const std::filesystem::path& folder)
{
    const Table table = Table::read(folder / "counties.csv", {"county_code", "name", "name_ascii", "nuts2", "region",
                                                              "seat", "anitp_centre", "pop_2021"});
    if (table.rows() != county_count) {
        throw sim::InputError(
            "counties.csv", refusal("county.number", "{found} counties", "42 are expected", {{"found", table.rows()}}));
    }
    std::vector<std::string> nuts2;
    std::uint32_t first_id = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        County& county = counties.all[row];
        const auto text = [&](std::string_view column) { return std::string(table.text(row, table.column(column))); };
        county.code = text("county_code");
        if (row > 0 && county.code <= counties.all[row - 1].code) {
            table.refuse(row, refusal("county.order", "county {county} is repeated or out of order",
                                      "ascending codes are expected", {{"county", county.code}}));
        }
        county.name = text("name");
        county.name_ascii = text("name_ascii");
        county.seat = text("seat");
        county.nuts2 = text("nuts2");
        county.region = text("region");
        county.persons = static_cast<std::uint32_t>(table.whole(row, table.column("pop_2021"), 1, 5'000'000));
        county.first_id = first_id;
        first_id += county.persons;
        add_once(nuts2, county.nuts2);
        add_once(counties.centres, text("anitp_centre"));
    }
    counties.regions.resize(nuts2.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        County& county = counties.all[row];
        county.region_index = place_in(nuts2, county.nuts2);
        county.centre = place_in(counties.centres, std::string(table.text(row, table.column("anitp_centre"))));
        counties.regions[county.region_index] = county.region;
    }
    if (counties.regions.size() != region_count || counties.centres.size() != centre_count) {
        throw sim::InputError("counties.csv",
                              refusal("county.regions", "{regions} regions and {centres} ANITP centres",
                                      "8 and 15 are expected",
                                      {{"regions", counties.regions.size()}, {"centres", counties.centres.size()}}));
    }
}

std::size_t code_of(const Counties& counties, const Table& table, std::size_t row, std::size_t column)
{
    const std::string_view code = table.text(row, column);
    for (std::size_t i = 0; i < county_count; ++i) {
        if (counties.all[i].code == code) {
            return i;
        }
    }
    try {
        return counties.find(code, table.where(row)).value;
    } catch (const sim::InputError&) {
        table.refuse(row, unknown_code(code));
    }
}

void read_borders(Counties& counties, const std::filesystem::path& folder)
{
    const Table table = Table::read(folder / "county_adjacency.csv", {"county_a", "county_b"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t a = code_of(counties, table, row, table.column("county_a"));
        const std::size_t b = code_of(counties, table, row, table.column("county_b"));
        counties.adjacent[a][b] = true;
        counties.adjacent[b][a] = true;
    }
}

struct Column {
    std::string_view name;
    double County::*field;
};

/// One value for each county from a table with one row per county.
void read_columns(Counties& counties, const Table& table, std::initializer_list<Column> columns)
{
    std::bitset<county_count> seen;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t county = code_of(counties, table, row, table.column("county_code"));
        if (seen[county]) {
            table.refuse(row, refusal("county.repeated", "county {county} is repeated", "keep one row for each county",
                                      {{"county", counties.all[county].code}}));
        }
        seen[county] = true;
        for (const Column& column : columns) {
            counties.all[county].*column.field = table.number(row, table.column(column.name));
        }
    }
    if (!seen.all()) {
        table.refuse(table.rows() - 1, refusal("county.table-short", "the table ends with {found} counties",
                                               "42 are expected", {{"found", seen.count()}}));
    }
}

/// Years differ by indicator (SOURCES.md): the most recent row of each is taken.
void read_indicators(Counties& counties, const std::filesystem::path& folder)
{
    constexpr std::array<Column, 9> wanted{{{"arope_pct", &County::arope_pct},
                                            {"households_internet_access_pct", &County::internet_pct},
                                            {"early_leavers_18_24_pct", &County::early_leavers_pct},
                                            {"unemployment_registered_pct", &County::unemployment_pct},
                                            {"net_wage_ron_month", &County::net_wage_ron},
                                            {"school_counsellors_est", &County::counsellor_posts},
                                            {"pupils_grades_0_13", &County::pupils},
                                            {"children_with_parents_abroad_est", &County::children_parents_abroad},
                                            {"children_special_protection_est", &County::children_protection}}};
    constexpr Column residential{"children_residential_care_est", &County::children_residential};
    const Table table = Table::read(folder / "indicators_county.csv", {"county_code", "indicator", "year", "value"});
    std::array<std::array<std::int64_t, wanted.size() + 1>, county_count> year{};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view name = table.text(row, table.column("indicator"));
        const auto match = std::find_if(wanted.begin(), wanted.end(), [&](const Column& c) { return c.name == name; });
        if (match == wanted.end() && name != residential.name) {
            continue;
        }
        const std::size_t county = code_of(counties, table, row, table.column("county_code"));
        const std::int64_t when = table.whole(row, table.column("year"), 1900, 2200);
        std::int64_t& known = year[county][static_cast<std::size_t>(match - wanted.begin())];
        if (when > known) {
            known = when;
            const Column& column = match == wanted.end() ? residential : *match;
            counties.all[county].*column.field = table.number(row, table.column("value"));
        }
    }
    sim::Problems problems;
    for (std::size_t county = 0; county < county_count; ++county) {
        for (std::size_t i = 0; i <= wanted.size(); ++i) {
            if (year[county][i] == 0) {
                problems.add("indicators_county.csv",
                             refusal("county.no-indicator", "county {county} has no {indicator}",
                                     "add a row for it, with its year",
                                     {{"county", counties.all[county].code},
                                      {"indicator", i < wanted.size() ? wanted[i].name : residential.name}}));
            }
        }
    }
    problems.raise();
}

} // namespace

CountyId Counties::find(std::string_view text, const std::string& where) const
{
    const std::string wanted = key(text);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < county_count; ++i) {
        const County& county = all[i];
        if (wanted == key(county.code) || wanted == key(county.name) || wanted == key("RO-" + county.code)) {
            return CountyId{static_cast<std::uint8_t>(i)};
        }
        names.push_back(county.name_ascii);
        names.push_back(county.code);
    }
    for (const auto& [name, code] : aliases) {
        if (wanted == key(name)) {
            return find(code, where);
        }
    }
    sim::Message hint;
    if (const std::string near = sim::nearest(wanted, names); !near.empty()) {
        const County& county = (*this)[find(near, where)];
        hint = near_county(county.code + " (" + county.name + ")");
    }
    throw sim::InputError(where, refusal("county.unknown", "county \"{name}\" is unknown",
                                         "a two-letter code or a name is expected{hint}",
                                         {{"name", text}, {"hint", std::move(hint)}}));
}

std::vector<CountyId> Counties::find_all(std::span<const std::string> names, const std::string& where) const
{
    sim::Problems problems;
    std::vector<CountyId> found;
    for (const std::string& name : names) {
        try {
            const CountyId id = find(name, where);
            if (std::find(found.begin(), found.end(), id) != found.end()) {
                problems.add(where, refusal("county.twice", "county {county} is named twice (\"{name}\")",
                                            "name it once", {{"county", (*this)[id].code}, {"name", name}}));
            } else {
                found.push_back(id);
            }
        } catch (const sim::InputError& error) {
            problems.add(error.problems());
        }
    }
    problems.raise();
    std::sort(found.begin(), found.end());
    return found;
}

Counties read_counties(const std::filesystem::path& folder)
{
    Counties counties;
    read_list(counties, folder);
    read_borders(counties, folder);
    read_indicators(counties, folder);
    read_columns(counties, Table::read(folder / "county_centroids.csv", {"county_code", "lat", "lon"}),
                 {{"lat", &County::latitude}, {"lon", &County::longitude}});
    read_columns(counties,
                 Table::read(folder / "indicators_county_census_2021.csv",
                             {"county_code", "share_tertiary", "share_no_education"}),
                 {{"share_tertiary", &County::tertiary_share}, {"share_no_education", &County::no_education_share}});
    const Table children =
        Table::read(folder / "population_children_0_17_2021.csv", {"county_code", "children_0_17_approx"});
    for (std::size_t row = 0; row < children.rows(); ++row) {
        counties.all[code_of(counties, children, row, children.column("county_code"))].children =
            static_cast<std::uint32_t>(children.whole(row, children.column("children_0_17_approx"), 1));
    }
    const Table units = Table::read(folder / "schools_units_2024_25.csv", {"county_code"});
    for (std::size_t row = 0; row < units.rows(); ++row) {
        counties.all[code_of(counties, units, row, units.column("county_code"))].school_units += 1.0;
    }
    return counties;
}

} // namespace model
