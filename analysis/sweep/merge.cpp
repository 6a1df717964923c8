#include "analysis/sweep/merge.hpp"

#include "analysis/sweep/folder.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"
#include "sim/storage_messages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace analysis::sweep {
namespace {

using sim::Axis;
using sim::Table;

constexpr double not_finished = std::numeric_limits<double>::quiet_NaN();

Axis numbered(std::string name, std::size_t n)
{
    Axis axis{std::move(name), {}};
    for (std::size_t i = 0; i < n; ++i) {
        axis.labels.push_back(std::to_string(i));
    }
    return axis;
}

/// Lines that count the same, but for their numbers.
bool same_frame(const UnitResult& a, const UnitResult& b)
{
    const auto same_lines = [](const ScenarioOutcome& one, const ScenarioOutcome& other) {
        return std::equal(one.lines.begin(), one.lines.end(), other.lines.begin(), other.lines.end(),
                          [](const Line& x, const Line& y) { return x.ledger == y.ledger && x.stratum == y.stratum; });
    };
    return a.years == b.years && a.disclosure == b.disclosure &&
           std::equal(a.scenarios.begin(), a.scenarios.end(), b.scenarios.begin(), b.scenarios.end(), same_lines);
}

/// Where the values of a unit's strategy stand in a table of (point, replicate, strategy, ...).
class Places {
public:
    explicit Places(const Results& results) : results_(results) {}

