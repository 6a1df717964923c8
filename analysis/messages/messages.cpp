#include "analysis/messages/messages.hpp"

#include "analysis/report/resources.hpp"

namespace analysis {
namespace {

/// The words of a key; `otherwise` where it has none.
std::string_view words_of(const Text& text, const std::string& key, std::string_view otherwise)
{
    const auto found = text.all().find(key);
    return found == text.all().end() ? otherwise : std::string_view(found->second);
}

sim::Wording romanian_words(std::string_view id, const sim::Wording& english)
{
    static const Text text(resources::messages_ro_toml);
    const std::string key(id);
    return {words_of(text, english.remedy.empty() ? key : key + ".cause", english.cause),
            words_of(text, key + ".remedy", english.remedy)};
}

} // namespace

sim::Language message_language(Language language)
{
    return language == Language::romanian ? sim::Language(romanian_words) : sim::Language();
}

} // namespace analysis
