#include "analysis/cluster/slurm_options.hpp"

#include "models/scenario_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace analysis::cluster {
namespace {

using model::Allowed;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

constexpr std::int64_t seconds_per_minute = 60;

/// A number of [slurm].
struct Whole {
    std::string_view key;
    std::int64_t SlurmOptions::*field;
    Allowed allowed;
};
constexpr std::array wholes{
    Whole{"tasks", &SlurmOptions::tasks, {1, 1'000'000, "tasks"}},
    Whole{"at_once", &SlurmOptions::at_once, {1, 1'000'000, "tasks"}},
    Whole{"cpus", &SlurmOptions::cpus, {1, 4096, "processors"}},
    Whole{"memory_mb", &SlurmOptions::memory_mb, {100, 100'000'000, "MB"}},
    Whole{"minutes", &SlurmOptions::minutes, {1, 60.0 * 24 * 365, "minutes"}},
    Whole{"grace_seconds", &SlurmOptions::grace_seconds, {5, 65535, "seconds"}}, // as far as Slurm counts them
    Whole{"restarts", &SlurmOptions::restarts, {0, 1'000'000, "restarts"}},
};

/// A text that stands in a line of the script by itself, without quotes.
struct Name {
    std::string_view key;
    std::string SlurmOptions::*field;
};
constexpr std::array names{
    Name{"partition", &SlurmOptions::partition},
    Name{"account", &SlurmOptions::account},
    Name{"qos", &SlurmOptions::qos},
};

/// A text that stands in quotes of the shell.
constexpr std::array quoted{
    Name{"program", &SlurmOptions::program},
    Name{"image", &SlurmOptions::image},
};

struct Texts {
    std::string_view key;
    std::vector<std::string> SlurmOptions::*field;
};
constexpr std::array lists{
    Texts{"modules", &SlurmOptions::modules},
    Texts{"binds", &SlurmOptions::binds},
    Texts{"options", &SlurmOptions::options},
};

/// Options of sbatch that the script writes itself, or that would make it another script.
constexpr std::array<std::string_view, 24> taken{
    "--array",      "--job-name",  "--nodes",   "--ntasks",    "--cpus-per-task",   "--mem",
    "--time",       "--partition", "--account", "--qos",       "--signal",          "--requeue",
    "--no-requeue", "--output",    "--error",   "--open-mode", "--parsable",        "--wrap",
    "--wait",       "--test-only", "--export",  "--help",      "--ntasks-per-node", "--version"};

std::vector<std::string> known_keys()
{
    std::vector<std::string> known;
    const auto add = [&](const auto& table) {
        for (const auto& entry : table) {
            known.emplace_back(entry.key);
        }
    };
    add(wholes);
    add(names);
    add(quoted);
    add(lists);
    return known;
}

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_among(std::string_view text, std::string_view more)
{
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_letter_or_digit(c) || more.find(c) != std::string_view::npos; });
}

