#include "tests/support/random_target.hpp"

#include "models/centre_names.hpp"
#include "models/county_names.hpp"
#include "models/scenario_keys.hpp"
#include "models/scenario_text.hpp"

#include <numeric>
#include <set>

namespace test {
namespace {

using Texts = std::vector<std::string>;

std::string list_of(const Texts& items)
{
    std::string text;
    for (const std::string& item : items) {
        text += (text.empty() ? "" : ", ") + item;
    }
    return "[" + text + "]";
}

std::string county_text(Dice& dice, model::CountyId county)
{
    return model::toml_string(dice.chance(0.5) ? model::county_code(county) : model::county_name(county));
}

Texts choices_of(std::string_view key)
{
    Texts all;
    for (const std::string_view choice : model::scenario_key("intervention", key).choices) {
        all.push_back(model::toml_string(choice));
    }
    return all;
}

/// All that a key's list may name.
Texts items_of(Dice& dice, const Frame& frame, std::string_view key)
{
    Texts all;
    if (key == "counties") {
        for (const model::CountyId county : frame.counties) {
            all.push_back(county_text(dice, county));
        }
    } else if (key == "centres") {
        for (std::size_t centre = 0; centre < model::centre_count; ++centre) {
            const auto counties = model::catchment(centre);
            const bool here = std::any_of(counties.begin(), counties.end(), [&](model::CountyId county) {
                return std::find(frame.counties.begin(), frame.counties.end(), county) != frame.counties.end();
            });
            if (here) {
                all.push_back(model::toml_string(model::centre_names[centre]));
            }
        }
    } else if (key == "grades") {
        const model::KeyInfo& info = model::scenario_key("intervention", key);
        for (int grade = static_cast<int>(info.low); grade <= static_cast<int>(info.high); ++grade) {
            all.push_back(std::to_string(grade));
        }
    } else {
        all = choices_of(key);
    }
    return all;
}

std::string age_range(int youngest, int oldest)
{
    return "[" + std::to_string(youngest) + ", " + std::to_string(oldest) + "]";
}

constexpr int oldest_age = 120;

/// The value of one key, for somebody.
std::string value_of(Dice& dice, const Frame& frame, std::string_view key)
{
    if (key == "settlement") {
        return dice.pick(choices_of(key));
    }
    if (key == "boarding" || key == "parents_abroad") {
        return dice.chance(0.5) ? "true" : "false";
    }
    if (key == "ages") {
        const int youngest = dice.chance(0.2) ? 0 : dice.whole(0, dice.chance(0.8) ? 20 : oldest_age);
        const int oldest = dice.chance(0.2) ? youngest : dice.whole(youngest, oldest_age);
        return age_range(youngest, oldest);
    }
    return list_of(dice.some(items_of(dice, frame, key)));
}

/// A range of whole numbers cut into so many ranges at most, at random.
std::vector<std::pair<int, int>> cut(Dice& dice, int first, int last, int parts)
{
    std::set<int> ends{last};
    for (int i = 1; i < parts && last > first; ++i) {
        ends.insert(dice.whole(first, last - 1));
    }
    std::vector<std::pair<int, int>> ranges;
    int begin = first;
    for (const int end : ends) {
        ranges.emplace_back(begin, end);
        begin = end + 1;
    }
    return ranges;
}

/// The choices of the setting by which two of a kind may run at once, but the first, which is all of them.
Texts choices_apart(const model::Vocabulary::Kind& kind)
{
    Texts values;
    for (const model::SettingInfo& setting : kind.settings) {
        for (std::size_t i = 1; setting.name == kind.apart && i < setting.choices.size(); ++i) {
            values.push_back(model::toml_string(setting.choices[i]));
        }
    }
    return values;
}

/// Values of a key that have nothing in common.
Texts values_apart(Dice& dice, const Frame& frame, const model::Vocabulary::Kind& kind, std::string_view key, int parts)
{
    if (key == kind.apart) {
        return choices_apart(kind);
    }
    if (key == "settlement") {
        return choices_of(key);
    }
    if (key == "boarding" || key == "parents_abroad") {
        return {"true", "false"};
    }
    Texts values;
    if (key == "ages") {
        for (const auto& [youngest, oldest] : cut(dice, 0, oldest_age, parts)) {
            values.push_back(age_range(youngest, oldest));
        }
        return values;
    }
    std::vector<Texts> dealt(static_cast<std::size_t>(parts));
    for (const std::string& item : items_of(dice, frame, key)) {
        dealt[dice.below(dealt.size())].push_back(item);
    }
    for (const Texts& some : dealt) {
        if (!some.empty()) {
            values.push_back(list_of(some));
        }
    }
    return values;
}

/// Whether a week begins after the one and up to the other: whatever begins and ends in one week is refused.
bool hold_a_week(sim::Date start, sim::Date end)
{
    const sim::Clock weeks(start, end);
    return weeks.tick_of(start) < weeks.tick_of(end);
}

/// First and last day + 1 of windows that follow each other; the earliest may begin with the run, the last end with it.
std::vector<Keys> windows_apart(Dice& dice, const Frame& frame, int parts)
{
    const int length = static_cast<int>((frame.end - frame.start).count());
    std::vector<Keys> windows;
    for (const auto& [first, last] : cut(dice, 0, length - 1, parts)) {
        const sim::Date start = frame.start + std::chrono::days{first};
        const sim::Date end = frame.start + std::chrono::days{last + 1};
        if (hold_a_week(start, end)) {
            windows.push_back({{"start", sim::to_text(start)}, {"end", sim::to_text(end)}});
        }
    }
    return windows.empty() ? std::vector<Keys>(1) : windows;
}

/// Keys that keep interventions of the kind apart.
Texts parting_keys(const model::Vocabulary::Kind& kind)
{
    Texts keys{"dates"};
    if (!kind.national) {
        keys.insert(keys.end(), {"counties", "centres"});
    }
    if (!kind.apart.empty()) {
        keys.push_back(kind.apart);
    }
    for (const std::string& target : kind.targets) {
        if (!kind.households || target == "settlement") {
            keys.push_back(target);
        }
    }
    return keys;
}

/// Some of the keys by which the kind can be aimed, and dates within the run.
Keys some_keys(Dice& dice, const Frame& frame, const model::Vocabulary::Kind& kind)
{
    Keys keys;
    if (!kind.national && dice.chance(0.4)) {
        const std::string where = dice.chance(0.5) ? "counties" : "centres";
        keys[where] = value_of(dice, frame, where);
    } else if (!kind.national && dice.chance(0.1)) {
        keys["counties"] = "\"all\"";
    }
    for (const std::string& target : kind.targets) {
        if (dice.chance(0.25)) {
            keys[target] = value_of(dice, frame, target);
        }
    }
    const int length = static_cast<int>((frame.end - frame.start).count());
    const int start = dice.chance(0.5) ? dice.whole(0, length - 1) : 0;
    const bool starts = start > 0 || dice.chance(0.2);
    const int end = dice.chance(0.4) ? dice.whole(start + 1, length) : length;
    const sim::Date from = frame.start + std::chrono::days{start};
    const sim::Date until = frame.start + std::chrono::days{end};
    if (!hold_a_week(from, until)) {
        return keys;
    }
    if (starts) {
        keys["start"] = sim::to_text(from);
    }
    if (end < length) {
        keys["end"] = sim::to_text(until);
    }
    return keys;
}

} // namespace

std::vector<Keys> targets_apart(Dice& dice, const Frame& frame, const model::Vocabulary::Kind& kind, int parts)
{
    const Keys common = some_keys(dice, frame, kind);
    if (parts < 2) {
        return {common};
    }
    const std::string key = dice.pick(parting_keys(kind));
    std::vector<Keys> apart;
    if (key == "dates") {
        apart = windows_apart(dice, frame, parts);
    } else {
        for (const std::string& value : values_apart(dice, frame, kind, key, parts)) {
            apart.push_back({{key, value}});
        }
    }
    for (Keys& keys : apart) {
        Keys rest = common;
        if (key == "counties" || key == "centres") { // only one of them says where
            rest.erase("counties");
            rest.erase("centres");
        }
        keys.merge(rest);
    }
    return apart;
}

} // namespace test
