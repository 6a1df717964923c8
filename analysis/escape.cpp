#include "analysis/escape.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace analysis {

namespace {

std::string shortest(double number)
{
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), end};
}

void append_unicode(std::string& out, unsigned char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u00";
    out += digits[c >> 4U];
    out += digits[c & 15U];
}

} // namespace

std::string html(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return out;
}

std::string json(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '<' || c == '>' || c == '&' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            append_unicode(out, static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string json(double number)
{
    return std::isfinite(number) ? shortest(number) : "null";
}

std::string csv(std::string_view text)
{
    const auto first = text.find_first_not_of(' ');
    const bool formula =
        first != std::string_view::npos && std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos;
    std::string out = formula ? "'" : "";
    for (const char c : text) {
        const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        out += control ? ' ' : c; // a NUL cuts the table short in many readers, an escape rules the terminal
    }
    if (out.find_first_of(",\"\n") == std::string::npos) {
        return out;
    }
    std::string quoted = "\"";
    for (const char c : out) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::string csv(double number)
{
    return std::isnan(number) ? std::string() : shortest(number);
}

} // namespace analysis
