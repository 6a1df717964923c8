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
        if (!fraction && end - begin == code_digits && is_personal_code(text.substr(begin, code_digits))) {
            return true;
        }
        begin = end;
    }
    return false;
}

std::string refused_name(std::string_view what, std::string_view name, bool expected)
{
    const std::string key = bare(name);
    const std::string refused = std::string(what) + " \"" + std::string(name) + "\" is refused: ";
    const bool ends_with_community = key.size() >= 4 && key.compare(key.size() - 4, 4, "roma") == 0;
    if (contains_any(key, {"ethnic", "etnie", "etnic", "nationalit", "religio", "religie", "confesiun", "mothertongue",
                           "nativelanguage", "limbamaterna"}) ||
        equals_any(key, {"romani", "race", "rasa", "faith", "tongue"}) || ends_with_community) {
        return refused + "ethnicity, religion and mother tongue, or a stand-in for them, are no attribute, input or "
                         "stratum of this model, since bias belongs to institutions and never to a community; leave it "
                         "out";
    }
    const bool person =
        contains_any(key, {"address",    "adresa",    "phone",      "telefon",      "email",        "firstname",
                           "lastname",   "surname",   "familyname", "fullname",     "prenume",      "victimname",
                           "personname", "childname", "pupilname",  "nameofperson", "nameofvictim", "passport",
                           "pasaport",   "birthdate", "dateofbirth"}) ||
        equals_any(key, {"cnp", "nume", "mobile", "idcard", "personalcode", "codnumericpersonal"}) ||
        (equals_any(key, {"name"}) && !expected);
    if (person) {
        return refused + "it belongs to a table about persons; only tables of places, years and counts are read";
    }
    if (contains_any(key, {"objective", "maximis", "maximiz", "minimis", "minimiz", "optimis", "optimiz",
                           "bestresponse", "utilityfunction"}) ||
        equals_any(key, {"reward", "payoff", "fitness"})) {
        return refused + "nothing is optimised here, least of all recruitment; strategies are "
                         "written down and compared";
    }
    return {};
}

} // namespace model
