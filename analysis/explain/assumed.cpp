#include "analysis/explain/parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace analysis {
namespace {

/// Nothing was found that supports the value.
constexpr char guessed = 'E';

/// Values of all interventions of the scenario, none twice.
struct Gathered {
    RestsOn on;
    std::set<std::string_view> seen;

    void add(std::vector<sim::ParameterInfo>& to, const std::vector<sim::ParameterInfo>& from)
    {
        for (const sim::ParameterInfo& info : from) {
            if (seen.insert(info.name).second) {
                to.push_back(info);
            }
        }
    }
};

RestsOn gathered(const Explained& it)
{
    Gathered all;
    for (const model::InterventionSpec& spec : it.scenario.interventions) {
        const RestsOn one = rests_on(kind_of(spec));
        all.add(all.on.harms, one.harms);
        all.add(all.on.effects, one.effects);
        all.add(all.on.delivery, one.delivery);
        all.add(all.on.prices, one.prices);
    }
    return all.on;
}

std::size_t guesses(const std::vector<sim::ParameterInfo>& list)
{
    return static_cast<std::size_t>(
        std::count_if(list.begin(), list.end(), [](const auto& p) { return p.grade == guessed; }));
}

/// What a declaration says, without what its heading here says already.
std::string_view meaning(std::string_view doc)
{
    constexpr std::string_view harm = "Harm: ";
    constexpr std::string_view price = " Read by the comparison, never by the run.";
    if (doc.starts_with(harm)) {
        doc.remove_prefix(harm.size());
    }
    if (doc.ends_with(price)) {
        doc.remove_suffix(price.size());
    }
    return doc;
}

/// A price with its thousands apart, as beside sums of money; any other value as it is.
std::string value_text(double value, bool money, const Words& words)
{
    constexpr double grouped_from = 1000.0;
    return money && value == std::floor(value) && std::abs(value) >= grouped_from ? words.number(value)
                                                                                  : words.exact(value);
}

/// "Lesson hours: 8 (1 to 40); curriculum.full_hours".
std::string value_line(const sim::ParameterInfo& info, const Explained& it, const Words& words)
{
    std::string said = words.declared("parameter." + std::string(info.name), meaning(info.doc));
    said = said.ends_with('.') ? said.substr(0, said.size() - 1) : said;
    said[0] = static_cast<char>(said[0] >= 'a' && said[0] <= 'z' ? said[0] - 'a' + 'A' : said[0]);
    const double value = it.scenario.parameters.value_or(info.name, info.value);
    const bool money = info.unit.starts_with("RON");
    const std::string written = value_text(value, money, words);
    return wrapped("- ",
                   words("sentence.value", {{"what", said},
                                            {"value", money ? words.counted(value, "unit.RON", written) : written},
                                            {"low", value_text(info.low, money, words)},
                                            {"high", value_text(info.high, money, words)},
                                            {"name", std::string(info.name)}}));
}

std::string part(const std::string& title, const std::vector<sim::ParameterInfo>& list, const Explained& it,
                 const Words& words)
{
    if (guesses(list) == 0) {
        return {};
    }
    std::string text = wrapped("", words(title));
    for (const sim::ParameterInfo& info : list) {
        text += info.grade == guessed ? value_line(info, it, words) : std::string{};
    }
    return text;
}

} // namespace

std::string assumed_text(const Explained& it, const Words& words)
{
    const RestsOn on = gathered(it);
    std::string text = heading(words("heading.assumed"));
    if (!it.scenario.interventions.empty()) {
        const std::size_t all = on.effects.size() + on.delivery.size() + on.harms.size() + on.prices.size();
        const std::size_t guessed_all =
            guesses(on.effects) + guesses(on.delivery) + guesses(on.harms) + guesses(on.prices);
        text +=
            wrapped("", words("sentence.assumed_intro",
                              {{"guesses", std::to_string(guessed_all)},
                               {"all", words.counted(static_cast<double>(all), "unit.value", std::to_string(all))}}));
        text += part("sentence.assumed_effects", on.effects, it, words);
        text += part("sentence.assumed_harms", on.harms, it, words);
        text += part("sentence.assumed_delivery", on.delivery, it, words);
        text += part("sentence.assumed_prices", on.prices, it, words);
    }
    return text + wrapped("", words(it.scenario.calibrated ? "sentence.calibrated" : "sentence.uncalibrated"));
}

} // namespace analysis