bool has_control(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

sim::Message one_line()
{
    return phrase("say.one-line", "one line of text is expected");
}

void refuse_text(const Section& section, std::string_view key, const std::string& text, sim::Message allowed)
{
    section.findings().add(section.where(key),
                           refusal("slurm.text", "{key}: {value} cannot stand in a script of Slurm", "{allowed}",
                                   {{"key", section.name(key)},
                                    {"value", model::toml_string(model::shortened(text))},
                                    {"allowed", std::move(allowed)}}));
}

void read_wholes(const Section& section, SlurmOptions& options)
{
    for (const Whole& whole : wholes) {
        if (const Node* const node = section.find(whole.key)) {
            options.*whole.field = model::read_whole(*node, section.name(whole.key), whole.allowed, section.findings())
                                       .value_or(options.*whole.field);
        }
    }
}

void read_names(const Section& section, SlurmOptions& options)
{
    for (const Name& name : names) {
        options.*name.field = section.text(name.key).value_or("");
        if (!all_among(options.*name.field, "_.,-")) {
            refuse_text(section, name.key, options.*name.field,
                        phrase("say.slurm-name", "letters, digits and _ . , - are expected"));
        }
    }
    for (const Name& name : quoted) {
        options.*name.field = section.text(name.key).value_or("");
        if (has_control(options.*name.field)) {
            refuse_text(section, name.key, options.*name.field, one_line());
        }
    }
}

void read_lists(const Section& section, SlurmOptions& options)
{
    for (const Texts& list : lists) {
        const auto* const nodes = section.list(list.key, phrase("say.array-of-texts", "an array of texts"));
        for (const Node& node : nodes ? *nodes : Node::List{}) {
            const auto* const text = std::get_if<std::string>(&node.value);
            if (!text) {
                section.findings().add(
                    node, model::wrong_type(section.name(list.key), node, phrase("say.quoted-text", "text in quotes")));
            } else if (text->empty() || has_control(*text)) {
                refuse_text(section, list.key, *text, one_line());
            } else {
                (options.*list.field).push_back(*text);
            }
        }
    }
}

void check_options(const Section& section, const SlurmOptions& options)
{
    for (const std::string& option : options.options) {
        const std::string_view name = std::string_view(option).substr(0, option.find_first_of("= "));
        if (!name.starts_with("--") || !all_among(option, "-=_.,:&|+*[]@%/")) {
            refuse_text(section, "options", option,
                        phrase("say.slurm-option", "an option of sbatch such as {example} is expected",
                               {{"example", "\"--constraint=avx2\""}}));
        } else if (std::any_of(taken.begin(), taken.end(), // sbatch reads --arr as --array
                               [&](std::string_view said) { return said.starts_with(name); })) {
            section.findings().add(section.where("options"),
                                   refusal("slurm.taken", "{key}: the script says {option} itself",
                                           "take it out; the keys of [slurm] are in docs/clusters.md",
                                           {{"key", section.name("options")}, {"option", name}}));
        }
    }
}

void check_sense(const Section& section, const SlurmOptions& options)
{
    if (options.minutes > 0 && options.grace_seconds >= options.minutes * seconds_per_minute) {
        section.findings().add(section.where("grace_seconds", section.where("minutes")),
                               refusal("slurm.grace",
                                       "a warning {grace} s before the end of {minutes} min comes at once",
                                       "give more minutes, or a shorter grace_seconds",
                                       {{"grace", options.grace_seconds}, {"minutes", options.minutes}}));
    }
    if (!options.binds.empty() && options.image.empty()) {
        section.findings().add(section.where("binds"),
                               refusal("slurm.binds", "{key} says nothing without an image",
                                       "name the image, or take it out", {{"key", section.name("binds")}}));
    }
}

} // namespace

SlurmOptions read_slurm_options(const Section& section, const std::filesystem::path& folder)
{
    section.refuse_unknown(known_keys());
    SlurmOptions options;
    read_wholes(section, options);
    read_names(section, options);
    read_lists(section, options);
    check_options(section, options);
    check_sense(section, options);
    if (!options.image.empty() && options.image.find("://") == std::string::npos) {
        options.image = std::filesystem::absolute(folder / options.image).lexically_normal().generic_string();
    }
    return options;
}

SlurmOptions read_slurm_file(const std::filesystem::path& file)
{
    model::Findings findings;
    const Node::Table table = model::read_toml(file, file.generic_string(), findings);
    findings.raise();
    const SlurmOptions options = read_slurm_options(Section(&table, "", findings), file.parent_path());
    findings.raise();
    return options;
}

std::string slurm_text(const SlurmOptions& options)
{
    const SlurmOptions usual;
    std::string text;
    const auto line = [&](std::string_view key, const std::string& value) {
        text.append(key).append(" = ").append(value).append("\n");
    };
    for (const Whole& whole : wholes) {
        if (options.*whole.field != usual.*whole.field) {
            line(whole.key, std::to_string(options.*whole.field));
        }
    }
    const auto add_names = [&](const auto& table) {
        for (const Name& name : table) {
            if (!(options.*name.field).empty()) {
                line(name.key, model::toml_string(options.*name.field));
            }
        }
    };
    add_names(names);
    add_names(quoted);
    for (const Texts& list : lists) {
        std::string all;
        for (const std::string& one : options.*list.field) {
            all += (all.empty() ? "" : ", ") + model::toml_string(one);
        }
        if (!all.empty()) {
            line(list.key, "[" + all + "]");
        }
    }
    return text;
}

} // namespace analysis::cluster
