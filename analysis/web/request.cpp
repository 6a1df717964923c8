#include "analysis/web/request.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unistd.h>

namespace analysis::web {
namespace {

// Statuses of refusals, by what is wrong.
constexpr int bad_request = 400;
constexpr int forbidden = 403;
constexpr int not_found = 404;
constexpr int no_method = 405;
constexpr int length_required = 411;
constexpr int too_large = 413;
constexpr int target_too_long = 414;
constexpr int other_media = 415;
constexpr int no_expectation = 417;
constexpr int misdirected = 421;
constexpr int head_too_large = 431;
constexpr int other_version = 505;

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "0123456789";

bool only(std::string_view text, std::string_view allowed, std::string_view also = {})
{
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return letters.find(c) != std::string_view::npos || digits.find(c) != std::string_view::npos ||
               allowed.find(c) != std::string_view::npos || also.find(c) != std::string_view::npos;
    });
}

/// Letters, digits and marks that a head is made of: no control, no byte beyond ASCII.
bool printable(std::string_view line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

std::string lower(std::string_view text)
{
    std::string all(text);
    std::transform(all.begin(), all.end(), all.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return all;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

int read_request_line(std::string_view line, const Limits& limits, Head& head)
{
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || first == 0) {
        return bad_request;
    }
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1") {
        return version.starts_with("HTTP/") ? other_version : bad_request;
    }
    if (target.size() > limits.target) {
        return target_too_long;
    }
    constexpr std::size_t longest_method = 16;
    if (!only(method, "") || method.size() > longest_method || target.find(' ') != std::string_view::npos ||
        !target.starts_with('/')) {
        return bad_request;
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    head.method = method;
    head.path = target.substr(0, mark);
    head.query = target.substr(std::min(mark + 1, target.size()));
    return 0;
}

int read_header(std::string_view line, const Limits& limits, Head& head)
{
    if (head.headers.size() >= limits.headers) {
        return head_too_large;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon == std::string_view::npos || name.empty() || !only(name, "!#$%&'*+-.^_`|~")) {
        return bad_request; // a folded line among them, whose name begins with a blank
    }
    head.headers.emplace_back(lower(name), trimmed(line.substr(colon + 1)));
    return 0;
}

/// How long the body is, from what can only be read one way.
int read_length(const Limits& limits, Head& head)
{
    if (head.has("transfer-encoding")) {
        return length_required;
    }
    if (head.has("expect")) {
        return no_expectation;
    }
    if (head.count("content-length") > 1) {
        return bad_request;
    }
    const std::string_view length = head.header("content-length");
    if (!head.has("content-length")) {
        return head.method == "POST" ? length_required : 0;
    }
    constexpr std::size_t longest_length = 18; // digits of a number that fits
    if (length.empty() || length.find_first_not_of(digits) != std::string_view::npos) {
        return bad_request;
    }
    if (length.size() > longest_length) {
        return too_large;
    }
    head.body_bytes = std::stoull(std::string(length));
    if (head.body_bytes > limits.body) {
        return too_large;
    }
    return head.body_bytes > 0 && head.method != "POST" ? bad_request : 0;
}

} // namespace

std::string_view Head::header(std::string_view name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.first == name; });
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool Head::has(std::string_view name) const
{
    return count(name) > 0;
}

std::size_t Head::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::count_if(headers.begin(), headers.end(), [&](const auto& h) { return h.first == name; }));
}

