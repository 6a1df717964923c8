#pragma once

#include "analysis/result_file.hpp"

#include <string>
#include <vector>

namespace test {

/// Three regions: North has three counties, East four, West two.
inline std::vector<analysis::CountyName> geography()
{
    return {{"NA", "Na", "North"}, {"NB", "Nb", "North"}, {"NC", "Nc", "North"},
            {"EA", "Ea", "East"},  {"EB", "Eb", "East"},  {"EC", "Ec", "East"},
            {"ED", "Ed", "East"},  {"WA", "Wa", "West"},  {"WB", "Wb", "West"}};
}

/// Two replicates over the four months around a new year in the North and two counties of the East: a few cases whose
/// sums can be counted by hand.
inline analysis::EnsembleResult small_ensemble()
{
    analysis::EnsembleResult result;
    result.scenario = "baseline";
    result.title = "Nothing new";
    result.years = 4.0 / 12.0;
    result.axes = {.counties = {"EA", "EB", "EC", "NA", "NB", "NC"},
                   .regions = {"East", "East", "East", "North", "North", "North"},
                   .months = {"2024-11", "2024-12", "2025-01", "2025-02"},
                   .pathways = {"lover_boy", "online_grooming"},
                   .forms = {"sexual", "labour"},
                   .sexes = {"male", "female"},
                   .age_bands = {"0-13", "14-17", "18+"},
                   .settlements = {"urban", "rural"},
                   .care = {"in_care", "not_in_care"}};
    result.cover.assign(result.axes.months.size(), {.years = 1.0 / 12.0, .whole = true});
    for (std::uint8_t county = 0; county < 6; ++county) {
        result.residents.push_back(
            {.county = county, .sex = 0, .age_band = 1, .settlement = 0, .care = 0, .persons = 100u + county});
        result.residents.push_back(
            {.county = county, .sex = 1, .age_band = 2, .settlement = 1, .care = 1, .persons = 900u});
    }
    result.resources = {{"counsellors.hours", "hour", "Hours worked.", 90.0, "assumed: none", 'D'}};
    result.spending = {{"counsellors", 2024, 3000.0, 1125.0, 0.5, 0.75}};
    result.events = {{"recruited", "person", "Recruited.", 0.0, "", 'E'}};
    analysis::RunResult run;
    run.replicate = 0;
    // Girls of 14 to 17 in a village and in care in a town, small boys in care in a village, a man in a town.
    run.true_cases = {{.county = 0, .sex = 1, .age_band = 1, .settlement = 1, .care = 1, .count = 4},
                      {.county = 3, .month = 1, .sex = 1, .age_band = 1, .settlement = 0, .care = 0, .count = 3},
                      {.county = 4, .month = 1, .pathway = 1, .age_band = 0, .settlement = 1, .care = 0, .count = 2},
                      {.county = 4, .month = 3, .pathway = 1, .form = 1, .age_band = 2, .care = 1, .count = 1}};
    run.registered = {{.county = 3, .month = 2, .sex = 1, .age_band = 1, .settlement = 0, .care = 0, .count = 2}};
    run.resources = {12.5};
    run.events = {10};
    run.state_digest = std::string(64, 'a');
    run.core_digest = analysis::core_digest(result.axes, run);
    result.runs.push_back(run);
    run.replicate = 1;
    run.true_cases.pop_back();
    run.state_digest = std::string(64, 'b');
    run.core_digest = analysis::core_digest(result.axes, run);
    result.runs.push_back(run);
    result.provenance.seed = "7";
    result.provenance.scenarios = {{"baseline", "seed = 7\ntitle = \"Nothing new\"\n"}};
    result.provenance.data_digests = {{"counties.csv", std::string(64, 'c')}};
    return result;
}

} // namespace test
