#include "models/county_names.hpp"
#include "models/scenario.hpp"
#include "models/scenario_interventions.hpp"
#include "models/scenario_text.hpp"
#include "models/scenario_variables.hpp"
#include "models/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace model {
namespace {

namespace fs = std::filesystem;

template <class Items, class Text>
std::string array_text(const Items& items, Text&& text)
{
    std::string all = "[";
    for (const auto& item : items) {
        all += (all.size() == 1 ? "" : ", ") + text(item);
    }
    return all + "]";
}

std::string line(std::string_view key, const std::string& value)
{
    return std::string(key) + " = " + value + "\n";
}

/// Text that somebody wrote: one that begins like a variable is not to be taken for one.
std::string free_text(const std::string& text)
{
    return toml_string(looks_like_variable(text) ? "$" + text : text);
}

std::string bool_text(bool value)
{
    return value ? "true" : "false";
}

std::string counties_text(const std::vector<CountyId>& counties)
{
    return array_text(counties, [](CountyId c) { return toml_string(county_code(c)); });
}

std::string run_text(const Scenario& s)
{
    return "\n[run]\n" + line("start", sim::to_text(s.start)) + line("end", sim::to_text(s.end)) +
           (s.seed ? line("seed", std::to_string(*s.seed)) : "") + line("replicates", std::to_string(s.replicates)) +
           line("warmup_weeks", std::to_string(s.warmup_weeks)) +
           line("counties", s.counties.size() == county_count ? "\"all\"" : counties_text(s.counties));
}

/// From the scenario's folder, so that the text holds no name of a machine or a user.
std::string path_text(const Scenario& s, const fs::path& path)
{
    const fs::path from = fs::absolute(s.folder.empty() ? fs::path(".") : s.folder).lexically_normal();
    const fs::path relative = fs::absolute(path).lexically_normal().lexically_relative(from);
    return toml_string((relative.empty() ? path : relative).generic_string());
}

std::string branch_text(const Scenario& s)
{
    return !s.branch
               ? ""
               : "\n[branch]\n" + line("at", sim::to_text(s.branch->at)) +
                     (s.branch->checkpoints.empty() ? "" : line("checkpoints", path_text(s, s.branch->checkpoints)));
}

std::string parameters_text(const Scenario& s, const Vocabulary& words)
{
    std::string text = "\n[parameters]\n";
    const auto drawn = [&](std::string_view name) { // what a file states would outweigh the posterior
        return s.posterior && s.parameters.all().find(name) == s.parameters.all().end() &&
               !std::binary_search(s.posterior->stated.begin(), s.posterior->stated.end(), name);
    };
    for (const sim::ParameterInfo& info : words.parameters) {
        text += drawn(info.name)
                    ? ""
                    : line(toml_string(info.name), toml_number(s.parameters.value_or(info.name, info.value)));
    }
    return text;
}

std::string posterior_text(const Scenario& s)
{
    return !s.posterior
               ? ""
               : "\n[posterior]\n" + line("file", path_text(s, s.posterior->file)) +
                     line("draws", std::to_string(s.posterior->draws.value_or(usual_draws(s.replicates)))) +
                     line("effects", toml_string(effects_names.at(static_cast<std::size_t>(s.posterior->effects))));
}

std::string target_text(const Target& target)
{
    std::string text;
    if (!target.counties.empty()) {
        text += line("counties", counties_text(target.counties));
    }
    if (target.settlement) {
        text += line("settlement", toml_string(settlement_names.at(static_cast<std::size_t>(*target.settlement))));
    }
    if (!target.levels.empty()) {
        text += line("levels", array_text(target.levels, [](SchoolLevel level) {
                         return toml_string(school_level_names.at(static_cast<std::size_t>(level)));
                     }));
    }
    if (!target.grades.empty()) {
        text += line("grades", array_text(target.grades, [](int grade) { return std::to_string(grade); }));
    }
    if (target.youngest && target.oldest) {
        text += line("ages", array_text(std::array{*target.youngest, *target.oldest},
                                        [](int age) { return std::to_string(age); }));
    }
    if (!target.care.empty()) {
        text += line("care", array_text(target.care, [](Care care) {
                         return toml_string(care_names.at(static_cast<std::size_t>(care) - first_care));
                     }));
    }
    text += target.boarding ? line("boarding", bool_text(*target.boarding)) : "";
    text += target.parents_abroad ? line("parents_abroad", bool_text(*target.parents_abroad)) : "";
    return text;
}

std::string settings_text(const InterventionSpec& spec, const Vocabulary& words)
{
    std::string text;
    for (const Vocabulary::Kind& kind : words.kinds) {
        if (kind.name != spec.kind) {
            continue;
        }
        for (const SettingInfo& setting : kind.settings) {
            const auto found = spec.settings.find(setting.name);
            const double value = found == spec.settings.end() ? setting.value : found->second;
            text += line(setting.name, setting.choices.empty()
                                           ? toml_number(value)
                                           : toml_string(setting.choices.at(static_cast<std::size_t>(value))));
        }
    }
    return text;
}

std::string intervention_text(const InterventionSpec& spec, const Vocabulary& words)
{
    return "\n[[intervention]]\n" + line("kind", toml_string(spec.kind)) + line("name", free_text(spec.name)) +
           line("start", sim::to_text(spec.start)) + line("end", sim::to_text(spec.end)) +
           line("ramp_weeks", toml_number(spec.ramp_weeks)) + line("coverage", toml_number(spec.coverage)) +
           (spec.budget_per_year ? line("budget_per_year", toml_number(*spec.budget_per_year)) : "") +
           target_text(spec.target) + settings_text(spec, words);
}

bool reserved(const std::string& name)
{
    static constexpr std::array<std::string_view, 4> devices{"con", "prn", "aux", "nul"};
    const bool numbered = name.size() == 4 && (name.substr(0, 3) == "com" || name.substr(0, 3) == "lpt") &&
                          name[3] >= '0' && name[3] <= '9';
    return numbered || std::find(devices.begin(), devices.end(), name) != devices.end();
}

} // namespace

