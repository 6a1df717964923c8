#include "tests/models/interventions/observed_causes.hpp"

namespace observed {
namespace {

template <class Values>
std::vector<double> numbers(const Values& values)
{
    return {values.begin(), values.end()};
}

/// Levels as they were set, and when: what fades by itself is not seen as moved.
std::vector<double> levels(std::span<const sim::Decaying> all)
{
    std::vector<double> list;
    for (const sim::Decaying& one : all) {
        list.push_back(one.value);
        list.push_back(one.week);
    }
    return list;
}

} // namespace

State state(const model::Build& build, sim::Tick)
{
    const sim::World& w = build.world;
    return {
        {"counsellor_posts", numbers(w.read(build.counselling.extra_posts))},
        {"counsellor_role", numbers(w.read(build.counselling.protection))},
        {"lessons", levels(w.read(build.beliefs.lessons))},
        {"campaigns", levels(w.read(build.beliefs.campaigns))},
    };
}

std::map<std::string, double, std::less<>> strong(const model::InterventionKind& kind)
{
    std::map<std::string, double, std::less<>> settings;
    for (const model::SettingInfo& setting : kind.settings) {
        settings.emplace(setting.name, setting.value == 0.0 && setting.choices.empty() ? setting.high : setting.value);
    }
    return settings;
}

} // namespace observed
