#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"

namespace model {
namespace {

using sim::refusal;

void read_price_year(const Section& section)
{
    const Node* const node = section.find("price_year");
    if (!node) {
        return;
    }
    const auto* const year = std::get_if<std::int64_t>(&node->value);
    if (!year) {
        read_whole(*node, section.name("price_year"), {price_year, price_year, "1"}, section.findings());
    } else if (*year != price_year) {
        section.findings().add(
            *node, refusal("scenario.price-year",
                           "{key} = {value}: prices are in RON of {year}, and there is no table of consumer "
                           "prices by which they could be stated in those of another year",
                           "leave it out, or set the prices themselves in [parameters]",
                           {{"key", section.name("price_year")}, {"value", *year}, {"year", price_year}}));
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
                               refusal("scenario.discount-outside",
                                       "{key} = {value} is outside the run, {start} to {end}",
                                       "write a day of the run, or leave it out for its start",
                                       {{"key", section.name("discount_from")},
                                        {"value", sim::to_text(rules.discount_from)},
                                        {"start", sim::to_text(scenario.start)},
                                        {"end", sim::to_text(scenario.end)}}));
    }
    return rules;
}

} // namespace model
