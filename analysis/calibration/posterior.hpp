#pragma once

#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/points.hpp"
#include "analysis/calibration/register_counts.hpp"
#include "analysis/calibration/tempered_smc.hpp"
#include "sim/recorder.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace analysis::calibration {

/// The file of `veghe calibrate`; docs/output-format.md says what stands in it.
inline const sim::Schema posterior_schema{.format = "veghe posterior", .version = 1};

/// A free parameter with what was believed of it before and is believed after.
struct PosteriorParameter {
    std::string name;
    std::string unit;
    Prior prior;
    std::string reason; ///< why the prior is not that of the declaration; empty when it is
};

/// What counties have beside their covariates, as one product of incidence and detection, relative to what the model expects there.
/// The split is in no file: it is drawn when the posterior is used (RELIABILITY R7).
struct CountyProducts {
    std::vector<std::string> counties; ///< two-letter codes, ascending
    Points draws;                      ///< one row a draw, of the size of `counties`; above 0
};

/// How well a figure was met before any draw was taken: the least implausibility over the points of the last wave.
struct FittedFigure {
    std::string name;        ///< measure, group, category, place and period in words
    double observed{};       ///< in a file, of a figure below ten, `not_told`
    double expected{};       ///< posterior mean
    double implausibility{}; ///< of the whole posterior: its median
    double least{};          ///< at its best point of the design
};

/// A run at a draw of the posterior, and what its register says: for predictive checks of any figure, also those not fitted.
struct CheckedDraw {
    std::uint32_t draw{}; ///< position among the draws
    RegisterCounts counts;
};

/// How many people the figures are of, and how many were simulated: counts of a run are multiplied by the one over the other, shares
/// are not.
struct PeopleScale {
    std::int64_t meant{}; ///< 0: as many as were simulated
    std::int64_t simulated{};
    std::string reason; ///< where the number of those meant is from

    /// Published persons for each simulated one.
    double factor() const
    {
        return meant > 0 && simulated > 0 ? static_cast<double>(meant) / static_cast<double>(simulated) : 1.0;
    }
};

/// Numbers of the fit, for the page that asks whether to trust it.
struct FitDiagnostics {
    std::int64_t runs{};
    std::int64_t failed{};
    std::vector<double> plausible_share; ///< of the prior, after each wave
    std::vector<SmcStep> steps;
    double log_evidence{};
    std::vector<std::pair<std::string, double>>
        emulator_residuals; ///< cell and mean square of its left-out residuals; 1 is right
    std::vector<FittedFigure> figures;
};

/// Parameters, county by county and in the country, given the figures: equally weighted draws.
struct Posterior {
    std::string title, title_ro; ///< the latter may be empty
    std::string note, note_ro;   ///< what a reader of the fit must know; may be empty
    std::string plan;            ///< text of the plan
    std::string scenario;        ///< name of the scenario's file
    std::string resolved;        ///< the scenario as TOML, without its posterior
    std::string program;         ///< version and commit
    std::string compiler, flags; ///< of that build; empty in files of before they were noted
    std::string data_tables;     ///< the data tables that were read, in lines as sha256sum(1) writes them; likewise
    Years years;                 ///< of the figures that it may know
    PeopleScale people;
    std::uint64_t seed{};
    std::vector<PosteriorParameter> parameters;
    Points draws; ///< natural units, in the order of `parameters`
    std::vector<double>
        year_size;           ///< by draw: negative binomial size of what moves all of a year's registrations together
    CountyProducts counties; ///< no rows where no county figure was fitted
    std::vector<CheckedDraw> checks;
    FitDiagnostics diagnostics;

    std::size_t size() const { return draws.size(); }
};

/// What is written of an observed figure below ten: the middle of 0 to 9, as of one that was published within these bounds.
inline constexpr double not_told = 4.5;

/// Figures as a file may hold them (RELIABILITY R3): of those below ten it says `not_told`. Where only one category of a split is below ten
/// the whole would give it away, so the smallest other one takes up the difference. Pure. \param figures  categories of a split are named
/// "SPLIT: CATEGORY" and lie together
std::vector<FittedFigure> as_told(std::vector<FittedFigure> figures);

/// SHA-256 (hex) over what a user of the file takes from it: parameters, draws, year sizes and county products. Free of time, path,
/// diagnostics and of the runs that checked it.
std::string digest(const Posterior& posterior);

/// Writes the posterior; the file takes its name when all of it has been read back equal. \throws as sim::write_tables
void write_posterior(const std::filesystem::path& target, const Posterior& posterior);

/// \throws sim::InputError when the file is no posterior or of a younger schema; sim::StorageError when it is damaged
Posterior read_posterior(const std::filesystem::path& file);

} // namespace analysis::calibration
