#include "models/input_policy.hpp"

#include "sim/error.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace model {
namespace {

constexpr std::size_t code_digits = 13;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

/// Whether the digits in [begin, end) are of a SHA-256, as this program writes it: a word of 64 hexadecimal digits.
bool is_of_digest(std::string_view text, std::size_t begin, std::size_t end)
{
    constexpr std::size_t digest_digits = 64;
    while (begin > 0 && is_hex(text[begin - 1])) {
        --begin;
    }
    while (end < text.size() && is_hex(text[end])) {
        ++end;
    }
    return end - begin == digest_digits;
}

/// Letters and digits of a name, folded: "E-mail address" and "email_address" are one.
std::string bare(std::string_view name)
{
    std::string letters;
    for (const char c : sim::fold(name)) {
        if ((c >= 'a' && c <= 'z') || is_digit(c)) {
            letters += c;
        }
    }
    return letters;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != text.npos; });
}

bool equals_any(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

sim::Message what_text(std::string_view what)
{
    return what == "column" ? sim::phrase("say.column", "column")
           : what == "key"  ? sim::phrase("say.key", "key")
                            : sim::phrase("say.declaration", "declaration");
}

} // namespace

bool is_personal_code(std::string_view digits)
{
    constexpr std::array<int, code_digits - 1> weights{2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
    if (digits.size() != code_digits || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return false;
    }
    const auto at = [&](std::size_t i) { return digits[i] - '0'; };
    const int month = at(3) * 10 + at(4);
    const int day = at(5) * 10 + at(6);
    if (at(0) == 0 || month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i] * at(i);
    }
    const int check = sum % 11;
    return at(code_digits - 1) == (check == 10 ? 1 : check);
}

bool holds_personal_code(std::string_view text)
{
    for (std::size_t begin = 0; begin + code_digits <= text.size();) {
        if (!is_digit(text[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && is_digit(text[end])) {
            ++end;
        }
        const bool fraction = begin >= 2 && text[begin - 1] == '.' && is_digit(text[begin - 2]); // of a number
        if (!fraction && end - begin == code_digits && is_personal_code(text.substr(begin, code_digits)) &&
            !is_of_digest(text, begin, end)) {
            return true;
        }
        begin = end;
    }
    return false;
}

sim::Message personal_code_refused(sim::Message place)
{
    return sim::refusal("policy.personal-code",
                        "{place} holds a personal numeric code (not shown here): data about persons are refused",
                        "delete it", {{"place", std::move(place)}});
}

sim::Message refused_name(std::string_view what, std::string_view name, bool expected)
{
    const std::string key = bare(name);
    const bool ends_with_community = key.size() >= 4 && key.compare(key.size() - 4, 4, "roma") == 0;
    if (contains_any(key, {"ethnic", "etnie", "etnic", "nationalit", "religio", "religie", "confesiun", "mothertongue",
                           "nativelanguage", "limbamaterna"}) ||
        equals_any(key, {"romani", "race", "rasa", "faith", "tongue"}) || ends_with_community) {
        return sim::refusal(
            "policy.community",
            "{what} \"{name}\" is refused: ethnicity, religion and mother tongue, or a stand-in for them, "
            "are no attribute, input or stratum of this model, since bias belongs to institutions and "
            "never to a community",
            "leave it out", {{"what", what_text(what)}, {"name", name}});
    }
    if (equals_any(key, {"name"}) && !expected) { // of a person, for all that is known here
        return sim::refusal(
            "policy.name", "{what} \"{name}\" is refused: it may hold names of persons, and nothing here reads it",
            "only tables of places, years and counts are read; leave it out, or say in its name what it "
            "names, as in county_name",
            {{"what", what_text(what)}, {"name", name}});
    }
    const bool person =
        contains_any(key, {"address",    "adresa",    "phone",      "telefon",      "email",        "firstname",
                           "lastname",   "surname",   "familyname", "fullname",     "prenume",      "victimname",
                           "personname", "childname", "pupilname",  "nameofperson", "nameofvictim", "passport",
                           "pasaport",   "birthdate", "dateofbirth"}) ||
        equals_any(key, {"cnp", "nume", "mobile", "idcard", "personalcode", "codnumericpersonal"});
    if (person) {
        return sim::refusal("policy.persons", "{what} \"{name}\" is refused: it belongs to a table about persons",
                            "only tables of places, years and counts are read",
                            {{"what", what_text(what)}, {"name", name}});
    }
    if (contains_any(key, {"objective", "maximis", "maximiz", "minimis", "minimiz", "optimis", "optimiz",
                           "bestresponse", "utilityfunction"}) ||
        equals_any(key, {"reward", "payoff", "fitness"})) {
        return sim::refusal("policy.optimising",
                            "{what} \"{name}\" is refused: nothing is optimised here, least of all recruitment",
                            "strategies are written down and compared", {{"what", what_text(what)}, {"name", name}});
    }
    return {};
}

} // namespace model
