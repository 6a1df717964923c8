#include "analysis/web/caps.hpp"

#include "analysis/web/library.hpp"
#include "models/county_names.hpp"
#include "sim/error.hpp"

namespace analysis::web {

using sim::refusal;

sim::Message counties_expected()
{
    return refusal("serve.counties", "one to {most} different counties are expected",
                   "choose fewer, or run more of them with veghe compare", {{"most", caps.counties}});
}

sim::Message measures_expected()
{
    return refusal("serve.measures", "one to {most} measures are expected",
                   "choose one, or run more of them with veghe compare", {{"most", caps.measures}});
}

sim::Message too_many_years(int years, int most)
{
    return refusal("serve.years", "runs for {number} years, above {most}",
                   "set an earlier end, or run it with veghe compare", {{"number", years}, {"most", most}});
}

sim::Message chosen_twice()
{
    return refusal("serve.measure-twice", "is chosen twice", "take it once");
}

sim::Message too_many_pairs(int pairs)
{
    return refusal("serve.pairs", "has {number} replicates, above {most}", "set fewer, or run it with veghe compare",
                   {{"number", pairs}, {"most", caps.pairs}});
}

std::optional<sim::Message> too_many_inhabitants(const std::vector<std::string>& codes, const model::Counties& counties)
{
    std::int64_t inhabitants = 0;
    for (const std::string& code : codes) {
        inhabitants += counties[*model::find_county(code)].persons;
    }
    if (inhabitants <= caps.inhabitants) {
        return std::nullopt;
    }
    return refusal("serve.inhabitants", "these counties have {number} inhabitants, above {most}",
                   "choose fewer or smaller ones, or run them with veghe compare",
                   {{"number", inhabitants}, {"most", caps.inhabitants}});
}

std::vector<sim::Message> above_caps(const Selection& selection, const model::Counties* counties)
{
    std::vector<sim::Message> all;
    if (selection.counties.size() > static_cast<std::size_t>(caps.counties)) {
        all.push_back(counties_expected());
    }
    if (selection.measures.size() > static_cast<std::size_t>(caps.measures)) {
        all.push_back(measures_expected());
    }
    const auto many = counties != nullptr ? too_many_inhabitants(selection.counties, *counties) : std::nullopt;
    if (many) {
        all.push_back(*many);
    }
    return all;
}

} // namespace analysis::web
