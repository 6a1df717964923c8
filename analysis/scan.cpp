#include "analysis/scan.hpp"

#include "analysis/terminology.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace analysis {

namespace {

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool starts_word(std::string_view text, std::size_t at)
{
    return at == 0 || !is_letter(text[at - 1]);
}

bool ends_word(std::string_view text, std::size_t end)
{
    return end >= text.size() || !is_letter(text[end]);
}

std::string around(std::string_view text, std::size_t at)
{
    constexpr std::size_t margin = 30;
    const std::size_t begin = at > margin ? at - margin : 0;
    return std::string(text.substr(begin, 3 * margin));
}

/// Blanks everything from `open` to `close`, both included.
void blank(std::string& page, std::string_view open, std::string_view close)
{
    for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
        const std::size_t end = page.find(close, at);
        const std::size_t stop = end == std::string::npos ? page.size() : end + close.size();
        page.replace(at, stop - at, " ");
    }
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// The texts of all elements whose opening tag contains `mark`, up to the closing tag `end`.
std::vector<std::string> elements(std::string_view page, std::string_view mark, std::string_view end)
{
    std::vector<std::string> found;
    for (std::size_t at = page.find(mark); at != std::string_view::npos; at = page.find(mark, at + 1)) {
        const std::size_t open = page.find('>', at);
        const std::size_t close = page.find(end, at);
        if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
            found.push_back(visible_text(page.substr(open + 1, close - open - 1)));
        }
    }
    return found;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool has_interval(const Text& words, std::string_view text)
{
    return (contains(text, "(") && contains(text, words("scan.between"))) || contains(text, words("scan.in_runs")) ||
           contains(text, words("change.kept_back")) || contains(text, words("change.none")) ||
           contains(text, words("scan.same"));
}

void scan_cells(std::vector<std::string>& broken, std::string_view page, const Text& words)
{
    for (const std::string_view mark :
         {"<td class=\"num\" data-ledger=\"true\"", "<td class=\"num\" data-ledger=\"registered\""}) {
        for (const std::string& cell : elements(page, mark, "</td>")) {
            if (!has_interval(words, cell)) {
                broken.push_back("a figure without its interval: " + cell);
            }
        }
    }
    for (const std::string& part : elements(page, "<div class=\"ledger\"", "</div>")) {
        if (!has_interval(words, part)) {
            broken.push_back("a key figure without its interval: " + part);
        }
    }
    for (const std::string& cell : elements(page, "data-register", "</td>")) {
        std::int64_t count = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), count);
        if (error == std::errc{} && end == cell.data() + cell.size() && count < smallest_register_cell) {
            broken.push_back("a register cell under 10: " + cell);
        }
    }
}

void scan_titles(std::vector<std::string>& broken, std::string_view page, const Text& words)
{
    for (const auto& [open, close] : {std::pair{"<h4", "</h4>"}, {"<th scope=\"col\"", "</th>"}}) {
        for (const std::string& title : elements(page, open, close)) {
            for (const std::string& ledger : {words("scan.true"), words("scan.registered")}) {
                if (contains(title, ledger) && !contains(title, ledger + words("scan.simulated"))) {
                    broken.push_back("a ledger not called simulated: " + title);
                }
            }
        }
    }
}

/// Words that put things in order, whole or (with a star) by their beginning: the report's own sentences do without them.
void scan_order(std::vector<std::string>& broken, const std::string& visible, const Disclosed& disclosed,
                const Text& words)
{
    const std::string folded = sim::fold(visible);
    for (const std::string_view entry : words.list("scan.order")) {
        const bool open = entry.ends_with('*');
        const std::string_view word = entry.substr(0, entry.size() - (open ? 1 : 0));
        for (std::size_t at = folded.find(word); at != std::string::npos; at = folded.find(word, at + 1)) {
            if (starts_word(folded, at) && (open || ends_word(folded, at + word.size()))) {
                broken.push_back("a word of order: " + around(folded, at));
            }
        }
    }
    const auto& rankings = disclosed.comparison().rankings;
    const bool any = std::any_of(rankings.begin(), rankings.end(), [](const Ranking& pair) {
        const Verdict said = verdict(pair.true_difference_per_year);
        return said == Verdict::fewer || said == Verdict::more;
    });
    if (contains(visible, words("scan.ahead")) && !any) {
        broken.emplace_back("an order among strategies that the runs do not support");
    }
}

void scan_loading(std::vector<std::string>& broken, std::string page)
{
    if (!contains(page, "default-src 'none'") && !contains(page, "default-src &#39;none&#39;")) {
        broken.emplace_back("no content policy that forbids loading");
    }
    if (contains(page, "script-src 'unsafe-inline'") || contains(page, "connect-src")) {
        broken.emplace_back("a content policy that lets scripts in");
    }
    blank(page, "<script", "</script>");
    for (const std::string_view mark :
         {" src=", "href=\"http", "href=\"//", "url(", "@import", "<link", "<iframe", "<img", "<object"}) {
        if (contains(page, mark)) {
            broken.push_back("loads from elsewhere: " + std::string(mark));
        }
    }
}

} // namespace

std::string visible_text(std::string_view page)
{
    std::string text(page);
    blank(text, "<script", "</script>");
    blank(text, "<style", "</style>");
    blank(text, "<pre", "</pre>");
    blank(text, "<", ">");
    for (const auto& [entity, letter] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}) {
        replace_all(text, entity, letter);
    }
    std::string out;
    for (const char c : text) {
        const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!space || (!out.empty() && out.back() != ' ')) {
            out += space ? ' ' : c;
        }
    }
    return out;
}

std::vector<std::string> scan_report(std::string_view page, const Disclosed& disclosed, const Text& words)
{
    std::vector<std::string> broken;
    const std::string visible = visible_text(page);
    for (const std::string& hit : rejected_words(visible)) {
        broken.push_back("a rejected word: " + hit);
    }
    scan_cells(broken, page, words);
    scan_titles(broken, page, words);
    scan_order(broken, visible, disclosed, words);
    scan_loading(broken, std::string(page));
    return broken;
}

std::vector<std::string> scan_summary(std::string_view csv)
{
    std::vector<std::string> broken;
    for (std::size_t at = 0; at < csv.size();) {
        const std::size_t end = std::min(csv.find('\n', at), csv.size());
        const std::string_view line = csv.substr(at, end - at);
        if (contains(line, ",true_simulated,county,")) {
            broken.push_back("true cases by county: " + std::string(line));
        }
        at = end + 1;
    }
    return broken;
}

} // namespace analysis
