#pragma once

#include "analysis/disclosure.hpp"
#include "analysis/results.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace test {

/// True cases of one county, pathway or form in the runs of the baseline, which nothing that is shared may tell.
struct Strata {
    std::string name;                 ///< e.g. "pathway lover_boy"
    std::vector<std::int64_t> counts; ///< by replicate
};

/// Everything that a comparison of a made-up world publishes: simulated, compared, disclosed and written as `veghe compare`
/// does it. Made once for each selection of counties.
struct Published {
    std::filesystem::path folder;
    std::vector<std::string> results; ///< names of the result files
    std::string report;               ///< report.html
    std::string summary;              ///< summary.csv
    analysis::Disclosed disclosed;
    std::vector<std::string> counties; ///< codes
    std::size_t persons;
    std::vector<Strata> true_strata;                         ///< from the runs, not from a file
    std::map<std::string, std::vector<std::int64_t>> events; ///< of the baseline's file, by replicate
};

/// Baseline, lessons for everybody, institutions that find more of what there is, and officers who ask persons at risk, in
/// four counties.
const Published& published();
/// The same in two counties, which are no whole region.
const Published& published_of_two();

} // namespace test