std::string to_toml(const Scenario& s, const Vocabulary& words)
{
    const auto in_romanian = [](const std::string& key, const std::string& said) {
        return said.empty() ? std::string() : line(key, free_text(said));
    };
    std::string text = line("format", "1") + line("title", free_text(s.title)) + in_romanian("title_ro", s.title_ro) +
                       line("description", free_text(s.description)) + in_romanian("description_ro", s.description_ro) +
                       line("question", free_text(s.question)) + in_romanian("question_ro", s.question_ro) +
                       line("calibrated", bool_text(s.calibrated)) + line("test_only", bool_text(s.test_only));
    text += run_text(s);
    text += "\n[population]\n" + line("seed", std::to_string(s.population_seed)) +
            line("data", path_text(s, s.data_folder));
    text +=
        "\n[model]\n" + line("pathways", array_text(s.pathways, [](const std::string& p) { return toml_string(p); }));
    text += parameters_text(s, words) + posterior_text(s);
    text += "\n[output]\n" + line("monthly", bool_text(s.output.monthly)) + line("strata", bool_text(s.output.strata)) +
            line("resources", bool_text(s.output.resources)) + line("events", bool_text(s.output.events));
    text += branch_text(s);
    text += "\n[costs]\n" + line("price_year", std::to_string(s.costs.price_year)) +
            line("discount_rate", toml_number(s.costs.discount_rate)) +
            line("discount_from", sim::to_text(s.costs.discount_from)) +
            line("discount_effects", bool_text(s.costs.discount_effects));
    text += s.budget_per_year ? "\n[budget]\n" + line("per_year", toml_number(*s.budget_per_year)) : "";
    for (const InterventionSpec& spec : s.interventions) {
        text += intervention_text(spec, words);
    }
    return text;
}

std::string safe_file_name(std::string_view text)
{
    constexpr std::size_t longest_stem = 50;
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    std::string name;
    for (const char c : sim::fold(text)) {
        const bool keep = allowed.find(c) != std::string_view::npos;
        if (name.size() < longest_stem && (keep || name.empty() || name.back() != '_')) {
            name += keep ? c : '_';
        }
    }
    if (name == text && !name.empty() && name.front() != '-' && !reserved(name)) {
        return name;
    }
    std::uint32_t hash = 2166136261u; // FNV-1a
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    }
    std::string digits;
    for (int shift = 28; shift >= 0; shift -= 4) {
        digits += "0123456789abcdef"[(hash >> shift) & 0xFu];
    }
    return (name.empty() || name.front() == '-' ? "x" : "") + name + "-" + digits;
}

} // namespace model
