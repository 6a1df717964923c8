#include "models/centre_names.hpp"

#include "models/county_names.hpp"
#include "sim/error.hpp"

#include <algorithm>
#include <string>

namespace model {
namespace {

/// Codes of the counties of each centre.
constexpr std::array<std::string_view, centre_count> catchments{
    "AB HD SB", "BC NT", "BV CV", "B CL GR IF IL TR", "BN CJ MM SJ", "CT TL", "DJ GJ MH OT", "BR GL VN",
    "IS VS",    "BH SM", "AG VL", "BZ DB PH",         "BT SV",       "HR MS", "AR CS TM",
};

/// One key for every spelling: without marks and case, a hyphen like a space.
std::string key_of(std::string_view text)
{
    std::string key = sim::fold(text);
    std::replace(key.begin(), key.end(), '-', ' ');
    return key;
}

} // namespace

std::optional<std::size_t> find_centre(std::string_view name)
{
    const std::string key = key_of(name);
    const auto* const found = std::find_if(centre_names.begin(), centre_names.end(),
                                           [&](std::string_view centre) { return key_of(centre) == key; });
    return found == centre_names.end()
               ? std::nullopt
               : std::optional<std::size_t>(static_cast<std::size_t>(found - centre_names.begin()));
}

std::vector<CountyId> catchment(std::size_t centre)
{
    std::vector<CountyId> counties;
    const std::string_view codes = catchments.at(centre);
    for (std::size_t at = 0; at < codes.size();) {
        const std::size_t end = std::min(codes.find(' ', at), codes.size());
        const auto county = find_county(codes.substr(at, end - at));
        sim::expect(county.has_value(), "a catchment names counties");
        counties.push_back(*county);
        at = end + 1;
    }
    return counties;
}

} // namespace model
