#pragma once

#include "analysis/calibration/emulator.hpp"
#include "analysis/calibration/figures.hpp"
#include "analysis/calibration/likelihood.hpp"
#include "analysis/calibration/points.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace analysis::calibration {

/// Categories that are so rare in the runs that no rate can be told are merged with their neighbours. Pure.
/// \param counts  by category, summed over all runs  \param least  persons that a category needs
/// \return  first category of each group of neighbours
std::vector<std::size_t> merged_groups(std::span<const std::int64_t> counts, std::int64_t least);

/// What is expected of a figure at a point, and how far off it is.
struct FigureState {
    std::string name;
    double observed{};
    double expected{};
    double implausibility{};
};

/// Emulators of all that the figures count, fitted to runs, and what the figures then say of any point.
///
/// A point has one coordinate for each free parameter and a last one for how far a year strays: the log of the spread over that of
/// the plan is normal with mean 0 and standard deviation spread_sd.
class Fit {
public:
    static constexpr double spread_sd = 0.5; ///< 95 of 100 within a factor of 2.7: four years tell no more

    /// \param design  coordinates of the free parameters, one row a run; runs that failed are left out of both
    /// \throws sim::InputError when an emulator cannot be fitted
    Fit(Figures figures, const Points& design, std::span<const RegisterCounts> runs);

    std::size_t dimension() const { return dimension_; }
    double log_likelihood(std::span<const double> z) const;
    /// The largest over all figures. \param z  without the last coordinate, or with it
    double implausibility(std::span<const double> z) const;
    std::vector<FigureState> figures(std::span<const double> z) const;
    /// Cells and the mean square of their left-out standard residuals: 1 is right.
    const std::vector<std::pair<std::string, double>>& residuals() const { return residuals_; }
    const Figures& data() const { return figures_; }
    /// What `counted` of a figure is expected to be in a year of a run, at a point: for the check against runs that were not fitted.
    Expected expected_count(std::size_t figure, std::span<const double> z) const;

private:
    using Cells = std::vector<std::size_t>; ///< positions among the emulators

    void merge_rare(std::span<const RegisterCounts> runs);
    Cells emulate(const std::string& name, std::span<const Counted> counted, const Points& design,
                  std::span<const RegisterCounts> runs);
    void choose_sizes(const Points& design, std::span<const RegisterCounts> runs);
    std::vector<LogMean> all_at(std::span<const double> z) const;
    static Expected expected(const Cells& cells, std::span<const LogMean> logs, double exposure);
    std::vector<Expected> split_expected(std::size_t split, std::span<const LogMean> logs) const;
    double size_of(double spread, std::span<const double> z, double years) const;
    template <class Visit>
    void visit(std::span<const double> z, Visit visit) const;

    Figures figures_;
    std::size_t dimension_;
    std::size_t free_;
    EffectSizes sizes_{};
    std::vector<Emulator> emulators_;
    EmulatorBank bank_;
    std::vector<Cells> count_cells_;              ///< by count figure
    std::vector<std::vector<Cells>> split_cells_; ///< by split and category
    std::vector<std::pair<std::string, double>> residuals_;
};

} // namespace analysis::calibration
