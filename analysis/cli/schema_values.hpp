#pragma once

#include "analysis/cli/json.hpp"
#include "models/scenario.hpp"
#include "models/scenario_keys.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// The words of the registry that some keys take.
struct SchemaWords {
    std::vector<std::string> pathways, kinds;
};

/// Parts of the JSON Schema of scenarios (draft 7, which editors of TOML read): how single values may be written. What is
/// said more than once is a definition, named here and written by schema.cpp.
Json reference(const std::string& definition);
Json any_of(std::initializer_list<Json> ways);
Json of_type(std::string_view type);
/// An object that takes the keys named in it and no others.
Json closed_object();

/// "in_RON_post_week" for "RON/(post week)": a name that needs no escape in a reference.
std::string unit_definition(std::string_view unit);
/// A text that says its unit.
Json unit_json(std::string_view unit);
Json variable_json();
Json date_json();
Json county_json();
Json centre_json();

/// \pre  the key is no table
Json key_json(const model::KeyInfo& key, const SchemaWords& words);
Json setting_json(const model::SettingInfo& setting);
Json parameter_json(const sim::ParameterInfo& info);

} // namespace cli
