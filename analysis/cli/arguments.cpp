#include "analysis/cli/arguments.hpp"

#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <charconv>

namespace cli {

std::int64_t whole_argument(const std::string& option, std::string_view text, std::int64_t low, std::int64_t high)
{
    const auto out_of_range = [&](std::string_view given) {
        return sim::InputError(option, sim::refusal("usage.out-of-range", "{value} is out of range",
                                                    "a whole number from {low} to {high} is expected",
                                                    {{"value", given}, {"low", low}, {"high", high}}));
    };
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = !text.empty() && end == text.data() + text.size();
    if (number && error == std::errc::result_out_of_range) {
        throw out_of_range(text.substr(0, 40));
    }
    if (!number || error != std::errc{}) {
        throw sim::InputError(option, sim::refusal("usage.no-whole-number", "\"{text}\" is no whole number",
                                                   "a whole number from {low} to {high} is expected",
                                                   {{"text", model::shortened(text)}, {"low", low}, {"high", high}}));
    }
    if (value < low || value > high) {
        throw out_of_range(std::to_string(value));
    }
    return value;
}

sim::Message unknown_argument(const std::string& argument, std::span<const std::string> known)
{
    const std::string name = argument.substr(0, argument.find('='));
    const std::string near = name.size() < 100 ? sim::nearest(name, known) : std::string{};
    return sim::refusal("usage.unknown", "{name} is unknown", "{hint}",
                        {{"name", model::shortened(name)},
                         {"hint", near.empty() ? sim::phrase("say.see-help", "--help names all that there are")
                                               : sim::phrase("say.nearest", "nearest is {name}", {{"name", near}})}});
}

} // namespace cli
