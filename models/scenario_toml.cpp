#include "models/input_policy.hpp"
#include "models/scenario_node.hpp"
#include "models/scenario_text.hpp"
#include "sim/file_bytes.hpp"
#include "sim/storage_messages.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace model {
namespace {

namespace fs = std::filesystem;
using sim::phrase;
using sim::refusal;

/// Deepest a.b.c of one key. The parser bounds brackets by itself, but not dots; a scenario needs three.
constexpr int most_dots = 16;

std::string at_line(const std::string& shown, std::size_t line)
{
    return shown + ":" + std::to_string(line == 0 ? 1 : line);
}

Node converted(const toml::node& node, const std::string& where, const std::string& shown);

Node::Table converted(const toml::table& table, const std::string& shown)
{
    Node::Table nodes;
    for (const auto& [key, node] : table) {
        const std::string where = at_line(shown, key.source().begin.line);
        nodes.emplace(std::string(key.str()), converted(node, where, shown));
    }
    return nodes;
}

Node::List converted(const toml::array& array, const std::string& shown)
{
    Node::List nodes;
    for (const toml::node& node : array) {
        nodes.push_back(converted(node, at_line(shown, node.source().begin.line), shown));
    }
    return nodes;
}

/// The parser has checked the date against the calendar.
sim::Date converted(const toml::date& date)
{
    using namespace std::chrono;
    return sys_days{year{date.year} / month{date.month} / day{date.day}};
}

std::string as_written(const toml::node& node)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    if (const auto* const time = node.as_time()) {
        text << time->get();
    } else if (const auto* const moment = node.as_date_time()) {
        text << moment->get();
    }
    return text.str();
}

Node converted(const toml::node& node, const std::string& where, const std::string& shown)
{
    switch (node.type()) {
    case toml::node_type::table:
        return {converted(*node.as_table(), shown), where};
    case toml::node_type::array:
        return {converted(*node.as_array(), shown), where};
    case toml::node_type::string:
        return {node.as_string()->get(), where};
    case toml::node_type::integer:
        return {node.as_integer()->get(), where};
    case toml::node_type::floating_point:
        return {node.as_floating_point()->get(), where};
    case toml::node_type::boolean:
        return {node.as_boolean()->get(), where};
    case toml::node_type::date:
        return {converted(node.as_date()->get()), where};
    default:
        return {Node::Other{as_written(node)}, where}; // a time of day, or a date with one
    }
}

sim::Message too_large()
{
    return refusal("scenario.too-large", "is larger than 1 MiB", "a scenario has a few kilobytes");
}

/// The whole file as text; empty, with a finding, when it is no readable text of allowed size.
std::optional<std::string> read_text(const fs::path& file, const std::string& shown, Findings& findings)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status)) {
        findings.stop(shown, sim::no_such_file());
        return std::nullopt;
    }
    if (!fs::is_regular_file(status)) {
        findings.stop(shown, refusal("scenario.no-file", "is not a file", "a scenario in TOML is expected"));
        return std::nullopt;
    }
    if (fs::file_size(file, error) > largest_scenario_file || error) {
        findings.stop(shown, too_large());
        return std::nullopt;
    }
    std::optional<std::string> text = sim::file_bytes(file);
    if (!text) {
        findings.stop(shown, sim::unreadable());
    }
    return text;
}

/// Line that holds a personal code, in a value, a key or a comment; 0 when there is none.
std::size_t personal_code_line(std::string_view text)
{
    std::size_t line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (holds_personal_code(text.substr(at, end - at))) {
            return line;
        }
        at = end + 1;
    }
    return 0;
}

/// Walks over text as TOML sees it: strings and comments are skipped, what remains is handed on.
class Skimmer {
public:
    explicit Skimmer(std::string_view text) : text_(text) {}

    std::size_t line() const { return line_; }

    /// Next character outside strings and comments; 0 at the end.
    char next()
    {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                skip_string(c);
                return c;
            }
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
                continue;
            }
            ++at_;
            line_ += c == '\n' ? 1 : 0;
            return c;
        }
        return 0;
    }

