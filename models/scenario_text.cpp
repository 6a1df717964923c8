#include "models/scenario_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>

namespace model {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

std::string list_text(const Node::List& list)
{
    constexpr std::size_t most_items = 8;
    std::string text = "[";
    for (std::size_t i = 0; i < list.size() && i < most_items; ++i) {
        text += (i == 0 ? "" : ", ") + written(list[i]);
    }
    return text + (list.size() > most_items ? ", ...]" : "]");
}

} // namespace

std::string number_text(double value)
{
    constexpr double smallest_plain = 1e-4;
    constexpr double largest_plain = 1e15;
    const double size = std::abs(value);
    const bool plain = size == 0.0 || (size >= smallest_plain && size < largest_plain);
    std::array<char, 64> buffer{};
    const auto [end, error] =
        plain ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
              : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    sim::expect(error == std::errc{}, "a number fits its buffer");
    return {buffer.data(), end};
}

std::string toml_number(double value)
{
    const std::string text = number_text(value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string toml_string(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (c == '\t') {
            quoted += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            quoted += "\\u00";
            quoted += hex_digits[byte >> 4];
            quoted += hex_digits[byte & 0xF];
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string shortened(std::string_view text, std::size_t most)
{
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool starts_letter = (byte & 0xC0) != 0x80;
        if (starts_letter && shown.size() >= most) {
            return shown + "...";
        }
        shown += byte < 0x20 || byte == 0x7F ? '?' : text[i];
    }
    return shown;
}

std::string written(const Node& node)
{
    return std::visit(
        [](const auto& value) -> std::string {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, bool>) {
                return value ? "true" : "false";
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                return std::to_string(value);
            } else if constexpr (std::is_same_v<T, double>) {
                return toml_number(value);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return "\"" + shortened(value) + "\"";
            } else if constexpr (std::is_same_v<T, sim::Date>) {
                return sim::to_text(value);
            } else if constexpr (std::is_same_v<T, Node::Other>) {
                return value.text;
            } else if constexpr (std::is_same_v<T, Node::List>) {
                return list_text(value);
            } else {
                return "{...}";
            }
        },
        node.value);
}

} // namespace model
