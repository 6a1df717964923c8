#include "analysis/cli/reference.hpp"
#include "analysis/cli/schema_values.hpp"
#include "models/units.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cli {
namespace {

using model::InterventionKind;
using model::KeyInfo;
using model::KeyType;
using model::SettingInfo;

bool is_table(const KeyInfo& key)
{
    return key.type == KeyType::table || key.type == KeyType::tables;
}

/// The keys of one table that need no table of their own.
Json table_json(std::string_view table, const SchemaWords& words)
{
    Json properties = Json::object();
    for (const KeyInfo& key : model::scenario_keys()) {
        if (key.table == table && !is_table(key)) {
            properties.add(key.key, key_json(key, words));
        }
    }
    return properties;
}

std::string setting_definition(const InterventionKind& kind, const SettingInfo& setting)
{
    return std::string(kind.name) + "." + std::string(setting.name);
}

/// All that an intervention of one kind may say.
Json kind_json(const InterventionKind& kind)
{
    Json properties = Json::object();
    for (const std::string& key : model::keys_of("intervention")) {
        if (key == "counties" && kind.national) {
            properties.add(key, Json::object().add("const", Json::text("all")));
        } else if (model::may_say(kind, key)) {
            properties.add(key, reference("intervention." + key));
        }
    }
    for (const SettingInfo& setting : kind.settings) {
        properties.add(setting.name, reference(setting_definition(kind, setting)));
    }
    return Json::object()
        .add("description", Json::text((kind.shock() ? "A shock, no measure. " : "") + std::string(kind.doc)))
        .add("properties", std::move(properties))
        .add("additionalProperties", Json::flag(false));
}

/// One [[intervention]]. What its kind takes is checked; what any kind takes is named, too, since editors complete from
/// that.
Json intervention_json(const Reference& all)
{
    Json properties = Json::object();
    std::set<std::string_view> named;
    for (const KeyInfo& key : model::scenario_keys()) {
        if (key.table == "intervention") {
            properties.add(key.key, reference("intervention." + std::string(key.key)));
            named.insert(key.key);
        }
    }
    std::map<std::string_view, std::vector<std::string>> settings;
    Json by_kind = Json::array();
    for (const InterventionKind& kind : all.kinds) {
        for (const SettingInfo& setting : kind.settings) {
            settings[setting.name].push_back(setting_definition(kind, setting));
        }
        const Json is = Json::object().add("const", Json::text(kind.name));
        by_kind.push(Json::object()
                         .add("if", Json::object()
                                        .add("properties", Json::object().add("kind", is))
                                        .add("required", Json::texts(std::vector<std::string>{"kind"})))
                         .add("then", reference(std::string(kind.name))));
    }
    for (const auto& [name, definitions] : settings) {
        Json ways = Json::array();
        for (const std::string& definition : definitions) {
            ways.push(reference(definition));
        }
        properties.add(name, Json::object().add("anyOf", std::move(ways)));
    }
    return of_type("object")
        .add("required", Json::texts(std::vector<std::string>{"kind"}))
        .add("properties", std::move(properties))
        .add("allOf", std::move(by_kind));
}

/// [parameters]: by quoted names, or by tables of their groups.
Json parameters_json(const Reference& all)
{
    Json properties = Json::object();
    std::map<std::string, Json> groups;
    for (const sim::ParameterInfo& info : all.parameters) {
        const std::string name(info.name);
        const std::size_t dot = name.find('.');
        groups.try_emplace(name.substr(0, dot), Json::object())
            .first->second.add(name.substr(dot + 1), reference("parameters." + name));
    }
    for (auto& [group, parameters] : groups) {
        properties.add(group, closed_object().add("properties", std::move(parameters)));
    }
    for (const sim::ParameterInfo& info : all.parameters) {
        properties.add(info.name, reference("parameters." + std::string(info.name)));
    }
    return closed_object().add("properties", std::move(properties));
}

Json variables_json()
{
    constexpr double longest_name = 60;
    return of_type("object")
        .add("propertyNames", Json::object()
                                  .add("pattern", Json::text("^[A-Za-z_][A-Za-z0-9_]*$"))
                                  .add("maxLength", Json::number(longest_name)))
        .add("additionalProperties",
             Json::object().add("type", Json::texts(std::vector<std::string>{"boolean", "number", "string"})));
}

Json top_table(const KeyInfo& key, const Reference& all, const SchemaWords& words)
{
    Json table = key.key == "variables"        ? variables_json()
                 : key.key == "parameters"     ? parameters_json(all)
                 : key.type == KeyType::tables ? of_type("array").add("items", intervention_json(all))
                                               : closed_object().add("properties", table_json(key.key, words));
    return table.add("description", Json::text(key.doc));
}

/// What a file must say that stands alone: one that has [run] and extends no other.
Json whole_file()
{
    Json needed = Json::object();
    for (const KeyInfo& table : model::scenario_keys()) {
        std::vector<std::string> keys;
        for (const KeyInfo& key : model::scenario_keys()) {
            if (key.required && key.table == table.key && table.type == KeyType::table) {
                keys.emplace_back(key.key);
            }
        }
        if (!keys.empty()) {
            needed.add(table.key, Json::object().add("required", Json::texts(keys)));
        }
    }
    return Json::object()
        .add("properties", std::move(needed))
        .add("required", Json::texts(std::vector<std::string>{"population"}));
}

/// What is said once and referred to.
Json definitions_json(const Reference& all, const SchemaWords& words)
{
    Json definitions = Json::object();
    std::set<std::string> units;
    const auto add_unit = [&](std::string_view unit) {
        if (!model::is_pure(unit) && units.insert(unit_definition(unit)).second) {
            definitions.add(unit_definition(unit), unit_json(unit));
        }
    };
    definitions.add("variable", variable_json()).add("date", date_json());
    definitions.add("county", county_json()).add("centre", centre_json());
    for (const KeyInfo& key : model::scenario_keys()) {
        add_unit(key.unit);
        if (key.table == "intervention") {
            definitions.add("intervention." + std::string(key.key), key_json(key, words));
        }
    }
    for (const InterventionKind& kind : all.kinds) {
        definitions.add(kind.name, kind_json(kind));
        for (const SettingInfo& setting : kind.settings) {
            add_unit(setting.unit);
            definitions.add(setting_definition(kind, setting), setting_json(setting));
        }
    }
    for (const sim::ParameterInfo& info : all.parameters) {
        add_unit(info.unit);
        definitions.add("parameters." + std::string(info.name), parameter_json(info));
    }
    return definitions;
}

} // namespace

