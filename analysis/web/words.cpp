#include "analysis/web/words.hpp"

#include "analysis/report/resources.hpp"

namespace analysis::web {

std::string_view code_of(Language language)
{
    return language == Language::romanian ? "ro" : "en";
}

Language language_of(std::string_view code)
{
    return code == "ro" ? Language::romanian : Language::english;
}

const Text& report_text(Language language)
{
    return language == Language::romanian ? romanian() : english();
}

const Text& server_text(Language language)
{
    static const Text english_words(resources::web_server_en_toml);
    static const Text romanian_words(resources::web_server_ro_toml);
    return language == Language::romanian ? romanian_words : english_words;
}

const Text& page_text(Language language)
{
    static const Text english_words(resources::web_text_en_toml);
    static const Text romanian_words(resources::web_text_ro_toml);
    return language == Language::romanian ? romanian_words : english_words;
}

} // namespace analysis::web
