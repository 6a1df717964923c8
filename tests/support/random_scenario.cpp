#include "tests/support/random_scenario.hpp"

#include "models/county_names.hpp"
#include "models/registry.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"
#include "tests/support/random_dice.hpp"
#include "tests/support/random_target.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <span>

namespace test {
namespace {

using model::toml_number;
using model::toml_string;
using std::chrono::days;

std::string line(std::string_view key, const std::string& value)
{
    return std::string(key) + " = " + value + "\n";
}

std::string flag(Dice& dice)
{
    return dice.chance(0.5) ? "true" : "false";
}

/// Text as people write it, and as they do not.
std::string words_of(Dice& dice, std::string_view about)
{
    static constexpr std::array<std::string_view, 7> odd{
        "", " \"in quotes\"", " \\ and $share", " in Iași", "\ttab", " = 1 # no comment", " [x]"};
    return toml_string((dice.chance(0.1) ? "$$" : "") + std::string(about) + std::string(dice.pick(odd)));
}

constexpr std::array<std::uint8_t, 1> one{0}, another{2};
constexpr std::array<std::uint8_t, 2> two{1, 3};
constexpr std::array<std::uint8_t, 3> three{0, 2, 3};
constexpr std::array<std::uint8_t, 5> five{0, 1, 2, 3, 4};
constexpr std::array<std::span<const std::uint8_t>, 5> selections{one, another, two, three, five};

/// What the parts of a file agree on.
struct File {
    Dice dice;
    const model::Vocabulary& words;
    RandomScenario out{};
    Frame frame{};           ///< dates and counties of the run
    int warmup{};            ///< weeks
    std::string variables{}; ///< those named so far

