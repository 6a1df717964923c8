#pragma once

#include "analysis/calibration/calibrate.hpp"

#include <filesystem>
#include <span>

/// A country of three counties and two pathways whose register is known in closed form: the smallest on which a whole calibration
/// can be carried out, in milliseconds a run.
namespace toy_country {

/// In the order of the plan: recruited through people a year, share recruited online, through families a year.
struct Truth {
    double people{250.0};
    double online{0.3};
    double families{60.0};
};

/// Writes the tables that a register of the truth would publish, without any luck but the rounding, and the plan.
/// \return  the plan's file
std::filesystem::path write_plan(const std::filesystem::path& folder, const Truth& truth);
analysis::calibration::Plan read(const std::filesystem::path& plan);
analysis::calibration::CalibrationTask task(const analysis::calibration::Plan& plan);
/// Five years of the register, by luck of the trial's replicate alone.
analysis::calibration::RegisterCounts run(const analysis::calibration::Trial& trial);

} // namespace toy_country
