#pragma once

#include <string_view>

namespace analysis::resources {

// Files built into the program by embed.cmake, so that a report needs nothing beside it.
extern const std::string_view page_html;
extern const std::string_view style_css;
extern const std::string_view charts_js;
extern const std::string_view check_html;
extern const std::string_view check_en_toml;
extern const std::string_view check_ro_toml;
extern const std::string_view text_en_toml;
extern const std::string_view catalogue_toml;   ///< of explain/
extern const std::string_view messages_ro_toml; ///< of messages/
extern const std::string_view text_ro_toml;
extern const std::string_view d3_min_js;
extern const std::string_view map_romania_counties_json;
extern const std::string_view web_server_en_toml; ///< of web/
extern const std::string_view web_server_ro_toml;
extern const std::string_view web_text_en_toml;
extern const std::string_view web_text_ro_toml;

} // namespace analysis::resources
