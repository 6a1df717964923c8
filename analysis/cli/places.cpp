#include "analysis/cli/places.hpp"

#include "analysis/cli/session.hpp"

#include <algorithm>
#include <optional>

namespace cli {
namespace {

bool all_in(std::string_view text, std::string_view allowed)
{
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// The name that a hidden one is made for: ".NAME.SPACE-PROCESS-RANDOM.tmp"; none for any other.
std::optional<std::string_view> made_for(std::string_view name)
{
    constexpr std::string_view ending = ".tmp";
    if (!name.starts_with('.') || !name.ends_with(ending)) {
        return std::nullopt;
    }
    const std::string_view inside = name.substr(1, name.size() - 1 - ending.size());
    const std::size_t dot = inside.rfind('.');
    if (dot == std::string_view::npos || dot == 0 ||
        std::count(inside.begin() + static_cast<std::ptrdiff_t>(dot), inside.end(), '-') != 2 ||
        !all_in(inside.substr(dot + 1), "0123456789abcdef-")) {
        return std::nullopt;
    }
    return inside.substr(0, dot);
}

} // namespace

std::string final_place(std::string_view place)
{
    std::string shown;
    for (std::size_t begin = 0; begin <= place.size();) {
        const std::size_t end = std::min(place.find('/', begin), place.size());
        const std::string_view name = place.substr(begin, end - begin);
        const auto known = made_for(name);
        if (known != parts) { // what is made inside a folder gets its names in the folder itself
            shown += known.value_or(name);
            shown += end < place.size() ? "/" : "";
        }
        begin = end + 1;
    }
    return shown;
}

std::string on_one_line(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr unsigned first_shown = 0x20, deleted = 0x7f, of_digit = 4, last_digit = 15;
    std::string shown;
    for (const char c : text) {
        const unsigned code = static_cast<unsigned char>(c);
        if (c == '\n') {
            shown += "\\n";
        } else if (code < first_shown || code == deleted) {
            shown += {'\\', 'x', digits[code >> of_digit], digits[code & last_digit]};
        } else {
            shown += c;
        }
    }
    return shown;
}

} // namespace cli
