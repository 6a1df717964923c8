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

/// Draws for each parameter that varies, under which no share of the variance is told.
inline constexpr std::size_t draws_per_parameter = 3;
/// Runs of a third of the multiplier, under which it is not looked at.
inline constexpr std::size_t fewest_runs_of_third = 3;

/// Runs in thirds of a value, ascending, of about the same number; runs of the same value stay together. Pure.
/// \return  fewer than three where values tie; empty where all are alike or a third would have fewer than fewest_runs_of_third
std::vector<std::vector<std::size_t>> thirds_of(std::span<const double> values);

/// What the runs support of the order of two strategies, over the thirds.
enum class OrderOver : std::uint8_t {
    nowhere,    ///< never told apart
    somewhere,  ///< in some thirds alone, one way
    everywhere, ///< in all of them, one way
    turns       ///< one way in one third, the other way in another
};
OrderOver order_over(std::span<const Verdict> thirds);

/// Where strategies stand in runs: by strategy. \param cases  true cases of each strategy, run by run  \param inside  the runs
std::vector<Place> places_of(std::span<const std::string> names, std::span<const std::vector<double>> cases,
                             std::span<const double> baseline, double years, std::span<const std::size_t> inside);

/// A parameter as the runs took it.
struct RunValues {
    std::string_view name;
    bool weak{};                ///< grade D or E, and fitted to nothing
    std::vector<double> values; ///< by run
};

/// Shares of the variance of a difference; told from draws_per_parameter draws on for each parameter that varies. Pure.
/// \param draws  of each run, to count the different ones
GradeShare share_of_grades(std::span<const RunValues> parameters, std::span<const double> difference,
                           std::span<const std::uint32_t> draws);

/// Of a comparison whose replicates drew their parameters; empty otherwise.
/// \param scenarios, results  the baseline first, in the same order
Basis ranking_basis(std::span<const model::Scenario> scenarios, std::span<const EnsembleResult> results);

/// What of a basis may be published.
struct ShownBasis {
    bool order{};       ///< who leaves fewer true cases than whom
    bool differences{}; ///< by how many
};
/// Keeps back what may not be published, and leaves no more digits than the intervals support.
void disclose(Basis& basis, const ShownBasis& shown);

} // namespace analysis
