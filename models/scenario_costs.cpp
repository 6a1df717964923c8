#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"

namespace model {
namespace {

void read_price_year(const Section& section)
{
    const Node* const node = section.find("price_year");
    constexpr double earliest = 1990; // no scenario means another
    constexpr double latest = 2100;
    const auto year = node ? read_whole(*node, section.name("price_year"), {earliest, latest, "1"}, section.findings())
                           : std::nullopt;
    if (year && *year != price_year) {
        section.findings().add(*node, section.name("price_year") + " = " + std::to_string(*year) +
                                          ": prices are in RON of " + std::to_string(price_year) +
                                          ", and there is no table of consumer prices by which they could be stated "
                                          "in those of another year; leave it out, or set the prices themselves in "
                                          "[parameters]");
    }
}

} // namespace

CostRules read_costs(const Section& section, const Scenario& scenario)
{
    CostRules rules = costs::usual(scenario.start);
    if (!section.table()) {
        return rules;
    }
    section.refuse_unknown();
    read_price_year(section);
    rules.discount_rate = section.number("discount_rate").value_or(rules.discount_rate);
    rules.discount_from = section.date("discount_from").value_or(rules.discount_from);
    rules.discount_effects = section.flag("discount_effects").value_or(rules.discount_effects);
    if (rules.discount_from < scenario.start || rules.discount_from >= scenario.end) {
        section.findings().add(*section.find("discount_from"),
                               section.name("discount_from") + " = " + sim::to_text(rules.discount_from) +
                                   " is outside the run, " + sim::to_text(scenario.start) + " to " +
                                   sim::to_text(scenario.end));
    }
    return rules;
}

} // namespace model
