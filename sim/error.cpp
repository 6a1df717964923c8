#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace sim {
namespace {

std::string joined(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& p : problems) {
        text += (text.empty() ? "" : "\n") + (p.where.empty() ? "" : p.where + ": ") + p.message.text();
    }
    return text;
}

/// Letters to insert, drop, replace or swap with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

/// The only candidate one of whose parts between underscores is `wanted`, but for a letter: school_counsellors for
/// "counselors". Empty where none or several are.
std::string holding(const std::string& wanted, std::span<const std::string> candidates)
{
    constexpr std::size_t shortest = 5; // a letter is too much of less
    std::vector<const std::string*> found;
    for (const std::string& candidate : candidates) {
        const std::string name = fold(candidate);
        bool holds = false;
        for (std::size_t at = 0; at <= name.size();) {
            const std::size_t end = std::min(name.find('_', at), name.size());
            holds = holds || edit_distance(wanted, std::string_view(name).substr(at, end - at)) <= 1;
            at = end + 1;
        }
        if (holds) {
            found.push_back(&candidate);
        }
    }
    return wanted.size() >= shortest && found.size() == 1 ? *found.front() : std::string{};
}

} // namespace

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems))
{
}

InputError::InputError(std::string where, Message message)
    : InputError(std::vector<Problem>{{std::move(where), std::move(message)}})
{
}

StorageError::StorageError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems))
{
}

StorageError::StorageError(std::string where, Message message)
    : StorageError(std::vector<Problem>{{std::move(where), std::move(message)}})
{
}

void Problems::add(std::string where, Message message)
{
    problems_.push_back({std::move(where), std::move(message)});
}

void Problems::raise()
{
    if (!problems_.empty()) {
        throw InputError(std::exchange(problems_, {}));
    }
}

std::string nearest(std::string_view name, std::span<const std::string> candidates)
{
    const std::string wanted = fold(name);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, fold(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best.empty() ? holding(wanted, candidates) : best;
}

std::string fold(std::string_view utf8)
{
    // Both encodings of s and t: comma below (the letter) and cedilla (the older code page's).
    // Combining breve, circumflex, comma below and cedilla, which some systems write after the bare letter, are left out.
    static constexpr std::array<std::string_view, 4> marks{"\u0306", "\u0302", "\u0326", "\u0327"};
    static constexpr std::array<std::pair<std::string_view, char>, 14> letters{{{"ă", 'a'},
                                                                                {"Ă", 'a'},
                                                                                {"â", 'a'},
                                                                                {"Â", 'a'},
                                                                                {"î", 'i'},
                                                                                {"Î", 'i'},
                                                                                {"ș", 's'},
                                                                                {"Ș", 's'},
                                                                                {"ş", 's'},
                                                                                {"Ş", 's'},
                                                                                {"ț", 't'},
                                                                                {"Ț", 't'},
                                                                                {"ţ", 't'},
                                                                                {"Ţ", 't'}}};
    std::string folded;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto match = std::find_if(letters.begin(), letters.end(),
                                        [&](const auto& l) { return utf8.substr(i, l.first.size()) == l.first; });
        const bool mark =
            std::any_of(marks.begin(), marks.end(), [&](auto m) { return utf8.substr(i, m.size()) == m; });
        if (match != letters.end()) {
            folded += match->second;
            i += match->first.size();
        } else if (mark) {
            i += marks.front().size();
        } else {
            const char c = utf8[i++];
            folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return folded;
}

void contract_failed(const char* what, const char* file, int line)
{
    throw ContractError(std::string(file) + ":" + std::to_string(line) + ": broken promise: " + what);
}

} // namespace sim
