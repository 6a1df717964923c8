#include "analysis/result_file.hpp"

#include "analysis/exclusions.hpp"
#include "analysis/provenance.hpp"
#include "analysis/quantity_tables.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <set>

namespace analysis {
namespace {

using sim::Axis;
using sim::Table;

/// An axis and the position on it of a month, a county or a cell's other property; beyond the axis: not counted.
struct Direction {
    Axis axis;
    std::vector<std::size_t> position;
};

constexpr std::size_t left_out = static_cast<std::size_t>(-1);

Direction each(std::string name, const std::vector<std::string>& labels)
{
    Direction direction{{std::move(name), labels}, {}};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        direction.position.push_back(i);
    }
    return direction;
}

/// The months, or the calendar years they belong to.
Direction time_direction(const Axes& axes, bool monthly)
{
    if (monthly) {
        return each("month", axes.months);
    }
    Direction years{{"year", {}}, {}};
    for (const std::string& month : axes.months) {
        const std::string year = month.substr(0, month.find('-'));
        if (years.axis.labels.empty() || years.axis.labels.back() != year) {
            years.axis.labels.push_back(year);
        }
        years.position.push_back(years.axis.labels.size() - 1);
    }
    return years;
}

Direction region_direction(const Axes& axes, const std::vector<std::string>& regions)
{
    Direction direction{{"region", regions}, {}};
    for (const std::string& region : axes.regions) {
        const auto found = std::find(regions.begin(), regions.end(), region);
        direction.position.push_back(found == regions.end() ? left_out
                                                            : static_cast<std::size_t>(found - regions.begin()));
    }
    return direction;
}

template <Ledger ledger>
constexpr const char* ledger_name = ledger == Ledger::true_cases ? "true" : "registered";

/// Builds the tables of one ledger: cases by replicate, by one property of the cells, and by time.
template <Ledger ledger>
class Cutter {
public:
    Cutter(const EnsembleResult& result, const Direction& time, std::vector<Table>& tables)
        : result_(result), time_(time), tables_(tables)
    {
    }

    /// \param property  of a cell: where it stands on `by`
    template <class Property>
    void add(const std::string& name, const std::string& doc, const Direction& by, Property property)
    {
        Table table = declared(name, doc);
        table.axes = {replicate_axis(result_), by.axis, time_.axis};
        fill(table, by.axis.labels.size(), [&](const Cell<ledger>& cell) { return by.position.at(property(cell)); });
    }
    void add_all(const std::string& doc)
    {
        Table table = declared("all", doc);
        table.axes = {replicate_axis(result_), time_.axis};
        fill(table, 1, [](const Cell<ledger>&) { return std::size_t{0}; });
    }

private:
    Table declared(const std::string& name, const std::string& doc) const
    {
        const std::string ledger_text = ledger_name<ledger>;
        return {.name = "/" + ledger_text + "/" + name,
                .axes = {},
                .unit = "person",
                .ledger = ledger_text,
                .doc = doc,
                .values = {}};
    }

    template <class Place>
    void fill(Table& table, std::size_t places, Place place)
    {
        const std::size_t times = time_.axis.labels.size();
        std::vector<std::int64_t> counts(result_.runs.size() * places * times);
        for (std::size_t r = 0; r < result_.runs.size(); ++r) {
            for (const Cell<ledger>& cell : result_.runs[r].template cells<ledger>()) {
                if (const std::size_t at = place(cell); at != left_out) {
                    counts[(r * places + at) * times + time_.position.at(cell.month)] += cell.count;
                }
            }
        }
        table.values = std::move(counts);
        tables_.push_back(std::move(table));
    }

