#pragma once

#include "analysis/calibration/plan.hpp"
#include "analysis/calibration/posterior.hpp"
#include "analysis/calibration/trials.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace analysis::calibration {

/// What a calibration works on.
struct CalibrationTask {
    const Plan& plan;
    std::string shown; ///< the plan's file, for what is refused
    std::vector<std::string> pathways;
    std::vector<std::string> counties;  ///< two-letter codes, in the order of the runs
    std::vector<std::uint32_t> regions; ///< of the counties
    std::int64_t persons{};             ///< simulated, of the census
};

/// What accompanies it; none of it moves a bit of the posterior.
struct CalibrationAttendance {
    const sim::Stop& stop;
    const TrialFolder* folder{}; ///< where finished runs are kept; may be empty
    /// Called when a stage begins, with its name and runs; what it returns is called after each run, from any thread, with whether
    /// the run was made or was there already.
    std::function<std::function<void(bool)>(const std::string&, std::size_t)> stage{};
    std::function<void(const std::string&)> say{};  ///< what was found, a line at a time
    std::function<void(const std::string&)> warn{}; ///< which run failed and what it said, from any thread
};

/// The coordinates of the points of a design as values of the parameters.
std::vector<Trial> trials_at(const Points& design, std::span<const FreeParameter> free, std::uint32_t first_replicate);

/// Fits the free parameters of a plan to its figures: waves of runs, emulators, history matching, tempered SMC, county products, and
/// runs at draws of the posterior. A function of the task and of what `simulate` gives: of nothing else.
/// \throws sim::Stopped; sim::InputError when too many runs fail or no parameters are plausible; sim::StorageError
Posterior calibrate(const CalibrationTask& task, const Simulate& simulate, const CalibrationAttendance& attendance);

} // namespace analysis::calibration