Reading read_head(std::string_view bytes, const Limits& limits)
{
    constexpr std::string_view line_end = "\r\n";
    Reading reading;
    std::size_t at = 0;
    for (bool first = true;; first = false) {
        const std::size_t end = bytes.find(line_end, at);
        const std::string_view line = bytes.substr(at, end == std::string_view::npos ? end : end - at);
        const std::size_t used = end == std::string_view::npos ? bytes.size() : end + line_end.size();
        // The last byte of what has come so far may be the first half of a line's end.
        const bool half = end == std::string_view::npos && line.ends_with('\r');
        if (!printable(half ? line.substr(0, line.size() - 1) : line)) {
            reading.refused = bad_request;
            return reading;
        }
        if (used > limits.head) {
            reading.refused = first ? target_too_long : head_too_large;
            return reading;
        }
        if (end == std::string_view::npos) {
            return reading;
        }
        if (!first && line.empty()) {
            reading.head_end = used;
            reading.refused = read_length(limits, reading.head);
            return reading;
        }
        reading.refused =
            first ? read_request_line(line, limits, reading.head) : read_header(line, limits, reading.head);
        if (reading.refused != 0) {
            return reading;
        }
        at = used;
    }
}

std::vector<std::string> hosts_of(std::uint16_t port)
{
    constexpr std::uint16_t usual_port = 80;
    std::vector<std::string> hosts;
    for (const std::string name : {"localhost", "127.0.0.1", "[::1]"}) {
        hosts.push_back(name + ":" + std::to_string(port));
        if (port == usual_port) {
            hosts.push_back(name);
        }
    }
    return hosts;
}

namespace {

/// Whether a browser says that another site, or a page of another port, is behind the request.
bool from_elsewhere(const Head& head)
{
    if (head.count("origin") > 1 || head.count("sec-fetch-site") > 1) {
        return true;
    }
    if (head.has("origin") && head.header("origin") != "http://" + std::string(head.header("host"))) {
        return true;
    }
    if (!head.has("sec-fetch-site") || head.header("sec-fetch-site") == "same-origin") {
        return false;
    }
    // An address that somebody typed, or a link in a tab of our own.
    const bool opened = head.path == "/" || head.path.starts_with("/report/");
    return head.header("sec-fetch-site") != "none" || !opened;
}

/// A path that might be one of ours: nothing encoded, nothing that climbs.
bool plain(std::string_view path)
{
    return only(path, "/_.-") && path.find("..") == std::string_view::npos && path.find("//") == std::string_view::npos;
}

bool known_media(std::string_view type)
{
    constexpr std::array<std::string_view, 3> known{"application/json", "application/toml", "text/plain"};
    const std::string given = lower(trimmed(type.substr(0, type.find(';'))));
    return std::find(known.begin(), known.end(), given) != known.end();
}

} // namespace

int admit(const Head& head, const Gate& gate)
{
    if (head.count("host") != 1 ||
        std::find(gate.hosts.begin(), gate.hosts.end(), head.header("host")) == gate.hosts.end()) {
        return misdirected;
    }
    if (from_elsewhere(head)) {
        return forbidden;
    }
    const bool api = head.path.starts_with("/api/");
    if (api && (head.count("x-veghe-token") != 1 || !same_secret(head.header("x-veghe-token"), gate.token))) {
        return forbidden;
    }
    if (head.method != "GET" && !(api && (head.method == "POST" || head.method == "DELETE"))) {
        return no_method;
    }
    if (!plain(head.path)) {
        return not_found;
    }
    if (!head.query.empty() && head.query != "lang=en" && head.query != "lang=ro") {
        return bad_request;
    }
    if (head.method == "POST" && (head.count("content-type") != 1 || !known_media(head.header("content-type")))) {
        return other_media;
    }
    return 0;
}

bool same_secret(std::string_view a, std::string_view b)
{
    unsigned char differ = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char other = i < b.size() ? b[i] : '\0';
        differ =
            static_cast<unsigned char>(differ | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(other)));
    }
    return differ == 0;
}

std::string fresh_token(std::size_t bytes)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string raw(bytes, '\0');
    if (::getentropy(raw.data(), raw.size()) != 0) {
        throw std::runtime_error("the system gave no random bytes");
    }
    std::string text;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        text += hex[byte >> 4U];
        text += hex[byte & 0xFU];
    }
    return text;
}

} // namespace analysis::web
