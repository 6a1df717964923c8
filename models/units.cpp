#include "models/units.hpp"

#include "sim/clock.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace model {
namespace {

enum class Kind { time, hours, money, distance };

/// One unit that is converted, and all its spellings; the first is the one that is named.
struct Unit {
    std::array<std::string_view, 3> spellings;
    Kind kind;
    double size; ///< in days, hours, RON, kilometres
};

constexpr std::array units{
    Unit{{"days", "day", ""}, Kind::time, 1.0},
    Unit{{"weeks", "week", ""}, Kind::time, 7.0},
    Unit{{"months", "month", ""}, Kind::time, sim::days_per_year / 12.0},
    Unit{{"years", "year", ""}, Kind::time, sim::days_per_year},
    Unit{{"hours", "hour", "h"}, Kind::hours, 1.0}, // of work or teaching, so that no year is 8766 of them
    Unit{{"minutes", "minute", "min"}, Kind::hours, 1.0 / 60.0},
    Unit{{"RON", "lei", "leu"}, Kind::money, 1.0},
    Unit{{"km", "kilometres", "kilometre"}, Kind::distance, 1.0},
    Unit{{"m", "metres", "metre"}, Kind::distance, 1e-3},
};

/// Things that are counted whose plural is not the singular with an "s".
struct Count {
    std::string_view one, many;
};
constexpr std::array counts{
    Count{"person", "people"},   Count{"child", "children"},      Count{"class", "classes"},
    Count{"county", "counties"}, Count{"locality", "localities"}, Count{"family", "families"},
};

struct Multiple {
    std::string_view word;
    double times;
};
constexpr std::array multiples{Multiple{"thousand", 1e3}, Multiple{"million", 1e6}, Multiple{"mie", 1e3},
                               Multiple{"mii", 1e3},      Multiple{"milion", 1e6},  Multiple{"milioane", 1e6}};

const Unit* find_unit(std::string_view word)
{
    const auto* const found = std::find_if(units.begin(), units.end(), [&](const Unit& u) {
        return std::find(u.spellings.begin(), u.spellings.end(), word) != u.spellings.end();
    });
    return word.empty() || found == units.end() ? nullptr : found;
}

/// "persons", "people" and "person" are one thing.
std::string singular(std::string_view word)
{
    for (const Count& count : counts) {
        if (word == count.many) {
            return std::string(count.one);
        }
        if (word == count.one) {
            return std::string(word);
        }
    }
    return std::string(word.size() > 1 && word.back() == 's' ? word.substr(0, word.size() - 1) : word);
}

/// A unit taken apart: how often each kind of thing stands in it (below the stroke: negative), and its size.
struct Parts {
    std::map<std::string, int> powers;
    double size{1.0};

