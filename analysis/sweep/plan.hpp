#pragma once

#include "analysis/draws.hpp"
#include "analysis/sweep/design.hpp"
#include "analysis/sweep/manifest.hpp"
#include "models/scenario.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace analysis::sweep {

/// A sweep with what is needed to run it.
struct Plan {
    Manifest manifest;
    std::vector<model::Scenario> scenarios;     ///< baseline first
    std::shared_ptr<const Draws> draws;         ///< of their posterior; null without one
    std::optional<cluster::SlurmOptions> slurm; ///< what the design asks of a cluster
    std::string drawn{};                        ///< text of the file of that name; empty where points are no draws
};

/// The points of a design, as values of its axes; those of a table become axes by it.
/// \param draws  of the posterior; null where there is none
/// \throws sim::InputError with what is wrong with the table, or when there is no posterior to draw from
std::vector<Point> points_of(Design& design, const Draws* draws);

/// Reads the scenarios of a design and lays its points.
/// \param source  of the design, as seen from the folder where the sweep will be
/// \throws sim::InputError with everything that is wrong: what scenarios and design say, scenarios that cannot be paired, a
///         parameter that is swept and that a strategy changes, more units than the design allows
Plan make_plan(Design design, const std::string& source);

/// What the design asks of a cluster, in the folder of a sweep: of cluster::slurm_text().
inline constexpr const char* slurm_file = "slurm.toml";

/// The name of the file in the folder of a sweep that keeps a scenario as it was resolved; 0 is the baseline.
std::string scenario_file(std::size_t s);

/// Keeps a plan in a folder, with the scenarios as they were resolved, so that it can be run when their files have changed.
/// \throws sim::StorageError
void write_plan(const std::filesystem::path& folder, const Plan& plan);

/// Reads a plan to be run: by this program, on the data that there are now.
/// \throws sim::InputError when program or data are no more those that were planned, saying which; as read_manifest() and require_planned()
Plan read_plan(const std::filesystem::path& folder);

/// A scenario as the units of a point run it: with the point's values, and those of its draw.
model::Scenario at_point(const Plan& plan, std::size_t scenario, const Point& point, const model::Counties& counties,
                         std::uint32_t replicate);

} // namespace analysis::sweep
