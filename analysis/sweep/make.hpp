#pragma once

#include "analysis/ensemble.hpp"
#include "analysis/sweep/plan.hpp"
#include "analysis/sweep/work.hpp"
#include "sim/stop.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

namespace analysis::sweep {

/// What becomes of a population that had to be built: others find it in the folder, or nothing is changed there.
enum class Built { kept, dropped };

struct PrepareOptions {
    std::filesystem::path population_file{}; ///< instead of the folder's; empty: none
    Built built{Built::kept};
    std::chrono::milliseconds lease{default_lease}; ///< without a heartbeat, after which another builds
};

/// The persons and ties that all units of a sweep share: mapped from a file in its folder, so that the processes of a machine have
/// them in memory once. The first to come takes a lease (Leases) and builds them; those that come meanwhile wait, since each
/// that built its own would take as much memory and time again, and one of them takes over where the first dies. Whoever
/// drops what it builds neither leases nor waits.
/// \param say  told what is being done
/// \throws as prepare(), sim::Stopped also while it waits, sim::StorageError
Prepared prepare_sweep(const std::filesystem::path& sweep, const Plan& plan, const PrepareOptions& options,
                       const sim::Stop& stop, const std::function<void(const std::string&)>& say);

/// What makes the units of a plan on its ground. Both outlive what is returned.
MakeUnit maker(const Plan& plan, const model::Ground& ground, const sim::Stop& stop);

} // namespace analysis::sweep
