#pragma once

#include "analysis/results.hpp"
#include "sim/recorder.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace analysis {

/// What to keep beside the core. It never changes the core, nor its digest.
struct RecordOptions {
    bool monthly{true};   ///< by month; otherwise by calendar year
    bool strata{true};    ///< by pathway, form, sex, age band, settlement and care
    bool resources{true}; ///< what was used, with its price
    bool events{true};    ///< how often what happened
};

/// The file of `veghe run` and `compare`; docs/output-format.md says what stands in it.
inline const sim::Schema result_schema{.format = "veghe result", .version = 1};

/// A selection of fewer counties is marked internal: its true level would stand beside its registered one.
inline constexpr std::size_t fewest_counties_to_share = 3;

/// The regions whose true level may be shared: every county of the region is in the run, and the counties left over
/// are none or at least `fewest_counties_to_share`, since the total less the regions would give their level away.
/// \param geography  all counties with their regions
std::vector<std::string> shared_regions(const Axes& axes, std::span<const CountyName> geography);

/// "shared" or "internal".
std::string disclosure(const Axes& axes);

/// The tables of a result, provenance included, as they go into the file.
/// \throws sim::ContractError when a run does not fit the axes or the declared quantities
std::vector<sim::Table> result_tables(const EnsembleResult& result, std::span<const CountyName> geography,
                                      const RecordOptions& options = {});

/// Writes the result; the file takes its name when all of it has been read back equal.
/// \throws sim::StorageError, sim::InputError as sim::AtomicFile
void write_result(const std::filesystem::path& target, const EnsembleResult& result,
                  std::span<const CountyName> geography, const RecordOptions& options = {});

/// \throws sim::InputError when the file is no result or of a younger schema, sim::StorageError when it is damaged
sim::TableFile read_result(const std::filesystem::path& path);

/// SHA-256 (hex) over the core digests in the file, as core_digest().
std::string core_digest(const sim::TableFile& file);

/// SHA-256 (hex) over every table but the provenance: shapes, values and labels.
std::string full_digest(const sim::TableFile& file);

} // namespace analysis
