#include "analysis/cli/reference.hpp"
#include "models/interventions/causes.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>

namespace cli {
namespace {

using model::InterventionKind;
using model::KindClass;
using model::number_text;
using model::toml_number;
using model::toml_string;

template <class Items, class Text>
std::string joined(const Items& items, Text&& text, const std::string& nothing)
{
    std::string all;
    for (const auto& item : items) {
        all += (all.empty() ? "" : ", ") + text(item);
    }
    return all.empty() ? nothing : all;
}

std::string code(std::string_view name)
{
    return "`" + std::string(name) + "`";
}

std::string causes_of(const InterventionKind& kind)
{
    return joined(
        kind.causes, [](std::string_view c) { return code(c); }, "nothing");
}

std::string kinds_acting_on(std::string_view cause, const Reference& all)
{
    std::vector<std::string_view> names;
    for (const InterventionKind& kind : all.kinds) {
        if (std::find(kind.causes.begin(), kind.causes.end(), cause) != kind.causes.end()) {
            names.push_back(kind.name);
        }
    }
    return joined(
        names, [](std::string_view n) { return code(n); }, "none");
}

std::string matrix(const std::vector<InterventionKind>& kinds)
{
    std::string text = "| Intervention | Acts on | May harm by | Takes the time of |\n| --- | --- | --- | --- |\n";
    for (const InterventionKind& kind : kinds) {
        text += "| [" + std::string(kind.name) + "](#" + std::string(kind.name) + ") | " + causes_of(kind) + " | " +
                joined(
                    kind.harms, [](const model::HarmInfo& h) { return std::string(h.name); }, "") +
                " | " +
                joined(
                    kind.staff,
                    [](model::Staff s) { return std::string(model::staff_names[static_cast<std::size_t>(s)]); }, "") +
                " |\n";
    }
    return text;
}

std::string shocks(const std::vector<InterventionKind>& kinds)
{
    std::string text = "| Shock | Acts on | Harms by |\n| --- | --- | --- |\n";
    for (const InterventionKind& kind : kinds) {
        text += "| [" + std::string(kind.name) + "](#" + std::string(kind.name) + ") | " + causes_of(kind) + " | " +
                joined(
                    kind.harms, [](const model::HarmInfo& h) { return std::string(h.name); }, "") +
                " |\n";
    }
    return text;
}

std::string causes(const Reference& all)
{
    std::string text = "| Cause | What it is | Acted on by |\n| --- | --- | --- |\n";
    for (const model::CauseInfo& cause : model::causes()) {
        text += "| " + code(cause.name) + " | " + std::string(cause.doc) + " | " + kinds_acting_on(cause.name, all) +
                " |\n";
    }
    return text;
}

std::string example(const InterventionKind& kind)
{
    std::string text = "```toml\n[[intervention]]\nkind = " + toml_string(kind.name) + "\ncoverage = 0.5\n";
    for (const model::SettingInfo& setting : kind.settings) {
        text += std::string(setting.name) + " = " +
                (setting.choices.empty() ? toml_number(setting.value)
                                         : toml_string(setting.choices.at(static_cast<std::size_t>(setting.value)))) +
                "\n";
    }
    return text + "```\n";
}

std::string prices(const InterventionKind& kind)
{
    std::string text = "| Uses | Price | Range | Grade | Source of the price |\n| --- | ---: | --- | :---: | --- |\n";
    for (const model::ResourceInfo& resource : kind.resources) {
        const sim::ParameterInfo& price = resource.price;
        text += "| " + std::string(resource.name) + " | " + number_text(price.value) + " " + std::string(price.unit) +
                " | " + number_text(price.low) + " to " + number_text(price.high) + " | " + price.grade + " | " +
                std::string(price.source) + " |\n";
    }
    return kind.resources.empty() ? "Costs nothing that is counted.\n" : text;
}

std::string section(const InterventionKind& kind)
{
    std::string text = "\n## " + std::string(kind.name) + "\n\n" + std::string(kind.doc) + "\n\n";
    text += "- Acts on: " + causes_of(kind) + ".\n";
    for (const model::HarmInfo& harm : kind.harms) {
        text += (kind.shock() ? "- Harms (" : "- May harm (") + std::string(harm.name) + "): " + std::string(harm.doc) +
                " How strongly: " + code(harm.parameter) + ".\n";
    }
    text += "- Rests on: " + std::string(kind.evidence) + ".\n";
    text += kind.national ? "- Holds for the whole country.\n"
                          : "- Can aim at: " +
                                joined(
                                    kind.targets, [](std::string_view t) { return code(t); }, "") +
                                (kind.targets.empty() ? "" : ", ") + "`counties`, `centres`.\n";
    text += kind.apart.empty() ? "" : "- Two at once: with other " + code(kind.apart) + ".\n";
    text += kind.shock()
                ? "- Stands for nothing that is recommended: it happens.\n\n"
                : "- Stands for: " +
                      joined(
                          kind.covers, [](std::string_view c) { return "\"" + std::string(c) + "\""; }, "nothing") +
                      ".\n\n";
    return text + example(kind) + "\n" + settings_markdown(kind.settings) + prices(kind);
}

} // namespace

std::string interventions_markdown(const Reference& all)
{
    std::string text =
        "# Interventions\n\n"
        "Written by `veghe describe interventions --markdown > docs/interventions.md`; a test fails when this page is "
        "stale.\n\n"
        "An intervention changes causes, never outcomes. The first table says on what each acts; no two act on the "
        "same. "
        "A test runs\nevery intervention and looks whether it moves the causes named here, and no others. Parameters "
        "are in "
        "[parameters.md](parameters.md),\nhow the causes work in [model.md](model.md), what is known of effects in "
        "[evidence.md](evidence.md), how scenarios are written in\n[scenario-format.md](scenario-format.md). Prices "
        "are in "
        "RON of " +
        std::to_string(model::price_year) +
        ".\n"
        "What is bought by the hour, day, kilometre or person is a cost per unit; by the week or year (posts, "
        "children, lines) a "
        "cost per year\nwhile it lasts; `new_...`, courses, design and what is said to be bought once a cost of "
        "starting up.\n\n" +
        matrix(of_class(all, KindClass::measure)) +
        "\nShocks are events with dates like any other: they happen, nobody recommends them, and they cost nothing "
        "that "
        "is\ncounted. They are written as `[[intervention]]` of a baseline or of a strategy.\n\n" +
        shocks(of_class(all, KindClass::shock)) + "\n" + causes(all);
    for (const KindClass part : {KindClass::measure, KindClass::shock}) {
        for (const InterventionKind& kind : of_class(all, part)) {
            text += section(kind);
        }
    }
    return text;
}

} // namespace cli
