#include "models/county_names.hpp"

#include "sim/error.hpp"

#include <array>
#include <utility>
#include <vector>

namespace model {
namespace {

/// The 41 counties and Bucharest, in the order of counties.csv (a test compares the two).
constexpr std::array<std::pair<std::string_view, std::string_view>, county_count> names{{
    {"AB", "Alba"},
    {"AG", "Argeș"},
    {"AR", "Arad"},
    {"B", "București"},
    {"BC", "Bacău"},
    {"BH", "Bihor"},
    {"BN", "Bistrița-Năsăud"},
    {"BR", "Brăila"},
    {"BT", "Botoșani"},
    {"BV", "Brașov"},
    {"BZ", "Buzău"},
    {"CJ", "Cluj"},
    {"CL", "Călărași"},
    {"CS", "Caraș-Severin"},
    {"CT", "Constanța"},
    {"CV", "Covasna"},
    {"DB", "Dâmbovița"},
    {"DJ", "Dolj"},
    {"GJ", "Gorj"},
    {"GL", "Galați"},
    {"GR", "Giurgiu"},
    {"HD", "Hunedoara"},
    {"HR", "Harghita"},
    {"IF", "Ilfov"},
    {"IL", "Ialomița"},
    {"IS", "Iași"},
    {"MH", "Mehedinți"},
    {"MM", "Maramureș"},
    {"MS", "Mureș"},
    {"NT", "Neamț"},
    {"OT", "Olt"},
    {"PH", "Prahova"},
    {"SB", "Sibiu"},
    {"SJ", "Sălaj"},
    {"SM", "Satu Mare"},
    {"SV", "Suceava"},
    {"TL", "Tulcea"},
    {"TM", "Timiș"},
    {"TR", "Teleorman"},
    {"VL", "Vâlcea"},
    {"VN", "Vrancea"},
    {"VS", "Vaslui"},
}};

constexpr std::string_view bucharest_in_english = "Bucharest";

/// One key for every spelling: without marks and case, a hyphen like a space.
std::string key_of(std::string_view text)
{
    std::string key = sim::fold(text);
    for (char& c : key) {
        c = c == '-' ? ' ' : c;
    }
    return key;
}

/// "Vaslui" for "județul Vaslui" and "Vaslui county", as a key.
std::string without_kind(std::string key)
{
    for (const std::string_view kind : {"judetul ", "judet ", "jud. ", "jud ", "municipiul "}) {
        if (key.starts_with(kind)) {
            return key.substr(key.find_first_not_of(' ', kind.size()));
        }
    }
    constexpr std::string_view county = " county";
    return key.ends_with(county) ? key.substr(0, key.size() - county.size()) : key;
}

} // namespace

std::string_view county_code(CountyId county)
{
    return names.at(county.value).first;
}

std::string_view county_name(CountyId county)
{
    return names.at(county.value).second;
}

std::optional<CountyId> find_county(std::string_view code_or_name)
{
    const std::string key = without_kind(key_of(code_or_name));
    if (key == key_of(bucharest_in_english)) {
        return find_county("B");
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (key == key_of(names[i].first) || key == key_of(names[i].second)) {
            return CountyId{static_cast<std::uint8_t>(i)};
        }
    }
    return std::nullopt;
}

std::string nearest_county(std::string_view code_or_name)
{
    std::vector<std::string> candidates;
    for (const auto& [code, name] : names) {
        candidates.emplace_back(name);
    }
    for (const auto& [code, name] : names) {
        candidates.emplace_back(code);
    }
    const auto found = find_county(sim::nearest(code_or_name, candidates));
    return found ? std::string(county_code(*found)) + " (" + std::string(county_name(*found)) + ")" : std::string{};
}

sim::Message unknown_code(std::string_view code)
{
    return sim::refusal("county.code-unknown", "county \"{code}\" is unknown", "two-letter codes are expected",
                        {{"code", code}});
}

sim::Message near_county(std::string county)
{
    return county.empty() ? sim::Message()
                          : sim::phrase("say.near-county", ", nearest is {county}", {{"county", std::move(county)}});
}

} // namespace model
