#include "analysis/quantity_tables.hpp"

#include "sim/error.hpp"

#include <string>
#include <type_traits>
#include <utility>

namespace analysis {

using sim::Axis;
using sim::Table;

namespace {

Axis name_axis(const std::string& name, const std::vector<Quantity>& quantities)
{
    Axis axis{name, {}};
    for (const Quantity& quantity : quantities) {
        axis.labels.push_back(quantity.name);
    }
    return axis;
}

/// What is the same in every replicate of a declared quantity: its unit, meaning and price.
template <class Value>
Table declared(const std::string& group, const std::string& what, const Axis& axis, const std::string& unit,
               const std::vector<Quantity>& quantities, Value value)
{
    std::vector<std::decay_t<decltype(value(quantities[0]))>> values;
    for (const Quantity& quantity : quantities) {
        values.push_back(value(quantity));
    }
    return {.name = "/" + group + "/" + what,
            .axes = {axis},
            .unit = unit,
            .ledger = "",
            .doc = "The " + what + " of each entry of the axis " + axis.name + ".",
            .values = std::move(values)};
}

/// One value per replicate and declared quantity.
template <class T, class Values>
Table counted(const EnsembleResult& result, std::string name, const Axis& axis, std::string doc, Values values_of)
{
    std::vector<T> values;
    for (const RunResult& run : result.runs) {
        const auto& found = values_of(run);
        sim::expect(found.size() == axis.labels.size(), "a run has one value per declared quantity");
        values.insert(values.end(), found.begin(), found.end());
    }
    return {.name = std::move(name),
            .axes = {replicate_axis(result), axis},
            .unit = "see the table unit beside it",
            .ledger = "",
            .doc = std::move(doc),
            .values = std::move(values)};
}

} // namespace

Axis replicate_axis(const EnsembleResult& result)
{
    Axis axis{"replicate", {}};
    for (const RunResult& run : result.runs) {
        axis.labels.push_back(std::to_string(run.replicate));
    }
    return axis;
}

void add_resources(const EnsembleResult& result, std::vector<Table>& tables)
{
    const auto& all = result.resources;
    const Axis axis = name_axis("resource", all);
    tables.push_back(counted<double>(
        result, "/resources/used", axis, "What the selection used in the whole run.",
        [](const RunResult& run) -> const auto& { return run.resources; }));
    tables.push_back(declared("resources", "unit", axis, "", all, [](const Quantity& q) { return q.unit; }));
    tables.push_back(
        declared("resources", "unit_cost", axis, "RON", all, [](const Quantity& q) { return q.unit_cost_ron; }));
    tables.push_back(
        declared("resources", "cost_source", axis, "", all, [](const Quantity& q) { return q.cost_source; }));
    tables.push_back(declared("resources", "cost_grade", axis, "", all,
                              [](const Quantity& q) { return std::string(1, q.cost_grade); }));
}

void add_spending(const EnsembleResult& result, std::vector<Table>& tables)
{
    if (result.spending.empty()) {
        return;
    }
    Axis axis{"intervention_year", {}};
    for (const YearSpending& s : result.spending) {
        axis.labels.push_back(s.intervention + ", " + std::to_string(s.year));
    }
    const auto add = [&](const std::string& what, const std::string& unit, const std::string& doc,
                         double YearSpending::*value) {
        std::vector<double> values;
        for (const YearSpending& s : result.spending) {
            values.push_back(s.*value);
        }
        tables.push_back({.name = "/spending/" + what,
                          .axes = {axis},
                          .unit = unit,
                          .ledger = "",
                          .doc = doc,
                          .values = std::move(values)});
    };
    add("wanted", "RON", "What the intervention would cost in the year, were there money and staff.",
        &YearSpending::wanted_ron);
    add("spent", "RON", "What it costs in the year.", &YearSpending::spent_ron);
    add("discounted", "RON", "What it costs in the year, discounted by the scenario's [costs].",
        &YearSpending::discounted_ron);
    add("budget_share", "1", "Share of its coverage that the money pays.", &YearSpending::budget_share);
    add("staff_share", "1", "Of the staff that this takes, the part that there is.", &YearSpending::staff_share);
    add("meant", "see the table audience beside it", "Who is meant, whether reached or not; 0 where nobody is counted.",
        &YearSpending::meant);
    add("coverage_wanted", "1", "Share of those meant who are to be reached, in the mean of its weeks in the year.",
        &YearSpending::coverage_wanted);
    add("coverage_had", "1", "The same with the money and the staff that there are.", &YearSpending::coverage_had);
    std::vector<std::string> audiences;
    for (const YearSpending& s : result.spending) {
        audiences.push_back(s.audience);
    }
    tables.push_back({.name = "/spending/audience",
                      .axes = {axis},
                      .unit = "",
                      .ledger = "",
                      .doc = "Of whom the table meant counts; empty where nobody is counted.",
                      .values = std::move(audiences)});
}

void add_events(const EnsembleResult& result, std::vector<Table>& tables)
{
    const Axis axis = name_axis("event", result.events);
    tables.push_back(counted<std::int64_t>(
        result, "/events/count", axis, "How often it happened in the whole run.",
        [](const RunResult& run) -> const auto& { return run.events; }));
    tables.push_back(declared("events", "unit", axis, "", result.events, [](const Quantity& q) { return q.unit; }));
}

} // namespace analysis
