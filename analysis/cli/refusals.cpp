#include "analysis/cli/refusals.hpp"

#include "analysis/cli/places.hpp"
#include "analysis/messages/messages.hpp"
#include "models/scenario_text.hpp"
#include "sim/file_locks.hpp"

#include <cstdlib>
#include <ostream>
#include <string_view>

namespace cli {

analysis::Language language_of(const std::string& name, const std::string& where)
{
    if (name.empty() || name == "en") {
        return analysis::Language::english;
    }
    if (name != "ro") {
        throw sim::InputError(where, sim::refusal("usage.language", "\"{name}\" is unknown", "en or ro is expected",
                                                  {{"name", model::shortened(name)}}));
    }
    return analysis::Language::romanian;
}

analysis::Language asked_language(std::span<const char* const> arguments)
{
    constexpr std::string_view option = "--language";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view text = arguments[i];
        if (text == option && i + 1 < arguments.size()) {
            return language_of(arguments[i + 1], std::string(option));
        }
        if (text.starts_with(option) && text.substr(option.size()).starts_with('=')) {
            return language_of(std::string(text.substr(option.size() + 1)), std::string(option));
        }
    }
    const char* const usual = std::getenv("VEGHE_LANGUAGE");
    return usual == nullptr ? analysis::Language::english : language_of(usual, "VEGHE_LANGUAGE");
}

sim::Message empty_value()
{
    return sim::refusal("usage.empty-value", "an empty value says nothing", "name one or leave the option out");
}

sim::Message usage_refusal(const std::string& kind, const std::string& text)
{
    const auto before = [&](std::string_view part) { return text.substr(0, text.find(part)); };
    const auto after = [&](std::string_view part) {
        const std::size_t at = text.find(part);
        return at == std::string::npos ? std::string() : text.substr(at + part.size());
    };
    if (kind == "RequiredError") {
        return sim::refusal("usage.required", "{name} is required", "--help shows the command with an example",
                            {{"name", before(" is required")}});
    }
    if (kind == "ExcludesError") {
        return sim::refusal("usage.excludes", "{first} excludes {second}", "leave one of them out",
                            {{"first", before(" excludes ")}, {"second", after(" excludes ")}});
    }
    if (kind == "ArgumentMismatch") {
        return sim::refusal("usage.values", "{name} has too few or too many values",
                            "--help shows what each option takes", {{"name", before(":")}});
    }
    return sim::refusal("usage.other", "{text}", "--help shows the command with an example", {{"text", text}});
}

void tell_notices(analysis::Language language, std::ostream& out)
{
    if (sim::locks_were_refused()) {
        out << "veghe: "
            << sim::phrase(
                   "say.no-locks",
                   "the file system takes no locks; none is needed, since what is written has a name of its own "
                   "until it is whole")
                   .text(analysis::message_language(language))
            << '\n';
    }
}

void tell(std::span<const sim::Problem> problems, analysis::Language language, Written written, std::ostream& out)
{
    const sim::Language words = analysis::message_language(language);
    for (const sim::Problem& problem : problems) {
        out << (problem.where.empty() ? "" : on_one_line(final_place(problem.where)) + ": ") << '['
            << problem.message.id() << "] " << on_one_line(problem.message.text(words)) << '\n';
    }
    if (problems.size() > 1) {
        const bool nothing = written == Written::nothing;
        out << (nothing ? sim::phrase("say.problems", "{number} problems; nothing was written",
                                      {{"number", problems.size()}})
                        : sim::phrase("say.problems-alone", "{number} problems", {{"number", problems.size()}}))
                   .text(words)
            << '\n';
    }
}

} // namespace cli
