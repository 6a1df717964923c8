#include "analysis/cli/arguments.hpp"

#include "models/scenario_text.hpp"
#include "sim/error.hpp"

#include <charconv>

namespace cli {

std::int64_t whole_argument(const std::string& option, std::string_view text, std::int64_t low, std::int64_t high)
{
    const std::string expected =
        "; a whole number from " + std::to_string(low) + " to " + std::to_string(high) + " is expected";
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = !text.empty() && end == text.data() + text.size();
    if (number && error == std::errc::result_out_of_range) {
        throw sim::InputError(option, std::string(text.substr(0, 40)) + " is out of range" + expected);
    }
    if (!number || error != std::errc{}) {
        throw sim::InputError(option, "\"" + model::shortened(text) + "\" is no whole number" + expected);
    }
    if (value < low || value > high) {
        throw sim::InputError(option, std::to_string(value) + " is out of range" + expected);
    }
    return value;
}

std::string unknown_argument(const std::string& argument, std::span<const std::string> known)
{
    const std::string name = argument.substr(0, argument.find('='));
    const std::string near = name.size() < 100 ? sim::nearest(name, known) : std::string{};
    return model::shortened(name) + " is unknown" + (near.empty() ? "" : "; nearest is " + near);
}

} // namespace cli