    /// The number, or the name of a variable that stands for it.
    std::string number(double value)
    {
        if (!dice.chance(0.03)) {
            return toml_number(value);
        }
        const std::string name = "v" + std::to_string(std::count(variables.begin(), variables.end(), '\n'));
        variables += line(name, toml_number(value));
        return "\"$" + name + "\"";
    }
};

/// The rates of the made-up world of the laws, so that in a few hundred persons something happens, or what is declared.
void set_rates(File& f)
{
    static constexpr std::array<std::pair<std::string_view, double>, 4> raised{{{"offenders.per_100k", 2000.0},
                                                                                {"cases.self_exit", 2.0},
                                                                                {"detection.scale", 11.0},
                                                                                {"justice.capacity", 400.0}}};
    if (f.dice.chance(0.15)) {
        return;
    }
    const auto set = [&](const sim::ParameterInfo& info, double value) {
        f.out.parameters[std::string(info.name)] = std::clamp(value, info.low, info.high);
    };
    for (const sim::ParameterInfo& info : f.words.parameters) {
        for (const auto& [name, value] : raised) {
            if (info.name == name) {
                set(info, value);
            }
        }
        const bool of_pathway = std::any_of(f.words.pathways.begin(), f.words.pathways.end(),
                                            [&](const auto& pathway) { return info.name.starts_with(pathway + "."); });
        if (of_pathway && info.unit == "1/year") {
            const double factor = info.name.ends_with(".approach")  ? 4.0
                                  : info.name.ends_with("base")     ? 100.0
                                  : info.name.ends_with("_advance") ? 2.0
                                                                    : 1.0;
            set(info, factor * info.value);
        }
    }
}

/// A few parameters, many, or nearly all.
std::string parameters(File& f)
{
    set_rates(f);
    static constexpr std::array shares{0.002, 0.01, 0.05, 0.2, 0.9};
    const double share = f.dice.pick(shares);
    for (const sim::ParameterInfo& info : f.words.parameters) {
        if (f.dice.chance(share)) {
            f.out.parameters[std::string(info.name)] = f.dice.number(info.low, info.high);
        }
    }
    std::string text = "\n[parameters]\n";
    for (const auto& [name, value] : f.out.parameters) {
        text += line(f.dice.chance(0.8) ? toml_string(name) : name, f.number(value));
    }
    return text;
}

std::string run(File& f)
{
    Dice& dice = f.dice;
    const std::string extent = line("start", sim::to_text(f.frame.start)) + line("end", sim::to_text(f.frame.end));
    std::string counties;
    for (const model::CountyId county : f.frame.counties) {
        counties += (counties.empty() ? "" : ", ") +
                    toml_string(dice.chance(0.5) ? model::county_code(county) : model::county_name(county));
    }
    return "\n[run]\n" + extent + line("seed", std::to_string(dice.below(1u << 31))) +
           line("replicates", std::to_string(dice.whole(1, 9))) +
           (f.warmup > 0 || dice.chance(0.5) ? line("warmup_weeks", std::to_string(f.warmup)) : "") +
           line("counties", "[" + counties + "]") + "\n[population]\n" + line("data", "\"data\"") +
           (dice.chance(0.5) ? line("seed", std::to_string(dice.below(1u << 31))) : "");
}

/// Two or three years, seldom less, of those in which the made-up people are as old as they were made.
void choose_frame(File& f)
{
    Dice& dice = f.dice;
    constexpr sim::Date first = std::chrono::year{2020} / 1 / 6;
    f.frame.start = first + days{dice.whole(0, 4 * 365)};
    const int length = dice.chance(0.1) ? dice.whole(1, 60) : dice.whole(730, 1096);
    f.frame.end = f.frame.start + days{length};
    f.warmup = dice.chance(0.3) ? dice.whole(0, 52) : 0;
    for (const std::uint8_t county : dice.pick(selections)) {
        f.frame.counties.push_back({county});
    }
}

std::string pathways(File& f)
{
    if (f.dice.chance(0.5)) {
        return "";
    }
    std::string list;
    for (const std::string& name : f.dice.chance(0.1) ? std::vector<std::string>{} : f.dice.some(f.words.pathways)) {
        list += (list.empty() ? "" : ", ") + toml_string(name);
    }
    return "\n[model]\n" + line("pathways", "[" + list + "]");
}

std::string output(File& f)
{
    std::string text;
    for (const std::string& key : model::keys_of("output")) {
        text += f.dice.chance(0.3) ? line(key, flag(f.dice)) : "";
    }
    return text.empty() ? "" : "\n[output]\n" + text;
}

std::string branch(File& f)
{
    const auto begin = f.frame.start - std::chrono::weeks{f.warmup};
    const int length = static_cast<int>((f.frame.end - begin).count());
    if (length < 2 || f.dice.chance(0.7)) {
        return "";
    }
    return "\n[branch]\n" + line("at", sim::to_text(begin + days{f.dice.whole(1, length - 1)}));
}

/// From nothing over what one post costs to more than can be spent [RON], a bare number or with its unit.
std::string money(File& f)
{
    const double amount = std::floor(std::pow(10.0, 2.0 + 6.0 * f.dice.uniform()));
    return f.dice.chance(0.1)   ? "0"
           : f.dice.chance(0.1) ? toml_number(model::scenario_key("budget", "per_year").high)
           : f.dice.chance(0.2) ? "\"" + model::number_text(amount) + " RON\""
                                : f.number(amount);
}

std::string costs(File& f)
{
    Dice& dice = f.dice;
    const int length = static_cast<int>((f.frame.end - f.frame.start).count());
    std::string text = dice.chance(0.4) ? "\n[budget]\n" + line("per_year", money(f)) : "";
    if (dice.chance(0.5)) {
        const model::KeyInfo& rate = model::scenario_key("costs", "discount_rate");
        text += "\n[costs]\n" + (dice.chance(0.5) ? line("price_year", std::to_string(model::price_year)) : "") +
                (dice.chance(0.7) ? line("discount_rate", f.number(dice.number(rate.low, rate.high))) : "") +
                (dice.chance(0.5) ? line("discount_from", sim::to_text(f.frame.start + days{dice.whole(0, length - 1)}))
                                  : "") +
                (dice.chance(0.5) ? line("discount_effects", flag(dice)) : "");
    }
    return text;
}

/// \param given  those that keep it apart from others of its kind
std::string settings(File& f, const model::Vocabulary::Kind& kind, const Keys& given)
{
    std::string text;
    for (const model::SettingInfo& setting : kind.settings) {
        if (f.dice.chance(0.5) && !given.contains(std::string(setting.name))) {
            const auto some = [&](double low, double high) { return f.number(f.dice.number(low, high)); };
            text += line(setting.name, !setting.choices.empty() ? toml_string(f.dice.pick(setting.choices))
                                       : setting.whole ? std::to_string(f.dice.whole(static_cast<int>(setting.low),
                                                                                     static_cast<int>(setting.high)))
                                                       : some(setting.low, setting.high));
        }
    }
    return text;
}

/// How much of it, and how fast.
std::string extent(File& f)
{
    Dice& dice = f.dice;
    const model::KeyInfo& ramp = model::scenario_key("intervention", "ramp_weeks");
    static constexpr std::array<std::string_view, 4> times{"\"6 months\"", "\"26 weeks\"", "\"1 year\"", "\"45 days\""};
    return (dice.chance(0.8) ? line("coverage", f.number(dice.number(0.0, 1.0))) : "") +
           (dice.chance(0.5) ? ""
                             : line("ramp_weeks", dice.chance(0.3)   ? std::string(dice.pick(times))
                                                  : dice.chance(0.8) ? f.number(dice.number(0.0, 52.0))
                                                                     : f.number(dice.number(ramp.low, ramp.high)))) +
           (dice.chance(0.25) ? line("budget_per_year", money(f)) : "");
}

/// One kind, by one intervention or by several that are apart.
std::string kind_of_intervention(File& f, const model::Vocabulary::Kind& kind, std::size_t most)
{
    Dice& dice = f.dice;
    const auto parts = targets_apart(dice, f.frame, kind, most > 1 && dice.chance(0.3) ? dice.whole(2, 4) : 1);
    std::string text;
    for (std::size_t i = 0; i < std::min(parts.size(), most); ++i) {
        text += "\n[[intervention]]\n" + line("kind", toml_string(kind.name));
        if (parts.size() > 1 || dice.chance(0.5)) {
            text += line("name", words_of(dice, kind.name + " " + std::to_string(i)));
        }
        for (const auto& [key, value] : parts[i]) {
            text += line(key, value);
        }
        text += extent(f) + settings(f, kind, parts[i]);
        ++f.out.interventions;
    }
    return text;
}

/// One to six; some by name alone. \return  what stands at the top of the file, and what stands at its end
std::pair<std::string, std::string> interventions(File& f)
{
    Dice& dice = f.dice;
    const auto wanted = static_cast<std::size_t>(dice.whole(1, 6));
    std::vector<std::size_t> left(f.words.kinds.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = i;
    }
    std::string by_name;
    std::string tables;
    while (f.out.interventions < wanted && !left.empty()) {
        const std::size_t at = dice.below(left.size());
        const model::Vocabulary::Kind& kind = f.words.kinds[left[at]];
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        if (dice.chance(0.1)) {
            by_name += (by_name.empty() ? "" : ", ") + toml_string(kind.name);
            ++f.out.interventions;
        } else {
            tables += kind_of_intervention(f, kind, wanted - f.out.interventions);
        }
    }
    return {by_name.empty() ? "" : line("measures", "[" + by_name + "]"), tables};
}

} // namespace

RandomScenario random_scenario(std::uint64_t seed, const model::Vocabulary& words)
{
    File f{Dice(seed), words};
    Dice& dice = f.dice;
    choose_frame(f);
    std::string head = line("format", "1") + line("test_only", "true");
    for (const char* const key : {"title", "description", "question"}) {
        head += dice.chance(0.5) ? line(key, words_of(dice, key)) : "";
    }
    head += dice.chance(0.2) ? line("calibrated", "false") : "";
    const auto [by_name, tables] = interventions(f);
    const std::string rest = run(f) + pathways(f) + parameters(f) + output(f) + branch(f) + costs(f);
    const std::string named = f.variables.empty() ? "" : "\n[variables]\n" + f.variables;
    for (const char* const key : {"title_ro", "description_ro", "question_ro"}) {
        head += dice.chance(0.5) ? line(key, words_of(dice, key)) : "";
    }
    f.out.text = head + by_name + named + rest + tables;
    return std::move(f.out);
}

} // namespace test