    std::vector<Axis> axes() const
    {
        const Manifest& m = results_.manifest();
        return {numbered("point", m.points.size()), numbered("replicate", m.replicates), {"strategy", m.scenarios}};
    }
    std::size_t count() const
    {
        const Manifest& m = results_.manifest();
        return m.points.size() * m.replicates * m.scenarios.size();
    }
    /// Calls visit(place, outcome, strategy) for everything that is finished.
    template <class Visit>
    void for_each(Visit visit) const
    {
        const Manifest& m = results_.manifest();
        std::size_t place = 0;
        for (std::size_t p = 0; p < m.points.size(); ++p) {
            for (std::size_t r = 0; r < m.replicates; ++r) {
                const UnitResult* const unit = results_.at(p, r);
                for (std::size_t s = 0; s < m.scenarios.size(); ++s, ++place) {
                    if (unit != nullptr) {
                        visit(place, unit->scenarios[s], s);
                    }
                }
            }
        }
    }

private:
    const Results& results_;
};

/// What tables of cases there are: ledger, kind of stratum, and its values in order.
using CaseTables = std::map<std::string, std::pair<Line, std::vector<std::string>>>;

std::string name_of(const Line& line)
{
    const std::string ledger = line.ledger == Ledger::true_cases ? "/true" : "/registered";
    return ledger + "/" + (line.stratum.kind == "all" ? "all" : "by_" + line.stratum.kind);
}

CaseTables case_tables(const UnitResult& any)
{
    CaseTables tables;
    for (const ScenarioOutcome& scenario : any.scenarios) {
        for (const Line& line : scenario.lines) {
            auto& values = tables.try_emplace(name_of(line), line, std::vector<std::string>{}).first->second.second;
            if (std::find(values.begin(), values.end(), line.stratum.value) == values.end()) {
                values.push_back(line.stratum.value);
            }
        }
    }
    return tables;
}

/// One table of cases.
Table cases(const Results& results, const std::string& name, const Line& like, const std::vector<std::string>& values)
{
    const Places places(results);
    const bool all = like.stratum.kind == "all";
    const std::vector<std::string>& years = results.any()->years;
    Table table{.name = name,
                .axes = places.axes(),
                .unit = "person",
                .ledger = like.ledger == Ledger::true_cases ? "true" : "registered",
                .doc = "Cases of the year.",
                .values = {}};
    if (!all) {
        table.axes.push_back({like.stratum.kind, values});
    }
    table.axes.push_back({"year", years});
    std::vector<double> numbers(places.count() * values.size() * years.size(), not_finished);
    places.for_each([&](std::size_t place, const ScenarioOutcome& outcome, std::size_t) {
        const std::size_t begin = place * values.size() * years.size();
        for (const Line& line : outcome.lines) {
            if (name_of(line) == name) {
                const auto at = static_cast<std::size_t>(std::find(values.begin(), values.end(), line.stratum.value) -
                                                         values.begin());
                std::copy(line.cases.begin(), line.cases.end(),
                          numbers.begin() + static_cast<std::ptrdiff_t>(begin + at * years.size()));
            }
        }
    });
    table.values = std::move(numbers);
    return table;
}

Table costs(const Results& results)
{
    const Places places(results);
    std::vector<double> numbers(places.count(), not_finished);
    places.for_each(
        [&](std::size_t place, const ScenarioOutcome& outcome, std::size_t) { numbers[place] = outcome.cost_ron; });
    return {.name = "/costs/cost",
            .axes = places.axes(),
            .unit = "RON",
            .ledger = "",
            .doc = "What the whole run used, at the scenario's own prices.",
            .values = std::move(numbers)};
}

Table events(const Results& results)
{
    const Places places(results);
    std::set<std::string> names;
    places.for_each([&](std::size_t, const ScenarioOutcome& outcome, std::size_t) {
        for (const EventLine& event : outcome.events) {
            names.insert(event.name);
        }
    });
    const std::vector<std::string> labels(names.begin(), names.end());
    std::vector<double> numbers(places.count() * labels.size(), not_finished);
    places.for_each([&](std::size_t place, const ScenarioOutcome& outcome, std::size_t) {
        for (const EventLine& event : outcome.events) {
            const auto at = std::lower_bound(labels.begin(), labels.end(), event.name) - labels.begin();
            numbers[place * labels.size() + static_cast<std::size_t>(at)] = static_cast<double>(event.count);
        }
    });
    Table table{.name = "/events/count",
                .axes = places.axes(),
                .unit = "1",
                .ledger = "",
                .doc = "How often what happened in the whole run; NaN where a scenario does not count it.",
                .values = std::move(numbers)};
    table.axes.push_back({"event", labels});
    return table;
}

void add_runs(const Results& results, std::vector<Table>& tables)
{
    const Manifest& m = results.manifest();
    const Places places(results);
    std::vector<std::string> digests(places.count(), "missing");
    places.for_each(
        [&](std::size_t place, const ScenarioOutcome& outcome, std::size_t) { digests[place] = outcome.core_digest; });
    std::vector<std::int64_t> finished;
    std::vector<double> multipliers;
    for (std::size_t p = 0; p < m.points.size(); ++p) {
        for (std::size_t r = 0; r < m.replicates; ++r) {
            const UnitResult* const unit = results.at(p, r);
            finished.push_back(unit != nullptr ? 1 : 0);
            multipliers.push_back(unit != nullptr ? unit->hidden_multiplier : not_finished);
        }
    }
    const std::vector<Axis> axes = places.axes();
    Axis runs{"run", {}}; // texts have one axis
    for (const std::string& point : axes[0].labels) {
        for (const std::string& replicate : axes[1].labels) {
            for (const std::string& strategy : axes[2].labels) {
                runs.labels.push_back(point + " " + replicate + " " + strategy);
            }
        }
    }
    tables.push_back({"/runs/core_digest",
                      {runs},
                      "SHA-256",
                      "",
                      "Both ledgers by county and month, and the final state.",
                      std::move(digests)});
    tables.push_back(
        {"/runs/finished", {axes[0], axes[1]}, "1", "", "1 where the unit is finished.", std::move(finished)});
    tables.push_back({"/runs/hidden_multiplier",
                      {axes[0], axes[1]},
                      "1",
                      "",
                      "True over registered cases, as the runs assumed.",
                      std::move(multipliers)});
}

void add_design(const Manifest& m, std::vector<Table>& tables)
{
    Axis parameters{"parameter", {}};
    std::vector<std::string> units;
    for (const Parameter& parameter : m.parameters) {
        parameters.labels.push_back(parameter.name);
        units.push_back(parameter.unit);
    }
    std::vector<double> values;
    std::vector<std::int64_t> draws;
    for (const Point& point : m.points) {
        values.insert(values.end(), point.values.begin(), point.values.end());
        draws.push_back(point.draw);
    }
    const Axis points = numbered("point", m.points.size());
    if (!units.empty()) {
        tables.push_back(
            {"/design/value", {points, parameters}, "", "", "Of each parameter, in its unit.", std::move(values)});
        tables.push_back({"/design/unit", {parameters}, "", "", "Of each parameter.", std::move(units)});
    }
    tables.push_back(
        {"/design/draw", {points}, "1", "", "Number of the posterior's draw, from 1; 0: none.", std::move(draws)});
}

} // namespace

