#pragma once

/// Names of what lies in the folder of a sweep (docs/sweeps.md).
namespace analysis::sweep::layout {

inline constexpr const char* workers = "workers"; ///< heartbeats
inline constexpr const char* leases = "leases";   ///< who works on what
inline constexpr const char* journal = "journal"; ///< what each process did
inline constexpr const char* population = "population.h5";
inline constexpr const char* building = "building"; ///< who builds the population: a lease, apart from those of units

} // namespace analysis::sweep::layout
