#include "analysis/exercises/reader.hpp"

#include "models/county_names.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>

namespace analysis::exercises::reader {
namespace {

using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

/// The counties that a table names, or else the usual ones; all that the baseline runs where both are wanting, with a finding.
std::vector<model::CountyId> counties(const Section& section, const std::vector<std::string>& usual,
                                      const std::string& where, const model::Scenario& within)
{
    std::vector<model::CountyId> named = model::read_county_list(section);
    for (const model::CountyId county : named) {
        if (!std::binary_search(within.counties.begin(), within.counties.end(), county)) {
            section.findings().add(*section.find("counties"),
                                   refusal("exercise.county-outside",
                                           "{key} names {code} ({name}), which the baseline does not run",
                                           "leave it out, or take a baseline that has it",
                                           {{"key", section.name("counties")},
                                            {"code", model::county_code(county)},
                                            {"name", model::county_name(county)}}));
        }
    }
    if (!section.has("counties") && usual.empty()) {
        section.findings().add(where, refusal("exercise.nowhere", "{key} is missing: where the exercise takes place",
                                              "write counties = [\"DJ\"]", {{"key", section.name("counties")}}));
    }
    for (const std::string& code : section.has("counties") ? std::vector<std::string>{} : usual) {
        named.push_back(*model::find_county(code));
    }
    return named.empty() ? within.counties : named;
}

/// The measures of a table as they are written.
std::vector<StatedMeasure> measures(const Section& section, const std::string& where)
{
    std::vector<StatedMeasure> all;
    const Node::List* const list = section.list(
        "measure", phrase("say.array-of-setup-measures", "an array of tables, each written [[setup.measure]],"));
    if (!section.has("measure") || (list && list->empty())) {
        section.findings().add(where, refusal("exercise.no-measure", "{key} is missing, so nothing would be compared",
                                              "write [[{key}]], and below it kind = \"curriculum\"",
                                              {{"key", section.name("measure")}}));
    }
    for (const Node& node : list ? *list : Node::List{}) {
        const auto* const table = std::get_if<Node::Table>(&node.value);
        if (!table) {
            section.findings().add(node,
                                   model::wrong_type(section.name("measure"), node, phrase("say.a-table", "a table")));
            continue;
        }
        const Section measure(table, section.name("measure") + ".", section.findings());
        if (!measure.has("kind")) {
            section.findings().add(node, refusal("exercise.no-kind", "{key} is missing: which measure",
                                                 "write one of veghe describe interventions, as kind = \"curriculum\"",
                                                 {{"key", measure.name("kind")}}));
        }
        if (const auto kind = measure.text("kind")) {
            StatedMeasure one{*kind, measure.where("kind"), *table};
            one.values.erase("kind");
            all.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace

std::optional<Selection> setup(const Section& section, const std::vector<std::string>& usual, const std::string& where,
                               const Context& context)
{
    static const std::array<std::string, 3> known{"counties", "budget_per_year", "measure"};
    if (!section.table()) {
        return std::nullopt;
    }
    refuse_unknown(section, known);
    model::Scenario run = context.within;
    run.counties = counties(section, usual, where, context.within);
    const model::KeyInfo& money = model::scenario_key("budget", "per_year");
    Selection tried;
    for (const model::CountyId county : run.counties) {
        tried.counties.emplace_back(model::county_code(county));
    }
    tried.measures = lay_over(measures(section, where), context.library, run, context.words, section.findings());
    tried.budget_per_year = section.number("budget_per_year", {money.low, money.high, money.unit});
    return tried;
}

} // namespace analysis::exercises::reader