    void add(std::string_view word, int power)
    {
        if (word == "1") {
            return;
        }
        const Unit* const unit = find_unit(word);
        const std::string kind = unit ? std::string(1, static_cast<char>('0' + static_cast<int>(unit->kind)))
                                      : singular(word); // no word is a single digit
        if ((powers[kind] += power) == 0) {
            powers.erase(kind);
        }
        size *= unit ? (power > 0 ? unit->size : 1.0 / unit->size) : 1.0;
    }
};

/// "RON/(post week)" or "RON per post week": all that follows the first stroke stands below it.
Parts taken_apart(std::string_view unit)
{
    Parts parts;
    int power = 1;
    std::string word;
    const auto end_word = [&] {
        if (word == "per") {
            power = -1;
        } else if (!word.empty()) {
            parts.add(word, power);
        }
        word.clear();
    };
    for (const char c : unit) {
        if (c == ' ' || c == '(' || c == ')' || c == '/') {
            end_word();
            power = c == '/' ? -1 : power;
        } else {
            word += c;
        }
    }
    end_word();
    return parts;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// "2 million RON": takes the word for a multiple off the front.
double taken_multiple(std::string_view& rest)
{
    for (const Multiple& multiple : multiples) {
        if (rest.substr(0, multiple.word.size()) == multiple.word &&
            (rest.size() == multiple.word.size() || rest[multiple.word.size()] == ' ')) {
            rest = trimmed(rest.substr(multiple.word.size()));
            return multiple.times;
        }
    }
    return 1.0;
}

/// "2 milioane de lei", "20 de lei": Romanian puts a word between a number and what it counts.
std::string_view without_de(std::string_view rest)
{
    constexpr std::string_view de = "de ";
    const std::string_view noun = rest.substr(0, de.size()) == de ? trimmed(rest.substr(de.size())) : rest;
    return noun == "lei" ? noun : rest;
}

/// Whether a number as it was written may be one of thousands, marked as in Romanian: "300.000".
bool like_thousands(std::string_view number)
{
    constexpr std::size_t of_thousands = 3;
    const std::size_t point = number.find('.');
    return point != std::string_view::npos && point > 0 && point <= of_thousands && number.front() != '0' &&
           number.size() - point - 1 == of_thousands;
}

/// The number at the front; nothing when there is none, e.g. for "nan weeks".
std::optional<double> taken_number(std::string_view& text)
{
    double value = 0.0;
    const std::size_t sign = text.substr(0, 1) == "-" ? 1 : 0;
    if (text.size() <= sign || !is_digit(text[sign])) {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) {
        return std::nullopt;
    }
    text = text.substr(static_cast<std::size_t>(end - text.data()));
    return value;
}

} // namespace

bool is_pure(std::string_view unit)
{
    return unit == "1" || unit.empty();
}

Quantity read_quantity(std::string_view text, std::string_view unit)
{
    std::string_view rest = trimmed(text);
    const std::string_view whole = rest;
    const auto number = taken_number(rest);
    if (!number) {
        return {std::nullopt, sim::phrase("say.no-number", "begins with no number"), {}};
    }
    if (rest.substr(0, 1) == ",") {
        return {std::nullopt,
                sim::phrase("say.comma",
                            "has a comma, where a number is written with a point and without marks of thousands"),
                {}};
    }
    if (rest.substr(0, 1) == ".") {
        return {std::nullopt,
                sim::phrase("say.points", "has two points, where a number is written without marks of thousands"),
                {}};
    }
    const std::string_view digits = whole.substr(0, whole.size() - rest.size());
    rest = trimmed(rest);
    const double times = taken_multiple(rest);
    if (rest.empty()) {
        return {std::nullopt, sim::phrase("say.no-unit", "has no unit"), {}};
    }
    rest = without_de(rest);
    if (is_digit(rest.front()) && rest.substr(0, 2) != "1/") {
        return {std::nullopt,
                sim::phrase("say.two-numbers", "holds two numbers, where one is written without marks of thousands"),
                {}};
    }
    if (const Unit* const money = find_unit(rest);
        money && money->kind == Kind::money && times == 1.0 && like_thousands(digits)) {
        return {std::nullopt,
                sim::phrase("say.thousands", "has three digits after a point, which may be a mark of thousands"),
                {}};
    }
    const Parts written = taken_apart(rest);
    const Parts expected = taken_apart(unit);
    if (written.powers != expected.powers) {
        return {std::nullopt, sim::phrase("say.another-unit", "is in another unit"), std::string(rest)};
    }
    const double value = *number * times;
    const double same = written.size == expected.size ? value : value * (written.size / expected.size);
    if (!std::isfinite(same)) {
        return {std::nullopt, sim::phrase("say.not-finite", "is not finite"), std::string(rest)};
    }
    return {same, {}, std::string(rest)};
}

std::vector<std::string> units_like(std::string_view unit)
{
    const Unit* const own = find_unit(unit);
    if (!own) {
        return {std::string(unit)};
    }
    std::vector<std::string> names{std::string(own->spellings[0])};
    for (const Unit& other : units) {
        if (other.kind == own->kind && &other != own) {
            names.emplace_back(other.spellings[0]);
        }
    }
    return names;
}

std::vector<std::string> unit_spellings(std::string_view unit)
{
    std::vector<std::string> all;
    if (const Unit* const own = find_unit(unit)) {
        for (const Unit& other : units) {
            for (const std::string_view spelling : other.spellings) {
                if (other.kind == own->kind && !spelling.empty()) {
                    all.emplace_back(spelling);
                }
            }
        }
    } else if (!unit.empty() && unit.find_first_of(" /(0123456789") == std::string_view::npos) {
        const std::string one = singular(unit);
        all = {one, one + "s"};
        for (const Count& count : counts) {
            if (count.one == one) {
                all.emplace_back(count.many);
            }
        }
    }
    return all;
}

} // namespace model
