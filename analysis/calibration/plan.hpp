#pragma once

#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/targets.hpp"
#include "sim/parameter.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// A parameter that the figures may move.
struct FreeParameter {
    std::string name;
    Prior prior;
    std::string reason; ///< why the prior is not that of the declaration; empty when it is
    std::string unit{};
};

/// How a published figure is thought to depart from the model.
enum class ErrorModel : std::uint8_t {
    count, ///< negative binomial counts, and intervals of them
    split, ///< Dirichlet-multinomial shares of a published whole
};

/// Figures of one measure in one table, with their error model.
struct PlannedTarget {
    std::filesystem::path table;
    std::string measure;
    std::string group;              ///< of a split; empty: all groups
    std::vector<std::string> parts; ///< of a split: measures counted among `measure`; empty: categories of the table
    ErrorModel error{};
    double spread{};             ///< relative standard deviation of a count, or of a share, beyond its own luck
    double discrepancy{};        ///< relative standard deviation of the model about the world, for implausibility
    std::vector<Target> figures; ///< of parts: the counts of the parts, with the whole's as denominator
    std::string where;           ///< "file:line"
};

/// The people whom figures are of, where a run's are fewer or more.
struct FigurePeople {
    std::int64_t persons{};
    std::string reason; ///< where the number is from
};

/// The years whose figures a fit may see; without bounds, all. Later ones are kept from it where it is to be scored on them.
struct Years {
    std::optional<int> from;
    std::optional<int> until;
};

/// What a calibration is to do.
struct Plan {
    std::string title, title_ro;    ///< the latter may be empty
    std::string note, note_ro;      ///< what a reader of the fit must know; may be empty
    std::filesystem::path scenario; ///< as seen from the working folder
    Years years;
    std::optional<FigurePeople> people; ///< counts of a run are multiplied by what these are of its own; shares are not
    std::vector<std::int64_t> waves;
    std::int64_t replicates{1};
    std::int64_t particles{2000};
    std::int64_t checks{24}; ///< runs at draws of the posterior, for predictive checks
    std::uint64_t seed{1};
    std::vector<FreeParameter> free; ///< by name
    std::vector<PlannedTarget> targets;

    /// Runs of the scenario in all, those of the checks included.
    std::int64_t runs() const;
};

/// Reads a plan in TOML (docs/calibration.md). Paths are relative to the plan.
/// \param declared  parameters that may be free
/// \throws sim::InputError with everything that is wrong, where, and what is allowed: a key, parameter or measure that is unknown; a
/// prior without a reason; a measure whose figures have no such error model; intervals without the totals that they need
Plan read_plan(const std::filesystem::path& file, std::span<const sim::ParameterInfo> declared);

/// The figures whose period lies within these years; what is not dated may hold any year and is left out. All where there are
/// no such years. Pure.
std::vector<Target> figures_within(const std::vector<Target>& figures, const Years& years);

} // namespace analysis::calibration
