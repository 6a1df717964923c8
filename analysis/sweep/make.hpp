#pragma once

#include "analysis/ensemble.hpp"
#include "analysis/sweep/plan.hpp"
#include "analysis/sweep/work.hpp"
#include "sim/stop.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace analysis::sweep {

/// What becomes of a population that had to be built: others find it in the folder, or nothing is changed there.
enum class Built { kept, dropped };

/// The persons and ties that all units of a sweep share: mapped from a file in its folder, so that the processes of a machine have
/// them in memory once. The first to come builds and keeps them; others that come meanwhile build their own rather than wait.
/// \param population_file  instead of the folder's; empty: none
/// \param say              told what is being done
/// \throws as prepare()
Prepared prepare_sweep(const std::filesystem::path& sweep, const Plan& plan,
                       const std::filesystem::path& population_file, const sim::Stop& stop,
                       const std::function<void(const std::string&)>& say, Built built = Built::kept);

/// What makes the units of a plan on its ground. Both outlive what is returned.
MakeUnit maker(const Plan& plan, const model::Ground& ground, const sim::Stop& stop);

} // namespace analysis::sweep