    const EnsembleResult& result_;
    const Direction& time_;
    std::vector<Table>& tables_;
};

/// By pathway and form the register alone: true cases beside it would show which are detected least.
void add_ways(Cutter<Ledger::registered>& cutter, const Axes& axes)
{
    cutter.add("by_pathway", "Registered cases of the selection by pathway of recruitment.",
               each("pathway", axes.pathways), [](const RegisteredCell& c) { return c.pathway; });
    cutter.add("by_form", "Registered cases of the selection by form of exploitation.", each("form", axes.forms),
               [](const RegisteredCell& c) { return c.form; });
}

/// \param by_home  whether a table by settlement tells of more than a county
template <Ledger ledger>
void add_strata(Cutter<ledger>& cutter, const Axes& axes, bool by_home)
{
    using C = Cell<ledger>;
    cutter.add("by_sex", "Cases of the selection by sex.", each("sex", axes.sexes), [](const C& c) { return c.sex; });
    constexpr const char* by_age = ledger == Ledger::true_cases ? "Cases of the selection by age at recruitment."
                                                                : "Cases of the selection by age at registration.";
    cutter.add("by_age_band", by_age, each("age_band", axes.age_bands), [](const C& c) { return c.age_band; });
    constexpr const char* by_settlement = ledger == Ledger::true_cases
                                              ? "Cases of the selection by where the home was at recruitment."
                                              : "Cases of the selection by where the home was at registration.";
    if (by_home) {
        cutter.add("by_settlement", by_settlement, each("settlement", axes.settlements),
                   [](const C& c) { return c.settlement; });
    }
    constexpr const char* by_care = ledger == Ledger::true_cases
                                        ? "Cases of the selection by whether in care at recruitment, as a child."
                                        : "Cases of the selection by whether in care at registration, as a child.";
    cutter.add("by_care", by_care, each("care", axes.care), [](const C& c) { return c.care; });
}

/// Synthetic residents by county and one property more.
Table residents_by(const EnsembleResult& result, const std::string& name, const std::string& doc, const Axis& by,
                   std::uint8_t Residents::*of)
{
    std::vector<std::int64_t> persons(result.axes.counties.size() * by.labels.size());
    for (const Residents& r : result.residents) {
        persons.at(r.county * by.labels.size() + r.*of) += r.persons;
    }
    return {.name = "/residents/" + name,
            .axes = {{"county", result.axes.counties}, by},
            .unit = "person",
            .ledger = "",
            .doc = doc,
            .values = std::move(persons)};
}

void add_residents(const EnsembleResult& result, std::vector<Table>& tables)
{
    const Axes& axes = result.axes;
    std::vector<std::int64_t> persons(axes.counties.size() * axes.sexes.size() * axes.age_bands.size());
    for (const Residents& r : result.residents) {
        persons.at((r.county * axes.sexes.size() + r.sex) * axes.age_bands.size() + r.age_band) += r.persons;
    }
    tables.push_back({.name = "/residents/by_county",
                      .axes = {{"county", axes.counties}, {"sex", axes.sexes}, {"age_band", axes.age_bands}},
                      .unit = "person",
                      .ledger = "",
                      .doc = "Synthetic residents at the start of the run, for rates.",
                      .values = std::move(persons)});
    tables.push_back(residents_by(result, "by_settlement", "The same by where the home is.",
                                  {"settlement", axes.settlements}, &Residents::settlement));
    tables.push_back(residents_by(result, "by_care", "The same by whether in care, as a child.", {"care", axes.care},
                                  &Residents::care));
}

/// The values of each draw that was taken, and what they are values of.
void add_drawn_values(const DrawnValues& drawn, std::vector<Table>& tables)
{
    if (drawn.parameters.empty()) {
        return;
    }
    std::vector<std::string> names, units, grades, origins, numbers;
    for (const DrawnParameter& parameter : drawn.parameters) {
        names.push_back(parameter.name);
        units.push_back(parameter.unit);
        grades.emplace_back(1, parameter.grade);
        origins.emplace_back(parameter.fitted ? "fitted" : "prior");
    }
    for (const std::uint32_t draw : drawn.draws) {
        numbers.push_back(std::to_string(draw));
    }
    const sim::Axis of{"parameter", std::move(names)};
    tables.push_back({.name = "/posterior/values",
                      .axes = {{"draw", std::move(numbers)}, of},
                      .unit = "see /posterior/unit",
                      .ledger = "",
                      .doc = "Values of the parameters in each draw that was taken.",
                      .values = drawn.values});
    const auto add = [&](const char* name, const char* doc, std::vector<std::string> values) {
        tables.push_back(
            {.name = name, .axes = {of}, .unit = "1", .ledger = "", .doc = doc, .values = std::move(values)});
    };
    add("/posterior/unit", "Unit of each parameter.", std::move(units));
    add("/posterior/grade", "Grade of evidence of each parameter, A to E.", std::move(grades));
    add("/posterior/origin",
        "fitted: to published figures; prior: what a measure brings, from what its grade leaves open.",
        std::move(origins));
}

/// Which runs share their parameters, and so differ by luck alone.
void add_draws(const EnsembleResult& result, std::vector<Table>& tables)
{
    if (result.drawn_from.draws == 0) {
        return;
    }
    std::vector<std::int64_t> draws;
    for (const RunResult& run : result.runs) {
        draws.push_back(run.draw);
    }
    tables.push_back({.name = "/posterior/draw",
                      .axes = {replicate_axis(result)},
                      .unit = "1",
                      .ledger = "",
                      .doc = "Number of the posterior's draw that the replicate took its parameters from.",
                      .values = std::move(draws)});
    add_drawn_values(result.drawn, tables);
}

void add_digests(const EnsembleResult& result, std::vector<Table>& tables)
{
    std::vector<std::string> core;
    std::vector<std::string> state;
    for (const RunResult& run : result.runs) {
        core.push_back(run.core_digest);
        state.push_back(run.state_digest);
    }
    const auto add = [&](std::string name, std::string doc, std::vector<std::string> values) {
        tables.push_back({.name = std::move(name),
                          .axes = {replicate_axis(result)},
                          .unit = "SHA-256",
                          .ledger = "",
                          .doc = std::move(doc),
                          .values = std::move(values)});
    };
    add("/digests/core", "Both ledgers by county and month, and the final state.", std::move(core));
    add("/digests/state", "The final state.", std::move(state));
}

/// The fewest digits that give the number back, in any locale.
std::string shortest_text(double value)
{
    std::array<char, 32> digits;
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

std::vector<sim::Fact> facts(const EnsembleResult& result)
{
    std::string counties;
    for (const std::string& county : result.axes.counties) {
        counties += (counties.empty() ? "" : " ") + county;
    }
    return {{"scenario", result.scenario},
            {"title", result.title},
            {"counties", counties},
            {"years", shortest_text(result.years)},
            {"disclosure", disclosure(result.axes)},
            {"content", "simulated cases of synthetic persons; no real person is described"},
            {"registered", "registered counts depend on detection and recording; they are no measure of how many cases "
                           "there are"}};
}

bool starts_with(std::string_view text, std::string_view beginning)
{
    return text.substr(0, beginning.size()) == beginning;
}

} // namespace

std::vector<std::string> shared_regions(const Axes& axes, std::span<const CountyName> geography)
{
    const std::set<std::string> selected(axes.counties.begin(), axes.counties.end());
    std::map<std::string, std::size_t> whole; // region: its counties
    for (const CountyName& county : geography) {
        ++whole[county.region];
    }
    for (const CountyName& county : geography) {
        if (!selected.contains(county.code)) {
            whole.erase(county.region);
        }
    }
    std::size_t left_over = selected.size();
    for (const auto& [region, counties] : whole) {
        left_over -= counties;
    }
    if (left_over > 0 && left_over < fewest_counties_to_share && !whole.empty()) {
        // The smallest region joins the counties left over, which are then enough to hide each other.
        whole.erase(std::min_element(whole.begin(), whole.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; }));
    }
    std::vector<std::string> regions;
    for (const auto& [region, counties] : whole) {
        regions.push_back(region);
    }
    return regions;
}