Results::Results(const std::filesystem::path& sweep, Manifest manifest) : manifest_(std::move(manifest))
{
    const UnitFolder folder(sweep);
    units_.resize(manifest_.points.size() * manifest_.replicates);
    const UnitResult* first = nullptr;
    for (const Unit& unit : units_of(manifest_)) {
        if (!folder.has(unit.id)) {
            ++missing_;
            continue;
        }
        std::optional<UnitResult>& place = units_[unit.point * manifest_.replicates + unit.replicate];
        place = folder.read(unit.id);
        first = first == nullptr ? &*place : first;
        if (!same_frame(*first, *place) || place->scenarios.size() != manifest_.scenarios.size()) {
            throw sim::StorageError(
                folder.file(unit.id).generic_string(),
                sim::foreign(sim::phrase("say.unit-frame", "counts other strata or years than the other units")));
        }
    }
}

const UnitResult* Results::at(std::size_t point, std::size_t replicate) const
{
    const auto& unit = units_[point * manifest_.replicates + replicate];
    return unit ? &*unit : nullptr;
}

const UnitResult* Results::any() const
{
    const auto found = std::find_if(units_.begin(), units_.end(), [](const auto& unit) { return unit.has_value(); });
    return found == units_.end() ? nullptr : &**found;
}

std::vector<Table> tables_of(const Results& results)
{
    std::vector<Table> tables;
    if (const UnitResult* const any = results.any()) {
        for (const auto& [name, what] : case_tables(*any)) {
            tables.push_back(cases(results, name, what.first, what.second));
        }
        if (results.manifest().keep.costs) {
            tables.push_back(costs(results));
        }
        if (results.manifest().keep.events) {
            tables.push_back(events(results));
        }
    }
    add_runs(results, tables);
    add_design(results.manifest(), tables);
    return tables;
}

std::vector<sim::Fact> facts_of(const Results& results)
{
    const Manifest& m = results.manifest();
    const std::size_t all = m.points.size() * m.replicates;
    return {{"title", m.title},
            {"design", m.kind},
            {"seed", std::to_string(m.identity.seed)},
            {"program", m.identity.program},
            {"data", m.identity.data},
            {"units", digest_of(std::span<const Unit>(units_of(m)))},
            {"results", results.missing() == 0 ? "all " + std::to_string(all)
                                               : std::to_string(results.missing()) + " of " + std::to_string(all) +
                                                     " are missing and stand as NaN"},
            {"disclosure", results.any() != nullptr ? results.any()->disclosure : "internal"},
            {"content", "simulated cases of synthetic persons; no real person is described"},
            {"registered", "registered counts depend on detection and recording; they are no measure of how many cases "
                           "there are"}};
}

std::string digest_of(const Results& results)
{
    return digest_with_labels(tables_of(results));
}

std::string digest_with_labels(std::vector<Table> tables)
{
    for (Table& labels : sim::axis_tables(tables)) {
        tables.push_back(std::move(labels));
    }
    return sim::digest(tables);
}

} // namespace analysis::sweep