private:
    void skip_string(char quote)
    {
        const std::string three(3, quote);
        const bool multiline = text_.substr(at_, 3) == three;
        at_ += multiline ? 3 : 1;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (multiline ? text_.substr(at_, 3) == three : (c == quote || c == '\n')) {
                at_ += multiline ? 3 : (c == quote ? 1 : 0);
                return;
            }
            line_ += c == '\n' ? 1 : 0;
            at_ += c == '\\' && quote == '"' && text_.substr(at_ + 1, 1) != "\n" ? 2 : 1;
        }
    }

    std::string_view text_;
    std::size_t at_{};
    std::size_t line_{1};
};

/// Line of a key that nests deeper than any scenario does; 0 when there is none.
std::size_t too_deep(std::string_view text)
{
    Skimmer skimmer(text);
    int dots = 0;
    for (char c = skimmer.next(); c != 0; c = skimmer.next()) {
        constexpr std::string_view ends_a_key = "[]{},=\n";
        if (c == '.' && ++dots > most_dots) {
            return skimmer.line();
        }
        if (ends_a_key.find(c) != std::string_view::npos) {
            dots = 0;
        }
    }
    return 0;
}

std::string_view line_of(std::string_view text, std::size_t line)
{
    std::size_t at = 0;
    while (line > 1 && at != std::string_view::npos) {
        at = text.find('\n', at);
        at = at == std::string_view::npos ? at : at + 1;
        --line;
    }
    return at == std::string_view::npos ? std::string_view{} : text.substr(at, text.find('\n', at) - at);
}

/// Whether the line holds digits, a comma and digits after its '=': a number written as in Romanian. Keys may be quoted.
bool comma_decimal(std::string_view line)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    char quote = 0;
    std::size_t equals = 0;
    for (; equals < line.size() && (quote != 0 || line[equals] != '='); ++equals) {
        const char c = line[equals];
        quote = quote != 0 ? (c == quote ? '\0' : quote) : (c == '"' || c == '\'' ? c : '\0');
    }
    const std::string_view value = line.substr(equals);
    const std::size_t comma = value.find(',');
    return comma != std::string_view::npos && comma + 1 < value.size() &&
           value.substr(0, comma).find_first_of("[{\"'") == std::string_view::npos && digit(value[comma - 1]) &&
           digit(value[comma + 1]);
}

bool usable(std::string_view text, const std::string& shown, Findings& findings)
{
    if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
        findings.stop(at_line(shown, 1), refusal("scenario.utf-16", "is UTF-16 text", "save it as UTF-8"));
        return false;
    }
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        const auto line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + nul, '\n')) + 1;
        findings.stop(at_line(shown, line), refusal("scenario.nul-byte", "holds a NUL byte", "UTF-8 text is expected"));
        return false;
    }
    if (const std::size_t line = personal_code_line(text); line != 0) {
        findings.stop(at_line(shown, line), personal_code_refused(sim::phrase("say.the-line", "the line")));
        return false;
    }
    if (const std::size_t line = too_deep(text); line != 0) {
        findings.stop(at_line(shown, line), refusal("scenario.too-deep", "nests keys deeper than {most} levels",
                                                    "no key of a scenario has more than three", {{"most", most_dots}}));
        return false;
    }
    return true;
}

} // namespace

Node::Table read_toml(const fs::path& file, const std::string& shown, Findings& findings)
{
    const auto text = read_text(file, shown, findings);
    return text ? read_toml_text(*text, shown, findings) : Node::Table{};
}

Node::Table read_toml_text(std::string_view text, const std::string& shown, Findings& findings)
{
    if (text.size() > largest_scenario_file) {
        findings.stop(shown, too_large());
        return {};
    }
    if (!usable(text, shown, findings)) {
        return {};
    }
    try {
        return converted(toml::parse(text, std::string_view(shown)), shown);
    } catch (const toml::parse_error& error) {
        const std::size_t line = error.source().begin.line;
        const bool comma = comma_decimal(line_of(text, line));
        findings.stop(at_line(shown, line),
                      refusal("scenario.no-toml", "{parser}", "{hint}",
                              {{"parser", shortened(error.description(), 300)},
                               {"hint", comma ? phrase("say.point", "a number is written with a point, as in 0.6")
                                              : phrase("say.toml", "a line of TOML is expected, as in key = 0.6")}}));
        return {};
    }
}

} // namespace model
