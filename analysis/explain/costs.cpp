#include "analysis/explain/parts.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace analysis {
namespace {

using model::InterventionSpec;
using model::Spending;

/// A share this near to 1 is the whole.
constexpr double whole_share = 0.9995;
constexpr double percent = 100.0;

std::string amount_text(double amount, const Words& words)
{
    const double shown = shown_amount(amount);
    return shown == std::floor(shown) ? words.number(shown) : words.exact(shown);
}

std::string ron(double amount, const Words& words)
{
    return words.counted(shown_amount(amount), "unit.RON", amount_text(amount, words));
}

std::string percent_text(double share, const Words& words)
{
    constexpr double step = 0.1;
    const double rounded = std::floor(share * percent / step) * step;
    return share > 0.0 && rounded == 0.0 ? "< " + words.exact(step) : words.number(rounded, 1);
}

const InterventionSpec& spec_of(const Explained& it, const std::string& name)
{
    const auto& all = it.scenario.interventions;
    return *std::find_if(all.begin(), all.end(), [&](const InterventionSpec& spec) { return spec.name == name; });
}

/// "2022: 1,234 RON, 2023: 1,234 RON".
std::string by_year(const std::map<int, double>& amounts, const Words& words)
{
    std::string text;
    for (const auto& [year, amount] : amounts) {
        text += (text.empty() ? "" : "; ") + std::to_string(year) + ": " + ron(amount, words);
    }
    return text;
}

std::string cost_line(const std::string& name, const std::map<int, double>& spent, const Words& words)
{
    double total = 0.0;
    for (const auto& [year, amount] : spent) {
        total += amount;
    }
    return wrapped(
        "- ", words("sentence.cost", {{"name", name}, {"total", ron(total, words)}, {"years", by_year(spent, words)}}));
}

/// What all of it counts, where later money counts less.
std::string discounted(const Explained& it, const Words& words)
{
    const model::CostRules& rules = it.scenario.costs;
    double sum = 0.0;
    for (const Spending& s : it.outlook.spending) {
        sum += s.discounted_ron;
    }
    return rules.discount_rate > 0.0
               ? words("sentence.discounted", {{"percent", words.exact(rules.discount_rate * percent)},
                                               {"from", words.date(rules.discount_from)},
                                               {"total", ron(sum, words)}})
               : words("sentence.not_discounted");
}

/// The measures that want money and get none in any year: for want of any that others leave, or since what there is does
/// not buy the least of it.
struct Unpaid {
    std::vector<std::string> nothing_left, too_little;
};

Unpaid unpaid(const Explained& it, const Words& words)
{
    Unpaid found;
    double by_others = 0.0;
    for (const InterventionSpec& spec : it.scenario.interventions) {
        double wanted = 0.0;
        double spent = 0.0;
        for (const Spending& s : it.outlook.spending) {
            wanted += s.intervention == spec.name ? s.wanted_ron : 0.0;
            spent += s.intervention == spec.name ? s.spent_ron : 0.0;
        }
        if (wanted > 0.0 && spent == 0.0) {
            const bool too_little = spec.budget_per_year || by_others == 0.0;
            (too_little ? found.too_little : found.nothing_left).push_back(name_of(spec, words));
        }
        by_others += spent;
    }
    return found;
}

} // namespace

double shown_amount(double amount)
{
    constexpr double whole_from = 10.0;
    constexpr int digits = 2;
    if (amount >= whole_from || amount <= 0.0) {
        return std::round(amount);
    }
    const double places = std::pow(whole_from, digits - 1 - std::floor(std::log10(amount)));
    return std::round(amount * places) / places;
}

std::string cost_text(const Explained& it, const Words& words)
{
    if (it.scenario.interventions.empty()) {
        return {};
    }
    std::map<int, double> all;
    std::string text =
        heading(words("heading.cost")) +
        wrapped("", words("sentence.cost_intro", {{"year", std::to_string(it.scenario.costs.price_year)}}));
    for (const InterventionSpec& spec : it.scenario.interventions) {
        if (kind_of(spec).shock() && kind_of(spec).resources.empty()) {
            continue;
        }
        std::map<int, double> spent;
        for (const Spending& s : it.outlook.spending) {
            if (s.intervention == spec.name) {
                spent[s.year] += s.spent_ron;
                all[s.year] += s.spent_ron;
            }
        }
        text += spent.empty() ? wrapped("- ", words("sentence.cost_nothing", {{"name", name_of(spec, words)}}))
                              : cost_line(name_of(spec, words), spent, words);
    }
    if (it.scenario.interventions.size() > 1) {
        text += cost_line(words("sentence.all_together"), all, words);
    }
    return all.empty() ? text : text + wrapped("", discounted(it, words));
}

std::string limits_text(const Explained& it, const Words& words)
{
    if (it.scenario.interventions.empty()) {
        return {};
    }
    std::string text = heading(words("heading.limits"));
    text += it.scenario.budget_per_year
                ? wrapped("", words("sentence.budget", {{"budget", ron(*it.scenario.budget_per_year, words)}}))
                : wrapped("", words("sentence.no_budget"));
    for (const InterventionSpec& spec : it.scenario.interventions) {
        if (spec.budget_per_year) {
            text += wrapped("- ", words("sentence.own_budget", {{"name", name_of(spec, words)},
                                                                {"budget", ron(*spec.budget_per_year, words)}}));
        }
    }
    const Unpaid left_out = unpaid(it, words);
    if (!left_out.nothing_left.empty()) {
        text += wrapped("", words("sentence.unpaid", {{"list", words.joined(left_out.nothing_left)}}));
    }
    if (!left_out.too_little.empty()) {
        text += wrapped("", words("sentence.too_little", {{"list", words.joined(left_out.too_little)}}));
    }
    bool limited = false;
    for (const Spending& s : it.outlook.spending) {
        const InterventionSpec& spec = spec_of(it, s.intervention);
        const std::string year = std::to_string(s.year);
        if (s.budget_share < whole_share) {
            limited = true;
            text += wrapped("- ", words("sentence.short_of_money", {{"name", name_of(spec, words)},
                                                                    {"year", year},
                                                                    {"percent", percent_text(s.budget_share, words)},
                                                                    {"wanted", ron(s.wanted_ron, words)}}));
        }
        if (s.staff_share < whole_share) {
            limited = true;
            std::vector<std::string> staff;
            for (const model::Staff who : kind_of(spec).staff) {
                staff.push_back(words("staff." + std::string(model::staff_names[static_cast<std::size_t>(who)])));
            }
            text += wrapped("- ", words("sentence.short_of_staff", {{"name", name_of(spec, words)},
                                                                    {"year", year},
                                                                    {"percent", percent_text(s.staff_share, words)},
                                                                    {"staff", words.joined(staff)}}));
        }
    }
    return limited ? text : text + wrapped("", words("sentence.nothing_short"));
}

} // namespace analysis
