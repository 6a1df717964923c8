#pragma once

#include "analysis/basis.hpp"
#include "analysis/results.hpp"
#include "analysis/verdict.hpp"
#include "models/scenario.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace analysis {

/// A share of the variance is told from as many draws on as it takes that chance strays it by no more: its standard deviation where the
/// parameters tell nothing.
inline constexpr double share_by_chance = 0.15;
/// What the runs support of the order of two strategies, over the thirds.
enum class OrderOver : std::uint8_t {
    nowhere,    ///< never told apart
    somewhere,  ///< in some thirds alone, one way
    everywhere, ///< in all of them, one way
    turns       ///< one way in one third, the other way in another
};
OrderOver order_over(std::span<const Verdict> thirds);

/// True cases of what is compared, run by run.
struct ComparedCases {
    std::vector<std::string> strategies;
    std::vector<double> baseline;
    std::vector<std::vector<double>> of; ///< by strategy
    std::vector<std::uint32_t> draws;    ///< that each run took, by number; 0 for all: none
    double years{};
};

/// Where strategies stand in some runs, by strategy. Runs that share a draw are no independent evidence: Wilson's interval has as many
/// trials as draws (so as if they agreed in full), Student's, clipped at the first and last place, the standard error by draws.
std::vector<Place> places_of(const ComparedCases& cases, std::span<const std::size_t> inside);

/// A parameter as the runs took it.
struct RunValues {
    std::string_view name;
    bool weak{};                ///< grade D or E, and fitted to nothing
    std::vector<double> values; ///< by run
};

/// The fewest draws n from which shares of k parameters are told. Where they tell nothing of normal values the adjusted R2 has the variance
/// 2 k / ((n - k - 1) (n + 1)), since R2 then has the law Beta(k / 2, (n - k - 1) / 2). Pure.
std::size_t draws_for(std::size_t parameters);

/// Shares of the variance of a difference; told from draws_for draws on. Draws are the points, each with the mean of its runs: luck that
/// runs of one draw average out is no doubt about values, and more runs of the same draws tell no more of these. Pure.
/// \param draws  of each run, by number
GradeShare share_of_grades(std::span<const RunValues> parameters, const std::vector<double>& difference,
                           std::span<const std::uint32_t> draws);

/// Of a comparison whose replicates drew their parameters; empty otherwise.
/// \param scenarios, results  the baseline first, in the same order
Basis ranking_basis(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results);

/// What of a basis may be published.
struct ShownBasis {
    bool order{};       ///< who leaves fewer true cases than whom
    bool thirds{};      ///< the same by thirds of the multiplier
    bool differences{}; ///< by how many
};
/// Keeps back what may not be published, and leaves no more digits than the intervals support.
void disclose(Basis& basis, const ShownBasis& shown);

} // namespace analysis
