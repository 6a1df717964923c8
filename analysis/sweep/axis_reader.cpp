#include "analysis/sweep/axis_reader.hpp"

#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>

namespace analysis::sweep {
namespace {

using model::Allowed;
using model::Node;
using model::Section;
using sim::phrase;
using sim::refusal;

constexpr Allowed factor_allowed{1.01, 1000, "1"};
constexpr Allowed levels_allowed{1, 1000, "levels"};
const std::array<std::string, 3> scales{"linear", "log", "logit"};
enum Scale : std::size_t { linear, log, logit };

} // namespace

AxisReader::AxisReader(std::span<const sim::ParameterInfo> declared, bool grid, model::Findings& findings)
    : declared_(declared), grid_(grid), findings_(findings)
{
    std::transform(declared.begin(), declared.end(), std::back_inserter(names_),
                   [](const sim::ParameterInfo& info) { return std::string(info.name); });
}

void AxisReader::read(const Node::Table& table, const std::string& prefix)
{
    for (const auto& [key, node] : table) {
        const std::string name = prefix + key;
        const auto info = std::find_if(declared_.begin(), declared_.end(),
                                       [&](const sim::ParameterInfo& known) { return known.name == name; });
        const auto* const inner = std::get_if<Node::Table>(&node.value);
        if (!inner) {
            findings_.add(node, model::wrong_type("parameters." + name, node,
                                                  phrase("say.table-of-axis", "a table such as {example}",
                                                         {{"example", "{ } or { low = 0.1, high = 0.4 }"}})));
        } else if (info != declared_.end()) {
            add(*info, Section(inner, "parameters." + name + ".", findings_), node);
        } else if (!inner->empty() && prefix.empty()) {
            read(*inner, name + "."); // [parameters.offenders] per_100k = { }
        } else {
            findings_.add(node, model::unknown_key("parameters." + model::shortened(name),
                                                   model::suggestion(name, names_, findings_, "parameters.")));
        }
    }
}

void AxisReader::add(const sim::ParameterInfo& info, const Section& section, const Node& node)
{
    static const std::array<std::string, 8> known{"low",    "high",   "scale",  "factor",
                                                  "median", "reason", "values", "levels"};
    section.refuse_unknown(known);
    Axis axis{.name = std::string(info.name), .unit = std::string(info.unit)};
    if (const Node* const levels = section.find("levels")) {
        axis.levels = static_cast<std::size_t>(
            model::read_whole(*levels, section.name("levels"), levels_allowed, findings_).value_or(1));
    }
    axis.reason = section.text("reason").value_or("");
    if (!grid_ && (section.has("values") || section.has("levels"))) {
        findings_.add(node, refusal("sweep.not-a-grid", "{key}: values and levels are for a design of kind \"grid\"",
                                    "write low and high, or {example} for the declared prior",
                                    {{"key", "parameters." + axis.name}, {"example", "{ }"}}));
        return;
    }
    if (!read_values(axis, info, section)) {
        if (section.has("low") || section.has("high")) {
            read_bounds(axis, info, section, node);
        } else {
            read_prior(axis, info, section, node);
        }
    }
    all_.push_back(std::move(axis));
}

bool AxisReader::read_values(Axis& axis, const sim::ParameterInfo& info, const Section& section) const
{
    const auto* const values =
        section.list("values", phrase("say.array-of-values", "an array of numbers, such as [0.1, 0.2],"));
    if (!section.has("values")) {
        return false;
    }
    axis.law = Law::values;
    for (const Node& node : values ? *values : Node::List{}) {
        const auto value = model::read_number(node, section.name("values"), {info.low, info.high, info.unit}, findings_,
                                              model::Held::listed);
        axis.values.push_back(value.value_or(info.value));
    }
    if (axis.values.empty() || section.has("low") || section.has("high") || section.has("levels") ||
        section.has("factor") || section.has("median")) {
        findings_.add(section.where("values"),
                      refusal("sweep.values", "{key} stands beside other ways to say which values, or is empty",
                              "keep values, none of them twice, or take it out", {{"key", section.name("values")}}));
    }
    std::vector<double> sorted = axis.values;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        findings_.add(section.where("values"), refusal("sweep.value-twice", "{key} has a value twice", "leave one out",
                                                       {{"key", section.name("values")}}));
    }
    axis.levels = axis.values.size();
    return true;
}

void AxisReader::read_bounds(Axis& axis, const sim::ParameterInfo& info, const Section& section, const Node& node) const
{
    const Allowed allowed{info.low, info.high, info.unit};
    const auto low = section.number("low", allowed);
    const auto high = section.number("high", allowed);
    const std::size_t scale = section.choice("scale", scales).value_or(linear);
    axis.law = scale == log ? Law::log : Law::linear;
    axis.low = low.value_or(info.low);
    axis.high = high.value_or(info.high);
    if (!section.has("low") || !section.has("high") || (low && high && *low >= *high)) {
        findings_.add(node, refusal("sweep.bounds", "{key}: low and high are both needed, low below high",
                                    "write both, or {example} for the declared prior",
                                    {{"key", "parameters." + axis.name}, {"example", "{ }"}}));
    }
    if (scale == logit || (scale == log && axis.low <= 0.0) || section.has("factor") || section.has("median")) {
        findings_.add(
            node, refusal("sweep.bounds-scale",
                          "{key}: bounds take scale = \"linear\" or, above 0, \"log\", and no factor or median",
                          "write scale = \"linear\", or take the bounds out", {{"key", "parameters." + axis.name}}));
    }
}

void AxisReader::read_prior(Axis& axis, const sim::ParameterInfo& info, const Section& section, const Node& node) const
{
    const auto factor = section.number("factor", factor_allowed);
    const auto median = section.number("median", {info.low, info.high, info.unit});
    const std::size_t scale = section.choice("scale", scales).value_or(log);
    const double middle = median.value_or(info.value);
    axis.law = Law::prior;
    if (scale == linear || middle <= 0.0 || (scale == logit && middle >= 1.0)) {
        findings_.add(node, refusal("sweep.no-prior",
                                    "{key} has no prior: {value} is not the median of one on a log or logit scale",
                                    "write low and high, or a median above 0 with a reason",
                                    {{"key", "parameters." + axis.name}, {"value", model::number_text(middle)}}));
        return;
    }
    if ((factor || median) && axis.reason.empty()) {
        findings_.add(node, refusal("plan.no-reason", "{key} is missing, though the prior is not the declaration's",
                                    "write why, as reason = \"...\"", {{"key", section.name("reason")}}));
    }
    sim::ParameterInfo about = info;
    about.value = middle;
    const auto form = scale == logit ? calibration::Prior::Scale::logit : calibration::Prior::Scale::log;
    axis.prior = calibration::prior_of(about, form, factor.value_or(0.0));
}

} // namespace analysis::sweep