std::string disclosure(const Axes& axes)
{
    return axes.counties.size() < fewest_counties_to_share ? "internal" : "shared";
}

std::vector<sim::Table> result_tables(const EnsembleResult& result, std::span<const CountyName> geography,
                                      const RecordOptions& options)
{
    std::vector<Table> tables;
    const Axes& axes = result.axes;
    const Direction time = time_direction(axes, options.monthly);
    Cutter<Ledger::registered> registered(result, time, tables);
    registered.add_all("Registered cases of the selection, by the month of registration.");
    registered.add("by_county", "Registered cases, by county and by the month of registration.",
                   each("county", axes.counties), [](const RegisteredCell& c) { return c.county; });
    Cutter<Ledger::true_cases> truth(result, time, tables);
    truth.add_all("True cases of the selection, by the month of recruitment.");
    if (const auto regions = shared_regions(axes, geography); !regions.empty()) {
        truth.add("by_region", "True cases of whole regions, by the month of recruitment.",
                  region_direction(axes, regions), [](const TrueCell& c) { return c.county; });
    }
    if (options.strata) {
        add_ways(registered, axes);
        add_strata(registered, axes, true);
        add_strata(truth, axes, !is_of_few_counties(exclusions(result), "settlement", axes.counties.size()));
    }
    add_residents(result, tables);
    if (options.resources) {
        add_resources(result, tables);
        add_spending(result, tables);
    }
    if (options.events) {
        add_events(result, tables);
    }
    add_draws(result, tables);
    add_digests(result, tables);
    for (Table& table : provenance_tables(result.provenance)) {
        tables.push_back(std::move(table));
    }
    return tables;
}

void write_result(const std::filesystem::path& target, const EnsembleResult& result,
                  std::span<const CountyName> geography, const RecordOptions& options)
{
    sim::write_tables(target, result_schema, facts(result), result_tables(result, geography, options));
}

sim::TableFile read_result(const std::filesystem::path& path)
{
    return sim::read_tables(path, result_schema);
}

std::string core_digest(const sim::TableFile& file)
{
    return digest_of(std::get<std::vector<std::string>>(file.table("/digests/core").values));
}

std::string full_digest(const sim::TableFile& file)
{
    std::vector<Table> tables;
    std::copy_if(file.tables.begin(), file.tables.end(), std::back_inserter(tables),
                 [](const Table& table) { return !starts_with(table.name, "/provenance/"); });
    for (Table& labels : sim::axis_tables(tables)) {
        tables.push_back(std::move(labels));
    }
    return sim::digest(tables);
}

} // namespace analysis
