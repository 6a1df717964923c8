#pragma once

#include "analysis/comparison.hpp"
#include "analysis/results.hpp"

#include <string>
#include <vector>

namespace analysis::test {

/// The 42 counties with their regions, read from scenarios/data/counties.csv.
std::vector<CountyName> geography();

/// As if the run covered every month of the axes whole, each a twelfth of a year.
void cover_whole_months(EnsembleResult& result);

/// How an invented strategy moves the invented baseline.
struct Effect {
    std::string name, title;
    double true_factor{1.0};  ///< chance that a baseline case also happens
    double found_factor{1.0}; ///< detection beside the baseline's
    double posts{};           ///< RON/year of one priced resource
};

/// Invented results: `per_month` true cases a month and county on average, 25 % of them registered, the same luck for
/// every effect. Figures mean nothing; they only have the shape of results.
EnsembleResult invented(const Effect& effect, const std::vector<std::string>& counties, int replicates, int years,
                        double per_month);

/// A whole comparison of three invented strategies, with words, marked as test figures.
Comparison sample(const std::vector<std::string>& counties = {"BC", "DJ", "IS"}, int replicates = 32,
                  double per_month = 8.0);

} // namespace analysis::test
