#pragma once

#include "analysis/calibration/points.hpp"
#include "analysis/calibration/register_counts.hpp"
#include "sim/recorder.hpp"
#include "sim/stop.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace analysis::calibration {

/// A run of a calibration as it is kept until the end.
inline const sim::Schema trial_schema{.format = "veghe calibration run", .version = 1};

/// A run to be made: values of the free parameters, and the replicate whose luck it has.
struct Trial {
    std::uint32_t replicate{};
    std::vector<double> values; ///< natural units, in the order of the free parameters
};

/// What runs of one calibration have in common; runs of another are not mixed with them.
struct TrialIdentity {
    std::string calibration; ///< SHA-256 of scenario, population, seed and the names of the free parameters
    std::string program;     ///< version, commit and a checksum of the executable
    std::vector<std::string> parameters;
};

/// The finished runs of a calibration, in a folder: what a kill can lose is the runs that were on their way. Runs of one replicate with
/// other values, of a plan with other figures, stand beside each other. From any thread.
class TrialFolder {
public:
    TrialFolder(std::filesystem::path folder, TrialIdentity identity);

    /// The run, if it is kept and was made with the same values; of another program only once `trust` was called.
    /// \throws sim::InputError when it is of another calibration
    std::optional<RegisterCounts> find(const Trial& trial) const;
    /// \throws sim::StorageError
    void keep(const Trial& trial, const RegisterCounts& counts) const;
    /// A run that another program has made, to be made again: whether this one gives the same is known then.
    std::optional<std::pair<Trial, RegisterCounts>> of_another_program() const;
    /// Takes runs of other programs as well.
    void trust() { trusting_ = true; }
    /// Whether anything is kept.
    bool any() const;
    void remove() const;
    const std::filesystem::path& path() const { return folder_; }

private:
    struct Kept {
        Trial trial;
        RegisterCounts counts;
        std::string program;
    };
    std::filesystem::path file(const Trial& trial) const;
    std::optional<Kept> read(const std::filesystem::path& file) const;

    std::filesystem::path folder_;
    TrialIdentity identity_;
    bool trusting_{};
};

/// One run, a function of its trial. May be called from any thread.
using Simulate = std::function<RegisterCounts(const Trial&)>;

/// What accompanies the runs; none of it moves a bit of them.
struct TrialAttendance {
    const sim::Stop& stop;
    std::function<void(bool)> after_run{};                    ///< after each, whether it was made, from any thread
    std::function<void(std::uint32_t, std::string)> failed{}; ///< replicate and what it said, from any thread
};

/// Makes the runs that are not kept yet, side by side, and keeps them. A run that throws is counted and never dropped in silence:
/// its place is empty.
/// \param folder  may be empty: nothing is kept
/// \throws sim::Stopped, sim::StorageError
std::vector<std::optional<RegisterCounts>> make_runs(const Simulate& simulate, std::span<const Trial> trials,
                                                     const TrialFolder* folder, const TrialAttendance& attendance);

/// Share of runs that may fail.
inline constexpr double most_failures = 0.01;

/// Refuses runs at draws of a posterior of which too many failed: the others alone would check another posterior.
/// \throws sim::InputError with how many
void judge_failed_checks(std::size_t failed, std::size_t runs, const std::string& where);

/// Refuses runs of which too many failed, or of which those failed that lie together: what is left would be another prior.
/// \param points  standard normal coordinates, one row a run  \param failed  positions of the runs that failed
/// \param names   of the coordinates
/// \throws sim::InputError with how many, and along which parameter
void judge_failures(const Points& points, std::span<const std::size_t> failed, std::span<const std::string> names,
                    const std::string& where);

} // namespace analysis::calibration