std::string scenario_schema(const Reference& all)
{
    SchemaWords words;
    for (const auto& pathway : all.pathways) {
        words.pathways.emplace_back(pathway.name);
    }
    for (const InterventionKind& kind : all.kinds) {
        words.kinds.emplace_back(kind.name);
    }
    Json properties = table_json("", words);
    for (const KeyInfo& key : model::scenario_keys()) {
        if (key.table.empty() && is_table(key)) {
            properties.add(key.key, top_table(key, all, words));
        }
    }
    const std::vector<std::string> run{"run"};
    const std::vector<std::string> extends{"extends"};
    const Json alone = Json::object()
                           .add("required", Json::texts(run))
                           .add("not", Json::object().add("required", Json::texts(extends)));
    return Json::object()
               .add("$schema", Json::text("http://json-schema.org/draft-07/schema#"))
               .add("title", Json::text("A scenario of Veghe"))
               .add("$comment",
                    Json::text("Written by `veghe describe schema > scenarios/veghe.schema.json`; a test fails when it "
                               "is stale. What it lets through may still be wrong: ask `veghe validate`."))
               .add("type", Json::text("object"))
               .add("additionalProperties", Json::flag(false))
               .add("required", Json::texts(std::vector<std::string>{"format"}))
               .add("properties", std::move(properties))
               .add("if", alone)
               .add("then", whole_file())
               .add("definitions", definitions_json(all, words))
               .written() +
           "\n";
}

} // namespace cli
