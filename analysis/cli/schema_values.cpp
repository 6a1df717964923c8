#include "analysis/cli/schema_values.hpp"

#include "models/centre_names.hpp"
#include "models/county_names.hpp"
#include "models/units.hpp"

#include <algorithm>

namespace cli {
namespace {

using model::KeyInfo;
using model::KeyType;
using model::SettingInfo;

/// The words of a unit: {"RON", "post", "week"}.
std::vector<std::string> words_of(std::string_view unit)
{
    std::vector<std::string> words(1);
    for (const char c : unit) {
        if (c == ' ' || c == '(' || c == ')' || c == '/') {
            words.emplace_back();
        } else {
            words.back() += c;
        }
    }
    words.erase(std::remove_if(words.begin(), words.end(), [](const std::string& w) { return w.empty() || w == "1"; }),
                words.end());
    return words;
}

std::string one_of(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& word : words) {
        all += (all.empty() ? "" : "|") + word;
    }
    return "(" + all + ")";
}

/// Any of the spellings of a unit's words, one after the other: their order says nothing.
std::string words_pattern(std::string_view unit)
{
    std::vector<std::string> words;
    for (const std::string& word : words_of(unit)) {
        const std::vector<std::string> spelt = model::unit_spellings(word);
        words.insert(words.end(), spelt.begin(), spelt.end());
        if (spelt.empty()) { // "100,000" of "1/100,000"
            words.push_back(word);
        }
    }
    return words.empty() ? "(1 *)?" : one_of(words) + "([ ()/]+(per +)?" + one_of(words) + ")* *";
}

/// What a text with a number of this unit looks like.
std::string unit_pattern(std::string_view unit)
{
    const std::string number =
        "^ *-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)? *((thousand|million|mie|mii|milion|milioane) *)?";
    if (const std::vector<std::string> words = model::unit_spellings(unit); !words.empty()) {
        const bool money = std::find(words.begin(), words.end(), "lei") != words.end();
        return number + (money ? "(de +lei|" + one_of(words).substr(1) : one_of(words)) + " *$";
    }
    const std::size_t stroke = std::min(unit.find('/'), unit.size());
    const std::string below =
        stroke == unit.size() ? "" : "(/|per +) *\\(? *" + words_pattern(unit.substr(stroke)) + "\\)? *";
    return number + words_pattern(unit.substr(0, stroke)) + below + "$";
}

/// A number in a range, or a text that says its unit, or a variable.
Json numeric(std::string_view type, double low, double high, std::string_view unit)
{
    Json ways = Json::array();
    ways.push(Json::object()
                  .add("type", Json::text(type))
                  .add("minimum", Json::number(low))
                  .add("maximum", Json::number(high)));
    if (!model::is_pure(unit)) {
        ways.push(reference(unit_definition(unit)));
    }
    return ways.push(reference("variable"));
}

template <class Items>
Json chosen(const Items& items)
{
    return any_of({Json::object().add("enum", Json::texts(items)), reference("variable")});
}

Json items(Json ways)
{
    return Json::object().add("anyOf", std::move(ways));
}

/// A list that names nothing twice.
Json list_of(Json item)
{
    return of_type("array").add("items", std::move(item)).add("uniqueItems", Json::flag(true));
}

/// One that would reach nobody were it empty.
Json filled_list_of(Json item)
{
    return list_of(std::move(item)).add("minItems", Json::number(1));
}

Json whole_items(const KeyInfo& key)
{
    return items(numeric("integer", key.low, key.high, key.unit));
}

/// The ways in which the value of a key may be written; an empty array for tables, which are built apart.
Json ways_of(const KeyInfo& key, const SchemaWords& words)
{
    switch (key.type) {
    case KeyType::flag:
        return any_of({of_type("boolean"), reference("variable")});
    case KeyType::whole:
        return numeric("integer", key.low, key.high, key.unit);
    case KeyType::number:
        return numeric("number", key.low, key.high, key.unit);
    case KeyType::text:
        return any_of({of_type("string")});
    case KeyType::date:
        return any_of({reference("date"), reference("variable")});
    case KeyType::counties:
        return any_of({Json::object().add("enum", Json::texts(std::vector<std::string>{"all"})),
                       filled_list_of(reference("county")), reference("variable")});
    case KeyType::centres:
        return any_of({filled_list_of(reference("centre"))});
    case KeyType::choice:
        return chosen(key.choices);
    case KeyType::choices:
        return any_of({filled_list_of(items(chosen(key.choices)))});
    case KeyType::wholes:
        return any_of({filled_list_of(whole_items(key))});
    case KeyType::range:
        return any_of({of_type("array")
                           .add("items", whole_items(key))
                           .add("minItems", Json::number(2))
                           .add("maxItems", Json::number(2))});
    case KeyType::pathways:
        return any_of({list_of(items(chosen(words.pathways)))});
    case KeyType::kinds:
        return any_of({list_of(Json::object().add("enum", Json::texts(words.kinds)))});
    case KeyType::kind:
        return any_of({Json::object().add("enum", Json::texts(words.kinds))});
    case KeyType::table:
    case KeyType::tables:
        break;
    }
    return Json::array();
}

std::string described(std::string_view doc, std::string_view unit)
{
    return std::string(doc) + (model::is_pure(unit) ? "" : " [" + std::string(unit) + "]");
}

} // namespace

