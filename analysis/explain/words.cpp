#include "analysis/explain/words.hpp"

#include "analysis/numbers.hpp"
#include "analysis/report/resources.hpp"
#include "models/scenario_text.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace analysis {
namespace {

/// The other language's separators in a number that was written as in English.
std::string with_separators(std::string number, Language language)
{
    if (language == Language::romanian) {
        for (char& c : number) {
            c = c == ',' ? '.' : c == '.' ? ',' : c;
        }
    }
    return number;
}

} // namespace

const Text& catalogue()
{
    static const Text text(resources::catalogue_toml);
    return text;
}

Words::Words(Language language) : language_(language), text_(catalogue()) {}

std::string Words::suffixed(const std::string& key) const
{
    return key + (language_ == Language::romanian ? ".ro" : ".en");
}

std::string Words::operator()(const std::string& key, Values values) const
{
    return text_(suffixed(key), values);
}

bool Words::has(const std::string& key) const
{
    return text_.all().count(suffixed(key)) != 0;
}

std::string Words::declared(const std::string& key, std::string_view declaration) const
{
    return has(key) ? text_(suffixed(key)) : std::string(declaration);
}

std::string Words::number(double value, int decimals) const
{
    return with_separators(analysis::number(value, decimals), language_);
}

std::string Words::exact(double value) const
{
    constexpr double grouped_from = 10000.0; // a parameter of four digits is read as it is
    if (value == std::floor(value) && std::abs(value) >= grouped_from && std::abs(value) < 1e15) {
        return number(value);
    }
    return with_separators(model::number_text(value), language_);
}

std::string Words::counted(double value, const std::string& of, const std::string& digits) const
{
    const std::string forms = declared(of, of.substr(of.find('.') + 1));
    const std::size_t bar = forms.find('|');
    const std::string noun = bar == std::string::npos ? forms
                             : value == 1.0           ? forms.substr(0, bar)
                                                      : forms.substr(bar + 1);
    const bool is_noun = !noun.starts_with("pe ") && !noun.starts_with("la "); // "24 pe an"
    return digits + (language_ == Language::romanian && is_noun && takes_de(digits) ? " de " : " ") + noun;
}

std::string Words::several(const std::string& of) const
{
    const std::string forms = declared(of, of.substr(of.find('.') + 1));
    return forms.substr(forms.find('|') + 1);
}

std::string Words::date(sim::Date date) const
{
    const std::chrono::year_month_day day(date);
    const auto month = static_cast<unsigned>(day.month());
    return std::to_string(static_cast<unsigned>(day.day())) + " " + (*this)("month.m" + std::to_string(month)) + " " +
           std::to_string(static_cast<int>(day.year()));
}

std::string Words::joined(const std::vector<std::string>& parts) const
{
    std::string all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        all += (i == 0 ? "" : i + 1 == parts.size() ? (*this)("sentence.and") : ", ") + parts[i];
    }
    return all;
}

} // namespace analysis
