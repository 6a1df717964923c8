#include "analysis/cli/new_titles.hpp"

#include "analysis/explain/words.hpp"
#include "models/county_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cli {
namespace {

using analysis::Language;
using analysis::Words;

/// As many counties are named; more are counted.
constexpr std::size_t most_named = 3;

/// With a capital at its beginning. Names of measures begin with a letter of Romanian, which may be of two bytes.
std::string capitalised(std::string text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> marked{
        {{"ă", "Ă"}, {"â", "Â"}, {"î", "Î"}, {"ș", "Ș"}, {"ț", "Ț"}}};
    for (const auto& [small, capital] : marked) {
        if (text.starts_with(small)) {
            return text.replace(0, small.size(), capital);
        }
    }
    text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
    return text;
}

std::string places(const std::vector<model::CountyId>& counties, const Words& words)
{
    if (counties.size() == model::county_count) {
        return words("new.country");
    }
    if (counties.size() > most_named) {
        const auto n = static_cast<double>(counties.size());
        return words.counted(n, "unit.county", words.number(n));
    }
    std::vector<std::string> names;
    for (const model::CountyId county : counties) {
        names.emplace_back(model::county_name(county));
    }
    return words.joined(names);
}

std::string title(const std::vector<const model::InterventionKind*>& measures,
                  const std::vector<model::CountyId>& counties, const Words& words)
{
    if (measures.empty()) {
        const bool one = counties.size() == 1 || counties.size() == model::county_count;
        return words(one ? "new.as_it_is" : "new.as_they_are", {{"places", places(counties, words)}});
    }
    std::vector<std::string> names;
    for (const model::InterventionKind* const kind : measures) {
        std::string name(kind->name);
        std::replace(name.begin(), name.end(), '_', ' ');
        names.push_back(words.declared("kind." + std::string(kind->name) + ".name", name));
    }
    const std::string taken = words.joined(names);
    return capitalised(
        counties.empty() ? taken : words("new.taken_in", {{"measures", taken}, {"places", places(counties, words)}}));
}

} // namespace

Titles new_titles(const std::vector<const model::InterventionKind*>& measures,
                  const std::vector<model::CountyId>& counties)
{
    return {title(measures, counties, Words(Language::english)), title(measures, counties, Words(Language::romanian))};
}

} // namespace cli