Json reference(const std::string& definition)
{
    return Json::object().add("$ref", Json::text("#/definitions/" + definition));
}

Json any_of(std::initializer_list<Json> ways)
{
    Json all = Json::array();
    for (const Json& way : ways) {
        all.push(way);
    }
    return all;
}

Json of_type(std::string_view type)
{
    return Json::object().add("type", Json::text(type));
}

Json closed_object()
{
    return of_type("object").add("additionalProperties", Json::flag(false));
}

std::string unit_definition(std::string_view unit)
{
    std::string name = "in";
    bool gap = true;
    for (const char c : unit) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += plain ? (gap ? "_" : "") + std::string(1, c) : std::string{};
        gap = !plain;
    }
    return name;
}

Json unit_json(std::string_view unit)
{
    std::string names;
    for (const std::string& name : model::units_like(unit)) {
        names += (names.empty() ? "" : ", ") + name;
    }
    return Json::object()
        .add("description", Json::text("A number with its unit, one of: " + names + "."))
        .add("type", Json::text("string"))
        .add("pattern", Json::text(unit_pattern(unit)));
}

Json variable_json()
{
    return of_type("string")
        .add("description", Json::text("A variable that stands under [variables]."))
        .add("pattern", Json::text("^\\$[A-Za-z_][A-Za-z0-9_]*$"));
}

Json date_json()
{
    return of_type("string")
        .add("description", Json::text("A date without quotes, such as 2022-01-03."))
        .add("pattern", Json::text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
}

Json county_json()
{
    std::vector<std::string> codes;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < model::county_count; ++i) {
        const model::CountyId county{static_cast<std::uint8_t>(i)};
        codes.emplace_back(model::county_code(county));
        names.emplace_back(model::county_name(county));
    }
    return Json::object()
        .add("description", Json::text("A county by code, or by name in any spelling, which veghe validate checks."))
        .add("anyOf",
             any_of({Json::object().add("enum", Json::texts(codes)), Json::object().add("enum", Json::texts(names)),
                     of_type("string").add("pattern", Json::text("^[^0-9]*$"))}));
}

Json centre_json()
{
    return Json::object()
        .add("description", Json::text("A regional centre of ANITP, in any spelling, which veghe validate checks."))
        .add("anyOf", any_of({Json::object().add("enum", Json::texts(model::centre_names)),
                              of_type("string").add("pattern", Json::text("^[^0-9]*$"))}));
}

Json key_json(const KeyInfo& key, const SchemaWords& words)
{
    const bool fixed = key.table.empty() && key.key == "format"; // what it means would not be known otherwise
    return Json::object()
        .add("description", Json::text(described(key.doc, key.unit)))
        .add("anyOf", fixed ? any_of({Json::object().add("const", Json::number(key.low))}) : ways_of(key, words));
}

Json setting_json(const SettingInfo& setting)
{
    const bool word = !setting.choices.empty();
    const double value = setting.value;
    return Json::object()
        .add("description", Json::text(described(setting.doc, setting.unit)))
        .add("default", word ? Json::text(setting.choices.at(static_cast<std::size_t>(value))) : Json::number(value))
        .add("anyOf", word ? chosen(setting.choices)
                           : numeric(setting.whole ? "integer" : "number", setting.low, setting.high, setting.unit));
}

Json parameter_json(const sim::ParameterInfo& info)
{
    return Json::object()
        .add("description", Json::text(described(info.doc, info.unit) + " Grade " + info.grade + "."))
        .add("default", Json::number(info.value))
        .add("anyOf", numeric("number", info.low, info.high, info.unit));
}

} // namespace cli
