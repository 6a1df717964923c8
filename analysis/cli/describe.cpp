#include "analysis/cli/commands.hpp"
#include "analysis/cli/reference.hpp"
#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <functional>
#include <ostream>
#include <utility>

namespace cli {
namespace {

const std::vector<std::string> topics{"parameters", "pathways", "interventions", "measures", "schema"};

void overview(const Reference& all, std::ostream& out)
{
    out << "pathways:      ";
    for (const auto& pathway : all.pathways) {
        out << ' ' << pathway.name;
    }
    out << "\ninterventions: ";
    for (const auto& kind : of_class(all, model::KindClass::measure)) {
        out << ' ' << kind.name;
    }
    out << "\nshocks:        ";
    for (const auto& kind : of_class(all, model::KindClass::shock)) {
        out << ' ' << kind.name;
    }
    out << "\nmeasures:       " << all.measures.size() << "\nparameters:     " << all.parameters.size()
        << "\n\nveghe describe parameters | pathways | interventions | measures | schema | NAME\n";
}

/// Prints the one thing of that name, or says what is near.
void one(const std::string& name, const Reference& all, std::ostream& out)
{
    for (const auto& info : all.parameters) {
        if (info.name == name) {
            return print(info, out);
        }
    }
    for (const auto& group : all.fixed) {
        for (const auto& info : group.parameters) {
            if (info.name == name) {
                print(info, out);
                out << "    " << group.title << ".\n";
                return;
            }
        }
    }
    for (const auto* const modules : {&all.institutions, &all.pathways}) {
        for (const auto& module : *modules) {
            if (module.name == name) {
                return print(module, out);
            }
        }
    }
    for (const auto& kind : all.kinds) {
        if (kind.name == name) {
            return print(kind, out);
        }
    }
    for (const auto& measure : all.measures) {
        if (measure.name == name) {
            return print(measure, out);
        }
    }
    constexpr std::size_t longest_name = 100;
    const std::string near = name.size() > longest_name ? std::string{} : sim::nearest(name, names(all));
    throw sim::InputError(
        "describe",
        sim::refusal(
            "usage.describe", "\"{name}\" is unknown", "{hint}",
            {{"name", model::shortened(name)},
             {"hint", near.empty() ? sim::phrase("say.describe", "parameters, pathways, interventions, measures, "
                                                                 "schema or the name of one of them is expected")
                                   : sim::phrase("say.nearest", "nearest is {name}", {{"name", near}})}}));
}

template <class Items>
void each(const Items& items, std::ostream& out)
{
    for (const auto& item : items) {
        print(item, out);
    }
}

} // namespace

int describe(const std::string& topic, bool markdown, std::ostream& out)
{
    const Reference all = registry_reference();
    if (markdown) {
        if (topic != "parameters" && topic != "interventions") {
            throw sim::InputError("--markdown",
                                  sim::refusal("usage.markdown", "is there for parameters and interventions only",
                                               "write veghe describe parameters --markdown"));
        }
        out << (topic == "parameters" ? parameters_markdown(all) : interventions_markdown(all));
    } else if (topic.empty()) {
        overview(all, out);
    } else if (topic == "parameters") {
        each(all.parameters, out);
    } else if (topic == "pathways") {
        each(all.pathways, out);
    } else if (topic == "interventions") {
        each(of_class(all, model::KindClass::measure), out);
        out << "Shocks, which happen and which nobody recommends:\n\n";
        each(of_class(all, model::KindClass::shock), out);
    } else if (topic == "measures") {
        each(all.measures, out);
    } else if (topic == "schema") {
        out << scenario_schema(all);
    } else {
        one(topic, all, out);
    }
    return exit_code::done;
}

} // namespace cli
